#!/usr/bin/env python3
"""Compares our reading of READMEs with Python-Markdown and Beautiful Soup.

ddev turns a README into HTML and looks at its headings and images; the module
`syntax::markdown::pymd` has to find the same ones. This script lets the real converter
read a set of texts, hands texts and results to the Rust test as a file of JSON lines
(INTEGRATIONS_LS_PYMD_CORPUS) and passes on the counts the test prints.

    readme_headings.py REPOSITORY... [--mutants N] [--seed S]   compare
    readme_headings.py --record FILE                            renew the committed cases

Needs the packages `markdown` and `beautifulsoup4` (an environment with ddev has both).
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

import markdown
from bs4 import BeautifulSoup

warnings.simplefilter("ignore")
ROOT = pathlib.Path(__file__).resolve().parents[2]
LEVELS = ["h1", "h2", "h3", "h4", "h5", "h6"]


def expected(text):
    """Headings and images the converter finds, or None when it gives up."""
    try:
        soup = BeautifulSoup(markdown.markdown(text), features="html.parser")
    except Exception:
        return None
    headings, images, last_h2 = [], [], None
    for tag in soup.find_all(True):
        if tag.name in LEVELS:
            after = tag.find_next()
            headings.append(
                {
                    "level": int(tag.name[1]),
                    "text": tag.text,
                    "single": tag.string is not None and tag.string == tag.text,
                    "nested": tag.find() is not None,
                    "next": None if after is None else after.name,
                }
            )
            if tag.name == "h2":
                last_h2 = len(headings) - 1
        elif tag.name == "img":
            images.append({"src": tag.attrs.get("src"), "under": last_h2})
    return {"headings": headings, "images": images}


FRAGMENTS = [
    "## Overview", "##Setup##", "Setup\n-----", "Overview\n===", " ## not a heading", "## Set\\up",
    "### Sub *part* `code`", "## **Setup**", "## Over*view*", "## [Setup](#setup)", "#", "#######",
    "```", "```shell", "~~~", "    ## code", "\t## code", "\\## x", "## a \\#", "## a \\",
    "<div>", "</div>", "<details>", "<details><summary>x</summary>", "</details>", "<h2>Setup</h2>",
    "<h2 class=\"a\">Overview", "</h2>", "<!-- note -->", "<!--", "-->", "text <!-- a --> text",
    "<p align=\"center\"><img src=\"images/a.png\"></p>", "<img src='b.png' alt=x />", "<br>", "<b>",
    "</b>", "<hr>", "<table><tr><td>", "</td></tr></table>", "<pre>", "</pre>", "<script>", "</script>",
    "<a href=\"x\">## Setup</a>", "<!DOCTYPE html>", "<?php", "?>", "<![CDATA[", "]]>", "</", "</>", "<",
    "- item", "* item\n* other", "1. one\n2. two", "- ## In a list", "  - nested", "    - nested",
    "    text", "        deep", "-   ", "+ plus\n\n    ## inner", "1. one\n\n    two\n\n    - three",
    "> quote", "> ## Quoted", ">", "> > deep", "> - list\n> ## head", "---", "***", "- - -", "___  _",
    "![alt](https://example.com/a.png)", "![alt][ref]", "![ref]", "![a](b.png \"title\")", "![x](<c d.png>)",
    "[![badge](d.svg)](https://example.com)", "`![no](e.png)`", "\\![no](f.png)", "![un(bal](g(1).png)",
    "![a](b 'c)", "![a](b \"c\" d)", "![a] (b)", "![a]\n[ref]", "![a](h_i_j.png) and *em* __st__ x_y_z",
    "[ref]: https://example.com/r.png", "[ref]: <s.png> 'T'", "[ref]:\n  t.png\n  \"title\"",
    "[Ref two]: u.png", "![Ref\ntwo]", "[1]: v.png\n[2]: w.png\ntext", "![z][1] ![y][2]", "&amp; &copy; &#39;",
    "## A &amp; B", "## Caf&eacute; &nope; &#x26;", "&#", "&#x;", "a & b", "**bold** text", "*a **b* c**",
    "***x*** y", "## ***x** y*", "## _under_score_", "## `a` b", "## a <b>b</b>", "## <!-- c --> Setup",
    "## Setup <!-- c -->", "## Setup {#id}", "{{< tabs >}}", "a  \nb", "\u00a0", "## Setup\u00a0",
    "| a | b |\n|---|---|\n| 1 | 2 |", "<https://example.com>", "<a@example.com>", "text <h2>Setup</h2> text",
    "text <img src=k.png> text", "<span>\n## x\n</span>", "<details>\n\n## Setup\n\n</details>", "\\*x\\* \\`y\\`",
    "## Setup\ntext", "text\n## Setup", "text\n---", "a\nb\n---", "`` a ` b ``", "`a", "``a`", "\\\\`a`",
]


def mutate(text, rng, others):
    """One text with a few small accidents in it."""
    lines = text.split("\n")
    for _ in range(rng.randint(1, 5)):
        i = rng.randrange(len(lines))
        kind = rng.randrange(15)
        if kind == 0:
            del lines[i : i + rng.randint(1, 4)]
        elif kind <= 4:
            lines[i:i] = rng.choice(FRAGMENTS).split("\n")
        elif kind == 5:
            other = rng.choice(others).split("\n")
            j = rng.randrange(len(other))
            lines[i:i] = other[j : j + rng.randint(1, 12)]
        elif kind == 6:
            lines[i] = " " * rng.randint(1, 8) + lines[i]
        elif kind == 7:
            lines[i] = lines[i].lstrip()
        elif kind == 8:
            lines[i] = rng.choice(["#", "##", "> ", "- ", "1. ", "\t", "* ", "`", "![", "<div>"]) + lines[i]
        elif kind == 9:
            lines[i] = lines[i] + rng.choice(["#", "  ", "`", "*", "]", ")", "</div>", "<", "\\", "-->", "\r"])
        elif kind == 10 and lines[i]:
            k = rng.randrange(len(lines[i]))
            lines[i] = lines[i][:k] + lines[i][k + 1 :]
        elif kind == 11 and lines[i]:
            k = rng.randrange(len(lines[i]))
            lines[i] = lines[i][:k] + rng.choice("#*_`[]()<>!&\\\"'-=\n \t") + lines[i][k:]
        elif kind == 12:
            lines[i:i] = [""]
        elif kind == 13:
            lines[i:i] = rng.choice(FRAGMENTS).split("\n") + [""]
        elif kind == 14:
            width = rng.randint(2, 5)
            for j in range(i, min(i + rng.randint(2, 10), len(lines))):
                lines[j] = " " * width + lines[j]
        if not lines:
            lines = [""]
    return "\n".join(lines)


def compose(rng):
    """A text made of fragments alone."""
    parts = []
    for _ in range(rng.randint(1, 10)):
        parts.append(rng.choice(["", "    ", "> ", "- "] + [""] * 8) + rng.choice(FRAGMENTS))
        parts.append(rng.choice(["\n", "\n\n", "\n\n\n", " ", ""]))
    return "".join(parts)


def record(path):
    """Renews the results in a file of cases, keeping the texts."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        lines.append(json.dumps({"text": case["text"], "expected": expected(case["text"])}, ensure_ascii=False))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("repositories", nargs="*", type=pathlib.Path)
    parser.add_argument("--mutants", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", type=pathlib.Path)
    args = parser.parse_args()
    if args.record:
        return record(args.record)
    rng = random.Random(args.seed)
    texts = []
    for repository in args.repositories:
        for path in sorted(repository.glob("*/README.md")):
            texts.append(path.read_text(encoding="utf-8"))
    plain = len(texts)
    for _ in range(args.mutants if plain else 0):
        texts.append(mutate(rng.choice(texts[:plain]), rng, texts[:plain]))
    texts.extend(compose(rng) for _ in range(args.mutants))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as corpus:
        for text in texts:
            corpus.write(json.dumps({"text": text, "expected": expected(text)}) + "\n")
    print(f"{plain} READMEs, {len(texts) - plain} made texts", flush=True)
    try:
        env = dict(os.environ, INTEGRATIONS_LS_PYMD_CORPUS=corpus.name)
        command = ["cargo", "test", "-q", "--lib", "agrees_with_python_markdown", "--", "--nocapture"]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
    finally:
        os.unlink(corpus.name)


if __name__ == "__main__":
    sys.exit(main())
