//! TOML tree with a byte range for every key and value, in file order. The parsing is
//! the `toml` crate's, which recovers from errors and limits nesting; this keeps what
//! it found in an arena like that of JSON.

use ::toml::de::{DeTable, DeValue};

use crate::text::Span;

/// A syntax error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TomlError {
    /// Bytes it is about.
    pub span: Span,
    /// What is wrong, as the parser says it.
    pub message: String,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum TomlValue {
    /// A table: `[header]`, inline, or made by a dotted key.
    Table,
    /// An array, of tables too.
    Array,
    /// A string, decoded.
    String(Box<str>),
    /// An integer; `None` when it does not fit.
    Integer(Option<i64>),
    /// A float.
    Float,
    /// A truth value.
    Bool(bool),
    /// A date or time.
    Datetime,
}

#[derive(Debug, Clone, PartialEq)]
struct NodeData {
    value: TomlValue,
    span: Span,
    /// Decoded name and bytes of the key; `None` for array items and the root.
    key: Option<(Box<str>, Span)>,
    parent: Option<u32>,
    children: Vec<u32>,
}

/// A carriage return that no line feed follows.
fn has_lone_return(text: &str) -> bool {
    let mut returns = text.match_indices('\r');
    returns.any(|(at, _)| text.as_bytes().get(at + 1) != Some(&b'\n'))
}

/// A parsed text. The text travels beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct TomlTree {
    nodes: Vec<NodeData>,
    errors: Vec<TomlError>,
}

impl TomlTree {
    /// Parses a text; never fails.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        // Python opens text files so that a lone carriage return ends a line, too. The bytes stay
        // where they are.
        let unified = has_lone_return(text).then(|| text.replace('\r', "\n"));
        let (table, errors) = DeTable::parse_recoverable(unified.as_deref().unwrap_or(text));
        let errors = errors.iter().map(|error| TomlError {
            span: fit(Span::from(error.span().unwrap_or(0..0)), text),
            message: error.message().to_owned(),
        });
        let root = NodeData {
            value: TomlValue::Table,
            span: Span::new(0, text.len()),
            key: None,
            parent: None,
            children: Vec::new(),
        };
        let mut tree = Self {
            nodes: vec![root],
            errors: errors.collect(),
        };
        tree.add_table(0, table.get_ref());
        for node in &mut tree.nodes {
            node.span = fit(node.span, text);
            if let Some((_, span)) = &mut node.key {
                *span = fit(*span, text);
            }
        }
        tree
    }

    /// The parser bounds the depth, so this may recurse.
    fn add_table(&mut self, parent: u32, table: &DeTable) {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let range = key.span();
            let name = (
                key.get_ref().as_ref().into(),
                Span::new(range.start, range.end),
            );
            self.add(parent, Some(name), value.get_ref(), value.span());
        }
    }

    fn add(
        &mut self,
        parent: u32,
        key: Option<(Box<str>, Span)>,
        value: &DeValue,
        range: std::ops::Range<usize>,
    ) {
        let id = self.nodes.len() as u32;
        let kind = match value {
            DeValue::Table(_) => TomlValue::Table,
            DeValue::Array(_) => TomlValue::Array,
            DeValue::String(text) => TomlValue::String(text.as_ref().into()),
            DeValue::Integer(number) => {
                TomlValue::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok())
            }
            DeValue::Float(_) => TomlValue::Float,
            DeValue::Boolean(value) => TomlValue::Bool(*value),
            DeValue::Datetime(_) => TomlValue::Datetime,
        };
        self.nodes.push(NodeData {
            value: kind,
            span: Span::new(range.start, range.end),
            key,
            parent: Some(parent),
            children: Vec::new(),
        });
        self.nodes[parent as usize].children.push(id);
        match value {
            DeValue::Table(table) => self.add_table(id, table),
            DeValue::Array(items) => {
                for item in items.iter() {
                    self.add(id, None, item.get_ref(), item.span());
                }
            }
            _ => {}
        }
    }

    /// Syntax errors in order of place.
    #[must_use]
    pub fn errors(&self) -> &[TomlError] {
        &self.errors
    }

    /// The top table.
    #[must_use]
    pub fn root<'a>(&'a self, text: &'a str) -> TomlNode<'a> {
        TomlNode {
            tree: self,
            text,
            id: 0,
        }
    }

    /// All nodes but the root; parents before their children.
    pub fn nodes<'a>(&'a self, text: &'a str) -> impl Iterator<Item = TomlNode<'a>> {
        (1..self.nodes.len()).map(move |id| TomlNode {
            tree: self,
            text,
            id: id as u32,
        })
    }

    /// What only TOML 1.1 allows, with its place. Python, and so ddev, reads TOML 1.0.
    #[must_use]
    pub fn newer_syntax(&self, text: &str) -> Vec<TomlError> {
        self.nodes(text)
            .filter_map(|node| {
                let message = match node.value() {
                    TomlValue::Table if node.is_inline() => node.newer_table()?,
                    TomlValue::String(_) => node.newer_escape()?,
                    _ => return None,
                };
                Some(TomlError {
                    span: node.span(),
                    message: message.to_owned(),
                })
            })
            .collect()
    }

    /// The value whose key or own bytes the cursor touches, the smallest first. Tables in
    /// pieces have no extent of their own, so every node is looked at.
    #[must_use]
    pub fn node_at<'a>(&'a self, text: &'a str, offset: usize) -> Option<TomlNode<'a>> {
        self.nodes(text)
            .filter(|node| {
                node.span().touches(offset) || node.key_span().is_some_and(|k| k.touches(offset))
            })
            .min_by_key(|node| {
                let on_key = node.key_span().filter(|key| key.touches(offset));
                on_key.unwrap_or(node.span()).len()
            })
    }
}

