"""Specifications with accidents and oddities in them, made from healthy ones.

Every mutant is a text; most of them still load without an error, so that what is compared is
what is rendered, not what is refused.
"""

import copy
import datetime
import random

import yaml

WORDS = (
    "true yes No null ~ = << 1 0x1f 017 1_000 1:30 1.5 1e3 1.0e+3 .5 .inf 2020-01-01 - ? : a: #x --- ... ! &a *a None "
    "none %%host%% <KEY> <A> b, key:value /var/log/*.log C:\\x +1 0o7 ' \" 'a' /noqa {} [] {a} [b]"
).split()
CHARACTERS = list("abcdefg012 -_.:,?[]{}&*!|>'\"%@`#~=<\\/\n\t") + [" "] * 6
CHARACTERS += list("é中😀\x85\u2028\ufeff\x0b\x0c\x1c\x7f\xa0\u200b")


def text(rng):
    """A text as somebody might write it, or not."""
    kind = rng.random()
    if kind < 0.3:
        return rng.choice(WORDS)
    if kind < 0.5:
        return " ".join(rng.choice(WORDS) for _ in range(rng.randrange(12)))
    if kind < 0.7:
        return " ".join("x" * rng.randrange(1, 14) for _ in range(rng.randrange(40)))
    if kind < 0.8:
        return "\n".join("y" * rng.choice([0, 5, 30, 110, 118, 130]) for _ in range(rng.randrange(6)))
    return "".join(rng.choice(CHARACTERS) for _ in range(rng.randrange(60)))


def scalar(rng):
    """A value that is no container."""
    kind = rng.random()
    if kind < 0.5:
        return text(rng)
    if kind < 0.85:
        numbers = [0, 1, -7, 2**70, 1.5, 1e20, 1e-7, -0.0, float("inf"), float("nan"), 123456.789]
        return rng.choice([True, False, None, *numbers])
    if kind < 0.93:
        day = datetime.date(rng.randrange(1000, 3000), rng.randrange(1, 13), rng.randrange(1, 29))
        if rng.random() < 0.5:
            return day
        zone = rng.choice([None, datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=-5))])
        time = datetime.time(rng.randrange(24), rng.randrange(60), 0, rng.choice([0, 5000]), zone)
        return datetime.datetime.combine(day, time)
    return bytes(rng.randrange(256) for _ in range(rng.choice([0, 3, 90])))


def value(rng, depth, shared):
    """Any value; some stand in several places."""
    if shared and rng.random() < 0.1:
        return rng.choice(shared)
    if depth == 0 or rng.random() < 0.4:
        return scalar(rng)
    count = rng.choice([0, 1, 1, 2, 3])
    if rng.random() < 0.5:
        made = [value(rng, depth - 1, shared) for _ in range(count)]
    else:
        made = {}
        for _ in range(count):
            key = scalar(rng)
            made["nan" if key != key else key] = value(rng, depth - 1, shared)
    if rng.random() < 0.3:
        shared.append(made)
    return made


def type_of(rng, depth=0):
    """The type part of a `value`."""
    kind = rng.choice(["string", "integer", "number", "boolean", "array", "object", "anyOf"])
    if kind == "anyOf":
        return {"anyOf": [type_of(rng, depth + 1) for _ in range(rng.choice([2, 2, 3]))]}
    made = {"type": kind}
    if kind == "array":
        made["items"] = type_of(rng, depth + 1) if depth < 3 else {"type": "string"}
    if kind == "object" and rng.random() < 0.3:
        names = rng.sample("abcd", rng.randrange(3))
        made["properties"] = [{"name": name, **type_of(rng, depth + 1)} for name in names]
    if kind == "object" and rng.random() < 0.2:
        made["additionalProperties"] = rng.choice([True, {"type": "string"}])
    return made


def example_for(rng, kind):
    """An example of a type."""
    if kind == "string":
        return text(rng)
    if kind in ("integer", "number"):
        return rng.choice([0, 1, -5, 10**18, 10**20, 0.5, 1e16, 1e-5])
    if kind == "boolean":
        return rng.random() < 0.5
    if kind == "array":
        made = value(rng, 3, [])
        return made if isinstance(made, list) else [value(rng, 2, []) for _ in range(rng.randrange(4))]
    if kind == "object":
        made = value(rng, 3, [])
        return made if isinstance(made, dict) else {text(rng): value(rng, 2, [])}
    return value(rng, 3, [])


def a_value(rng):
    """A whole `value`."""
    made = type_of(rng)
    kind = made.get("type")
    if kind == "boolean" or rng.random() < 0.7:
        made["example"] = example_for(rng, kind)
    if rng.random() < 0.25:
        made["display_default"] = rng.choice([None, scalar(rng), value(rng, 2, [])])
    if rng.random() < 0.25:
        made["default"] = rng.choice([None, scalar(rng), value(rng, 2, [])])
    if rng.random() < 0.4 and kind == "array":
        made["compact_example"] = rng.choice([True, True, True, False])
    if rng.random() < 0.04:
        made[rng.choice(["exmaple", "uniqueItems", "dispaly_default", 1])] = True
    return made


