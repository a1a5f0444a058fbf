//! `readme/missing-section`

use super::{near_miss, place, validator_view};
use crate::catalog::{Section, required_sections};
use crate::rules::{Sink, rule};
use crate::syntax::markdown::PyView;
use crate::text::{Span, TextEdit, apply_edits};
use crate::workspace::ReadmeCx;

rule! {
    /// A section that every integration of the repository must have is missing.
    ///
    /// ## Why
    /// The tile of the integration in Datadog is cut out of the README at these headings,
    /// and `ddev validate readmes` fails without them: `Overview` and `Setup` everywhere,
    /// `Support` and `Uninstallation` too in the marketplace. Only a heading of the second
    /// level with exactly this text counts.
    ///
    /// The reference validator reads Markdown in its own way. A heading behind a blank is
    /// none; a heading inside a block of HTML, such as `<details>`, is none; a heading in a
    /// list, in a quotation or even in a fenced code block is one.
    ///
    /// ## Example
    /// `## overview`, `### Setup` and `## Getting Started` do not count.
    ///
    /// ## Fix
    /// Puts the level and the case of a heading right, or renames the heading that was most
    /// likely meant. Where there is none, inserts the section at its customary place.
    MISSING_SECTION = "readme/missing-section",
    severity: Error,
    origin: Ddev("readmes"),
    fix: Mixed,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    let Some(pymd) = validator_view(cx) else {
        return;
    };
    for section in required_sections(cx.repo.kind.name()) {
        if pymd.sections(&section.title).next().is_none() {
            report(cx, section, sink);
        }
    }
}

fn report(cx: &ReadmeCx, section: &Section, sink: &mut Sink) {
    let heading = section.heading();
    let missing = format!("The section `{heading}` is missing");
    let near = near_miss::find(cx, section);
    let (span, message, fix) = match near {
        Some(near) => {
            let title = format!("Make it `{heading}`");
            let fix = near.fix.map(|(edit, safe)| (title, edit, safe));
            (near.span, format!("{missing}: {}.", near.reason), fix)
        }
        None => {
            let title = format!("Insert the section `{heading}`");
            let fix = (title, place::insertion(cx, section), false);
            (first_heading(cx), format!("{missing}."), Some(fix))
        }
    };
    let finding = sink.report(span, message);
    match fix.filter(|(_, edit, _)| helps(cx, edit, section)) {
        Some((title, edit, true)) => {
            finding.safe_fix(title, vec![edit]);
        }
        Some((title, edit, false)) => {
            finding.unsafe_fix(title, vec![edit]);
        }
        None => {}
    }
}

/// HTML that does not end hides everything behind it, a new heading too.
fn helps(cx: &ReadmeCx, edit: &TextEdit, section: &Section) -> bool {
    apply_edits(cx.text(), std::slice::from_ref(edit)).is_ok_and(|text| {
        PyView::parse(&text)
            .sections(&section.title)
            .next()
            .is_some()
    })
}

