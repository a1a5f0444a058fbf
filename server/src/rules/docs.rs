//! Rule pages and lists, written from the rules themselves. `docs/rules/` holds the
//! output; a test keeps it fresh.

use std::fmt::Write;

use super::{FixKind, Rule, all};

/// The Markdown page of a rule.
#[must_use]
pub fn page(rule: &Rule) -> String {
    let docs = rule.docs();
    let (summary, rest) = docs.split_once("\n\n").unwrap_or((docs.as_str(), ""));
    let mut page = format!("# {}\n\n{}\n\n", rule.code, summary);
    let _ = writeln!(page, "- Severity: {}", rule.severity.name());
    let _ = writeln!(page, "- Source: {}", rule.origin.describe());
    let _ = writeln!(page, "- Fix: {}", describe_fix(rule.fix));
    if !rest.is_empty() {
        let _ = write!(page, "\n{rest}\n");
    }
    page
}

fn describe_fix(fix: FixKind) -> &'static str {
    match fix {
        FixKind::None => "none.",
        FixKind::Safe => "safe; part of `--fix` and of fix-all.",
        FixKind::Unsafe => "sometimes; look at it first (`--unsafe-fixes`).",
        FixKind::Mixed => "sometimes; safe or unsafe by case.",
    }
}

/// All rules as an aligned list for the terminal.
#[must_use]
pub fn plain_list() -> String {
    let width = all().map(|rule| rule.code.len()).max().unwrap_or(0);
    let mut list = String::new();
    for rule in all() {
        let _ = writeln!(
            list,
            "{:width$}  {:11}  {}",
            rule.code,
            rule.severity.name(),
            rule.summary()
        );
    }
    list
}

/// All rules as Markdown tables, one per area, with links to the pages.
#[must_use]
pub fn index() -> String {
    let mut index = String::from(
        "# Rules\n\nWritten by `UPDATE_GENERATED=1 cargo test` from the rules' own \
         doc comments. Do not edit.\n",
    );
    let mut area = "";
    for rule in all() {
        if rule.area() != area {
            area = rule.area();
            let _ = write!(
                index,
                "\n## {area}\n\n| Rule | Severity | Fix | What |\n|---|---|---|---|\n"
            );
        }
        let fix = match rule.fix {
            FixKind::None => "",
            FixKind::Safe => "safe",
            FixKind::Unsafe => "unsafe",
            FixKind::Mixed => "safe or unsafe",
        };
        let summary = rule.summary().replace('|', "\\|");
        let severity = rule.severity.name();
        let _ = writeln!(
            index,
            "| [{0}]({0}.md) | {severity} | {fix} | {summary} |",
            rule.code
        );
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_sorted_within_their_area_and_documented() {
        let codes: Vec<_> = all().map(|rule| rule.code).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(codes, sorted);
        for rule in all() {
            assert!(rule.summary().ends_with('.'), "{}", rule.code);
            assert!(rule.docs().contains("## Why"), "{}", rule.code);
            let has_fix_section = rule.docs().contains("## Fix");
            assert!(
                rule.fix == FixKind::None || has_fix_section,
                "{}",
                rule.code
            );
        }
    }
}
