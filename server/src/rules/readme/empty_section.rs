//! `readme/empty-section`

use super::validator_view;
use crate::catalog::required_sections;
use crate::rules::{Sink, rule};
use crate::syntax::markdown::pymd::Following;
use crate::workspace::ReadmeCx;

rule! {
    /// A section that must be there holds nothing.
    ///
    /// ## Why
    /// The text of the tile is cut out of these sections. `ddev validate readmes` fails when
    /// another second-level heading follows at once, and stops with an unhandled exception
    /// when nothing follows up to the end of the file. Comments are nothing; a heading of
    /// another level counts as content.
    EMPTY_SECTION = "readme/empty-section",
    severity: Error,
    origin: Ddev("readmes"),
    fix: None,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    let Some(pymd) = validator_view(cx) else {
        return;
    };
    for section in required_sections(cx.repo.kind.name()) {
        // The reference validator looks at the first heading that is one piece of text.
        let mut found = pymd.sections(&section.title);
        let Some((_, heading)) = found.find(|(_, heading)| heading.single_node) else {
            continue;
        };
        let title = &section.title;
        match heading.followed_by {
            Following::Something => {}
            Following::OtherH2 => {
                sink.report(heading.span, format!("The section `{title}` is empty."));
            }
            Following::NothingAtAll => {
                sink.report(
                    heading.span,
                    format!("The section `{title}` is empty: nothing follows its heading."),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn another_second_level_heading_or_the_end_makes_it_empty() {
        assert_findings(
            &EMPTY_SECTION,
            "//- foo/README.md\n«## Overview»\n\n<!-- soon -->\n\n«## Setup»\n",
        );
    }

    #[test]
    fn any_other_element_is_content() {
        assert_findings(
            &EMPTY_SECTION,
            "//- foo/README.md\n## Overview\n\n### Part\n\n## Setup\n\n- x\n\n## Support\n",
        );
    }

    #[test]
    fn of_two_sections_of_a_name_the_first_is_judged() {
        assert_findings(
            &EMPTY_SECTION,
            "//- foo/README.md\n## Overview\n\na\n\n## Setup\n\nb\n\n## Overview\n\n## End\n",
        );
    }
}
