"""Runs cases: edit, ask ddev, ask the binary, compare, try the fixes, take back."""

import dataclasses
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor

import cases
import report
from oracle import NOT_RUN, PER_INTEGRATION, Oracle
from ours import Answer, Binary
from scratch import Place, Scratch

LINES, WIDTH = 12, 240


@dataclasses.dataclass
class Options:
    """What a worker has to know."""

    binary: str | None
    seed: int
    per_mutation: int
    fix: bool


@dataclasses.dataclass
class Result:
    """One case and its outcome."""

    command: str
    mutation: str
    rule: str | None
    expect: str | None
    integration: str
    ddev: str
    ddev_output: list
    ddev_seconds: float
    ours: str | None = None
    findings: list = dataclasses.field(default_factory=list)
    others: list = dataclasses.field(default_factory=list)
    problem: str = ""
    our_seconds: float = 0.0
    # For both-fail cases with a fix: rule codes of the fixes, and whether ddev passes then.
    fixes: list = dataclasses.field(default_factory=list)
    fixed: bool | None = None

    @property
    def ddev_fails(self):
        return self.ddev != "pass"

    @property
    def agrees(self):
        return self.ours is None or (self.ours == "fail") == self.ddev_fails

    @property
    def as_expected(self):
        return self.expect is None or (self.expect == cases.FAIL) == self.ddev_fails


class Worker:
    """One copy, one ddev, one binary."""

    def __init__(self, scratch, home, options):
        self.scratch = scratch
        self.options = options
        self.oracle = scratch.oracle = Oracle(scratch, home)
        self.binary = Binary(options.binary, scratch) if options.binary else None
        self._ddev_baseline = {}
        self._our_baseline = {}

    def target(self, integration):
        return self.scratch.root / integration if integration else self.scratch.root

    def ddev_baseline(self, command, integration):
        key = (command, integration)
        if key not in self._ddev_baseline:
            self._ddev_baseline[key] = self.oracle.run(command, integration)
        return self._ddev_baseline[key]

    def our_baseline(self, integration):
        if integration not in self._our_baseline:
            self._our_baseline[integration] = self.binary.check(self.target(integration))
        return self._our_baseline[integration]

    def baseline_passes(self, command, integration):
        """Only where both sides are content can an edit show something."""
        if self.ddev_baseline(command, integration).failed:
            return False
        return not (self.binary and self.binary.of_command(self.our_baseline(integration), command))

    def mutate(self, mutation):
        """The cases of one mutation."""
        if mutation.whole:
            names = [None]
        else:
            names = mutation.candidates(self.scratch.directories(), self.options.seed)
        results = []
        for name in names:
            place = Place(self.scratch, name) if name else self.scratch
            asked = name if mutation.command in PER_INTEGRATION else None
            try:
                if mutation.apply(place) is False:
                    continue
                self.scratch.restore()
                if not self.baseline_passes(mutation.command, asked):
                    continue
                mutation.apply(place)
                results.append(self._case(mutation, name, asked))
            finally:
                self.scratch.restore()
            if len(results) >= self.options.per_mutation:
                break
        return results

    def _case(self, mutation, name, asked):
        outcome = self.oracle.run(mutation.command, asked)
        result = Result(
            mutation.command, mutation.name, mutation.rule, mutation.expect, name or "",
            outcome.status, _first_lines(outcome.output), outcome.seconds,
        )  # fmt: skip
        if self.binary is None:
            return result
        answer = self.binary.check(self.target(asked))
        self._compare(result, answer, asked)
        if self.options.fix and result.ddev_fails and result.ours == "fail":
            self._try_fixes(result, answer, asked)
        return result

    def _compare(self, result, answer: Answer, asked):
        mine = self.binary.of_command(answer, result.command)
        result.ours = "fail" if mine else "pass"
        result.our_seconds = answer.seconds
        result.problem = answer.problem
        result.findings = [_short(f) for f in mine]
        # What else changed is of use to the reader of a disagreement.
        known = {_short(f) for f in self.our_baseline(asked).findings}
        result.others = [t for f in answer.findings if f not in mine and (t := _short(f)) not in known]

    def _try_fixes(self, result, answer, asked):
        mine = self.binary.of_command(answer, result.command)
        result.fixes = sorted({f["code"] for f in mine if f["fix"]})
        if not result.fixes:
            return
        try:
            self.binary.fix(self.target(asked))
            result.fixed = not self.oracle.run(result.command, asked).failed
        finally:
            self.scratch.reset()

    def unchanged(self, commands):
        """Every integration as it is, for every command."""
        results = []
        for command in commands:
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


def _first_lines(output):
    lines = [line.rstrip()[:WIDTH] for line in output.splitlines() if line.strip()]
    return lines[:LINES]


def _short(finding):
    location = finding["location"] or {}
    return f"{finding['filename']}:{location.get('row', 0)} {finding['code']} {finding['message']}"


def commands_of(kind, only=None):
    """The commands that can be run in a kind of repository."""
    from oracle import COMMANDS

    return [c for c in COMMANDS if c not in NOT_RUN[kind] and (only is None or c in only)]


# Processes

_worker = None


def _start(root, kind, options):
    global _worker
    parent = tempfile.mkdtemp(prefix="parity-worker-")
    import atexit

    atexit.register(shutil.rmtree, parent, ignore_errors=True)
    _worker = Worker(Scratch(root, kind).clone(parent), f"{parent}/home", options)


def _mutate(index):
    return _worker.mutate(cases.load()[index])


def run(worker, mutations, jobs, progress):
    """Runs the mutations here, or in several processes with a copy each."""
    results = []
    if jobs <= 1:
        try:
            for mutation in mutations:
                results.extend(worker.mutate(mutation))
                progress(mutation)
        except KeyboardInterrupt:
            print("\nStopped; what follows is about the mutations before.", flush=True)
        return results
    registry = cases.load()
    indices = [registry.index(m) for m in mutations]
    arguments = (str(worker.scratch.root), worker.scratch.kind, worker.options)
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=arguments) as pool:
        for mutation, part in zip(mutations, pool.map(_mutate, indices)):
            results.extend(part)
            progress(mutation)
    return results
