//! One pass over the parser's events into the arena. Events of block collections do
//! not say where these begin and end, so spans are mended from their neighbours.

use std::borrow::Cow;

use foldhash::HashSet;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StructureStyle, Tag};

use super::error::kind_of;
use super::tree::{NodeData, NodeId, YamlKind, YamlStyle, YamlTree};
use super::{YamlError, YamlErrorKind};
use super::{breaks, lexical, scalar};
use crate::text::Span;

/// What one pass found.
pub(super) struct Attempt {
    /// Everything up to the first error.
    pub tree: YamlTree,
    /// What ended the pass.
    pub failed: Option<Failure>,
}

/// An error that ends a pass.
pub(super) struct Failure {
    /// What is told.
    pub error: YamlError,
    /// The byte offset the parser gave.
    pub at: usize,
    /// It is but a comment close behind a value, which `PyYAML` allows.
    pub comment: bool,
    /// What stands between an entry and the header of its block text, when that is all there is.
    pub gap: Option<Span>,
    /// Where the fault may lie instead: a bracket still open, a quote that runs over lines.
    pub suspects: Vec<usize>,
}

/// A collection that is being filled.
struct Open {
    id: NodeId,
    /// Key whose value is still to come.
    key: Option<NodeId>,
}

struct Builder<'a> {
    /// Text the events come from.
    text: &'a str,
    /// Text the tree is for: the same but for lines that are blank in `text`, and line breaks
    /// that the parser does not know.
    source: &'a str,
    /// There are such line breaks.
    odd: bool,
    tree: YamlTree,
    stack: Vec<Open>,
    /// Anchored nodes by the parser's numbers.
    anchors: Vec<Option<NodeId>>,
    names: HashSet<String>,
    /// Where the last event ended.
    last: usize,
}

/// Parses `text` into a tree for `source`, which has the same length; `odd` tells that it has
/// other line breaks as well.
pub(super) fn build(text: &str, source: &str, odd: bool) -> Attempt {
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        block_scalar_eof_without_line_feed: true,
        bom_inside_document_as_content: true,
    };
    let mut builder = Builder {
        text,
        source,
        odd,
        tree: YamlTree {
            nodes: Vec::with_capacity(text.len() / 32),
            texts: Vec::new(),
            suspects: Vec::new(),
            errors: Vec::new(),
        },
        stack: Vec::new(),
        anchors: Vec::new(),
        names: HashSet::default(),
        last: 0,
    };
    let mut failed = None;
    let mut documents = 0;
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((Event::DocumentStart(..), span)) => {
                let span = bytes(&span, text);
                documents += 1;
                if documents > 1 {
                    let span = if span.is_empty() {
                        word_at(text, span.start as usize)
                    } else {
                        span
                    };
                    builder.error(YamlErrorKind::MultipleDocuments, span);
                    break;
                }
                builder.last = span.end as usize;
            }
            Ok((event, span)) => builder.event(event, bytes(&span, text)),
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
                let kind = kind_of(error.kind());
                failed = Some(Failure {
                    error: YamlError {
                        kind,
                        span: word_at(text, at),
                    },
                    at,
                    comment: *error.kind() == ErrorKind::CommentNotSeparated,
                    gap: builder.gap_before_header(kind, at),
                    suspects: builder.suspects(),
                });
                break;
            }
        }
    }
    while !builder.stack.is_empty() {
        builder.close(None);
    }
    if builder.tree.nodes.is_empty() {
        builder.push(
            YamlKind::Null,
            YamlStyle::Plain,
            Span::at(trimmed(text, text.len())),
        );
    }
    Attempt {
        tree: builder.tree,
        failed,
    }
}

