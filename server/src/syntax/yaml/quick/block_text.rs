//! Texts by indentation, behind `|` or `>`: their lines, what is kept of the line breaks between
//! them, and where they end.

use super::{Place, Reader};
use crate::syntax::yaml::tree::{YamlKind, YamlStyle};
use crate::text::Span;

impl Reader<'_> {
    /// A text by indentation, after `|` or `>`.
    pub(super) fn block_text(&mut self, place: Place) -> Option<()> {
        let start = self.at;
        let folded = self.byte(start) == b'>';
        let mut head = start + 1;
        let chomp = match self.byte(head) {
            chomp @ (b'-' | b'+') => {
                head += 1;
                Some(chomp)
            }
            _ => None,
        };
        if self.byte(head) != b'\n' {
            return None;
        }
        let style = if folded {
            YamlStyle::Folded
        } else {
            YamlStyle::Literal
        };
        let first = head + 1;
        if chomp.is_none() && self.is_outside(first, place) {
            self.push(place, YamlKind::Str, style, Span::new(start, head));
            self.decode(Some("".into()));
            self.at = first;
            self.next_line();
            return Some(());
        }
        let indent = self.text_indent(first, place)?;
        let mut decoded = String::with_capacity(64);
        let mut at = first;
        let mut breaks = self.skip_breaks(&mut at, indent);
        let mut end = first;
        let mut last_break = "";
        while self.is_text(at, indent) {
            decoded.extend(std::iter::repeat_n('\n', breaks));
            let line = &self.text[at + indent..self.line_end(at)];
            decoded.push_str(line);
            end = self.line_end(at);
            last_break = if end < self.bytes.len() { "\n" } else { "" };
            at = end + 1;
            breaks = self.skip_breaks(&mut at, indent);
            if !self.is_text(at, indent) {
                break;
            }
            let next = self.byte(at + indent);
            if folded && !line.starts_with(' ') && next != b' ' {
                if breaks == 0 {
                    decoded.push(' ');
                }
            } else {
                decoded.push('\n');
            }
        }
        if chomp != Some(b'-') {
            decoded.push_str(last_break);
        }
        if chomp == Some(b'+') {
            decoded.extend(std::iter::repeat_n('\n', breaks));
        }
        let trimmed = self.text[..end].trim_end_matches([' ', '\n']).len();
        let span = Span::new(start, trimmed.max(head));
        self.push(place, YamlKind::Str, style, span);
        self.decode(Some(decoded.into()));
        self.at = at.min(self.bytes.len());
        self.next_line();
        Some(())
    }

    /// The line at an offset has content that does not belong to what stands at a place.
    fn is_outside(&self, first: usize, place: Place) -> bool {
        if first >= self.bytes.len() {
            return false;
        }
        let blanks = self.blanks(first);
        self.byte(first + blanks) != b'\n' && !place.holds(blanks)
    }

    /// Indentation of a text that begins on the line at an offset: that of its first line.
    fn text_indent(&self, first: usize, place: Place) -> Option<usize> {
        let (mut at, mut widest) = (first, 0);
        while at < self.bytes.len() {
            let blanks = self.blanks(at);
            if self.byte(at + blanks) != b'\n' {
                let fits = place.holds(blanks) && blanks > 0 && widest <= blanks;
                return fits.then_some(blanks);
            }
            widest = widest.max(blanks);
            at += blanks + 1;
        }
        None
    }

    /// Number of empty lines, no wider than the indentation; moves behind them.
    fn skip_breaks(&self, at: &mut usize, indent: usize) -> usize {
        let mut count = 0;
        while *at < self.bytes.len() {
            let blanks = self.blanks(*at);
            if blanks > indent || self.bytes.get(*at + blanks) != Some(&b'\n') {
                break;
            }
            *at += blanks + 1;
            count += 1;
        }
        count
    }

    /// A line of the text begins at an offset.
    fn is_text(&self, at: usize, indent: usize) -> bool {
        at + indent < self.bytes.len() && self.blanks(at) >= indent
    }
}
