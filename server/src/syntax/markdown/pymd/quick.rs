//! The usual README in one pass over its lines, in front of all the stages: pieces from heading to
//! heading that hold only text and definitions are known without being read. Other pieces go
//! through the stages one by one; where pieces may depend on each other, the whole text does.
//! Where it does not give up, the view is the same to the last field, which tests hold.

mod definitions;
mod marks;
#[cfg(test)]
mod tests;

use super::cells::{self, Fuel};
use super::refdefs::References;
use super::{Following, PyHeading, PyImage, PyView};
use crate::text::Span;
use marks::Marks;
use memchr::memchr;

/// What pieces may take from the allowance on constructs that do not close. The full reader has
/// more than this and [`SEARCHES`] together for the whole text, so that its reading never changes.
const ALLOWANCE: u64 = 500_000;
/// A limit on what the search for addresses may cost the full reader in the other pieces.
const SEARCHES: usize = 1_000_000;

/// The view of a text of the usual shape; `None` for any other.
pub(super) fn read(text: &str) -> Option<PyView> {
    let marks = Marks::of(text)?;
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
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

/// From one heading to the next.
#[derive(Default)]
struct Piece {
    start: usize,
    /// End of the line with the heading; `start` when there is none.
    title: usize,
    /// Some line may be or belong to a heading for all the quick reader knows.
    risky: bool,
    /// Some block certainly gives an element.
    filled: bool,
    /// Some line may give an element.
    doubtful: bool,
    /// Some line may be an item or a quote, with indentation that comes off.
    nests: bool,
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    marks: Marks,
    /// Tags and comments stand in one text.
    mixed: bool,
    /// Marks that lie behind.
    tags: usize,
    comments: usize,
    images: usize,
    /// Starts of the lists and the like in the piece at hand that may continue a list.
    items: Vec<usize>,
    /// The definitions, once they were looked for; nothing where not all can be told.
    known: Option<Option<References>>,
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
        let (mut at, mut next_comment, mut next_raw) = (0, 0, 0);
        while at < self.bytes.len() {
            let end = memchr(b'\n', &self.bytes[at..]).map_or(self.bytes.len(), |i| at + i);
            let line = &self.bytes[at..end];
            let indent = line.iter().take_while(|b| **b == b' ').count();
            let sign = line[indent..].iter().find(|b| **b != b'\t' && **b != b' ');
            let Some(sign) = sign.copied() else {
                longest = longest.max(at - block);
                block = end;
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
                piece.risky = true;
                (first, apart, flat) = (false, false, false);
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
            let whole = comment.is_some_and(|c| c.start == at && is_blank(&self.bytes[c.end..end]));
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
                } else if sign != b'>' {
                    self.items.push(at);
                }
            }
            piece.mark(&line, sign);
            if !whole {
                piece.fill(&line, sign, certain);
            }
            (first, apart) = (false, false);
            if commented && !whole {
                // The text behind it may come to stand on a line of its own.
                piece.risky = true;
                flat = false;
            }
            at = end + 1;
        }
        longest = longest.max(self.bytes.len() - block);
        self.piece(&piece, self.bytes.len())?;
        let searches = if self.mixed { self.comments } else { 0 } + self.marks.addresses;
        (searches.saturating_mul(longest) <= SEARCHES).then_some(())
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

    /// Reads what holds images in a piece without headings behind `start`, which is cut at list items
    /// that stand on their own: the list they continue does not matter to images.
    fn pictures(&mut self, start: usize, items: &[usize], first: usize, end: usize) -> Option<()> {
        let mut start = start;
        let mut next = first;
        for end in items.iter().copied().chain([end]) {
            passed(&self.marks.images, &mut next, |image| *image < start);
            let found = passed(&self.marks.images, &mut next, |image| *image < end);
            let plain = if found == 1 {
                self.plain_image(start, end)
            } else {
                None
            };
            if let Some(image) = plain {
                self.view.images.push(image);
            } else if found > 0 {
                let view = self.stages(start, end)?;
                if !view.headings.is_empty() {
                    return None;
                }
                self.adopt(view, None)?;
            }
            start = end;
        }
        Some(())
    }

    /// An element follows the last heading.
    fn decide(&mut self) {
        if let Some(heading) = self.undecided.take() {
            self.view.headings[heading].followed_by = Following::Something;
        }
    }

    /// The image of a part of the text that has no other, when it is a paragraph of its own at the
    /// start and its address is plain.
    fn plain_image(&mut self, start: usize, end: usize) -> Option<PyImage> {
        let part = &self.bytes[start..end];
        let length = memchr(b'\n', part).unwrap_or(part.len());
        let behind = part.get(length + 1..).unwrap_or_default();
        let next = memchr(b'\n', behind).unwrap_or(behind.len());
        let line = part[..length].trim_ascii_end();
        let indent = line.iter().take_while(|b| **b == b' ').count();
        let alt = line[indent..].strip_prefix(b"![")?;
        let close = alt
            .iter()
            .position(|b| matches!(b, b'[' | b']' | b'`' | b'<' | b'&' | b'\\'))?;
        if indent > 3 || !is_blank(&behind[..next]) || line.contains(&b'\t') {
            return None;
        }
        let (open, last) = (start + indent, start + line.len());
        let inner = open + 2 + close + 2;
        let named = match &alt[close..] {
            [b']', b'(', .., b')'] => false,
            [b']', b'[', .., b']'] => true,
            _ => return None,
        };
        let address = if named {
            self.learn_definitions();
            let id = &self.text[inner..last - 1];
            let id = id
                .bytes()
                .all(|b| b.is_ascii_graphic())
                .then(|| id.to_ascii_lowercase())?;
            let known = self.known.as_ref()?.as_ref()?;
            let cells = known.get(&id)?;
            Span::new(cells.first()?.at as usize, cells.last()?.at as usize + 1)
        } else {
            Span::new(inner, last - 1)
        };
        let src = address.slice(self.text);
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./:?=#%+~,;@$".contains(&b);
        (!src.is_empty() && src.bytes().all(plain)).then(|| PyImage {
            src: Some(src.to_owned()),
            span: Span::new(open, last),
            src_span: address,
            under_h2: self.last_h2,
        })
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
        if self.marks.definitions > 0 && self.known.is_none() {
            self.known = Some(definitions::all(self.text, &self.marks));
        }
    }

    /// What the stages make of a part of the text.
    fn stages(&mut self, start: usize, end: usize) -> Option<PyView> {
        let part = &self.text[start..end];
        let mut source = cells::normalise(part);
        for cell in &mut source {
            cell.at += start as u32;
        }
        self.learn_definitions();
        let known = self.known.as_ref().map(Option::as_ref);
        let mut fuel = Fuel::for_length(source.len());
        let full = fuel.left();
        let tidy = super::inert::is_tidy(part);
        let view = PyView::stages(self.text, &source, known.flatten(), tidy, &mut fuel);
        self.spent += full - fuel.left();
        let unknown = known == Some(None) && memchr(b'[', part.as_bytes()).is_some();
        (self.spent <= ALLOWANCE && !view.unreadable && !unknown).then_some(view)
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

/// A line that is not blank and starts no piece.
struct Line<'a> {
    /// Without the blanks in front.
    text: &'a [u8],
    indent: usize,
    /// No white space is in front.
    flush: bool,
    /// A tab is in front.
    tabbed: bool,
    /// The first of a block.
    first: bool,
    /// A blank line is before it.
    apart: bool,
}

impl Line<'_> {
    /// Whether a line with this first sign starts an element of the page itself for certain.
    fn is_element(&self, sign: u8) -> bool {
        let shallow = self.indent < 4 && !self.tabbed;
        let plain = match sign {
            b'[' => !definitions::may_start(self.text),
            b'#' | b'<' | b'&' | b'\\' => false,
            _ => sign.is_ascii(),
        };
        self.first && shallow && plain
    }
}

