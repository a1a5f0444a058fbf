//! How the name of a service check is spelt, for the rules about its characters.

use super::values;
use crate::rules::Sink;
use crate::syntax::json::JsonNode;
use crate::syntax::json::edit::quote;
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

/// Reports the first part of every check name that `find` objects to, with the name put
/// right as fix.
pub(super) fn check_names(
    cx: &FileCx,
    sink: &mut Sink,
    find: fn(&str) -> Option<(usize, usize)>,
    message: impl Fn(&str, &str) -> String,
) {
    for node in values(cx, "check") {
        let Some(name) = node.as_str() else { continue };
        let Some((start, end)) = find(&name) else {
            continue;
        };
        let part = &name[start..end];
        let finding = sink.report(place(node, start, end), message(&name, part));
        let right = normal(&name);
        if !right.is_empty() {
            let edit = TextEdit::replace(node.span(), quote(&right));
            finding.unsafe_fix(format!("Replace by `{right}`"), vec![edit]);
        }
    }
}

/// A part of a string value; the whole of one that has escapes.
fn place(node: JsonNode, start: usize, end: usize) -> Span {
    let inner = node.inner_span();
    if inner.slice(node.text()).contains('\\') {
        return inner;
    }
    let base = inner.start as usize;
    Span::new(base + start, base + end)
}

/// True for a name without any of the slips.
pub(super) fn is_well_formed(name: &str) -> bool {
    !name.is_empty() && characters(name).or(sequence(name)).or(ends(name)).is_none()
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '.'
}

/// The first run of characters that no name may have.
pub(super) fn characters(name: &str) -> Option<(usize, usize)> {
    let start = name.find(|c| !is_allowed(c))?;
    let rest = &name[start..];
    Some((start, start + rest.find(is_allowed).unwrap_or(rest.len())))
}

/// The first run of underscores and dots that is longer than one.
pub(super) fn sequence(name: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(at) = name[from..].find(['_', '.']) {
        let start = from + at;
        let rest = &name[start..];
        let length = rest.find(|c| c != '_' && c != '.').unwrap_or(rest.len());
        if length > 1 {
            return Some((start, start + length));
        }
        from = start + length;
    }
    None
}

/// The underscores at the start, or else at the end.
pub(super) fn ends(name: &str) -> Option<(usize, usize)> {
    let start = name.len() - name.trim_start_matches('_').len();
    let end = name.trim_end_matches('_').len();
    if start > 0 {
        Some((0, start))
    } else if end < name.len() {
        Some((end, name.len()))
    } else {
        None
    }
}

/// The nearest name without slips.
fn normal(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.trim().chars() {
        let c = if is_allowed(c) { c } else { '_' };
        match (c, out.chars().next_back()) {
            ('.', Some('_')) => {
                out.pop();
                out.push('.');
            }
            ('.' | '_', Some('.')) | ('_', Some('_')) => {}
            _ => out.push(c),
        }
    }
    out.trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_as_the_validator_finds_them() {
        for name in ["foo.can_connect", ".foo", "foo.", "F.9_a", "."] {
            assert!(is_well_formed(name), "{name}");
        }
        assert_eq!(characters("foo-bar"), Some((3, 4)));
        assert_eq!(characters("foo.é!x"), Some((4, 7)));
        for name in ["a__b", "a..b", "a_.b", "a._b"] {
            assert_eq!(sequence(name), Some((1, 3)), "{name}");
        }
        assert_eq!(ends("__a_"), Some((0, 2)));
        assert_eq!(ends("a_"), Some((1, 2)));
    }

    #[test]
    fn names_put_right_have_no_slips() {
        for (name, right) in [
            ("foo-can connect", "foo_can_connect"),
            ("foo_.a", "foo.a"),
            ("foo.__a", "foo.a"),
            ("foo...a__b", "foo.a_b"),
            ("_foo_", "foo"),
        ] {
            assert_eq!(normal(name), right);
            assert!(is_well_formed(right));
        }
        assert_eq!(normal("--"), "");
    }
}
