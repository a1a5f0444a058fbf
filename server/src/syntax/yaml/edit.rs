//! Edits that keep YAML valid and leave comments and style alone: a pair or item more
//! or less, another key, another scalar. For trees without syntax errors.

use super::breaks::BREAKS;
pub use super::quote::quote;
use super::quote::{escape, needs_escape};
use super::{YamlKind, YamlNode, YamlStyle};
use crate::text::{Span, TextEdit, line_ending};

/// One step of indentation: that of the first indented line that is no comment, two
/// spaces when there is none.
#[must_use]
pub fn indent_unit(text: &str) -> &str {
    text.lines()
        .map(|line| (line, line.len() - line.trim_start_matches(' ').len()))
        .find(|&(line, blank)| blank > 0 && blank < line.len() && line.as_bytes()[blank] != b'#')
        .map_or("  ", |(line, blank)| &line[..blank])
}

/// A text in the quotes of a node where it has some.
fn in_style_of(node: &YamlNode, text: &str) -> String {
    match node.style() {
        YamlStyle::DoubleQuoted => format!("\"{}\"", escape(text)),
        YamlStyle::SingleQuoted if !text.chars().any(needs_escape) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        _ => quote(text, in_flow(node)).into_owned(),
    }
}

fn in_flow(node: &YamlNode) -> bool {
    node.parent().is_some_and(|parent| parent.is_flow())
}

/// Gives the key of a pair another text, in the same quotes. `None` for items and for keys
/// that are aliases or collections.
#[must_use]
pub fn rename_key(node: YamlNode, name: &str) -> Option<TextEdit> {
    let key = node.key_node()?;
    let scalar = !matches!(
        key.kind(),
        YamlKind::Alias | YamlKind::Mapping | YamlKind::Sequence
    );
    scalar.then(|| TextEdit::replace(key.span(), in_style_of(&key, name)))
}

/// Puts a text in the place of a value, in the quotes of the old one where it is a scalar.
#[must_use]
pub fn set_text(node: YamlNode, text: &str) -> TextEdit {
    set_raw(node, &in_style_of(&node, text))
}

/// Puts YAML on one line, such as `true`, in the place of a value.
#[must_use]
pub fn set_raw(node: YamlNode, value: &str) -> TextEdit {
    let span = value_span(&node);
    let glued = span.start > 0 && !node.text()[..span.start as usize].ends_with([' ', '\n']);
    let blank = if glued && is_block_style(&node) {
        " "
    } else {
        ""
    };
    TextEdit::replace(with_blanks(node.text(), span), format!("{blank}{value}"))
}

/// Of a value that is not there, the blanks up to the end of its line too.
fn with_blanks(text: &str, span: Span) -> Span {
    let rest = &text[span.end as usize..];
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    let ends_line = rest[blank..].is_empty() || rest[blank..].starts_with(BREAKS);
    if span.is_empty() && ends_line {
        Span::new(span.start as usize, span.end as usize + blank)
    } else {
        span
    }
}

/// The value follows a colon or dash that wants a blank behind it.
fn is_block_style(node: &YamlNode) -> bool {
    node.is_missing() || value_span(node) != node.span()
}

/// Bytes of a value; of a block collection below its key, from the colon on.
fn value_span(node: &YamlNode) -> Span {
    let span = node.span();
    let Some(key) = node.key_span().filter(|_| node.style() == YamlStyle::Block) else {
        return span;
    };
    let between = Span::new(key.end as usize, span.start as usize).slice(node.text());
    let Some(colon) = between.find(':').filter(|_| between.trim() == ":") else {
        return span;
    };
    Span {
        start: key.end + colon as u32 + 1,
        ..span
    }
}

