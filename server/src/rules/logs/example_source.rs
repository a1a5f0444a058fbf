//! `logs/example-source`

use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// The example configuration sends logs under a source that no pipeline takes.
    ///
    /// ## Why
    /// Users copy the `logs` section of the example. When its `source` is not what the filter
    /// of one of the integration's pipelines asks for, their logs are not processed.
    EXAMPLE_SOURCE = "logs/example-source",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let pipelines = cx.integration.facts_below("assets/logs/");
    let asked: Vec<&str> = pipelines
        .filter_map(|(_, facts)| facts.as_logs())
        .flat_map(|logs| logs.sources.iter().map(|source| &**source))
        .collect();
    if asked.is_empty() || asked.iter().any(|source| source.contains('*')) {
        return;
    }
    let shown = sources(cx.text());
    if shown
        .iter()
        .any(|span| asked.contains(&span.slice(cx.text())))
    {
        return;
    }
    for span in shown {
        let source = span.slice(cx.text());
        let message = format!(
            "No pipeline of the integration takes logs of the source `{source}`, but of `{}`.",
            asked[0]
        );
        sink.report(span, message);
    }
}

/// Values of `source` in the section of logs that is commented out.
fn sources(text: &str) -> Vec<Span> {
    let Some(logs) = text.find("# logs:") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut at = logs;
    for line in text[logs..].split_inclusive('\n') {
        let trimmed = line.trim_start_matches([' ', '#', '-']);
        let commented = line.trim_start().starts_with("# ");
        if let Some(value) = trimmed.strip_prefix("source:").filter(|_| commented) {
            let value = value.split(" #").next().unwrap_or_default();
            let name = value.trim().trim_matches(['"', '\'']);
            let start = at + line.len() - trimmed.len() + "source:".len();
            let start = start + value.find(name).unwrap_or_default();
            if !name.is_empty() && !name.starts_with('<') {
                found.push(Span::new(start, start + name.len()));
            }
        }
        at += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn with(source: &str, query: &str) -> String {
        format!(
            "//- foo/datadog_checks/foo/data/conf.yaml.example\ninstances: []\n# logs:\n#   - type: \
             file\n#     source: {source}\n//- foo/assets/logs/foo.yaml\npipeline: {{filter: \
             {{query: '{query}'}}}}\n"
        )
    }

    #[test]
    fn the_example_names_a_source_of_a_pipeline() {
        assert_findings(&EXAMPLE_SOURCE, &with("foo", "source:foo"));
        assert_findings(&EXAMPLE_SOURCE, &with("'«bar»'", "source:foo"));
        assert_findings(&EXAMPLE_SOURCE, &with("bar", "source:(foo OR bar)"));
        assert_findings(&EXAMPLE_SOURCE, &with("<SOURCE>", "source:foo"));
        assert_findings(&EXAMPLE_SOURCE, &with("bar", "service:foo"));
    }
}