/// The first heading, else the first line: where a finding about the whole file goes.
pub(super) fn first_heading(cx: &ReadmeCx) -> Span {
    let heading = cx.markdown.outline.headings.first();
    heading.map_or_else(
        || Span::from(cx.file.lines().line_range(cx.text(), 0)),
        |heading| heading.span,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn overview_and_setup_must_be_there() {
        let findings = assert_findings(
            &MISSING_SECTION,
            "//- foo/README.md\n««# Foo»»\n\n## Usage\n\ntext\n",
        );
        assert_eq!(findings[0].message, "The section `## Overview` is missing.");
        assert_findings(
            &MISSING_SECTION,
            "//- foo/README.md\n# Foo\n\n## Overview\n\na\n\nSetup\n-----\n\nb\n",
        );
        assert_findings(&MISSING_SECTION, "//- foo/README.md\n«»«»");
    }

    #[test]
    fn the_marketplace_demands_more() {
        assert_findings(
            &MISSING_SECTION,
            "//! marketplace\n//- foo/README.md\n««# Foo»»\n\n## Overview\n\na\n\n## Setup\n\nb\n",
        );
    }

    #[test]
    fn a_heading_that_comes_close_is_named() {
        let findings = assert_findings(
            &MISSING_SECTION,
            "//- foo/README.md\n«## overview»\n\na\n\n«### Setup»\n\nb\n",
        );
        assert!(
            findings[0]
                .message
                .contains("`## overview` is not the same")
        );
        assert_findings(
            &MISSING_SECTION,
            "//- foo/README.md\n«## Overview {#overview}»\n\na\n\n«## Getting started»\n\nb\n",
        );
        assert_findings(
            &MISSING_SECTION,
            "//- foo/README.md\n «## Overview»\n\na\n\n<details>\n\n«## Setup»\n\n</details>\n",
        );
    }

    #[test]
    fn case_and_level_are_put_right() {
        assert_fix(
            &MISSING_SECTION,
            "//- foo/README.md\n# Foo\n\n### overview ###\n\na\n\n## Setup\n\nb\n",
            "# Foo\n\n## Overview\n\na\n\n## Setup\n\nb\n",
        );
        assert_fix(
            &MISSING_SECTION,
            "//- foo/README.md\n  ## Overview\n\na\n\n## Setup\n\nb\n",
            "## Overview\n\na\n\n## Setup\n\nb\n",
        );
    }

    #[test]
    fn a_comment_in_a_shell_snippet_is_no_near_miss() {
        assert_findings(
            &MISSING_SECTION,
            "//- foo/README.md\n«# Foo»\n\n## Overview\n\n```shell\n# Setup\nmake\n```\n",
        );
    }

    #[test]
    fn a_fix_that_would_be_hidden_is_not_offered() {
        let findings = assert_findings(
            &MISSING_SECTION,
            "//- foo/README.md\n«# Foo»\n\n## Overview\n\n<div>\n\nnever closed\n",
        );
        assert!(findings[0].fixes.is_empty());
    }

    #[test]
    fn a_section_is_inserted_where_it_belongs() {
        assert_fix(
            &MISSING_SECTION,
            "//- foo/README.md\n# Foo\n\nFoo is a thing.\n\n## Setup\n\nb\n",
            "# Foo\n\n## Overview\n\nFoo is a thing.\n\n## Setup\n\nb\n",
        );
        let findings = assert_findings(
            &MISSING_SECTION,
            "//- foo/README.md\n«# Foo»\n\n## Overview\n\n[a][1]\n## Support\n\nb\n\n[1]: c\n",
        );
        let crate::text::FileAction::Edit(edits) = &findings[0].fixes[0].edits[0].action else {
            panic!("an edit");
        };
        assert!(
            edits[0]
                .text
                .starts_with("\n## Setup\n\n### Installation\n")
        );
        assert!(edits[0].text.ends_with("beside it.\n\n"));
    }

    #[test]
    fn at_the_end_the_definitions_stay_last_and_line_ends_stay_alike() {
        assert_fix(
            &MISSING_SECTION,
            "//! marketplace\n//- foo/README.md\n## Overview\r\n\r\na\r\n\r\n## Setup\r\n\r\nb\r\n\r\n\
             ## Uninstallation\r\n\r\nc\r\n\r\n[1]: x\r\n[2]: y\r\n",
            "## Overview\r\n\r\na\r\n\r\n## Setup\r\n\r\nb\r\n\r\n## Uninstallation\r\n\r\nc\r\n\r\n\
             ## Support\r\n\r\nQuestions about Foo are answered at ...\r\n\r\n[1]: x\r\n[2]: y\r\n",
        );
    }

    #[test]
    fn other_layouts_and_directories_without_a_manifest_are_left_alone() {
        assert_findings(&MISSING_SECTION, "//! legacy\n//- foo/README.md\n# Foo\n");
        assert_findings(
            &MISSING_SECTION,
            "//! bare\n//- foo/README.md\n# Foo\n//- foo/metadata.csv\nmetric_name\n",
        );
    }
}