/// Deletes a pair or item: of a block its lines with the comments on them, in brackets
/// with its comma. Comments on lines of their own stay. The last one leaves `{}` or `[]`.
#[must_use]
pub fn remove(node: YamlNode) -> TextEdit {
    let text = node.text();
    let Some(parent) = node.parent() else {
        return TextEdit::delete(node.span());
    };
    let before = previous(&node);
    if before.is_none() && node.next().is_none() {
        let empty = if parent.is_sequence() { "[]" } else { "{}" };
        return set_raw(parent, empty);
    }
    let own = node.member_span();
    if parent.is_flow() {
        let span = match (node.next(), before) {
            (Some(next), _) => Span {
                end: next.member_span().start,
                ..own
            },
            (None, Some(before)) => Span {
                start: before.member_span().end,
                ..own
            },
            (None, None) => own,
        };
        return TextEdit::delete(span);
    }
    let start = block_start(&node);
    let end = line_end(text, own.end as usize);
    let after = end + line_break(&text[end..]);
    let line = line_start(text, start);
    if text[line..start].trim().is_empty() {
        if after == end {
            // The last line has no break of its own: take the one before.
            let before = &text[..line];
            let last = before.chars().next_back().map_or(0, char::len_utf8);
            let one = if before.ends_with("\r\n") { 2 } else { last };
            return TextEdit::delete(Span::new(line - one, end));
        }
        return TextEdit::delete(Span::new(line, after));
    }
    // It shares its line with the dash or the key of what holds it.
    let rest = &text[after..];
    let blank = rest.len() - rest.trim_start_matches([' ', '\n', '\r']).len();
    TextEdit::delete(Span::new(start, after + blank))
}

/// Adds a pair at the end of a mapping, or as the first of one where nothing is written
/// yet. `value` is what follows the colon; its further lines are indented relative to the
/// key, and one that begins with a line break is a block below the key.
#[must_use]
pub fn insert_pair(mapping: YamlNode, key: &str, value: &str) -> TextEdit {
    let mapping = mapping.value();
    let name = quote(key, mapping.is_flow());
    let blank = if value.is_empty() || value.starts_with('\n') {
        ""
    } else {
        " "
    };
    insert(mapping, &format!("{name}:{blank}{value}"))
}

/// Adds an item at the end of a list, or as the first of one where nothing is written
/// yet. Further lines of `value` are indented relative to its first one.
#[must_use]
pub fn insert_item(sequence: YamlNode, value: &str) -> TextEdit {
    let sequence = sequence.value();
    let stays_flow = sequence.children().next().is_some() || in_flow(&sequence);
    if sequence.is_flow() && stays_flow {
        return insert(sequence, value);
    }
    insert(sequence, &format!("- {}", value.replace('\n', "\n  ")))
}

fn insert(container: YamlNode, piece: &str) -> TextEdit {
    let text = container.text();
    let newline = line_ending(text);
    let lines = |indent: &str| indented(piece, newline, indent);
    let Some(last) = container.children().last() else {
        let span = container.span();
        let Some(place) = container.parent().map(|_| container) else {
            // A text without any value: behind its comments.
            let glue = if text.is_empty() || text.ends_with(BREAKS) {
                ""
            } else {
                newline
            };
            let end = if container.is_flow() {
                span
            } else {
                Span::at(text.len())
            };
            let glue = if container.is_flow() { "" } else { glue };
            return TextEdit::replace(end, format!("{glue}{}{newline}", lines("")));
        };
        if container.is_flow() && in_flow(&container) {
            let interior = Span::new(span.start as usize + 1, span.end as usize - 1);
            return TextEdit::replace(interior, piece);
        }
        let unit = indent_unit(text);
        return match place.key_span() {
            Some(key) => {
                let indent = format!("{}{unit}", column(text, key.start as usize));
                let start = text[..span.start as usize].trim_end_matches(' ').len();
                let block = format!("{newline}{indent}{}", lines(&indent));
                if container.is_missing() {
                    // A comment behind the colon stays on its line.
                    return TextEdit::insert(line_end(text, start), block);
                }
                TextEdit::replace(Span::new(start, span.end as usize), block)
            }
            None => {
                let glued = text[..span.start as usize].ends_with('-');
                let blank = if glued { " " } else { "" };
                let indent = column(text, span.start as usize + blank.len());
                let span = with_blanks(text, span);
                TextEdit::replace(span, format!("{blank}{}", lines(&indent)))
            }
        };
    };
    let end = last.member_span().end as usize;
    if container.is_flow() {
        let start = container
            .children()
            .next()
            .unwrap_or(last)
            .member_span()
            .start as usize;
        let line = line_start(text, start);
        let own_line = line > 0 && text[line..start].trim().is_empty();
        return if own_line {
            let indent = &text[line..start];
            TextEdit::insert(end, format!(",{newline}{indent}{}", lines(indent)))
        } else {
            TextEdit::insert(end, format!(", {piece}"))
        };
    }
    let indent = column(text, block_start(&last));
    let at = line_end(text, end);
    TextEdit::insert(at, format!("{newline}{indent}{}", lines(&indent)))
}

