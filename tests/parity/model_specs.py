"""Random specifications for `models_parity.py`: odd names, nested types, bounds, defaults, texts
that formatters and generators stumble over. No templates; most load without an error.
"""

import datetime
import random

import yaml

NAMES = (
    "host port url tags queries query status address class schema none true metadata name items model_config copy 3x "
    "_x a-b a.b a_b a/b custom_queries any Any literal field optional union base_model root_model types series "
    "addresses value values config Config def is_on entities été foo bar list dict Über UPPER camelCase data "
    "analyses ABC 9 #id 日本"
).split() + ["with space", "x y", "", "a_name_that_goes_on_and_on_until_lines_are_too_long"]
TEXTS = (
    "simple|it's|say \"x\"|it's \"both\"|list[|dict[str]|]|[|tuple[a]|été|日本語|a, b|None|True|1|line\nbreak|tab\t|\\d+|"
    "{x}|<HOST>|<a>||%%host%%|\u202ertl|\u00a0nbsp|e\u0301|😀"
).split("|") + ["x" * 70, "word " * 20, "word " * 30]
FORMATS = {
    "integer": "int32 int64 date-time unknown".split(),
    "number": "float decimal date-time time unknown".split(),
    "string": (
        "date date-time password path uri uuid uuid4 email hostname ipv4 ipv6 ipv4-network binary time byte decimal "
        "integer unknown"
    ).split(),
}
LITERALS = ["a", "b", "it's", 1, 2, 0, "", True, None, "a,b", "a , b", "list[", "a literal that takes some room"]
SCALARS = [None, True, False, 0, 1, -1, -5.5, 1.0, 0.1, 1e20, 1e-7, 2**70, datetime.date(2020, 1, 2)]


