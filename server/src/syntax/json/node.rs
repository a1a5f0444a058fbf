//! The cursor of a tree: navigation from a place to a value and back, and what values mean.

use std::borrow::Cow;

use super::tree::{JsonKind, JsonTree, NodeData, NodeId};
use crate::text::Span;

/// A value in a tree, with its text at hand. Cheap to copy.
#[derive(Clone, Copy)]
pub struct JsonNode<'a> {
    pub(super) tree: &'a JsonTree,
    pub(super) text: &'a str,
    pub(super) id: NodeId,
}

impl std::fmt::Debug for JsonNode<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.kind(), self.raw())
    }
}

impl PartialEq for JsonNode<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.id == other.id
    }
}

impl<'a> JsonNode<'a> {
    fn data(&self) -> &'a NodeData {
        &self.tree.nodes[self.id.index()]
    }

    pub(super) fn at(&self, id: NodeId) -> Self {
        Self { id, ..*self }
    }

    /// Index in the tree.
    #[must_use]
    pub fn id(&self) -> NodeId {
        self.id
    }

    /// Kind of the value.
    #[must_use]
    pub fn kind(&self) -> JsonKind {
        self.data().kind
    }

    /// Bytes of the value; strings with their quotes.
    #[must_use]
    pub fn span(&self) -> Span {
        self.data().span
    }

    /// Bytes of the value; of a string what is between the quotes.
    #[must_use]
    pub fn inner_span(&self) -> Span {
        let data = self.data();
        if data.kind == JsonKind::String {
            inner(data.span, data.plain, self.text)
        } else {
            data.span
        }
    }

    /// The whole text the tree was made of.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The value as written.
    #[must_use]
    pub fn raw(&self) -> &'a str {
        self.span().slice(self.text)
    }

    /// Bytes of the member's key with its quotes.
    #[must_use]
    pub fn key_span(&self) -> Option<Span> {
        let key = self.data().key;
        (!key.is_empty()).then_some(key)
    }

    /// Bytes of the key between its quotes.
    #[must_use]
    pub fn key_inner_span(&self) -> Option<Span> {
        let plain = self.data().plain_key;
        self.key_span().map(|span| inner(span, plain, self.text))
    }

    /// Key of a member, escapes decoded.
    #[must_use]
    pub fn key(&self) -> Option<Cow<'a, str>> {
        let raw = self.key_inner_span()?.slice(self.text);
        Some(if self.data().plain_key {
            Cow::Borrowed(raw)
        } else {
            unescape(raw)
        })
    }

    /// Key of a member that is closed and holds no escape, as nearly every key.
    #[must_use]
    pub fn plain_key(&self) -> Option<&'a str> {
        let inner = self.key_inner_span().filter(|_| self.data().plain_key);
        inner.map(|span| span.slice(self.text))
    }

    /// Whether the member's key is this one. Nearly every key is written as it is meant, and
    /// compared without looking for its quotes.
    #[must_use]
    pub fn has_key(&self, key: &str) -> bool {
        let data = self.data();
        if !data.plain_key {
            return !data.key.is_empty() && self.key().as_deref() == Some(key);
        }
        data.key.len() == key.len() + 2 && {
            let inner = data.key.start as usize + 1..data.key.end as usize - 1;
            self.text.as_bytes().get(inner) == Some(key.as_bytes())
        }
    }

    /// Bytes of the whole member: key, colon and value; of an item, the value.
    #[must_use]
    pub fn member_span(&self) -> Span {
        self.key_span()
            .map_or(self.span(), |key| key.cover(self.span()))
    }

    /// Text of a string value, escapes decoded.
    #[must_use]
    pub fn as_str(&self) -> Option<Cow<'a, str>> {
        let data = self.data();
        (data.kind == JsonKind::String).then(|| {
            let raw = self.inner_span().slice(self.text);
            if data.plain {
                Cow::Borrowed(raw)
            } else {
                unescape(raw)
            }
        })
    }

    /// `true` or `false`.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        (self.kind() == JsonKind::Bool).then(|| self.raw() == "true")
    }

    /// Members of an object or items of an array, in file order, repeated keys included.
    pub fn children(&self) -> impl Iterator<Item = JsonNode<'a>> + use<'a> {
        let first = self.data().first_child.map(|id| self.at(id));
        std::iter::successors(first, Self::next)
    }

    /// The member or item after this one.
    #[must_use]
    pub fn next(&self) -> Option<Self> {
        self.data().next.map(|id| self.at(id))
    }

    /// The enclosing object or array.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.data().parent.map(|id| self.at(id))
    }

    /// Value of a key; the last one when the key is repeated, as Python reads it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Self> {
        let data = self.data();
        if data.kind != JsonKind::Object {
            return None;
        }
        let nodes = &*self.tree.nodes;
        let quoted = key.len() + 2;
        let (mut next, mut found) = (data.first_child, None);
        while let Some(id) = next {
            let child = &nodes[id.index()];
            // Most keys differ in length already.
            let may_be = child.key.len() == quoted || !child.plain_key;
            if may_be && self.at(id).has_key(key) {
                found = next;
            }
            next = child.next;
        }
        found.map(|id| self.at(id))
    }

    /// Value at a path of keys such as `/assets/integration/metrics`; items by number.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<Self> {
        let (mut node, mut rest) = (*self, pointer);
        loop {
            rest = rest.trim_start_matches('/');
            if rest.is_empty() {
                return Some(node);
            }
            let end = rest.bytes().position(|byte| byte == b'/');
            let (part, behind) = rest.split_at(end.unwrap_or(rest.len()));
            node = if node.kind() == JsonKind::Array {
                node.children().nth(part.parse().ok()?)?
            } else {
                node.get(part)?
            };
            rest = behind;
        }
    }

    /// Text at a path, when it is a string.
    #[must_use]
    pub fn str_at(&self, pointer: &str) -> Option<Cow<'a, str>> {
        self.pointer(pointer)?.as_str()
    }

    /// Path of this value from the root; items of arrays are written `[]`.
    #[must_use]
    pub fn path(&self) -> String {
        let around: Vec<Self> = std::iter::successors(Some(*self), Self::parent).collect();
        let mut path = String::new();
        for node in around.iter().rev() {
            if let Some(key) = node.key() {
                path.push('/');
                path.push_str(&key);
            } else if node.parent().is_some() {
                path.push_str("[]");
            }
        }
        path
    }

    /// True for a value that Python would count as false: `null`, `""`, `[]`, `{}`, `0`, `false`.
    #[must_use]
    pub fn is_falsy(&self) -> bool {
        match self.kind() {
            JsonKind::Missing | JsonKind::Null => true,
            JsonKind::Bool => self.raw() == "false",
            JsonKind::String => self.inner_span().is_empty(),
            JsonKind::Number => self.raw().parse::<f64>().is_ok_and(|n| n == 0.0),
            JsonKind::Array | JsonKind::Object => self.data().first_child.is_none(),
        }
    }
}

/// Between the quotes of a string literal that may lack its closing one, unless it is plain.
fn inner(span: Span, plain: bool, text: &str) -> Span {
    if plain {
        return Span {
            start: span.start + 1,
            end: span.end - 1,
        };
    }
    let raw = span.slice(text);
    let start = span.start + u32::from(raw.starts_with('"'));
    let closed = raw.len() > 1 && raw.ends_with('"') && !ends_escaped(&raw[..raw.len() - 1]);
    Span {
        start,
        end: (span.end - u32::from(closed)).max(start),
    }
}

/// The text ends in an odd number of backslashes.
fn ends_escaped(text: &str) -> bool {
    text.bytes().rev().take_while(|&b| b == b'\\').count() % 2 == 1
}

/// Decodes the escapes of a string's inner text; bad ones are kept as written.
#[must_use]
pub fn unescape(inner: &str) -> Cow<'_, str> {
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    // serde_json decodes surrogate pairs; a lone surrogate or a bad escape leaves the source text.
    serde_json::from_str(&format!("\"{inner}\"")).map_or(Cow::Borrowed(inner), Cow::Owned)
}
