//! `json/duplicate-key`

use super::report_duplicates;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A key occurs twice in one object of a JSON file.
    ///
    /// ## Why
    /// Readers keep the last value and drop the others without a word, so somebody who
    /// edits the first one changes nothing. The manifest has a rule of its own for this.
    ///
    /// ## Example
    /// ```json
    /// {"statuses": ["ok"], "name": "Can connect", "statuses": ["ok", "critical"]}
    /// ```
    /// The first list of statuses has no effect.
    ///
    /// ## Fix
    /// Removes the member that has no effect: the later one when both values are the same,
    /// else, on request, the earlier one. The key of one may also be what is wrong.
    DUPLICATE_KEY = "json/duplicate-key",
    severity: Warning,
    origin: Format,
    fix: Mixed,
    check: Files(
        &[
            FileKind::ServiceChecks,
            FileKind::Dashboard,
            FileKind::Monitor,
            FileKind::SavedView,
            FileKind::OauthClients,
        ],
        check,
    ),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_duplicates(cx, sink);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn repetitions_are_found_in_every_kind_of_json_file() {
        for path in [
            "assets/service_checks.json",
            "assets/dashboards/a.json",
            "assets/monitors/a.json",
            "assets/saved_views/a.json",
            "assets/oauth_clients.json",
        ] {
            let text = format!("//- foo/{path}\n[{{\"a\": 1, \"«a»\": 2}}, {{\"a\": 1}}]");
            assert_findings(&DUPLICATE_KEY, &text);
        }
    }

    #[test]
    fn the_manifest_has_its_own_rule() {
        assert_findings(
            &DUPLICATE_KEY,
            "//- foo/manifest.json\n{\"a\": 1, \"a\": 1}",
        );
    }

    #[test]
    fn the_member_without_effect_goes() {
        assert_fix(
            &DUPLICATE_KEY,
            "//- foo/assets/dashboards/a.json\n{\"a\": 1, \"b\": 2, \"a\": 1}",
            "{\"a\": 1, \"b\": 2}",
        );
    }
}
