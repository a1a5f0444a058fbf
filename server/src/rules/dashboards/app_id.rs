//! `dashboards/app-id`

use super::listed::readable;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// A widget embeds an app whose id is not the `app_uuid` of the manifest.
    ///
    /// ## Why
    /// The `app_id` of such a widget is, despite its name, the `app_uuid` of the integration,
    /// not its `app_id`. ddev compares the two in every dashboard that a manifest of version
    /// 2.0.0 names, at any depth of groups; an empty value counts as none.
    ///
    /// ## Fix
    /// Writes the `app_uuid` of the manifest.
    APP_ID = "dashboards/app-id",
    severity: Error,
    origin: Ddev("dashboards"),
    fix: Safe,
    check: File(FileKind::Dashboard, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let manifest = cx.integration.manifest().filter(|m| m.well_formed);
    let Some((manifest, dashboard)) = manifest.zip(readable(cx)) else {
        return;
    };
    let today = manifest
        .version
        .as_ref()
        .is_some_and(|v| &*v.value == "2.0.0");
    let Some(uuid) = manifest.uuid.as_ref().filter(|_| today) else {
        return;
    };
    for widget in dashboard.definitions() {
        let app_id = widget.get("app_id");
        let Some(app_id) = app_id.filter(|node| !node.is_falsy()) else {
            continue;
        };
        if app_id.as_str().as_deref() == Some(&*uuid.value) {
            continue;
        }
        let message = format!(
            "`app_id` must be the `app_uuid` of the manifest, `{}`.",
            uuid.value
        );
        let finding = sink.report(app_id.inner_span(), message);
        let path = cx.integration.repo_path(FileKind::Manifest.file_name());
        finding.related(path, uuid.span, "Said here.");
        let edit = TextEdit::replace(app_id.span(), quote(&uuid.value));
        finding.safe_fix("Write the `app_uuid`", vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::listed::fixtures::dashboard;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const UUID: &str = "5b3c1b3e-9d1a-4c43-8f0a-0a4b6a1f2c3d";

    fn with(app_id: &str) -> String {
        dashboard(&format!(
            "{{\"widgets\": [{{\"id\": 1, \"definition\": {{\"widgets\": [{{\"definition\": {{\"app_id\": {app_id}}}}}]}}}}]}}"
        ))
    }

    #[test]
    fn embedded_apps_carry_the_uuid_of_the_manifest() {
        for app_id in [
            "\"«foo»\"",
            "«1»",
            "\"\"",
            "null",
            &format!("\"{UUID}\""),
            &format!("\"«{}»\"", UUID.to_uppercase()),
        ] {
            assert_findings(&APP_ID, &with(app_id));
        }
        assert_findings(&APP_ID, &with("\"foo\"").replace("\"2.0.0\"", "\"1.0.0\""));
    }

    #[test]
    fn the_id_is_written() {
        let good = with(&format!("\"{UUID}\""));
        let good = good.rsplit_once('\n').unwrap().1;
        assert_fix(&APP_ID, &with("\"foo\""), good);
        assert_fix(&APP_ID, &with("{\"a\": 1}"), good);
    }
}
