//! The cursor of a tree: navigation from a place to a value and back, and what values mean.

use super::scalar::{self, Scalar};
use super::tree::{NodeData, NodeId, YamlKind, YamlStyle, YamlTree};
use crate::text::Span;

/// A value in a tree, with its text at hand. Cheap to copy.
#[derive(Clone, Copy)]
pub struct YamlNode<'a> {
    pub(super) tree: &'a YamlTree,
    pub(super) text: &'a str,
    pub(super) id: NodeId,
}

impl std::fmt::Debug for YamlNode<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.kind(), self.raw())
    }
}

impl PartialEq for YamlNode<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.id == other.id
    }
}

impl<'a> YamlNode<'a> {
    fn data(&self) -> &'a NodeData {
        &self.tree.nodes[self.id.index()]
    }

    fn at(&self, id: NodeId) -> Self {
        Self { id, ..*self }
    }

    /// The node in its tree.
    #[must_use]
    pub fn id(&self) -> NodeId {
        self.id
    }

    /// Kind of the value; [`YamlKind::Alias`] is not followed.
    #[must_use]
    pub fn kind(&self) -> YamlKind {
        self.data().kind
    }

    /// How it is written.
    #[must_use]
    pub fn style(&self) -> YamlStyle {
        self.data().style
    }

    /// A mapping, following an alias.
    #[must_use]
    pub fn is_mapping(&self) -> bool {
        self.value().kind() == YamlKind::Mapping
    }

    /// A list, following an alias.
    #[must_use]
    pub fn is_sequence(&self) -> bool {
        self.value().kind() == YamlKind::Sequence
    }

    /// Neither mapping nor list, following an alias.
    #[must_use]
    pub fn is_scalar(&self) -> bool {
        !self.is_mapping() && !self.is_sequence()
    }

    /// A collection in brackets.
    #[must_use]
    pub fn is_flow(&self) -> bool {
        self.style() == YamlStyle::Flow
    }

    /// Nothing is written where a value could be; the span is empty, behind the colon or dash.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.kind() == YamlKind::Null && self.span().is_empty()
    }

    /// Bytes of the value: quotes, brackets and the `|` of a block text belong to it, tags,
    /// anchors and trailing blank lines do not. A collection ends with its last child.
    #[must_use]
    pub fn span(&self) -> Span {
        self.data().span
    }

    /// Bytes of the value; of a quoted text what is between the quotes.
    #[must_use]
    pub fn inner_span(&self) -> Span {
        self.data().inner_span()
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

    /// The key of the pair this is the value of, as a node of its own.
    #[must_use]
    pub fn key_node(&self) -> Option<Self> {
        self.data().key.map(|id| self.at(id))
    }

    /// Bytes of the key, quotes included.
    #[must_use]
    pub fn key_span(&self) -> Option<Span> {
        self.key_node().map(|key| key.span())
    }

    /// Bytes of the key between its quotes, if it has any.
    #[must_use]
    pub fn key_inner_span(&self) -> Option<Span> {
        self.key_node().map(|key| key.inner_span())
    }

    /// Text of the key, escapes decoded, of whatever type the key is (`on` is `"on"` here).
    /// `None` when the key is a collection.
    #[must_use]
    pub fn key(&self) -> Option<&'a str> {
        self.key_node()?.decoded()
    }

    /// Bytes of the whole pair: key, colon and value; of an item, the value.
    #[must_use]
    pub fn member_span(&self) -> Span {
        self.key_span()
            .map_or(self.span(), |key| key.cover(self.span()))
    }

    /// Text of a scalar of any type, escapes and line folds decoded; an alias is followed.
    #[must_use]
    pub fn decoded(&self) -> Option<&'a str> {
        let node = self.value();
        let data = node.data();
        match data.kind {
            YamlKind::Mapping | YamlKind::Sequence | YamlKind::Alias => None,
            _ => Some(match data.decoded {
                Some(index) => &self.tree.texts[index as usize],
                None => data.written(self.text),
            }),
        }
    }

    /// A scalar with this text, of any type; the same as to compare it with
    /// [`YamlNode::decoded`], only that most are told apart by their length.
    #[must_use]
    pub fn is_written(&self, wanted: &str) -> bool {
        let data = self.data();
        let is_plain = data.style == YamlStyle::Plain && data.decoded.is_none();
        // Nearly every text is another one by its length.
        if is_plain && data.target.is_none() && data.span.len() != wanted.len() {
            return wanted.is_empty() && self.decoded() == Some(wanted);
        }
        self.is_decoded(wanted)
    }

    fn is_decoded(&self, wanted: &str) -> bool {
        let node = self.value();
        let data = node.data();
        let is_scalar = !matches!(
            data.kind,
            YamlKind::Mapping | YamlKind::Sequence | YamlKind::Alias
        );
        is_scalar
            && match data.decoded {
                Some(index) => *self.tree.texts[index as usize] == *wanted,
                None => {
                    // What does not fit the text is empty, however long it says it is.
                    let may_fit = wanted.is_empty() || data.inner_span().len() == wanted.len();
                    may_fit && data.written(self.text) == wanted
                }
            }
    }

    /// Text of a value that is text for the loader; an alias is followed.
    #[must_use]
    pub fn as_str(&self) -> Option<&'a str> {
        (self.value().kind() == YamlKind::Str)
            .then(|| self.decoded())
            .flatten()
    }

    /// The value of a boolean; an alias is followed.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.scalar() {
            Some(Scalar::Bool(value)) => Some(value),
            _ => None,
        }
    }

    /// The value of a whole number that fits; an alias is followed.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self.scalar() {
            Some(Scalar::Int(value)) => Some(value),
            _ => None,
        }
    }

    /// The value of a scalar; an alias is followed. `None` for collections and for dates and
    /// numbers that do not exist.
    #[must_use]
    pub fn scalar(&self) -> Option<Scalar<'a>> {
        scalar::value(self.value().kind(), self.decoded()?)
    }

    /// The node itself, or of an alias the anchored node (of an unknown one the alias).
    #[must_use]
    pub fn value(&self) -> Self {
        self.data().target.map_or(*self, |id| self.at(id))
    }

    /// The anchored node of an alias.
    #[must_use]
    pub fn resolved(&self) -> Option<Self> {
        self.data().target.map(|id| self.at(id))
    }

    /// Values of a mapping or items of a list, in file order, repeated keys included. An
    /// alias has none: see [`YamlNode::value`].
    pub fn children(&self) -> impl Iterator<Item = YamlNode<'a>> + use<'a> {
        let first = self.data().first_child.map(|id| self.at(id));
        std::iter::successors(first, Self::next)
    }

    /// Keys as written and values of a mapping, in file order, repeated keys and merge
    /// keys included; an alias is followed.
    pub fn pairs(&self) -> impl Iterator<Item = (YamlNode<'a>, YamlNode<'a>)> + use<'a> {
        self.value()
            .children()
            .filter_map(|value| Some((value.key_node()?, value)))
    }

    /// Items of a list; an alias is followed. Nothing for anything else.
    pub fn items(&self) -> impl Iterator<Item = YamlNode<'a>> + use<'a> {
        self.value().children().filter(|c| c.data().key.is_none())
    }

    /// The pair or item after this one.
    #[must_use]
    pub fn next(&self) -> Option<Self> {
        self.data().next.map(|id| self.at(id))
    }

    /// The enclosing mapping or list.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.data().parent.map(|id| self.at(id))
    }

    /// Number of this item in its list.
    #[must_use]
    pub fn index(&self) -> Option<usize> {
        let parent = self.parent()?;
        (parent.kind() == YamlKind::Sequence)
            .then(|| parent.children().position(|c| c == *self))
            .flatten()
    }

    /// Value at a path of keys such as `/files/0/options`; items by number.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<Self> {
        pointer
            .split('/')
            .filter(|part| !part.is_empty())
            .try_fold(*self, |node, part| {
                if node.is_sequence() {
                    node.items().nth(part.parse().ok()?)
                } else {
                    node.get(part)
                }
            })
    }

    /// Text at a path, when it is text.
    #[must_use]
    pub fn str_at(&self, pointer: &str) -> Option<&'a str> {
        self.pointer(pointer)?.as_str()
    }

    /// Path of this value from the root as `/files[]/options`; items are written `[]`.
    #[must_use]
    pub fn path(&self) -> String {
        self.steps(|node| match node.key_text() {
            Some(key) => format!("/{key}"),
            None => "[]".to_owned(),
        })
    }

    /// Path of this value from the root for the eye: `files[0].options`.
    #[must_use]
    pub fn dotted_path(&self) -> String {
        let path = self.steps(|node| match node.key_text() {
            Some(key) => format!(".{key}"),
            None => format!("[{}]", node.index().unwrap_or_default()),
        });
        path.strip_prefix('.').map_or(path.clone(), str::to_owned)
    }

    fn key_text(&self) -> Option<&'a str> {
        let key = self.key_node()?;
        Some(key.decoded().unwrap_or(key.raw()))
    }

    fn steps(&self, step: impl Fn(&Self) -> String) -> String {
        let mut parts = Vec::new();
        let mut node = *self;
        while let Some(parent) = node.parent() {
            parts.push(step(&node));
            node = parent;
        }
        parts.reverse();
        parts.concat()
    }

    /// True for a value that Python would count as false: `null`, `""`, `[]`, `{}`, `0`, `false`.
    #[must_use]
    pub fn is_falsy(&self) -> bool {
        let node = self.value();
        match node.kind() {
            YamlKind::Mapping | YamlKind::Sequence => node.data().first_child.is_none(),
            YamlKind::Alias => false,
            _ => match node.scalar() {
                Some(Scalar::Null) => true,
                Some(Scalar::Bool(value)) => !value,
                Some(Scalar::Int(value)) => value == 0,
                Some(Scalar::Float(value)) => value == 0.0,
                Some(Scalar::Str(text)) => text.is_empty(),
                _ => false,
            },
        }
    }
}
