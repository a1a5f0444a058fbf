//! Completion in CHANGELOG.md: the heading of the next release, and kinds of changes.

use super::{Completion, CompletionKind};
use crate::catalog::{Bump, change_kinds};
use crate::model::changelog::{Line, lines};
use crate::model::python::version_at;
use crate::model::{FileKind, RepoKind};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let text = cx.text();
    let start = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = text[offset..].find(['\n', '\r']);
    let end = end.map_or(text.len(), |at| offset + at);
    let typed = &text[start..offset];
    // In core both are generated.
    if cx.file.kind != FileKind::Changelog || cx.repo.kind == RepoKind::Core {
        return Vec::new();
    }
    let line = Span::new(start, end);
    let mut items = Vec::new();
    if typed.is_empty() || "## ".starts_with(typed) || typed.starts_with("## ") {
        items.extend(releases(text, line));
    }
    if typed.is_empty() || "***".starts_with(typed) || typed.starts_with("***") {
        items.extend(kinds(line));
    }
    items
}

fn kinds(line: Span) -> impl Iterator<Item = Completion> {
    change_kinds().iter().enumerate().map(move |(rank, kind)| {
        let label = format!("***{}***:", kind.name);
        let edit = TextEdit::replace(line, label.as_str());
        let mut item = Completion::new(label, CompletionKind::Section, edit);
        item.detail = Some(format!("{}: {}", kind.bump.name(), kind.summary));
        item.documentation = Some(kind.docs.trim().to_owned());
        item.rank = 10 + rank as u32;
        item
    })
}

/// Headings of the versions that may come next, after the newest but the one on the line.
fn releases(text: &str, line: Span) -> Vec<Completion> {
    let newest = lines(text).find_map(|(span, kind)| match kind {
        Line::Release(title) if span.start != line.start => {
            let title = title.slice(text);
            Some(&title[..version_at(title, 0)?])
        }
        _ => None,
    });
    let numbers = newest.and_then(|version| {
        let parts: Option<Vec<u64>> = version.split('.').map(|part| part.parse().ok()).collect();
        <[u64; 3]>::try_from(parts?).ok()
    });
    let next: Vec<(String, String)> = match numbers {
        None => vec![("1.0.0".to_owned(), "the first release".to_owned())],
        Some(now) => Bump::ALL
            .into_iter()
            .filter_map(|bump| Some((raised(now, bump)?, format!("next {}", bump.name()))))
            .collect(),
    };
    let item = |(rank, (version, detail)): (usize, (String, String))| {
        let heading = format!("## {version} / ${{1:YYYY-MM-DD}}");
        let edit = TextEdit::replace(line, heading);
        let mut item = Completion::new(format!("## {version}"), CompletionKind::Snippet, edit);
        item.detail = Some(detail);
        item.snippet = true;
        item.rank = rank as u32;
        item
    };
    next.into_iter().enumerate().map(item).collect()
}

fn raised([major, minor, patch]: [u64; 3], bump: Bump) -> Option<String> {
    Some(match bump {
        Bump::Major => format!("{}.0.0", major.checked_add(1)?),
        Bump::Minor => format!("{major}.{}.0", minor.checked_add(1)?),
        Bump::Patch => format!("{major}.{minor}.{}", patch.checked_add(1)?),
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    fn labels(text: &str) -> Vec<String> {
        let items = completions(&format!("//- foo/CHANGELOG.md\n{text}"));
        items.into_iter().map(|item| item.label).collect()
    }

    #[test]
    fn the_next_versions_follow_the_newest_release() {
        let log = "# Log\n\n## ‸\n\n## 1.2.3 / 2024-01-01\n\n## 1.2.2\n";
        assert_eq!(labels(log), ["## 1.2.4", "## 1.3.0", "## 2.0.0"]);
        assert_eq!(labels("#‸\n"), ["## 1.0.0"]);
        let accepted = accept_completion(&format!("//- foo/CHANGELOG.md\n{log}"), "## 1.3.0");
        assert!(accepted.contains("\n## 1.3.0 / ${1:YYYY-MM-DD}\n\n## 1.2.3"));
        assert_eq!(labels("## 99999999999999999999.0.0\n## ‸\n"), ["## 1.0.0"]);
    }

    #[test]
    fn kinds_of_changes_are_offered() {
        let found = labels("## 1.0.0\n\n***‸\n");
        assert_eq!(found.len(), 6);
        assert!(found.contains(&"***Added***:".to_owned()));
        assert!(labels("* some ‸text\n").is_empty());
    }
}
