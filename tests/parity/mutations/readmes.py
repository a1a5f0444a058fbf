"""README.md, as Python-Markdown and an HTML parser see it."""

import re

from cases import FAIL, PASS, add

from mutations.edits import append, both, create, delete, rewrite

README = "README.md"
MAIN = "https://raw.githubusercontent.com/DataDog/{repo}"
IMAGE = "\n## Pictures\n\n![x]({url})\n"


def heading(section, new):
    """Replaces the heading of a section, when it is written the usual way."""
    pattern = re.compile(rf"(?m)^## {section}[ \t]*$")
    return rewrite(
        README, lambda text: pattern.sub(lambda _: new, text, count=1) if len(pattern.findall(text)) == 1 else None
    )


def empty(section):
    """Puts another h2 right after a section's heading."""
    return heading(section, f"## {section}\n\n## Next\n")


def image(url, **options):
    """Adds an image whose address is made from the integration."""

    def apply(place):
        if place.text(README) is None:
            return False
        full = place.scratch.root.name
        target = url.format(repo=full, name=place.name, main=MAIN.format(repo=full))
        place.put(README, place.text(README).rstrip() + "\n" + IMAGE.format(url=target))

    return apply


def case(name, expect, rule, apply, **options):
    add("readmes", name, expect, rule and f"readme/{rule}", apply, **options)


case("deleted", FAIL, "missing-file", delete(README), kinds=("extras", "core"))
case("deleted-marketplace", PASS, "missing-file", delete(README), kinds="marketplace")
case("invalid-utf8", FAIL, None,
     lambda p: p.put(README, p.text(README).encode() + b"\xff\n") if p.text(README) else False)  # fmt: skip

for section in ("Overview", "Setup"):
    low = section.lower()
    case(f"{low}-renamed", FAIL, "missing-section", heading(section, "## Something"))
    case(f"{low}-lower-case", FAIL, "missing-section", heading(section, f"## {low}"))
    case(f"{low}-h3", FAIL, "missing-section", heading(section, f"### {section}"))
    case(f"{low}-colon", FAIL, "missing-section", heading(section, f"## {section}:"))
    case(f"{low}-indented", FAIL, "missing-section", heading(section, f" ## {section}"))
    case(f"{low}-attribute-list", FAIL, "missing-section", heading(section, f"## {section} {{#x}}"))
    case(f"{low}-in-comment", FAIL, "missing-section", heading(section, f"<!--\n## {section}\n-->"))
    case(f"{low}-in-div", FAIL, "missing-section", heading(section, f"<div>\n\n## {section}\n\n</div>"))
    case(f"{low}-in-code-block", FAIL, "missing-section", heading(section, f"text\n\n    ## {section}"))
    case(f"{low}-no-space", PASS, "missing-section", heading(section, f"##{section}"))
    case(f"{low}-closing-hashes", PASS, "missing-section", heading(section, f"## {section} ##"))
    case(f"{low}-setext", PASS, "missing-section", heading(section, f"\n{section}\n---"))
    case(f"{low}-setext-h1", FAIL, "missing-section", heading(section, f"\n{section}\n==="))
    case(f"{low}-html", PASS, "missing-section", heading(section, f"<h2>{section}</h2>\n\ntext"))
    case(f"{low}-bold", None, "missing-section", heading(section, f"## **{section}**"))
    case(f"{low}-half-emphasis", FAIL, "heading-markup", heading(section, f"## {section[:3]}*{section[3:]}*"))
    case(f"{low}-in-quote", PASS, "missing-section", heading(section, f"> ## {section}"))
    case(f"{low}-empty", FAIL, "empty-section", empty(section))
    case(f"{low}-then-h3", PASS, "empty-section", heading(section, f"## {section}\n\n### Next\n\n## Then\n"))
    case(f"{low}-then-comment", FAIL, "empty-section",
         heading(section, f"## {section}\n\n<!-- nothing -->\n\n## Next\n"))  # fmt: skip
    case(f"{low}-at-end", FAIL, "empty-section",
         rewrite(README, lambda t, s=section: re.sub(rf"(?m)^## {s}[ \t]*$", "## Other", t) + f"\n\n## {s}\n"
                 if re.search(rf"(?m)^## {s}[ \t]*$", t) else None))  # fmt: skip
    case(f"{low}-twice", PASS, "missing-section", append(README, f"\n## {section}\n\nMore.\n"))
    case(f"{low}-fence-comment", PASS, "missing-section", append(README, f"\n```shell\n## {low}\n```\n"))

