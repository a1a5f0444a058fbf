//! Where the cursor stands in possibly broken JSON: at a key, a value or an item;
//! what typing there replaces, and which commas an insertion needs.

use crate::syntax::json::{JsonErrorKind, JsonKind, JsonNode};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

/// What is due at the cursor.
#[derive(Clone, Copy)]
pub(in crate::ide) enum Role<'a> {
    /// A key of this object.
    Key(JsonNode<'a>),
    /// This value, present or not.
    Value(JsonNode<'a>),
    /// A new item of this array.
    Item(JsonNode<'a>),
}

/// What is typed already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::ide) enum Typed {
    /// Nothing, or a bare word.
    Bare,
    /// A string with its closing quote.
    Closed,
    /// A string without it.
    Open,
}

/// The place of the cursor.
pub(in crate::ide) struct Spot<'a> {
    /// What is due.
    pub(in crate::ide) role: Role<'a>,
    /// Bytes typed already, quotes included; empty when nothing is.
    pub(in crate::ide) token: Span,
    /// How they are written.
    pub(in crate::ide) typed: Typed,
    /// A key that has its colon already.
    pub(in crate::ide) has_colon: bool,
    /// End of the value before, when it lacks its comma.
    comma_before: Option<usize>,
    /// Another value follows without a comma between.
    pub(in crate::ide) comma_after: bool,
}

impl<'a> Spot<'a> {
    /// `None` where nothing is due: after a value, in white space outside the document.
    pub(in crate::ide) fn at(cx: &FileCx<'a>, offset: usize) -> Option<Self> {
        let text = cx.text();
        let tree = cx.file.json()?;
        let is_open = |span: Span| {
            let errors = tree.errors().iter();
            let unclosed = |kind| matches!(kind, JsonErrorKind::UnclosedString);
            errors
                .into_iter()
                .any(|e| unclosed(e.kind) && e.span == span)
        };
        // Inside a string, where an open one still ends at the cursor.
        let inside = |span: Span| {
            (span.start as usize) < offset
                && (offset < span.end as usize || (offset == span.end as usize && is_open(span)))
        };
        let typed = |span: Span| {
            if is_open(span) {
                Typed::Open
            } else {
                Typed::Closed
            }
        };
        for node in tree.nodes(text) {
            if let Some(key) = node.key_span().filter(|key| inside(*key)) {
                let mut spot = Self::new(text, Role::Key(node.parent()?), key, typed(key));
                spot.has_colon = text[key.end as usize..].trim_start().starts_with(':');
                return Some(spot);
            }
            let span = node.span();
            let simple = matches!(
                node.kind(),
                JsonKind::Bool | JsonKind::Null | JsonKind::Number
            ) || (node.kind() == JsonKind::Missing && !span.is_empty());
            if node.kind() == JsonKind::String && inside(span) {
                return Some(Self::new(text, Role::Value(node), span, typed(span)));
            }
            if simple && span.touches(offset) {
                return Some(Self::new(text, Role::Value(node), span, Typed::Bare));
            }
        }
        let word = word_at(text, offset);
        // Between a key and its colon nothing can stand.
        if text[word.end as usize..].trim_start().starts_with(':') {
            return None;
        }
        let container = container_at(cx, word)?;
        let before = text[..word.start as usize].trim_end();
        let role = if container.kind() == JsonKind::Array {
            Role::Item(container)
        } else if before.ends_with(':') {
            let due = |child: &JsonNode| {
                child.kind() == JsonKind::Missing
                    && child
                        .key_span()
                        .is_some_and(|key| key.end <= before.len() as u32)
            };
            Role::Value(container.children().filter(due).last()?)
        } else {
            Role::Key(container)
        };
        Some(Self::new(text, role, word, Typed::Bare))
    }

    fn new(text: &str, role: Role<'a>, token: Span, typed: Typed) -> Self {
        let before = text[..token.start as usize].trim_end();
        let after = text[token.end as usize..].trim_start().chars().next();
        let opener = before.ends_with(['{', '[', ',', ':']);
        Self {
            role,
            token,
            typed,
            has_colon: false,
            comma_before: (!opener && !before.is_empty()).then_some(before.len()),
            comma_after: after.is_some_and(|c| !matches!(c, '}' | ']' | ',' | ':')),
        }
    }

    /// The edit that puts a whole new value, item or member here, commas included.
    /// `text` is a snippet or plain text.
    pub(in crate::ide) fn insert(&self, text: &str) -> (TextEdit, Vec<TextEdit>) {
        let after = if self.comma_after { "," } else { "" };
        match self.comma_before {
            Some(end) if end == self.token.start as usize => {
                let edit = TextEdit::replace(self.token, format!(", {text}{after}"));
                (edit, Vec::new())
            }
            Some(end) => (
                TextEdit::replace(self.token, format!("{text}{after}")),
                vec![TextEdit::insert(end, ",")],
            ),
            None => {
                let edit = TextEdit::replace(self.token, format!("{text}{after}"));
                (edit, Vec::new())
            }
        }
    }

    /// Bytes between the quotes.
    pub(in crate::ide) fn inner(&self) -> Span {
        let closing = u32::from(self.typed == Typed::Closed);
        Span {
            start: self.token.start + 1,
            end: self.token.end - closing,
        }
    }
}

/// The bare word that the cursor touches.
fn word_at(text: &str, offset: usize) -> Span {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let start = text[..offset].trim_end_matches(part).len();
    let rest = &text[offset..];
    let end = offset + rest.len() - rest.trim_start_matches(part).len();
    Span::new(start, end)
}

/// Innermost object or array around a place. One that is never closed reaches as far as
/// the one around it.
fn container_at<'a>(cx: &FileCx<'a>, word: Span) -> Option<JsonNode<'a>> {
    let tree = cx.file.json()?;
    let errors = tree.errors();
    let unclosed = |node: JsonNode| {
        let open = |kind| matches!(kind, JsonErrorKind::Unclosed);
        errors
            .iter()
            .any(|e| open(e.kind) && e.span.start == node.span().start)
    };
    let mut found = None;
    let mut limit = cx.text().len();
    let mut next = Some(tree.root(cx.text()));
    while let Some(node) = next.take() {
        let container = matches!(node.kind(), JsonKind::Object | JsonKind::Array);
        let end = if unclosed(node) {
            limit
        } else {
            (node.span().end as usize).saturating_sub(1)
        };
        let start = node.span().start as usize;
        if !container || word.start as usize <= start || (word.end as usize) > end {
            continue;
        }
        found = Some(node);
        limit = end;
        // Of several children only the one that begins last before the cursor can hold it.
        next = node
            .children()
            .filter(|child| child.span().start < word.start)
            .last();
    }
    found
}
