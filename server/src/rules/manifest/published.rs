//! The published manifest of the same integration, for the rules that forbid changing
//! what is released.

use std::sync::Arc;

use crate::syntax::json::{JsonNode, JsonTree};
use crate::workspace::ManifestCx;

/// A manifest on the main branch.
pub(super) struct Published {
    text: Arc<str>,
    tree: JsonTree,
}

impl Published {
    /// `None` when there is none, when either text cannot be read, or when the layout was
    /// raised from the first generation since.
    pub(super) fn of(cx: &ManifestCx) -> Option<Self> {
        if !cx.is_well_formed() {
            return None;
        }
        let text = Arc::clone(cx.repo.baseline.text(&cx.file.path)?);
        let tree = JsonTree::parse(&text);
        let published = Self { text, tree };
        let version = |root: JsonNode| root.str_at("/manifest_version").map(String::from);
        let before = version(published.root());
        let raised =
            before.as_deref() == Some("1.0.0") && version(cx.root()).as_deref() == Some("2.0.0");
        (published.tree.errors().is_empty() && !raised).then_some(published)
    }

    /// Its top value.
    pub(super) fn root(&self) -> JsonNode<'_> {
        self.tree.root(&self.text)
    }
}
