"""Saved views the manifest lists. Few integrations have some, so most get one first."""

from cases import FAIL, PASS, add

from mutations.edits import asset, dump

VIEW = "assets/saved_views/parity_view.json"
VALID = {
    "name": "Errors", "page": "stream", "query": "status:error", "type": "logs", "timerange": {"interval_ms": 3600000},
    "visible_facets": [], "options": {"columns": []},
}  # fmt: skip


def declare(place, value):
    manifest = place.manifest
    if not isinstance(manifest.get("assets"), dict):
        return False
    manifest["assets"]["saved_views"] = value
    place.put_json("manifest.json", manifest)


def write(content, listed=True):
    """Adds the view, listed or not."""

    def apply(place):
        if asset(place.manifest, "saved_views") or place.exists(VIEW):
            return False
        if listed and declare(place, {"Parity": VIEW}) is False:
            return False
        place.put(VIEW, content)

    return apply


def view(change=lambda v: None):
    value = {**VALID, "timerange": dict(VALID["timerange"]), "options": dict(VALID["options"])}
    change(value)
    return write(dump(value))


def fields(**changes):
    return view(lambda v: v.update(changes))


def case(name, expect, rule, apply, **options):
    add("saved-views", name, expect, rule and f"saved-views/{rule}", apply, **options)


def existing(change):
    """Edits the first view of an integration that has some."""

    def apply(place):
        listed = asset(place.manifest, "saved_views")
        for path in listed.values() if isinstance(listed, dict) else []:
            value = place.json(path)
            if isinstance(value, dict):
                if change(value) is False:
                    return False
                place.put(path, dump(value))
                return None
        return False

    return apply


def listed_as(value):
    def apply(place):
        if asset(place.manifest, "saved_views") or "manifest_version" not in place.manifest:
            return False
        return declare(place, value)

    return apply


case("valid", PASS, None, view())
case("not-listed", PASS, "invalid-json", write("{", listed=False))
case("missing-file", FAIL, "missing-file", listed_as({"Parity": "assets/saved_views/absent.json"}))
case("missing-file-string", FAIL, "missing-file", listed_as("assets/saved_views/absent.json"))
case("listed-empty", PASS, "missing-file", listed_as({}))
case("listed-null", FAIL, None, listed_as(None))
case("listed-as-list", FAIL, None, listed_as(["assets/saved_views/absent.json"]))
case("path-number", FAIL, None, listed_as({"Parity": 1}))
case("empty-file", FAIL, "invalid-json", write(""))
case("trailing-comma", FAIL, "invalid-json", write('{"name": "a",}'))
case("byte-order-mark", FAIL, "invalid-json", write("\ufeff" + dump(VALID)))
case("top-list", FAIL, "not-an-object", write("[]"))
case("surrounding-space", PASS, "invalid-json", write("\n " + dump(VALID) + "\n\n"))
for key in ("name", "page", "query", "type"):
    case(f"without-{key}", FAIL, "missing-key", view(lambda v, k=key: v.pop(k)))
for key in ("options", "timerange", "visible_facets"):
    case(f"without-{key}", PASS, "missing-key", view(lambda v, k=key: v.pop(k)))
case("null-query", PASS, "missing-key", fields(query=None))
case("null-name", PASS, "missing-key", fields(name=None))
case("unknown-key", FAIL, "unknown-key", fields(owner="me"))
case("key-other-case", FAIL, "unknown-key", fields(Name="x"))
for name, expect, value in [
    ("trace", PASS, "trace"), ("process", PASS, "process"), ("container", PASS, "container"),
    ("plural", FAIL, "traces"), ("upper-case", FAIL, "Logs"), ("rum", FAIL, "rum"), ("null", FAIL, None),
    ("list", FAIL, ["logs"]), ("number", FAIL, 1),
]:  # fmt: skip
    case(f"type-{name}", expect, "type", fields(type=value))
for name, expect, value in [
    ("container-overview", PASS, "container_overview"), ("pods", PASS, "container_orchestration_pods"),
    ("other-resource", FAIL, "container_orchestration_secrets"), ("upper-case", FAIL, "Stream"),
    ("live-tail", FAIL, "live_tail"), ("null", FAIL, None), ("list", FAIL, []),
]:  # fmt: skip
    case(f"page-{name}", expect, "page", fields(page=value))
for name, expect, value in [
    ("list", FAIL, ["columns"]), ("string", FAIL, "columns"), ("true", FAIL, True), ("number", FAIL, 1),
    ("null", None, None), ("false", None, False), ("empty-list", None, []), ("empty-string", None, ""), ("empty", PASS, {}),
]:  # fmt: skip
    case(f"options-{name}", expect, "options-type", fields(options=value))
for page, good, bad in [
    ("stream", {"sort": 1, "stream": 1}, {"step_ms": 1}),
    ("analytics", {"aggregations": [], "widget": 1}, {"columns": 1}),
    ("process_overview", {"filter": 1, "sort": 1}, {"columns": 1}),
    ("insights", {}, {"sort": 1}),
    ("patterns", {}, {"columns": 1}),
    ("traces", {}, {"stream": 1}),
]:
    case(f"options-of-{page}", PASS, "options", fields(page=page, options=good))
    case(f"other-options-of-{page}", FAIL, "options", fields(page=page, options=bad))
case("options-of-container-overview", PASS, "options", fields(page="container_overview", options={"anything": 1}))
for name, expect, value in [
    ("without-interval", FAIL, {"from": 1}), ("interval-string", FAIL, {"interval_ms": "1"}),
    ("interval-null", FAIL, {"interval_ms": None}), ("interval-float", PASS, {"interval_ms": 1.5}),
    ("interval-true", PASS, {"interval_ms": True}), ("empty", PASS, {}), ("null", PASS, None),
    ("string", FAIL, "1h"), ("list-naming-it", FAIL, ["interval_ms"]), ("more", PASS, {"interval_ms": 1, "x": 2}),
]:  # fmt: skip
    case(f"timerange-{name}", expect, "timerange", fields(timerange=value))
for name, expect, value in [
    ("object", FAIL, {"a": 1}), ("string", FAIL, "source"), ("empty-object", PASS, {}), ("null", PASS, None),
    ("list-of-numbers", PASS, [1]), ("true", FAIL, True),
]:  # fmt: skip
    case(f"facets-{name}", expect, "visible-facets", fields(visible_facets=value))
case("existing-type", FAIL, "type", existing(lambda v: v.update(type="log")))
case("existing-unknown-key", FAIL, "unknown-key", existing(lambda v: v.update(id=1)))
case("existing-query", PASS, None, existing(lambda v: v.update(query="source:other")))
