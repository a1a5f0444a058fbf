//! `manifest/invalid-json`

use crate::rules::json::report_syntax;
use crate::rules::{Sink, rule};
use crate::workspace::ManifestCx;

rule! {
    /// The manifest is not valid JSON.
    ///
    /// ## Why
    /// Every reader of the file stops at the first syntax error, ddev with an unhandled
    /// exception. JSON is strict: no comments, no comma after the last value, no byte
    /// order mark, double quotes only.
    ///
    /// ## Example
    /// ```json
    /// {"app_id": "acme-queue",}
    /// ```
    /// The comma before the bracket has to go.
    ///
    /// ## Fix
    /// Adds or removes the comma, the quote or the mark where there is only one way; other
    /// repairs are offered as guesses.
    INVALID_JSON = "manifest/invalid-json",
    severity: Error,
    origin: Format,
    fix: Mixed,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    report_syntax(cx, sink);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Applicability;
    use crate::testing::{Fixture, assert_findings, assert_fix};

    fn fixed(before: &str, after: &str) {
        let fixture = format!("//- foo/manifest.json\n{before}");
        assert_fix(&INVALID_JSON, &fixture, after);
    }

    #[test]
    fn errors_are_underlined_where_they_are() {
        for text in [
            "{\"a\": 1«,»}",
            "{\"a\": 1«»\n\"b\": 2}",
            "{\"a\": «\"x»\n}",
            "«{»\"a\": 1",
            "{\"a\": 1} «x»",
            "«\u{feff}»{\"a\": 1}",
            "{\"a\": «'x'»}",
        ] {
            assert_findings(&INVALID_JSON, &format!("//- foo/manifest.json\n{text}"));
        }
    }

    #[test]
    fn what_python_reads_is_no_error() {
        let text = "\n {\"a\": NaN, \"a\": [1e5, \"\\u00e9\"]}\r\n\r\n";
        assert_findings(&INVALID_JSON, &format!("//- foo/manifest.json\n{text}"));
    }

    #[test]
    fn punctuation_is_put_right() {
        fixed("{\"a\": 1,}", "{\"a\": 1}");
        fixed("{\"a\": [1\n2]}", "{\"a\": [1,\n2]}");
        fixed("{, \"a\": 1}", "{ \"a\": 1}");
    }

    #[test]
    fn strings_words_and_marks_are_put_right() {
        fixed(
            "{\n\"a\": \"x,\n\"b\": 1\n}",
            "{\n\"a\": \"x\",\n\"b\": 1\n}",
        );
        fixed("{\"a\": True}", "{\"a\": true}");
        fixed("\u{feff}{}", "{}");
        fixed("{\"a\": \"x\ty\"}", "{\"a\": \"x\\ty\"}");
        fixed("{\"a\": \"C:\\data\"}", "{\"a\": \"C:\\\\data\"}");
        fixed(
            "{\n  \"a\": {\n    \"b\": 1\n  }\n",
            "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n",
        );
    }

    #[test]
    fn nothing_is_repaired_where_that_would_cost_a_part_of_the_manifest() {
        let tile = "  \"tile\": {\n    \"title\": \"x\"\n  },\n  \"author\": {}\n}\n";
        for broken in [
            // An opening quote is missing, or a typographic one stands there.
            format!("{{\n{}", tile.replacen('"', "", 1)),
            format!("{{\n{}", tile.replacen('"', "“", 1)),
            // A bracket too many ends the manifest early.
            format!("{{\n{}", tile.replace("  },", "  }},")),
            // The bracket of the copied line is not missing at the end.
            format!("{{\n  \"tile\": {{\n{tile}"),
            // A list lacks its bracket, and the object around it is closed.
            "{\n  \"tile\": {\n    \"media\": [\n      1\n  },\n  \"owner\": \"x\"\n}\n".to_owned(),
        ] {
            let fixture = Fixture::new(&format!("//- foo/manifest.json\n{broken}"));
            let findings = fixture.findings_of(&INVALID_JSON);
            assert!(!findings.is_empty());
            assert!(findings.iter().all(|f| f.fixes.is_empty()), "{findings:?}");
        }
    }

    #[test]
    fn a_quote_is_closed_without_asking_only_when_nothing_else_is_wrong() {
        let all = "//- foo/manifest.json\n{\n\"a\": «\"x»,\n\"b\": 1«,»\n}";
        let findings = assert_findings(&INVALID_JSON, all);
        assert_eq!(findings[0].fixes[0].applicability, Applicability::Unsafe);
        let one = "//- foo/manifest.json\n{\n\"a\": «\"x»,\n\"b\": 1\n}";
        let findings = assert_findings(&INVALID_JSON, one);
        assert_eq!(findings[0].fixes[0].applicability, Applicability::Safe);
    }
}
