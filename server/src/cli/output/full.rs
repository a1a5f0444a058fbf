//! The `full` format: message, place, the source line and a mark under the exact
//! range; then related places and the fix.

use std::fmt::Write;

use super::{Files, Style, place};
use crate::rules::{Applicability, Finding};

/// Characters of a long line that are shown around the range.
const WINDOW: usize = 110;

pub(super) fn render(out: &mut String, finding: &Finding, files: &Files, style: Style) {
    let Some(file) = files.by_path.get(&*finding.path) else {
        return;
    };
    let at = place(file, finding.span.start);
    let label = format!("{}[{}]", finding.severity.name(), finding.rule.code);
    let _ = writeln!(
        out,
        "{}: {}",
        style.severity(finding.severity, &label),
        finding.message
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
    let (text, before) = window(line, at.column as usize - 1, marked);
    let marked = marked.min(WINDOW);
    let carets = style.severity(finding.severity, &"^".repeat(marked));
    let _ = writeln!(out, "{margin} {bar}");
    let _ = writeln!(out, "{} {bar} {text}", style.dim(&number));
    let _ = writeln!(out, "{margin} {bar} {}{carets}", " ".repeat(before));
    for related in &finding.related {
        let shown = files.shown(&related.path);
        let at = files.place(&related.path, related.span);
        let at = at
            .map(|at| format!(":{}:{}", at.row, at.column))
            .unwrap_or_default();
        let _ = writeln!(out, "{margin} = see {shown}{at}: {}", related.message);
    }
    if let Some(fix) = finding.fixes.first() {
        let class = match fix.applicability {
            Applicability::Safe => "fix",
            Applicability::Unsafe => "unsafe fix",
        };
        let _ = writeln!(out, "{margin} = {class}: {}", fix.title);
    }
    out.push('\n');
}

/// A part of a line around a range of characters: its text with tabs as blanks and what
/// was cut off as `…`, and the number of characters before the range in it.
fn window(line: &str, column: usize, marked: usize) -> (String, usize) {
    let chars: Vec<char> = line
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .collect();
    let chars: Vec<char> = chars.into_iter().filter(|c| !c.is_control()).collect();
    let column = column.min(chars.len());
    if chars.len() <= WINDOW {
        return (chars.into_iter().collect(), column);
    }
    let room = WINDOW.saturating_sub(marked.min(WINDOW)) / 2;
    let start = column
        .saturating_sub(room)
        .min(chars.len().saturating_sub(WINDOW));
    let end = (start + WINDOW).min(chars.len());
    let mut text: String = chars[start..end].iter().collect();
    let mut before = column - start;
    if start > 0 {
        text.insert(0, '…');
        before += 1;
    }
    if end < chars.len() {
        text.push('…');
    }
    (text, before)
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn long_lines_are_cut_around_the_range() {
        let line = format!("{}bytes{}", "a".repeat(300), "b".repeat(300));
        let (text, before) = window(&line, 300, 5);
        assert!(text.starts_with('…') && text.ends_with('…'));
        let marked: String = text.chars().skip(before).take(5).collect();
        assert_eq!(marked, "bytes");
    }

    #[test]
    fn short_lines_stay_whole() {
        assert_eq!(window("a\tb", 2, 1), ("a b".to_owned(), 2));
    }
}
