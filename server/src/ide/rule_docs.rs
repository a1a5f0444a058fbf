//! What a rule is for, for hover and completion in settings and in comments.

use crate::rules::{self, Rule};
use crate::workspace::settings::ALL;

/// A code, an area or `ALL`, as Markdown; `None` for anything else.
pub(super) fn selector_text(name: &str) -> Option<String> {
    if name == ALL {
        return Some("**ALL**\n\nEvery rule.".to_owned());
    }
    if let Some(rule) = rules::find(name) {
        return Some(rule_text(rule));
    }
    let of_area: Vec<&Rule> = rules::all().filter(|rule| rule.area() == name).collect();
    if of_area.is_empty() {
        return None;
    }
    let lines: Vec<String> = of_area
        .iter()
        .map(|rule| format!("- [`{}`]({}): {}", rule.code, rule.url(), rule.summary()))
        .collect();
    Some(format!(
        "**{name}**\n\nAn area of rules:\n\n{}",
        lines.join("\n")
    ))
}

fn rule_text(rule: &Rule) -> String {
    format!(
        "**{}** ({})\n\n{}\n\n{}\n\n[About this rule]({})",
        rule.code,
        rule.severity.name(),
        rule.summary(),
        rule.origin.describe(),
        rule.url()
    )
}
