//! `python/legacy-signature`

use super::{inside, is_in_package, line_end, line_start};
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::syntax::python::{PyValue, PythonTree};
use crate::text::{Span, TextEdit, Word};
use crate::workspace::FileCx;

rule! {
    /// A check takes `agentConfig`, as in Agent 5.
    ///
    /// ## Why
    /// Since Agent 6 a check is made with `name`, `init_config` and `instances`. The older form
    /// with `agentConfig` in between still works, but only through a detour of the base class.
    /// `ddev validate legacy-signature` tells of it without failing.
    ///
    /// ## Example
    /// ```python
    /// def __init__(self, name, init_config, agentConfig, instances=None):  # old
    /// def __init__(self, name, init_config, instances):
    /// ```
    ///
    /// ## Fix
    /// Leaves the parameter out, here and where it is passed on.
    LEGACY_SIGNATURE = "python/legacy-signature",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::Python, check),
}

const OLD: &str = "agentConfig";
static WORD: Word = Word::new(OLD);

fn check(cx: &FileCx, sink: &mut Sink) {
    // ddev looks for a package with the name of the directory, which then has no dash.
    let dashed = cx.repo.kind != RepoKind::Single && cx.dir().contains('-');
    if dashed {
        return;
    }
    // In the layout of 2016 this is the signature.
    if cx.repo.kind == RepoKind::Legacy || !is_in_package(cx) || inside(cx).starts_with("src/") {
        return;
    }
    let text = cx.text();
    let found = WORD
        .places(text)
        .find(|&at| text[line_start(text, at)..line_end(text, at)].contains("__init__"));
    let Some(start) = found else { return };
    let span = Span::new(start, start + OLD.len());
    let message = format!("Checks of today do not take `{OLD}`.");
    let finding = sink.report(span, message);
    let edits = cx.file.python().and_then(|tree| removal(tree, span));
    if let Some(edits) = edits {
        finding.unsafe_fix(format!("Leave out `{OLD}`"), edits);
    }
}

/// Removes the parameter at a place, and the argument of the same name of calls of `__init__`.
fn removal(tree: &PythonTree, span: Span) -> Option<Vec<TextEdit>> {
    let function = tree.functions.iter().find(|function| {
        let parameters = &function.parameters;
        &*function.name.text == "__init__" && parameters.iter().any(|p| p.span == span)
    })?;
    let position = function.parameters.iter().position(|p| p.span == span)?;
    let next = function.parameters.get(position + 1)?;
    let delete =
        |from: Span, to: Span| TextEdit::delete(Span::new(from.start as usize, to.start as usize));
    let mut edits = vec![delete(span, next.span)];
    for call in &tree.calls {
        let passed = call.arguments.iter().position(|argument| {
            argument.keyword.is_none()
                && matches!(&argument.value, PyValue::Name(name) if &*name.text == OLD)
        });
        let (Some(at), "__init__") = (passed, &*call.function.text) else {
            continue;
        };
        let argument = call.arguments[at].span;
        match call.arguments.get(at + 1) {
            Some(next) if next.keyword.is_none() => edits.push(delete(argument, next.span)),
            _ => return None,
        }
    }
    Some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn one_line_must_hold_both_words() {
        assert_findings(
            &LEGACY_SIGNATURE,
            "//- foo/datadog_checks/foo/a.py\n\
             def __init__(self, name, init_config, «agentConfig», instances=None):\n    pass\n\
             //- foo/datadog_checks/foo/b.py\ndef __init__(\n    self, agentConfig\n):\n    pass\n\
             //- foo/tests/c.py\ndef __init__(self, agentConfig):\n    pass\n",
        );
    }

    #[test]
    fn the_layout_of_2016_is_like_that() {
        assert_findings(
            &LEGACY_SIGNATURE,
            "//! legacy\n//- foo/check.py\ndef __init__(self, name, init_config, agentConfig, instances):\n",
        );
    }

    #[test]
    fn the_parameter_goes_here_and_where_it_is_passed_on() {
        assert_fix(
            &LEGACY_SIGNATURE,
            "//- foo/datadog_checks/foo/a.py\n\
             class A(AgentCheck):\n    def __init__(self, name, init_config, agentConfig, instances=None):\n        \
             super().__init__(name, init_config, agentConfig, instances)\n",
            "class A(AgentCheck):\n    def __init__(self, name, init_config, instances=None):\n        \
             super().__init__(name, init_config, instances)\n",
        );
    }
}
