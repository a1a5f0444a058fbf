//! Definition from dashboards and monitors: the row of a metric, the declaration of a
//! service check or a template variable.

use super::Target;
use crate::ide::query_refs::{Reference, reference};
use crate::model::FileKind;
use crate::workspace::FileCx;

pub(super) fn definition(cx: &FileCx, offset: usize) -> Vec<Target> {
    let Some((origin, found)) = reference(cx, offset) else {
        return Vec::new();
    };
    let (path, span) = match found {
        Reference::Metric(_, Some((integration, metric))) => {
            let table = FileKind::Metadata.file_name();
            (integration.repo_path(table), metric.span)
        }
        Reference::Metric(_, None) => return Vec::new(),
        Reference::Check(path, fact) => (path, fact.check.span),
        Reference::Variable(name) => (cx.file.path.to_string(), name.inner_span()),
    };
    vec![Target { origin, path, span }]
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[track_caller]
    fn target(text: &str) -> Option<(String, String)> {
        let fixture = Fixture::new(&format!(
            "//- foo/metadata.csv\nmetric_name\nfoo.a\n//- bar/metadata.csv\nmetric_name\nfoo.b\n//- foo/assets/service_checks.json\n[{{\"check\": \"foo.up\"}}]\n//- foo/assets/dashboards/a.json\n{text}"
        ));
        let (path, offset) = fixture.cursor.clone()?;
        let found = ide::definition(&fixture.context(fixture.file(&path)), offset);
        let target = found.first()?;
        let there = fixture.file(&target.path);
        let text = target.span.slice(&there.text).to_owned();
        Some((target.path.clone(), text))
    }

    #[test]
    fn metrics_lead_to_their_row_and_variables_to_their_declaration() {
        let to = |path: &str, text: &str| Some((path.to_owned(), text.to_owned()));
        let row = target(r#"{"q": "avg:foo.‸a{*}"}"#);
        assert_eq!(row, to("foo/metadata.csv", "foo.a"));
        let other = target(r#"{"q": "avg:foo.‸b{*}"}"#);
        assert_eq!(other, to("bar/metadata.csv", "foo.b"));
        let variable = target(r#"{"q": "x{$e‸}", "template_variables": [{"name": "e"}]}"#);
        assert_eq!(variable, to("foo/assets/dashboards/a.json", "e"));
        assert_eq!(target(r#"{"q": "avg:foo.‸c{*}"}"#), None);
        let check = target(r#"{"type": "check_status", "check": "foo.u‸p"}"#);
        assert_eq!(check, to("foo/assets/service_checks.json", "foo.up"));
    }
}
