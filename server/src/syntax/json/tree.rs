//! The arena of nodes; [`JsonNode`] walks it.

use std::num::NonZeroU32;

use super::error::JsonError;
use super::node::JsonNode;
use super::parser;
use crate::text::{Span, places};

/// Index of a node in its tree, counted from one so that an absent one takes no more room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NodeId(NonZeroU32);

impl NodeId {
    const ROOT: Self = Self(NonZeroU32::MIN);

    pub(super) fn new(index: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(index as u32))
    }

    pub(super) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonKind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// A string, possibly unclosed.
    String,
    /// A number; `NaN` and `Infinity` too, as Python reads them.
    Number,
    /// `true` or `false`.
    Bool,
    /// `null`
    Null,
    /// No value where one is due, or a word that is none. The span is where it belongs.
    Missing,
}

/// Kept small: a dashboard has tens of thousands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NodeData {
    pub kind: JsonKind,
    /// The value is a string that is closed and holds no escape.
    pub plain: bool,
    /// The key is closed and holds no escape.
    pub plain_key: bool,
    pub span: Span,
    pub parent: Option<NodeId>,
    pub first_child: Option<NodeId>,
    pub next: Option<NodeId>,
    /// The member's key with its quotes; empty for array items and the root.
    pub key: Span,
}

impl NodeData {
    /// A value without place in the tree, with a plain key.
    pub(super) fn member(kind: JsonKind, plain: bool, span: Span, key: Span) -> Self {
        Self {
            kind,
            plain,
            plain_key: true,
            span,
            parent: None,
            first_child: None,
            next: None,
            key,
        }
    }
}

/// A parsed text. Holds ranges only; the text travels beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonTree {
    pub(super) nodes: Vec<NodeData>,
    pub(super) errors: Vec<JsonError>,
    /// Every key is closed and holds no escape, so that a search of the text finds it.
    pub(super) plain_keys: bool,
    /// Objects in which two keys may be the same; of the others no two are.
    pub(super) suspects: Vec<NodeId>,
}

impl JsonTree {
    /// Parses a text; never fails.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        parser::parse(text)
    }

    /// Syntax errors in order of place.
    #[must_use]
    pub fn errors(&self) -> &[JsonError] {
        &self.errors
    }

    /// The top value; of kind [`JsonKind::Missing`] when there is none.
    #[must_use]
    pub fn root<'a>(&'a self, text: &'a str) -> JsonNode<'a> {
        JsonNode {
            tree: self,
            text,
            id: NodeId::ROOT,
        }
    }

    /// A node by its index; the top value when there is none of it.
    #[must_use]
    pub fn node<'a>(&'a self, text: &'a str, id: NodeId) -> JsonNode<'a> {
        let known = id.index() < self.nodes.len();
        self.root(text).at(if known { id } else { NodeId::ROOT })
    }

    /// All nodes in order of their start.
    pub fn nodes<'a>(&'a self, text: &'a str) -> impl Iterator<Item = JsonNode<'a>> {
        (0..self.nodes.len()).map(move |id| JsonNode {
            tree: self,
            text,
            id: NodeId::new(id),
        })
    }

    /// Objects in which two keys may be the same, in order of their start: all in which some are,
    /// and few others.
    pub fn objects_to_compare<'a>(&'a self, text: &'a str) -> impl Iterator<Item = JsonNode<'a>> {
        self.suspects.iter().map(move |id| self.root(text).at(*id))
    }

    /// The strings of the file that hold a character, in order of their start.
    pub fn strings_with<'a>(
        &'a self,
        text: &'a str,
        character: u8,
    ) -> impl Iterator<Item = JsonNode<'a>> {
        let mut seen = 0;
        memchr::memchr_iter(character, text.as_bytes()).filter_map(move |at| {
            if at < seen {
                return None;
            }
            let begun = self.nodes.partition_point(|n| n.span.start as usize <= at);
            let index = begun.checked_sub(1)?;
            let node = &self.nodes[index];
            // Else it stands in a key, or between values.
            let inside = node.kind == JsonKind::String && at < node.span.end as usize;
            if inside {
                seen = node.span.end as usize;
            }
            inside.then(|| self.root(text).at(NodeId::new(index)))
        })
    }

    /// Members whose key begins like this, in order of their start. Nearly every key is written
    /// as it is meant, and in a sound text a search is quicker than a look at every node.
    pub fn members_beginning<'a>(&'a self, text: &'a str, key: &str) -> Vec<JsonNode<'a>> {
        if !self.plain_keys || !self.errors.is_empty() {
            let begins = |node: &JsonNode| node.key().is_some_and(|own| own.starts_with(key));
            return self.nodes(text).filter(begins).collect();
        }
        let quoted = format!("\"{key}");
        let member = |at: usize| {
            // A value starts behind its key, and before all that follows.
            let index = self.nodes.partition_point(|n| n.span.start as usize <= at);
            let node = self.nodes.get(index)?;
            let is_key = node.key.start as usize == at && !node.key.is_empty();
            is_key.then(|| self.root(text).at(NodeId::new(index)))
        };
        places(text, &quoted).filter_map(member).collect()
    }

    /// Innermost node whose value or key the cursor touches.
    #[must_use]
    pub fn node_at<'a>(&'a self, text: &'a str, offset: usize) -> JsonNode<'a> {
        let mut node = self.root(text);
        loop {
            let child = node.children().find(|c| {
                c.span().touches(offset) || c.key_span().is_some_and(|k| k.touches(offset))
            });
            match child {
                Some(c) => node = c,
                None => return node,
            }
        }
    }
}
