//! The usual README in one pass over its lines, in front of all the stages: pieces from heading to
//! heading that hold only text and definitions are known without being read. Other pieces go
//! through the stages one by one; where pieces may depend on each other, the whole text does.
//! Where it does not give up, the view is the same to the last field, which tests hold.

mod definitions;
mod images;
mod lines;
mod marks;
#[cfg(test)]
mod tests;

use super::cells::{self, Fuel};
use super::refdefs::References;
use super::{Following, PyHeading, PyView};
use crate::syntax::markdown::tail::Tail;
use crate::text::Span;
use lines::{Line, Piece, is_blank, is_plain, is_sign};
use marks::Marks;
use memchr::memchr;

/// What pieces may take from the allowance on constructs that do not close. The full reader has
/// more than this and [`SEARCHES`] together for the whole text, so that its reading never changes.
const ALLOWANCE: u64 = 500_000;
/// A limit on what the search for addresses may cost the full reader in the other pieces.
const SEARCHES: usize = 1_000_000;

/// The view of a text of the usual shape with this tail; `None` for any other.
pub(super) fn read(text: &str, tail: &Tail) -> Option<PyView> {
    // The converter empties every line of blanks but the first.
    let first = text.split('\n').next().unwrap_or_default();
    if !first.is_empty() && is_blank(first.as_bytes()) {
        return None;
    }
    let marks = Marks::of(&text[..tail.start])?;
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        tail,
        // A comment may belong to an inline element in front of it, of which a blank line is the
        // end at the latest.
        mixed: !marks.tags.is_empty() && !marks.comments.is_empty(),
        marks,
        tags: 0,
        comments: 0,
        images: 0,
        items: Vec::new(),
        known: None,
        spent: 0,
        undecided: None,
        last_h2: None,
        view: PyView::default(),
    };
    reader.lines()?;
    Some(reader.view)
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    tail: &'a Tail,
    /// Of the text in front of the tail.
    marks: Marks,
    /// Tags and comments stand in one text.
    mixed: bool,
    /// Marks that lie behind.
    tags: usize,
    comments: usize,
    images: usize,
    /// Starts of the simple items in the piece at hand that are blocks of their own.
    items: Vec<usize>,
    /// The definitions, once they were looked for.
    known: Option<References>,
    spent: u64,
    /// The heading whose following element is not known yet.
    undecided: Option<usize>,
    last_h2: Option<usize>,
    view: PyView,
}

