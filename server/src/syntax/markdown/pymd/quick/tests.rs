//! The quick reader against the stages, which are held to the real converter.

use super::super::PyView;
use crate::syntax::markdown::tail::Tail;
use crate::testing::random;
use serde_json::Value;

fn read(text: &str) -> Option<PyView> {
    super::read(text, &Tail::of(text))
}

/// Every text that the quick reader takes gets the view of the stages.
fn assert_quick_is_exact(text: &str) -> bool {
    let Some(quick) = read(text) else {
        return false;
    };
    let full = PyView::read(text, false);
    for (n, (a, b)) in quick.headings.iter().zip(&full.headings).enumerate() {
        assert_eq!(a, b, "heading {n} of {text:?}");
    }
    assert_eq!(quick, full, "{text:?}");
    true
}

/// Usual texts, from which edits lead to all kinds of near misses.
const USUAL: [&str; 4] = [
    "# Agent Check: Foo\n\n![Board][3]\n\n## Overview\n\nReads [queues][1] of `foo`.\n\n## Setup\n\n\
     ### Installation\n\n1. Edit `conf.yaml`:\n\n   ```yaml\n   # comment\n   a: <API_KEY>\n   ```\n\n\
     2. [Restart the Agent][2].\n\n    ![Picture][3]\n\n<!-- xxz tab xxx -->\n\n#### Host\n\n\
     | a | b |\n|---|---|\n| c | d |\n\n[1]: https://e.com/q\n[2]: https://e.com/r\n[3]: https://e.com/i.png\n",
    "Foo\n===\n\n[![Badge](b.svg)](https://e.com)\n\n## A\n[Run][1] it.\n\n- one\n- two\n    - three\n\n\
     ### `b` *c*\n\n```shell\n# not\necho <X>\n```\n\n    # code\n\n## D\n\n[1]: u\n",
    "<div class=\"alert\">\n<a href=\"u\">x</a>\n\n## In\n</div>\n\n## B\n\n> quoted\n> words\n\n---\n\n\
     ## C ##\n\n1. a\n\n    ```\n    # b\n    c\n    ```\n\n2. d\n\n### E\n<!-- c\nd -->\n\n## F\n\n![x](i.png)\n\n<script>\n# g\n<p>\n</script>\n",
    "## A\n## B\n\n<!-- one -->\n\n# c & d\n## E [T][1]\n\ntext <B> text\n* i\n* ![j][1]\n\n| <p> |\n\n#\n\n[1]: <v>\n",
];

const PIECES: [&str; 46] = [
    " ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "- ",
    "* ",
    "1. ",
    "#",
    "# ",
    "\n# T\n",
    "    # c\n",
    "---\n",
    "===\n",
    "> ",
    "`",
    "```\n",
    "[",
    "]",
    "(",
    ")",
    "![",
    "![a](b)",
    "[x][1]",
    "\n[1]: u\n",
    "]: ",
    "<",
    ">",
    "<b>",
    "</b>",
    "<p>",
    "<!-- c -->",
    "<!--",
    "-->",
    "&",
    "&amp;",
    "&#",
    "\\",
    "\"",
    "*",
    "\t",
    "\u{a0}",
    "<br>",
    "=",
    "\n<script>\n",
    "</script>\n",
];

#[test]
fn the_quick_reader_reads_what_the_stages_read() {
    let mut texts: Vec<String> = include_str!("../cases.jsonl")
        .lines()
        .map(|line| {
            let case: Value = serde_json::from_str(line).unwrap();
            case["text"].as_str().unwrap().to_owned()
        })
        .collect();
    for text in &texts {
        assert_quick_is_exact(text);
    }
    let doubtful = "![a][b] ![c][1]\n\n[b]:\n  c\n\n```\n[x]: y\n```\n\n[1]: d\n";
    for text in USUAL.into_iter().chain([doubtful]) {
        assert!(assert_quick_is_exact(text), "{text:?}");
        texts.extend(std::iter::repeat_n(text.to_owned(), 200));
    }
    let (mut any, mut taken) = (random(5), 0);
    for text in texts.iter().cycle().take(10_000) {
        let mut text = text.clone();
        for _ in 0..=any(3) {
            let at = text.floor_char_boundary(any(text.len() + 1));
            let end = text.floor_char_boundary((at + any(6)).min(text.len()));
            let line = text[..at].rfind('\n').map_or(0, |feed| feed + 1);
            match any(5) {
                0 => text.replace_range(at..end, ""),
                1 => text.truncate(at),
                2 => text.insert_str(line, PIECES[any(PIECES.len())]),
                _ => text.insert_str(at, PIECES[any(PIECES.len())]),
            }
        }
        taken += usize::from(assert_quick_is_exact(&text));
    }
    assert!(taken > 4_000, "{taken}");
}

/// Lines that may mean something else behind some other line.
const LINES: [&str; 68] = [
    "",
    "  ",
    "## Overview",
    "# A",
    "text",
    "more `code` here",
    "[1]: https://e.com",
    "[a b",
    "c]: x",
    "![alt](i.png)",
    "![alt",
    "more](i.png)",
    "![x][1]",
    "[![x](y)][1]",
    "[t](u [p)][1] ![x](y) )",
    "- item",
    "- ",
    "1. first",
    "2. second",
    "    indented",
    "        deep",
    "    # not",
    "        # deep",
    "  # two",
    "    - nested",
    "    ![p][1]",
    "---",
    "===",
    "--",
    "    ---",
    "***",
    "> quoted",
    "> # q",
    ">",
    "> - l",
    "<b>",
    "</b>",
    "<A_KEY>",
    "<!-- c -->",
    "<!-- c -->  ",
    "<!-- c --> 1. x",
    "<!-- c",
    "-->",
    "a <!-- d --> e",
    "<div>",
    "</div>",
    "| <p> |",
    "&amp;",
    "a\\",
    "# b\\",
    "# b \\# c #",
    "```",
    "\u{a0}",
    "\t# words",
    "\"title\"",
    "#",
    "### `T` [l](m)",
    "# [T][1]",
    "- # T",
    "[1]: x \"t\"",
    "[x][1] y",
    "<br>",
    "# c & d",
    "# <B> c",
    "<script>",
    "  <style a>",
    "</script>",
    "</style>",
];

#[test]
fn lines_in_any_order_are_read_as_the_stages_read_them() {
    let (mut any, mut taken) = (random(6), 0);
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..2 + any(14) {
            text += LINES[any(LINES.len())];
            text += ["\n", "\n", "\n", "\n\n", "\n\n", "\n\n\n", "\n \n", " "][any(8)];
        }
        taken += usize::from(assert_quick_is_exact(&text));
    }
    assert!(taken > 8_000, "{taken}");
}

#[test]
fn texts_whose_pieces_depend_on_each_other_are_left_to_the_stages() {
    for text in [
        " \n===\n",
        "# A\n\n<div>\n\n# B\n",
        "# A\n\n<!-- b\n\n# C\n",
        "# A\n\n<!-- b --> <br/>\n\n# C\n",
        "# A\n\n<a b=\"c>\n\n# D\" >\n",
        "# A\n\n<textarea>\n\n# B\n\n</textarea>\n",
        "# A\n\n<![CDATA[\n",
        "# A\n\n&#\n\n# B\n",
        "# A\n\na <!-- b\n\n<style>\n\n-->\n\n# C\n",
        "# A\n\na ` <!-- ` <style> -->\n\n# C\n",
        "# A\n\n<script>\n\n# B\n</b>\n",
        "# A\r\n\r\n# B\r\n",
    ] {
        assert_eq!(read(text), None, "{text:?}");
    }
}
