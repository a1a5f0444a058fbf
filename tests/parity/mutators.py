"""Accidents that can happen to any file: functions from a text or a tree, and chance, to another.

None means that there is nothing to do. They know no rule; who uses them asks both tools."""

import copy
import json
import re

# Text

BOM = "\ufeff"


def _lines(change):
    """Maps the list of lines; `change` gets the lines, a position among those not blank, and chance."""

    def apply(text, rng):
        lines = text.splitlines(keepends=True)
        places = [i for i, line in enumerate(lines) if line.strip()]
        if not places:
            return None
        change(lines, rng.choice(places), rng)
        return "".join(lines)

    return apply


def _char(wanted, change):
    """Maps one character out of those that are wanted."""

    def apply(text, rng):
        places = [i for i, c in enumerate(text) if wanted(c)]
        if not places:
            return None
        at = rng.choice(places)
        return text[:at] + change(text[at]) + text[at + 1 :]

    return apply


def _drop(lines, at, rng):
    del lines[at]


def _double(lines, at, rng):
    lines.insert(at, lines[at])


def _swap(lines, at, rng):
    if at:
        lines[at - 1], lines[at] = lines[at], lines[at - 1]


def _move(lines, at, rng):
    lines.insert(rng.randrange(len(lines)), lines.pop(at))


def _indent(lines, at, rng):
    lines[at] = " " + lines[at]


def _indent_by_tab(lines, at, rng):
    lines[at] = "\t" + lines[at].lstrip()


def _dedent(lines, at, rng):
    lines[at] = lines[at][1:] if lines[at][:1] == " " else lines[at]


def _unindent(lines, at, rng):
    lines[at] = lines[at].lstrip(" ")


def _comment_out(lines, at, rng):
    lines[at] = "# " + lines[at]


def _trailing_space(lines, at, rng):
    lines[at] = lines[at].rstrip("\n") + "  \n"


def _blank_after(lines, at, rng):
    lines.insert(at + 1, "\n")


def _blanks_after(lines, at, rng):
    lines.insert(at + 1, "   \n")


def _join(lines, at, rng):
    lines[at] = lines[at].rstrip("\n") + " "


def _upper(lines, at, rng):
    lines[at] = lines[at].upper()


def _lower(lines, at, rng):
    lines[at] = lines[at].lower()


def _lengthen(lines, at, rng):
    lines[at] = lines[at].rstrip("\n") + " " + "x" * 5000 + "\n"


