//! `dep/unpinned`

use super::{pinned, report_pin};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::requirement::Requirement;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// A dependency is not pinned to one version.
    ///
    /// ## Why
    /// The Agent ships one version of every package. `ddev validate dep` wants a single `==`,
    /// or an address that names a repository and, behind `@`, what to take of it. In the
    /// repositories of community integrations, which the Agent does not ship, this is only a
    /// suggestion.
    ///
    /// ## Fix
    /// Takes the version that the Agent's requirements pin.
    UNPINNED = "dep/unpinned",
    severity: Error,
    origin: Ddev("dep"),
    fix: Unsafe,
    check: Files(&[FileKind::Pyproject, FileKind::AgentRequirements], check),
}

const SCHEMES: [&str; 6] = [
    "git+file",
    "git+https",
    "git+ssh",
    "git+http",
    "git+git",
    "git",
];

fn check(cx: &FileCx, sink: &mut Sink) {
    for entry in pinned(cx) {
        let read = &entry.read;
        let name = &read.normalized;
        let message = match (&read.url, read.specifiers.as_slice()) {
            (Some(url), _) => match wrong_address(url) {
                Some(what) => format!("The address of `{name}` {what}."),
                None => continue,
            },
            (None, []) => format!("`{name}` has no version; pin it with `==`."),
            (None, [one]) if one.operator == "==" => continue,
            (None, [one]) => format!(
                "`{}` leaves the version open; pin it with `==`.",
                one.written()
            ),
            (None, _) => format!("`{name}` has several conditions; pin it with a single `==`."),
        };
        let span = if read.url.is_some() {
            entry.span
        } else {
            entry.versions()
        };
        let finding = report_pin(cx, sink, span, message);
        if let Some(edit) = agent_version(cx, read).filter(|_| read.url.is_none()) {
            let name = entry.place(read.name);
            let written = TextEdit::replace(name.cover(span), edit.clone());
            finding.unsafe_fix(format!("Replace by `{edit}`"), vec![written]);
        }
    }
}

fn wrong_address(url: &str) -> Option<&'static str> {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    if !SCHEMES.contains(&scheme.to_lowercase().as_str()) {
        return Some("must begin with `git+https:` or the like");
    }
    let reference = url.split_once('@').map_or("", |(_, reference)| reference);
    reference
        .is_empty()
        .then_some("must end in `@` and a tag or commit")
}

/// Name and version as the Agent pins it, when there is only one for the same environment.
fn agent_version(cx: &FileCx, read: &Requirement) -> Option<String> {
    let facts = cx.repo.agent_requirements()?;
    if cx.file.kind != FileKind::Pyproject || !read.extras.is_empty() {
        return None;
    }
    let mut same = facts.of_package(&read.normalized).filter(|pin| {
        let marker = pin.canonical.split_once("; ").map(|(_, marker)| marker);
        marker == read.marker.as_deref() && !pin.canonical.contains('[')
    });
    let pin = same.next().filter(|_| same.next().is_none())?;
    Some(format!(
        "{}=={}",
        pin.name.value,
        pin.version.as_ref()?.value
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Severity;
    use crate::testing::{assert_findings, assert_fix};

    fn project(entry: &str) -> String {
        format!(
            "//! core\n//- foo/datadog_checks/foo/__about__.py\n//- foo/pyproject.toml\n[project.optional-dependencies]\ndeps = [\"{entry}\"]\n"
        )
    }

    #[test]
    fn one_exact_version_is_wanted() {
        for bad in [
            "«a»",
            "a[b] «>=1»",
            "a«==1,!=2»",
            "a«===1»",
            "«a @ https://example.com/a.zip»",
            "«a @ git+https://example.com/a»",
        ] {
            assert_findings(&UNPINNED, &project(bad));
        }
        for good in [
            "a==1",
            "a == 1.*; os_name == 'b'",
            "a @ git+https://example.com/a@1",
        ] {
            assert_findings(&UNPINNED, &project(good));
        }
        assert_findings(
            &UNPINNED,
            "//! core\n//- agent_requirements.in\na==1\nb«>=1»\n",
        );
    }

    #[test]
    fn packages_that_are_no_integrations_are_looked_at() {
        let base = "//! core\n//! bare\n//- .ddev/config.toml\n[overrides.is-integration]\ndatadog_checks_base = false\n//- datadog_checks_base/datadog_checks/base/__about__.py\n//- datadog_checks_base/pyproject.toml\n[project.optional-dependencies]\ndeps = [\"a«>=1»\"]\n";
        let findings = assert_findings(&UNPINNED, base);
        assert_eq!(findings[0].severity, Severity::Error);
        // Without a version ddev takes it for no check.
        let other = base.replace("__about__", "about").replace(['«', '»'], "");
        assert_findings(&UNPINNED, &other);
    }

    #[test]
    fn elsewhere_it_is_a_suggestion() {
        let text = project("«a»").replace("//! core\n", "");
        assert_eq!(
            assert_findings(&UNPINNED, &text)[0].severity,
            Severity::Hint
        );
    }

    #[test]
    fn the_version_of_the_agent_is_taken() {
        let agent = "//- agent_requirements.in\na==3.1\nb==2\n";
        let after = project("a==3.1; x").replace("; x", "");
        let after = after.split_once("pyproject.toml\n").unwrap().1;
        assert_fix(&UNPINNED, &format!("{}{agent}", project("a>=1")), after);
    }
}
