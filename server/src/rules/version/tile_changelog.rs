//! `version/tile-changelog`

use super::{CHANGELOG, has_about, is_checked, is_tile, own_changelog};
use crate::model::FileKind;
use crate::model::changelog::MARKER;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// An integration of core without a package has no version in its changelog, or one that
    /// claims to be generated.
    ///
    /// ## Why
    /// Its changelog is written by hand and names at least one version; the mark of towncrier
    /// belongs to packages. `ddev validate version` fails on either, and dies when there is no
    /// CHANGELOG.md at all.
    TILE_CHANGELOG = "version/tile-changelog",
    severity: Error,
    origin: Ddev("version"),
    fix: None,
    check: Files(&[FileKind::Changelog, FileKind::Manifest], check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !is_checked(cx) || has_about(cx) {
        return;
    }
    if cx.file.kind == FileKind::Manifest {
        if cx.integration.files.get(CHANGELOG).is_none() {
            sink.report(Span::at(0), "The integration has no `CHANGELOG.md`.");
        }
        return;
    }
    let Some(facts) = own_changelog(cx).filter(|_| is_tile(cx)) else {
        return;
    };
    if facts.is_generated {
        let at = cx.text().find(MARKER).unwrap_or_default();
        sink.report(
            Span::new(at, at + MARKER.len()),
            "The mark of a generated changelog belongs to packages, and there is no `__about__.py`.",
        );
    } else if facts.latest.is_none() {
        let message = "The changelog names no version, as in `## 1.0.0 / 2026-01-31`.";
        sink.report(Span::at(cx.text().len()), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn a_tile_names_a_version_and_is_written_by_hand() {
        let log = |text: &str| format!("//! core\n//- foo/CHANGELOG.md\n{text}");
        assert_findings(&TILE_CHANGELOG, &log("# x\n«»"));
        assert_findings(
            &TILE_CHANGELOG,
            &log("<!-- «towncrier release notes start» -->\n## 1.0.0\n"),
        );
        assert_findings(&TILE_CHANGELOG, &log("## 1.0.0\n"));
        assert_findings(&TILE_CHANGELOG, "//- foo/CHANGELOG.md\n# x\n");
        let package = "//- foo/pyproject.toml\n[project]\n";
        assert_findings(&TILE_CHANGELOG, &format!("{}{package}", log("# x\n")));
    }

    #[test]
    fn without_a_changelog_ddev_stops() {
        assert_findings(&TILE_CHANGELOG, "//! core\n//- foo/manifest.json\n«»{}\n");
    }
}
