//! `readme/legacy-section`

use super::missing_section::first_heading;
use super::place;
use crate::catalog::required_sections;
use crate::model::RepoKind;
use crate::rules::{Sink, rule};
use crate::workspace::ReadmeCx;

rule! {
    /// A README of the 2016 layout lacks a section that the guide of its time asks for.
    ///
    /// ## Why
    /// The guide wants Overview, Installation, Configuration, Validation, Compatibility and
    /// Metrics. No tool checks it. A heading of any level with the name will do.
    ///
    /// ## Fix
    /// Inserts the section at its customary place.
    LEGACY_SECTION = "readme/legacy-section",
    severity: Hint,
    origin: Guide2016,
    fix: Unsafe,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Legacy {
        return;
    }
    let headings = &cx.markdown.outline.headings;
    for section in required_sections(cx.repo.kind.name()) {
        let titles = || std::iter::once(&section.title).chain(&section.aliases);
        let there = headings
            .iter()
            .any(|heading| titles().any(|title| heading.text.eq_ignore_ascii_case(title)));
        if there {
            continue;
        }
        let heading = section.heading();
        sink.report(
            first_heading(cx),
            format!("The guide of 2016 asks for a section `{heading}`."),
        )
        .unsafe_fix(
            format!("Insert the section `{heading}`"),
            vec![place::insertion(cx, section)],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const REST: &str = "## Overview\n\na\n\n### installation\n\nb\n\n## Configuration\n\nc\n\n";

    #[test]
    fn only_the_2016_layout_is_asked_for_its_sections() {
        let readme = format!("{REST}## Validation\n\nd\n\n## Metrics\n\ne\n");
        let marked = readme.replacen("## Overview", "«## Overview»", 1);
        assert_findings(
            &LEGACY_SECTION,
            &format!("//! legacy\n//- foo/README.md\n{marked}"),
        );
        assert_findings(&LEGACY_SECTION, &format!("//- foo/README.md\n{readme}"));
    }

    #[test]
    fn the_section_goes_to_its_place() {
        assert_fix(
            &LEGACY_SECTION,
            &format!(
                "//! legacy\n//- foo/README.md\n{REST}## Compatibility\n\nd\n\n## Metrics\n\ne\n"
            ),
            &format!(
                "{REST}## Validation\n\nThe output of the Agent's info command names `foo`, with the \
                 word OK beside each instance.\n\n## Compatibility\n\nd\n\n## Metrics\n\ne\n"
            ),
        );
    }
}
