//! What the quick reader of the Python-Markdown view must know of the whole text before it looks
//! at lines: where raw HTML and images are. It refuses HTML that reaches further than the
//! paragraph it stands in, for then the text cannot be read piece by piece.

use super::super::inert::has_plain_quotes;
use super::super::{rawblocks, soup};
use super::lines::is_sign;
use memchr::{memchr, memchr3, memmem, memrchr, memrchr2};
use std::ops::Range;

/// Elements whose content the HTML parser reads by rules of its own, or counts in its own way.
const SPECIAL: [&str; 8] = [
    "pre", "rp", "rt", "script", "style", "template", "textarea", "title",
];

/// Those whose content is no HTML.
const VERBATIM: [&str; 2] = ["script", "style"];

/// How far the start of a line is looked for, so that long lines cost no more than short ones.
const REACH: usize = 2000;
/// Raw HTML nested deeper is left to the stages.
const DEEPEST: usize = 50;

/// Places of a text, each list in order.
#[derive(Default)]
pub(super) struct Marks {
    /// Comments; nothing that counts follows them on their last line.
    pub(super) comments: Vec<Range<usize>>,
    /// Elements for blocks, from a start tag at the start of a line to its end tag at the end of one.
    pub(super) raw: Vec<Range<usize>>,
    /// Starts of the tags outside of those; each ends on its line.
    pub(super) tags: Vec<usize>,
    /// Starts of `![`.
    pub(super) images: Vec<usize>,
    /// Number of `]:` that may be part of a definition.
    pub(super) definitions: usize,
    /// Tags for blocks stand inside of lines, so that elements may reach beyond their paragraph.
    pub(super) loose: bool,
    /// Number of `](`, at each of which the search for an address may start.
    pub(super) addresses: usize,
}

impl Marks {
    /// The marks of a text; `None` when it is none for the quick reader.
    pub(super) fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let odd = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n');
        let holds_odd = |piece: &[u8]| piece.iter().fold(false, |found, b| found | odd(*b));
        if bytes.chunks(64).any(holds_odd) || memmem::find(bytes, b"&#").is_some() {
            return None;
        }
        let mut marks = Self::default();
        for close in memchr::memchr_iter(b']', bytes) {
            match bytes.get(close + 1) {
                Some(b'(') => marks.addresses += 1,
                Some(b':') => marks.definitions += usize::from(may_define(bytes, close)),
                _ => {}
            }
        }
        let signs = memchr::memchr_iter(b'!', bytes);
        marks.images = signs
            .filter(|at| bytes.get(at + 1) == Some(&b'['))
            .collect();
        let mut html = Html {
            text,
            bytes,
            marks,
            open: Vec::new(),
            block: 0,
            breaks: [false; 2],
        };
        let mut at = 0;
        while let Some(found) = memchr(b'<', &bytes[at..]) {
            at = html.read(at + found)?;
        }
        // A bare break changes what a closed one is to the HTML parser.
        let plain = html.open.is_empty() && html.breaks != [true; 2];
        plain.then_some(html.marks)
    }
}

/// The search for raw HTML.
struct Html<'a> {
    text: &'a str,
    bytes: &'a [u8],
    marks: Marks,
    /// Names of the open elements, the first of which is for a block.
    open: Vec<String>,
    /// Its start.
    block: usize,
    /// There are `<br>`, there are `<br/>`.
    breaks: [bool; 2],
}