/// Lines with an indentation before all but the first and the empty ones.
fn indented(piece: &str, newline: &str, indent: &str) -> String {
    let mut out = String::with_capacity(piece.len());
    for (number, line) in piece.split('\n').enumerate() {
        if number > 0 {
            out.push_str(newline);
            if !line.is_empty() {
                out.push_str(indent);
            }
        }
        out.push_str(line);
    }
    out
}

/// The pair or item before.
fn previous<'a>(node: &YamlNode<'a>) -> Option<YamlNode<'a>> {
    node.parent()?.children().take_while(|s| s != node).last()
}

/// Where a pair or item of a block begins: at its `-` or `?` where it has one.
fn block_start(node: &YamlNode) -> usize {
    let text = node.text();
    let (from, mark) = match (previous(node), node.parent()) {
        (Some(before), _) => (before.member_span().end as usize, true),
        (None, Some(parent)) => (parent.span().start as usize, true),
        (None, None) => (0, false),
    };
    let start = node.member_span().start as usize;
    if !mark || from > start {
        return start;
    }
    let wanted = if node.key_span().is_some() {
        b'?'
    } else {
        b'-'
    };
    let bytes = text.as_bytes();
    let mut at = from;
    while at <= start && at < bytes.len() {
        let fresh = at == 0 || bytes[at - 1].is_ascii_whitespace() || at == from;
        match bytes[at] {
            b'#' if fresh => at = line_end(text, at),
            byte if byte == wanted
                && fresh
                && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace) =>
            {
                return at;
            }
            _ => at += 1,
        }
    }
    start
}

/// As many blanks as there are characters before an offset on its line.
fn column(text: &str, offset: usize) -> String {
    let before = &text[line_start(text, offset)..offset.min(text.len())];
    " ".repeat(before.chars().count())
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())]
        .rfind(BREAKS)
        .map_or(0, |at| text.ceil_char_boundary(at + 1))
}

fn line_end(text: &str, offset: usize) -> usize {
    text[offset..]
        .find(BREAKS)
        .map_or(text.len(), |at| offset + at)
}