impl Builder<'_> {
    fn error(&mut self, kind: YamlErrorKind, span: Span) {
        self.tree.errors.push(YamlError { kind, span });
    }

    fn event(&mut self, event: Event, span: Span) {
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                self.scalar(value, style, anchor, tag.as_deref(), span);
            }
            Event::SequenceStart(style, anchor, tag) => {
                let flow = style == StructureStyle::Flow;
                let start = if flow {
                    span.start as usize
                } else {
                    self.first_dash().unwrap_or(span.start as usize)
                };
                self.open(YamlKind::Sequence, flow, start, anchor, tag.as_deref());
                self.last = start + 1;
            }
            Event::MappingStart(style, anchor, tag) => {
                let flow = style == StructureStyle::Flow;
                let start = span.start as usize;
                self.open(YamlKind::Mapping, flow, start, anchor, tag.as_deref());
                if flow {
                    self.last = self.last.max(span.end as usize);
                }
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.close((!span.is_empty()).then_some(span.end));
            }
            Event::Alias(anchor) => {
                let id = self.push(YamlKind::Alias, YamlStyle::Plain, span);
                let target = self.anchors.get(anchor).copied().flatten();
                self.tree.nodes[id.index()].target = target;
                self.last = span.end as usize;
                self.check_key(id, target);
            }
            Event::UnresolvedAlias(_) => {
                self.push(YamlKind::Alias, YamlStyle::Plain, span);
                self.error(YamlErrorKind::UnknownAlias, span);
                self.last = span.end as usize;
            }
            Event::Anchor(_, name) => {
                let again = !self.names.insert(name.into_owned());
                self.tree.errors.extend(again.then_some(YamlError {
                    kind: YamlErrorKind::DuplicateAnchor,
                    span,
                }));
            }
            _ => {}
        }
    }

    fn scalar(
        &mut self,
        value: Cow<str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) {
        let event_start = span.start as usize;
        let (style, span) = match style {
            ScalarStyle::SingleQuoted => (YamlStyle::SingleQuoted, span),
            ScalarStyle::DoubleQuoted => (YamlStyle::DoubleQuoted, span),
            ScalarStyle::Literal => (YamlStyle::Literal, self.block_span(span)),
            ScalarStyle::Folded => (YamlStyle::Folded, self.block_span(span)),
            _ if span.is_empty() => (YamlStyle::Plain, self.empty_span(span.start as usize)),
            _ => (YamlStyle::Plain, span),
        };
        let span = self.whole_characters(span);
        let value = if style == YamlStyle::Plain && span.is_empty() {
            Cow::Borrowed("")
        } else {
            self.with_separators(value, style, span)
        };
        let nothing = value.is_empty() && span.is_empty() && tag.is_none() && anchor == 0;
        let plain = || scalar::resolve(&value);
        let kind = match tag {
            None if style == YamlStyle::Plain => plain(),
            None => YamlKind::Str,
            Some(tag) => match tag_name(tag) {
                Some("") => plain(),
                Some("null") => YamlKind::Null,
                Some("bool") => YamlKind::Bool,
                Some("int") => YamlKind::Int,
                Some("float") => YamlKind::Float,
                Some("timestamp") => YamlKind::Timestamp,
                Some("binary") => YamlKind::Binary,
                Some("str") => YamlKind::Str,
                Some("merge") => YamlKind::Merge,
                name => {
                    let known = name.is_some_and(|n| COLLECTION_TAGS.contains(&n));
                    let wrong = if known {
                        YamlErrorKind::TagMismatch
                    } else {
                        YamlErrorKind::UnknownTag
                    };
                    self.error(wrong, span);
                    YamlKind::Str
                }
            },
        };
        let id = self.push(kind, style, span);
        self.anchor(anchor, id);
        // `? ` tells that a key may well be empty.
        let marked = || {
            let own = self.indicator(b"?").is_some_and(|at| at < event_start);
            own || self.begins_with_mark()
        };
        let asked = nothing && marked();
        // Between brackets, too, a key ends on its line, and its tag and colon stand there.
        let has_property = tag.is_some() || anchor > 0;
        let runs_on = self.tree.nodes[id.index()].is_key
            && lexical::is_broken_key(self.text, self.last, span, has_property)
            && !marked();
        self.last = self.last.max(span.end as usize);
        let data = &mut self.tree.nodes[id.index()];
        let is_key = data.is_key;
        if *value != *data.written(self.source) {
            data.decoded = Some(self.tree.texts.len() as u32);
            self.tree.texts.push(value.as_ref().into());
        }
        let wrong = match kind {
            _ if runs_on => Some(YamlErrorKind::MissingComma),
            YamlKind::Null if nothing && is_key && !asked => Some(YamlErrorKind::KeyExpected),
            YamlKind::Merge if !is_key => Some(YamlErrorKind::BadMerge),
            YamlKind::Str
                if value == "=" && style == YamlStyle::Plain && tag.is_none() && !is_key =>
            {
                Some(YamlErrorKind::BareEquals)
            }
            YamlKind::Timestamp | YamlKind::Int | YamlKind::Float | YamlKind::Bool
                if scalar::value(kind, &value).is_none() =>
            {
                Some(YamlErrorKind::BadScalar)
            }
            _ => None,
        };
        if let Some(wrong) = wrong {
            self.error(wrong, span);
        }
    }

    fn open(&mut self, kind: YamlKind, flow: bool, start: usize, anchor: usize, tag: Option<&Tag>) {
        let style = if flow {
            YamlStyle::Flow
        } else {
            YamlStyle::Block
        };
        // Until the end is known, the first byte stands for all of it.
        let end = if flow { start + 1 } else { start };
        let span = Span::new(start, end.min(self.text.len()));
        let id = self.push(kind, style, span);
        self.anchor(anchor, id);
        self.check_key(id, None);
        self.stack.push(Open { id, key: None });
        let Some(tag) = tag else { return };
        let fits: &[&str] = match kind {
            YamlKind::Mapping => &["", "map", "set"],
            _ => &["", "seq", "omap", "pairs"],
        };
        match tag_name(tag) {
            Some(name) if fits.contains(&name) => {}
            Some(name) if SCALAR_TAGS.contains(&name) || COLLECTION_TAGS.contains(&name) => {
                self.error(YamlErrorKind::TagMismatch, span);
            }
            _ => self.error(YamlErrorKind::UnknownTag, span),
        }
    }

    /// A collection cannot be a key.
    fn check_key(&mut self, id: NodeId, target: Option<NodeId>) {
        let data = &self.tree.nodes[id.index()];
        let kind = target.map_or(data.kind, |t| self.tree.nodes[t.index()].kind);
        if data.is_key && matches!(kind, YamlKind::Mapping | YamlKind::Sequence) {
            let span = data.span;
            self.error(YamlErrorKind::UnhashableKey, span);
        }
    }

    fn anchor(&mut self, anchor: usize, id: NodeId) {
        if anchor > 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize(anchor + 1, None);
            }
            self.anchors[anchor] = Some(id);
        }
    }

    /// What stands between an entry and the header of its block text at the place of an error.
    fn gap_before_header(&self, error: YamlErrorKind, at: usize) -> Option<Span> {
        if error != YamlErrorKind::MissingColon || !self.text[at..].starts_with(['|', '>']) {
            return None;
        }
        let start = |id: NodeId| self.tree.nodes[id.index()].span.start as usize;
        let open = self.stack.last();
        let mapping = open.filter(|open| open.key.is_some());
        // The first dash of a list has been passed with its beginning.
        let is_empty_list = |open: &&Open| {
            let data = &self.tree.nodes[open.id.index()];
            data.kind == YamlKind::Sequence && data.first_child.is_none()
        };
        let list = open.filter(is_empty_list);
        let from = list.map_or(self.last, |list| start(list.id));
        lexical::gap_before_header(self.text, from, at, mapping.map(|open| start(open.id)))
    }

    /// Starts of the outermost open bracket and of a last scalar over several lines.
    fn suspects(&self) -> Vec<usize> {
        let nodes = &self.tree.nodes;
        let open = self.stack.iter().map(|open| &nodes[open.id.index()]);
        let bracket = open.into_iter().find(|n| n.style == YamlStyle::Flow);
        let quote = nodes.last().filter(|n| {
            let quoted = matches!(n.style, YamlStyle::SingleQuoted | YamlStyle::DoubleQuoted);
            quoted && n.span.slice(self.text).contains('\n')
        });
        let both = bracket.into_iter().chain(quote);
        both.map(|n| n.span.start as usize).collect()
    }

    /// Adds a node as what the innermost open collection waits for.
    fn push(&mut self, kind: YamlKind, style: YamlStyle, span: Span) -> NodeId {
        let id = NodeId::new(self.tree.nodes.len());
        let mut data = NodeData::new(kind, style, self.whole_characters(span));
        if let Some(open) = self.stack.last_mut() {
            let parent = &self.tree.nodes[open.id.index()];
            data.parent = Some(open.id);
            data.in_key = parent.in_key;
            if parent.kind == YamlKind::Mapping && open.key.is_none() {
                data.is_key = true;
                data.in_key = true;
                open.key = Some(id);
                self.tree.nodes.push(data);
                return id;
            }
            data.key = open.key.take();
            let parent = open.id;
            self.tree.nodes.push(data);
            self.tree.append(parent, id);
        } else {
            self.tree.nodes.push(data);
        }
        id
    }

    /// Ends the innermost collection, at its bracket or behind its last child.
    fn close(&mut self, end: Option<u32>) {
        let Some(open) = self.stack.last() else {
            return;
        };
        if let Some(key) = open.key {
            let at = self.tree.nodes[key.index()].span.end as usize;
            let span = self.empty_span(at);
            self.push(YamlKind::Null, YamlStyle::Plain, span);
        }
        let Some(open) = self.stack.pop() else { return };
        let nodes = &mut self.tree.nodes;
        let index = open.id.index();
        let mut span = nodes[index].span;
        for child in [nodes[index].first_child, nodes[index].last_child] {
            let Some(child) = child else { continue };
            let child = &nodes[child.index()];
            let key = child.key.map(|key| nodes[key.index()].span);
            span = span.cover(key.map_or(child.span, |key| key.cover(child.span)));
        }
        span.end = end.map_or(span.end, |end| end.max(span.end));
        nodes[index].span = span;
        self.last = self.last.max(span.end as usize);
        if nodes[index].is_key {
            // The error was noted before the end of the key was known.
            let start = span.start;
            for error in self.tree.errors.iter_mut().rev() {
                if error.kind == YamlErrorKind::UnhashableKey && error.span.start == start {
                    error.span = span;
                    break;
                }
            }
        }
    }

    /// The dash that begins a list. Before it stands that of the item of another which it may be;
    /// only the first of those has been passed.
    fn first_dash(&self) -> Option<usize> {
        let parent = self
            .stack
            .last()
            .map(|open| &self.tree.nodes[open.id.index()]);
        let is_further_item =
            parent.is_some_and(|p| p.kind == YamlKind::Sequence && p.first_child.is_some());
        let dash = self.indicator(b"-")?;
        if !is_further_item {
            return Some(dash);
        }
        self.indicator_from(dash + 1, b"-")
    }

    /// The innermost collection is a pair in a list that begins with `?`, which has been passed.
    fn begins_with_mark(&self) -> bool {
        let Some(open) = self.stack.last() else {
            return false;
        };
        let data = &self.tree.nodes[open.id.index()];
        let first = self.text.as_bytes().get(data.span.start as usize);
        data.first_child.is_none() && first == Some(&b'?')
    }

    /// First of some indicators after the last event: a byte with a blank or, between brackets, a
    /// comma before it, outside of comments.
    fn indicator(&self, wanted: &[u8]) -> Option<usize> {
        self.indicator_from(self.last, wanted)
    }

    fn indicator_from(&self, from: usize, wanted: &[u8]) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(&byte) = bytes.get(at) {
            let before = at.checked_sub(1).map(|at| bytes[at]);
            let fresh = at == from
                || before.is_some_and(|b| b.is_ascii_whitespace() || b",[{".contains(&b));
            if fresh && byte == b'#' {
                let line = &bytes[at..];
                at += line
                    .iter()
                    .position(|&b| b == b'\n' || b == b'\r')
                    .unwrap_or(line.len());
                continue;
            }
            if fresh && wanted.contains(&byte) {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    /// Where a line is blanked, a character of several bytes is as many blanks to the parser.
    fn whole_characters(&self, span: Span) -> Span {
        let whole = |at: u32| self.source.floor_char_boundary(at as usize);
        Span::new(whole(span.start), whole(span.end))
    }

    /// The value with the line breaks that the parser was not shown.
    fn with_separators<'v>(
        &self,
        value: Cow<'v, str>,
        style: YamlStyle,
        span: Span,
    ) -> Cow<'v, str> {
        if !self.odd {
            return value;
        }
        let source = &self.source[span.start as usize..];
        breaks::value(style, source, span.len(), &value).map_or(value, Cow::Owned)
    }

    /// From the `|` or `>` to the last line with text.
    fn block_span(&self, span: Span) -> Span {
        let header = self.indicator(b"|>").unwrap_or(span.start as usize);
        let line = self.text[header..].find(['\n', '\r']);
        let comment = self.text[header..].find([' ', '\t']);
        let head = [line, comment].into_iter().flatten().min();
        let head = head.map_or(self.text.len(), |len| header + len);
        let end = trimmed(self.text, span.end as usize);
        Span::new(header, if end > header { end.max(head) } else { head })
    }

    /// Where a value would stand that is not there.
    fn empty_span(&self, at: usize) -> Span {
        let mut at = trimmed(self.text, at).max(self.last).min(self.text.len());
        if self.stack.last().is_some_and(|open| open.key.is_some()) {
            let rest = &self.text[at..];
            let colon = rest.trim_start_matches(' ');
            if colon.starts_with(':') {
                at += rest.len() - colon.len() + 1;
            }
        }
        Span::at(at)
    }
}

