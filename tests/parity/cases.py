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
    """One edit, and the command that is asked about it."""

    command: str
    name: str
    expect: str | None
    rule: str | None
    apply: Callable
    kinds: tuple = KINDS
    # The edit is about the repository, not about one integration.
    whole: bool = False

    def candidates(self, directories, seed):
        """Integrations in the order in which to try them."""
        order = list(directories)
        random.Random(f"{seed}:{self.command}:{self.name}").shuffle(order)
        return order


REGISTRY: list[Mutation] = []


def add(command, name, expect, rule, apply, *, kinds=KINDS, whole=False):
    """Registers an edit. `apply` gets a `Place` (or the `Scratch`, when `whole`) and returns
    False when it has nothing to do there."""
    if isinstance(kinds, str):
        kinds = (kinds,)
    key = (command, name)
    if any((m.command, m.name) == key and set(m.kinds) & set(kinds) for m in REGISTRY):
        raise ValueError(f"two mutations named {key}")
    REGISTRY.append(Mutation(command, name, expect, rule, apply, tuple(kinds), whole))


def mutation(command, name, expect=None, rule=None, **options):
    """`add` as a decorator; several commands may share one edit."""
    commands = (command,) if isinstance(command, str) else command

    def register(apply):
        for one in commands:
            add(one, name, expect, rule, apply, **options)
        return apply

    return register


def load():
    """Imports every module of mutations."""
    import mutations

    for module in pkgutil.iter_modules(mutations.__path__):
        importlib.import_module(f"mutations.{module.name}")
    return REGISTRY
