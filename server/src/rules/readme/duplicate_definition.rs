//! `readme/duplicate-definition`

use foldhash::HashMap;

use super::unused_definition::whole_line;
use crate::rules::{Sink, rule};
use crate::syntax::markdown::outline::normalize_id;
use crate::text::TextEdit;
use crate::workspace::ReadmeCx;

rule! {
    /// A reference is defined twice.
    ///
    /// ## Why
    /// Of two definitions of `[1]:` GitHub takes the first and others the last, so at least
    /// one of its links leads to the wrong page. Upper and lower case do not differ.
    ///
    /// ## Fix
    /// Removes the second one when both name the same address.
    DUPLICATE_DEFINITION = "readme/duplicate-definition",
    severity: Warning,
    origin: Ours,
    fix: Safe,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    let outline = &cx.markdown.outline;
    if !outline.definitions.iter().any(|found| found.duplicate) {
        return;
    }
    let mut first = HashMap::default();
    for definition in &outline.definitions {
        let before = *first
            .entry(normalize_id(&definition.id))
            .or_insert(definition);
        if !definition.duplicate {
            continue;
        }
        let same = before.destination == definition.destination;
        let message = if same {
            format!("`[{}]` is defined twice.", definition.id)
        } else {
            format!(
                "`[{}]` is defined twice with different addresses; readers disagree which one counts.",
                definition.id
            )
        };
        let path = cx.file.path.to_string();
        let finding = sink.report(definition.span, message);
        finding.related(path, before.span, "The first definition.");
        if same && let Some(line) = whole_line(cx.text(), definition) {
            finding.safe_fix("Remove the second definition", vec![TextEdit::delete(line)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn ids_are_compared_without_case() {
        let findings = assert_findings(
            &DUPLICATE_DEFINITION,
            "//- foo/README.md\n[a] [1]\n\n[a]: x\n[1]: y\n«[A]: z»\n\n```\n[1]: q\n```\n",
        );
        assert!(findings[0].fixes.is_empty());
        assert_eq!(findings[0].related.len(), 1);
    }

    #[test]
    fn the_same_again_is_removed() {
        assert_fix(
            &DUPLICATE_DEFINITION,
            "//- foo/README.md\n[1]\n\n[1]: x\r\n[1]: x\r\n[2]: y\r\n",
            "[1]\n\n[1]: x\r\n[2]: y\r\n",
        );
    }
}
