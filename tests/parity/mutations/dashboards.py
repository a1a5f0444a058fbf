"""Dashboards the manifest lists."""

from cases import FAIL, PASS, add

from mutations.edits import asset, both, dump, in_manifest, rewrite

FIELDS = ("description", "template_variables", "widgets")


def path_of(place):
    """The first listed dashboard, `None` unless it is a plain object with widgets."""
    listed = asset(place.manifest, "dashboards")
    for path in listed.values() if isinstance(listed, dict) else []:
        value = place.json(path)
        if isinstance(value, dict) and isinstance(value.get("widgets"), list):
            return path
    return None


def board(change):
    """Edits the parsed dashboard in place."""

    def apply(place):
        path = path_of(place)
        if path is None:
            return False
        value = place.json(path)
        if change(value) is False:
            return False
        place.put(path, dump(value))

    return apply


def text(change):
    def apply(place):
        path = path_of(place)
        return rewrite(path, change)(place) if path else False

    return apply


def case(name, expect, rule, apply, **options):
    add("dashboards", name, expect, rule and f"dashboards/{rule}", apply, **options)


def remove_file(place):
    path = path_of(place)
    return place.remove(path) if path else False


def listing(change):
    """Edits the list of the manifest; it gets the list and the path of the dashboard."""

    def apply(place):
        path = path_of(place)
        if path is None:
            return False
        return in_manifest(lambda m: change(m["assets"]["dashboards"], path))(place)

    return apply


def rename(listed, path, new):
    for key, value in listed.items():
        if value == path:
            listed[key] = new


case("missing-file", FAIL, "missing-file", remove_file)
case("missing-file-not-listed", PASS, "missing-file",
     both(lambda p: None if len(asset(p.manifest, "dashboards") or {}) == 1 else False,
          remove_file, in_manifest(lambda m: m["assets"].update(dashboards={}))))  # fmt: skip
case("listed-absent", FAIL, "missing-file", listing(lambda d, p: d.update(Other="assets/dashboards/absent.json")))
case("listed-empty-path", FAIL, "missing-file", listing(lambda d, p: d.update(Other="")))
case("listed-directory", FAIL, "missing-file", listing(lambda d, p: d.update(Other="assets/dashboards")))
case("listed-dot-slash", PASS, "missing-file", listing(lambda d, p: rename(d, p, "./" + p)))
case("listed-twice", PASS, "missing-file", listing(lambda d, p: d.update(Other=p)))
case("listed-other-case", FAIL, "missing-file", listing(lambda d, p: rename(d, p, p.upper())))
case("listed-as-string", None, None,
     both(lambda p: path_of(p) is not None, in_manifest(lambda m: m["assets"].update(
         dashboards=next(iter(m["assets"]["dashboards"].values()))))))  # fmt: skip
case(
    "list-null",
    FAIL,
    None,
    both(lambda p: path_of(p) is not None, in_manifest(lambda m: m["assets"].update(dashboards=None))),
)
case("path-null", FAIL, None, listing(lambda d, p: d.update(Other=None)))
case("path-number", FAIL, None, listing(lambda d, p: d.update(Other=3)))
case("unlisted-broken", PASS, "invalid-json",
     both(lambda p: path_of(p) is not None, lambda p: p.put("assets/dashboards/extra_unlisted.json", "{")))  # fmt: skip

case("empty-file", FAIL, "invalid-json", text(lambda t: ""))
case("trailing-comma", FAIL, "invalid-json", text(lambda t: t.rstrip()[:-1].rstrip() + ",\n}\n"))
case("single-quotes", FAIL, "invalid-json", text(lambda t: t.replace('"widgets"', "'widgets'", 1)))
case("byte-order-mark", FAIL, "invalid-json", text(lambda t: "\ufeff" + t))
case("crlf", PASS, "invalid-json", text(lambda t: t.replace("\n", "\r\n") if "\n" in t and "\r" not in t else None))
case("top-list", FAIL, "wrong-type", text(lambda t: "[]\n"))
case("top-string", FAIL, "wrong-type", text(lambda t: '"a"\n'))
for key in FIELDS:
    case(f"without-{key}", FAIL, "missing-field", board(lambda b, k=key: b.pop(k, 1) != 1))
