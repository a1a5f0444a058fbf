//! `oauth/invalid-json`

use crate::model::FileKind;
use crate::rules::json::report_syntax;
use crate::rules::rule;

rule! {
    /// The file of OAuth clients is not valid JSON.
    ///
    /// ## Why
    /// Nobody can read it. JSON is strict: no comments, no comma after the last value, no byte order
    /// mark, double quotes only.
    ///
    /// ## Fix
    /// Adds or removes the comma, the quote or the mark where there is only one way; other repairs
    /// are offered as guesses.
    INVALID_JSON = "oauth/invalid-json",
    severity: Error,
    origin: Format,
    fix: Mixed,
    check: File(FileKind::OauthClients, report_syntax),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn errors_are_underlined_and_repaired() {
        let path = "//- foo/assets/oauth_clients.json";
        assert_findings(&INVALID_JSON, &format!("{path}\n{{\"a\": 1«,»}}"));
        assert_fix(
            &INVALID_JSON,
            &format!("{path}\n{{\"a\": 1,}}"),
            "{\"a\": 1}",
        );
    }
}
