//! `readme/broken-anchor`

use crate::catalog::nearest;
use crate::model::RepoKind;
use crate::model::readme::{addresses, anchor_key, heading_of_anchor};
use crate::rules::{Severity, Sink, rule};
use crate::text::TextEdit;
use crate::workspace::{Address, ReadmeCx};

rule! {
    /// A link leads to a heading of the README that does not exist.
    ///
    /// ## Why
    /// The link does nothing. An anchor is the text of the heading in lower case with dashes
    /// for blanks; sites differ in punctuation, so anchors that differ in nothing else pass,
    /// and so do the `id` and `name` of HTML elements.
    ///
    /// ## Fix
    /// Replaces the anchor by that of the heading that was most likely meant.
    BROKEN_ANCHOR = "readme/broken-anchor",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    let (text, outline) = (cx.text(), &cx.markdown.outline);
    for written in addresses(outline) {
        let Address::Anchor(anchor) = Address::of(cx.repo, cx.integration, written.address) else {
            continue;
        };
        let wanted = anchor_key(&anchor);
        let elsewhere =
            text.contains(&format!("=\"{anchor}\"")) || text.contains(&format!("='{anchor}'"));
        if wanted.is_empty() || wanted == "top" || elsewhere {
            continue;
        }
        let slugs = || outline.headings.iter().map(|heading| heading.slug.as_str());
        // The reference validator's headings too: one inside HTML is a heading there.
        let mut seen = cx.markdown.pymd.headings.iter();
        if heading_of_anchor(outline, &anchor).is_some()
            || seen.any(|h| {
                h.text
                    .as_deref()
                    .is_some_and(|text| anchor_key(text) == wanted)
            })
        {
            continue;
        }
        let finding = sink.report(
            written.span,
            format!("No heading of this file has the anchor `#{anchor}`."),
        );
        if cx.repo.kind == RepoKind::Legacy {
            finding.severity(Severity::Hint);
        }
        if let Some(meant) = nearest(&anchor, slugs())
            && written.span.slice(text) == written.address
        {
            finding.unsafe_fix(
                format!("Replace by `#{meant}`"),
                vec![TextEdit::replace(written.span, format!("#{meant}"))],
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn anchors_lead_to_headings() {
        assert_findings(
            &BROKEN_ANCHOR,
            "//- foo/README.md\n# A b, c\n\n[a](#a-b-c) [b](#A_b-c) [c](«#d») [d](#e) [e](#)\n\n\
             ## A b c\n\n[f][1] [g](#a-b-c-1) [h](x.md#y)\n\n<a name=\"e\"></a>\n\n[1]: «#gone»\n",
        );
    }

    #[test]
    fn the_heading_that_was_meant_is_offered() {
        assert_fix(
            &BROKEN_ANCHOR,
            "//- foo/README.md\n## Service Checks\n\n[a](#service-check)\n",
            "## Service Checks\n\n[a](#service-checks)\n",
        );
    }
}
