"""Runs cases: edit, ask ddev, ask the binary, compare, try the fixes, take back."""

import dataclasses

import report
from oracle import CHANGELOG, COMMANDS, NOT_RUN, PER_INTEGRATION, Oracle
from ours import Answer, Binary, text_of
from results import Result
from scratch import Place

LINES, WIDTH = 12, 240
# So many edits, of as many integrations, share one run of the binary over the repository.
BATCH = 40


@dataclasses.dataclass
class Plan:
    """One edit of one place, with the commands that are to be asked."""

    order: int
    mutation: object
    # The integration, `None` for an edit of the repository.
    name: str | None
    commands: list
    # Touches nothing outside of its integration, so that others may be edited at the same time.
    inside: bool


class Worker:
    """One copy, one ddev, one binary."""

    def __init__(self, scratch, home, options):
        self.scratch = scratch
        self.options = options
        self.oracle = scratch.oracle = Oracle(scratch, home)
        scratch.seed = options.seed
        self.binary = Binary(options.binary, scratch) if options.binary else None
        self._ddev_baseline = {}
        self._our_baseline = {}

    def target(self, integration):
        return self.scratch.root / integration if integration else self.scratch.root

    def place(self, name):
        return Place(self.scratch, name) if name else self.scratch

    def ddev_baseline(self, command, integration):
        key = (command, integration)
        if key not in self._ddev_baseline:
            self._ddev_baseline[key] = self.oracle.run(command, integration)
        return self._ddev_baseline[key]

    def our_baseline(self, integration):
        if None not in self._our_baseline:
            whole = self.binary.check(self.scratch.root)
            self._our_baseline = {None: whole, **{n: whole.of(n) for n in self.scratch.directories()}}
        return self._our_baseline[integration]

    def baseline_passes(self, command, integration):
        """Only where both sides are content can an edit show something."""
        if self.ddev_baseline(command, integration).failed:
            return False
        return not (self.binary and self.binary.of_command(self.our_baseline(integration), command))

    def mutate(self, mutations):
        """The cases of several mutations."""
        plans = [plan for mutation in mutations for plan in self._plans(mutation)]
        results = []
        batches = []
        for plan in (p for p in plans if p.inside):
            free = (b for b in batches if len(b) < BATCH and all(p.name != plan.name for p in b))
            batch = next(free, None)
            if batch is None:
                batches.append(batch := [])
            batch.append(plan)
        for batch in [*batches, *([p] for p in plans if not p.inside)]:
            results += self._run(batch)
        if self.options.fix:
            tried = set()
            for plan, result in results:
                key = (result.command, result.mutation, *result.fixable)
                if result.ddev_fails and result.ours == "fail" and result.fixable and key not in tried:
                    # Once for each edit is enough; it takes a run of everything.
                    tried.add(key)
                    self._try_fixes(plan, result)
        results.sort(key=lambda pair: pair[0].order)
        return [result for _, result in results]

    def _plans(self, mutation):
        """Where a mutation is to be tried."""
        if mutation.whole:
            names = [None]
        else:
            names = mutation.candidates(self.scratch.directories(), self.options.seed)
        commands = [c for c in commands_of(self.options.kind, self.options.only) if c in mutation.commands]
        found = 0
        for name in names:
            try:
                done = mutation.apply(self.place(name))
                inside = name is not None and not isinstance(done, str) and self.scratch.only_below(name)
            finally:
                self.scratch.restore()
            if done is False:
                continue
            wanted = [c for c in commands if self.baseline_passes(c, asked(c, name))]
            for part in ([c for c in wanted if asked(c, name)], [c for c in wanted if not asked(c, name)]):
                if part:
                    yield Plan(id_of(mutation, found), mutation, name, part, inside and bool(asked(part[0], name)))
            found += bool(wanted)
            if found >= self.options.per_mutation:
                break

    def _run(self, plans):
        """The cases of edits made at the same time; one alone unless all are inside their integrations."""
        cases = []
        try:
            now = {}
            for plan in plans:
                done = plan.mutation.apply(self.place(plan.name))
                # An edit that renames the integration says how it is called now.
                now[plan.name] = done if isinstance(done, str) else plan.name
            for plan in plans:
                outcomes = {c: self.oracle.run(c, asked(c, now[plan.name])) for c in plan.commands}
                cases.append((plan, outcomes))
            answers = self._answers(plans, now) if self.binary else {}
        finally:
            self.scratch.restore()
        return [(plan, result) for plan, outcomes in cases for result in self._results(plan, outcomes, answers)]

    def _answers(self, plans, now):
        """What the binary says about each of the places."""
        answer = self.binary.check(self.scratch.root)
        if len(plans) > 1:
            return {plan.order: answer.of(plan.name) for plan in plans}
        plan = plans[0]
        if asked(plan.commands[0], plan.name) is None:
            return {plan.order: answer}
        return {plan.order: answer.of(now[plan.name], () if plan.inside else {*self.scratch.directories(), plan.name})}

    def _results(self, plan, outcomes, answers):
        mutation = plan.mutation
        results = []
        for command, outcome in outcomes.items():
            result = Result(
                command, mutation.name, mutation.rule, mutation.expect, plan.name or "",
                outcome.status, _first_lines(outcome.output), outcome.seconds, generic=mutation.generic,
            )  # fmt: skip
            if self.binary:
                self._compare(result, answers[plan.order], asked(command, plan.name))
            results.append(result)
        if self.binary and mutation.generic and asked(plan.commands[0], plan.name):
            if not any(outcome.failed for outcome in outcomes.values()):
                known = {text_of(f) for f in self.our_baseline(None).findings}
                new = {_short(f) for f in answers[plan.order].findings if text_of(f) not in known}
                results[0].unshared = sorted(new)
        return results

    def _compare(self, result, answer: Answer, integration):
        before = self.our_baseline(integration).findings
        mine = self.binary.of_command(answer, result.command)
        if not mine and result.ddev_fails and result.mutation != report.UNCHANGED:
            mine = self.binary.of_reader(answer, result.command, {text_of(f) for f in self.our_baseline(None).findings})
        result.ours = "fail" if mine else "pass"
        result.our_seconds = answer.seconds
        result.problem = answer.problem
        result.findings = [_short(f) for f in mine]
        result.fixable = sorted({f["code"] for f in mine if f["fix"]})
        # What else changed is of use to the reader of a disagreement.
        known = {_short(f) for f in before}
        result.others = [t for f in answer.findings if f not in mine and (t := _short(f)) not in known]

    def _try_fixes(self, plan, result):
        """Makes the edit again, alone, and applies our fixes to it."""
        try:
            done = plan.mutation.apply(self.place(plan.name))
            integration = asked(result.command, done if isinstance(done, str) else plan.name)
            self.binary.fix(self.target(integration))
            result.fixes = result.fixable
            outcome = self.oracle.run(result.command, integration)
            result.fixed = not outcome.failed
        finally:
            self.scratch.reset()

    def unchanged(self, commands):
        """Every integration as it is, for every command."""
        results = []
        for command in commands:
            if command == CHANGELOG:
                continue
            whole = command not in PER_INTEGRATION
            for name in [None] if whole else self.scratch.directories():
                if name and not (self.scratch.root / name / "manifest.json").is_file():
                    continue
                outcome = self.ddev_baseline(command, name)
                result = Result(
                    command, report.UNCHANGED, None, None, name or "",
                    outcome.status, _first_lines(outcome.output), outcome.seconds,
                )  # fmt: skip
                if self.binary:
                    self._compare(result, self.our_baseline(name), name)
                results.append(result)
        return results


def id_of(mutation, found):
    """A key to sort plans by, and to tell them apart."""
    return (mutation.number, found)


def asked(command, integration):
    """What a command is given: the integration, or nothing when it is about the repository."""
    return integration if command in PER_INTEGRATION or command == CHANGELOG else None


def _first_lines(output):
    lines = [line.rstrip()[:WIDTH] for line in output.splitlines() if line.strip()]
    # Reports are text, whatever the files were.
    return [line.replace("\0", "\\0") for line in lines[:LINES]]


def _short(finding):
    location = finding["location"] or {}
    return f"{finding['filename']}:{location.get('row', 0)} {finding['code']} {finding['message']}"


def commands_of(kind, only=None):
    """The commands that can be run in a kind of repository."""
    return [c for c in COMMANDS if c not in NOT_RUN[kind] and (only is None or c in only)]


