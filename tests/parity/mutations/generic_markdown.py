"""Accidents in the sections, markup and pictures of a README."""

import re

from cases import add

from mutations.generic import chance

README = "README.md"
HEADING = re.compile(r"(?m)^#{1,6} .*$")


def readme(name, change):
    """Maps the text; `change` gets it and chance."""
    full = f"sections~{name}"

    def apply(place):
        try:
            text = place.text(README)
        except UnicodeDecodeError:
            text = None
        new = None if text is None else change(text, chance(place, full), place)
        if new is None or new == text:
            return False
        place.put(README, new)
        return None

    add("readmes", full, None, None, apply, generic=True)


def heading(change, wanted=HEADING):
    """Maps one heading."""

    def apply(text, rng, place):
        found = list(wanted.finditer(text))
        if not found:
            return None
        match = rng.choice(found)
        return text[: match.start()] + change(match[0]) + text[match.end() :]

    return apply


REQUIRED = re.compile(r"(?m)^## (?:Overview|Setup)[ \t]*$")
CHANGES = {
    "dropped": lambda h: "",
    "deeper": lambda h: "#" + h,
    "higher": lambda h: h[1:],
    "no-space": lambda h: h.replace(" ", "", 1),
    "two-spaces": lambda h: h.replace(" ", "  ", 1),
    "tab": lambda h: h.replace(" ", "\t", 1),
    "no-break-space": lambda h: h.replace(" ", "\u00a0", 1),
    "escaped": lambda h: "\\" + h,
    "one-space-first": lambda h: " " + h,
    "three-spaces-first": lambda h: "   " + h,
    "four-spaces-first": lambda h: "    " + h,
    "tab-first": lambda h: "\t" + h,
    "upper-case": str.upper,
    "lower-case": str.lower,
    "closed": lambda h: h + " ##",
    "closed-without-space": lambda h: h + "##",
    "trailing-space": lambda h: h + "  ",
    "trailing-backslash": lambda h: h + "\\",
    "full-stop": lambda h: h + ".",
    "plural": lambda h: h + "s",
    "emoji": lambda h: h + " \U0001f600",
    "accent": lambda h: h + "\u0301",
    "bold": lambda h: re.sub(r"(?<= )(.*)", r"**\1**", h),
    "italic": lambda h: re.sub(r"(?<= )(.*)", r"_\1_", h),
    "code": lambda h: re.sub(r"(?<= )(.*)", r"`\1`", h),
    "link": lambda h: re.sub(r"(?<= )(.*)", r"[\1](#x)", h),
    "reference": lambda h: re.sub(r"(?<= )(.*)", r"[\1][1]", h),
    "anchor": lambda h: re.sub(r"(?<= )(.*)", r'<a name="x"></a>\1', h),
    "html": lambda h: re.sub(r"^## (.*)", r"<h2>\1</h2>", h),
    "html-upper-case": lambda h: re.sub(r"^## (.*)", r"<H2>\1</H2>", h),
    "html-attribute": lambda h: re.sub(r"^## (.*)", r'<h2 align="center">\1</h2>', h),
    "html-lines": lambda h: re.sub(r"^## (.*)", r"<h2>\n\1\n</h2>", h),
    "html-unclosed": lambda h: re.sub(r"^## (.*)", r"<h2>\1", h),
    "html-space": lambda h: re.sub(r"^## (.*)", r"<h2> \1 </h2>", h),
    "entity": lambda h: h.replace("e", "&#101;", 1),
    "named-entity": lambda h: h + "&nbsp;",
    "comment": lambda h: h + " <!-- x -->",
    "comment-before": lambda h: "<!-- x -->\n" + h,
    "in-comment": lambda h: f"<!-- {h} -->",
    "in-comment-lines": lambda h: f"<!--\n{h}\n-->",
    "in-open-comment": lambda h: f"<!--\n{h}\n",
    "in-fence": lambda h: f"```\n{h}\n```",
    "in-tilde-fence": lambda h: f"~~~\n{h}\n~~~",
    "after-open-fence": lambda h: f"```\n{h}",
    "in-quote": lambda h: "> " + h,
    "in-list": lambda h: "- " + h,
    "in-numbered-list": lambda h: "1. " + h,
    "in-list-below": lambda h: f"- item\n\n    {h}\n",
    "in-table": lambda h: f"| a |\n|---|\n| {h} |",
    "in-div": lambda h: f"<div>\n{h}\n</div>",
    "in-div-apart": lambda h: f"<div>\n\n{h}\n\n</div>",
    "in-markdown-div": lambda h: f'<div markdown="1">\n{h}\n</div>',
    "in-details": lambda h: f"<details>\n<summary>x</summary>\n\n{h}\n\n</details>",
    "after-open-div": lambda h: f"<div>\n\n{h}",
    "after-closing-div": lambda h: f"</div>\n\n{h}",
    "after-paragraph": lambda h: f"Text without a blank line\n{h}",
    "after-open-code": lambda h: f"Some `code\n{h}",
    "setext": lambda h: re.sub(r"^## (.*)", r"\n\1\n---", h),
    "setext-long": lambda h: re.sub(r"^## (.*)", r"\n\1\n--------", h),
    "setext-spaced": lambda h: re.sub(r"^## (.*)", r"\n\1\n- - -", h),
    "setext-after-paragraph": lambda h: re.sub(r"^## (.*)", r"Text\n\1\n---", h),
    "twice": lambda h: f"{h}\n\n{h}",
    "then-rule": lambda h: f"{h}\n\n---\n",
    "then-break": lambda h: f"{h}\n\n<br>\n",
    "then-list": lambda h: f"{h}\n- a\n",
    "then-same-level": lambda h: f"{h}\n{h.split(' ')[0]} Another\n",
    "no-blank-after": lambda h: h + "\nText right below",
    "definition-before": lambda h: f"[zz]: https://example.com\n{h}",
    "front-matter-before": lambda h: f"---\ntitle: x\n---\n{h}",
    "script": lambda h: f"<script>\n{h}\n</script>",
    "style": lambda h: f"<style>\n{h}\n</style>",
    "pre": lambda h: f"<pre>\n{h}\n</pre>",
    "instruction": lambda h: f"<?x\n{h}\n?>",
    "character-data": lambda h: f"<![CDATA[\n{h}\n]]>",
    "declaration": lambda h: f"<!DOCTYPE html>\n{h}",
}
for _name, _change in CHANGES.items():
    readme(f"heading-{_name}", heading(_change))
    readme(f"required-{_name}", heading(_change, REQUIRED))


