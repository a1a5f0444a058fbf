//! Broken texts: the line of the error is blanked, which keeps all offsets true, and
//! the rest is parsed again. What earlier tries found on such lines is put back.

use foldhash::HashMap;

use super::build::{Attempt, Failure, build};
use super::tree::{NodeData, NodeId, YamlKind, YamlStyle, YamlTree};
use super::{MAX_RETRIES, MAX_SIZE, YamlError, YamlErrorKind};
use super::{breaks, lexical, quick};
use crate::text::Span;

/// Parses a text; `edited` is the line, from 0, that is likely to be broken.
pub(super) fn parse(text: &str, edited: Option<usize>) -> YamlTree {
    if text.len() > MAX_SIZE {
        return only_error(YamlErrorKind::TooLarge, Span::at(0));
    }
    quick::parse(text).unwrap_or_else(|| parse_fully(text, edited))
}

/// The same, whatever the shape of the text.
pub(super) fn parse_fully(text: &str, edited: Option<usize>) -> YamlTree {
    let mut tree = read(text, edited);
    tree.suspects = tree.find_suspects(text);
    tree
}

fn read(text: &str, edited: Option<usize>) -> YamlTree {
    let known = breaks::known(text);
    let source = Source {
        text,
        known: &known,
    };
    let mut first = source.build(&known);
    let mut scratch = None;
    for _ in 0..MAX_RETRIES {
        let Some(failure) = &first.failed else { break };
        let scratch = scratch.get_or_insert_with(|| known.to_string());
        let Some(harmless) = harmless(failure, scratch) else {
            break;
        };
        blank(scratch, harmless);
        first = source.build(scratch);
    }
    let control = control_character(text);
    let Some(failure) = first.failed else {
        let mut tree = first.tree;
        finish(&mut tree, text);
        tree.errors
            .extend(control.or_else(|| lexical::stray_tab(&tree, &known)));
        if let Some(error) = tree.errors.iter().find(|e| e.kind.is_syntax()) {
            tree.errors = vec![*error];
        }
        tree.errors.sort_by_key(|e| e.span.start);
        return tree;
    };
    let error = failure.error;
    let mut tree = retry(source, first.tree, failure, edited);
    tree.errors = vec![control.unwrap_or(error)];
    tree
}

/// What only our parser stumbles over: a comment close behind a value, or what lies between an
/// entry and the header of its block text.
fn harmless(failure: &Failure, text: &str) -> Option<Span> {
    if !failure.comment {
        return failure.gap;
    }
    let rest = &text[failure.at..];
    let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let comment = Span::new(failure.at, failure.at + len);
    rest.starts_with('#').then_some(comment)
}

/// A text, and the same with line breaks that the parser knows.
#[derive(Clone, Copy)]
struct Source<'a> {
    text: &'a str,
    known: &'a str,
}

impl Source<'_> {
    /// Builds a tree for the text from one that differs from `known` in blanked lines.
    fn build(self, scratch: &str) -> Attempt {
        // The two are the same piece of memory where there was nothing to replace.
        let odd = !std::ptr::eq(self.text, self.known);
        build(scratch, self.text, odd)
    }
}

fn only_error(kind: YamlErrorKind, span: Span) -> YamlTree {
    YamlTree {
        nodes: vec![NodeData::new(YamlKind::Null, YamlStyle::Plain, Span::at(0))],
        texts: Vec::new(),
        suspects: Vec::new(),
        errors: vec![YamlError { kind, span }],
    }
}

/// The first character `PyYAML`'s reader refuses.
fn control_character(text: &str) -> Option<YamlError> {
    let refused = |c: char| {
        matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}'
            | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
    };
    // Most texts have none of the bytes that may begin such a character.
    let suspect = |b: u8| matches!(b, 0..=8 | 0xb | 0xc | 0xe..=0x1f | 0x7f | 0xc2 | 0xef);
    if !lexical::holds_byte(text, suspect) {
        return None;
    }
    let (at, found) = text.char_indices().find(|(_, c)| refused(*c))?;
    Some(YamlError {
        kind: YamlErrorKind::ControlCharacter,
        span: Span::new(at, at + found.len_utf8()),
    })
}