/// A span within the text: of a broken one the parser gives some that end behind it or inside
/// of a character.
fn fit(span: Span, text: &str) -> Span {
    let end = text.floor_char_boundary(span.end as usize);
    Span::new(text.floor_char_boundary(span.start as usize).min(end), end)
}

/// A value in a tree, with its text at hand. Cheap to copy.
#[derive(Clone, Copy)]
pub struct TomlNode<'a> {
    tree: &'a TomlTree,
    text: &'a str,
    id: u32,
}

impl std::fmt::Debug for TomlNode<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.key(), self.value())
    }
}

impl<'a> TomlNode<'a> {
    fn data(&self) -> &'a NodeData {
        &self.tree.nodes[self.id as usize]
    }

    fn at(&self, id: u32) -> Self {
        Self { id, ..*self }
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &'a TomlValue {
        &self.data().value
    }

    /// Bytes of the value; strings with their quotes. Of a `[table]` its header.
    #[must_use]
    pub fn span(&self) -> Span {
        self.data().span
    }

    fn is_inline(&self) -> bool {
        self.span().slice(self.text).starts_with('{')
    }

    /// Between the values of a table in braces may be no line break, and no comma at its end.
    fn newer_table(&self) -> Option<&'static str> {
        let mut values: Vec<Span> = Vec::new();
        let mut open: Vec<Self> = self.children().collect();
        while let Some(node) = open.pop() {
            // A table made by a dotted key has no text of its own.
            if *node.value() == TomlValue::Table && !node.is_inline() {
                open.extend(node.children());
            } else {
                values.push(node.span());
            }
        }
        values.sort();
        let whole = self.span();
        let mut at = whole.start;
        let mut last = "";
        for value in values
            .iter()
            .chain([&Span::new(whole.end as usize, whole.end as usize)])
        {
            last = Span::new(at as usize, value.start as usize).slice(self.text);
            if last.contains('\n') {
                return Some("a table in braces must stand on one line");
            }
            at = value.end;
        }
        (!values.is_empty() && last.trim_start().starts_with(','))
            .then_some("a comma may not stand before `}`")
    }

    fn newer_escape(&self) -> Option<&'static str> {
        let raw = self.span().slice(self.text);
        if !raw.starts_with('"') {
            return None;
        }
        let mut chars = raw.chars();
        while let Some(c) = chars.next() {
            if c == '\\' && matches!(chars.next(), Some('e' | 'x')) {
                return Some("the escapes `\\e` and `\\x` are not known");
            }
        }
        None
    }

    /// Bytes of the value; of a string what is between the quotes.
    #[must_use]
    pub fn inner_span(&self) -> Span {
        let span = self.span();
        if !matches!(self.value(), TomlValue::String(_)) {
            return span;
        }
        let raw = span.slice(self.text);
        // A broken one may lack its quotes.
        let quotes = ["\"\"\"", "'''", "\"", "'"];
        let mut fitting = quotes
            .into_iter()
            .filter(|quote| quote.len() == 1 || raw.len() >= 6);
        let Some(quote) = fitting.find(|quote| raw.starts_with(quote)) else {
            return span;
        };
        let (start, end) = (span.start as usize + quote.len(), span.end as usize);
        let closed = raw[quote.len()..].ends_with(quote);
        Span::new(start, end - if closed { quote.len() } else { 0 })
    }

    /// Decoded name; `None` for array items and the root.
    #[must_use]
    pub fn key(&self) -> Option<&'a str> {
        self.data().key.as_ref().map(|(name, _)| &**name)
    }

    /// Bytes of the key.
    #[must_use]
    pub fn key_span(&self) -> Option<Span> {
        self.data().key.as_ref().map(|(_, span)| *span)
    }

    /// The table or array around it.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.data().parent.map(|id| self.at(id))
    }

    /// Members or items in file order.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = Self> + use<'a> {
        let node = *self;
        self.data().children.iter().map(move |id| node.at(*id))
    }

    /// The member of a name.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Self> {
        self.children().find(|child| child.key() == Some(key))
    }

    /// The value at a path of keys.
    #[must_use]
    pub fn find(&self, path: &[&str]) -> Option<Self> {
        path.iter().try_fold(*self, |node, key| node.get(key))
    }

    /// The decoded text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&'a str> {
        match self.value() {
            TomlValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// Names of the tables around it and its own, outermost first; items of arrays have none.
    #[must_use]
    pub fn path(&self) -> Vec<&'a str> {
        let mut path = Vec::new();
        let mut at = Some(*self);
        while let Some(node) = at {
            path.extend(node.key());
            at = node.parent();
        }
        path.reverse();
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "[project]\nname = \"a\"\nauthors = [{email = 'x@y'}]\n\n[tool.hatch]\nversion.path = \"p\"\n";

    #[test]
    fn values_are_found_with_their_place() {
        let tree = TomlTree::parse(TEXT);
        assert!(tree.errors().is_empty());
        let root = tree.root(TEXT);
        let name = root.find(&["project", "name"]).expect("a name");
        assert_eq!(
            (name.as_str(), name.inner_span().slice(TEXT)),
            (Some("a"), "a")
        );
        let path = root
            .find(&["tool", "hatch", "version", "path"])
            .expect("a path");
        assert_eq!(path.path(), ["tool", "hatch", "version", "path"]);
        let author = root.find(&["project", "authors"]).expect("authors");
        let email = author.children().next().and_then(|a| a.get("email"));
        assert_eq!(email.expect("an email").inner_span().slice(TEXT), "x@y");
        let at = TEXT.find("x@y").expect("the address");
        assert_eq!(tree.node_at(TEXT, at).expect("a node").key(), Some("email"));
    }

    #[test]
    fn broken_text_keeps_what_can_be_read() {
        let text = "[project]\nname = \"a\"\nversion = \n[tool]\nx = 1\n";
        let tree = TomlTree::parse(text);
        assert!(!tree.errors().is_empty());
        let root = tree.root(text);
        assert!(root.find(&["project", "name"]).is_some());
        assert!(root.find(&["tool", "x"]).is_some());
    }

    #[test]
    fn what_python_cannot_read_is_told() {
        let newer = |text: &str| {
            let tree = TomlTree::parse(text);
            let found = tree.newer_syntax(text);
            found
                .iter()
                .map(|e| e.span.slice(text).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(newer("a = {b = 1,\n c = 2}\n"), ["{b = 1,\n c = 2}"]);
        assert_eq!(newer("a = {b = 1,}\n"), ["{b = 1,}"]);
        assert_eq!(newer("a = \"\\x41\"\n"), ["\"\\x41\""]);
        let fine = "a = {b.c = [\n1,\n], d = \"\"\"\nx\"\"\", e = {}}\nf = '\\x'\ng = \"\\\\x\"\n[h]\ni = 1\n";
        assert_eq!(newer(fine), [] as [String; 0]);
    }

    #[test]
    fn lines_end_as_in_python() {
        assert!(
            TomlTree::parse("a = 1\rb = 2\r\nc = 3\n")
                .errors()
                .is_empty()
        );
    }

    #[test]
    fn long_strings_and_hostile_nesting() {
        let text = "a = \"\"\"x\"\"\"\nb = ''\n";
        let tree = TomlTree::parse(text);
        let inner = |key: &str| tree.root(text).get(key).expect("a value").inner_span();
        assert_eq!(inner("a").slice(text), "x");
        assert!(inner("b").is_empty());
        assert!(
            !TomlTree::parse(&format!("a = {}", "[".repeat(100_000)))
                .errors()
                .is_empty()
        );
    }
}
