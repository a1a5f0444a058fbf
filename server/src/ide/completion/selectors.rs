//! Completion of rules and areas, and of the comments that switch them off.

use super::{Completion, CompletionKind};
use crate::ide::rule_docs::selector_text;
use crate::model::MARKER;
use crate::rules::{self, settings};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;
use crate::workspace::settings::ALL;

/// An area comes before the codes, all of which begin with it.
const CODE: u32 = 1;

/// Every selector, written by `write`.
pub(super) fn offers(span: Span, write: impl Fn(&str) -> String) -> Vec<Completion> {
    let items = settings::selectors().map(|name| {
        let edit = TextEdit::replace(span, write(name));
        let mut item = Completion::new(name, CompletionKind::Reference, edit);
        let rule = rules::find(name);
        item.detail = Some(match rule {
            Some(rule) => rule.severity.name().to_owned(),
            None if name == ALL => "every rule".to_owned(),
            None => "area".to_owned(),
        });
        item.documentation = selector_text(name);
        item.rank = if rule.is_some() { CODE } else { 0 };
        item
    });
    items.collect()
}

/// Rules in the brackets of a comment that switches them off; `None` elsewhere.
pub(super) fn in_comment(cx: &FileCx, offset: usize) -> Option<Vec<Completion>> {
    if !cx.file.kind.takes_comments() {
        return None;
    }
    let text = cx.text();
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[start..offset];
    let (_, order) = before.rsplit_once(MARKER)?;
    let (order, written) = order.split_once('[')?;
    let known = matches!(order.trim(), "ignore" | "ignore-file");
    if !known || written.contains(']') {
        return None;
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/');
    let from = before.trim_end_matches(is_name).len();
    let rest = &text[offset..];
    let end = offset + rest.find(|c| !is_name(c)).unwrap_or(rest.len());
    Some(offers(Span::new(start + from, end), str::to_owned))
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    #[test]
    fn comments_take_rules() {
        let text =
            "//- foo/pyproject.toml\n[project] # integrations-ls: ignore[package/name, pack‸]\n";
        assert_eq!(
            accept_completion(text, "package/wheel"),
            "[project] # integrations-ls: ignore[package/name, package/wheel]\n"
        );
        let closed = "//- foo/README.md\n<!-- integrations-ls: ignore[readme] ‸ -->\n";
        assert!(!completions(closed).iter().any(|item| item.label == "ALL"));
    }
}