impl Html<'_> {
    /// Reads what starts with the `<` at `start`; returns where the text goes on.
    fn read(&mut self, start: usize) -> Option<usize> {
        match self.bytes.get(start + 1) {
            Some(b'!') => {
                let comment = self.text[start..].strip_prefix("<!--")?;
                let length = comment.find("-->")?;
                let end = start + 4 + length + 3;
                // Two hyphens may end a comment early.
                if comment[..length].contains("--") {
                    return None;
                }
                if self.open.is_empty() {
                    // In a text, other markup may take its start, and leave tags behind.
                    let apart = self.marks.tags.is_empty() && self.is_indent(start);
                    if !apart && comment[..length].contains('<') {
                        return None;
                    }
                    self.nothing_follows(end)?;
                    self.marks.comments.push(start..end);
                }
                Some(end)
            }
            Some(b'?') => None,
            Some(b'/') => self.tag(start, start + 2),
            Some(byte) if byte.is_ascii_alphabetic() => self.tag(start, start + 1),
            _ => Some(start + 1),
        }
    }

    /// Whether only blanks are in front on the line, and less than four.
    fn is_indent(&self, start: usize) -> bool {
        let before = &self.bytes[start.saturating_sub(4)..start];
        let indent = before.iter().rev().take_while(|b| **b == b' ').count();
        indent < 4 && matches!(before.iter().rev().nth(indent), None | Some(b'\n'))
    }

    /// The converter may hold back what follows a comment or a block on its line.
    fn nothing_follows(&self, end: usize) -> Option<()> {
        let rest = &self.bytes[end..];
        let next = memchr3(b'\n', b'<', b'&', rest).map(|i| rest[i]);
        next.is_none_or(|next| next == b'\n').then_some(())
    }

    /// Reads the tag at `start` whose name starts at `from`; `None` unless all readers of HTML see
    /// its end at the same place and it cannot count beyond its paragraph or block.
    fn tag(&mut self, start: usize, from: usize) -> Option<usize> {
        let end = from + memchr3(b'>', b'<', b'\n', &self.bytes[from..])?;
        let tag = &self.bytes[from..end];
        let plain = self.bytes[end] == b'>'
            && tag.first().is_some_and(u8::is_ascii_alphabetic)
            && tag.is_ascii()
            && memchr(b'`', tag).is_none()
            && (memchr(b'=', tag).is_none() || has_plain_quotes(tag));
        if !plain {
            return None;
        }
        let ends_name = |b: &u8| matches!(b, b' ' | b'\t' | b'/');
        let name = tag.iter().position(ends_name).unwrap_or(tag.len());
        let name = self.text[from..from + name].to_ascii_lowercase();
        let opens = from == start + 1;
        let slash = tag.ends_with(b"/") || !tag.contains(&b'"') && tag.contains(&b'/');
        let closed = matches!(tag, b"br/" | b"br /");
        let verbatim = opens && self.open.is_empty() && VERBATIM.contains(&name.as_str());
        if name == "br" && opens && closed == slash {
            self.breaks[usize::from(closed)] = true;
        } else if verbatim {
            // Only at the start of a line, below.
        } else if name.starts_with('h') && name.len() == 2
            || rawblocks::is_void(&name)
            || soup::is_void(&name)
            || SPECIAL.contains(&name.as_str())
        {
            return None;
        }
        let (end, block) = (end + 1, rawblocks::is_block_level(&name));
        if self.open.is_empty() {
            if !block {
                self.marks.tags.push(start);
                return Some(end);
            }
            let from = start.saturating_sub(REACH);
            let before = &self.bytes[from..start];
            let line = memrchr(b'\n', before).map(|feed| feed + 1);
            let line = line.or((from == 0).then_some(0));
            let before = &before[line.unwrap_or(0)..];
            let indent = before.iter().take_while(|b| **b == b' ').count();
            // Other white space may be in front too.
            let odd = before.get(indent).is_some_and(|b| !b.is_ascii_graphic());
            if odd && line.is_some() {
                return None;
            }
            let inside = indent < before.len() || indent > 3;
            if verbatim && (inside || slash) {
                return None;
            }
            if verbatim {
                return self.verbatim(start, end, &name);
            }
            if inside {
                // The converter takes it for a part of the text.
                self.marks.loose = true;
                return Some(end);
            }
            if !opens || slash {
                return None;
            }
            self.block = start;
            self.open.push(name);
        } else if opens {
            if slash && !closed {
                return None;
            }
            if !closed {
                self.open.push(name);
            }
            if self.open.len() > DEEPEST {
                return None;
            }
        } else if let Some(element) = self.open.iter().rposition(|open| *open == name) {
            self.open.truncate(element);
            if element == 0 {
                self.nothing_follows(end)?;
                self.marks.raw.push(self.block..end);
            }
        }
        Some(end)
    }

    /// Reads the element of this name whose start tag ends at `from` when its end tag is the first
    /// that all readers look at.
    fn verbatim(&mut self, start: usize, from: usize, name: &str) -> Option<usize> {
        let close = from + memmem::find(&self.bytes[from..], b"</")?;
        let tag = self.text[close + 2..].strip_prefix(name)?;
        let end = self.text.len() - tag.strip_prefix('>')?.len();
        self.nothing_follows(end)?;
        self.marks.raw.push(start..end);
        Some(end)
    }
}

/// Whether the `]:` at `close` may be part of a definition: only if its bracket is opened at the
/// start of a line, behind signs that the converter takes off at most.
fn may_define(bytes: &[u8], close: usize) -> bool {
    let Some(open) = memrchr2(b'[', b']', &bytes[..close]).filter(|open| bytes[*open] == b'[')
    else {
        return false;
    };
    let from = open.saturating_sub(REACH);
    let before = &bytes[from..open];
    let Some(line) = memrchr(b'\n', before)
        .map(|feed| feed + 1)
        .or((from == 0).then_some(0))
    else {
        return true;
    };
    let before = &before[line..];
    // Behind raw HTML a new line may start.
    before.iter().all(|b| is_sign(*b)) || before.contains(&b'>')
}
