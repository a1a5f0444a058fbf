//! `manifest/duplicate-key`

use crate::rules::json::report_duplicates;
use crate::rules::{Sink, rule};
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
    severity: Warning,
    origin: Format,
    fix: Mixed,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    report_duplicates(cx, sink);
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