/// Faults that show only in the finished tree: merge keys with something else than mappings.
fn finish(tree: &mut YamlTree, text: &str) {
    // Unknown aliases have an error of their own.
    let mergeable = |kind| matches!(kind, YamlKind::Mapping | YamlKind::Alias);
    let mut wrong = Vec::new();
    // One look at a list is enough, however many aliases name it.
    let mut seen: HashMap<NodeId, bool> = HashMap::default();
    for node in tree.nodes(text) {
        if node.key_node().is_none_or(|k| k.kind() != YamlKind::Merge) {
            continue;
        }
        let value = node.value();
        let fits = match value.kind() {
            kind if mergeable(kind) => true,
            YamlKind::Sequence => *seen
                .entry(value.id)
                .or_insert_with(|| value.items().map(|item| item.value().kind()).all(mergeable)),
            _ => false,
        };
        if !fits {
            wrong.push(YamlError {
                kind: YamlErrorKind::BadMerge,
                span: node.span(),
            });
        }
    }
    tree.errors.extend(wrong);
}

/// Steps around a syntax error.
fn retry(source: Source, first: YamlTree, failure: Failure, edited: Option<usize>) -> YamlTree {
    let text = source.known;
    let mut scratch = text.to_owned();
    let mut blanked = Vec::new();
    let mut found = vec![first];
    let mut whole = false;
    // Likely culprits first, each for itself; they count only when that heals the text.
    let culprits = failure.suspects.iter().map(|&at| line_to_blank(text, at));
    let typed = edited.and_then(|line| nth_line(source.text, line));
    for line in std::iter::once(typed).chain(culprits).flatten() {
        let mut scratch = text.to_owned();
        blank(&mut scratch, line);
        let Attempt { tree, failed } = source.build(&scratch);
        if failed.is_none() {
            found.push(tree);
            blanked.push(line);
            whole = true;
            break;
        }
    }
    let mut at = failure.at;
    while !whole && blanked.len() < MAX_RETRIES {
        let Some(line) = line_to_blank(&scratch, at) else {
            break;
        };
        blank(&mut scratch, line);
        blanked.push(line);
        let Attempt { tree, failed } = source.build(&scratch);
        found.push(tree);
        match failed {
            Some(failure) => at = failure.at,
            None => whole = true,
        }
    }
    // The try that came through to the end, else the one that found most.
    let best = (0..found.len())
        .max_by_key(|&i| (whole && i + 1 == found.len(), found[i].nodes.len()))
        .unwrap_or_default();
    let mut base = found.swap_remove(best);
    blanked.sort_unstable();
    for part in &found {
        graft(&mut base, part, &blanked);
    }
    base
}

/// Overwrites a line with spaces.
fn blank(text: &mut String, line: Span) {
    text.replace_range(line.range(), &" ".repeat(line.len()));
}

/// The line of an offset without its line break; the one before when it is blank.
fn line_to_blank(text: &str, at: usize) -> Option<Span> {
    let at = text.floor_char_boundary(at);
    let rest = &text[at..];
    let line = |at: usize| {
        let start = text[..at].rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let end = text[at..].find(['\n', '\r']).map_or(text.len(), |i| at + i);
        Span::new(start, end)
    };
    let own = line(at);
    if !own.slice(text).trim().is_empty() {
        return Some(own);
    }
    let before = text[..at].trim_end();
    if !before.is_empty() {
        return Some(line(before.len()));
    }
    let after = rest.len() - rest.trim_start().len();
    (after < rest.len()).then(|| line(at + after))
}

fn nth_line(text: &str, line: usize) -> Option<Span> {
    let found = text.split_inclusive('\n').nth(line)?;
    let start = found.as_ptr() as usize - text.as_ptr() as usize;
    Some(Span::new(
        start,
        start + found.trim_end_matches(['\n', '\r']).len(),
    ))
}

/// Where a pair or item begins.
fn start(tree: &YamlTree, data: &NodeData) -> u32 {
    let key = data.key.map(|key| tree.nodes[key.index()].span.start);
    key.unwrap_or(data.span.start)
}

