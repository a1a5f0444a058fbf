"""CODEOWNERS."""

import re

from cases import FAIL, PASS, add

from mutations.edits import both

OWNERS = ".github/CODEOWNERS"
NOT_CORE = ("extras", "marketplace")
LOGS = "@DataDog/logs-integrations-reviewers"


def owner_line(change):
    """Maps the line of one integration; None removes it."""

    def apply(place):
        lines = (place.scratch.text(OWNERS) or "").split("\n")
        found = [i for i, line in enumerate(lines) if line.startswith(f"/{place.name}/ ")]
        if len(found) != 1:
            return False
        new = change(lines[found[0]], place)
        if new == lines[found[0]]:
            return False
        lines[found[0] : found[0] + 1] = [] if new is None else [new]
        place.scratch.put(OWNERS, "\n".join(lines))

    return apply


def owners_text(change):
    def apply(scratch):
        text = scratch.text(OWNERS)
        new = None if text is None else change(text)
        if new is None or new == text:
            return False
        scratch.put(OWNERS, new)

    return apply


def last_line(content):
    return lambda p: p.scratch.put(
        OWNERS, p.scratch.text(OWNERS).rstrip("\n") + "\n" + content.format(name=p.name) + "\n"
    )


def owners(name, expect, rule, apply, **options):
    add("codeowners", name, expect, rule and f"codeowners/{rule}", apply, **{"kinds": NOT_CORE, **options})


def first(line):
    return line.split(" ")[0]


owners("removed", FAIL, "missing-entry", owner_line(lambda row, p: None))
owners("commented-out", FAIL, "missing-entry", owner_line(lambda row, p: "# " + row))
owners("no-leading-slash", FAIL, "missing-entry", owner_line(lambda row, p: row[1:]))
owners("no-trailing-slash", FAIL, "missing-entry", owner_line(lambda row, p: row.replace("/ ", " ", 1)))
owners("star", FAIL, "missing-entry", owner_line(lambda row, p: row.replace("/ ", "/* ", 1)))
owners("tab", FAIL, "missing-entry", owner_line(lambda row, p: re.sub(" +", "\t", row, count=1)))
owners("indented", PASS, "missing-entry", owner_line(lambda row, p: "  " + row))
owners("other-case", FAIL, "missing-entry", owner_line(lambda row, p: row.replace(p.name, p.name.upper(), 1)))
owners("one-space", PASS, "missing-entry", owner_line(lambda row, p: f"/{p.name}/ @example"))
owners("no-owner", FAIL, "empty-owner", owner_line(lambda row, p: f"/{p.name}/"))
owners("no-owner-trailing-space", None, "owner-kind", owner_line(lambda row, p: f"/{p.name}/  "))
owners("mail-owner", FAIL, "owner-kind", owner_line(lambda row, p: f"/{p.name}/  someone@example.com @example"
                                                     if p.name not in EXEMPT else row))  # fmt: skip
owners("mail-second", PASS, "owner-kind", owner_line(lambda row, p: f"/{p.name}/  @example someone@example.com"))
owners(
    "comment-owner",
    FAIL,
    "owner-kind",
    owner_line(lambda row, p: f"/{p.name}/  # nobody" if p.name not in EXEMPT else row),
)
owners(
    "plain-word", FAIL, "owner-kind", owner_line(lambda row, p: f"/{p.name}/  example" if p.name not in EXEMPT else row)
)
owners("unknown-directory-mail", FAIL, "owner-kind", last_line("/no_such_directory/ a@example.com"), kinds=NOT_CORE)
owners("unknown-directory", PASS, "owner-kind", last_line("/no_such_directory/ @example"))
owners("later-without-owner", FAIL, "empty-owner",
       both(owner_line(lambda row, p: row + " "), last_line("/{name}/")))  # fmt: skip
owners("later-with-mail", FAIL, "owner-kind",
       both(owner_line(lambda row, p: row if p.name in EXEMPT else row + " "), last_line("/{name}/ a@example.com")))  # fmt: skip
owners("subdirectory-without-owner", None, "empty-owner", last_line("/{name}/tests/"))
owners("blank-lines", PASS, None, owners_text(lambda t: t.replace("\n", "\n\n", 3)), whole=True)
owners("empty-file", FAIL, "missing-entry", owners_text(lambda t: ""), whole=True)
owners("crlf", None, None, owners_text(lambda t: t.replace("\n", "\r\n")), whole=True)
owners("first-line-blank", None, None, owners_text(lambda t: "\n" + t), whole=True)
owners("only-spaces-line", None, None, owners_text(lambda t: t.rstrip("\n") + "\n   \n"), whole=True)
owners("deleted", FAIL, "missing-file", lambda s: s.remove(OWNERS), whole=True, kinds=("extras", "marketplace", "core"))
owners("is-a-folder", FAIL, "missing-file", whole=True, kinds=("extras", "marketplace", "core"),
       apply=lambda s: False if s.remove(OWNERS) is False else s.make_directory(OWNERS))  # fmt: skip
