//! The `full` format: message, place, the source line and a mark under the exact
//! range; then related places and the fix.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use super::{Files, Style, harmless, is_command, place};
use crate::rules::{Applicability, Finding};

/// Characters of a long line that are shown around the range.
const WINDOW: usize = 110;

pub(super) fn render(out: &mut String, finding: &Finding, files: &Files, style: Style) {
    let Some(file) = files.checked.file(&finding.path) else {
        return;
    };
    let at = place(file, finding.span.start);
    let label = format!("{}[{}]", finding.severity.name(), finding.rule.code);
    let _ = writeln!(
        out,
        "{}: {}",
        style.severity(finding.severity, &label),
        harmless(&finding.message)
    );
    let number = at.row.to_string();
    let margin = " ".repeat(number.len());
    let bar = style.dim("|");
    let arrow = style.dim("-->");
    let shown = files.shown(&finding.path);
    let _ = writeln!(out, "{margin} {arrow} {shown}:{}:{}", at.row, at.column);
    let range = file.lines().line_range(&file.text, at.row as usize - 1);
    let line = &file.text[range.clone()];
    // A range over several lines is marked to the end of its first.
    let end = (finding.span.end as usize)
        .min(range.end)
        .max(finding.span.start as usize);
    let start = finding.span.start as usize;
    let marked = file
        .text
        .get(start..end)
        .map_or(0, |text| text.chars().count())
        .max(1);
    let shown_line = window(line, start - range.start, marked);
    let carets = style.severity(finding.severity, &"^".repeat(shown_line.marked));
    let _ = writeln!(out, "{margin} {bar}");
    let _ = writeln!(out, "{} {bar} {}", style.dim(&number), shown_line.text);
    let blanks = " ".repeat(shown_line.before);
    let _ = writeln!(out, "{margin} {bar} {blanks}{carets}");
    for related in &finding.related {
        let shown = files.shown(&related.path);
        let at = files.place(&related.path, related.span);
        let at = at
            .map(|at| format!(":{}:{}", at.row, at.column))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "{margin} = see {shown}{at}: {}",
            harmless(&related.message)
        );
    }
    if let Some(fix) = finding.fixes.first() {
        let class = match fix.applicability {
            Applicability::Safe => "fix",
            Applicability::Unsafe => "unsafe fix",
        };
        let _ = writeln!(out, "{margin} = {class}: {}", harmless(&fix.title));
    }
    out.push('\n');
}

/// A part of a line as the terminal shows it, with what was cut off as `…`.
struct Window {
    text: String,
    /// Terminal columns before the range.
    before: usize,
    /// Terminal columns of the range, at least one.
    marked: usize,
}

/// The part of a line around a range: its start in bytes, and its length in characters.
/// Looks at no more of the line than it shows, for a file may be one line.
fn window(line: &str, start: usize, marked: usize) -> Window {
    let marked = marked.min(WINDOW);
    let room = (WINDOW - marked) / 2;
    let (head, tail) = line.split_at(start.min(line.len()));
    let mut before: Vec<char> = head.chars().rev().take(WINDOW).map(shown).collect();
    before.reverse();
    let after: Vec<char> = tail.chars().take(WINDOW).map(shown).collect();
    // What one side leaves free, the other may use.
    let free = room.saturating_sub(after.len().saturating_sub(marked));
    before.drain(..before.len().saturating_sub(room + free));
    let after = &after[..after.len().min(WINDOW - before.len())];
    let cut = |part: usize, whole: &str| whole.chars().take(part + 1).count() > part;
    let mut columns_before = columns(&before);
    let mut text = String::new();
    if cut(before.len(), head) {
        text.push('…');
        columns_before += 1;
    }
    text.extend(before.iter().chain(after));
    if cut(after.len(), tail) {
        text.push('…');
    }
    Window {
        text,
        before: columns_before,
        marked: columns(&after[..after.len().min(marked)]).max(1),
    }
}

/// A character that takes the place of another one: nothing may move the cursor.
fn shown(c: char) -> char {
    match c {
        '\t' => ' ',
        // A byte order mark has no width.
        '\u{feff}' => '\u{fffd}',
        c if is_command(c) => '\u{fffd}',
        c => c,
    }
}

/// Terminal columns of characters: East Asian ones and emoji take two, combining marks none.
fn columns(chars: &[char]) -> usize {
    chars.iter().map(|c| c.width().unwrap_or(1)).sum()
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn long_lines_are_cut_around_the_range() {
        let line = format!("{}bytes{}", "a".repeat(300), "b".repeat(300));
        let part = window(&line, 300, 5);
        assert!(part.text.starts_with('…') && part.text.ends_with('…'));
        let marked: String = part.text.chars().skip(part.before).take(5).collect();
        assert_eq!((marked.as_str(), part.marked), ("bytes", 5));
    }

    #[test]
    fn short_lines_stay_whole() {
        let part = window("a\tb", 2, 1);
        assert_eq!((part.text.as_str(), part.before), ("a b", 2));
    }

    #[test]
    fn the_mark_stands_under_the_range_whatever_is_before_it() {
        for (before, columns) in [("漢字", 4), ("😀", 2), ("e\u{301}", 1), ("\u{1b}[", 2)] {
            let part = window(&format!("{before}bytes"), before.len(), 5);
            assert_eq!((part.before, part.marked), (columns, 5), "{before:?}");
        }
        assert_eq!(window("漢字", 0, 2).marked, 4);
    }
}
