//! `agent-reqs/out-of-sync`

use super::applies;
use crate::model::FileKind;
use crate::model::pins::PinFacts;
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The Agent pins another version of an integration than its package has.
    ///
    /// ## Why
    /// A release changes `__version__` and the pin together; `ddev validate agent-reqs` fails
    /// when they differ. Tools, and integrations of the Agent's fifth generation, are exempt.
    ///
    /// ## Fix
    /// Replaces the version by that of the package.
    OUT_OF_SYNC = "agent-reqs/out-of-sync",
    severity: Error,
    origin: Ddev("agent-reqs"),
    fix: Unsafe,
    check: File(FileKind::AgentRelease, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !applies(cx) {
        return;
    }
    let facts = PinFacts::of(cx.file);
    for integration in cx.repo.directories() {
        if !integration.is_pinned_by_agent() {
            continue;
        }
        let pin = facts.last(&integration.distribution());
        let pinned = pin.and_then(|pin| pin.version.as_ref());
        let Some(pinned) = pinned else { continue };
        let Some(version) = integration.version() else {
            // Of a file that cannot be read nobody knows.
            if integration.facts_at(&integration.about_path()).is_some() {
                let about = integration.about_path();
                let message = format!("`{about}` of the package sets no `__version__`.");
                sink.report(pinned.span, message);
            }
            continue;
        };
        if pinned.value != version.value {
            let about = integration.repo_path(&integration.about_path());
            sink.report(
                pinned.span,
                format!("The package has version `{}`.", version.value),
            )
            .related(about, version.span, "The version of the package")
            .unsafe_fix(
                format!("Replace by `{}`", version.value),
                vec![TextEdit::replace(pinned.span, &*version.value)],
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const FOO: &str = "//! core\n//- foo_bar/datadog_checks/foo_bar/__about__.py\n__version__ = '1.2.0'\n//- requirements-agent-release.txt\n";

    #[test]
    fn pins_follow_the_package() {
        assert_findings(
            &OUT_OF_SYNC,
            &format!("{FOO}# all\ndatadog-foo-bar==«1.1.0»; sys_platform == 'win32'\n"),
        );
        assert_findings(
            &OUT_OF_SYNC,
            &format!("{FOO}datadog-foo-bar==«1.2.0 »; x\n"),
        );
        assert_findings(
            &OUT_OF_SYNC,
            &format!("{FOO}datadog-foo-bar==1.1.0\ndatadog-foo-bar==1.2.0\n"),
        );
        let silent = FOO.replace("__version__", "version");
        assert_findings(&OUT_OF_SYNC, &format!("{silent}datadog-foo-bar==«1.2.0»\n"));
        let ntp = FOO.replace("foo_bar", "ntp");
        assert_findings(&OUT_OF_SYNC, &format!("{ntp}datadog-ntp==1\n"));
    }

    #[test]
    fn the_version_is_replaced() {
        assert_fix(
            &OUT_OF_SYNC,
            &format!("{FOO}datadog-foo-bar==1.1.0; x\n"),
            "datadog-foo-bar==1.2.0; x\n",
        );
    }
}
