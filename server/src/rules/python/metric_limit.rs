//! `python/metric-limit`

use super::{is_in_package, is_integration, line_start};
use crate::model::{FileKind, RepoKind};
use crate::rules::{Severity, Sink, rule};
use crate::syntax::python::PythonTree;
use crate::text::{Span, TextEdit, Word};
use crate::workspace::FileCx;

rule! {
    /// An OpenMetrics check keeps the default limit of metrics.
    ///
    /// ## Why
    /// A generic OpenMetrics check sends at most 2000 metrics. An integration knows what it
    /// collects and lifts that limit. In core and extras `ddev validate openmetrics` demands the
    /// literal text `DEFAULT_METRIC_LIMIT = 0` in every source of a package that derives a class
    /// from `OpenMetricsBaseCheck` or `OpenMetricsBaseCheckV2`, as the first of its bases.
    ///
    /// ## Fix
    /// Inserts the line into the class.
    METRIC_LIMIT = "python/metric-limit",
    severity: Error,
    origin: Ddev("openmetrics"),
    fix: Mixed,
    check: File(FileKind::Python, check),
}

static BASE: Word = Word::new("(OpenMetricsBaseCheck");
const NAME: &str = "DEFAULT_METRIC_LIMIT";
const WANTED: &str = "DEFAULT_METRIC_LIMIT = 0";

fn check(cx: &FileCx, sink: &mut Sink) {
    let severity = match cx.repo.kind {
        RepoKind::Core | RepoKind::Extras => Severity::Error,
        RepoKind::Single => Severity::Warning,
        RepoKind::Marketplace | RepoKind::Legacy => return,
    };
    let excluded = cx.repo.config.openmetrics_exclude.contains(cx.dir());
    if excluded || !is_in_package(cx) {
        return;
    }
    let text = cx.text();
    let Some(at) = BASE.find(text).filter(|_| !text.contains(WANTED)) else {
        return;
    };
    let is_package = cx.integration.files.has_file("pyproject.toml");
    if !is_package || !is_integration(cx) {
        return;
    }
    let rest = &text[at + 1..];
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    let span = Span::new(at + 1, at + 1 + word.unwrap_or(rest.len()));
    let message = format!("The source must contain `{WANTED}`, written like that.");
    let finding = sink.report(span, message);
    finding.severity(severity);
    let Some(tree) = cx.file.python() else { return };
    let class = tree
        .classes
        .iter()
        .position(|class| class.bases.iter().any(|base| base.span.start == span.start));
    let Some(class) = class else { return };
    if let Some(written) = tree.assigned(NAME, Some(class)) {
        let edit = TextEdit::replace(written.span, WANTED);
        let title = format!("Replace by `{WANTED}`");
        let squeezed: String = written.span.slice(text).split_whitespace().collect();
        if squeezed == "DEFAULT_METRIC_LIMIT=0" {
            finding.safe_fix(title, vec![edit]);
        } else {
            finding.unsafe_fix(title, vec![edit]);
        }
    } else if let Some(edit) = insertion(cx, tree, class) {
        finding.safe_fix(format!("Insert `{WANTED}`"), vec![edit]);
    }
}

/// Inserts the line below the namespace, else before the first statement of the class.
fn insertion(cx: &FileCx, tree: &PythonTree, class: usize) -> Option<TextEdit> {
    let (text, newline) = (cx.text(), cx.newline());
    let body = tree.classes[class].body? as usize;
    let start = line_start(text, body);
    let indent = &text[start..body];
    if !indent.chars().all(|c| c == ' ' || c == '\t') {
        return None;
    }
    let namespace = tree
        .assignments
        .iter()
        .find(|a| a.class == Some(class) && &*a.name.text == crate::model::python::NAMESPACE);
    let Some(namespace) = namespace else {
        let blank = if text[body..].starts_with("def ") || text[body..].starts_with('@') {
            newline
        } else {
            ""
        };
        return Some(TextEdit::insert(
            start,
            format!("{indent}{WANTED}{newline}{blank}"),
        ));
    };
    let end = super::line_end(text, namespace.span.end as usize);
    // Another statement or an open bracket on the line.
    let rest = text[namespace.span.end as usize..end].trim_start();
    let free = rest.is_empty() || rest.starts_with('#');
    free.then(|| TextEdit::insert(end, format!("{newline}{indent}{WANTED}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const PACKAGE: &str = "//- foo/pyproject.toml\n[project]\nname = 'datadog-foo'\n";

    fn source(text: &str) -> String {
        format!("{PACKAGE}//- foo/datadog_checks/foo/check.py\n{text}")
    }

    #[test]
    fn the_text_must_stand_in_the_source_exactly() {
        let class = "class A(«OpenMetricsBaseCheckV2», ConfigMixin):\n";
        for line in [
            "",
            "    DEFAULT_METRIC_LIMIT=0\n",
            "    DEFAULT_METRIC_LIMIT = 5\n",
        ] {
            assert_findings(&METRIC_LIMIT, &source(&format!("{class}{line}    x = 1\n")));
        }
        for line in [
            "    DEFAULT_METRIC_LIMIT = 0\n",
            "    # DEFAULT_METRIC_LIMIT = 0x10\n",
        ] {
            let class = "class A(OpenMetricsBaseCheck):\n";
            assert_findings(&METRIC_LIMIT, &source(&format!("{class}{line}")));
        }
        assert_findings(
            &METRIC_LIMIT,
            &source("class A(Mixin, OpenMetricsBaseCheckV2):\n    x = 1\n"),
        );
    }

    #[test]
    fn only_packages_of_core_and_extras_that_are_not_excluded_count() {
        let text = source("class A(OpenMetricsBaseCheckV2):\n    x = 1\n");
        assert_findings(
            &METRIC_LIMIT,
            text.strip_prefix(PACKAGE).expect("a package"),
        );
        assert_findings(&METRIC_LIMIT, &format!("//! marketplace\n{text}"));
        let excluded =
            "//- .ddev/config.toml\n[overrides.validate.openmetrics]\nexclude = ['foo']\n";
        assert_findings(&METRIC_LIMIT, &format!("{excluded}{text}"));
    }

    #[test]
    fn the_line_is_inserted_or_rewritten() {
        let class = "class A(OpenMetricsBaseCheckV2):\n";
        for (body, fixed) in [
            (
                "    __NAMESPACE__ = 'a'  # x\n",
                "    __NAMESPACE__ = 'a'  # x\n    DEFAULT_METRIC_LIMIT = 0\n",
            ),
            (
                "    '''Docs.'''\n\n    def f(self):\n        pass\n",
                "    '''Docs.'''\n\n    DEFAULT_METRIC_LIMIT = 0\n\n    def f(self):\n        pass\n",
            ),
            (
                "    DEFAULT_METRIC_LIMIT=0\n",
                "    DEFAULT_METRIC_LIMIT = 0\n",
            ),
        ] {
            assert_fix(
                &METRIC_LIMIT,
                &source(&format!("{class}{body}")),
                &format!("{class}{fixed}"),
            );
        }
    }
}
