//! `ci/out-of-sync`

use std::collections::BTreeSet;

use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;
use crate::workspace::jobs::{Platform, jobs, workflow};

rule! {
    /// The jobs of a workflow file are not those that ddev generates.
    ///
    /// ## Why
    /// `test-all.yml` and `test-all-windows.yml` hold a job for each directory with
    /// `hatch.toml` and `tests`. The names come from the manifests, platforms and exceptions
    /// from `overrides.ci` in `.ddev/config.toml`. `ddev validate ci` fails when the text
    /// differs at all, comments and blank lines between the jobs included; what stands above
    /// `jobs:` is left alone.
    ///
    /// ## Fix
    /// Generates the jobs anew, as `ddev validate ci --sync` does.
    OUT_OF_SYNC = "ci/out-of-sync",
    severity: Error,
    origin: Ddev("ci"),
    fix: Safe,
    check: File(FileKind::Workflow, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !matches!(
        cx.repo.kind,
        RepoKind::Core | RepoKind::Extras | RepoKind::Marketplace
    ) {
        return;
    }
    let Some(jobs) = jobs(cx.repo) else { return };
    let platform = if cx.file.path.ends_with("-windows.yml") {
        Platform::Windows
    } else {
        Platform::Others
    };
    let newline = cx.newline();
    let text = cx.text().replace("\r\n", "\n").replace('\r', "\n");
    let Some(wanted) = workflow(cx.repo.kind, platform, &jobs, &text) else {
        return;
    };
    if text == wanted {
        return;
    }
    let wanted = wanted.replace('\n', newline);
    let edit = smallest_edit(cx.text(), &wanted);
    let message = match difference(cx.text(), &wanted) {
        Some((what, targets)) => format!("{what} {targets}."),
        None => "The jobs differ from what ddev generates.".to_owned(),
    };
    let span = first_line(cx.text(), edit.span);
    sink.report(span, message)
        .safe_fix("Generate the jobs anew", vec![edit]);
}

/// Directories that have too few or too many jobs, by what the texts say.
fn difference(text: &str, wanted: &str) -> Option<(&'static str, String)> {
    let targets = |text: &str| -> BTreeSet<String> {
        let lines = text
            .lines()
            .filter_map(|line| line.strip_prefix("      target: "));
        lines
            .map(|target| target.trim_matches(['\'', '"']).to_owned())
            .collect()
    };
    let (now, then) = (targets(text), targets(wanted));
    let list = |names: BTreeSet<&String>| {
        let mut shown: Vec<String> = names
            .iter()
            .take(3)
            .map(|name| format!("`{name}`"))
            .collect();
        if names.len() > shown.len() {
            shown.push(format!("{} more", names.len() - shown.len()));
        }
        shown.join(", ")
    };
    let missing: BTreeSet<_> = then.difference(&now).collect();
    if !missing.is_empty() {
        return Some(("There is no job for", list(missing)));
    }
    let extra: BTreeSet<_> = now.difference(&then).collect();
    (!extra.is_empty()).then(|| ("There should be no job for", list(extra)))
}

/// Replaces only the lines that differ.
fn smallest_edit(old: &str, new: &str) -> TextEdit {
    let lines = |a: &str, b: &str| -> usize {
        let same = a.split_inclusive('\n').zip(b.split_inclusive('\n'));
        same.take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum()
    };
    let start = lines(old, new);
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let mut end = 0;
    let backwards = old_rest
        .split_inclusive('\n')
        .rev()
        .zip(new_rest.split_inclusive('\n').rev());
    for (a, b) in backwards {
        if a != b {
            break;
        }
        end += a.len();
    }
    TextEdit::replace(
        Span::new(start, old.len() - end),
        &new_rest[..new_rest.len() - end],
    )
}

/// The first line of a range that holds something.
fn first_line(text: &str, span: Span) -> Span {
    let start = (span.start as usize).min(text.len());
    let line = text[start..].lines().next().unwrap_or_default();
    let blank = line.len() - line.trim_start().len();
    Span::new(start + blank, start + line.trim_end().len().max(blank))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, assert_findings};

    const FOO: &str = "//! core\n//- foo/hatch.toml\n[[envs.default.matrix]]\npython = ['3.13']\n//- foo/tests/test_a.py\n";
    const HEAD: &str = "name: Test all\n\non: push\n\n";

    fn fixture(setup: &str, text: &str) -> String {
        format!("{setup}//- .github/workflows/test-all.yml\n{text}")
    }

    /// What the rule generates.
    fn generated(setup: &str) -> String {
        let fixture = Fixture::new(&fixture(setup, HEAD));
        let jobs = jobs(&fixture.repo).expect("jobs");
        workflow(fixture.repo.kind, Platform::Others, &jobs, HEAD).expect("a workflow")
    }

    #[test]
    fn jobs_are_generated_from_the_directories() {
        let text = generated(FOO);
        // The hash of `Foo`.
        assert!(text.starts_with("name: Test all\n\non: push\n\njobs:\n  j1cbec73:\n    uses: ./.github/workflows/test-target.yml\n    with:\n      job-name: Foo\n      target: foo\n      platform: linux\n      runner: '[\"ubuntu-22.04\"]'\n      repo: \"${{ inputs.repo }}\"\n"), "{text}");
        assert_findings(&OUT_OF_SYNC, &fixture(FOO, &text));
        assert_findings(&OUT_OF_SYNC, &fixture(FOO, &text.replace('\n', "\r\n")));
    }

    #[test]
    fn a_missing_and_a_foreign_job_are_told_apart() {
        let found = assert_findings(
            &OUT_OF_SYNC,
            &fixture(FOO, &format!("{HEAD}«jobs: {{}}»\n")),
        );
        assert_eq!(found[0].message, "There is no job for `foo`.");
        let text = generated(FOO).replace("      target: foo", "      «target: bar»");
        let found = assert_findings(&OUT_OF_SYNC, &fixture(FOO, &text));
        assert_eq!(found[0].message, "There is no job for `foo`.");
        let excluded = format!("{FOO}//- .ddev/config.toml\n[overrides.ci.foo]\nexclude = true\n");
        let text = generated(FOO).replace("jobs:", "«jobs:»");
        let found = assert_findings(&OUT_OF_SYNC, &fixture(&excluded, &text));
        assert_eq!(found[0].message, "There should be no job for `foo`.");
    }

    #[test]
    fn what_cannot_be_read_is_not_judged() {
        let broken = FOO.replace("python =", "python");
        assert_findings(&OUT_OF_SYNC, &fixture(&broken, HEAD));
        let legacy = FOO.replace("core", "legacy");
        assert_findings(&OUT_OF_SYNC, &fixture(&legacy, HEAD));
    }

    #[test]
    fn the_jobs_are_generated_anew() {
        let text = generated(FOO);
        let broken = text.replace("      target: foo\n", "      target: bar\n\n");
        crate::testing::assert_fix(&OUT_OF_SYNC, &fixture(FOO, &broken), &text);
    }
}