impl Piece {
    /// Notes whether a line, of which this is the first sign, may be or belong to a heading.
    fn mark(&mut self, line: &Line<'_>, sign: u8) {
        if sign != b'#' && !is_sign(sign) {
            return;
        }
        // Only indentation by whole steps can come off, and only in lists and quotes.
        let whole = line.indent % 4 == 0;
        let stays = !line.flush && !line.tabbed && !(whole && self.nests);
        if sign == b'#' {
            self.risky |= !stays;
            return;
        }
        let text = line.text;
        let signs = text.iter().take_while(|b| is_sign(**b)).count();
        self.nests |= sign == b'>' || text[..signs].iter().any(|b| matches!(b, b' ' | b'\t'));
        self.risky |= match text.get(signs) {
            Some(next) => *next == b'#',
            None => {
                let run = text.trim_ascii_end();
                let underline = matches!(sign, b'-' | b'=') && run.iter().all(|b| *b == sign);
                let rule = line.apart && line.flush && run.len() > 2 && sign == b'-';
                let holds = run.iter().any(|b| matches!(b, b'-' | b'='));
                holds && !(underline && (stays || rule))
            }
        };
    }

    /// Notes what a line, of which this is the first sign, adds to the elements.
    fn fill(&mut self, line: &Line<'_>, sign: u8, certain: bool) {
        if certain {
            self.filled = true;
        } else if !(sign == b'[' && line.flush && definitions::definition(line.text).is_some()) {
            self.doubtful = true;
        }
    }
}

/// Signs of lists, quotes and underlines, and the white space between them.
fn is_sign(byte: u8) -> bool {
    matches!(
        byte,
        b'-' | b'*' | b'+' | b'>' | b'=' | b'.' | b'0'..=b'9' | b' ' | b'\t'
    )
}

fn heading_start(view: &PyView) -> Option<usize> {
    view.headings.first().map(|h| h.span.start as usize)
}

fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|b| matches!(b, b' ' | b'\t'))
}

/// How many marks from `next` on still belong; `next` moves behind them.
fn passed<T>(marks: &[T], next: &mut usize, belongs: impl Fn(&T) -> bool) -> usize {
    let count = marks[*next..].iter().take_while(|m| belongs(m)).count();
    *next += count;
    count
}
