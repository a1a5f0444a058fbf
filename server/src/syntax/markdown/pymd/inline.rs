//! Third stage of the Python-Markdown view: the markup inside a line of text. Each construct is one
//! pass over the text and leaves a token behind, so later passes cannot look into it; the order of
//! the passes is what decides between overlapping constructs.

use foldhash::HashMap;

use super::cells::{Cell, Fuel, MARK, Token, is_space, push_str, starts_with, trim};
use super::refdefs::References;
use super::{emphasis, links, render};

/// What the passes share.
pub(super) struct Inline<'a> {
    pub(super) tokens: &'a mut Vec<Token>,
    pub(super) references: &'a References,
    pub(super) fuel: &'a mut Fuel,
}

/// The passes in their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pass {
    Code,
    Escape,
    Reference,
    Link,
    Image,
    ImageReference,
    ShortReference,
    ShortImage,
    Address,
    Break,
    Html,
    Entity,
    Emphasis,
}

const PASSES: [Pass; 13] = [
    Pass::Code,
    Pass::Escape,
    Pass::Reference,
    Pass::Link,
    Pass::Image,
    Pass::ImageReference,
    Pass::ShortReference,
    Pass::ShortImage,
    Pass::Address,
    Pass::Break,
    Pass::Html,
    Pass::Entity,
    Pass::Emphasis,
];

/// The signs that passes look for, each a bit.
const SIGNS: [char; 9] = ['`', '\\', '<', '\n', '&', '[', '!', '*', '_'];

const BITS: [u16; 128] = {
    let mut bits = [0; 128];
    let mut sign = 0;
    while sign < SIGNS.len() {
        bits[SIGNS[sign] as usize] = 1 << sign;
        sign += 1;
    }
    // Either is enough for emphasis.
    bits['_' as usize] = bits['*' as usize];
    bits
};

impl Pass {
    /// The signs without which a text has nothing for the pass.
    fn needs(self) -> u16 {
        let signs: &[u8] = match self {
            Self::Code => b"`",
            Self::Escape => b"\\",
            Self::Address | Self::Html => b"<",
            Self::Break => b"\n",
            Self::Entity => b"&",
            Self::Emphasis => b"*",
            Self::Reference | Self::Link | Self::ShortReference => b"[",
            Self::Image | Self::ImageReference | Self::ShortImage => b"![",
        };
        signs
            .iter()
            .fold(0, |all, sign| all | BITS[usize::from(*sign)])
    }
}

const ESCAPABLE: &str = "\\`*_{}[]()>#+-.!";

impl Inline<'_> {
    /// Reads all markup of a text.
    pub(super) fn read(&mut self, text: Vec<Cell>) -> Vec<Cell> {
        self.passes(text, &PASSES)
    }

    /// Reads what passes behind `done` find: the text of a link is never looked at again by the pass
    /// that made the link.
    pub(super) fn read_after(&mut self, text: Vec<Cell>, done: Pass) -> Vec<Cell> {
        self.passes(text, &PASSES[done as usize + 1..])
    }

    fn passes(&mut self, mut text: Vec<Cell>, passes: &[Pass]) -> Vec<Cell> {
        let mut signs = signs(&text);
        for &pass in passes {
            if signs & pass.needs() != pass.needs() {
                continue;
            }
            text = match pass {
                Pass::Code => self.code(&text),
                Pass::Escape => self.escapes(&text),
                Pass::Address => self.addresses(&text),
                Pass::Break => self.breaks(&text),
                Pass::Html => self.html(&text),
                Pass::Entity => self.entities(&text),
                Pass::Emphasis => emphasis::apply(&text, self.tokens),
                _ => links::pass(self, &text, pass),
            };
            signs = self::signs(&text);
        }
        text
    }

    pub(super) fn token(&mut self, token: Token) -> Cell {
        self.tokens.push(token);
        Cell::new(MARK, self.tokens.len() as u32 - 1)
    }

    fn code(&mut self, text: &[Cell]) -> Vec<Cell> {
        let runs = Backticks::new(text);
        let mut out = Vec::with_capacity(text.len());
        let mut i = 0;
        loop {
            i = copy_until(text, i, &mut out, |ch| matches!(ch, '\\' | '`'));
            if i == text.len() {
                return out;
            }
            let escaped = i > 0 && text[i - 1].ch == '\\';
            if text[i].ch == '\\' && !escaped {
                // An even number of backslashes in front of a backtick: they escape each other.
                let end = end_of_run(text, i);
                let pairs = (end - i) / 2;
                if (end - i).is_multiple_of(2) && text.get(end).is_some_and(|c| c.ch == '`') {
                    let chars = text[i..i + pairs].to_vec();
                    out.push(self.token(Token::Literal {
                        slash: text[i],
                        chars,
                    }));
                    if let Some(next) = self.code_span(text, end, &runs, &mut out) {
                        i = next;
                        continue;
                    }
                    let after = end_of_run(text, end);
                    out.extend_from_slice(&text[end..after]);
                    i = after;
                    continue;
                }
                out.extend_from_slice(&text[i..end]);
                i = end;
                continue;
            }
            if text[i].ch == '`' && !escaped {
                if let Some(next) = self.code_span(text, i, &runs, &mut out) {
                    i = next;
                    continue;
                }
                let after = end_of_run(text, i);
                out.extend_from_slice(&text[i..after]);
                i = after;
                continue;
            }
            out.push(text[i]);
            i += 1;
        }
    }

    /// The code span whose opening backticks start at `start`; returns where the text goes on.
    fn code_span(
        &mut self,
        text: &[Cell],
        start: usize,
        runs: &Backticks,
        out: &mut Vec<Cell>,
    ) -> Option<usize> {
        let open = end_of_run(text, start);
        let (ticks, close) = runs.partner(open - start, open)?;
        let body = text[start + ticks..close].to_vec();
        out.push(self.token(Token::Code(trim(&body).to_vec())));
        Some(close + ticks)
    }

    fn escapes(&mut self, text: &[Cell]) -> Vec<Cell> {
        let mut out = Vec::with_capacity(text.len());
        let mut i = 0;
        loop {
            i = copy_until(text, i, &mut out, |ch| ch == '\\');
            if i + 1 >= text.len() {
                out.extend_from_slice(&text[i..]);
                return out;
            }
            if ESCAPABLE.contains(text[i + 1].ch) {
                let chars = vec![text[i + 1]];
                out.push(self.token(Token::Literal {
                    slash: text[i],
                    chars,
                }));
            } else {
                out.extend_from_slice(&text[i..i + 2]);
            }
            i += 2;
        }
    }

    /// Puts a token in the place of every construct, which starts with this sign. `end` gives the
    /// index behind one that starts at an index, `token` what stands for its cells.
    fn replace(
        &mut self,
        text: &[Cell],
        sign: char,
        end: impl Fn(usize) -> Option<usize>,
        token: impl Fn(&[Cell], &[Token]) -> Token,
    ) -> Vec<Cell> {
        let mut out = Vec::with_capacity(text.len());
        let mut i = 0;
        loop {
            i = copy_until(text, i, &mut out, |ch| ch == sign);
            if i == text.len() {
                return out;
            }
            if let Some(end) = end(i) {
                let token = token(&text[i..end], self.tokens);
                out.push(self.token(token));
                i = end;
            } else {
                out.push(text[i]);
                i += 1;
            }
        }
    }

    /// `<scheme://...>` and `<name@host>`.
    fn addresses(&mut self, text: &[Cell]) -> Vec<Cell> {
        let end = |i: usize| Some(address_end(text, i)? + 1);
        self.replace(text, '<', end, |cells, _| Token::Link {
            open: cells[0].at,
            close: cells[cells.len() - 1].at,
            body: cells[1..cells.len() - 1].to_vec(),
        })
    }

    fn breaks(&mut self, text: &[Cell]) -> Vec<Cell> {
        let end = |i: usize| starts_with(text, i, "  \n").then_some(i + 3);
        self.replace(text, ' ', end, |cells, _| Token::Tag {
            text: "<br />\n",
            at: cells[0].at,
        })
    }

    fn html(&mut self, text: &[Cell]) -> Vec<Cell> {
        let end = |i: usize| inline_tag_end(text, i);
        self.replace(text, '<', end, |cells, tokens| {
            Token::Raw(render::restored(cells, tokens))
        })
    }

    fn entities(&mut self, text: &[Cell]) -> Vec<Cell> {
        self.replace(
            text,
            '&',
            |i| entity_end(text, i),
            |cells, _| Token::Raw(cells.to_vec()),
        )
    }
}

/// The signs of a text that passes look for, a bit for each.
fn signs(text: &[Cell]) -> u16 {
    let bits = |cell: &Cell| BITS.get(cell.ch as usize).copied().unwrap_or(0);
    text.iter().fold(0, |signs, cell| signs | bits(cell))
}

/// Copies the text from `from` on up to the first character that `stops`; returns where that is.
pub(super) fn copy_until(
    text: &[Cell],
    from: usize,
    out: &mut Vec<Cell>,
    stops: impl Fn(char) -> bool,
) -> usize {
    let rest = &text[from..];
    let length = rest.iter().position(|cell| stops(cell.ch));
    let length = length.unwrap_or(rest.len());
    out.extend_from_slice(&rest[..length]);
    from + length
}

/// End of the run of equal characters at `start`.
fn end_of_run(text: &[Cell], start: usize) -> usize {
    let ch = text[start].ch;
    (start..text.len())
        .find(|&i| text[i].ch != ch)
        .unwrap_or(text.len())
}

/// The runs of backticks of a text, arranged for finding the closing run in constant time.
struct Backticks {
    /// Starts of the runs, and for each the length.
    runs: Vec<(usize, usize)>,
    /// For each run the index of the first longest run from it on.
    longest: Vec<usize>,
    /// Indices of the runs of a length.
    by_length: HashMap<usize, Vec<usize>>,
}

impl Backticks {
    fn new(text: &[Cell]) -> Self {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut i = 0;
        while i < text.len() {
            if text[i].ch == '`' {
                let end = end_of_run(text, i);
                runs.push((i, end - i));
                i = end;
            } else {
                i += 1;
            }
        }
        let mut longest = vec![0; runs.len()];
        let mut by_length: HashMap<usize, Vec<usize>> = HashMap::default();
        for i in (0..runs.len()).rev() {
            longest[i] = match longest.get(i + 1) {
                Some(&later) if runs[later].1 > runs[i].1 => later,
                _ => i,
            };
        }
        for (i, (_, length)) in runs.iter().enumerate() {
            by_length.entry(*length).or_default().push(i);
        }
        Self {
            runs,
            longest,
            by_length,
        }
    }

    /// For an opening run of `ticks` that ends at `from`: how many of its ticks count and where the
    /// closing run starts. Without an equal run, the longest shorter one closes it.
    fn partner(&self, ticks: usize, from: usize) -> Option<(usize, usize)> {
        let next = self.runs.partition_point(|(start, _)| *start < from);
        if let Some(equal) = self.by_length.get(&ticks)
            && let Some(run) = equal.get(equal.partition_point(|run| *run < next))
        {
            return Some((ticks, self.runs[*run].0));
        }
        let (start, length) = self.runs[*self.longest.get(next)?];
        (length < ticks).then_some((length, start))
    }
}

/// Index of the `>` of the address in angle brackets at `start`.
fn address_end(text: &[Cell], start: usize) -> Option<usize> {
    let end = (start + 1..text.len()).find(|&i| matches!(text[i].ch, '<' | '>'))?;
    let inner = &text[start + 1..end];
    if text[end].ch != '>' {
        return None;
    }
    let is_scheme = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '+' | '.' | '-');
    let scheme = inner.iter().take_while(|c| is_scheme(c.ch)).count();
    if inner.first()?.ch.is_ascii_alphabetic() && starts_with(inner, scheme, "://") {
        return Some(end);
    }
    let at = inner.iter().rposition(|c| c.ch == '@')?;
    let (name, host) = (&inner[..at], &inner[at + 1..]);
    let fits = !name.is_empty()
        && !host.is_empty()
        && !name.iter().any(|c| matches!(c.ch, ' ' | '!'))
        && !host.iter().any(|c| c.ch == ' ');
    fits.then_some(end)
}

/// One past the end of the tag, comment or instruction at `start`.
fn inline_tag_end(text: &[Cell], start: usize) -> Option<usize> {
    if starts_with(text, start, "<!--") {
        return enclosed(text, start, "<!--", "-->");
    }
    if starts_with(text, start, "<?") {
        return enclosed(text, start, "<?", "?>");
    }
    if starts_with(text, start, "<![CDATA[") {
        return enclosed(text, start, "<![CDATA[", "]]>");
    }
    let mut at = start + 1;
    if text.get(at)?.ch == '/' {
        at += 1;
    }
    if !text.get(at)?.ch.is_ascii_alphabetic() {
        return None;
    }
    let plain = |c: &Cell| !c.is_space() && !matches!(c.ch, '"' | '\'' | '<' | '>');
    while text.get(at).is_some_and(|c| plain(c) && c.ch != '@') {
        at += 1;
    }
    // Attributes, each with white space in front.
    loop {
        let name = skip_space(text, at);
        let mut end = name;
        while text.get(end).is_some_and(|c| plain(c) && c.ch != '=') {
            end += 1;
        }
        if name == at || end == name {
            break;
        }
        at = attribute_value(text, end).unwrap_or(end);
    }
    at = skip_space(text, at);
    if text.get(at)?.ch == '/' {
        at += 1;
    }
    (text.get(at)?.ch == '>').then_some(at + 1)
}

/// End of the value that may follow the attribute name that ends at `from`.
fn attribute_value(text: &[Cell], from: usize) -> Option<usize> {
    let sign = skip_space(text, from);
    if text.get(sign)?.ch != '=' {
        return None;
    }
    let start = skip_space(text, sign + 1);
    let first = text.get(start)?.ch;
    if matches!(first, '"' | '\'') {
        return (start + 1..text.len())
            .find(|&i| text[i].ch == first)
            .map(|i| i + 1);
    }
    let ends = |c: &Cell| c.is_space() || matches!(c.ch, '"' | '\'' | '=' | '<' | '>');
    let end = (start..text.len())
        .find(|&i| ends(&text[i]))
        .unwrap_or(text.len());
    (end > start).then_some(end)
}

fn skip_space(text: &[Cell], mut at: usize) -> usize {
    while text.get(at).is_some_and(|c| is_space(c.ch)) {
        at += 1;
    }
    at
}

/// End of a construct that must not contain its own opening.
fn enclosed(text: &[Cell], start: usize, open: &str, close: &str) -> Option<usize> {
    let from = start + open.chars().count();
    let end =
        (from..text.len()).find(|&i| starts_with(text, i, close) || starts_with(text, i, open))?;
    starts_with(text, end, close).then(|| end + close.chars().count())
}

/// One past the `;` of the reference at `start`.
pub(super) fn entity_end(text: &[Cell], start: usize) -> Option<usize> {
    if text[start].ch != '&' {
        return None;
    }
    let numeric = text.get(start + 1)?.ch == '#';
    let hex = numeric && text.get(start + 2)?.ch == 'x';
    let from = start + 1 + usize::from(numeric) + usize::from(hex);
    let is_part = |ch: char| match (numeric, hex) {
        (_, true) => ch.is_ascii_hexdigit(),
        (true, _) => ch.is_ascii_digit(),
        _ => ch.is_ascii_alphanumeric(),
    };
    let end = (from..text.len()).find(|&i| !is_part(text[i].ch))?;
    (end > from && text[end].ch == ';').then_some(end + 1)
}

/// Appends `text` joined from lines; used to build the text a paragraph is read from.
pub(super) fn join<'a>(parts: impl IntoIterator<Item = &'a [Cell]>) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::new();
    for (i, part) in parts.into_iter().enumerate() {
        if i > 0 {
            let at = out.last().map_or(0, |c| c.at);
            push_str(&mut out, "\n", at);
        }
        out.extend_from_slice(part);
    }
    out
}
