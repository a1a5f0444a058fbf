//! `manifest/missing-readme-section`

use crate::catalog::nearest;
use crate::model::Generation;
use crate::model::readme::HeadingFact;
use crate::rules::{Severity, Sink, rule};
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// A section of the README that the tile shows does not exist.
    ///
    /// ## Why
    /// `tile.overview` and `tile.configuration` name a second-level heading as
    /// `README.md#Heading`; the catalogue shows what stands below it. For
    /// `tile.uninstallation` a heading of another level is only a hint.
    /// `tile.support` is not checked: most manifests name a section that was never written.
    ///
    /// ## Fix
    /// Names the heading that is nearest.
    MISSING_README_SECTION = "manifest/missing-readme-section",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let headings = cx
        .integration
        .readme()
        .map(|readme| readme.headings.as_slice());
    // A README without headings has worse problems, and rules that say so.
    let Some(headings) = headings.filter(|h| !h.is_empty()) else {
        return;
    };
    if cx.generation() != Generation::V2 {
        return;
    }
    for key in ["overview", "configuration", "uninstallation"] {
        let node = cx.root().pointer("/tile").and_then(|tile| tile.get(key));
        let Some(written) = node.and_then(|node| node.as_str()) else {
            continue;
        };
        let Some(node) = node.filter(|_| !written.is_empty()) else {
            continue;
        };
        let fits = |heading: &&HeadingFact| heading.level == 2;
        let title = written.strip_prefix("README.md#");
        let same = |heading: &HeadingFact| title.is_some_and(|title| names(title, &heading.title));
        if headings.iter().filter(fits).any(same) {
            continue;
        }
        let other_level = headings.iter().find(|heading| same(heading));
        let message = match (title, other_level) {
            (None, _) => format!("Expected `README.md#` and a heading, not `{written}`."),
            (Some(title), Some(heading)) => {
                let hashes = "#".repeat(usize::from(heading.level));
                format!("`{title}` is a heading `{hashes}` of the README; expected is `##`.")
            }
            (Some(title), None) => format!("The README has no heading `{title}`."),
        };
        let word = title.unwrap_or(&written).to_owned();
        let titles = headings.iter().filter(fits).map(|heading| &*heading.title);
        let meant = nearest(&word, titles);
        let finding = sink.report(node.inner_span(), message);
        if key == "uninstallation" {
            finding.severity(match other_level {
                Some(_) => Severity::Hint,
                None => Severity::Warning,
            });
        }
        if let Some(heading) = other_level {
            let readme = cx.integration.repo_path("README.md");
            finding.related(readme, heading.span, "The heading.");
        }
        if let Some(meant) = meant {
            let anchor = format!("README.md#{meant}");
            let edit = TextEdit::replace(node.span(), quote(&anchor));
            finding.unsafe_fix(format!("Replace by `{anchor}`"), vec![edit]);
        }
    }
}

/// Whether an anchor names a heading: literally, or as web addresses write it.
pub(crate) fn names(anchor: &str, title: &str) -> bool {
    anchor == title || anchor == slug(title)
}

/// A heading as the fragment of a web address.
fn slug(title: &str) -> String {
    let kept = title
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    fn readme(overview: &str, setup: &str) -> String {
        format!("//- foo/README.md\n# Foo\n\n{overview}\n\nText.\n\n{setup}\n\nText.\n")
    }

    #[test]
    fn sections_must_be_second_level_headings() {
        let good = manifest(&[]);
        assert_findings(
            &MISSING_README_SECTION,
            &format!("{good}{}", readme("## Overview", "## Setup")),
        );
        let bad = manifest(&[("README.md#Setup", "«README.md#Setup»")]);
        for heading in ["### Setup", "## Set-up", "Setup"] {
            assert_findings(
                &MISSING_README_SECTION,
                &format!("{bad}{}", readme("## Overview", heading)),
            );
        }
    }

    #[test]
    fn addresses_in_lower_case_name_a_heading_too() {
        let text = manifest(&[("README.md#Setup", "README.md#set-up-now")]);
        assert_findings(
            &MISSING_README_SECTION,
            &format!("{text}{}", readme("## Overview", "## Set up now")),
        );
    }

    #[test]
    fn the_form_is_checked_support_is_not() {
        let text = manifest(&[
            ("README.md#Setup", "«#Setup»"),
            ("README.md#Support", "README.md#Nowhere"),
        ]);
        assert_findings(
            &MISSING_README_SECTION,
            &format!("{text}{}", readme("## Overview", "## Setup")),
        );
    }

    #[test]
    fn uninstallation_is_milder() {
        let text = manifest(&[(
            "\"support\"",
            "\"uninstallation\": \"«README.md#Uninstallation»\", \"support\"",
        )]);
        let fixture = format!("{text}{}", readme("## Overview", "## Setup"));
        let findings = assert_findings(&MISSING_README_SECTION, &fixture);
        assert_eq!(findings[0].severity, Severity::Warning);
        let other_level = format!(
            "{fixture}
### Uninstallation
"
        );
        let findings = assert_findings(&MISSING_README_SECTION, &other_level);
        assert_eq!(findings[0].severity, Severity::Hint);
    }

    #[test]
    fn no_readme_no_finding() {
        assert_findings(&MISSING_README_SECTION, &manifest(&[]));
    }

    #[test]
    fn the_heading_meant_is_named() {
        let bad = manifest(&[("README.md#Setup", "README.md#Seutp")]);
        assert_fix(
            &MISSING_README_SECTION,
            &format!("{bad}{}", readme("## Overview", "## Setup")),
            MANIFEST,
        );
    }
}
