//! `settings/unknown-rule`

use super::{known, report, unknown};
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::FileCx;
use crate::workspace::settings::ProblemKind;

rule! {
    /// Settings or a comment name a rule or area that does not exist.
    ///
    /// ## Why
    /// A name without a rule changes nothing; mostly it is a slip, and the rule that was meant
    /// still runs.
    ///
    /// ## Example
    /// ```toml
    /// name = "foo" # integrations-ls: ignore[package/nmae]
    /// ```
    ///
    /// ## Fix
    /// Writes the name that most likely was meant.
    UNKNOWN_RULE = "settings/unknown-rule",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: AnyFile(check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if super::KINDS.contains(&cx.file.kind) {
        report(cx, sink, ProblemKind::UnknownRule);
    }
    for suppression in &cx.file.suppressions().all {
        for name in suppression.rules.iter().flatten() {
            let Err(near) = known(&name.value) else {
                continue;
            };
            let finding = sink.report(name.span, unknown(&name.value, near));
            if let Some(near) = near {
                let edit = TextEdit::replace(name.span, near);
                finding.unsafe_fix(format!("Change to `{near}`"), vec![edit]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn settings_and_comments_are_checked() {
        assert_findings(
            &UNKNOWN_RULE,
            "//- integrations-ls.toml\nselect = [\"ALL\", «\"metdata\"»]\n[severity]\n\
             «\"readme/empty-secton\"» = \"off\"\nreadme = \"hint\"\n//- foo/README.md\n\
             <!-- integrations-ls: ignore[readme, «redme»] -->\n\n# Foo\n",
        );
    }

    #[test]
    fn the_nearest_name_is_offered() {
        assert_fix(
            &UNKNOWN_RULE,
            "//- foo/README.md\n# A <!-- integrations-ls: ignore[heading-markup] -->\n",
            "# A <!-- integrations-ls: ignore[readme/heading-markup] -->\n",
        );
    }
}
