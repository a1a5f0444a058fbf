//! `spec/not-a-mapping`

use super::{report_faults, shape_fault};
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::SpecCx;

rule! {
    /// The top of the specification is no mapping.
    ///
    /// ## Why
    /// A specification is a mapping with the key `files`; ddev refuses anything else, an empty
    /// file included.
    NOT_A_MAPPING = "spec/not-a-mapping",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::NotAMapping, |_, node, finding| {
        // The first line stands for all.
        let line = node.raw().lines().next().unwrap_or_default();
        let start = node.span().start as usize;
        finding.span = Span::new(start, start + line.len());
        shape_fault(cx, finding);
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{file, options};
    use super::*;
    use crate::rules::Severity;
    use crate::testing::assert_findings;

    #[test]
    fn other_tops_are_found() {
        assert_findings(&NOT_A_MAPPING, &file("«- name: foo.yaml»\n- b\n"));
        assert_findings(&NOT_A_MAPPING, &file("«»"));
        assert_findings(&NOT_A_MAPPING, &options("[]"));
    }

    #[test]
    fn without_a_package_nothing_fails() {
        let text = "//- foo/assets/configuration/spec.yaml\n«text»\n";
        let findings = assert_findings(&NOT_A_MAPPING, text);
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
