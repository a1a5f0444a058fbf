//! Search over integrations and metrics of a repository.

use super::SymbolKind;
use crate::model::FileKind;
use crate::text::Span;
use crate::workspace::{Integration, Repo};

/// A symbol somewhere in a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// Name.
    pub name: String,
    /// Icon.
    pub kind: SymbolKind,
    /// Display name of the integration it belongs to.
    pub container: String,
    /// Path relative to the repository root.
    pub path: String,
    /// Bytes of the name.
    pub span: Span,
}

/// Integrations and metrics whose name holds the letters of the query in order, ignoring
/// case; closest first, at most `limit`.
#[must_use]
pub fn workspace_symbols(repo: &Repo, query: &str, limit: usize) -> Vec<WorkspaceSymbol> {
    let query: Vec<char> = query
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut found: Vec<(u32, &Integration, Option<usize>)> = Vec::new();
    for integration in repo.integrations.values() {
        let display = integration.display_name(&repo.config);
        let by_name = score(&display, &query);
        let by_dir = score(&integration.dir, &query);
        if let Some(score) = by_name.into_iter().chain(by_dir).min() {
            found.push((score, integration, None));
        }
        let metrics = integration
            .metadata()
            .map(|m| m.metrics.as_slice())
            .unwrap_or_default();
        for (index, metric) in metrics.iter().enumerate() {
            if let Some(score) = score(&metric.name, &query) {
                // An integration before a metric that fits equally well.
                found.push((score + 1, integration, Some(index)));
            }
        }
    }
    found.sort_by_key(|(score, ..)| *score);
    found.truncate(limit);
    found
        .into_iter()
        .map(|(_, integration, metric)| symbol(repo, integration, metric))
        .collect()
}

fn symbol(repo: &Repo, integration: &Integration, metric: Option<usize>) -> WorkspaceSymbol {
    let container = integration.display_name(&repo.config);
    let metric = metric.and_then(|index| integration.metadata()?.metrics.get(index));
    if let Some(metric) = metric {
        return WorkspaceSymbol {
            name: metric.name.to_string(),
            kind: SymbolKind::Metric,
            container,
            path: integration.repo_path(FileKind::Metadata.file_name()),
            span: metric.span,
        };
    }
    let named = integration
        .manifest()
        .and_then(|manifest| manifest.source_type_name.as_ref());
    // What stands for the whole: the manifest, or what there is without one.
    let kind = [
        FileKind::Manifest,
        FileKind::Metadata,
        FileKind::Readme,
        FileKind::Pyproject,
    ]
    .into_iter()
    .find(|kind| integration.files.has_file(kind.file_name()))
    .unwrap_or(FileKind::Manifest);
    WorkspaceSymbol {
        name: container,
        kind: SymbolKind::Integration,
        container: integration.dir.to_string(),
        path: integration.repo_path(kind.file_name()),
        span: named.map_or(Span::at(0), |named| named.span),
    }
}

/// How far a name is from a query: 0 for the same, more for letters between and after.
/// `None` when the letters do not occur in order. An empty query fits everything.
fn score(name: &str, query: &[char]) -> Option<u32> {
    let mut wanted = query.iter();
    let mut next = wanted.next();
    let mut gaps = 0;
    let mut length = 0;
    for c in name.chars().flat_map(char::to_lowercase) {
        length += 1;
        if next == Some(&c) {
            next = wanted.next();
        } else if next.is_some() {
            gaps += 1;
        }
    }
    let rest = length - query.len().min(length as usize) as u32;
    next.is_none().then_some(gaps * 4 + rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    #[test]
    fn integrations_and_metrics_are_found_by_letters_in_order() {
        let fixture = Fixture::new(
            "//- foo/metadata.csv\nmetric_name,metric_type\nfoo.net.bytes,gauge\nfoo.cpu,gauge\n",
        );
        let names = |query: &str| -> Vec<String> {
            let found = workspace_symbols(&fixture.repo, query, 10);
            found.into_iter().map(|symbol| symbol.name).collect()
        };
        assert_eq!(names("foo"), ["Foo", "foo.cpu", "foo.net.bytes"]);
        assert_eq!(names("netb"), ["foo.net.bytes"]);
        assert_eq!(names("zzz"), Vec::<String>::new());
        assert_eq!(workspace_symbols(&fixture.repo, "", 2).len(), 2);
    }

    #[test]
    fn an_integration_leads_to_the_value_that_names_it() {
        let fixture = Fixture::new("//- foo/metadata.csv\nmetric_name\n");
        let symbol = &workspace_symbols(&fixture.repo, "Foo", 1)[0];
        assert_eq!(symbol.path, "foo/manifest.json");
        assert_eq!(
            symbol.span.slice(&fixture.file("foo/manifest.json").text),
            "Foo"
        );
    }
}
