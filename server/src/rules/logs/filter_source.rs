//! `logs/filter-source`

use crate::model::logs::{filter_query, sources};
use crate::model::{Facts, FileKind};
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// No pipeline takes the logs of the source that the manifest names.
    ///
    /// ## Why
    /// `assets.logs.source` of the manifest says under which source the logs arrive. A
    /// pipeline whose filter asks for another source never sees them. With several pipelines
    /// one of them has to ask for it.
    ///
    /// ## Example
    /// The filter `source:acme` for the source `acme`.
    FILTER_SOURCE = "logs/filter-source",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: File(FileKind::LogPipeline, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let manifest = cx.integration.manifest();
    let Some(source) = manifest.and_then(|manifest| manifest.log_source.as_ref()) else {
        return;
    };
    let Some(tree) = cx.file.sound_yaml() else {
        return;
    };
    let Some(query) = filter_query(tree.root(cx.text())) else {
        return;
    };
    let Some(text) = query.as_str().filter(|text| text.contains("source:")) else {
        return;
    };
    let fits = |word: &str| word == &*source.value || word.contains('*');
    if sources(text).any(fits) {
        return;
    }
    let pipelines = cx.integration.facts_below("assets/logs/");
    let elsewhere = pipelines
        .filter_map(|(_, facts): (_, &Facts)| facts.as_logs())
        .any(|logs| logs.sources.iter().any(|word| fits(word)));
    if elsewhere {
        return;
    }
    let message = format!(
        "The manifest names the log source `{}`, which this filter does not ask for.",
        source.value
    );
    sink.report(query.inner_span(), message).related(
        cx.integration.repo_path(FileKind::Manifest.file_name()),
        source.span,
        "The source of the logs.",
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MANIFEST, assert_findings};

    fn with(queries: &[&str]) -> String {
        let manifest = MANIFEST.replace(
            "\"assets\": {",
            "\"assets\": {\"logs\": {\"source\": \"foo\"},",
        );
        let mut text = format!("//- foo/manifest.json\n{manifest}");
        for (index, query) in queries.iter().enumerate() {
            text.push_str(&format!(
                "//- foo/assets/logs/p{index}.yaml\nid: foo\npipeline:\n  filter:\n    query: {query}\n"
            ));
        }
        text
    }

    #[test]
    fn one_filter_asks_for_the_source() {
        for queries in [
            &["«source:bar»"][..],
            &["source:foo"],
            &["source:(bar OR foo)"],
            &["'source:foo*'"],
            &["service:bar"],
            &["source:bar", "source:foo"],
        ] {
            assert_findings(&FILTER_SOURCE, &with(queries));
        }
    }

    #[test]
    fn a_silent_manifest_decides_nothing() {
        assert_findings(
            &FILTER_SOURCE,
            "//- foo/assets/logs/foo.yaml\npipeline: {filter: {query: 'source:bar'}}\n",
        );
    }
}
