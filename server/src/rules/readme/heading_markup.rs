//! `readme/heading-markup`

use super::validator_view;
use crate::catalog::required_sections;
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::ReadmeCx;

rule! {
    /// The heading of a section that must be there holds markup.
    ///
    /// ## Why
    /// `ddev validate readmes` finds the name of the section in the text of the heading, but
    /// not in one piece, and stops with an unhandled exception.
    ///
    /// ## Example
    /// `## Over*view*`. A heading that is wholly inside one pair of marks, `## *Overview*`,
    /// is found.
    ///
    /// ## Fix
    /// Writes the heading without markup.
    HEADING_MARKUP = "readme/heading-markup",
    severity: Error,
    origin: Ddev("readmes"),
    fix: Safe,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    let Some(pymd) = validator_view(cx) else {
        return;
    };
    for section in required_sections(cx.repo.kind.name()) {
        let mut found = pymd.sections(&section.title).map(|(_, heading)| heading);
        let Some(first) = found.next() else {
            continue;
        };
        if first.single_node || found.any(|heading| heading.single_node) {
            continue;
        }
        let plain = section.heading();
        sink.report(
            first.span,
            format!("ddev cannot find this heading with markup in it; write `{plain}`."),
        )
        .safe_fix(
            format!("Replace by `{plain}`"),
            vec![TextEdit::replace(first.span, plain.clone())],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn a_name_in_several_pieces_is_found_nowhere() {
        assert_findings(
            &HEADING_MARKUP,
            "//- foo/README.md\n«## Over*view*»\n\na\n\n## *Setup*\n\nb\n",
        );
    }

    #[test]
    fn a_plain_heading_of_the_same_name_is_enough() {
        assert_findings(
            &HEADING_MARKUP,
            "//- foo/README.md\n## Over*view*\n\na\n\n## Overview\n\na\n\n## Setup\n\nb\n",
        );
    }

    #[test]
    fn markup_is_dropped() {
        assert_fix(
            &HEADING_MARKUP,
            "//- foo/README.md\n## **Over**view ##\n\na\n\n## Setup\n\nb\n",
            "## Overview\n\na\n\n## Setup\n\nb\n",
        );
    }
}
