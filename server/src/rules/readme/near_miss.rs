//! The heading that was most likely meant for a section that the reference validator does
//! not find: other case, other level, another word, or a place where it is no heading.

use crate::catalog::{Section, nearest};
use crate::text::{Span, TextEdit};
use crate::workspace::ReadmeCx;

/// A heading that comes close.
pub(super) struct NearMiss {
    /// Bytes of the heading.
    pub span: Span,
    /// What is wrong, as the end of a sentence.
    pub reason: String,
    /// The edit that makes it the section, and whether it surely keeps the meaning.
    pub fix: Option<(TextEdit, bool)>,
}

/// The closest heading to a second-level section, if any comes close.
pub(super) fn find(cx: &ReadmeCx, section: &Section) -> Option<NearMiss> {
    let seen = || {
        let headings = cx.markdown.pymd.headings.iter();
        headings.filter(|heading| !cx.markdown.outline.in_code(heading.span.start as usize))
    };
    let written = section.heading();
    let same = |text: &str| text.trim().eq_ignore_ascii_case(&section.title);
    let alike = |text: &str| {
        let text = bare(text);
        section.aliases.iter().any(|alias| same_word(alias, text))
            || same_word(&section.title, text)
            || nearest(text, std::iter::once(section.title.as_str())).is_some()
    };
    for exact in [true, false] {
        let fits = |text: &str| if exact { same(text) } else { alike(text) };
        let close = seen()
            .filter(|heading| heading.text.as_deref().is_some_and(fits))
            // The level of another section is kept when only the word is a guess.
            .filter(|heading| exact || heading.level <= 2)
            .min_by_key(|heading| heading.level.abs_diff(2));
        if let Some(heading) = close {
            let found = heading.text.as_deref().unwrap_or_default();
            let marks = "#".repeat(usize::from(heading.level));
            let raw = heading.span.slice(cx.text()).starts_with('<');
            return Some(NearMiss {
                span: heading.span,
                reason: format!("`{marks} {}` is not the same", found.trim()),
                fix: Some((TextEdit::replace(heading.span, written), exact && !raw)),
            });
        }
    }
    hidden(cx, section)
}

/// A heading of CommonMark that the reference validator does not see as one.
fn hidden(cx: &ReadmeCx, section: &Section) -> Option<NearMiss> {
    let text = cx.text();
    let outline = &cx.markdown.outline;
    let heading = outline
        .headings
        .iter()
        .find(|heading| heading.level == 2 && heading.text.eq_ignore_ascii_case(&section.title))?;
    let start = heading.span.start as usize;
    let line = text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let span = heading.span;
    let before = &text[line..start];
    if !before.is_empty() && before.trim_start_matches(' ').is_empty() {
        let edit = TextEdit::replace(Span::new(line, span.end as usize), section.heading());
        return Some(NearMiss {
            span,
            reason: "a heading must begin at the start of its line".to_owned(),
            fix: Some((edit, true)),
        });
    }
    if before.trim_start_matches('\u{feff}').is_empty() && !before.is_empty() {
        return Some(NearMiss {
            span,
            reason: "the byte order mark before the heading hides it".to_owned(),
            fix: Some((TextEdit::delete(Span::new(line, start)), true)),
        });
    }
    Some(NearMiss {
        span,
        reason: "the HTML around this heading hides it".to_owned(),
        fix: None,
    })
}

/// A title without numbering, punctuation and `{#id}`.
fn bare(text: &str) -> &str {
    let text = text.split("{#").next().unwrap_or_default();
    text.trim_matches(|c: char| !c.is_alphabetic())
}

fn same_word(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}
