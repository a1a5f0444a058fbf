//! Definition from files of the repository: the directory that is named, by its manifest or
//! its version.

use super::Target;
use crate::ide::directory_refs::{self, directory, directory_at};
use crate::model::FileKind;
use crate::text::Span;
use crate::workspace::FileCx;

pub(super) fn definition(cx: &FileCx, offset: usize) -> Vec<Target> {
    target(cx, offset).into_iter().collect()
}

fn target(cx: &FileCx, offset: usize) -> Option<Target> {
    let named = directory_at(cx, offset)?;
    let directory = directory(cx.repo, named.dir)?;
    let version = directory
        .version()
        .filter(|_| cx.file.kind == FileKind::AgentRelease);
    let (path, span) = match version {
        Some(version) => (directory.repo_path(&directory.about_path()), version.span),
        None => (directory_refs::target(cx, &named)?, Span::at(0)),
    };
    Some(Target {
        origin: named.span,
        path,
        span,
    })
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    fn path(text: &str) -> Option<String> {
        let fixture = Fixture::new(&format!(
            "//! core\n//- foo/datadog_checks/foo/__about__.py\n__version__ = '1.0.0'\n{text}"
        ));
        let (path, offset) = fixture.cursor.clone()?;
        let found = ide::definition(&fixture.context(fixture.file(&path)), offset);
        found.into_iter().next().map(|target| target.path)
    }

    #[test]
    fn names_lead_to_their_directory() {
        let manifest = Some("foo/manifest.json".to_owned());
        assert_eq!(path("//- .github/CODEOWNERS\n/foo/ass‸ets @a\n"), manifest);
        assert_eq!(path("//- .github/CODEOWNERS\n/goo/ass‸ets @a\n"), None);
        let labeler = "//- .github/workflows/config/labeler.yml\n";
        assert_eq!(path(&format!("{labeler}integration/f‸oo: []\n")), manifest);
        assert_eq!(
            path("//- .ddev/config.toml\n[overrides.ci.f‸oo]\nexclude = true\n"),
            manifest
        );
        let jobs =
            "//- .github/workflows/test-all.yml\njobs:\n  j1:\n    with:\n      target: f‸oo\n";
        assert_eq!(path(jobs), manifest);
        let about = Some("foo/datadog_checks/foo/__about__.py".to_owned());
        assert_eq!(
            path("//- requirements-agent-release.txt\ndatadog-f‸oo==1.0.0\n"),
            about
        );
    }
}
