"""The registry of mutations: named edits with what they are meant to show."""

import dataclasses
import importlib
import pkgutil
import random
from typing import Callable

FAIL, PASS = "fail", "pass"
KINDS = ("extras", "core", "marketplace")


@dataclasses.dataclass(frozen=True)
class Mutation:
    """One edit, and the commands that are asked about it."""

    commands: tuple
    name: str
    expect: str | None
    rule: str | None
    apply: Callable
    kinds: tuple = KINDS
    # The edit is about the repository, not about one integration.
    whole: bool = False
    # Edits made by the dozen, whose outcome nobody foretold.
    generic: bool = False
    # Its position among all of them.
    number: int = 0

    @property
    def command(self):
        """The first command; with the name it makes the key of a mutation."""
        return self.commands[0]

    def candidates(self, directories, seed):
        """Integrations in the order in which to try them."""
        order = list(directories)
        random.Random(f"{seed}:{self.command}:{self.name}").shuffle(order)
        return order


REGISTRY: list[Mutation] = []
_KEYS: dict[tuple, set] = {}


def add(command, name, expect, rule, apply, *, kinds=KINDS, whole=False, generic=False):
    """Registers an edit for a command, or for several at once. `apply` gets a `Place` (or the
    `Scratch`, when `whole`) and returns False when it has nothing to do there."""
    commands = (command,) if isinstance(command, str) else tuple(command)
    if isinstance(kinds, str):
        kinds = (kinds,)
    taken = _KEYS.setdefault((commands[0], name), set())
    if taken & set(kinds):
        raise ValueError(f"two mutations named {commands[0]} {name}")
    taken.update(kinds)
    REGISTRY.append(Mutation(commands, name, expect, rule, apply, tuple(kinds), whole, generic, len(REGISTRY)))


def load():
    """Imports every module of mutations."""
    import mutations

    for module in pkgutil.iter_modules(mutations.__path__):
        importlib.import_module(f"mutations.{module.name}")
    return REGISTRY
