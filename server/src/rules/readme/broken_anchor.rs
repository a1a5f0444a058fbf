//! `readme/broken-anchor`

use crate::catalog::nearest;
use crate::model::RepoKind;
use crate::model::readme::anchor_key;
use crate::rules::{Severity, Sink, rule};
use crate::text::TextEdit;
use crate::workspace::{Address, ReadmeCx};
use foldhash::HashSet;

/// More findings than this on one file help nobody.
const MOST: usize = 100;

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
    let mut known: Option<HashSet<String>> = None;
    let mut found = 0;
    for (written, leads) in cx.inner_addresses() {
        let Address::Anchor(anchor) = leads else {
            continue;
        };
        let wanted = anchor_key(anchor);
        let known = known.get_or_insert_with(|| keys(cx));
        if wanted.is_empty() || wanted == "top" || known.contains(&wanted) {
            continue;
        }
        if ["=\"", "='"]
            .iter()
            .any(|quote| text.contains(&format!("{quote}{anchor}")))
        {
            continue;
        }
        found += 1;
        if found > MOST {
            return;
        }
        let finding = sink.report(
            written.span,
            format!("No heading of this file has the anchor `#{anchor}`."),
        );
        if cx.repo.kind == RepoKind::Legacy {
            finding.severity(Severity::Hint);
        }
        let slugs = outline.slugs().iter().map(String::as_str);
        if let Some(meant) = nearest(anchor, slugs)
            && written.span.slice(text) == written.address
        {
            finding.unsafe_fix(
                format!("Replace by `#{meant}`"),
                vec![TextEdit::replace(written.span, format!("#{meant}"))],
            );
        }
    }
}

/// Keys of all headings; those of the reference validator too, for which a heading inside
/// HTML is one.
fn keys(cx: &ReadmeCx) -> HashSet<String> {
    let slugs = cx.markdown.outline.slugs().iter();
    let seen = cx.markdown.pymd.headings.iter();
    let seen = seen.filter_map(|heading| heading.text.as_deref());
    slugs
        .map(|slug| anchor_key(slug))
        .chain(seen.map(anchor_key))
        .collect()
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
