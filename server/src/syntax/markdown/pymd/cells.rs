//! The working text of the Python-Markdown view: characters that remember where they came from.
//! Every stage rewrites a sequence of cells, so the ranges of the final elements need no bookkeeping.

/// One character and the byte offset of its source character.
///
/// A cell whose character is [`MARK`] stands for a finished piece of output; its `at` is then an
/// index into the table of [`Token`]s, not an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) ch: char,
    pub(super) at: u32,
}

/// Stands for a [`Token`]. The control character is removed from the source first, so it is free.
pub(super) const MARK: char = '\u{2}';

impl Cell {
    pub(super) fn new(ch: char, at: u32) -> Self {
        Self { ch, at }
    }

    pub(super) fn is_space(self) -> bool {
        is_space(self.ch)
    }
}

/// A piece of the document that later stages must not look into.
#[derive(Debug)]
pub(super) enum Token {
    /// Raw HTML, copied to the output as it is.
    Raw(Vec<Cell>),
    /// Characters freed of their meaning by a backslash.
    Literal { slash: Cell, chars: Vec<Cell> },
    /// A code span.
    Code(Vec<Cell>),
    /// The text of a link (the address plays no part in this view).
    Link {
        open: u32,
        close: u32,
        body: Vec<Cell>,
    },
    /// An image with its address; `open` and `close` are the offsets of its first and last character.
    Image {
        open: u32,
        close: u32,
        src: Vec<Cell>,
    },
    /// A start or end tag the converter writes itself.
    Tag { text: &'static str, at: u32 },
}

/// White space in Python's sense: Unicode white space and the four ASCII separators.
pub(super) fn is_space(ch: char) -> bool {
    ch.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&ch)
}

/// `cells` without the white space at both ends.
pub(super) fn trim(cells: &[Cell]) -> &[Cell] {
    let start = cells
        .iter()
        .position(|c| !c.is_space())
        .unwrap_or(cells.len());
    let end = cells
        .iter()
        .rposition(|c| !c.is_space())
        .map_or(start, |i| i + 1);
    &cells[start..end]
}

/// The characters as a string; tokens are left out.
pub(super) fn plain(cells: &[Cell]) -> String {
    cells
        .iter()
        .map(|c| c.ch)
        .filter(|ch| *ch != MARK)
        .collect()
}

/// Whether the characters from `from` on begin with `what`.
pub(super) fn starts_with(cells: &[Cell], from: usize, what: &str) -> bool {
    let mut rest = cells.get(from..).unwrap_or_default().iter();
    what.chars()
        .all(|ch| rest.next().is_some_and(|c| c.ch == ch))
}

/// First index at or after `from` where `what` begins.
pub(super) fn find(cells: &[Cell], from: usize, what: &str) -> Option<usize> {
    let first = what.chars().next()?;
    (from..cells.len()).find(|&i| cells[i].ch == first && starts_with(cells, i, what))
}

/// Appends `text` with every character placed at `at`.
pub(super) fn push_str(out: &mut Vec<Cell>, text: &str, at: u32) {
    out.extend(text.chars().map(|ch| Cell::new(ch, at)));
}

/// A limit on the work spent on searches that can fail over and over in hostile input. No document
/// written by a person comes near it; past it, such a construct is read as plain text.
#[derive(Debug)]
pub(super) struct Fuel(u64);

impl Fuel {
    pub(super) fn for_length(cells: usize) -> Self {
        Self(2_000_000 + 16 * cells as u64)
    }

    /// Takes `steps`; false when the tank is empty.
    pub(super) fn burn(&mut self, steps: usize) -> bool {
        self.0 = self.0.saturating_sub(steps as u64);
        self.0 > 0
    }

    pub(super) fn left(&self) -> u64 {
        self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0 == 0
    }
}

/// The text as the converter sees it before anything else: LF line ends, tabs expanded to columns of
/// four, lines of blanks emptied, two line feeds at the end, STX and ETX dropped.
pub(super) fn normalise(text: &str) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::with_capacity(text.len() + 2);
    let mut line = 0;
    let end_line = |out: &mut Vec<Cell>, line: &mut usize, at: u32| {
        if *line > 0 && out[*line..].iter().all(|c| c.ch == ' ') {
            out.truncate(*line);
        }
        out.push(Cell::new('\n', at));
        *line = out.len();
    };
    let bytes = text.as_bytes();
    let plain = |byte: &u8| byte.is_ascii() && !matches!(byte, 2 | 3 | b'\t' | b'\n' | b'\r');
    let mut next = 0;
    loop {
        // Most characters are a byte and stand for themselves.
        let rest = &bytes[next..];
        let run = rest.iter().position(|byte| !plain(byte));
        let run = &rest[..run.unwrap_or(rest.len())];
        let cells = run.iter().zip(next as u32..);
        out.extend(cells.map(|(byte, at)| Cell::new(char::from(*byte), at)));
        next += run.len();
        let Some(ch) = text[next..].chars().next() else {
            break;
        };
        let at = next as u32;
        next += ch.len_utf8();
        match ch {
            '\u{2}' | '\u{3}' => {}
            '\r' => {
                next += usize::from(bytes.get(next) == Some(&b'\n'));
                end_line(&mut out, &mut line, at);
            }
            '\n' => end_line(&mut out, &mut line, at),
            '\t' => {
                let column = out.len() - line;
                out.extend(std::iter::repeat_n(Cell::new(' ', at), 4 - column % 4));
            }
            _ => out.push(Cell::new(ch, at)),
        }
    }
    end_line(&mut out, &mut line, text.len() as u32);
    end_line(&mut out, &mut line, text.len() as u32);
    out
}
