//! Puts scalars down in their styles, folding long lines.

use std::fmt::Write as _;

use super::emitter::Emitter;

/// Runs of characters of one class.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let class = |c: char| match c {
        ' ' => 1,
        '\n' => 2,
        _ => 0,
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = class(rest.chars().next()?);
        let end = rest.find(|c| class(c) != first).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        Some(run)
    })
}

impl Emitter<'_> {
    /// A text that needs no quotes: it has neither line breaks nor blanks at its ends.
    pub(super) fn plain(&mut self, text: &str, fold: bool, indent: Option<usize>) {
        if !self.whitespace {
            self.write(" ");
        }
        self.whitespace = false;
        self.indention = false;
        for run in runs(text) {
            if run == " " && self.column > self.style.width && fold {
                self.write_indent(indent);
                self.whitespace = false;
                self.indention = false;
            } else {
                self.write(run);
            }
        }
    }

    /// `'text'`; a line break is an empty line, a lone blank may become a line break.
    pub(super) fn single_quoted(&mut self, text: &str, fold: bool, indent: Option<usize>) {
        self.indicator("'", true);
        let mut at = 0;
        for run in runs(text) {
            let inner = at > 0 && at + run.len() < text.len();
            at += run.len();
            if run == " " && self.column > self.style.width && fold && inner {
                self.write_indent(indent);
            } else if run.starts_with('\n') {
                for _ in 0..=run.len() {
                    self.line_break();
                }
                self.write_indent(indent);
            } else {
                self.write(&run.replace('\'', "''"));
            }
        }
        self.indicator("'", false);
    }

    /// `"text"` with escapes, which can be folded anywhere.
    pub(super) fn double_quoted(&mut self, text: &str, fold: bool, indent: Option<usize>) {
        self.indicator("\"", true);
        let mut chars = text.chars().enumerate().peekable();
        let count = text.chars().count();
        // Characters that wait to be written.
        let mut waiting = String::new();
        while let Some((at, c)) = chars.next() {
            let escaped = !matches!(c, ' '..='~') || matches!(c, '"' | '\\');
            if escaped {
                self.write(&waiting);
                waiting.clear();
                self.write(&escape(c));
            }
            let can_fold = escaped || c == ' ' || waiting.is_empty();
            let pending = if escaped { 0 } else { waiting.len() };
            // Behind an escape its own place counts as one character less.
            let reach = if escaped {
                self.column.saturating_sub(1)
            } else {
                self.column + pending
            };
            if fold && at > 0 && at + 1 < count && can_fold && reach > self.style.width {
                waiting.push('\\');
                self.write(&waiting);
                waiting.clear();
                self.write_indent(indent);
                self.whitespace = false;
                self.indention = false;
                let next = if escaped {
                    chars.peek().map(|(_, next)| *next)
                } else {
                    Some(c)
                };
                if next == Some(' ') {
                    self.write("\\");
                }
            }
            if !escaped {
                waiting.push(c);
            }
        }
        self.write(&waiting);
        self.indicator("\"", false);
    }

    /// Lines as they are: only binary data, which ends in a line break.
    pub(super) fn literal(&mut self, text: &str, indent: Option<usize>) {
        self.indicator("|", true);
        self.line_break();
        for line in text.lines() {
            self.write_indent(indent);
            self.write(line);
            self.line_break();
        }
    }
}

fn escape(c: char) -> String {
    let short = match c {
        '\0' => '0',
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{b}' => 'v',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\u{1b}' => 'e',
        '"' => '"',
        '\\' => '\\',
        '\u{85}' => 'N',
        '\u{a0}' => '_',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        _ => {
            let code = u32::from(c);
            let mut out = String::new();
            let _ = match code {
                0..=0xff => write!(out, "\\x{code:02X}"),
                0x100..=0xffff => write!(out, "\\u{code:04X}"),
                _ => write!(out, "\\U{code:08X}"),
            };
            return out;
        }
    };
    format!("\\{short}")
}
