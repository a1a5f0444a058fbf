//! `dataflows/id-prefix`

use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The id of a data flow does not begin with the `app_id` of the manifest.
    ///
    /// ## Why
    /// Ids of data flows are unique over all integrations because each begins with that of
    /// its own, as `acme-metrics` of `acme`.
    ID_PREFIX = "dataflows/id-prefix",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: File(FileKind::Dataflows, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(app_id) = cx.integration.app_id() else {
        return;
    };
    let Some(tree) = cx.file.sound_yaml() else {
        return;
    };
    let Some(flows) = tree.root(cx.text()).get("provides") else {
        return;
    };
    for id in flows.items().filter_map(|flow| flow.get("id")) {
        let Some(text) = id.as_str() else { continue };
        if text.starts_with(&*app_id.value) {
            continue;
        }
        let message = format!(
            "The id begins with `{}`, the `app_id` of the manifest; this is `{text}`.",
            app_id.value
        );
        sink.report(id.inner_span(), message).related(
            cx.integration.repo_path(FileKind::Manifest.file_name()),
            app_id.span,
            "The `app_id`.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn ids_begin_with_the_app_id() {
        assert_findings(
            &ID_PREFIX,
            "//- foo/assets/dataflows.yaml\nprovides:\n- id: foo-metrics\n- id: «bar-metrics»\n\
             - id: foo\n- id: 1\n- always_on: true\n",
        );
    }
}
