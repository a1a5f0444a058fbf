//! `readme/missing-file`

use super::place;
use crate::model::RepoKind;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::ManifestCx;

rule! {
    /// An integration has no README.md.
    ///
    /// ## Why
    /// `ddev validate readmes` stops with an unhandled exception at the first integration
    /// without a README and checks none after it. In integrations-extras the command means
    /// to skip such directories, but compares the name of the repository wrongly, so it
    /// stops there too. In the marketplace the README may live in the publishing platform.
    ///
    /// ## Fix
    /// Creates a README with the customary sections.
    MISSING_FILE = "readme/missing-file",
    severity: Error,
    origin: Ddev("readmes"),
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let stops = matches!(cx.repo.kind, RepoKind::Core | RepoKind::Extras);
    if !stops || cx.integration.files.get("README.md").is_some() {
        return;
    }
    let first = Span::from(cx.file.lines().line_range(cx.text(), 0));
    sink.report(
        first,
        format!("`{}` has no README.md; ddev stops here.", cx.dir()),
    )
    .create_file_fix(
        "Create README.md with the customary sections",
        cx.integration.repo_path("README.md"),
        place::whole(cx),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;
    use crate::testing::{Fixture, assert_findings};
    use crate::text::FileAction;

    #[test]
    fn core_and_extras_need_one() {
        for kind in ["core", "extras"] {
            assert_findings(
                &MISSING_FILE,
                &format!("//! {kind}\n//- foo/manifest.json\n«{{»\n}}\n"),
            );
        }
        for kind in ["marketplace", "legacy", "single"] {
            assert_findings(
                &MISSING_FILE,
                &format!("//! {kind}\n//- foo/manifest.json\n{{\n}}\n//- manifest.json\n{{}}\n"),
            );
        }
        let there = "//- foo/manifest.json\n{}\n//- foo/README.md\n";
        assert_findings(&MISSING_FILE, there);
    }

    #[test]
    fn the_new_file_passes_all_readme_rules() {
        let fixture = Fixture::new(
            "//- foo/metadata.csv\nmetric_name\n//- foo/assets/service_checks.json\n[]\n",
        );
        let findings = fixture.findings_of(&MISSING_FILE);
        let edit = &findings[0].fixes[0].edits[0];
        let FileAction::Create(text) = &edit.action else {
            panic!("a new file");
        };
        assert!(
            text.starts_with("# Foo\n\n## Overview\n\nFoo is ..."),
            "{text}"
        );
        let text = format!(
            "//- foo/metadata.csv\nmetric_name\n//- {}\n{text}",
            edit.path
        );
        let fixture = Fixture::new(&text);
        let file = fixture.file("foo/README.md");
        let left: Vec<_> = rules::check_file(&fixture.context(file));
        assert!(left.is_empty(), "{left:?}");
    }
}
