"""assets/service_checks.json, at the place the manifest names."""

from cases import FAIL, PASS, add

from mutations.edits import asset, both, dump, in_manifest, rewrite


def path_of(place):
    """The declared file, `None` unless it holds checks."""
    path = asset(place.manifest, "integration", "service_checks", "metadata_path")
    value = place.json(path) if isinstance(path, str) else None
    return path if isinstance(value, list) and value and isinstance(value[0], dict) else None


def checks(change):
    """Edits the parsed list in place."""

    def apply(place):
        path = path_of(place)
        if path is None:
            return False
        value = place.json(path)
        if change(value) is False:
            return False
        place.put(path, dump(value, 4))

    return apply


def text(change):
    """Edits the text of the file."""

    def apply(place):
        path = path_of(place)
        return rewrite(path, change)(place) if path else False

    return apply


def case(name, expect, rule, apply, **options):
    add("service-checks", name, expect, rule and f"service-checks/{rule}", apply, **options)


def field(key, value):
    def change(value_list):
        old = value_list[0].get(key)
        new = value(old) if callable(value) else value
        if new is None or old == new:
            return False
        value_list[0][key] = new

    return checks(change)


def null(key):
    return checks(lambda v: v[0].__setitem__(key, None))


def drop(key):
    return checks(lambda v: v[0].pop(key, None) is not None)


def second(**changes):
    """Adds a copy of the first check with changes."""
    return checks(lambda v: v.append({**v[0], "check": v[0]["check"] + ".second", "name": "Second", **changes}))


ATTRIBUTES = ["agent_version", "check", "description", "groups", "integration", "name", "statuses"]
for key in ATTRIBUTES:
    case(f"without-{key}", FAIL, "missing-attribute", drop(key))
    case(f"null-{key}", FAIL, {"check": "check-type", "agent_version": "agent-version"}.get(key, key), null(key))

for key, rule, values in [
    ("agent_version", "agent-version", [
        ("two-parts", FAIL, "6.0"), ("four-parts", FAIL, "6.0.0.1"), ("three-parts", PASS, "99.0.1"),
        ("release-candidate", FAIL, "6.0.0-rc"), ("release-candidate-number", PASS, "6.0.0-rc.1"),
        ("letters-between", PASS, "a.6.b.0.0"), ("number", FAIL, 6), ("empty", FAIL, ""), ("v-prefix", FAIL, "v6.0.0"),
        ("spaces", FAIL, " 6.0.0"),
    ]),
    ("check", "check-characters", [
        ("hyphen", FAIL, lambda c: c + "-x"), ("space", FAIL, lambda c: c + " x"), ("slash", FAIL, lambda c: c + "/x"),
        ("upper-case", PASS, lambda c: c.upper()), ("digits", PASS, lambda c: c + "2"),
        ("non-ascii", FAIL, lambda c: c + "é"),
    ]),
    ("check", "check-sequence", [
        ("underscore-dot", FAIL, lambda c: c + "_.x"), ("dot-underscore", FAIL, lambda c: c + "._x"),
        ("double-underscore", FAIL, lambda c: c + "__x"), ("double-dot", FAIL, lambda c: c + "..x"),
        ("underscore", PASS, lambda c: c + "_x"), ("dot", PASS, lambda c: c + ".x"),
    ]),
    ("check", "check-ends", [
        ("trailing-underscore", FAIL, lambda c: c + "_"), ("leading-underscore", FAIL, lambda c: "_" + c),
        ("trailing-dot", PASS, lambda c: c + "."), ("leading-dot", PASS, lambda c: "." + c),
    ]),
    ("check", "check-type", [
        ("empty", FAIL, ""), ("number", FAIL, 7), ("list", FAIL, ["a"]),
    ]),
    ("description", "description", [
        ("empty", FAIL, ""), ("number", FAIL, 7), ("non-ascii", PASS, "Größe ’"), ("space", PASS, " "),
    ]),
    ("groups", "groups", [
        ("string", FAIL, "host"), ("object", FAIL, {}), ("empty", PASS, []), ("of-numbers", PASS, [1, None]),
    ]),
    ("integration", "integration", [
        ("other", FAIL, "Something else"), ("lower-case", FAIL, lambda i: i.swapcase()),
        ("trailing-space", FAIL, lambda i: i + " "), ("number", FAIL, 7), ("empty", FAIL, ""),
    ]),
    ("name", "name", [
        ("empty", FAIL, ""), ("number", FAIL, 7), ("spaces", PASS, " a  b "), ("non-ascii", PASS, "Ätna"),
    ]),
    ("statuses", "statuses", [
        ("empty", FAIL, []), ("string", FAIL, "ok"), ("object", FAIL, {"ok": 1}), ("zero", FAIL, 0),
    ]),
    ("statuses", "status", [
        ("capital", FAIL, ["OK"]), ("unknown-word", FAIL, ["ok", "failed"]), ("number", FAIL, [0]),
        ("all", PASS, ["ok", "warning", "critical", "unknown"]), ("twice", PASS, ["ok", "ok"]),
        ("spaces", FAIL, ["ok "]), ("null", FAIL, [None]),
    ]),
]:  # fmt: skip
    for name, expect, value in values:
        case(f"{rule}-{name}", expect, rule, field(key, value))

