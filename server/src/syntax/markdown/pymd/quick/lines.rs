//! What the quick reader of the Python-Markdown view makes of a line: whether it may have to do
//! with a heading, and whether it gives an element. It sees a line alone, so it has to think of
//! everything that indentation, list and quote signs in front may turn it into.

use super::definitions;

/// From one heading to the next.
#[derive(Default)]
pub(super) struct Piece {
    pub(super) start: usize,
    /// End of the line with the heading; `start` when there is none.
    pub(super) title: usize,
    /// Some line may be or belong to a heading for all the quick reader knows.
    pub(super) risky: bool,
    /// Some block certainly gives an element.
    pub(super) filled: bool,
    /// Some line may give an element.
    pub(super) doubtful: bool,
    /// Some line may be an item or a quote, with indentation that comes off.
    pub(super) nests: bool,
}

/// A line that is not blank and starts no piece.
pub(super) struct Line<'a> {
    /// Without the blanks in front.
    pub(super) text: &'a [u8],
    pub(super) indent: usize,
    /// No white space is in front.
    pub(super) flush: bool,
    /// A tab is in front.
    pub(super) tabbed: bool,
    /// The first of a block.
    pub(super) first: bool,
    /// A blank line is before it.
    pub(super) apart: bool,
}

impl Line<'_> {
    /// Whether a line with this first sign starts an element of the page itself for certain.
    pub(super) fn is_element(&self, sign: u8) -> bool {
        let shallow = self.indent < 4 && !self.tabbed;
        let plain = match sign {
            b'[' => !definitions::may_start(self.text),
            b'#' | b'<' | b'&' | b'\\' => false,
            _ => sign.is_ascii(),
        };
        self.first && shallow && plain
    }

    /// Whether the line is a list item that starts with words. If all other lines of its block do
    /// so too, the item is one paragraph, whether it continues a list or not.
    pub(super) fn is_simple_item(&self) -> bool {
        let text = self.text;
        let marker = match text.iter().take_while(|b| b.is_ascii_digit()).count() {
            0 => usize::from(
                text.first()
                    .is_some_and(|b| matches!(b, b'-' | b'*' | b'+')),
            ),
            digits if text.get(digits) == Some(&b'.') => digits + 1,
            _ => 0,
        };
        let content = text[marker..].trim_ascii_start();
        let parted = text.get(marker) == Some(&b' ');
        let words = match content {
            [b'*', b'*', next, ..] => next.is_ascii_alphabetic() || *next == b'`',
            [b'[', ..] => !definitions::may_start(content),
            [first, ..] => is_plain(*first),
            [] => false,
        };
        marker > 0 && parted && words
    }
}

impl Piece {
    /// Notes whether a line, of which this is the first sign, may be or belong to a heading.
    pub(super) fn mark(&mut self, line: &Line<'_>, sign: u8) {
        if sign != b'#' && !is_sign(sign) {
            return;
        }
        // Only indentation by whole steps can come off, and only in lists and quotes.
        let comes_off = line.indent.is_multiple_of(4) && self.nests;
        let stays = !(line.flush || line.tabbed || comes_off);
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
    pub(super) fn fill(&mut self, line: &Line<'_>, sign: u8, certain: bool) {
        if certain {
            self.filled = true;
        } else if !(sign == b'[' && line.flush && definitions::definition(line.text).is_some()) {
            self.doubtful = true;
        }
    }
}

/// Starts nothing but words.
pub(super) fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() && !is_sign(byte) && !b"#[<&_\\".contains(&byte)
}

/// Signs of lists, quotes and underlines, and the white space between them.
pub(super) fn is_sign(byte: u8) -> bool {
    matches!(
        byte,
        b'-' | b'*' | b'+' | b'>' | b'=' | b'.' | b'0'..=b'9' | b' ' | b'\t'
    )
}

/// Nothing but blanks and tabs.
pub(super) fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|b| matches!(b, b' ' | b'\t'))
}
