//! `dashboards/check-unknown`

use super::listed::readable;
use super::own_checks::OwnChecks;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A widget shows a service check of its integration that nobody declares.
    ///
    /// ## Why
    /// The widget stays empty when the name is misspelt; otherwise the check was forgotten in
    /// `assets/service_checks.json`. Only names that begin as those of the integration do are
    /// looked at.
    ///
    /// ## Fix
    /// Writes the declared name that is nearest.
    CHECK_UNKNOWN = "dashboards/check-unknown",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::Dashboard, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some((dashboard, own)) = readable(cx).zip(OwnChecks::of(cx)) else {
        return;
    };
    for widget in dashboard.definitions() {
        let kind = widget.get("type").and_then(|kind| kind.as_str());
        if kind.as_deref() != Some("check_status") {
            continue;
        }
        let node = widget.get("check");
        if let Some((node, name)) = node.and_then(|node| Some((node, node.as_str()?))) {
            own.report(&name, node.inner_span(), sink);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const DECLARED: &str = "//- foo/assets/service_checks.json\n[{\"check\": \"foo.can_connect\"}, {\"check\": \"oof.up\"}]\n//- bar/assets/service_checks.json\n[{\"check\": \"foo.shared\"}]\n";

    fn with(check: &str) -> String {
        format!(
            "{DECLARED}//- foo/assets/dashboards/a.json\n{{\"title\": \"\", \"widgets\": [{{\"definition\": {{\"type\": \"check_status\", \"check\": \"{check}\"}}}}]}}"
        )
    }

    #[test]
    fn own_checks_must_be_declared() {
        for check in [
            "foo.can_connect",
            "«foo.up»",
            "«foo»",
            "«oof.down»",
            "foo.shared",
            "foobar.up",
            "foo.$name",
            "",
        ] {
            assert_findings(&CHECK_UNKNOWN, &with(check));
        }
    }

    #[test]
    fn nothing_is_said_where_nothing_is_told() {
        let text = with("foo.up").replace("foo/assets/service_checks", "foo/assets/x");
        assert_findings(&CHECK_UNKNOWN, &text);
        let text = with("foo.up").replacen("}]", "}", 1);
        assert_findings(&CHECK_UNKNOWN, &text);
    }

    #[test]
    fn the_nearest_is_written() {
        let good = with("foo.can_connect");
        let good = good.rsplit_once('\n').unwrap().1;
        assert_fix(&CHECK_UNKNOWN, &with("foo.can_conect"), good);
    }
}
