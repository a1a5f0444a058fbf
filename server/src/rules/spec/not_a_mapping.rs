//! `spec/not-a-mapping`

use super::report_shape;
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
    let root = cx.spec.root;
    if !root.is_mapping() {
        let line = root.raw().lines().next().unwrap_or_default();
        let start = root.span().start as usize;
        let span = Span::new(start, start + line.len());
        let message = "A specification must be a mapping with the key `files`.";
        report_shape(cx, sink, span, message);
    }
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
