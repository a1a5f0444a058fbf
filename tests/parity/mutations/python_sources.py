"""Python sources: the commands read lines, not programs."""

import re

from cases import FAIL, PASS, add

from mutations.edits import both, rewrite
from setups import header


def module(place):
    """The main module of the package: the first file that is more than a version."""
    for path in place.files(f"{place.package}/*.py"):
        if not path.endswith(("__init__.py", "__about__.py")):
            return path
    return None


def in_module(change):
    def apply(place):
        path = module(place)
        return rewrite(path, lambda t: change(t, place))(place) if path else False

    return apply


def line(content):
    """Adds a line at the end; it may hold the name of the integration."""
    return in_module(lambda t, p: t.rstrip("\n") + "\n" + content.format(name=p.name, package=p.package_name) + "\n")


def new_file(path, content):
    def apply(place):
        if module(place) is None:
            return False
        place.put(path.format(package=place.package), content.format(name=place.name, package=place.package_name))

    return apply


# imports

for name, expect, content in [
    ("old-base", FAIL, "from datadog_checks.checks import AgentCheck"),
    ("root", FAIL, "import datadog_checks"),
    ("indented", FAIL, "    from datadog_checks.utils.common import x"),
    ("in-comment", FAIL, "# from datadog_checks.errors import CheckException"),
    ("in-string", FAIL, 'TEXT = "import datadog_checks"'),
    ("both-words-apart", FAIL, "# datadog_checks is important"),
    ("new-base", PASS, "from datadog_checks.base import AgentCheck"),
    ("base-prefix", PASS, "from datadog_checks.base_x import AgentCheck"),
    ("dev", PASS, "from datadog_checks.dev import docker"),
    ("own", PASS, "from datadog_checks.{name}.x import y"),
    ("own-longer-name", PASS, "from datadog_checks.{name}_x import y"),
    ("other-and-own", PASS, "from datadog_checks.x import y  # datadog_checks.{name}"),
    ("no-import-word", PASS, 'NAME = "datadog_checks.x"'),
    ("other-package", PASS, "from checks import AgentCheck"),
    ("split", PASS, "from datadog_checks.x \\\n    import y"),
]:
    add("imports", f"module-{name}", expect, "python/deprecated-import", line(content))
    add("imports", f"tests-{name}", expect, "python/deprecated-import",
        new_file("tests/test_parity_extra.py", content + "\n"))  # fmt: skip
add("imports", "nested-file", FAIL, "python/deprecated-import",
    new_file("{package}/deep/er/mod.py", "import datadog_checks\n"))  # fmt: skip
add("imports", "outside", PASS, "python/deprecated-import", new_file("scripts/mod.py", "import datadog_checks\n"))
add("imports", "not-python", PASS, "python/deprecated-import", new_file("tests/notes.txt", "import datadog_checks\n"))
add("imports", "pyi", PASS, "python/deprecated-import", new_file("tests/stub.pyi", "import datadog_checks\n"))
add("imports", "other-directory-below", FAIL, "python/deprecated-import",
    new_file("datadog_checks/elsewhere/mod.py", "import datadog_checks\n"))  # fmt: skip
add("imports", "lone-cr", FAIL, "python/deprecated-import",
    new_file("tests/cr.py", "x = 1\rimport datadog_checks\rfrom datadog_checks.base import y\r"))  # fmt: skip
add("imports", "form-feed", None, "python/deprecated-import",
    new_file("tests/ff.py", "import x\x0cdatadog_checks\n"))  # fmt: skip
add("imports", "line-separator", None, "python/deprecated-import",
    new_file("tests/ls.py", "import x\u2028datadog_checks\n"))  # fmt: skip
add("imports", "invalid-utf8", FAIL, "file/invalid-utf8",
    lambda p: p.put("tests/bad.py", b"x = '\xff'\n") if module(p) else False)  # fmt: skip
add("imports", "no-manifest", None, "python/deprecated-import",
    both(line("import datadog_checks"), lambda p: p.remove("manifest.json")))  # fmt: skip

# Commands that only print

SIGNATURE = "class Old:\n    def __init__(self, name, init_config, agentConfig, instances=None):\n        pass\n"
for command, rule, content in [
    ("legacy-signature", "python/legacy-signature", SIGNATURE),
    ("integration-style", "python/check-instance-argument", "class C:\n    def check(self, instance):\n        pass\n"),
]:
    add(command, "old-style", PASS, rule, in_module(lambda t, p, c=content: f"{t}\n{c}"))
    add(
        command,
        "old-style-in-comment",
        PASS,
        rule,
        in_module(lambda t, p, c=content: t + "\n# " + c.split("\n")[1] + "\n"),
    )
    add(command, "old-style-in-tests", PASS, rule, new_file("tests/old.py", content.replace("{", "{{")))

# http

REQUESTS = "python/requests-usage"


