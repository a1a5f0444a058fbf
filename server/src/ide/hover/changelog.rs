//! Hover in changelogs: what a kind of change means for the next version, and whether the
//! package has a release.

use super::Hover;
use crate::catalog::{ChangeKind, change_kinds};
use crate::ide::release_at;
use crate::model::FileKind;
use crate::model::changelog::{Line, lines, text_lines};
use crate::workspace::FileCx;

pub(super) fn hover(cx: &FileCx, offset: usize) -> Option<Hover> {
    let (span, kind) = if cx.file.kind == FileKind::ChangelogFragment {
        let name = cx.file.path.rsplit('/').next()?;
        let fragment = name.split('.').nth(1)?;
        let kind = change_kinds()
            .iter()
            .find(|kind| kind.fragment == fragment)?;
        (text_lines(cx.text()).next()?, kind)
    } else {
        let (_, line) = lines(cx.text()).find(|(span, _)| span.touches(offset))?;
        let Line::Section(span) = line else {
            return release(cx, offset);
        };
        let name = span.slice(cx.text());
        let kind = change_kinds().iter().find(|kind| kind.name == name)?;
        (span, kind)
    };
    Some(Hover {
        span,
        markdown: docs(kind),
    })
}

/// Whether the package has a release yet.
fn release(cx: &FileCx, offset: usize) -> Option<Hover> {
    let span = release_at(cx, offset)?;
    let (_, version) = cx.integration.declared_version()?;
    let name = span.slice(cx.text());
    let newest = lines(cx.text()).find_map(|(_, line)| match line {
        Line::Release(title) => Some(title.start),
        _ => None,
    });
    let text = if *version.value == *name {
        "The version of the package.".to_owned()
    } else if newest == Some(span.start) {
        format!(
            "The newest release here; the package says `{}`.",
            version.value
        )
    } else {
        return None;
    };
    Some(Hover {
        span,
        markdown: format!("**{name}**\n\n{text}"),
    })
}

fn docs(kind: &ChangeKind) -> String {
    format!(
        "**{}**: {}\n\n{}\n\nThe next version is at least a {} one.",
        kind.name,
        kind.summary,
        kind.docs.trim(),
        kind.bump.name()
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::hover;

    #[test]
    fn kinds_tell_which_part_of_the_version_grows() {
        let docs = hover("//- foo/CHANGELOG.md\n## 1.0.0\n\n***Fi‸xed***:\n").expect("a hover");
        assert!(docs.contains("a patch one"));
        let docs = hover("//! core\n//- foo/changelog.d/12.removed\nA‸ thing\n").expect("a hover");
        assert!(docs.contains("a major one"));
        assert_eq!(hover("//- foo/CHANGELOG.md\n## 1.‸0.0\n"), None);
    }
}