for key in FIELDS[:2]:
    case(f"null-{key}", PASS, "missing-field", board(lambda b, k=key: b.__setitem__(k, None)))
case("null-widgets", FAIL, "wrong-type", board(lambda b: b.__setitem__("widgets", None)))
case("empty-widgets", PASS, "missing-field", board(lambda b: b.__setitem__("widgets", [])))
case("unknown-field", PASS, "missing-field", board(lambda b: b.__setitem__("something", 1)))
case("misspelled-field", FAIL, "missing-field", board(lambda b: b.__setitem__("Description", b.pop("description"))))


def old_format(dashboard):
    for key in ("layout_type", "title", "created_at"):
        dashboard.pop(key, None)


def old_widgets(dashboard):
    old_format(dashboard)
    dashboard["widgets"] = [{"id": 1, "type": "note"}]


def one_new_widget(dashboard):
    old_format(dashboard)
    dashboard["widgets"] = [{"id": 1}, {"id": 2, "layout": {}}]


case("old-format", FAIL, "old-format", board(old_widgets))
case("old-format-no-widgets", FAIL, "old-format", board(lambda b: (old_format(b), b.pop("widgets"))[0]))
case("old-format-empty-widgets", FAIL, "old-format", board(lambda b: (old_format(b), b.update(widgets=[]))[0]))
case("one-new-widget", PASS, "old-format", board(one_new_widget))
case("title-only", PASS, "old-format", board(lambda b: (old_widgets(b), b.update(title=None))[0]))


def widget(definition, identifier=991):
    extra = {"definition": definition, "layout": {"x": 0, "y": 0, "width": 1, "height": 1}}
    if identifier is not None:
        extra["id"] = identifier
    return board(lambda b: b["widgets"].append(extra))


OTHER = "00000000-1111-2222-3333-444444444444"
case("other-app-id", FAIL, "app-id", widget({"type": "custom", "app_id": OTHER}))
case("other-app-id-nested", FAIL, "app-id",
     widget({"type": "group", "widgets": [{"id": 5, "definition": {"app_id": OTHER}}]}))  # fmt: skip
case("other-app-id-without-id", FAIL, "app-id", widget({"app_id": OTHER}, None))
case("empty-app-id", PASS, "app-id", widget({"type": "custom", "app_id": ""}))
case("null-app-id", PASS, "app-id", widget({"type": "custom", "app_id": None}))
case("app-id-number", FAIL, "app-id", widget({"type": "custom", "app_id": 7}))
case("app-id-outside-definition", PASS, "app-id", board(lambda b: b["widgets"].append({"id": 1, "app_id": OTHER})))
case("widget-without-definition", PASS, "app-id", board(lambda b: b["widgets"].append({"id": 1})))
case("widget-string", FAIL, "wrong-type", board(lambda b: b["widgets"].append("note")))
case("widget-null", FAIL, "wrong-type", board(lambda b: b["widgets"].insert(0, None)))
case("definition-null", FAIL, None, board(lambda b: b["widgets"].append({"id": 1, "definition": None})))


def matching_app_id(key):
    def apply(place):
        value = place.manifest.get(key)
        return widget({"type": "custom", "app_id": value})(place) if value else False

    return apply


case("app-uuid-as-app-id", PASS, "app-id", matching_app_id("app_uuid"))
case("app-id-as-app-id", FAIL, "app-id", matching_app_id("app_id"))
case("no-app-uuid", FAIL, "app-id",
     both(lambda p: path_of(p) is not None, in_manifest(lambda m: m.pop("app_uuid", None) is not None)))  # fmt: skip
case("manifest-version-1-5", FAIL, None,
     both(lambda p: path_of(p) is not None, in_manifest(lambda m: m.update(manifest_version="1.5.0"))))  # fmt: skip
