//! Syntax errors of JSON files and their repairs, for the `invalid-json` rule of every
//! kind of file.

use crate::rules::{Applicability, Finding, Severity, Sink};
use crate::syntax::json::edit::quote;
use crate::syntax::json::{JsonError, JsonErrorKind, JsonTree};
use crate::text::{Span, TextEdit, apply_edits};
use crate::workspace::FileCx;

/// Reports every syntax error of a JSON file, with a fix where there is one.
pub(in crate::rules) fn report_syntax(cx: &FileCx, sink: &mut Sink) {
    report(cx, None, sink);
}

/// The same with a severity of its own, for files that not everybody reads.
pub(in crate::rules) fn report_syntax_as(cx: &FileCx, severity: Severity, sink: &mut Sink) {
    report(cx, Some(severity), sink);
}

/// The same for a file of which ddev strips blanks that JSON does not know: a warning then.
pub(in crate::rules) fn report_stripped(cx: &FileCx, sink: &mut Sink) {
    let stripped = strips_to_json(cx.text());
    report(cx, stripped.then_some(Severity::Warning), sink);
}

/// True when only blanks that JSON does not know stand around the text. ddev strips them of
/// files that it reads in the old way.
pub(in crate::rules) fn strips_to_json(text: &str) -> bool {
    let blank = |c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c);
    let stripped = text.trim_matches(blank);
    stripped.len() < text.trim_matches([' ', '\t', '\n', '\r']).len()
        && JsonTree::parse(stripped).errors().is_empty()
}

fn report(cx: &FileCx, severity: Option<Severity>, sink: &mut Sink) {
    let errors = cx.file.json().map(|tree| tree.errors()).unwrap_or_default();
    for error in errors {
        let finding = sink.report(error.span, error.kind.message());
        if let Some(severity) = severity {
            finding.severity(severity);
        }
        repair(*error, errors.len() == 1, cx.text(), finding);
    }
}

/// Adds the fixes of one error; `alone` when the file has no other.
fn repair(error: JsonError, alone: bool, text: &str, finding: &mut Finding) {
    let JsonError { kind, span } = error;
    let end = span.end as usize;
    let found = span.slice(text);
    match kind {
        JsonErrorKind::ByteOrderMark => {
            finding.safe_fix("Remove the byte order mark", vec![TextEdit::delete(span)]);
        }
        JsonErrorKind::TrailingComma | JsonErrorKind::ExtraComma => {
            finding.safe_fix("Remove the comma", vec![TextEdit::delete(span)]);
        }
        JsonErrorKind::MissingComma => {
            finding.safe_fix("Insert a comma", vec![TextEdit::insert(end, ",")]);
        }
        JsonErrorKind::UnclosedString if !is_closing_quote(found) => {
            // With other errors around, the missing quote may belong elsewhere.
            let sure = if alone {
                Applicability::Safe
            } else {
                Applicability::Unsafe
            };
            finding.fix("Close the string", sure, vec![TextEdit::insert(end, "\"")]);
        }
        JsonErrorKind::ControlCharacter => {
            let escaped = quote(found).trim_matches('"').to_owned();
            let title = format!("Write `{escaped}`");
            finding.safe_fix(title, vec![TextEdit::replace(span, escaped)]);
        }
        JsonErrorKind::BadEscape => {
            let edit = TextEdit::insert(span.start as usize, "\\");
            finding.unsafe_fix("Double the backslash", vec![edit]);
        }
        JsonErrorKind::Unexpected => {
            let json = match found {
                "True" | "TRUE" => "true",
                "False" | "FALSE" => "false",
                "None" | "nil" | "undefined" => "null",
                _ => return,
            };
            let edit = TextEdit::replace(span, json);
            finding.safe_fix(format!("Replace by `{json}`"), vec![edit]);
        }
        JsonErrorKind::MissingColon if alone && value_follows(&text[end..]) => {
            finding.unsafe_fix("Insert a colon", vec![TextEdit::insert(end, ":")]);
        }
        JsonErrorKind::Comment => {
            finding.unsafe_fix("Remove the comment", vec![TextEdit::delete(span)]);
        }
        JsonErrorKind::UnmatchedClose if alone => {
            finding.unsafe_fix("Remove the bracket", vec![TextEdit::delete(span)]);
        }
        // Half a document may follow a bracket too many.
        JsonErrorKind::TrailingText if !found.contains('"') => {
            finding.unsafe_fix("Remove what follows", vec![TextEdit::delete(span)]);
        }
        JsonErrorKind::Unclosed if alone && !closes_later(text, span) => {
            let close = if found == "{" { "}" } else { "]" };
            let edits = vec![close_at_end(text, span, close)];
            // A bracket that is missing in the middle is not made good at the end.
            let closed = apply_edits(text, &edits).unwrap_or_default();
            if JsonTree::parse(&closed).errors().is_empty() {
                finding.unsafe_fix("Close the bracket", edits);
            }
        }
        _ => {}
    }
}

/// True when an unclosed string is what follows a string whose opening quote is missing.
fn is_closing_quote(string: &str) -> bool {
    let inside = string.trim_start_matches('"').trim();
    inside.is_empty() || inside.starts_with([':', ',', '}', ']'])
}

fn value_follows(rest: &str) -> bool {
    let next = rest.trim_start().chars().next();
    next.is_some_and(|c| !matches!(c, ',' | '}' | ']' | ':'))
}

/// True when the last line, by its indentation, closes the very bracket that stays open:
/// the one that is missing then belongs further up.
fn closes_later(text: &str, open: Span) -> bool {
    let last = text.trim_end().lines().last().unwrap_or_default();
    let same_line = !text[open.start as usize..]
        .trim_end()
        .contains(['\n', '\r']);
    let closes = last.trim_start().starts_with(['}', ']']);
    !same_line && closes && indent_of(text, open) == &last[..last.len() - last.trim_start().len()]
}

/// The blanks before the line of a place.
fn indent_of(text: &str, place: Span) -> &str {
    let start = place.start as usize;
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    &text[line..line + text[line..].len() - text[line..].trim_start().len()]
}

/// The end of the file is where a bracket closes that nothing else closes.
fn close_at_end(text: &str, open: Span, close: &str) -> TextEdit {
    let end = text.trim_end().len();
    let start = open.start as usize;
    let indent = indent_of(text, open);
    if text[start..end].contains('\n') {
        let newline = crate::text::line_ending(text);
        TextEdit::insert(end, format!("{newline}{indent}{close}"))
    } else {
        TextEdit::insert(end, close)
    }
}
