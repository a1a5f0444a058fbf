//! `python/check-instance-argument`

use super::{has_manifest, inside};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::text::{Span, Word};
use crate::workspace::FileCx;

rule! {
    /// The check method uses its parameter `instance`.
    ///
    /// ## Why
    /// A check object serves one instance, which it knows as `self.instance`; a future Agent
    /// will stop passing it along. `ddev validate integration-style -v` mentions it without
    /// failing. A method that must take the argument can call it `_`.
    CHECK_INSTANCE_ARGUMENT = "python/check-instance-argument",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: File(FileKind::Python, check),
}

static SIGNATURE: Word = Word::new("def check(self, instance):");

fn check(cx: &FileCx, sink: &mut Sink) {
    if !inside(cx).starts_with("datadog_checks/") || !has_manifest(cx) {
        return;
    }
    if let Some(at) = SIGNATURE.find(cx.text()) {
        let start = at + SIGNATURE.as_str().len() - "instance):".len();
        sink.report(
            Span::new(start, start + "instance".len()),
            "Use `self.instance`; the parameter will go away.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn only_the_literal_signature_in_the_package_is_meant() {
        assert_findings(
            &CHECK_INSTANCE_ARGUMENT,
            "//- foo/datadog_checks/foo/check.py\n\
             class A(AgentCheck):\n    def check(self, «instance»):\n        pass\n\
             //- foo/datadog_checks/foo/b.py\n    def check(self, _):\n    def check(self, instance=None):\n\
             //- foo/tests/test_a.py\n    def check(self, instance):\n",
        );
    }
}
