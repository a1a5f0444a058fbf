//! `manifest/v1-supported-os`

use super::logs_category::has_logs;
use crate::model::Generation;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::workspace::ManifestCx;

rule! {
    /// An older manifest lists no operating system, though the integration runs somewhere.
    ///
    /// ## Why
    /// A check or a log configuration runs in an Agent, and an Agent runs on a system. An
    /// empty `supported_os` is right only for what needs no Agent.
    V1_SUPPORTED_OS = "manifest/v1-supported-os",
    severity: Warning,
    origin: ManifestValidator,
    fix: None,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let list = cx
        .root()
        .get("supported_os")
        .filter(|_| cx.generation() == Generation::V1);
    let Some(list) = list.filter(|list| list.kind() == JsonKind::Array && list.is_falsy()) else {
        return;
    };
    let package = format!("datadog_checks/{}", cx.integration.package_name());
    if cx.integration.files.has_directory(&package) || has_logs(cx) {
        sink.report(
            list.span(),
            "The integration runs in an Agent; name its operating systems.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn a_check_runs_on_some_system() {
        let text =
            "//- foo/manifest.json\n{\"manifest_version\": \"1.0.0\", \"supported_os\": «[]»}\n";
        let check = "//- foo/datadog_checks/foo/__init__.py\n";
        assert_findings(&V1_SUPPORTED_OS, &format!("{text}{check}"));
        assert_findings(
            &V1_SUPPORTED_OS,
            &format!("{text}//- foo/README.md\n## Logs\n"),
        );
        assert_findings(&V1_SUPPORTED_OS, &text.replace(['«', '»'], ""));
    }
}