case("duplicate-check", FAIL, "duplicate-check", checks(lambda v: v.append({**v[0], "name": "Second"})))
case("duplicate-check-other-case", PASS, "duplicate-check",
     checks(lambda v: v.append({**v[0], "name": "Second", "check": v[0]["check"].swapcase()})))  # fmt: skip
case("duplicate-name", FAIL, "duplicate-name", checks(lambda v: v.append({**v[0], "check": v[0]["check"] + ".second"})))
case("duplicate-name-other-case", PASS, "duplicate-name",
     checks(lambda v: v.append({**v[0], "check": v[0]["check"] + ".second", "name": v[0]["name"].swapcase()})))  # fmt: skip
case("second-valid", PASS, None, second())
case("second-invalid", FAIL, "status", second(statuses=["down"]))
case("unknown-attribute", FAIL, "unknown-attribute", checks(lambda v: v[0].__setitem__("notes", "x")))
case("attribute-other-case", FAIL, "unknown-attribute", checks(lambda v: v[0].__setitem__("Check", v[0]["check"])))
case("top-object", FAIL, "not-a-list", text(lambda t: '{"check": "a"}\n'))
case("top-string", FAIL, "not-a-list", text(lambda t: '"a"\n'))
case("top-null", FAIL, "not-a-list", text(lambda t: "null\n"))
case("list-of-strings", FAIL, "not-a-list", text(lambda t: '["a"]\n'))
case("list-of-null", FAIL, "not-a-list", text(lambda t: "[null]\n"))
case("empty-list", PASS, "not-a-list", text(lambda t: "[]\n"))
case("empty-object", None, "not-a-list", text(lambda t: "{}\n"))
case("empty-string", None, "not-a-list", text(lambda t: '""\n'))
case("empty-file", FAIL, "invalid-json", text(lambda t: ""))
case("trailing-comma", FAIL, "invalid-json", text(lambda t: t.rstrip()[:-1].rstrip() + ",\n]\n"))
case("comment", FAIL, "invalid-json", text(lambda t: "// checks\n" + t))
case("byte-order-mark", FAIL, "invalid-json", text(lambda t: "\ufeff" + t))
case("surrounding-space", PASS, "invalid-json", text(lambda t: "\n\n  " + t + "\n\t\n"))
case("crlf", PASS, "invalid-json", text(lambda t: t.replace("\n", "\r\n") if "\r" not in t else None))
case("duplicate-key-last-valid", PASS, None,
     text(lambda t: t.replace('"check":', '"check": "a b", "check":', 1)))  # fmt: skip
case("not-a-number", PASS, None, checks(lambda v: v[0].__setitem__("groups", [float("nan")])))


def remove_file(place):
    path = path_of(place)
    return place.remove(path) if path else False


def undeclare(manifest):
    return (
        asset(manifest, "integration") is not None
        and manifest["assets"]["integration"].pop("service_checks", None) is not None
    )


def declare(path):
    def change(manifest):
        checks = asset(manifest, "integration", "service_checks")
        if not isinstance(checks, dict):
            return False
        checks["metadata_path"] = path

    return in_manifest(change)


BROKEN = text(lambda t: "{")
case("missing-file", FAIL, "missing-file", remove_file)
case("missing-file-not-declared", PASS, "missing-file", both(remove_file, in_manifest(undeclare)))
case("broken-but-not-declared", PASS, "invalid-json", both(BROKEN, in_manifest(undeclare)))
case("declared-elsewhere-missing", FAIL, "missing-file", declare("assets/other_checks.json"))
case("declared-null", PASS, "missing-file", both(BROKEN, declare(None)))
case("declared-empty", FAIL, "missing-file", declare(""))
case("declared-elsewhere", PASS, "invalid-json",
     both(BROKEN, declare("assets/other.json"), lambda p: p.put("assets/other.json", "[]\n")))  # fmt: skip
case("declared-elsewhere-broken", FAIL, "invalid-json",
     both(lambda p: path_of(p) is not None, declare("assets/service/my_service_checks.json"),
          lambda p: p.put("assets/service/my_service_checks.json", "[{]\n")))  # fmt: skip
case("no-integration", PASS, "missing-file",
     both(BROKEN, in_manifest(lambda m: m["assets"].pop("integration", None) is not None)))  # fmt: skip
case("display-name-changed", FAIL, "integration",
     both(checks(lambda v: None),
          in_manifest(lambda m: m["assets"]["integration"].update(source_type_name="Something else"))))  # fmt: skip
case("no-display-name", FAIL, "integration",
     both(checks(lambda v: None),
          in_manifest(lambda m: m["assets"]["integration"].pop("source_type_name", None) is not None)))  # fmt: skip
for name, version in [("1-5", "1.5.0"), ("missing", None), ("number", 2)]:
    case(f"manifest-version-{name}", FAIL, None,
         both(lambda p: path_of(p) is not None, in_manifest(lambda m, v=version: m.update(manifest_version=v))))  # fmt: skip


def override_display_name(place):
    """The override of the repository's configuration does not count here."""
    config = place.scratch.text(".ddev/config.toml") or ""
    if path_of(place) is None or f"{place.name} =" in config:
        return False
    table = "[overrides.display-name]\n"
    if table not in config:
        config += f"\n{table}"
    place.scratch.put(".ddev/config.toml", config.replace(table, f'{table}{place.name} = "Other"\n', 1))


case("display-name-override", PASS, "integration", override_display_name)