def unmarked(step):
    """Not where the main module asks to be left alone."""
    return both(
        lambda p: None if "SKIP_HTTP" not in (p.text(module(p) or "manifest.json") or "SKIP_HTTP") else False, step
    )


for name, expect, content in [
    ("get", FAIL, "    requests.get('x')"),
    ("post", FAIL, "r = requests.post(url)"),
    ("in-comment", FAIL, "# requests.delete(url)"),
    ("auth-letters", FAIL, "requests.auth(x)"),
    ("underscore", FAIL, "requests_get(x)"),
    ("no-name", FAIL, "x = requests.(1)"),
    ("bar", FAIL, "x = 'requests.a|d('"),
    ("session", PASS, "s = requests.Session()"),
    ("request", FAIL, "requests.request('GET', x)"),
    ("options", PASS, "requests.options(x)"),
    ("exceptions", PASS, "raise requests.exceptions.HTTPError()"),
    ("space-before-parenthesis", PASS, "requests.get (x)"),
    ("import", PASS, "import requests"),
    ("marker", PASS, "requests.get(x)  # SKIP_HTTP_VALIDATION"),
    ("marker-elsewhere", PASS, "# SKIP_HTTP_VALIDATION\nx = 1\nrequests.get(x)"),
    ("new-line", None, "requests\nget(x)"),
]:
    wanted = None if name == "request" else expect
    add("http", f"requests-{name}", wanted, REQUESTS, unmarked(line(content)))
add("http", "requests-in-tests", PASS, REQUESTS, new_file("tests/util.py", "import requests\nrequests.get('x')\n"))
add("http", "requests-in-subfolder", FAIL, REQUESTS, new_file("{package}/api/client.py", "requests.get('x')\n"))
add(
    "http", "requests-beside-package", PASS, REQUESTS, new_file("datadog_checks/other/client.py", "requests.get('x')\n")
)
add("http", "requests-marker-in-other-file", FAIL, REQUESTS,
    both(line("requests.get(x)"), new_file("{package}/marker.py", "# SKIP_HTTP_VALIDATION\n")))  # fmt: skip


def exclude(command):
    def apply(place):
        config = (place.scratch.text(".ddev/config.toml") or "").rstrip()
        place.scratch.put(
            ".ddev/config.toml", f'{config}\n\n[overrides.validate.{command}]\nexclude = ["{place.name}"]\n'
        )

    return apply


add("http", "requests-excluded", PASS, REQUESTS, both(unmarked(line("requests.get(x)")), exclude("http")))

SPEC = "assets/configuration/spec.yaml"
NO_TEMPLATES = "name: X\nfiles:\n- name: {name}.yaml\n  options:\n  - template: init_config\n  - template: instances\n"


WRAPPER = re.compile("self.http|OpenMetricsBaseCheck")


def wrapper_with(spec, content="self.http.get(x)"):
    """A file that uses the wrapper, and a spec of the given text (None: no spec)."""

    def apply(place):
        if module(place) is None or place.text(SPEC) is None:
            return False
        if any(WRAPPER.search(place.text(p)) for p in place.files(f"{place.package}/**/*.py")):
            return False
        if spec is None:
            place.remove(SPEC)
        else:
            place.put(SPEC, spec.format(name=place.name))
        return line(content)(place)

    return apply


TEMPLATE = "spec/http-template"
BOTH = NO_TEMPLATES.replace(
    "template: init_config\n", "template: init_config\n    options:\n    - template: init_config/http\n"
)
add("http", "wrapper-no-templates", FAIL, TEMPLATE, wrapper_with(NO_TEMPLATES))
add("http", "wrapper-init-config-only", FAIL, TEMPLATE, wrapper_with(BOTH))
add("http", "wrapper-both", PASS, TEMPLATE, wrapper_with(BOTH + "    options:\n    - template: instances/http\n"))
add("http", "wrapper-default-templates", PASS, TEMPLATE,
    wrapper_with(NO_TEMPLATES + "# init_config/default instances/default\n"))  # fmt: skip
add("http", "wrapper-only-in-comment", PASS, TEMPLATE, wrapper_with(NO_TEMPLATES + "# init_config/ and instances/\n"))
add("http", "wrapper-without-spec", PASS, TEMPLATE, wrapper_with(None))
add("http", "wrapper-spec-is-a-folder", FAIL, "file/folder",
    both(wrapper_with(None), lambda p: p.make_directory(SPEC)))  # fmt: skip
add("http", "wrapper-any-character", FAIL, TEMPLATE, wrapper_with(NO_TEMPLATES, "# self-http"))
add("http", "wrapper-marker", PASS, TEMPLATE, wrapper_with(NO_TEMPLATES, "self.http  # SKIP_HTTP_VALIDATION"))
add("http", "wrapper-base-class", FAIL, TEMPLATE, wrapper_with(NO_TEMPLATES, "# OpenMetricsBaseCheckV2"))
add("http", "wrapper-argument", PASS, "python/http-wrapper-argument",
    wrapper_with(BOTH + "    options:\n    - template: instances/http\n", "self.http.get(x, auth=1)"))  # fmt: skip

