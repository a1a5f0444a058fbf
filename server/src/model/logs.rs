//! Log pipelines and their tests.

use super::{Facts, Named, SourceFile};
use crate::syntax::yaml::YamlNode;

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LogFacts {
    /// The `id` at the top.
    pub id: Option<Named>,
    /// Values after `source:` in the filter of the pipeline.
    pub sources: Vec<Box<str>>,
    /// The text is YAML. Of one that is not, a missing value proves nothing.
    pub well_formed: bool,
}

impl LogFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let Some(tree) = file.yaml() else {
            return Self::default();
        };
        let root = tree.root(&file.text);
        let id = root.get("id").and_then(|node| {
            let value = node.as_str().filter(|id| !id.is_empty())?;
            let (value, span) = (value.into(), node.inner_span());
            Some(Named { value, span })
        });
        let query = filter_query(root).and_then(|query| query.as_str());
        Self {
            id,
            sources: sources(query.unwrap_or_default()).map(Into::into).collect(),
            well_formed: tree.errors().is_empty(),
        }
    }
}

/// The query by which a pipeline takes its logs.
#[must_use]
pub fn filter_query(root: YamlNode<'_>) -> Option<YamlNode<'_>> {
    root.pointer("/pipeline/filter/query")
}

/// Values after `source:` in a query, lists in brackets taken apart.
pub fn sources(query: &str) -> impl Iterator<Item = &str> {
    query.match_indices("source:").flat_map(move |(at, key)| {
        let rest = query[at + key.len()..].trim_start();
        let (list, inside) = match rest.strip_prefix('(') {
            Some(inside) => (true, inside.split(')').next().unwrap_or_default()),
            None => (false, rest),
        };
        inside
            .split([' ', ')', '\n'])
            .map(|word| word.trim_matches('"'))
            .filter(|word| !word.is_empty() && *word != "OR")
            .take(if list { usize::MAX } else { 1 })
    })
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_logs(&self) -> Option<&LogFacts> {
        if let Self::Logs(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sources;

    #[test]
    fn queries_name_their_sources() {
        let of = |query| sources(query).collect::<Vec<_>>();
        assert_eq!(of("source:foo"), ["foo"]);
        assert_eq!(of("source:(foo OR \"bar-baz\") x"), ["foo", "bar-baz"]);
        assert_eq!(of("(source:a OR source:b)"), ["a", "b"]);
        assert!(of("service:foo").is_empty());
    }
}
