//! `dep/base-specifier`

use super::{BASE, needs_base, root};
use crate::model::FileKind;
use crate::model::package::dependencies;
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// The version of the base library is restricted by more than a lowest one.
    ///
    /// ## Why
    /// A check must run with every later `datadog-checks-base` that comes with the Agent.
    /// `ddev validate dep` allows no condition or a single `>=`, and fails on any other.
    ///
    /// ## Example
    /// `datadog-checks-base>=37.0.0`
    ///
    /// ## Fix
    /// Replaces the operator by `>=`.
    BASE_SPECIFIER = "dep/base-specifier",
    severity: Error,
    origin: Ddev("dep"),
    fix: Unsafe,
    check: File(FileKind::Pyproject, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let (Some(_), Some(root)) = (needs_base(cx), root(cx)) else {
        return;
    };
    // Of several entries the last one counts.
    let last = dependencies(root)
        .filter_map(|d| Some((d.read.clone().ok()?, d)))
        .filter(|(read, _)| read.normalized == BASE)
        .last();
    let Some((read, dependency)) = last else {
        return;
    };
    match read.specifiers.as_slice() {
        [] => {}
        [one] if one.operator == ">=" => {}
        [one] => {
            let span = dependency.place(one.span);
            let finding = sink.report(
                span,
                format!("`{}` pins the base library; use `>=`.", one.written()),
            );
            let start = span.start as usize;
            let operator = Span::new(start, start + one.operator.len());
            let plain = one.version.chars().all(|c| c.is_ascii_digit() || c == '.');
            if plain && operator.slice(cx.text()) == one.operator {
                let edit = TextEdit::replace(operator, ">=");
                finding.unsafe_fix("Replace by `>=`", vec![edit]);
            }
        }
        several => {
            let spans = several.iter().map(|one| dependency.place(one.span));
            let span = spans.reduce(Span::cover).unwrap_or(dependency.span());
            let message =
                "The base library may have one condition only: the lowest version, with `>=`.";
            sink.report(span, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn project(entry: &str) -> String {
        format!(
            "//- foo/datadog_checks/foo/__about__.py\n//- foo/pyproject.toml\n[project]\ndependencies = [{entry}]\n"
        )
    }

    #[test]
    fn only_a_lowest_version_is_allowed() {
        for bad in ["«==1.0»", "«~=1.0»", "«>=1.0, <2»", " «<2»; os_name == 'a'"] {
            assert_findings(
                &BASE_SPECIFIER,
                &project(&format!("\"datadog-checks-base{bad}\"")),
            );
        }
        for good in ["", ">=1.0", " >= 1.0", "[deps]>=1.0,>=1.0"] {
            assert_findings(
                &BASE_SPECIFIER,
                &project(&format!("\"datadog-checks-base{good}\"")),
            );
        }
    }

    #[test]
    fn the_last_entry_counts() {
        assert_findings(
            &BASE_SPECIFIER,
            &project("\"datadog-checks-base==1\", \"datadog-checks-base\""),
        );
    }

    #[test]
    fn the_operator_is_replaced() {
        let fixed = project("\"datadog-checks-base>=1.0\"");
        let fixed = fixed.split_once("pyproject.toml\n").unwrap().1;
        assert_fix(
            &BASE_SPECIFIER,
            &project("\"datadog-checks-base==1.0\""),
            fixed,
        );
    }
}
