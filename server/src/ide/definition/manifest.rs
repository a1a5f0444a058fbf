//! Definition from `manifest.json`: the file, the README section, the row of a metric.

use super::Target;
use crate::ide::json_nodes::node_under;
use crate::ide::manifest_refs::{Reference, reference, schema_of};
use crate::text::Span;
use crate::workspace::ManifestCx;

pub(super) fn definition(cx: &ManifestCx, offset: usize) -> Vec<Target> {
    let Some((node, _, _)) = node_under(cx, offset) else {
        return Vec::new();
    };
    let (path, span) = match reference(cx, node, schema_of(cx, node)) {
        Some(Reference::File(path)) => (path, Span::at(0)),
        Some(Reference::Heading(path, heading)) => (path, heading.span),
        Some(Reference::Metric(path, metric)) => (path, metric.span),
        _ => return Vec::new(),
    };
    vec![Target {
        origin: node.inner_span(),
        path,
        span,
    }]
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::{Fixture, MANIFEST};

    fn target(at: &str) -> Option<(String, String)> {
        let marked = MANIFEST.replacen(at, &format!("{at}‸"), 1);
        let text = format!(
            "//- foo/manifest.json\n{marked}//- foo/README.md\n## Setup\n//- foo/metadata.csv\nmetric_name\nfoo.a\n"
        );
        let fixture = Fixture::new(&text);
        let (path, offset) = fixture.cursor.clone()?;
        let found = ide::definition(&fixture.context(fixture.file(&path)), offset);
        let target = found.first()?;
        let there = fixture.file(&target.path);
        Some((
            target.path.clone(),
            target.span.slice(&there.text).to_owned(),
        ))
    }

    #[test]
    fn texts_lead_to_what_they_name() {
        let to = |path: &str, text: &str| Some((path.to_owned(), text.to_owned()));
        assert_eq!(target("README.md#Set"), to("foo/README.md", "Setup"));
        assert_eq!(target("\"foo.a"), to("foo/metadata.csv", "foo.a"));
        assert_eq!(target("metadata.c"), to("foo/metadata.csv", ""));
        assert_eq!(target("README.md#Over"), None);
        assert_eq!(target("\"prefix\": \"fo"), None);
    }
}
