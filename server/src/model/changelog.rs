//! `CHANGELOG.md`: the releases of an integration. ddev searches the text; people read
//! headings, sections such as `***Added***:` and bullets.

use super::python::version_at;
use super::{Facts, Named, SourceFile};
use crate::text::Span;

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChangelogFacts {
    /// The newest release: the first that ddev finds.
    pub latest: Option<Named>,
    /// The text says where towncrier writes: the file is generated.
    pub is_generated: bool,
}

/// The text from which ddev tells that a changelog is generated.
pub const MARKER: &str = "towncrier release notes start";

impl ChangelogFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let text = &*file.text;
        // `### 1.2.3` holds one, too.
        let latest = text.match_indices("## ").find_map(|(at, mark)| {
            let start = at + mark.len();
            Some(Span::new(start, version_at(text, start)?))
        });
        Self {
            latest: latest.map(|span| Named {
                value: span.slice(text).into(),
                span,
            }),
            is_generated: text.contains(MARKER),
        }
    }
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_changelog(&self) -> Option<&ChangelogFacts> {
        if let Self::Changelog(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}

/// What a line of a changelog is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// `## …`: a release, or what is not released yet. The span is that of the title.
    Release(Span),
    /// `***Kind***:`. The span is that of the kind.
    Section(Span),
    /// `* …` at the start of the line.
    Entry,
    /// Anything else.
    Other,
}

/// The lines of a changelog, without their ends.
pub fn lines(text: &str) -> impl Iterator<Item = (Span, Line)> {
    text_lines(text).map(move |span| (span, classify(text, span)))
}

/// Spans of the lines of a text without their ends, broken as Python breaks them when it
/// reads a file.
pub fn text_lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let is_break = |byte: u8| matches!(byte, b'\n' | b'\r');
        let length = rest.bytes().position(is_break).unwrap_or(rest.len());
        let span = Span::new(at, at + length);
        let end = &rest[length..];
        at += length
            + if end.starts_with("\r\n") {
                2
            } else {
                usize::from(!end.is_empty())
            };
        Some(span)
    })
}

fn classify(text: &str, line: Span) -> Line {
    let (raw, start) = (line.slice(text), line.start as usize);
    if let Some(title) = raw.strip_prefix("## ") {
        let inner = title.trim();
        let from = start + raw.len() - title.trim_start().len();
        return Line::Release(Span::new(from, from + inner.len()));
    }
    if raw.starts_with("* ") {
        return Line::Entry;
    }
    let kind = raw.trim_end().trim_end_matches(':');
    if let Some(kind) = kind.strip_prefix("***").and_then(|k| k.strip_suffix("***")) {
        // `***Added:***` reads the same.
        let kind = kind.trim_end_matches(':');
        return Line::Section(Span::new(start + 3, start + 3 + kind.len()));
    }
    Line::Other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileKind;

    fn facts(text: &str) -> ChangelogFacts {
        let file = SourceFile::parse("foo/CHANGELOG.md".into(), FileKind::Changelog, text.into());
        ChangelogFacts::of(&file)
    }

    #[test]
    fn the_newest_release_is_the_first_that_ddev_finds() {
        let latest = |text| facts(text).latest.map(|l| l.value.to_string());
        assert_eq!(
            latest("# A\n\n## Unreleased\n\n## 1.2.3 / 2024\n").as_deref(),
            Some("1.2.3")
        );
        assert_eq!(latest("### 1.0.10rc1").as_deref(), Some("1.0.10"));
        assert_eq!(latest("##  1.0.0\n## 1.0\n"), None);
        assert!(facts("<!-- towncrier release notes start -->").is_generated);
    }

    #[test]
    fn lines_tell_what_they_are() {
        let text = "## 1.0.0 / 2024-01-01 \r\n***Added***:\n***Fixed***\n* a\n  * b";
        let found: Vec<_> = lines(text)
            .map(|(span, line)| match line {
                Line::Release(title) => format!("release {}", title.slice(text)),
                Line::Section(kind) => format!("section {}", kind.slice(text)),
                Line::Entry => format!("entry {}", span.slice(text)),
                Line::Other => "other".to_owned(),
            })
            .collect();
        assert_eq!(
            found,
            [
                "release 1.0.0 / 2024-01-01",
                "section Added",
                "section Fixed",
                "entry * a",
                "other"
            ]
        );
    }
}
