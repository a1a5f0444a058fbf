//! Where a missing section goes, and the text of a whole README to start from.

use crate::catalog::{Section, sections_of};
use crate::model::RepoKind;
use crate::text::TextEdit;
use crate::workspace::{FileCx, ReadmeCx};

/// Rank of a second-level title in the customary order.
fn rank(title: &str, legacy: bool) -> Option<usize> {
    sections_of(legacy)
        .filter(|section| section.level == 2)
        .position(|section| section.title == title)
}

/// The edit that inserts a second-level section before the first later one, else at the end
/// of the text. The first section of all takes over an introduction that is there already.
pub(super) fn insertion(cx: &ReadmeCx, section: &Section) -> TextEdit {
    let (text, nl) = (cx.text(), cx.newline());
    let legacy = cx.repo.kind == RepoKind::Legacy;
    let own = rank(&section.title, legacy);
    let body = section
        .filled(&cx.display_name(), cx.dir(), cx.repo.kind.full_name())
        .replace('\n', nl);
    if own == Some(0)
        && let Some(at) = introduction(cx)
    {
        return TextEdit::insert(at, format!("{}{nl}{nl}", section.heading()));
    }
    let later = cx.markdown.outline.headings.iter().find(|heading| {
        heading.level == 2 && rank(&heading.text, legacy) > own && at_line_start(cx, heading.span)
    });
    if let Some(later) = later {
        let at = later.span.start as usize;
        return TextEdit::insert(at, format!("{}{body}{nl}", blank_before(&text[..at], nl)));
    }
    let at = end_of_content(cx);
    let rest = if at == text.len() { nl } else { "" };
    let before = if at == 0 { String::new() } else { nl.repeat(2) };
    TextEdit::insert(at, format!("{before}{}{rest}", body.trim_end()))
}

fn at_line_start(cx: &ReadmeCx, span: crate::text::Span) -> bool {
    let before = &cx.text()[..span.start as usize];
    before.is_empty() || before.ends_with(['\n', '\r'])
}

/// Line breaks that make the text end in a blank line.
fn blank_before<'n>(before: &str, nl: &'n str) -> &'n str {
    let body = before.trim_end_matches([' ', '\t', '\n', '\r']);
    let breaks = before[body.len()..].replace("\r\n", "\n");
    if body.is_empty() || breaks.matches(['\n', '\r']).count() > 1 {
        ""
    } else {
        nl
    }
}

/// First byte of the text between a first-level title and the next heading.
fn introduction(cx: &ReadmeCx) -> Option<usize> {
    let headings = &cx.markdown.outline.headings;
    let title = headings.first().filter(|title| title.level == 1)?;
    let from = title.span.end as usize;
    let to = headings
        .get(1)
        .map_or(end_of_content(cx), |next| next.span.start as usize);
    let between = cx.text().get(from..to)?;
    let blank = between.len() - between.trim_start().len();
    (blank < between.len()).then_some(from + blank)
}

/// End of the text before the reference definitions that customarily close a README.
fn end_of_content(cx: &ReadmeCx) -> usize {
    let text = cx.text();
    let mut end = text.trim_end().len();
    for definition in cx.markdown.outline.definitions.iter().rev() {
        if definition.span.end as usize != end {
            break;
        }
        end = text[..definition.span.start as usize].trim_end().len();
    }
    end
}

/// A README to start from: all sections in customary order.
pub(super) fn whole(cx: &FileCx) -> String {
    let name = cx.display_name();
    let title = match cx.integration.package() {
        Some(_) => format!("# Agent Check: {name}"),
        None => format!("# {name}"),
    };
    let sections = sections_of(cx.repo.kind == RepoKind::Legacy)
        .filter(|section| section.level == 2)
        .map(|section| section.filled(&name, cx.dir(), cx.repo.kind.full_name()));
    let parts: Vec<String> = std::iter::once(title + "\n").chain(sections).collect();
    parts.join("\n")
}
