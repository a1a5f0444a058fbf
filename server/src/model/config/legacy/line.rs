//! Lines of a hand-written example, measured as ddev does.

/// A `@param` line taken apart.
pub(super) struct Declared<'a> {
    pub(super) name: &'a str,
    pub(super) kind: &'a str,
}

pub(super) fn wrong_indent(expected: usize, found: usize) -> String {
    format!("This line should be indented by {expected} spaces, not by {found}.")
}

pub(super) fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

pub(super) fn declared(line: &str) -> Option<Declared<'_>> {
    let rest = line.strip_prefix("## @param ")?;
    let length = rest.bytes().take_while(|&b| is_name(b)).count();
    let (name, rest) = rest.split_at(length);
    let rest = rest.strip_prefix(' ')?.trim_start_matches(' ');
    let rest = rest.strip_prefix("- ")?;
    if name.is_empty() {
        return None;
    }
    // The last place where the line can end like that.
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for word in [" - required", " - optional"] {
        ends.extend(
            rest.match_indices(word)
                .map(|(at, _)| (at, at + word.len())),
        );
    }
    ends.sort_unstable();
    let (at, _) = ends.into_iter().rev().find(|&(at, end)| {
        at > 0 && (rest[end..].is_empty() || rest[end..].starts_with(" - default: "))
    })?;
    Some(Declared {
        name,
        kind: &rest[..at],
    })
}

/// The line without its first characters.
pub(super) fn after(line: &str, count: usize) -> &str {
    let at = line
        .char_indices()
        .nth(count)
        .map_or(line.len(), |(at, _)| at);
    &line[at..]
}

/// A lone dash counts as blank.
pub(super) fn is_blank(line: &str) -> bool {
    let text = line.trim();
    text.is_empty() || text == "-"
}

/// Blanks before the text; of a list item before what follows the dash.
pub(super) fn indent_of(line: &str) -> usize {
    if is_blank(line) {
        return 0;
    }
    let text = line.trim_start_matches(' ');
    let text = text
        .strip_prefix("- ")
        .map_or(text, |rest| rest.trim_start_matches(' '));
    line.chars().count() - text.chars().count()
}

pub(super) fn is_at_least(line: &str, indent: usize) -> bool {
    !is_blank(line) && indent_of(line) >= indent
}

/// Lines as Python splits a text.
pub(super) fn python_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| {
        matches!(
            c,
            '\n' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    })
}
