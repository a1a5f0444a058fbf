//! `python/no-check-method`

use super::is_in_package;
use crate::model::FileKind;
use crate::model::python::may_name;
use crate::rules::{Sink, rule};
use crate::text::Word;
use crate::workspace::FileCx;

rule! {
    /// A class of checks has no method `check`, or a class with that method is no check.
    ///
    /// ## Why
    /// The Agent loads the class of a package that derives from `AgentCheck`, and calls its
    /// method `check` for every instance at every interval.
    ///
    /// ## Example
    /// ```python
    /// class FooCheck(AgentCheck):
    ///     def check(self, _):
    ///         self.gauge('foo.queue', 1)
    /// ```
    NO_CHECK_METHOD = "python/no-check-method",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: File(FileKind::Python, check),
}

static CLASS: Word = Word::new("class ");
static CHECK: [Word; 1] = [Word::new("Check")];

fn check(cx: &FileCx, sink: &mut Sink) {
    if !is_in_package(cx) || !CLASS.is_in(cx.text()) || !may_name(cx.text(), &CHECK) {
        return;
    }
    let Some(tree) = cx.file.python() else { return };
    if tree.has_errors {
        return;
    }
    for (index, class) in tree.classes.iter().enumerate() {
        let mut methods = tree.functions.iter().filter(|f| f.class == Some(index));
        let has_check = methods.any(|f| &*f.name.text == "check");
        let bases: Vec<&str> = class.bases.iter().map(|base| &*base.text).collect();
        let is_named_so = class.name.text.ends_with("Check");
        if bases == ["AgentCheck"] && !has_check && is_the_only_check(cx) {
            let message = "The Agent calls the method `check`, which is missing here.";
            sink.report(class.name.span, message);
        } else if has_check && is_named_so && (bases.is_empty() || bases == ["object"]) {
            let message = "The Agent only loads classes that derive from `AgentCheck`.";
            sink.report(class.name.span, message);
        }
    }
}

/// No other class of the package could bring the method.
fn is_the_only_check(cx: &FileCx) -> bool {
    let facts = cx.integration.facts_below("datadog_checks/");
    let classes = facts.filter_map(|(_, facts)| facts.as_python());
    classes.map(|facts| facts.classes).sum::<u32>() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn source(text: &str) -> String {
        format!("//- foo/datadog_checks/foo/check.py\n{text}")
    }

    #[test]
    fn the_class_and_the_method_belong_together() {
        assert_findings(
            &NO_CHECK_METHOD,
            &source("class «A»(AgentCheck):\n    x = 1\n"),
        );
        assert_findings(
            &NO_CHECK_METHOD,
            &source("class «FooCheck»:\n    def check(self, _):\n        pass\n"),
        );
        for fine in [
            "class A(AgentCheck):\n    def check(self, _):\n        pass\n",
            "class A(AgentCheck):\n    x = 1\nclass B(A):\n    def check(self, _):\n        pass\n",
            "class A(AgentCheck, Mixin):\n    x = 1\n",
            "class A(OpenMetricsBaseCheckV2):\n    x = 1\n",
            "class Probe:\n    def check(self):\n        pass\n",
            "class A(AgentCheck):\n    x = (\n",
        ] {
            assert_findings(&NO_CHECK_METHOD, &source(fine));
        }
    }
}
