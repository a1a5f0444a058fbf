//! `manifest/logs-category`

use crate::model::Generation;
use crate::rules::{Sink, rule};
use crate::syntax::json::{JsonKind, edit};
use crate::workspace::ManifestCx;

rule! {
    /// The category of log collection and what the integration says of logs disagree.
    ///
    /// ## Why
    /// Users find integrations that collect logs by `Category::Log Collection` (`log
    /// collection` in first-generation manifests). The validators that ship with ddev take
    /// an integration to have logs when its `conf.yaml.example` shows a `# logs:` block or
    /// its README has `# Log Collection` or `# Logs` in any case, also as the end of `## Logs`.
    /// Many published integrations have the tag without either, hence only a hint.
    ///
    /// ## Fix
    /// Adds or removes the tag.
    LOGS_CATEGORY = "manifest/logs-category",
    severity: Hint,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

/// Integrations whose logs come another way, as in the reference validator.
const EXEMPT: [&str; 12] = [
    "altostra",
    "cassandra_nodetool",
    "databricks",
    "docker_daemon",
    "ecs_fargate",
    "hasura_cloud",
    "jmeter",
    "kafka_consumer",
    "kubernetes",
    "openai",
    "pan_firewall",
    "sqreen",
];

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let (path, category) = match cx.generation() {
        Generation::V2 => ("/tile/classifier_tags", "Category::Log Collection"),
        Generation::V1 => ("/categories", "log collection"),
        Generation::Legacy => return,
    };
    if EXEMPT.contains(&cx.dir()) || !cx.is_well_formed() {
        return;
    }
    let list = cx.root().pointer(path);
    let Some(list) = list.filter(|list| list.kind() == JsonKind::Array) else {
        return;
    };
    let tag = list
        .children()
        .find(|tag| tag.as_str().as_deref() == Some(category));
    match (has_logs(cx), tag) {
        (true, None) => {
            let insert = edit::insert_item(list, &edit::quote(category));
            sink.report(
                list.key_inner_span().unwrap_or(list.span()),
                format!("The integration collects logs; `{category}` is missing here."),
            )
            .unsafe_fix(format!("Add `{category}`"), vec![insert]);
        }
        (false, Some(tag)) => {
            sink.report(
                tag.inner_span(),
                format!(
                    "`{category}` is set, but neither README nor example configuration shows how \
                     to collect logs."
                ),
            )
            .unsafe_fix(format!("Remove `{category}`"), vec![edit::remove(tag)]);
        }
        _ => {}
    }
}

/// Whether the integration has logs, the way the reference validator tells.
pub(super) fn has_logs(cx: &ManifestCx) -> bool {
    let told = cx
        .integration
        .readme()
        .is_some_and(|readme| readme.mentions_logs);
    told || cx.integration.example_has_logs()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    const TAG: (&str, &str) = (
        "\"Offering::Integration\"",
        "\"Offering::Integration\", \"Category::Log Collection\"",
    );

    #[test]
    fn logs_without_the_tag_are_found() {
        let text = manifest(&[("\"classifier_tags\"", "\"«classifier_tags»\"")]);
        assert_findings(
            &LOGS_CATEGORY,
            &format!("{text}//- foo/README.md\n### Log collection\n"),
        );
        assert_findings(
            &LOGS_CATEGORY,
            &format!("{text}//- foo/datadog_checks/foo/data/conf.yaml.example\n# logs:\n"),
        );
    }

    #[test]
    fn the_tag_without_logs_is_found() {
        let text = manifest(&[(
            TAG.0,
            &TAG.1
                .replace("Category::Log Collection", "«Category::Log Collection»"),
        )]);
        assert_findings(&LOGS_CATEGORY, &format!("{text}//- foo/README.md\n# Foo\n"));
    }

    #[test]
    fn agreement_and_exempt_integrations_are_fine() {
        let text = manifest(&[TAG]);
        assert_findings(
            &LOGS_CATEGORY,
            &format!("{text}//- foo/README.md\n## LOGS\n"),
        );
        assert_findings(&LOGS_CATEGORY, &text.replace("foo/", "openai/"));
        assert_findings(&LOGS_CATEGORY, &manifest(&[]));
    }

    #[test]
    fn the_tag_is_added_and_removed() {
        let readme = "//- foo/README.md\n## Logs\n";
        let without = format!("{}{readme}", manifest(&[]));
        assert_fix(&LOGS_CATEGORY, &without, &MANIFEST.replace(TAG.0, TAG.1));
        assert_fix(&LOGS_CATEGORY, &manifest(&[TAG]), MANIFEST);
    }
}