def an_option(rng, depth=0):
    """An option, a section, or one that is documented by its description alone."""
    name = rng.choice(["user", "tags", "a-b", "yes", "1", "long_" * 8]) + str(rng.randrange(10**6))
    if rng.random() < 0.03:
        name = text(rng)
    made = {"name": name, "description": text(rng)}
    flags = {"required": 0.25, "hidden": 0.1, "enabled": 0.2}
    made.update({flag: rng.random() < 0.6 for flag, odds in flags.items() if rng.random() < odds})
    if rng.random() < 0.15:
        made["display_priority"] = rng.choice([1, 2, -1, True, 10**30])
    if rng.random() < 0.1:
        made["deprecation"] = {rng.choice(["Agent version", "Migration", "x", 7]): text(rng) for _ in range(2)}
    if rng.random() < 0.03:
        made[rng.choice(["requried", "example", "type", 5, None])] = 1
    kind = rng.random()
    if kind < 0.7 or depth > 2:
        made["value"] = a_value(rng)
    elif kind < 0.9:
        made["options"] = [an_option(rng, depth + 1) for _ in range(rng.choice([0, 1, 2, 3]))]
        made["multiple"] = rng.random() < 0.5
        if made["multiple"] and rng.random() < 0.4:
            made["multiple_instances_defined"] = True
            for instance in made["options"]:
                if "value" in instance and rng.random() < 0.9:
                    del instance["value"]
                    instance["options"] = [an_option(rng, depth + 2) for _ in range(rng.choice([0, 1, 2]))]
    else:
        made["multiple"] = rng.random() < 0.5
        if rng.random() < 0.6:
            made["example"] = value(rng, 3, [])
    return made


def options_in(spec):
    """All lists of options of a specification."""
    found = []
    files = spec.get("files") if isinstance(spec, dict) else None
    lists = [file.get("options") for file in files if isinstance(file, dict)] if isinstance(files, list) else []
    while lists:
        options = lists.pop()
        if isinstance(options, list):
            found.append(options)
            lists.extend(option.get("options") for option in options if isinstance(option, dict))
    return found


def change(rng, options):
    """One accident in a list of options."""
    kind = rng.randrange(8)
    if kind < 3 or not options:
        options.insert(rng.randrange(len(options) + 1), an_option(rng))
        return
    at = rng.randrange(len(options))
    option = options[at]
    if kind == 3:
        rng.shuffle(options)
    elif kind == 4 and isinstance(option, dict):
        options[at] = {**an_option(rng), **option} if rng.random() < 0.5 else an_option(rng)
    elif kind == 5 and isinstance(option, dict):
        option[rng.choice(["hidden", "required", "enabled", "multiple"])] = rng.random() < 0.5
    elif kind == 6 and isinstance(option, dict) and isinstance(option.get("value"), dict):
        option["value"] = {**option["value"], **a_value(rng)}
    elif isinstance(option, dict):
        option["description"] = text(rng)


def damaged(rng, source):
    """A text with accidents in its lines: some are missing, repeated, moved in, or say else."""
    lines = source.splitlines()
    for _ in range(rng.choice([1, 1, 2, 3])):
        at = rng.randrange(len(lines))
        kind = rng.randrange(7)
        if kind == 0 and len(lines) > 1:
            del lines[at]
        elif kind == 1:
            lines.insert(at, lines[rng.randrange(len(lines))])
        elif kind == 2:
            lines[at] = lines[at].replace("  ", "", 1)
        elif kind == 3:
            lines[at] = "  " + lines[at]
        elif kind == 4:
            lines[at] += rng.choice([" # note", " &a", " *a", "x", ":", " >-", "\t", " ''", " null", " 2020-01-01"])
        else:
            key, colon, _ = lines[at].partition(":")
            lines[at] = f"{key}{colon} {rng.choice(WORDS)}"
    return "\n".join(lines) + "\n"


def mutant(rng, source):
    """The text of a changed specification, or `None` when nothing can be changed."""
    if rng.random() < 0.25:
        return damaged(rng, source)
    spec = copy.deepcopy(yaml.safe_load(source))
    lists = options_in(spec)
    if not lists:
        return None
    for _ in range(rng.choice([1, 1, 2, 4, 8])):
        change(rng, rng.choice(lists))
    return yaml.safe_dump(spec, sort_keys=False, allow_unicode=rng.random() < 0.5)


def mutants(sources, count, seed):
    """`count` pairs of a key of `sources` and a changed text."""
    rng = random.Random(seed)
    names = sorted(sources)
    made = 0
    while made < count:
        name = rng.choice(names)
        changed = mutant(rng, sources[name])
        if changed is not None:
            made += 1
            yield name, changed
