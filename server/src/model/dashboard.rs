//! `assets/dashboards/*.json`: widgets, template variables, and the strings that hold
//! queries. No other file depends on what a dashboard says.

use super::SourceFile;
use crate::syntax::json::{JsonKind, JsonNode, JsonTree, NodeId};

/// View of a dashboard's tree.
#[derive(Debug, Clone, Copy)]
pub struct Dashboard<'a> {
    file: &'a SourceFile,
    tree: &'a JsonTree,
    /// The top value.
    pub root: JsonNode<'a>,
}

impl<'a> Dashboard<'a> {
    /// View of a parsed file; `None` when it is no JSON file.
    #[must_use]
    pub fn of(file: &'a SourceFile) -> Option<Self> {
        let tree = file.json()?;
        let root = tree.root(&file.text);
        Some(Self { file, tree, root })
    }

    /// The definitions of all widgets, those inside of groups after their group.
    pub fn definitions(&self) -> impl Iterator<Item = JsonNode<'a>> + use<'a> {
        let (tree, text) = (self.tree, self.root.text());
        let ids = self.file.widgets(|| self.find_definitions()).iter();
        ids.map(move |id| tree.node(text, *id))
    }

    fn find_definitions(&self) -> Vec<NodeId> {
        let mut definitions = Vec::new();
        let mut open: Vec<_> = self.root.get("widgets").into_iter().collect();
        while let Some(list) = open.pop() {
            if list.kind() != JsonKind::Array {
                continue;
            }
            for definition in list.children().filter_map(|w| w.get("definition")) {
                definitions.push(definition.id());
                open.extend(definition.get("widgets"));
            }
        }
        definitions
    }

    /// Names of the declared template variables.
    pub fn variables(&self) -> impl Iterator<Item = JsonNode<'a>> + use<'a> {
        let list = self.root.get("template_variables");
        let names = list.into_iter().flat_map(|list| list.children());
        names
            .filter_map(|variable| variable.get("name"))
            .filter(|name| name.kind() == JsonKind::String && !name.is_falsy())
    }

    /// Strings that hold a dollar sign, and so perhaps template variables.
    pub fn strings_with_dollar(&self) -> impl Iterator<Item = JsonNode<'a>> + use<'a> {
        let (tree, text) = (self.tree, self.root.text());
        let find = || {
            tree.strings_with(text, b'$')
                .map(|node| node.id())
                .collect()
        };
        let ids = self.file.dollars(find).iter();
        ids.map(move |id| tree.node(text, *id))
    }

    /// Strings that hold metric queries.
    pub fn metric_queries(&self) -> impl Iterator<Item = JsonNode<'a>> + use<'a> {
        // `q` and `query`.
        let nodes = self.tree.members_beginning(self.root.text(), "q");
        let queries = nodes.into_iter();
        queries.filter(|node| is_metric_query(*node) && node.kind() == JsonKind::String)
    }
}

/// True for a string that holds a metric query, judged by its key and what is beside it.
#[must_use]
pub fn is_metric_query(node: JsonNode) -> bool {
    node.has_key("q")
        || node.has_key("query") && {
            let source = node.parent().and_then(|query| query.get("data_source"));
            source.is_some_and(|source| source.as_str().as_deref() == Some("metrics"))
        }
}

/// True for a string that holds a search, as over logs or events.
#[must_use]
pub fn is_search(node: JsonNode) -> bool {
    let searches = || node.parent().is_some_and(|parent| parent.has_key("search"));
    node.has_key("query_string") || node.has_key("query") && searches()
}
