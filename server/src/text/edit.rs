//! Text edits and their application. All spans of one set refer to the text
//! before any of them; sets that overlap are refused, never half applied.

use super::Span;

/// Replace the bytes of `span` by `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// Bytes to replace; empty to insert.
    pub span: Span,
    /// Replacement; empty to delete.
    pub text: String,
}

impl TextEdit {
    /// Replaces a span.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self {
            span,
            text: text.into(),
        }
    }

    /// Inserts at a byte offset.
    #[must_use]
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self {
            span: Span::at(offset),
            text: text.into(),
        }
    }

    /// Deletes a span.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self {
            span,
            text: String::new(),
        }
    }
}

/// What happens to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileAction {
    /// Edits of an existing file.
    Edit(Vec<TextEdit>),
    /// A new file with this content; refused when the file exists.
    Create(String),
    /// Another name for an existing file: its path relative to the repository root; refused when
    /// something stands there.
    Rename(String),
}

/// An action on one file of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEdit {
    /// Path relative to the repository root, `/` separators.
    pub path: String,
    /// What to do.
    pub action: FileAction,
}

/// Why a set of edits cannot be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplyError {
    /// Two edits touch the same bytes, or insert at the same place.
    Overlap,
    /// A span lies outside the text or inside a character.
    OutOfBounds,
}

/// Applies edits in any order; `Err` leaves nothing changed.
pub fn apply_edits(text: &str, edits: &[TextEdit]) -> Result<String, ApplyError> {
    let mut sorted: Vec<&TextEdit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut last: Option<Span> = None;
    for edit in sorted {
        let range = edit.span.range();
        if text.get(range.clone()).is_none() {
            return Err(ApplyError::OutOfBounds);
        }
        let same_point = last.is_some_and(|l| l == edit.span && l.is_empty());
        if range.start < at || same_point {
            return Err(ApplyError::Overlap);
        }
        out.push_str(&text[at..range.start]);
        out.push_str(&edit.text);
        at = range.end;
        last = Some(edit.span);
    }
    out.push_str(&text[at..]);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_any_order() {
        let edits = [
            TextEdit::replace(Span::new(4, 5), "E"),
            TextEdit::delete(Span::new(0, 2)),
        ];
        assert_eq!(apply_edits("abcdef", &edits).unwrap(), "cdEf");
    }

    #[test]
    fn overlapping_and_outside_edits_are_refused() {
        let overlap = [
            TextEdit::delete(Span::new(0, 3)),
            TextEdit::delete(Span::new(2, 4)),
        ];
        assert_eq!(apply_edits("abcdef", &overlap), Err(ApplyError::Overlap));
        let twice = [TextEdit::insert(1, "x"), TextEdit::insert(1, "y")];
        assert_eq!(apply_edits("abc", &twice), Err(ApplyError::Overlap));
        assert_eq!(
            apply_edits("é", &[TextEdit::insert(1, "x")]),
            Err(ApplyError::OutOfBounds)
        );
    }
}
