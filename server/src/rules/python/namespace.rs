//! `python/namespace`

use super::is_in_package;
use crate::catalog::columns;
use crate::model::FileKind;
use crate::model::python as model;
use crate::rules::{Sink, rule};
use crate::text::Word;
use crate::workspace::FileCx;

rule! {
    /// The namespace of a check is not the metric prefix of the manifest.
    ///
    /// ## Why
    /// Every metric and service check that a check sends gets its `__NAMESPACE__` and a dot in
    /// front. The manifest promises metrics under its prefix; under another they are not counted
    /// as those of the integration.
    NAMESPACE = "python/namespace",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: File(FileKind::Python, check),
}

static WORD: Word = Word::new(model::NAMESPACE);

fn check(cx: &FileCx, sink: &mut Sink) {
    if !is_in_package(cx) || !WORD.is_in(cx.text()) {
        return;
    }
    let Some(manifest) = cx.integration.manifest() else {
        return;
    };
    let written = manifest.prefix.as_ref();
    let prefix = cx.integration.metrics_prefix(&cx.repo.config);
    let prefix = prefix.trim_end_matches('.');
    if prefix.is_empty() {
        return;
    }
    let Some(tree) = cx.file.python() else { return };
    for assignment in &tree.assignments {
        if &*assignment.name.text != model::NAMESPACE || assignment.class.is_none() {
            continue;
        }
        let Some(namespace) = tree.text_of(&assignment.value, None) else {
            continue;
        };
        if fits(cx, &namespace.text, prefix) {
            continue;
        }
        let finding = sink.report(
            namespace.span,
            format!(
                "The check sends its metrics under `{}.`, but the prefix of the manifest is \
                 `{prefix}.`.",
                namespace.text
            ),
        );
        if let Some(prefix) = written {
            let path = cx.integration.repo_path(FileKind::Manifest.file_name());
            finding.related(path, prefix.span, "The prefix");
        }
    }
}

/// One is the beginning of the other, or metrics of that name are declared.
fn fits(cx: &FileCx, namespace: &str, prefix: &str) -> bool {
    let below = |inner: &str, outer: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let metrics = cx.integration.metadata().map(|m| m.metrics.as_slice());
    let declared = metrics.unwrap_or_default();
    let is_global = |name: &String| below(namespace, name.trim_end_matches('.'));
    namespace.is_empty()
        || below(namespace, prefix)
        || below(prefix, namespace)
        || columns().global_prefixes.iter().any(is_global)
        || declared.iter().any(|metric| below(&metric.name, namespace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn source(namespace: &str) -> String {
        format!(
            "//- foo/datadog_checks/foo/check.py\nclass A(AgentCheck):\n    __NAMESPACE__ = {namespace}\n"
        )
    }

    #[test]
    fn the_namespace_lies_below_the_prefix_or_the_other_way_round() {
        assert_findings(&NAMESPACE, &source("'«bar»'"));
        assert_findings(&NAMESPACE, &source("'«food»'"));
        for fine in ["'foo'", "'foo.server'", "''", "NAME", "f'{x}'"] {
            assert_findings(&NAMESPACE, &source(fine));
        }
    }

    #[test]
    fn a_namespace_with_declared_metrics_is_meant() {
        let rows = "//- foo/metadata.csv\nmetric_name\nbar.a\n";
        assert_findings(&NAMESPACE, &format!("{rows}{}", source("'bar'")));
    }
}