def parts(text):
    """The text before the first h2, and each h2 with what follows."""
    return re.split(r"(?m)^(?=## )", text)


def whole_section(change):
    def apply(text, rng, place):
        head, *sections = parts(text)
        if len(sections) < 2:
            return None
        change(sections, rng.randrange(len(sections)), rng)
        return head + "".join(sections)

    return apply


def _drop(sections, at, rng):
    del sections[at]


def _empty(sections, at, rng):
    sections[at] = sections[at].split("\n", 1)[0] + "\n\n"


def _first(sections, at, rng):
    sections.insert(0, sections.pop(at))


def _last(sections, at, rng):
    sections.append(sections.pop(at))


def _double(sections, at, rng):
    sections.insert(at, sections[at])


def _quote(sections, at, rng):
    sections[at] = re.sub(r"(?m)^", "> ", sections[at]) + "\n\n"


def _indent(sections, at, rng):
    sections[at] = re.sub(r"(?m)^", "    ", sections[at]) + "\n\n"


def _comment(sections, at, rng):
    sections[at] = f"<!--\n{sections[at]}\n-->\n\n"


def _only_comment(sections, at, rng):
    sections[at] = sections[at].split("\n", 1)[0] + "\n\n<!-- later -->\n\n"


def _only_picture(sections, at, rng):
    sections[at] = sections[at].split("\n", 1)[0] + "\n\n![x](https://example.com/a.png)\n\n"


