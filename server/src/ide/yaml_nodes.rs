//! What the cursor touches in a YAML file, and the place that is being typed at.

use crate::catalog::YamlShape;
use crate::model::FileKind;
use crate::syntax::yaml::{YamlNode, YamlTree};
use crate::text::Span;
use crate::workspace::FileCx;

/// The shape of the files of a kind.
pub(super) fn shape_of(kind: FileKind) -> Option<&'static YamlShape> {
    match kind {
        FileKind::JmxMetrics => Some(crate::catalog::jmx_metrics()),
        FileKind::LogPipeline | FileKind::LogTests => Some(crate::catalog::log_pipelines()),
        FileKind::Dataflows => Some(crate::catalog::dataflows()),
        FileKind::Coverage => Some(crate::catalog::coverage()),
        FileKind::Workflow => Some(crate::catalog::workflow_jobs()),
        _ => None,
    }
}

/// The value whose key or own text the cursor touches.
pub(super) struct Under<'a> {
    /// The value.
    pub(super) node: YamlNode<'a>,
    /// The cursor is on the key.
    pub(super) on_key: bool,
    /// Bytes of the key or value.
    pub(super) span: Span,
}

/// What the cursor touches; a scalar or a key.
pub(super) fn under<'a>(cx: &FileCx<'a>, offset: usize) -> Option<Under<'a>> {
    let node = cx.file.yaml()?.node_at(cx.text(), offset);
    let key = node.key_inner_span().filter(|key| key.touches(offset));
    let on_key = key.is_some();
    let span = key.unwrap_or(node.inner_span());
    let found = on_key || (node.children().next().is_none() && !node.is_missing());
    (found && span.touches(offset)).then_some(Under { node, on_key, span })
}

/// What is being typed.
pub(super) enum Typing {
    /// A key: what is typed of it, and whether its colon is there.
    Key {
        /// Bytes of what is typed.
        token: Span,
        /// A colon follows.
        has_colon: bool,
        /// A dash stands before it on the line.
        after_dash: bool,
    },
    /// A value after a key or dash.
    Value {
        /// Bytes of what is typed.
        token: Span,
    },
}

/// A name that no file uses.
pub(super) const PLACEHOLDER: &str = "x__x";

/// What is being typed at an offset, by the text of its line alone.
pub(super) fn typing(text: &str, offset: usize) -> Option<Typing> {
    let start = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = text[offset..]
        .find(['\n', '\r'])
        .map_or(text.len(), |at| offset + at);
    let before = &text[start..offset];
    if before.trim_start().starts_with('#') || before.contains(" #") {
        return None;
    }
    let mut at = start + before.len() - before.trim_start_matches(' ').len();
    let mut after_dash = false;
    while text[at..offset].starts_with("- ") {
        after_dash = true;
        at += 2;
        at += text[at..offset].len() - text[at..offset].trim_start_matches(' ').len();
    }
    let line = &text[at..end];
    if let Some(colon) = line
        .find(": ")
        .or_else(|| line.strip_suffix(':').map(str::len))
        && at + colon < offset
    {
        let from = at + colon + 1;
        let from = from + text[from..end].len() - text[from..end].trim_start_matches(' ').len();
        let typed = text[from.min(end)..end]
            .split(" #")
            .next()
            .unwrap_or_default();
        let token = Span::new(from, from + typed.trim_end().len());
        let token = if from > offset {
            Span::at(offset)
        } else {
            token
        };
        // A value must be kept apart from its colon.
        return text[..offset]
            .ends_with(' ')
            .then_some(())
            .or((!token.is_empty()).then_some(()))
            .map(|()| Typing::Value { token });
    }
    let word = line
        .find(": ")
        .or_else(|| line.strip_suffix(':').map(str::len));
    let length = word.unwrap_or(line.trim_end().len());
    let token = Span::new(at, at + length);
    token.touches(offset).then_some(Typing::Key {
        token,
        has_colon: word.is_some(),
        after_dash,
    })
}

/// Calls `then` with the mapping in which a key is being typed, and the keys beside it.
pub(super) fn with_mapping<R>(
    text: &str,
    token: Span,
    then: impl FnOnce(YamlNode, &[&str]) -> R,
) -> Option<R> {
    // What is half typed hides its surroundings from the parser; a whole key does not.
    let line_end = text[token.end as usize..].find(['\n', '\r']);
    let line_end = line_end.map_or(text.len(), |at| token.end as usize + at);
    let patched = format!(
        "{}{PLACEHOLDER}: 1{}",
        &text[..token.start as usize],
        &text[line_end..]
    );
    let line = text[..token.start as usize].matches('\n').count();
    let tree = YamlTree::parse_edited(&patched, line);
    let node = tree.node_at(&patched, token.start as usize + 1);
    beside_key(node, then)
}

/// Calls `then` with the mapping of a pair whose key is the placeholder, and its other keys.
pub(super) fn beside_key<R>(
    node: YamlNode,
    then: impl FnOnce(YamlNode, &[&str]) -> R,
) -> Option<R> {
    let mapping = node.parent().filter(|_| node.key() == Some(PLACEHOLDER))?;
    let others: Vec<&str> = mapping
        .children()
        .filter_map(|child| child.key())
        .filter(|key| *key != PLACEHOLDER)
        .collect();
    Some(then(mapping, &others))
}

/// Calls `then` with the value that is being typed.
pub(super) fn with_value<R>(
    text: &str,
    token: Span,
    then: impl FnOnce(YamlNode) -> R,
) -> Option<R> {
    let patched = format!(
        "{}{PLACEHOLDER}{}",
        &text[..token.start as usize],
        &text[token.end as usize..]
    );
    let line = text[..token.start as usize].matches('\n').count();
    let tree = YamlTree::parse_edited(&patched, line);
    let node = tree.node_at(&patched, token.start as usize + 1);
    (node.as_str() == Some(PLACEHOLDER)).then(|| then(node))
}
