"""pyproject.toml."""

import re

from cases import FAIL, PASS, add

from mutations.edits import append, both, create, delete, rewrite

PROJECT = "pyproject.toml"


def value(pattern, new):
    """Replaces the first match in the project file."""
    return rewrite(PROJECT, lambda text: re.sub(pattern, new, text, count=1))


def case(name, expect, rule, apply, **options):
    add("package", name, expect, rule and f"package/{rule}", apply, **options)


NAME = r'(?m)^name = "(datadog-[^"]*)"'
case("other-name", FAIL, "name", value(NAME, 'name = "datadog-something-else"'))
case("name-without-prefix", FAIL, "name", value(r'(?m)^name = "datadog-', 'name = "'))
case(
    "name-upper-case",
    PASS,
    "name",
    rewrite(PROJECT, lambda t: re.sub(NAME, lambda m: m[0].upper().replace("NAME", "name"), t)),
)
case("name-underscores", PASS, "name", rewrite(PROJECT, lambda t: re.sub(NAME, lambda m: m[0].replace("-", "_"), t)))
case("name-dots", PASS, "name", rewrite(PROJECT, lambda t: re.sub(NAME, lambda m: m[0].replace("-", "."), t)))
case("name-invalid", FAIL, "name", value(NAME, 'name = "-datadog-x"'))
case("no-name", FAIL, "name", value(NAME + r"\n", ""))
case("version-path-other", FAIL, "version-path", value(r'(path = "datadog_checks/\w+/)__about__', r"\1version"))
case("version-path-dot-slash", FAIL, "version-path", value(r'path = "(datadog_checks/\w+/__about__)', r'path = "./\1'))
case("no-version-path", FAIL, "version-path", value(r'(?m)^path = "datadog_checks/\w+/__about__.py"\n', ""))
case("version-path-quotes", PASS, "version-path",
     value(r'(?m)^path = "(datadog_checks/\w+/__about__.py)"', r"path = '\1'"))  # fmt: skip
case("version-table-inline", PASS, "version-path",
     value(r'(?m)^\[tool\.hatch\.version\]\npath = "(.*)"', r'[tool.hatch]\nversion = { path = "\1" }'))  # fmt: skip

AUTHORS = r"(?ms)^authors = \[.*?^\]|^authors = \[[^\n]*\]"
for name, expect, email in [
    ("plain", PASS, "support@example.com"),
    ("without-at", FAIL, "support.example.com"),
    ("empty", FAIL, ""),
    ("two-ats", FAIL, "a@b@example.com"),
    ("space", None, "sup port@example.com"),
    ("display-name", None, "Support <support@example.com>"),
    ("without-local-part", FAIL, "@example.com"),
    ("without-domain", FAIL, "support@"),
    ("subdomain", PASS, "a.b+c@mail.example.co.uk"),
    ("two-dots", None, "a..b@example.com"),
    ("trailing-dot", None, "a.@example.com"),
    ("trailing-space", None, "support@example.com "),
    ("two-addresses", None, "a@example.com, b@example.com"),
    ("quoted", None, '\\"a b\\"@example.com'),
    ("comment", None, "a@example.com (support)"),
    ("non-ascii", None, "é@example.com"),
]:
    new = f'authors = [\n    {{ email = "{email}" }},\n]'
    case(f"email-{name}", expect, "author-email", value(AUTHORS, lambda _, new=new: new))
case("author-name-only", PASS, "author-email", value(AUTHORS, lambda _: 'authors = [{ name = "Someone" }]'))
case("no-authors", FAIL, "authors", value(AUTHORS + r"\n?", ""))
case("empty-authors", PASS, "authors", value(AUTHORS, "authors = []"))
case("broken-toml", FAIL, "toml", append(PROJECT, "[tool\n"))
case("duplicate-table", FAIL, "toml", append(PROJECT, '[project]\nname = "x"\n'))
case("duplicate-key", FAIL, "toml", value(NAME, r'name = "\1"\nname = "\1"'))
case("no-project-table", FAIL, "toml", rewrite(PROJECT, lambda t: t.replace("[project]", "[projekt]", 1)))
case("comment", PASS, None, append(PROJECT, "# the end\n"))
case("crlf", PASS, None, rewrite(PROJECT, lambda t: t.replace("\n", "\r\n") if "\r" not in t else None))
case("deleted", None, "missing-file", delete(PROJECT))


def without_project(*steps):
    return both(lambda p: p.exists(f"{p.package}/__about__.py") or False, delete(PROJECT), *steps)


def setup(text):
    """No project file, and a `setup.py` with one line."""
    return without_project(lambda p: p.put("setup.py", text.format(name=p.name) + "\n"))


for name, expect, text in [
    ("name", PASS, "setup(name='datadog-{name}')"),
    ("double-quotes", PASS, 'setup(name="datadog-{name}", version=VERSION)'),
    ("other-name", FAIL, "setup(name='datadog-something-else')"),
    ("upper-case", PASS, "setup(name='DATADOG {name}')"),
    ("spaces", FAIL, "setup(name = 'datadog-{name}')"),
    ("more-quotes", FAIL, "setup(name='datadog-{name}', version='1')"),
    ("nothing", FAIL, "import setuptools"),
]:
    case(f"setup-{name}", expect, "missing-file", setup(text))
case("without-setup", FAIL, "missing-file", without_project(lambda p: p.remove("setup.py") or None))
case("setup-folder", FAIL, "missing-file",
     without_project(lambda p: p.remove("setup.py") or None, lambda p: p.make_directory("setup.py")))  # fmt: skip
case("project-folder", FAIL, "missing-file",
     without_project(lambda p: p.remove("setup.py") or None, lambda p: p.make_directory(PROJECT)))  # fmt: skip
case("without-about", PASS, None, both(lambda p: p.text(PROJECT) is not None or False,
                                       lambda p: p.remove(f"{p.package}/__about__.py"),
                                       value(NAME, 'name = "datadog-other"')))  # fmt: skip
case("project-without-package", PASS, None, create(PROJECT, '[project]\nname = "other"\n'))