const SCALAR_TAGS: [&str; 9] = [
    "null",
    "bool",
    "int",
    "float",
    "timestamp",
    "binary",
    "str",
    "merge",
    "value",
];
const COLLECTION_TAGS: [&str; 5] = ["map", "seq", "set", "omap", "pairs"];

/// Name of a tag of YAML's own; empty for a lone `!`, `None` for any other tag.
fn tag_name(tag: &Tag) -> Option<&str> {
    let (handle, suffix) = tag.parts();
    match handle {
        "tag:yaml.org,2002:" => Some(suffix),
        "!" | "" if suffix.is_empty() || (handle.is_empty() && suffix == "!") => Some(""),
        "" => suffix.strip_prefix("tag:yaml.org,2002:"),
        _ => None,
    }
}

/// Byte range of an event, inside the text and on character boundaries.
fn bytes(span: &granit_parser::Span, text: &str) -> Span {
    let range = span.byte_range().unwrap_or(0..0);
    let (start, end) = (range.start.min(text.len()), range.end.min(text.len()));
    Span::new(
        text.floor_char_boundary(start),
        text.floor_char_boundary(end),
    )
}

/// End of the text before an offset without the blanks at its end.
fn trimmed(text: &str, end: usize) -> usize {
    text[..end].trim_end_matches([' ', '\t', '\n', '\r']).len()
}

/// The word at an offset, for the eye: what follows up to a blank, else what precedes.
fn word_at(text: &str, at: usize) -> Span {
    let at = text.floor_char_boundary(at);
    let len = text[at..]
        .find([' ', '\t', '\n', '\r'])
        .unwrap_or(text.len() - at);
    if len > 0 {
        return Span::new(at, at + len);
    }
    let end = trimmed(text, at);
    let last = text[..end].chars().next_back().map_or(0, char::len_utf8);
    Span::new(end - last, end)
}
