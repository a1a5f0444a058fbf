"""Turns results into tables for people and into a JSON file."""

import collections
import dataclasses
import json

UNCHANGED = "(unchanged)"


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
            "ddev crashes", "ddev s", "ours s"]  # fmt: skip
    lines = []
    total = [0] * 8
    for command, group in _rows(results).items():
        hit = sum(r.ddev_fails and r.ours == "fail" for r in group)
        quiet = sum(not r.ddev_fails and r.ours == "pass" for r in group)
        missed = sum(r.ddev_fails and r.ours == "pass" for r in group)
        false = sum(not r.ddev_fails and r.ours == "fail" for r in group)
        crashes = sum(r.ddev == "crash" for r in group)
        seconds = sum(r.ddev_seconds for r in group), sum(r.our_seconds for r in group)
        figures = [len(group), hit, quiet, missed, false, crashes, *seconds]
        total = [a + b for a, b in zip(total, figures)]
        lines.append(_line(command, figures))
    # Of an unchanged integration one run of ours answers for all commands.
    runs = {(r.command if r.mutation != UNCHANGED else "", r.mutation, r.integration): r.our_seconds for r in results}
    total[-1] = sum(runs.values())
    lines.append(_line("total", total))
    return _aligned([head, *lines])


def _line(name, figures):
    cases, hit, quiet, missed, false, crashes, ddev, ours = figures
    return [name, cases, hit, quiet, missed, false, _percent(hit, hit + missed), _percent(hit, hit + false),
            crashes, f"{ddev:.2f}", f"{ours:.2f}"]  # fmt: skip


def _aligned(rows):
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))).rstrip()
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
    """Every case in which the two sides differ."""
    found = [r for r in results if not r.agrees]
    return "\n\n".join(map(_describe, found))


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
    body = [[code, tried, done, "; ".join(sorted(set(left))[:4])] for code, (tried, done, left) in sorted(rows.items())]
    return _aligned([["rule", "tried", "ddev passes", "not after"], *body])


def uncovered(binary, mutations):
    """Rules that stand for a ddev failure and that no mutation names."""
    named = {m.rule for m in mutations}
    return sorted(
        code
        for code, rule in binary.rules.items()
        if rule["ddev"] and rule["severity"] == "error" and code not in named
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
