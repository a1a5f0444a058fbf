//! `labeler/wrong-config`

use super::Labels;
use crate::model::FileKind;
use crate::model::labeler::customary;
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// The label of an integration is not earned by its directory alone.
    ///
    /// ## Why
    /// `ddev validate labeler` wants exactly one rule: any changed file below the directory.
    /// The short form of older versions, a plain list of patterns, is wrong by now.
    ///
    /// ## Example
    /// ```yaml
    /// integration/acme_queue:
    /// - changed-files:
    ///   - any-glob-to-any-file:
    ///     - acme_queue/**/*
    /// ```
    ///
    /// ## Fix
    /// Writes the rule.
    WRONG_CONFIG = "labeler/wrong-config",
    severity: Error,
    origin: Ddev("labeler"),
    fix: Safe,
    check: File(FileKind::Labeler, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(labels) = Labels::of(cx) else { return };
    for (dir, label) in &labels.by_dir {
        if label.is_customary(dir) {
            continue;
        }
        let rules = label.rules;
        let key = rules.key_span().unwrap_or(rules.span());
        let span = if rules.is_missing() {
            key
        } else {
            rules.span()
        };
        let message = format!("Expected is one rule: any changed file matches `{dir}/**/*`.");
        let finding = sink.report(span, message);
        // Behind the colon, whatever stands there: anchors and tags go, too.
        let colon = cx.text()[key.end as usize..].find(':');
        if let Some(colon) = colon.filter(|_| rules.resolved().is_none()) {
            let start = key.end as usize + colon + 1;
            let end = (rules.span().end as usize).max(start);
            let text = format!("{0}{1}", cx.newline(), customary(dir, cx.newline()));
            let edit = TextEdit::replace(Span::new(start, end), text);
            finding.safe_fix("Write the customary rule", vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const FILE: &str = "//! core\n//- foo/README.md\n//- .github/workflows/config/labeler.yml\n";
    const GOOD: &str =
        "integration/foo:\n- changed-files:\n  - any-glob-to-any-file:\n    - foo/**/*\n";

    #[test]
    fn the_rule_is_exactly_one() {
        assert_findings(&WRONG_CONFIG, &format!("{FILE}{GOOD}"));
        assert_findings(
            &WRONG_CONFIG,
            &format!(
                "{FILE}integration/foo: [{{changed-files: [{{any-glob-to-any-file: ['foo/**/*']}}]}}]\n"
            ),
        );
        for bad in [
            "integration/foo:\n«- foo/**/*»\n",
            "«integration/foo»:\n",
            "integration/foo:\n«- changed-files:\n  - any-glob-to-any-file:\n    - foo/*»\n",
            "integration/foo:\n«- changed-files:\n  - any-glob-to-any-file:\n    - foo/**/*\n    - b»\n",
            "integration/x:\n«- changed-files:\n  - any-glob-to-any-file:\n    - foo/**/*\n- b»\n",
        ] {
            assert_findings(&WRONG_CONFIG, &format!("{FILE}{bad}"));
        }
    }

    #[test]
    fn the_rule_is_written() {
        assert_fix(
            &WRONG_CONFIG,
            &format!("{FILE}integration/foo:\n- foo/**/*\n"),
            GOOD,
        );
        assert_fix(
            &WRONG_CONFIG,
            &format!("{FILE}integration/foo: []\nqa: []\n"),
            &format!("{GOOD}qa: []\n"),
        );
    }
}
