//! `manifest/duplicate-key`

use std::collections::HashMap;

use crate::rules::{Sink, Tag, rule};
use crate::syntax::json::{JsonKind, edit};
use crate::workspace::ManifestCx;

rule! {
    /// A key occurs twice in one object.
    ///
    /// ## Why
    /// Readers keep the last value and drop the others without a word, so somebody who
    /// edits the first one changes nothing.
    ///
    /// ## Fix
    /// Removes the member that has no effect: the later one when both values are the same,
    /// else, on request, the earlier one. The key of one may also be what is wrong.
    DUPLICATE_KEY = "manifest/duplicate-key",
    severity: Error,
    origin: Format,
    fix: Mixed,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let Some(tree) = cx.file.json() else { return };
    for object in tree
        .nodes(cx.text())
        .filter(|n| n.kind() == JsonKind::Object)
    {
        let mut seen = HashMap::new();
        for member in object.children() {
            let (Some(key), Some(key_span)) = (member.key(), member.key_inner_span()) else {
                continue;
            };
            let Some(first) = seen.insert(key.clone(), member) else {
                continue;
            };
            let same = first.raw() == member.raw();
            let counts = if same {
                "Both values are the same."
            } else {
                "Readers use this value and drop the earlier one."
            };
            let finding = sink.report(key_span, format!("The key `{key}` occurs twice. {counts}"));
            finding.related(
                cx.file.path.to_string(),
                first.key_inner_span().unwrap_or(first.span()),
                if same {
                    "First here."
                } else {
                    "First here, without effect."
                },
            );
            if same {
                finding.tag(Tag::Unnecessary);
            }
            if cx.is_well_formed() {
                if same {
                    let edit = edit::remove(member);
                    finding.safe_fix("Remove the repeated member", vec![edit]);
                } else {
                    // The value that goes may be the one that was meant.
                    let edit = edit::remove(first);
                    finding
                        .unsafe_fix("Remove the earlier member, which has no effect", vec![edit]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn the_later_key_is_underlined_and_the_first_is_named() {
        let findings = assert_findings(
            &DUPLICATE_KEY,
            "//- foo/manifest.json\n{\"a\": {\"b\": 1, \"«b»\": 2}, \"c\": {\"b\": 1}}",
        );
        assert_eq!(findings[0].related[0].span.start, 8);
        assert!(findings[0].tags.is_empty());
    }

    #[test]
    fn escapes_do_not_hide_a_repetition() {
        assert_findings(
            &DUPLICATE_KEY,
            "//- foo/manifest.json\n{\"ab\": 1, \"«\\u0061b»\": 1}",
        );
    }

    #[test]
    fn the_member_without_effect_goes() {
        assert_fix(
            &DUPLICATE_KEY,
            "//- foo/manifest.json\n{\n  \"a\": 1,\n  \"a\": 2\n}",
            "{\n  \"a\": 2\n}",
        );
        assert_fix(
            &DUPLICATE_KEY,
            "//- foo/manifest.json\n{\n  \"a\": 1,\n  \"b\": 0,\n  \"a\": 1\n}",
            "{\n  \"a\": 1,\n  \"b\": 0\n}",
        );
    }
}