def _only_definition(sections, at, rng):
    sections[at] = sections[at].split("\n", 1)[0] + "\n\n[zz]: https://example.com\n\n"


def _only_rule(sections, at, rng):
    sections[at] = sections[at].split("\n", 1)[0] + "\n\n***\n\n"


def _only_html(sections, at, rng):
    sections[at] = sections[at].split("\n", 1)[0] + "\n\n<p></p>\n\n"


for _name, _change in [
    ("dropped", _drop), ("emptied", _empty), ("first", _first), ("last", _last), ("doubled", _double), ("quoted", _quote),
    ("indented", _indent), ("commented-out", _comment), ("only-comment", _only_comment), ("only-picture", _only_picture),
    ("only-definition", _only_definition), ("only-rule", _only_rule), ("only-html", _only_html),
]:  # fmt: skip
    readme(f"section-{_name}", whole_section(_change))
readme("all-sections-reversed", lambda t, r, p: parts(t)[0] + "".join(reversed(parts(t)[1:])))
readme("headings-deeper", lambda t, r, p: re.sub(r"(?m)^#", "##", t))
readme("headings-higher", lambda t, r, p: re.sub(r"(?m)^##", "#", t))

RAW = "https://raw.githubusercontent.com/DataDog"
INSERTED = {
    "picture": "![x](images/absent.png)",
    "picture-raw": "![x](" + RAW + "/{repo}/master/{name}/images/absent.png)",
    "picture-raw-main": "![x](" + RAW + "/{repo}/main/{name}/images/absent.png)",
    "picture-raw-commit": "![x](" + RAW + "/{repo}/0123abc/{name}/images/absent.png)",
    "picture-raw-other-name": "![x](" + RAW + "/{repo}/master/elsewhere/images/absent.png)",
    "picture-raw-other-repository": "![x](" + RAW + "/integrations/master/{name}/images/absent.png)",
    "picture-raw-lower-case": "![x](https://raw.githubusercontent.com/datadog/{repo}/master/{name}/images/absent.png)",
    "picture-raw-http": "![x](http://raw.githubusercontent.com/DataDog/{repo}/master/{name}/images/absent.png)",
    "picture-raw-query": "![x](" + RAW + "/{repo}/master/{name}/images/absent.png?raw=true)",
    "picture-raw-title": "![x](" + RAW + '/{repo}/master/{name}/images/absent.png "A title")',
    "picture-raw-angle": "![x](<" + RAW + "/{repo}/master/{name}/images/absent.png>)",
    "picture-raw-space": "![x](" + RAW + "/{repo}/master/{name}/images/an absent.png)",
    "picture-raw-parentheses": "![x](" + RAW + "/{repo}/master/{name}/images/absent(1).png)",
    "picture-raw-encoded": "![x](" + RAW + "/{repo}/master/{name}/images/ab%20sent.png)",
    "picture-raw-line-break": "![x](\n" + RAW + "/{repo}/master/{name}/images/absent.png)",
    "picture-raw-in-link": "[![x](" + RAW + "/{repo}/master/{name}/images/absent.png)](https://example.com)",
    "picture-raw-in-table": "| a |\n|---|\n| ![x](" + RAW + "/{repo}/master/{name}/images/absent.png) |",
    "picture-raw-in-comment": "<!-- ![x](" + RAW + "/{repo}/master/{name}/images/absent.png) -->",
    "picture-raw-in-fence": "```\n![x](" + RAW + "/{repo}/master/{name}/images/absent.png)\n```",
    "picture-raw-indented": "    ![x](" + RAW + "/{repo}/master/{name}/images/absent.png)",
    "picture-raw-escaped": "\\![x](" + RAW + "/{repo}/master/{name}/images/absent.png)",
    "picture-raw-reference": "![x][zz]\n\n[zz]: " + RAW + "/{repo}/master/{name}/images/absent.png",
    "picture-raw-shortcut": "![zz]\n\n[zz]: " + RAW + "/{repo}/master/{name}/images/absent.png",
    "picture-raw-undefined": "![x][zzz]",
    "picture-raw-html": '<img src="' + RAW + '/{repo}/master/{name}/images/absent.png">',
    "picture-raw-html-single": "<img src='" + RAW + "/{repo}/master/{name}/images/absent.png' width=5>",
    "picture-raw-html-upper-case": '<IMG SRC="' + RAW + '/{repo}/master/{name}/images/absent.png"/>',
    "picture-raw-html-block": '<p align="center">\n  <img src="' + RAW + '/{repo}/master/{name}/images/absent.png">\n</p>',
    "picture-html-no-src": "<img alt='x'>",
    "picture-html-data-src": "<img data-src='a.png'>",
    "picture-html-empty-src": "<img src=''>",
    "picture-html-no-value": "<img src>",
    "picture-element": "<picture><source srcset='a.png'><img src='https://example.com/a.png'></picture>",
    "picture-folder": "![x](" + RAW + "/{repo}/master/{name}/images/)",
    "picture-empty": "![x]()",
    "picture-data": "![x](data:image/png;base64,AAAA)",
    "picture-dot": "![x](./images/absent.png)",
    "picture-up": "![x](../{name}/images/absent.png)",
    "picture-root": "![x](/{name}/images/absent.png)",
    "latin": "é ñ ü",
    "dash": "a – b",
    "quotes": "“a”",
    "ellipsis": "a…",
    "arrow": "a → b",
    "bullet": "• a",
    "trademark": "A™ and A®",
    "no-break-space": "a\u00a0b",
    "soft-hyphen": "a\u00adb",
    "checkmark": "✓",
    "chinese": "中文",
    "entity": "&rarr; &#8217; &#x2019;",
    "open-fence": "```shell\n# comment",
    "open-comment": "<!-- open",
    "open-div": "<div>",
    "closing-div": "</div>",
    "open-bracket": "[x](https://example.com",
    "bad-tag": "<a b c",
    "unknown-tag": "<AGENT_URL> and <your-key>",
    "less-than": "a < b > c <3",
    "marked-section": "<![x]>",
    "instruction": "<?php echo 1 ?>",
    "ampersand": "a & b &copy &unknown;",
    "footnote": "a[^1]\n\n[^1]: b",
    "null": "a\0b",
    "form-feed": "a\fb",
}  # fmt: skip


def inserted(snippet):
    """Puts a paragraph between two others."""

    def apply(text, rng, place):
        places = [m.end() for m in re.finditer(r"\n\n", text)]
        if not places:
            return None
        at = rng.choice(places)
        new = snippet.replace("{repo}", place.scratch.root.name).replace("{name}", place.name)
        return f"{text[:at]}{new}\n\n{text[at:]}"

    return apply


for _name, _snippet in INSERTED.items():
    readme(f"with-{_name}", inserted(_snippet))


def picture_renamed(place):
    """Renames a picture that the README may show."""
    found = place.files("images/*.png")
    if not found:
        return False
    path = chance(place, "picture").choice(found)
    return None if place.rename(path, path[:-4] + "_2.png") else False


def picture_upper_case(place):
    found = place.files("images/*.png")
    return None if found and place.rename(found[0], found[0][:-3] + "PNG") else False


add("readmes", "sections~picture-renamed", None, None, picture_renamed, generic=True)
add("readmes", "sections~picture-extension-upper-case", None, None, picture_upper_case, generic=True)
add("readmes", "sections~pictures-gone", None, None,
    lambda p: None if p.remove_tree("images") else False, generic=True)  # fmt: skip