/// Length of the line break at the start of a text.
fn line_break(text: &str) -> usize {
    match text.chars().next() {
        Some('\r') if text.starts_with("\r\n") => 2,
        Some(c) if BREAKS.contains(&c) => c.len_utf8(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::YamlTree;
    use crate::text::apply_edits;

    fn edited(text: &str, edit: impl Fn(YamlNode) -> TextEdit) -> String {
        let tree = YamlTree::parse(text);
        assert_eq!(tree.errors(), [], "{text}");
        let out = apply_edits(text, &[edit(tree.root(text))]).unwrap();
        assert_eq!(YamlTree::parse(&out).errors(), [], "{out}");
        out
    }

    fn without(text: &str, path: &str) -> String {
        edited(text, |root| remove(root.pointer(path).unwrap()))
    }

    #[test]
    fn pairs_and_items_go_with_their_lines() {
        let text = "# top\na: 1  # one\n# about b\nb:\n  c: 2\n  d: |\n    x\n    y\nz:\n- 1\n- k: v\n  l: w\n- 3";
        assert_eq!(without(text, "a"), text.replace("a: 1  # one\n", ""));
        assert_eq!(
            without(text, "b/d"),
            text.replace("  d: |\n    x\n    y\n", "")
        );
        assert_eq!(
            without(text, "b"),
            text.replace("b:\n  c: 2\n  d: |\n    x\n    y\n", "")
        );
        assert_eq!(without(text, "z/0"), text.replace("- 1\n", ""));
        assert_eq!(without(text, "z/1"), text.replace("- k: v\n  l: w\n", ""));
        assert_eq!(without(text, "z/1/k"), text.replace("k: v\n  ", ""));
        assert_eq!(without(text, "z/2"), text.replace("\n- 3", ""));
        assert_eq!(without("a:\n  b: 1\nc: 2\n", "a/b"), "a: {}\nc: 2\n");
        assert_eq!(without("a:\n- b\n", "a/0"), "a: []\n");
        assert_eq!(without("a: {b: 1, c: [2, 3]}", "a/b"), "a: {c: [2, 3]}");
        assert_eq!(
            without("a: {b: 1, c: [2, 3]}", "a/c/1"),
            "a: {b: 1, c: [2]}"
        );
        assert_eq!(without("a: {b: 1}", "a/b"), "a: {}");
        let odd = "a: 1\u{2028}b: 2\u{85}c: 3";
        assert_eq!(without(odd, "b"), "a: 1\u{2028}c: 3");
        assert_eq!(without(odd, "c"), "a: 1\u{2028}b: 2");
    }

    #[test]
    fn pairs_are_added_at_the_end() {
        let add = |text: &str, path: &str, value: &str| {
            edited(text, |root| {
                insert_pair(root.pointer(path).unwrap(), "k", value)
            })
        };
        assert_eq!(add("a: 1 # c\n\n# d\n", "", "2"), "a: 1 # c\nk: 2\n\n# d\n");
        assert_eq!(
            add("a:\n  - b: |\n      x\n", "a/0", "\n  - 1"),
            "a:\n  - b: |\n      x\n    k:\n      - 1\n"
        );
        assert_eq!(
            add("a: {}\nb:\n    c: 1", "a", "2"),
            "a:\n    k: 2\nb:\n    c: 1"
        );
        assert_eq!(add("a: # c\nb: 1", "a", "2"), "a: # c\n  k: 2\nb: 1");
        assert_eq!(add("- \n- x", "0", "2"), "- k: 2\n- x");
        assert_eq!(add("-\n- x", "0", "2"), "- k: 2\n- x");
        assert_eq!(add("a: {b: 1}", "a", "2"), "a: {b: 1, k: 2}");
        assert_eq!(add("[{}]", "0", "2"), "[{k: 2}]");
        assert_eq!(add("# c", "", "2"), "# c\nk: 2\n");
        assert_eq!(add("{}", "", "2"), "k: 2\n");
        assert_eq!(add("a: {\n  b: 1\n}", "a", "2"), "a: {\n  b: 1,\n  k: 2\n}");
    }

    #[test]
    fn items_are_added_at_the_end() {
        let add = |text: &str, value: &str| {
            edited(text, |root| insert_item(root.get("a").unwrap(), value))
        };
        assert_eq!(
            add("a:\r\n- 1\r\nb: 2", "x: 1\ny: 2"),
            "a:\r\n- 1\r\n- x: 1\r\n  y: 2\r\nb: 2"
        );
        assert_eq!(add("a: [1, 2]", "3"), "a: [1, 2, 3]");
        assert_eq!(add("a: []\n", "3"), "a:\n  - 3\n");
        assert_eq!(add("a:\n", "3"), "a:\n  - 3\n");
        assert_eq!(
            add("a:\n  -  x:\n      - 1\n", "3"),
            "a:\n  -  x:\n      - 1\n  - 3\n"
        );
    }

    #[test]
    fn keys_and_values_keep_their_quotes() {
        let rename = |text: &str| {
            edited(text, |root| {
                rename_key(root.children().next().unwrap(), "it's").unwrap()
            })
        };
        assert_eq!(rename("a: 1"), "it's: 1");
        assert_eq!(rename("'a': 1"), "'it''s': 1");
        assert_eq!(rename("\"a\": 1"), "\"it's\": 1");
        let set =
            |text: &str, value: &str| edited(text, |root| set_text(root.get("a").unwrap(), value));
        assert_eq!(set("a: 'b' # c", "yes"), "a: 'yes' # c");
        assert_eq!(set("a: b # c", "yes"), "a: 'yes' # c");
        assert_eq!(set("a:\nb: 1", "x"), "a: x\nb: 1");
        assert_eq!(set("a:  \nb: 1", "x"), "a: x\nb: 1");
        assert_eq!(set("a:\n  c: 1\nb: 1", "x"), "a: x\nb: 1");
        assert_eq!(set("a: |\n  c\nb: 1", "x"), "a: x\nb: 1");
    }
}