def _cut(lines, at, rng):
    lines[at] = lines[at][: len(lines[at]) // 2] + "\n"


def _conflict(lines, at, rng):
    lines[at] = f"<<<<<<< HEAD\n{lines[at]}=======\n{lines[at]}>>>>>>> other\n"


TEXT = {
    # Of the file as a whole
    "empty": lambda t, r: "",
    "one-newline": lambda t, r: "\n",
    "only-spaces": lambda t, r: "   ",
    "byte-order-mark": lambda t, r: BOM + t,
    "crlf": lambda t, r: t.replace("\n", "\r\n") if "\r" not in t else None,
    "lone-cr": lambda t, r: t.replace("\n", "\r") if "\r" not in t else None,
    "half-crlf": lambda t, r: t[: len(t) // 2].replace("\n", "\r\n") + t[len(t) // 2 :],
    "no-final-newline": lambda t, r: t.rstrip("\n"),
    "more-final-newlines": lambda t, r: t + "\n\n\n",
    "final-spaces": lambda t, r: t + "  ",
    "first-line-blank": lambda t, r: "\n" + t,
    "first-line-spaces": lambda t, r: "  \n" + t,
    "spaces-at-line-ends": lambda t, r: re.sub(r"(?m)(?<=\S)$", " ", t),
    "tabs-for-indentation": lambda t, r: re.sub(r"(?m)^ +", "\t", t),
    "double-spaced": lambda t, r: t.replace("\n", "\n\n"),
    "twice": lambda t, r: t + t,
    "first-half": lambda t, r: t[: len(t) // 2],
    "second-half": lambda t, r: t[len(t) // 2 :],
    "without-first-line": lambda t, r: t.split("\n", 1)[1] if "\n" in t else None,
    "without-last-line": lambda t, r: t.rstrip("\n").rsplit("\n", 1)[0] + "\n",
    "upper-case": lambda t, r: t.upper(),
    "lower-case": lambda t, r: t.lower(),
    "hash-comment-first": lambda t, r: "# note\n" + t,
    "hash-comment-last": lambda t, r: t.rstrip("\n") + "\n# note\n",
    "slash-comment-first": lambda t, r: "// note\n" + t,
    "html-comment-first": lambda t, r: "<!-- note -->\n" + t,
    "zero-width-space-first": lambda t, r: "\u200b" + t,
    "no-break-space-first": lambda t, r: "\u00a0" + t,
    "null-character-last": lambda t, r: t + "\0",
    "line-separator-last": lambda t, r: t + "\u2028",
    "form-feed-first": lambda t, r: "\f" + t,
    "umlaut-last": lambda t, r: t + "ä",
    "emoji-last": lambda t, r: t + "\U0001f600\n",
    "long-line-last": lambda t, r: t.rstrip("\n") + "\n" + "x" * 100_000 + "\n",
    "braces-last": lambda t, r: t.rstrip("\n") + "\n{}\n",
    "document-mark-first": lambda t, r: "---\n" + t,
    "document-mark-last": lambda t, r: t.rstrip("\n") + "\n---\n",
    "reversed-lines": lambda t, r: "".join(reversed(t.splitlines(keepends=True))),
    # Of one line
    "line-dropped": _lines(_drop),
    "line-doubled": _lines(_double),
    "line-swapped": _lines(_swap),
    "line-moved": _lines(_move),
    "line-indented": _lines(_indent),
    "line-indented-by-tab": _lines(_indent_by_tab),
    "line-dedented": _lines(_dedent),
    "line-unindented": _lines(_unindent),
    "line-commented-out": _lines(_comment_out),
    "line-with-trailing-space": _lines(_trailing_space),
    "line-then-blank": _lines(_blank_after),
    "line-then-spaces": _lines(_blanks_after),
    "line-joined": _lines(_join),
    "line-upper-case": _lines(_upper),
    "line-lower-case": _lines(_lower),
    "line-lengthened": _lines(_lengthen),
    "line-cut": _lines(_cut),
    "line-in-conflict": _lines(_conflict),
    # Of one character
    "letter-dropped": _char(str.isalpha, lambda c: ""),
    "letter-doubled": _char(str.isalpha, lambda c: c + c),
    "letter-other-case": _char(str.isalpha, str.swapcase),
    "letter-cyrillic": _char(lambda c: c in "aeopcxAEOPCX", lambda c: "аеорсхАЕОРСХ"["aeopcxAEOPCX".index(c)]),
    "letter-accented": _char(str.isalpha, lambda c: c + "\u0301"),
    "digit-changed": _char(lambda c: c in "0123456789", lambda c: str((int(c) + 1) % 10)),
    "mark-dropped": _char(lambda c: not c.isalnum() and not c.isspace(), lambda c: ""),
    "mark-doubled": _char(lambda c: not c.isalnum() and not c.isspace(), lambda c: c + c),
    "quote-dropped": _char(lambda c: c in "\"'`", lambda c: ""),
    "quote-curly": _char(lambda c: c in "\"'`", lambda c: "’" if c == "'" else "”"),
    "hyphen-long": _char(lambda c: c == "-", lambda c: "–"),
    "space-dropped": _char(lambda c: c == " ", lambda c: ""),
    "space-doubled": _char(lambda c: c == " ", lambda c: "  "),
    "space-tab": _char(lambda c: c == " ", lambda c: "\t"),
    "space-no-break": _char(lambda c: c == " ", lambda c: "\u00a0"),
    "newline-dropped": _char(lambda c: c == "\n", lambda c: ""),
}

# Bytes no text holds. The text is the one before.
BYTES = {
    "utf-16": lambda t: t.encode("utf-16"),
    "latin-1": lambda t: t.encode("ascii", "replace") + "é\n".encode("latin-1"),
    "invalid-utf8-first": lambda t: b"\xff" + t.encode(),
    "invalid-utf8-last": lambda t: t.encode() + b"\xc3",
    "surrogate": lambda t: t.encode() + b"\xed\xa0\x80\n",
    "windows-quote": lambda t: t.encode("ascii", "replace") + b"\x92\n",
    "only-null": lambda t: b"\0" * 16,
    "picture": lambda t: b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
}

# Trees


def _spots(value, depth=0):
    """All (container, key) below a value, with their depth."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield depth, value, key
        if depth < 40:
            yield from _spots(inner, depth + 1)


def _at_spot(change, wanted=lambda container, key: True):
    """Changes one spot of a tree. Those near the top are chosen as often as all others."""

    def apply(tree, rng):
        tree = copy.deepcopy(tree)
        spots = [s for s in _spots(tree) if wanted(s[1], s[2])]
        if not spots:
            return None
        shallow = [s for s in spots if s[0] <= 2]
        _, container, key = rng.choice(shallow if shallow and rng.random() < 0.6 else spots)
        return None if change(container, key, rng) is False else tree

    return apply


def _replace(value):
    def change(container, key, rng):
        new = value(container[key]) if callable(value) else copy.deepcopy(value)
        if type(new) is type(container[key]) and new == container[key]:
            return False
        container[key] = new
        return None

    return change


def _rename(change):
    def apply(container, key, rng):
        new = change(key)
        if new == key or new in container:
            return False
        items = [(new if k == key else k, v) for k, v in container.items()]
        container.clear()
        container.update(items)
        return None

    return apply


def _delete(container, key, rng):
    del container[key]


def _unknown_key(container, key, rng):
    container["parity_unknown"] = "x"


def _duplicate(container, key, rng):
    container.insert(key, copy.deepcopy(container[key]))


def _reverse(container, key, rng):
    container.reverse()


def _clear(container, key, rng):
    container[key].clear()


def _swap_values(container, key, rng):
    other = rng.choice([k for k in container if k != key] or [key])
    container[key], container[other] = container[other], container[key]


def _in_dict(container, key):
    return isinstance(container, dict) and isinstance(key, str)


def _in_list(container, key):
    return isinstance(container, list)


def _text(container, key):
    return isinstance(container[key], str)


def _number(container, key):
    return isinstance(container[key], (int, float))


def _holder(container, key):
    return isinstance(container[key], (dict, list)) and bool(container[key])


TREE = {
    "deleted": _at_spot(_delete),
    "key-deleted": _at_spot(_delete, _in_dict),
    "item-deleted": _at_spot(_delete, _in_list),
    "key-misspelled": _at_spot(_rename(lambda k: k[:-1] if len(k) > 1 else k + "x"), _in_dict),
    "key-letters-swapped": _at_spot(_rename(lambda k: k[1::-1] + k[2:]), _in_dict),
    "key-upper-case": _at_spot(_rename(str.upper), _in_dict),
    "key-capital": _at_spot(_rename(str.capitalize), _in_dict),
    "key-trailing-space": _at_spot(_rename(lambda k: k + " "), _in_dict),
    "key-leading-space": _at_spot(_rename(lambda k: " " + k), _in_dict),
    "key-hyphens": _at_spot(_rename(lambda k: k.replace("_", "-")), lambda c, k: _in_dict(c, k) and "_" in k),
    "key-empty": _at_spot(_rename(lambda k: ""), _in_dict),
    "key-plural": _at_spot(_rename(lambda k: k + "s"), _in_dict),
    "key-unknown": _at_spot(_unknown_key, _in_dict),
    "values-swapped": _at_spot(_swap_values, _in_dict),
    "null": _at_spot(_replace(None)),
    "true": _at_spot(_replace(True)),
    "false": _at_spot(_replace(False)),
    "zero": _at_spot(_replace(0)),
    "one": _at_spot(_replace(1)),
    "negative": _at_spot(_replace(-1)),
    "float": _at_spot(_replace(1.5)),
    "big": _at_spot(_replace(10**30)),
    "not-a-number": _at_spot(_replace(float("nan"))),
    "word": _at_spot(_replace("x")),
    "empty-text": _at_spot(_replace("")),
    "spaces": _at_spot(_replace("  ")),
    "empty-list": _at_spot(_replace([])),
    "empty-object": _at_spot(_replace({})),
    "list-of-word": _at_spot(_replace(["x"])),
    "list-of-null": _at_spot(_replace([None])),
    "object-of-word": _at_spot(_replace({"x": "x"})),
    "in-list": _at_spot(_replace(lambda v: [v])),
    "in-object": _at_spot(_replace(lambda v: {"value": v})),
    "as-text": _at_spot(_replace(lambda v: json.dumps(v)), lambda c, k: not isinstance(c[k], str)),
    "text-upper-case": _at_spot(_replace(lambda v: v.upper()), _text),
    "text-lower-case": _at_spot(_replace(lambda v: v.lower()), _text),
    "text-leading-space": _at_spot(_replace(lambda v: " " + v), _text),
    "text-trailing-space": _at_spot(_replace(lambda v: v + " "), _text),
    "text-newline": _at_spot(_replace(lambda v: v + "\n"), _text),
    "text-accent": _at_spot(_replace(lambda v: v + "é"), _text),
    "text-long": _at_spot(_replace(lambda v: v + "x" * 10_000), _text),
    "text-misspelled": _at_spot(_replace(lambda v: v[:-1]), _text),
    "text-more": _at_spot(_replace(lambda v: v + "x"), _text),
    "text-hyphens": _at_spot(_replace(lambda v: v.replace("_", "-")), lambda c, k: _text(c, k) and "_" in c[k]),
    "text-null-character": _at_spot(_replace(lambda v: v + "\0"), _text),
    "path-slash": _at_spot(_replace(lambda v: "/" + v), lambda c, k: _text(c, k) and "/" in c[k]),
    "path-dot-slash": _at_spot(_replace(lambda v: "./" + v), lambda c, k: _text(c, k) and "/" in c[k]),
    "path-up": _at_spot(_replace(lambda v: "../" + v), lambda c, k: _text(c, k) and "/" in c[k]),
    "path-backslashes": _at_spot(_replace(lambda v: v.replace("/", "\\")), lambda c, k: _text(c, k) and "/" in c[k]),
    "path-double-slash": _at_spot(_replace(lambda v: v.replace("/", "//")), lambda c, k: _text(c, k) and "/" in c[k]),
    "path-folder": _at_spot(
        _replace(lambda v: v.rpartition("/")[0]), lambda c, k: _text(c, k) and "/" in c[k] and "." in c[k]
    ),
    "path-other": _at_spot(
        _replace(lambda v: v.replace(".", "_copy.")), lambda c, k: _text(c, k) and "/" in c[k] and "." in c[k]
    ),
    "number-as-text": _at_spot(_replace(str), _number),
    "number-negated": _at_spot(_replace(lambda v: -v), _number),
    "item-doubled": _at_spot(_duplicate, _in_list),
    "list-reversed": _at_spot(_reverse, _in_list),
    "emptied": _at_spot(_clear, _holder),
    "first-of-list": _at_spot(
        _replace(lambda v: v[0]), lambda c, k: isinstance(c[k], list) and bool(c[k])
    ),
    "values-of-object": _at_spot(
        _replace(lambda v: list(v.values())), lambda c, k: isinstance(c[k], dict) and bool(c[k])
    ),
}

# JSON


def _sorted(value, reverse=False):
    if isinstance(value, dict):
        return {k: _sorted(v, reverse) for k, v in sorted(value.items(), reverse=reverse)}
    return [_sorted(v, reverse) for v in value] if isinstance(value, list) else value


# The same value written otherwise.
JSON_STYLE = {
    "compact": lambda v: json.dumps(v, separators=(",", ":")),
    "one-line": lambda v: json.dumps(v),
    "tabs": lambda v: json.dumps(v, indent="\t") + "\n",
    "unescaped": lambda v: json.dumps(v, indent=2, ensure_ascii=False) + "\n",
    "keys-sorted": lambda v: json.dumps(_sorted(v), indent=2) + "\n",
    "keys-reversed": lambda v: json.dumps(_sorted(v, True), indent=2) + "\n",
    "in-list": lambda v: json.dumps([v], indent=2) + "\n",
    "as-text": lambda v: json.dumps(json.dumps(v)) + "\n",
    "python": lambda v: repr(v) + "\n",
}


def repeated_key(text, rng):
    """Writes the start of an object's entry twice: the first with another value."""
    found = list(re.finditer(r'(?m)^( *)("[^"\\]+"): ', text))
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start()] + f"{match[1]}{match[2]}: {rng.choice(['null', '0', '[]', '{}'])},\n" + text[match.start() :]


def trailing_comma(text, rng):
    """Adds a comma before a closing bracket."""
    places = [m.start() for m in re.finditer(r"(?<=[\w\"\]}])\s*[\]}]", text)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + "," + text[at:]


def missing_comma(text, rng):
    """Takes the comma at the end of a line."""
    places = [m.start() for m in re.finditer(r"(?m),$", text)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + text[at + 1 :]


def unescaped_quote(text, rng):
    """Puts a quote into a text."""
    places = [m.start() for m in re.finditer(r"(?<=[A-Za-z]) (?=[A-Za-z])", text)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + ' "' + text[at + 1 :]


JSON_TEXT = {
    "key-repeated": repeated_key,
    "trailing-comma": trailing_comma,
    "missing-comma": missing_comma,
    "unescaped-quote": unescaped_quote,
    "bad-escape": lambda t, r: t.replace(": \"", ": \"\\x", 1),
    "raw-tab": lambda t, r: t.replace(": \"", ": \"\t", 1),
    "single-quotes": lambda t, r: t.replace('"', "'"),
    "leading-zero": lambda t, r: re.sub(r": (\d)", r": 0\1", t, count=1),
    "infinity": lambda t, r: re.sub(r": \d+", ": Infinity", t, count=1),
    "block-comment": lambda t, r: t.replace("{", "{ /* note */", 1),
}