/// Puts what `part` has on blanked lines, and `base` has not, to its place in `base`.
fn graft(base: &mut YamlTree, part: &YamlTree, blanked: &[Span]) {
    let line_of = |span: Span| {
        blanked
            .iter()
            .find(|line| line.contains(Span::at(span.start as usize)))
    };
    // Nodes of the two trees are the same when their pairs begin at the same place.
    let mut places: HashMap<(NodeId, u32), NodeId> = HashMap::default();
    for (index, data) in base.nodes.iter().enumerate() {
        if let Some(parent) = data.parent.filter(|_| !data.in_key) {
            places.insert((parent, start(base, data)), NodeId::new(index));
        }
    }
    let mut twins: Vec<Option<NodeId>> = vec![None; part.nodes.len()];
    for (index, data) in part.nodes.iter().enumerate() {
        if data.in_key {
            continue;
        }
        let Some(parent) = data.parent else {
            twins[index] = Some(NodeId::ROOT);
            continue;
        };
        let Some(holder) = twins[parent.index()] else {
            continue;
        };
        let begin = start(part, data);
        if let Some(&twin) = places.get(&(holder, begin)) {
            twins[index] = Some(twin);
            continue;
        }
        let Some(line) = line_of(Span::at(begin as usize)) else {
            continue;
        };
        let wanted = part.nodes[parent.index()].kind;
        let place = &mut base.nodes[holder.index()];
        if place.kind == YamlKind::Null && place.span.is_empty() {
            place.kind = wanted;
            place.style = part.nodes[parent.index()].style;
        }
        if place.kind != wanted {
            continue;
        }
        let key = data
            .key
            .and_then(|key| copy(base, &part.nodes[key.index()], part, *line));
        if data.key.is_some() && key.is_none() {
            continue;
        }
        let Some(id) = copy(base, data, part, *line) else {
            continue;
        };
        if let Some(key) = key {
            base.nodes[key.index()].parent = Some(holder);
            base.nodes[id.index()].key = Some(key);
        }
        insert(base, holder, id, begin);
        places.insert((holder, begin), id);
        twins[index] = Some(id);
    }
}

/// A copy of one node, cut off at the end of its line. Its children come later, if at all.
fn copy(base: &mut YamlTree, data: &NodeData, part: &YamlTree, line: Span) -> Option<NodeId> {
    let collection = matches!(data.kind, YamlKind::Mapping | YamlKind::Sequence);
    if data.is_key && (collection || !line.contains(data.span)) {
        return None;
    }
    let end = if collection {
        data.span.start + u32::from(data.style == YamlStyle::Flow)
    } else {
        data.span.end
    };
    let fits = line.contains(data.span);
    let mut copied = NodeData::new(
        data.kind,
        data.style,
        Span {
            start: data.span.start.min(line.end),
            end: end.min(line.end),
        },
    );
    copied.is_key = data.is_key;
    copied.in_key = data.is_key;
    if !collection && !fits {
        // Quotes and block texts that run on are no help; the pair is there without a value.
        copied = NodeData::new(
            YamlKind::Null,
            YamlStyle::Plain,
            Span::at(copied.span.start as usize),
        );
    } else if let Some(text) = data.decoded {
        copied.decoded = Some(base.texts.len() as u32);
        base.texts.push(part.texts[text as usize].clone());
    }
    if copied.kind == YamlKind::Alias {
        copied.target = None;
    }
    base.nodes.push(copied);
    Some(NodeId::new(base.nodes.len() - 1))
}

/// Puts a child among its siblings by its start, and stretches the spans around it.
fn insert(tree: &mut YamlTree, parent: NodeId, id: NodeId, begin: u32) {
    let mut before = None;
    let mut next = tree.nodes[parent.index()].first_child;
    while let Some(sibling) = next {
        if start(tree, &tree.nodes[sibling.index()]) > begin {
            break;
        }
        before = next;
        next = tree.nodes[sibling.index()].next;
    }
    tree.nodes[id.index()].parent = Some(parent);
    tree.nodes[id.index()].next = next;
    match before {
        Some(before) => tree.nodes[before.index()].next = Some(id),
        None => tree.nodes[parent.index()].first_child = Some(id),
    }
    if next.is_none() {
        tree.nodes[parent.index()].last_child = Some(id);
    }
    let data = &tree.nodes[id.index()];
    let mut span = Span {
        start: begin,
        end: data.span.end.max(begin),
    };
    let mut holder = Some(parent);
    while let Some(at) = holder {
        let data = &mut tree.nodes[at.index()];
        let empty = data.span.is_empty() && data.first_child == data.last_child;
        data.span = if empty { span } else { data.span.cover(span) };
        span = data.span;
        holder = data.parent;
    }
}