for section in ("Support", "Uninstallation"):
    low = section.lower()
    case(f"{low}-renamed", PASS, "missing-section", heading(section, "## Something"), kinds=("extras", "core"))
    case(f"{low}-renamed-marketplace", FAIL, "missing-section", heading(section, "## Something"), kinds="marketplace")
    case(f"{low}-empty-marketplace", FAIL, "empty-section", empty(section), kinds="marketplace")
    case(f"{low}-empty", PASS, "empty-section", empty(section), kinds=("extras", "core"))

for name, extra, expect in [
    ("latin-1", "Café", PASS),
    ("u0100", "\u0100", PASS),
    ("u0101", "\u0101", FAIL),
    ("curly-quote", "It’s here", FAIL),
    ("dash-in-code", "```\na – b\n```", FAIL),
    ("definition", "[zz]: https://example.com/é€", FAIL),
    ("zero-width-space", "a\u200bb", FAIL),
]:
    kinds = ("extras", "core")
    case(f"non-ascii-{name}", expect, "non-ascii", append(README, f"\n{extra}\n"), kinds=kinds)
    case(f"non-ascii-{name}-marketplace", PASS, "non-ascii", append(README, f"\n{extra}\n"), kinds="marketplace")
case("byte-order-mark", FAIL, "non-ascii", rewrite(README, lambda t: "\ufeff" + t), kinds=("extras", "core"))

case("image-absent", FAIL, "image-missing", image("{main}/master/{name}/images/absent.png"))
case("image-absent-elsewhere", FAIL, "image-missing", image("{main}-docs/absent.png"))
case("image-other-host", PASS, "image-location", image("https://example.com/absent.png"))
case("image-relative", PASS, "image-location", image("images/absent.png"), kinds=("extras", "core"))
case("image-relative-marketplace", FAIL, "image-missing", image("images/absent.png"), kinds="marketplace")
case("image-blob-address", PASS, "image-location", image("https://github.com/DataDog/{repo}/blob/master/x.png"))
case("image-in-code", PASS, "image-missing",
     append(README, "\n`![x](https://raw.githubusercontent.com/DataDog/integrations-extras/a.png)`\n"))  # fmt: skip
case("image-html-no-src", FAIL, "image-no-src", append(README, '\n<img alt="x">\n'))
case("image-html-src", PASS, "image-location", append(README, '\n<img src="https://example.com/a.png">\n'))


def image_there(place):
    found = place.files("images/*.png")
    if not found:
        return False
    return image("{main}/master/{name}/" + found[0])(place)


def image_by_reference(place):
    if place.text(README) is None:
        return False
    url = MAIN.format(repo=place.scratch.root.name) + "/absent.png"
    place.put(README, place.text(README).rstrip() + f"\n\n![x][absent]\n\n[absent]: {url}\n")


case("image-present", PASS, "image-missing", image_there)
case("image-by-reference", FAIL, "image-missing", image_by_reference)
case("image-in-uninstallation", FAIL, "image-in-uninstallation",
     heading("Uninstallation", "## Uninstallation\n\n![x](https://example.com/a.png)\n"), kinds="marketplace")  # fmt: skip
case("image-after-uninstallation", PASS, "image-in-uninstallation",
     heading("Uninstallation", "## Uninstallation\n\ntext\n\n## More\n\n![x](https://example.com/a.png)\n"),
     kinds="marketplace")  # fmt: skip
case("image-in-uninstallation-elsewhere", PASS, "image-in-uninstallation",
     heading("Uninstallation", "## Uninstallation\n\n![x](https://example.com/a.png)\n"), kinds=("extras", "core"))  # fmt: skip
add("readmes", "is-a-folder", FAIL, "file/folder", both(delete(README), lambda p: p.make_directory(README)))
case("crlf", PASS, None, rewrite(README, lambda t: t.replace("\n", "\r\n") if "\r" not in t else None))
case("new", PASS, None, create(README, "# X\n\n## Overview\n\nText.\n\n## Setup\n\nText.\n"), kinds=("extras", "core"))
case("unknown-marked-section", FAIL, "unreadable-html", append(README, "\n<div>\n<![x y]>\n</div>\n"))
case("conditional-comment", PASS, "unreadable-html", append(README, "\n<div>\n<![endif]>\n</div>\n"))