owners("in-root-instead", FAIL, "missing-file",
       lambda s: both(lambda r: r.put("CODEOWNERS", r.text(OWNERS)), lambda r: r.remove(OWNERS))(s), whole=True)  # fmt: skip
owners("also-in-root", PASS, "missing-file", lambda s: s.put("CODEOWNERS", s.text(OWNERS)), whole=True)
owners("new-directory", FAIL, "missing-entry", lambda s: s.put("zz_new/notes.txt", "x\n"), whole=True)
owners("new-hidden-directory", PASS, "missing-entry", lambda s: s.put(".zz_new/notes.txt", "x\n"), whole=True)


def not_an_integration(scratch):
    config = scratch.text(".ddev/config.toml") or ""
    table = "[overrides.is-integration]\n"
    if table not in config:
        config = config.rstrip() + "\n\n" + table
    scratch.put(".ddev/config.toml", config.replace(table, table + "zz_new = false\n", 1))


def new_listed_directory(scratch):
    scratch.put("zz_new/notes.txt", "x\n")
    not_an_integration(scratch)


def new_listed_integration(scratch):
    scratch.put("zz_new/manifest.json", "{}\n")
    not_an_integration(scratch)


owners("new-directory-no-integration", PASS, "missing-entry", new_listed_directory, whole=True)
owners("new-manifest-listed-as-none", FAIL, "missing-entry", new_listed_integration, whole=True)

EXEMPT = {
    "1e", "auth0", "bluematador", "bonsai", "buddy", "concourse_ci", "f5-distributed-cloud", "launchdarkly",
    "lacework", "gremlin", "perimeterx", "rigor", "rookout", "rundeck", "sqreen", "squadcast",
}  # fmt: skip
owners("exempt-mail", PASS, "owner-kind",
       owner_line(lambda row, p: f"/{p.name}/ someone@example.com" if p.name in EXEMPT else row))  # fmt: skip
owners("exempt-removed", FAIL, "missing-entry", owner_line(lambda row, p: None if p.name in EXEMPT else row))


def with_logs(step):
    """Needs a directory `assets/logs`."""
    return both(lambda p: p.exists("assets/logs") or False, step)


def no_logs(step):
    return both(lambda p: False if p.exists("assets/logs") else None, step)


ALL = ("extras", "marketplace", "core")
owners("logs-later-catch-all", FAIL, "logs-team", with_logs(last_line("/{name}/assets/ @example")), kinds=ALL)
owners("logs-later-team", PASS, "logs-team", with_logs(last_line("/{name}/assets/logs/ @example " + LOGS)), kinds=ALL)
owners("logs-later-team-no-slash", PASS, "logs-team", with_logs(last_line("/{name}/assets/logs " + LOGS)), kinds=ALL)
owners("logs-later-star", PASS, "logs-team", with_logs(last_line("*/assets/logs/ " + LOGS)), kinds=ALL)
owners("logs-later-double-star", PASS, "logs-team", with_logs(last_line("**/assets/logs/ " + LOGS)), kinds=ALL)
owners(
    "logs-later-other-case", FAIL, "logs-team", with_logs(last_line("/{name}/assets/logs/ " + LOGS.lower())), kinds=ALL
)
owners("logs-later-files-only", None, "logs-team", with_logs(last_line("/{name}/assets/logs/* @example")), kinds=ALL)
owners("logs-later-without-owner", FAIL, "logs-team", with_logs(last_line("/{name}/assets/logs/")), kinds=ALL)
owners("logs-later-comment", PASS, "logs-team", with_logs(last_line("# /{name}/assets/logs/ @example")), kinds=ALL)
owners("logs-later-extension", PASS, "logs-team", with_logs(last_line("*.yaml @example")), kinds=ALL)
owners("pattern-class-unclosed", FAIL, "invalid-pattern", last_line("/{name}/lo[g/ @example"), kinds=ALL)
owners("pattern-class-escaped", PASS, "invalid-pattern", last_line("/{name}/lo\\[g/ @example"), kinds=ALL)
owners("logs-later-class", None, "logs-team", with_logs(last_line("/{name}/assets/lo[gx]s/ @example")), kinds=ALL)
owners("logs-inline-comment", None, "logs-team",
       with_logs(last_line("/{name}/assets/logs/ @example # " + LOGS)), kinds=ALL)  # fmt: skip
owners("logs-new-directory", FAIL, "logs-team",
       no_logs(both(last_line("/{name}/ @example"), lambda p: p.put("assets/logs/x.yaml", "id: x\n"))), kinds=ALL)  # fmt: skip
owners("logs-new-file", FAIL, "logs-team",
       no_logs(both(last_line("/{name}/ @example"), lambda p: p.put("assets/logs", "x\n"))), kinds=ALL)  # fmt: skip
owners("logs-no-directory", PASS, "logs-team", no_logs(last_line("/{name}/assets/logs/ @example")), kinds=ALL)
