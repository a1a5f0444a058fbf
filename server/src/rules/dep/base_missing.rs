//! `dep/base-missing`

use super::{BASE, needs_base};
use crate::model::FileKind;
use crate::model::package::dependencies;
use crate::rules::{Sink, rule};
use crate::syntax::toml::{TomlNode, TomlValue};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The package does not depend on the base library.
    ///
    /// ## Why
    /// Every check builds on `datadog-checks-base`; `ddev validate dep` fails on packages
    /// whose `project.dependencies` lack it.
    ///
    /// ## Fix
    /// Inserts it, without a version.
    BASE_MISSING = "dep/base-missing",
    severity: Error,
    origin: Ddev("dep"),
    fix: Unsafe,
    check: File(FileKind::Pyproject, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let (Some(project), Some(root)) = (needs_base(cx), super::root(cx)) else {
        return;
    };
    // A line that cannot be read may be meant for it.
    let is_base = |text: &str| crate::syntax::requirement::normalize_name(text).starts_with(BASE);
    if dependencies(root).any(|d| match &d.read {
        Ok(read) => read.normalized == BASE,
        Err(_) => is_base(d.text.trim()),
    }) {
        return;
    }
    let list = project.get("dependencies");
    let place = list.unwrap_or(project);
    let span = place.key_span().unwrap_or(place.span());
    let finding = sink.report(
        span,
        format!("`{BASE}` is missing in `project.dependencies`."),
    );
    if let Some(list) = list.filter(|list| *list.value() == TomlValue::Array) {
        let edit = insert_first(cx, list);
        finding.unsafe_fix(format!("Insert `{BASE}`"), vec![edit]);
    }
}

/// Before the first item, with what stands before that one.
fn insert_first(cx: &FileCx, list: TomlNode) -> TextEdit {
    let start = list.span().start as usize + 1;
    let Some(first) = list.children().next() else {
        return TextEdit::insert(start, format!("\"{BASE}\""));
    };
    let at = first.span().start as usize;
    let gap = &cx.text()[start..at];
    let indent = match gap.rfind('\n') {
        Some(line) => format!("{}{}", cx.newline(), &gap[line + 1..]),
        None => " ".to_owned(),
    };
    TextEdit::insert(at, format!("\"{BASE}\",{indent}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn project(body: &str) -> String {
        format!("//- foo/datadog_checks/foo/__about__.py\n//- foo/pyproject.toml\n{body}\n")
    }

    #[test]
    fn every_check_needs_the_base_library() {
        assert_findings(&BASE_MISSING, &project("[project]\n«dependencies» = []"));
        assert_findings(
            &BASE_MISSING,
            &project("[«project»]\nname = \"datadog-foo\""),
        );
        assert_findings(
            &BASE_MISSING,
            &project("[project]\ndependencies = [\"Datadog_Checks.base >= 1\"]"),
        );
        assert_findings(
            &BASE_MISSING,
            &project("[project]\ndependencies = [\"datadog-checks-base=1\"]"),
        );
        let base =
            project("[project]\ndependencies = []").replace("foo/py", "datadog_checks_base/py");
        assert_findings(&BASE_MISSING, &base);
    }

    #[test]
    fn it_is_inserted_in_the_style_of_the_list() {
        let text = "[project]\ndependencies = [\n    \"a==1\",\n]\n";
        let after = text.replace("    \"a==1\"", "    \"datadog-checks-base\",\n    \"a==1\"");
        assert_fix(&BASE_MISSING, &project(text), &format!("{after}\n"));
        let after = "[project]\ndependencies = [\"datadog-checks-base\"]\n";
        assert_fix(
            &BASE_MISSING,
            &project("[project]\ndependencies = []"),
            after,
        );
    }
}
