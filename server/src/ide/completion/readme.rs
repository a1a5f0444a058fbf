//! Completion in `README.md`: sections at the start of a line, addresses of links, images
//! and definitions, and ids of definitions.

mod addresses;
mod sections;

use super::{Completion, CompletionKind};
use crate::text::{Span, TextEdit};
use crate::workspace::ReadmeCx;

pub(super) fn complete(cx: &ReadmeCx, offset: usize) -> Vec<Completion> {
    let outline = &cx.markdown.outline;
    let hidden = outline
        .comments
        .iter()
        .any(|comment| (comment.start as usize) < offset && offset < comment.end as usize);
    let line = Line::at(cx.text(), offset);
    if hidden || outline.in_code(line.start) {
        return Vec::new();
    }
    if let Some(place) = Place::of(&line) {
        return match place {
            Place::Address { image, typed } => addresses::complete(cx, image, typed),
            Place::Id { typed, closed } => ids(cx, typed, closed),
        };
    }
    sections::complete(cx, &line)
}

/// The line of the cursor. All offsets are of the whole text.
struct Line<'a> {
    text: &'a str,
    start: usize,
    offset: usize,
    end: usize,
}

impl<'a> Line<'a> {
    fn at(text: &'a str, offset: usize) -> Self {
        let start = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let end = text[offset..].find(['\n', '\r']);
        let end = end.map_or(text.len(), |at| offset + at);
        Self {
            text,
            start,
            offset,
            end,
        }
    }

    fn before(&self) -> &'a str {
        &self.text[self.start..self.offset]
    }

    fn after(&self) -> &'a str {
        &self.text[self.offset..self.end]
    }

    /// From `from` bytes into the line to the first of `stops` behind the cursor.
    fn word(&self, from: usize, stops: &[char]) -> Span {
        let after = self.after();
        let rest = after.find(stops).unwrap_or(after.len());
        Span::new(self.start + from, self.offset + rest)
    }
}

/// What the cursor is in.
enum Place {
    /// An address; of an image only if `image` says so, of either if it is `None`.
    Address { image: Option<bool>, typed: Typed },
    /// An id behind `][`; `closed` if its bracket is there already.
    Id { typed: Typed, closed: bool },
}

/// What has been written so far.
struct Typed {
    /// Bytes that a choice replaces.
    span: Span,
    /// The part before the cursor.
    prefix: String,
}

impl Place {
    fn of(line: &Line) -> Option<Self> {
        let before = line.before();
        let typed = |from: usize, stops: &[char]| Typed {
            span: line.word(from, stops),
            prefix: before[from..].to_owned(),
        };
        if let Some(at) = before.rfind("](") {
            let from = at + 2;
            let inside = &before[from..];
            if !inside.contains([')', ' ', '\t', '<']) {
                let image = Some(is_image(&before[..at]));
                let typed = typed(from, &[')', ' ', '\t']);
                return Some(Self::Address { image, typed });
            }
        }
        if let Some(at) = before.rfind("][") {
            let from = at + 2;
            if !before[from..].contains([']', '[', '(']) {
                let typed = typed(from, &[']', ' ', '.', ',', ')', '[']);
                let closed = line.text[typed.span.end as usize..].starts_with(']');
                return Some(Self::Id { typed, closed });
            }
        }
        // A definition: `[id]: address`
        let indent = before.len() - before.trim_start_matches(' ').len();
        let (id, rest) = before[indent..].strip_prefix('[')?.split_once("]:")?;
        let address = rest.trim_start();
        let is_definition = indent < 4 && !id.is_empty() && !id.contains(['[', ']']);
        if !is_definition || address.contains([' ', '\t', '<']) {
            return None;
        }
        let typed = typed(before.len() - address.len(), &[' ', '\t']);
        Some(Self::Address { image: None, typed })
    }
}

/// Whether the bracket that would close at the end of the text belongs to an image.
fn is_image(text: &str) -> bool {
    let mut depth = 1;
    for (at, c) in text.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text[..at].ends_with('!');
        }
    }
    false
}

/// Ids that are defined, in the order of their definitions.
fn ids(cx: &ReadmeCx, typed: Typed, closed: bool) -> Vec<Completion> {
    let definitions = &cx.markdown.outline.definitions;
    let effective = definitions
        .iter()
        .filter(|definition| !definition.duplicate);
    let item = |(rank, definition): (usize, &crate::syntax::markdown::outline::Definition)| {
        let close = if closed { "" } else { "]" };
        let edit = TextEdit::replace(typed.span, format!("{}{close}", definition.id));
        let mut item = Completion::new(&definition.id, CompletionKind::Reference, edit);
        item.detail = Some(definition.destination.clone());
        item.rank = rank as u32;
        item
    };
    effective.enumerate().map(item).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    #[test]
    fn ids_are_offered_in_order_with_their_addresses() {
        let fixture = "//- foo/README.md\n[a][‸ b\n\n[2]: x\n[10]: y\n[2]: z\n";
        let items = completions(fixture);
        let shown: Vec<_> = items
            .iter()
            .map(|item| (item.label.as_str(), item.detail.as_deref().unwrap()))
            .collect();
        assert_eq!(shown, [("2", "x"), ("10", "y")]);
        assert!(accept_completion(fixture, "10").starts_with("[a][10] b\n"));
        let closed = "//- foo/README.md\n[a][1‸]\n\n[12]: x\n";
        assert!(accept_completion(closed, "12").starts_with("[a][12]\n"));
    }

    #[test]
    fn code_and_comments_stay_quiet() {
        for text in ["```\n[a][‸\n```\n", "<!-- [a][‸ -->\n", "    ## ‸\n"] {
            let fixture = format!("//- foo/README.md\nx\n\n{text}\n[1]: x\n");
            assert_eq!(completions(&fixture), [], "{text}");
        }
    }
}