class Maker:
    """Makes specifications from one source of chance."""

    def __init__(self, rng):
        self.rng = rng

    def chance(self, share):
        return self.rng.random() < share

    def text(self):
        return self.rng.choice(TEXTS)

    def names(self, *counts):
        wanted = [self.rng.choice(NAMES) for _ in range(self.rng.choice(counts))]
        return list(dict.fromkeys(wanted))

    def data(self, depth=0):
        """Any value."""
        kind = self.rng.random()
        if depth > 3 or kind < 0.55:
            return self.rng.choice(SCALARS) if self.chance(0.5) else self.text()
        if kind < 0.8:
            return [self.data(depth + 1) for _ in range(self.rng.choice([0, 1, 1, 2, 3, 5]))]
        return self.mapping(depth)

    def mapping(self, depth):
        odd = [1, True, None, 2.5, datetime.date(2020, 1, 2)]
        keys = [self.rng.choice(odd if self.chance(0.03) else NAMES + TEXTS) for _ in range(self.rng.choice([0, 1, 2, 3]))]
        return {key: self.data(depth + 1) for key in keys}

    def example(self, kind):
        return {
            "string": self.text,
            "integer": lambda: self.rng.choice([0, 1, -3, 5000]),
            "number": lambda: self.rng.choice([0, 1.5, -2.0, 1e30, 1e-9, 3]),
            "boolean": lambda: self.chance(0.5),
            "array": lambda: [self.data(1) for _ in range(self.rng.choice([0, 1, 2, 4]))],
            "object": lambda: self.mapping(1),
        }.get(kind, self.data)()

    def value(self, depth=0):
        """The `value` of an option, or a schema in one."""
        if depth < 4 and self.chance(0.15):
            made = {"anyOf": [self.value(depth + 1) for _ in range(self.rng.choice([2, 2, 2, 3, 4, 0]))]}
            self.maybe(made, 0.1, minLength=3, pattern="x", enum=["a"])
            kind = None
        else:
            kinds = "string string string integer number boolean".split()
            kind = self.rng.choice(kinds + "array array object object object".split() * (depth < 4))
            made = {"type": kind}
            getattr(self, kind, lambda *_: None)(made, depth)
            if kind != "array" and self.chance(0.12):
                made["enum"] = [self.rng.choice(LITERALS) for _ in range(self.rng.choice([1, 2, 3, 8]))]
                self.maybe(made, 0.05, enum=[1.5])
        if depth:
            self.maybe(made, 0.2, description=self.text(), default=self.data(1), example=self.example(kind))
            self.maybe(made, 0.03, title=self.text(), nullable=True, examples=self.data(), required=True, items={})
        else:
            if kind == "boolean" or self.chance(0.4):
                made["example"] = self.example(kind)
            self.maybe(made, 0.15, default=self.data(1), display_default=self.data(1))
            self.maybe(made, 0.03, require_trusted_provider=True)
            functions = [["a.b"], ["x", "y.z"], "text", [1], [], ["module." + "long" * 25]]
            self.maybe(made, 0.06, validators=self.rng.choice(functions))
        return made

    def maybe(self, made, share, **words):
        made.update({word: value for word, value in words.items() if self.chance(share)})

    def array(self, made, depth):
        made["items"] = self.value(depth + 1)
        self.maybe(made, 0.12, minItems=self.rng.choice([1, 2]), maxItems=5, uniqueItems=True)

    def object(self, made, depth):
        names = self.names(0, 1, 1, 2, 3)
        if self.chance(0.75):
            made["properties"] = [{"name": name, **self.value(depth + 1)} for name in names]
            if names and self.chance(0.5):
                made["required"] = self.rng.sample(names, self.rng.randint(1, len(names)))
        self.maybe(made, 0.3, additionalProperties=True if self.chance(0.6) else self.value(depth + 1))

    def integer(self, made, _):
        self.maybe(made, 0.15, minimum=self.rng.choice([0, 1, -1, 1.5, True, 1e20]), maximum=self.rng.choice([10, 2e20]))
        self.maybe(made, 0.05, exclusiveMinimum=self.rng.choice([0, 1, True, False, 0.5]), exclusiveMaximum=7.5)
        self.maybe(made, 0.05, multipleOf=self.rng.choice([1, 2, 0.5]), format=self.rng.choice(FORMATS[made["type"]]))

    number = integer

    def string(self, made, _):
        patterns = ["^a$", "(?=x)", "\\d+", "it's", "(?<!x)[a-z]", "[a,b]"]
        self.maybe(made, 0.1, minLength=1, maxLength=9, pattern=self.rng.choice(patterns))
        self.maybe(made, 0.08, format=self.rng.choice(FORMATS["string"]))

    def option(self, name, nested=False):
        made = {"name": name, "description": "d"}
        self.maybe(made, 0.3, required=self.chance(0.5))
        self.maybe(made, 0.05, hidden=True)
        self.maybe(made, 0.08, deprecation={key: self.text() for key in ("Release", "Migration")})
        if not nested and self.chance(0.08):
            made["options"] = [self.option(name, True) for name in self.names(0, 1, 2, 3)]
        elif self.chance(0.99):
            made["value"] = self.value()
        return made

    def options(self):
        return [self.option(name) for name in self.names(0, 1, 2, 3, 5, 8)]

    def strategy(self, names):
        values = ["http://{service.host}/x", "plain", 5, True, ["a", 1], {"k": "v"}, "x" * 90 + "{service.id}"]
        fields = self.rng.sample(names, self.rng.randint(1, min(3, len(names))))
        made = {"candidates": [{field: self.rng.choice(values) for field in fields} for _ in range(2)]}
        if self.chance(0.6):
            ports = list(range(1000, 1000 + self.rng.choice([0, 1, 3, 40])))
            return {"strategy": "from_ports", **made, "port_hints": ports}
        function = self.rng.choice(["from_x", "Foo", "get_y"])
        inputs = {"provides": ["svc"], "inputs": {"path": "string", "n": "integer"}}
        return {"strategy": f"local:{function}", **made, **inputs, "path": self.rng.choice(["/etc", "x" * 80]), "n": 3}

    def file(self):
        sections = []
        options = self.options()
        if self.chance(0.8):
            sections.append({"name": "init_config", "description": "", "options": self.options()})
        if self.chance(0.9):
            sections.append({"name": "instances", "description": "", "options": options})
        if self.chance(0.04):
            several = [{"name": f"i{at}", "description": "", "options": self.options()} for at in range(2)]
            words = {"multiple": True, "multiple_instances_defined": True}
            sections[-1:] = [{"name": "instances", "description": "", **words, "options": several}]
            options = []
        self.rng.shuffle(sections)
        made = {"name": "demo.yaml", "options": sections}
        names = [option["name"] for option in options]
        if names and self.chance(0.12):
            made["discovery"] = {"strategies": [self.strategy(names) for _ in range(self.rng.choice([1, 1, 2]))]}
        return made


def specifications(count, seed):
    """Texts of specifications for an integration `demo`."""
    for number in range(count):
        maker = Maker(random.Random(f"{seed}/{number}"))
        spec = {"name": "Demo", "version": "1.0.0", "files": [maker.file()]}
        yield yaml.safe_dump(spec, sort_keys=False, allow_unicode=True)
