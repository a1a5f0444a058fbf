use super::outline::{Link, Reference};
use super::pymd::Following;
use super::{Outline, PyView};
use crate::text::Span;

const README: &str = "\
# Agent Check: Sample

## Overview

Reads [queue][1] figures from the *broker*, see <https://example.com/a?b=c>.
![Dashboard](https://example.com/images/board.png \"Board\")

## Setup

### Installation

[![badge](badge.svg)][2] and [the docs](<docs page.md>) or [Troubleshooting](#troubleshooting)

```yaml
## Not a heading
instances: []
```

<!-- a comment
on two lines -->

### `conf.yaml` & co.

Setup
-----

See [9][9], [label][] and [1].

[1]: https://example.com/queue 'Queue'
[2]: <https://example.com/badge page>
[1]: https://example.com/other
[unused]:
  https://example.com/none
";

fn slice(span: Span) -> &'static str {
    span.slice(README)
}

#[test]
fn headings_have_text_place_and_anchor() {
    let outline = Outline::parse(README);
    let seen: Vec<_> = outline
        .headings
        .iter()
        .zip(outline.slugs())
        .map(|(h, slug)| {
            (
                h.level,
                h.text.as_str(),
                slug.as_str(),
                slice(h.span),
                slice(h.title_span),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (
                1,
                "Agent Check: Sample",
                "agent-check-sample",
                "# Agent Check: Sample",
                "Agent Check: Sample"
            ),
            (2, "Overview", "overview", "## Overview", "Overview"),
            (2, "Setup", "setup", "## Setup", "Setup"),
            (
                3,
                "Installation",
                "installation",
                "### Installation",
                "Installation"
            ),
            (
                3,
                "conf.yaml & co.",
                "confyaml--co",
                "### `conf.yaml` & co.",
                "`conf.yaml` & co."
            ),
            (2, "Setup", "setup-1", "Setup\n-----", "Setup"),
        ]
    );
}

#[test]
fn sections_end_at_a_heading_of_their_rank() {
    let outline = Outline::parse(README);
    let setup = outline.heading_for_anchor("Setup").unwrap();
    let text = outline.section_text(README, setup);
    assert!(text.starts_with("\n\n### Installation"), "{text:?}");
    assert!(text.ends_with("`conf.yaml` & co.\n\n"), "{text:?}");
    let whole = outline.section(0, README.len());
    assert_eq!(whole.slice(README), README);
    assert_eq!(outline.heading_for_anchor("nowhere"), None);
}

fn places(link: &Link) -> (Option<&'static str>, Option<&'static str>) {
    (link.destination_span.map(slice), link.id_span.map(slice))
}

#[test]
fn links_know_where_address_and_id_are_written() {
    let outline = Outline::parse(README);
    let links = outline.links.iter().filter(|link| !link.image);
    let seen: Vec<_> = links
        .map(|l| (l.text.as_str(), l.destination.as_str(), places(l)))
        .collect();
    let auto = "https://example.com/a?b=c";
    let queue = "https://example.com/queue";
    let badge = "https://example.com/badge page";
    let anchor = "#troubleshooting";
    assert_eq!(
        seen,
        [
            ("queue", queue, (None, Some("1"))),
            (auto, auto, (Some(auto), None)),
            ("badge", badge, (None, Some("2"))),
            ("the docs", "docs page.md", (Some("docs page.md"), None)),
            ("Troubleshooting", anchor, (Some(anchor), None)),
            ("1", queue, (None, Some("1"))),
        ]
    );
    assert_eq!(outline.links[0].reference, Reference::Id("1".into()));
    assert_eq!(outline.links[1].reference, Reference::Autolink);
}

#[test]
fn images_know_where_their_address_is_written() {
    let outline = Outline::parse(README);
    let images = outline.links.iter().filter(|link| link.image);
    let seen: Vec<_> = images
        .map(|i| (i.text.as_str(), places(i).0, slice(i.span)))
        .collect();
    let board = "https://example.com/images/board.png";
    let whole = "![Dashboard](https://example.com/images/board.png \"Board\")";
    assert_eq!(
        seen,
        [
            ("Dashboard", Some(board), whole),
            ("badge", Some("badge.svg"), "![badge](badge.svg)"),
        ]
    );
}

#[test]
fn addresses_are_found_behind_misleading_text() {
    let text = "[a `](x)` *b*](c) ![d [e](f)](g) [h](<i(> 'j') [k](l(m)n) [](o) [p](\\q) [r]()";
    let outline = Outline::parse(text);
    let spans: Vec<_> = outline.links.iter().map(|l| l.destination_span).collect();
    let spans: Vec<_> = spans.into_iter().map(|s| s.unwrap().slice(text)).collect();
    assert_eq!(spans, ["c", "g", "f", "i(", "l(m)n", "o", "\\q", ""]);
}

#[test]
fn definitions_tell_duplicates_and_unused_ones() {
    let outline = Outline::parse(README);
    let seen: Vec<_> = outline
        .definitions
        .iter()
        .map(|d| {
            assert_eq!(slice(d.id_span), d.id);
            assert_eq!(slice(d.destination_span), d.destination);
            (
                d.id.as_str(),
                d.title.as_deref(),
                d.duplicate,
                d.used,
                slice(d.span),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (
                "1",
                Some("Queue"),
                false,
                true,
                "[1]: https://example.com/queue 'Queue'"
            ),
            (
                "2",
                None,
                false,
                true,
                "[2]: <https://example.com/badge page>"
            ),
            ("1", None, true, false, "[1]: https://example.com/other"),
            (
                "unused",
                None,
                false,
                false,
                "[unused]:\n  https://example.com/none"
            ),
        ]
    );
    assert_eq!(
        outline.definition("1").unwrap().destination,
        "https://example.com/queue"
    );
    let undefined: Vec<_> = outline
        .undefined
        .iter()
        .map(|u| (u.id.as_str(), slice(u.span)))
        .collect();
    assert_eq!(undefined, [("9", "[9][9]"), ("label", "[label][]")]);
}

#[test]
fn definitions_are_found_in_lists_and_quotes_but_not_in_text_or_code() {
    let text = "- [a]: x\n- item\n\n> [b]: y\n\ntext\n[c]: z\n\n```\n[d]: w\n```\n\n    [e]: v\n\n1. [f](u)\n";
    let outline = Outline::parse(text);
    let ids: Vec<_> = outline.definitions.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
}

#[test]
fn code_blocks_and_comments_have_their_places() {
    let outline = Outline::parse(README);
    let [code] = outline.fences.as_slice() else {
        panic!("one code block")
    };
    assert_eq!(code.info, "yaml");
    assert_eq!(
        slice(code.span),
        "```yaml\n## Not a heading\ninstances: []\n```"
    );
    assert!(outline.in_code(README.find("## Not").unwrap()));
    assert!(!outline.in_code(README.find("## Setup").unwrap()));
    let comments: Vec<_> = outline.comments.iter().map(|c| slice(*c)).collect();
    assert_eq!(comments, ["<!-- a comment\non two lines -->"]);
    let text = "text <!-- in --> text\n\n<!-- one --><!-- two -->\n\n<!-- open\nrest";
    let comments = Outline::parse(text).comments;
    let comments: Vec<_> = comments.iter().map(|c| c.slice(text)).collect();
    assert_eq!(
        comments,
        [
            "<!-- in -->",
            "<!-- one -->",
            "<!-- two -->",
            "<!-- open\nrest"
        ]
    );
}

/// The two views differ where the converters do: a shell comment in a fence is a heading for ddev.
#[test]
fn the_views_differ_in_fenced_code() {
    let view = PyView::parse(README);
    let names: Vec<_> = view
        .headings
        .iter()
        .filter_map(|h| h.text.as_deref())
        .collect();
    assert_eq!(
        names,
        [
            "Agent Check: Sample",
            "Overview",
            "Setup",
            "Installation",
            "Not a heading",
            "conf.yaml & co.",
            "Setup"
        ]
    );
    let setup: Vec<_> = view
        .sections("Setup")
        .map(|(_, h)| (slice(h.span), h.followed_by))
        .collect();
    assert_eq!(
        setup,
        [
            ("## Setup", Following::Something),
            ("Setup\n-----", Following::Something)
        ]
    );
}

/// A small generator with a seed, so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

fn char_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn check_spans(text: &str) {
    let ok = |span: Span| {
        let head: String = text.chars().take(500).collect();
        assert!(span.start <= span.end, "{span:?} in {head:?}");
        assert!(text.get(span.range()).is_some(), "{span:?} in {head:?}");
    };
    let outline = Outline::parse(text);
    for h in &outline.headings {
        [h.span, h.title_span].into_iter().for_each(ok);
    }
    for l in &outline.links {
        [Some(l.span), l.destination_span, l.id_span]
            .into_iter()
            .flatten()
            .for_each(ok);
    }
    for d in &outline.definitions {
        [d.span, d.id_span, d.destination_span]
            .into_iter()
            .for_each(ok);
    }
    outline.code_blocks.iter().for_each(|c| ok(*c));
    outline.comments.iter().for_each(|c| ok(*c));
    outline.undefined.iter().for_each(|u| ok(u.span));
    let view = PyView::parse(text);
    view.headings.iter().for_each(|h| ok(h.span));
    for i in &view.images {
        ok(i.span);
        ok(i.src_span);
        assert!(i.under_h2.is_none_or(|h| view.headings[h].level == 2));
    }
}

#[test]
fn spans_are_valid_in_damaged_texts() {
    let pieces = [
        README,
        "é\t## Ünï\r\n> ![ä][ö]\r\n[ö]: ü.png\r\n\u{2}x\u{3}",
        "<div>\n<img src='é.png'>\n</div>é <h2>É</h2> <!-- é\n",
        "- a\n    - ## b\n\n      `` ` ``\n1. **_c_***\n\\`é\\*![x](é \"(\") <a é='1'>&eacute; &#x;",
    ];
    let mut random = Random(0x5eed);
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..=random.below(4) {
            let piece = pieces[random.below(pieces.len())];
            let start = char_boundary(piece, random.below(piece.len()));
            let end = char_boundary(piece, start + random.below(piece.len() - start + 1));
            text.push_str(&piece[start..end.max(start)]);
        }
        check_spans(&text);
    }
}

/// Each of these takes hours with an algorithm that goes back over the text for every sign.
#[test]
fn hostile_texts_are_read_in_one_go() {
    let repeated = [
        "#",
        "# \n",
        "> ",
        ">",
        "[",
        "![",
        "[a](",
        "[a][",
        "](",
        "![a](",
        "[a]: b\n",
        "[a]: b (\n",
        "`",
        "``` `",
        "*",
        "*a ",
        "_a_",
        "**a*",
        "<",
        "<a ",
        "<a b='",
        "<a b=\"'",
        "</a",
        "<!--",
        "<!-- -->",
        "<?",
        "\n<?",
        "<b><!-- -->",
        "<div>",
        "\n<div>",
        "</div>",
        "<h2>",
        "&#",
        "&#x;",
        "&a",
        "<![CDATA[",
        "\n<![CDATA[]",
        "- ",
        "* + ",
        "- a\n",
        "- a\n    ",
        "    - a\n",
        "1. ",
        "\\",
        "\\`",
        "a\n=\n",
        "---\n",
        "- - -\n",
        "\t",
        " ",
        "<br/>",
        "<br>",
        "(\"",
        "[a](\"",
        "\n\n",
        "> - ",
        "> a\n\n",
        "\r",
        "é",
        "~~~\n",
        "|",
        "<script>",
        "<img>",
        "[a]\n",
        "[a\n",
        "<![a",
        "<a@",
        "\n</x",
        "![a ",
    ];
    for unit in repeated {
        let mut text = unit.repeat(50_000 / unit.len());
        check_spans(&text);
        text.push_str(")>\"'--]]]>\n\n## End\n");
        check_spans(&text);
    }
    check_spans(&"x ".repeat(400_000));
}
