"""Turns results into tables for people and into a JSON file."""

import collections
import dataclasses
import json

UNCHANGED = "(unchanged)"
# Of what is alike, so many examples are enough.
SHOWN, WIDTH = 4, 240


def _rows(results):
    rows = collections.OrderedDict()
    for result in results:
        rows.setdefault(result.command, []).append(result)
    return rows


def _percent(part, whole):
    return f"{100 * part / whole:.0f} %" if whole else "-"


def table(results):
    """One line per command."""
    head = ["command", "cases", "both fail", "both pass", "missed", "false", "recall", "precision",
            "ddev crashes"]  # fmt: skip
    lines = []
    total = [0] * 6
    for command, group in _rows(results).items():
        hit = sum(r.ddev_fails and r.ours == "fail" for r in group)
        quiet = sum(not r.ddev_fails and r.ours == "pass" for r in group)
        missed = sum(r.ddev_fails and r.ours == "pass" for r in group)
        false = sum(not r.ddev_fails and r.ours == "fail" for r in group)
        crashes = sum(r.ddev == "crash" for r in group)
        figures = [len(group), hit, quiet, missed, false, crashes]
        total = [a + b for a, b in zip(total, figures)]
        lines.append(_line(command, figures))
    lines.append(_line("total", total))
    return aligned([head, *lines])


def _line(name, figures):
    cases, hit, quiet, missed, false, crashes = figures
    return [name, cases, hit, quiet, missed, false, _percent(hit, hit + missed), _percent(hit, hit + false), crashes]


def aligned(rows):
    """Rows as text, with columns below each other."""
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(c.ljust(w) if i == 0 or w > 40 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))).rstrip()
        for row in rows
    )


def _describe(result):
    lines = [f"{result.command} / {result.mutation} / {result.integration or '(repository)'}"]
    lines.append(f"  rule {result.rule or '-'}; ddev: {result.ddev}; ours: {result.ours}")
    lines += [f"    ddev | {line}" for line in result.ddev_output]
    lines += [f"    ours | {line}" for line in result.findings[:6]]
    lines += [f"    also | {line}" for line in result.others[:6]]
    if result.problem:
        lines.append(f"    ours | {result.problem}")
    return "\n".join(lines)


def disagreements(results):
    """Every case in which the two sides differ, a few of each edit."""
    groups = {}
    for result in results:
        if not result.agrees:
            groups.setdefault((result.command, result.mutation), []).append(result)
    lines = []
    for group in groups.values():
        lines += map(_describe, group[:SHOWN])
        if len(group) > SHOWN:
            lines.append(f"... and {len(group) - SHOWN} more of this edit")
    return "\n\n".join(lines)


def unexpected(results):
    """Every case in which ddev differs from what the mutation promises."""
    return "\n\n".join(_describe(r) + f"\n  expected: {r.expect}" for r in results if not r.as_expected)


def fixes(results):
    """How often ddev passes after our fixes, by rule."""
    rows = {}
    for result in results:
        for code in result.fixes:
            row = rows.setdefault(code, [0, 0, []])
            row[0] += 1
            row[1] += bool(result.fixed)
            if not result.fixed:
                row[2].append(f"{result.mutation} on {result.integration or 'the repository'}")
    if not rows:
        return ""
    body = [[code, *counts, "; ".join(sorted(set(left))[:4])] for code, (*counts, left) in sorted(rows.items())]
    total = ["total", *(sum(row[i] for row in rows.values()) for i in range(2)), ""]
    return aligned([["rule", "tried", "ddev passes", "not after"], *body, total])


def unshared(results):
    """Errors of ours after an edit that no command of ddev minds, by rule."""
    rows = {}
    for result in results:
        for line in result.unshared:
            code = next((word for word in line.split() if "/" in word and ":" not in word), "?")
            rows.setdefault(code, []).append(f"{result.mutation} on {result.integration}: {line}")
    return "\n".join(
        f"{code}: {len(lines)}\n" + "\n".join(f"    {line[:WIDTH]}" for line in lines[:SHOWN])
        for code, lines in sorted(rows.items())
    )


def uncovered(binary, mutations):
    """Rules that stand for a ddev failure and that no mutation names."""
    named = {m.rule for m in mutations}
    return sorted(
        code
        for code, rule in binary.rules.items()
        if code not in named
        and (rule["ddev"] and rule["severity"] == "error" or rule["origin"] == "changelog-check")
    )


def write_json(path, kind, results, baseline):
    """All results, for other programs."""
    path.write_text(
        json.dumps(
            {
                "kind": kind,
                "cases": [dataclasses.asdict(r) for r in results],
                "unchanged": [dataclasses.asdict(r) for r in baseline],
            },
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )
