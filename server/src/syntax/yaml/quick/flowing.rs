//! Plain and quoted texts of the quick pass. They may run over lines, whose breaks are folded
//! then: one becomes a space, of several all but the first stay.

use super::{Place, Reader};

/// Where a text ends, and its value where that differs from what is written.
type Ended = (usize, Option<Box<str>>);

impl Reader<'_> {
    /// A quoted text, which may run over lines inside of `over`.
    pub(super) fn quoted(&self, start: usize, over: Option<Place>) -> Option<Ended> {
        let is_single = self.byte(start) == b'\'';
        let inner = start + 1;
        let mut decoded = String::new();
        let (mut from, mut at) = (inner, inner);
        loop {
            let rest = &self.bytes[at..];
            at += if is_single {
                memchr::memchr2(b'\'', b'\n', rest)?
            } else {
                memchr::memchr3(b'"', b'\\', b'\n', rest)?
            };
            let next = self.byte(at + 1);
            match (self.bytes[at], next) {
                (b'\n', _) => {
                    let line = self.text[from..at].trim_end_matches(' ');
                    decoded.push_str(line);
                    let (breaks, content) = self.next_content(at, over?)?;
                    fold(breaks, &mut decoded);
                    (from, at) = (content, content);
                }
                // The text goes on behind the blanks of the next line.
                (b'\\', b'\n') => {
                    decoded.push_str(&self.text[from..at]);
                    let (breaks, content) = self.next_content(at + 1, over?)?;
                    if breaks > 1 {
                        return None;
                    }
                    (from, at) = (content, content);
                }
                (b'\'', b'\'') | (b'\\', _) => {
                    decoded.push_str(&self.text[from..at]);
                    let (meant, length) = match next {
                        b'\'' if is_single => ('\'', 2),
                        escaped => self.meant(escaped, at + 2)?,
                    };
                    decoded.push(meant);
                    at += length;
                    from = at;
                }
                _ => {
                    let value = (from > inner).then(|| {
                        decoded.push_str(&self.text[from..at]);
                        decoded.into()
                    });
                    return Some((at + 1, value));
                }
            }
        }
    }

    /// What an escaped character stands for, with what follows at an offset, and how many bytes
    /// that takes with its backslash; `None` for rare ones.
    fn meant(&self, escaped: u8, digits: usize) -> Option<(char, usize)> {
        let count = match escaped {
            b'"' | b'\\' | b'/' => return Some((char::from(escaped), 2)),
            b'n' => return Some(('\n', 2)),
            b'r' => return Some(('\r', 2)),
            b't' => return Some(('\t', 2)),
            b'x' => 2,
            b'u' => 4,
            _ => return None,
        };
        let digits = self.text.get(digits..digits + count)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let code = u32::from_str_radix(digits, 16).ok()?;
        Some((char::from_u32(code)?, 2 + count))
    }

    /// A plain text, which may run over lines inside of a place.
    pub(super) fn plain(&self, start: usize, place: Place) -> Option<Ended> {
        if !self.begins_plain(start) {
            return None;
        }
        let mut end = self.plain_line(start)?;
        let mut decoded: Option<String> = None;
        loop {
            let break_at = end + self.blanks(end);
            // A comment ends it as well.
            if self.bytes.get(break_at) != Some(&b'\n') {
                break;
            }
            let Some((breaks, content)) = self.next_content(break_at, place) else {
                break;
            };
            if self.byte(content) == b'#' {
                break;
            }
            let next = self.plain_line(content)?;
            let text = decoded.get_or_insert_with(|| self.text[start..end].to_owned());
            fold(breaks, text);
            text.push_str(&self.text[content..next]);
            end = next;
        }
        Some((end, decoded.map(Into::into)))
    }

    /// End of what a line has of a plain text.
    fn plain_line(&self, start: usize) -> Option<usize> {
        let line_end = self.line_end(start);
        let mut end = line_end;
        for found in memchr::memchr2_iter(b':', b'#', &self.bytes[start..line_end]) {
            let at = start + found;
            if self.bytes[at] == b':' {
                if matches!(self.byte(at + 1), b' ' | b'\n') {
                    return None;
                }
            } else if self.bytes[at - 1] == b' ' {
                end = at;
                break;
            }
        }
        let text = &self.bytes[start..end];
        Some(end - text.iter().rev().take_while(|b| **b == b' ').count())
    }

    /// The number of line breaks from one on, and the next content, when that is inside of a
    /// place.
    fn next_content(&self, line_break: usize, place: Place) -> Option<(usize, usize)> {
        let (mut at, mut breaks) = (line_break + 1, 1);
        while at < self.bytes.len() {
            let blanks = self.blanks(at);
            match self.bytes.get(at + blanks) {
                Some(b'\n') => {
                    breaks += 1;
                    at += blanks + 1;
                }
                Some(_) => {
                    let is_inside = blanks > 0 && place.holds(blanks);
                    return is_inside.then_some((breaks, at + blanks));
                }
                None => return None,
            }
        }
        None
    }
}

/// Adds what line breaks in a text stand for.
fn fold(breaks: usize, text: &mut String) {
    if breaks == 1 {
        text.push(' ');
    }
    text.extend(std::iter::repeat_n('\n', breaks - 1));
}
