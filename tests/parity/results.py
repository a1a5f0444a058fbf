"""What a run is asked for, and what a case ends in."""

import dataclasses

import cases

@dataclasses.dataclass
class Options:
    """What a worker has to know."""

    binary: str | None
    kind: str
    seed: int
    per_mutation: int
    fix: bool
    # Only cases of these commands; all that can be run when None.
    only: list | None = None


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
    generic: bool = False
    # New errors of ours in this case that no command of ddev fails on.
    unshared: list = dataclasses.field(default_factory=list)
    fixable: list = dataclasses.field(default_factory=list)
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