# openmetrics

LIMIT = "python/metric-limit"
CLASS = "class Check(OpenMetricsBaseCheckV2):\n"
WHERE = ("extras", "core")
for name, expect, content in [
    ("no-limit", FAIL, CLASS + "    pass\n"),
    ("limit", PASS, CLASS + "    DEFAULT_METRIC_LIMIT = 0\n"),
    ("limit-spacing", FAIL, CLASS + "    DEFAULT_METRIC_LIMIT=0\n"),
    ("limit-other", FAIL, CLASS + "    DEFAULT_METRIC_LIMIT = 2000\n"),
    ("limit-hexadecimal", PASS, CLASS + "    DEFAULT_METRIC_LIMIT = 0x10\n"),
    ("limit-in-comment", PASS, CLASS + "    pass  # DEFAULT_METRIC_LIMIT = 0\n"),
    ("first-version", FAIL, "class Check(OpenMetricsBaseCheck):\n    pass\n"),
    ("second-base", PASS, "class Check(Mixin, OpenMetricsBaseCheckV2):\n    pass\n"),
    ("space-after-parenthesis", PASS, "class Check( OpenMetricsBaseCheckV2):\n    pass\n"),
    ("longer-name", FAIL, "class Check(OpenMetricsBaseCheckV3, X):\n    pass\n"),
    ("call", FAIL, "x = isinstance(OpenMetricsBaseCheck)\n"),
    ("import-only", PASS, "from datadog_checks.base import OpenMetricsBaseCheckV2\n"),
]:
    add("openmetrics", name, expect, LIMIT, new_file("{package}/extra.py", content), kinds=WHERE)
add("openmetrics", "in-tests", PASS, LIMIT, new_file("tests/extra.py", CLASS + "    pass\n"), kinds=WHERE)
add("openmetrics", "excluded", PASS, LIMIT, kinds=WHERE,
    apply=both(new_file("{package}/extra.py", CLASS + "    pass\n"), exclude("openmetrics")))  # fmt: skip
add("openmetrics", "no-project-file", PASS, LIMIT, kinds=WHERE,
    apply=both(new_file("{package}/extra.py", CLASS + "    pass\n"), lambda p: p.remove("pyproject.toml")))  # fmt: skip

# license-headers

HEADERS = "python/license-header"


def headers(name, expect, apply, **options):
    add("license-headers", name, expect, HEADERS, apply, kinds="core", **options)
    add("license-headers", f"{name}-elsewhere", PASS, HEADERS, apply, kinds=("extras", "marketplace"), **options)


NEW = "{package}/brand_new.py"
headers("new-without", FAIL, new_file(NEW, "x = 1\n"))
headers("new-empty", FAIL, new_file(NEW, ""))
headers("new-current", PASS, new_file(NEW, header() + "x = 1\n"))
headers("new-other-year", FAIL, new_file(NEW, header(2019) + "x = 1\n"))
headers("new-other-holder", FAIL, new_file(NEW, header().replace("Datadog, Inc.", "Example Corp") + "x = 1\n"))
headers("new-after-shebang", FAIL, new_file(NEW, "#!/usr/bin/env python\n" + header() + "x = 1\n"))
headers("new-after-blank-line", FAIL, new_file(NEW, "\n" + header() + "x = 1\n"))
headers("new-byte-order-mark", PASS, new_file(NEW, "\ufeff" + header() + "x = 1\n"))
headers("new-crlf", PASS, new_file(NEW, (header() + "x = 1\n").replace("\n", "\r\n")))
headers("new-two-lines", FAIL, new_file(NEW, "\n".join(header().split("\n")[:2]) + "\nx = 1\n"))
headers("new-in-tests", FAIL, new_file("tests/brand_new.py", "x = 1\n"))
headers("new-in-compose", PASS, new_file("tests/compose/brand_new.py", "x = 1\n"))
headers("new-in-docker", PASS, new_file("tests/docker/app/brand_new.py", "x = 1\n"))
headers("new-in-hidden", PASS, new_file("tests/.cache/brand_new.py", "x = 1\n"))
headers("new-ignored", None, new_file("tests/build/brand_new.py", "x = 1\n"))
headers("new-not-python", PASS, new_file("tests/brand_new.txt", "x = 1\n"))
headers("removed", FAIL, in_module(lambda t, p: t.split("\n", 3)[3] if t.startswith("# (C)") else None))
headers("year-changed", FAIL,
        in_module(lambda t, p: t.replace("# (C) Datadog, Inc. 20", "# (C) Datadog, Inc. 19", 1)))  # fmt: skip
headers("body-changed", PASS, line("x = 1"))
headers("no-manifest", None, both(new_file(NEW, "x = 1\n"), lambda p: p.remove("manifest.json")))
