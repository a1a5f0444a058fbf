//! `logs/missing-key`

use crate::catalog::log_pipelines;
use crate::model::FileKind;
use crate::rules::yaml::report_missing_keys;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A log pipeline or its tests lack a key that all published ones have.
    ///
    /// ## Why
    /// Every pipeline names its `type`, its `filter` and its `processors`, every processor
    /// what it works on, every facet its `path`. Without them the step does nothing.
    MISSING_KEY = "logs/missing-key",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: Files(&[FileKind::LogPipeline, FileKind::LogTests], check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_missing_keys(cx, sink, log_pipelines(), |mapping| {
        let list = mapping.parent().and_then(|list| list.key());
        match (mapping.key(), list) {
            (None, None) => "The file",
            (None, Some("facets")) => "The facet",
            (None, Some("processors")) => "The processor",
            (None, Some("tests")) => "The test",
            (Some("pipeline"), _) => "The pipeline",
            (Some("filter"), _) => "The filter",
            _ => "This",
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn customary_keys_are_missed() {
        let findings = assert_findings(
            &MISSING_KEY,
            "//- foo/assets/logs/foo.yaml\nid: foo\nfacets:\n- «name»: A\n  path: b\n\
             pipeline:\n  type: pipeline\n  name: Foo\n  filter: {query: 'source:foo'}\n  \
             processors:\n  - type: date-remapper\n    name: x\n    sources: [a]\n  \
             - «type»: grok-parser\n    name: y\n  - type: unheard-of\n    name: z\n",
        );
        assert_eq!(findings[0].message, "The facet lacks `groups`, `source`.");
    }

    #[test]
    fn steps_inside_steps_are_looked_at() {
        assert_findings(
            &MISSING_KEY,
            "//- foo/assets/logs/foo.yaml\nid: foo\npipeline:\n  type: pipeline\n  name: Foo\n  \
             filter: {query: a}\n  processors:\n  - type: pipeline\n    name: x\n    \
             filter: {query: a}\n    processors:\n    - {«type»: date-remapper}\n",
        );
    }
}
