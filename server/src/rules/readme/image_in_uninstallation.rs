//! `readme/image-in-uninstallation`

use super::validator_view;
use crate::model::RepoKind;
use crate::rules::{Sink, rule};
use crate::workspace::ReadmeCx;

/// Title of the section that may hold no images.
const SECTION: &str = "Uninstallation";

rule! {
    /// The section Uninstallation of a marketplace integration holds an image.
    ///
    /// ## Why
    /// The section is shown in a window that has no room for images, and
    /// `ddev validate readmes` fails.
    IMAGE_IN_UNINSTALLATION = "readme/image-in-uninstallation",
    severity: Error,
    origin: Ddev("readmes"),
    fix: None,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Marketplace {
        return;
    }
    let Some(pymd) = validator_view(cx) else {
        return;
    };
    let mut sections = pymd.sections(SECTION);
    let Some((section, _)) = sections.find(|(_, heading)| heading.single_node) else {
        return;
    };
    for image in &pymd.images {
        if image.under_h2 == Some(section) {
            sink.report(
                image.span,
                format!("The section `{SECTION}` may hold no images in the marketplace."),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    const README: &str = "## Setup\n\n![a](images/a.png)\n\n## Uninstallation\n\n### Step\n\n";

    #[test]
    fn images_up_to_the_next_section_are_found() {
        assert_findings(
            &IMAGE_IN_UNINSTALLATION,
            &format!(
                "//! marketplace\n//- foo/README.md\n{README}\
                 «![b](images/b.png)»\n\n## Support\n\n![c](images/c.png)\n"
            ),
        );
    }

    #[test]
    fn elsewhere_it_may_hold_some() {
        assert_findings(
            &IMAGE_IN_UNINSTALLATION,
            &format!("//- foo/README.md\n{README}![b](images/b.png)\n"),
        );
    }
}
