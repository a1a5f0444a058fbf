//! The arena of nodes; [`YamlNode`] walks it.

use std::num::NonZeroU32;

use super::node::YamlNode;
use super::recover;
use super::{YamlError, lexical};
use crate::text::Span;

/// Index of a node in its tree, counted from one so that an absent one takes no more room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(NonZeroU32);

impl NodeId {
    pub(super) const ROOT: Self = Self(NonZeroU32::MIN);

    pub(super) fn new(index: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(index as u32))
    }

    pub(super) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// What a node is, as the safe loader types it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YamlKind {
    /// Pairs of keys and values.
    Mapping,
    /// A list.
    Sequence,
    /// Nothing, `~` or `null`.
    Null,
    /// `true`, `yes`, `on` and their opposites.
    Bool,
    /// A whole number.
    Int,
    /// A number with a point.
    Float,
    /// A date or a time.
    Timestamp,
    /// Bytes, by the tag `!!binary`.
    Binary,
    /// Text.
    Str,
    /// `<<` as a key.
    Merge,
    /// `*name`; see [`YamlNode::value`].
    Alias,
}

/// How a node is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YamlStyle {
    /// A collection by indentation.
    Block,
    /// A collection in brackets, or a single pair among the items of a list in brackets.
    Flow,
    /// A scalar without quotes, or an alias.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// A block text after `|`.
    Literal,
    /// A block text after `>`.
    Folded,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NodeData {
    pub kind: YamlKind,
    pub style: YamlStyle,
    pub is_key: bool,
    /// A key or part of one.
    pub in_key: bool,
    pub span: Span,
    pub parent: Option<NodeId>,
    pub first_child: Option<NodeId>,
    pub last_child: Option<NodeId>,
    pub next: Option<NodeId>,
    /// The pair's key; `None` for items and the root.
    pub key: Option<NodeId>,
    /// The anchored node of an alias.
    pub target: Option<NodeId>,
    /// Index of the text in the tree where it differs from what is written.
    pub decoded: Option<u32>,
}

impl NodeData {
    pub(super) fn new(kind: YamlKind, style: YamlStyle, span: Span) -> Self {
        Self {
            kind,
            style,
            is_key: false,
            in_key: false,
            span,
            parent: None,
            first_child: None,
            last_child: None,
            next: None,
            key: None,
            target: None,
            decoded: None,
        }
    }

    /// Bytes without quotes.
    pub(super) fn inner_span(&self) -> Span {
        match self.style {
            YamlStyle::SingleQuoted | YamlStyle::DoubleQuoted if self.span.len() >= 2 => Span {
                start: self.span.start + 1,
                end: self.span.end - 1,
            },
            _ => self.span,
        }
    }

    /// The text as written, without quotes.
    pub(super) fn written<'a>(&self, text: &'a str) -> &'a str {
        self.inner_span().slice(text)
    }
}

/// A parsed text. Holds ranges, and texts only where escapes or line breaks change
/// them; the text itself travels beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlTree {
    pub(super) nodes: Vec<NodeData>,
    pub(super) texts: Vec<Box<str>>,
    pub(super) errors: Vec<YamlError>,
    /// Mappings in which two keys may be the same, in order; of the others no two are.
    pub(super) suspects: Vec<NodeId>,
}

impl YamlTree {
    /// Parses a text; never fails. Of a broken text the first syntax error is told, and
    /// the tree holds what can be read around it.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        recover::parse(text, None)
    }

    /// Like [`YamlTree::parse`] with a hint for broken texts: the line, from 0, that
    /// somebody is typing on.
    #[must_use]
    pub fn parse_edited(text: &str, line: usize) -> Self {
        recover::parse(text, Some(line))
    }

    /// Errors in order of place: one syntax error, or all faults that stop the loader.
    #[must_use]
    pub fn errors(&self) -> &[YamlError] {
        &self.errors
    }

    /// The text cannot be read as written; the tree may lack parts.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.errors.iter().any(|e| e.kind.is_syntax())
    }

    /// The top value; of kind [`YamlKind::Null`] when there is none.
    #[must_use]
    pub fn root<'a>(&'a self, text: &'a str) -> YamlNode<'a> {
        self.node(text, NodeId::ROOT)
    }

    pub(super) fn node<'a>(&'a self, text: &'a str, id: NodeId) -> YamlNode<'a> {
        YamlNode {
            tree: self,
            text,
            id,
        }
    }

    /// All values, without keys, in order of their start (nearly so in a broken text).
    pub fn nodes<'a>(&'a self, text: &'a str) -> impl Iterator<Item = YamlNode<'a>> {
        (0..self.nodes.len())
            .filter(|&id| !self.nodes[id].in_key)
            .map(move |id| self.node(text, NodeId::new(id)))
    }

    /// Innermost node whose value or key the cursor touches.
    #[must_use]
    pub fn node_at<'a>(&'a self, text: &'a str, offset: usize) -> YamlNode<'a> {
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

    /// Bytes of all comments, `#` to the end of the line, in order of place.
    #[must_use]
    pub fn comments(&self, text: &str) -> Vec<Span> {
        lexical::comment_spans(self, text)
    }

    /// Makes a node the last child of another.
    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        let holder = &mut self.nodes[parent.index()];
        let before = holder.last_child.replace(child);
        match before {
            Some(before) => self.nodes[before.index()].next = Some(child),
            None => holder.first_child = Some(child),
        }
    }
}