impl Reader<'_> {
    fn lines(&mut self) -> Option<()> {
        let mut piece = Piece::default();
        // The next line is the first of a block; a blank line is before it; the first line of its
        // block is not indented, so that the block is in no list.
        let (mut first, mut apart, mut flat) = (true, true, true);
        let (mut block, mut longest) = (0, 0);
        // Start of the block when it is one simple item.
        let mut item = None;
        let (mut at, mut next_comment, mut next_raw) = (0, 0, 0);
        // Definitions are no elements, and nothing else is in the tail.
        while at < self.tail.start {
            let end = memchr(b'\n', &self.bytes[at..]).map_or(self.bytes.len(), |i| at + i);
            let line = &self.bytes[at..end];
            let indent = line.iter().take_while(|b| **b == b' ').count();
            let sign = line[indent..].iter().find(|b| **b != b'\t' && **b != b' ');
            let Some(sign) = sign.copied() else {
                longest = longest.max(at - block);
                block = end;
                self.items.extend(item.take());
                (first, apart) = (true, true);
                at = end + 1;
                continue;
            };
            let tabbed = line[indent] == b'\t';
            if first {
                flat = indent < 4 && !tabbed;
            }
            let mut comment = None;
            while let Some(found) = self.marks.comments.get(next_comment) {
                if found.start >= end {
                    break;
                }
                comment = Some(found.clone());
                next_comment += 1;
            }
            let mut reaches = comment.as_ref().map(|c| c.end).filter(|c| *c > end);
            while let Some(found) = self.marks.raw.get(next_raw) {
                if found.start >= end {
                    break;
                }
                reaches = Some(found.end);
                next_raw += 1;
            }
            if let Some(behind) = reaches {
                // Nothing in it starts a piece. What it is and what follows it is not certain.
                (piece.risky, piece.nests) = (true, true);
                (first, apart, flat, item) = (false, false, false, None);
                let rest = &self.bytes[behind..];
                at = memchr(b'\n', rest).map_or(self.bytes.len(), |i| behind + i + 1);
                continue;
            }
            let starts = apart || ((first || flat) && !self.mixed);
            if sign == b'#' && line[0] == b'#' && starts && memchr(b'\\', line).is_none() {
                self.piece(&piece, at)?;
                piece = Piece {
                    start: at,
                    title: end,
                    ..Piece::default()
                };
                (first, apart, flat) = (true, false, true);
                at = end + 1;
                continue;
            }
            let commented = comment.is_some();
            // Blanks behind it would be a line of their own, and not an empty one.
            let whole = comment.is_some_and(|c| c.start == at && c.end == end);
            let line = Line {
                text: &line[indent..],
                indent,
                flush: indent == 0 && !tabbed,
                tabbed,
                first,
                apart,
            };
            let certain = line.is_element(sign);
            if certain && (apart || !self.mixed) {
                if !(piece.nests && is_sign(sign)) {
                    self.piece(&piece, at)?;
                    piece = Piece {
                        start: at,
                        title: at,
                        filled: true,
                        ..Piece::default()
                    };
                } else if line.is_simple_item() {
                    item = Some(at);
                }
            }
            if !line.first && !is_plain(sign) {
                item = None;
            }
            piece.mark(&line, sign);
            if !whole {
                piece.fill(&line, sign, certain);
            }
            (first, apart) = (false, false);
            if commented && !whole {
                // The text behind it may come to stand on a line of its own.
                (piece.risky, piece.nests) = (true, true);
                flat = false;
            }
            at = end + 1;
        }
        self.items.extend(item);
        longest = longest.max(self.bytes.len() - block);
        self.piece(&piece, self.bytes.len())?;
        let searches = if self.mixed { self.comments } else { 0 } + self.marks.addresses;
        let cheap = searches.saturating_mul(longest) <= SEARCHES && self.spent <= ALLOWANCE;
        cheap.then_some(())
    }

    /// Takes the piece up to `end`.
    fn piece(&mut self, piece: &Piece, end: usize) -> Option<()> {
        let tags = passed(&self.marks.tags, &mut self.tags, |tag| *tag < end);
        let comments = passed(&self.marks.comments, &mut self.comments, |c| c.start < end);
        let first_image = self.images;
        passed(&self.marks.images, &mut self.images, |image| *image < end);
        let items = std::mem::take(&mut self.items);
        let titled = piece.title > piece.start;
        // Where an inline element is open, a comment is text.
        let doubtful = piece.doubtful || (tags > 0 && comments > 0);
        if piece.risky || (doubtful && !piece.filled) {
            let view = self.stages(piece.start, end)?;
            // Its first line may be underlined.
            if !titled && piece.filled && heading_start(&view) != Some(piece.start) {
                self.decide();
            }
            return self.adopt(view, titled.then_some(piece.start));
        }
        if titled {
            match self.plain_heading(piece) {
                Some(heading) => self.push(heading),
                None => {
                    let view = self.stages(piece.start, piece.title)?;
                    self.adopt(view, Some(piece.start))?;
                }
            }
        }
        if piece.filled {
            self.decide();
        }
        self.pictures(piece.title, &items, first_image, end)
    }

    /// An element follows the last heading.
    fn decide(&mut self) {
        if let Some(heading) = self.undecided.take() {
            self.view.headings[heading].followed_by = Following::Something;
        }
    }

    /// The heading of a piece when it has no markup.
    fn plain_heading(&self, piece: &Piece) -> Option<PyHeading> {
        let line = &self.bytes[piece.start..piece.title];
        let markup = |b: &u8| matches!(b, b'`' | b'*' | b'_' | b'[' | b'<' | b'&' | b'\t');
        if line.iter().any(markup) {
            return None;
        }
        let level = line.iter().take(6).take_while(|b| **b == b'#').count();
        let title = self.text[piece.start + level..piece.title].trim_end_matches('#');
        let title = title.trim_matches(cells::is_space);
        (!title.is_empty() && title.len() <= super::soup::LONGEST_TEXT).then(|| PyHeading {
            level: level as u8,
            text: Some(title.to_owned()),
            single_node: true,
            has_nested_element: false,
            span: Span::new(piece.start, piece.title),
            followed_by: Following::NothingAtAll,
        })
    }

    fn push(&mut self, heading: PyHeading) {
        let index = self.view.headings.len();
        if let Some(before) = self.undecided.take() {
            self.view.headings[before].followed_by = match heading.level {
                2 => Following::OtherH2,
                _ => Following::Something,
            };
        }
        if heading.level == 2 {
            self.last_h2 = Some(index);
        }
        if heading.followed_by == Following::NothingAtAll {
            self.undecided = Some(index);
        }
        self.view.headings.push(heading);
    }

    fn learn_definitions(&mut self) {
        let any = self.marks.definitions > 0 || !self.tail.definitions.is_empty();
        if any && self.known.is_none() {
            let known = definitions::all(self.text, self.tail, &self.marks).unwrap_or_else(|| {
                let mut fuel = Fuel::for_length(self.text.len());
                let full = fuel.left();
                let known = PyView::references(self.text, &mut fuel);
                self.spent += full - fuel.left();
                known
            });
            self.known = Some(known);
        }
    }

    /// What the stages make of a part of the text.
    fn stages(&mut self, start: usize, end: usize) -> Option<PyView> {
        let part = &self.text[start..end];
        let mut source = cells::normalise(part);
        for cell in &mut source {
            cell.at += start as u32;
        }
        if memchr(b'[', part.as_bytes()).is_some() {
            self.learn_definitions();
        }
        let mut fuel = Fuel::for_length(source.len());
        let full = fuel.left();
        let tidy = super::inert::is_tidy(part);
        let view = PyView::stages(self.text, &source, self.known.as_ref(), tidy, &mut fuel);
        self.spent += full - fuel.left();
        (self.spent <= ALLOWANCE && !view.unreadable).then_some(view)
    }

    /// Adds what was found in a part of the text, with this place of its first heading.
    fn adopt(&mut self, view: PyView, title: Option<usize>) -> Option<()> {
        if title.is_some() && heading_start(&view) != title {
            return None;
        }
        let (base, before) = (self.view.headings.len(), self.last_h2);
        for heading in view.headings {
            // An end tag may close elements that reach into the heading, and the heading with them.
            if self.marks.loose && heading.span.slice(self.text).contains("</") {
                return None;
            }
            self.push(heading);
        }
        for mut image in view.images {
            image.under_h2 = image.under_h2.map(|h2| base + h2).or(before);
            self.view.images.push(image);
        }
        Some(())
    }
}

fn heading_start(view: &PyView) -> Option<usize> {
    view.headings.first().map(|h| h.span.start as usize)
}

/// How many marks from `next` on still belong; `next` moves behind them.
fn passed<T>(marks: &[T], next: &mut usize, belongs: impl Fn(&T) -> bool) -> usize {
    let count = marks[*next..].iter().take_while(|m| belongs(m)).count();
    *next += count;
    count
}
