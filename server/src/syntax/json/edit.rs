//! Edits that keep JSON valid: a member or item more or less, with its comma, its
//! line and its indentation as the file has them. For trees without errors.

use super::{JsonKind, JsonNode};
use crate::text::{Span, TextEdit, line_ending};

/// One step of indentation: white space of the first indented line, two spaces when
/// no line is.
#[must_use]
pub fn indent_unit(text: &str) -> &str {
    text.lines()
        .map(|line| &line[..line.len() - line.trim_start().len()])
        .zip(text.lines())
        .find(|(blank, line)| !blank.is_empty() && blank.len() < line.len())
        .map_or("  ", |(blank, _)| blank)
}

/// A text as a JSON string literal.
#[must_use]
pub fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Deletes a member or item together with one comma.
#[must_use]
pub fn remove(node: JsonNode) -> TextEdit {
    let own = node.member_span();
    let Some(parent) = node.parent() else {
        return TextEdit::delete(own);
    };
    let before = || parent.children().take_while(|s| *s != node).last();
    let span = if let Some(next) = node.next() {
        Span {
            end: next.member_span().start,
            ..own
        }
    } else if let Some(before) = before() {
        Span {
            start: before.member_span().end,
            ..own
        }
    } else {
        interior(parent)
    };
    TextEdit::delete(span)
}

/// Adds a member to an object: after the last of its keys that come before the new one
/// in `order`, or first. `value` is JSON whose lines break at `\n` and are indented
/// relative to the member.
#[must_use]
pub fn insert_member(object: JsonNode, order: &[&str], key: &str, value: &str) -> TextEdit {
    let rank = |name: &str| order.iter().position(|known| *known == name);
    let own = rank(key).unwrap_or(usize::MAX);
    let before = object
        .children()
        .filter(|c| c.key().is_some_and(|k| rank(&k).is_some_and(|r| r < own)))
        .last();
    let before = if own == usize::MAX {
        object.children().last()
    } else {
        before
    };
    insert(object, before, &format!("{}: {value}", quote(key)))
}

/// Adds an item at the end of an array; `value` as for [`insert_member`].
#[must_use]
pub fn insert_item(array: JsonNode, value: &str) -> TextEdit {
    insert(array, array.children().last(), value)
}

fn insert(container: JsonNode, after: Option<JsonNode>, piece: &str) -> TextEdit {
    let text = container.text();
    let newline = line_ending(text);
    let Some(first) = container.children().next() else {
        let Some(outer) = line_indent(text, container.member_span().start as usize) else {
            return TextEdit::replace(interior(container), piece);
        };
        if !text.contains(['\n', '\r']) {
            return TextEdit::replace(interior(container), piece);
        }
        let inner = format!("{outer}{}", indent_unit(text));
        let piece = piece.replace('\n', &format!("{newline}{inner}"));
        let lines = format!("{newline}{inner}{piece}{newline}{outer}");
        return TextEdit::replace(interior(container), lines);
    };
    // Members on lines of their own get one; members side by side stay so.
    let start = first.member_span().start as usize;
    let own_line = line_indent(text, start)
        .filter(|indent| text[..start].ends_with(indent) && starts_line(text, start));
    let (separator, piece) = match own_line {
        Some(indent) => {
            let line = format!("{newline}{indent}");
            (line.clone(), piece.replace('\n', &line))
        }
        None => (" ".to_owned(), piece.replace('\n', newline)),
    };
    match after {
        Some(node) => {
            let end = node.member_span().end as usize;
            TextEdit::insert(end, format!(",{separator}{piece}"))
        }
        None => TextEdit::insert(start, format!("{piece},{separator}")),
    }
}

/// Between the brackets.
fn interior(container: JsonNode) -> Span {
    let span = container.span();
    let open = matches!(container.kind(), JsonKind::Object | JsonKind::Array);
    if open && span.len() >= 2 {
        Span {
            start: span.start + 1,
            end: span.end - 1,
        }
    } else {
        span
    }
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1)
}

fn starts_line(text: &str, offset: usize) -> bool {
    let start = line_start(text, offset);
    start > 0 && text[start..offset].trim().is_empty()
}

/// Indentation of the line that holds an offset.
fn line_indent(text: &str, offset: usize) -> Option<&str> {
    let line = text.get(line_start(text, offset)..offset)?;
    Some(&line[..line.len() - line.trim_start().len()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::json::JsonTree;
    use crate::text::apply_edits;

    fn edited(text: &str, edit: impl Fn(JsonNode) -> TextEdit) -> String {
        let tree = JsonTree::parse(text);
        assert_eq!(tree.errors(), []);
        let out = apply_edits(text, &[edit(tree.root(text))]).unwrap();
        assert_eq!(JsonTree::parse(&out).errors(), [], "{out}");
        out
    }

    #[test]
    fn members_go_with_their_comma() {
        let text = "{\n  \"a\": 1,\n  \"b\": [1, 2],\n  \"c\": {\"d\": 1}\n}";
        let without = |path: &str| edited(text, |root| remove(root.pointer(path).unwrap()));
        assert_eq!(without("/a"), "{\n  \"b\": [1, 2],\n  \"c\": {\"d\": 1}\n}");
        assert_eq!(without("/c"), "{\n  \"a\": 1,\n  \"b\": [1, 2]\n}");
        assert_eq!(
            without("/c/d"),
            "{\n  \"a\": 1,\n  \"b\": [1, 2],\n  \"c\": {}\n}"
        );
        assert_eq!(
            without("/b/1"),
            "{\n  \"a\": 1,\n  \"b\": [1],\n  \"c\": {\"d\": 1}\n}"
        );
    }

    #[test]
    fn members_come_at_their_customary_place_in_the_style_of_the_file() {
        let order = ["a", "b", "c"];
        let add = |text: &str, key: &str| {
            edited(text, |root| insert_member(root, &order, key, "{\n\t\n}"))
        };
        assert_eq!(
            add("{\r\n\t\"a\": 1,\r\n\t\"c\": 2\r\n}", "b"),
            "{\r\n\t\"a\": 1,\r\n\t\"b\": {\r\n\t\t\r\n\t},\r\n\t\"c\": 2\r\n}"
        );
        assert_eq!(
            add("{\n    \"b\": 1\n}", "a"),
            "{\n    \"a\": {\n    \t\n    },\n    \"b\": 1\n}"
        );
        assert_eq!(
            add("{\"a\": 1, \"x\": 2}", "z"),
            "{\"a\": 1, \"x\": 2, \"z\": {\n\t\n}}"
        );
        let one = edited("{\n  \"a\": {}\n}", |root| {
            insert_member(root.get("a").unwrap(), &[], "k", "true")
        });
        assert_eq!(one, "{\n  \"a\": {\n    \"k\": true\n  }\n}");
        let flat = edited("{}", |root| insert_member(root, &[], "k", "1"));
        assert_eq!(flat, "{\"k\": 1}");
    }

    #[test]
    fn items_are_added_at_the_end() {
        let add = |text: &str| edited(text, |root| insert_item(root, "3"));
        assert_eq!(add("[1, 2]"), "[1, 2, 3]");
        assert_eq!(add("[\n  1\n]\n"), "[\n  1,\n  3\n]\n");
        assert_eq!(add("[]"), "[3]");
    }
}
