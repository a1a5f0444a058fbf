//! `readme/stale-version`

use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit, places};
use crate::workspace::ReadmeCx;
use memchr::memmem::find;

rule! {
    /// The README tells to install another version than the current one.
    ///
    /// ## Why
    /// Instructions such as `datadog-agent integration install -t datadog-acme-queue==1.0.0` are copied
    /// as they stand. The version of the package is `__version__` in `__about__.py`. A placeholder such
    /// as `<INTEGRATION_VERSION>` never grows old.
    ///
    /// ## Fix
    /// Writes the current version.
    STALE_VERSION = "readme/stale-version",
    severity: Hint,
    origin: Ours,
    fix: Unsafe,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    let Some((path, current)) = cx.integration.declared_version() else {
        return;
    };
    const FRONT: &str = "datadog-";
    const SIGN: &str = "==";
    let text = cx.text();
    for at in places(text, FRONT) {
        let rest = &text[at + FRONT.len()..];
        // A name that is the same is no longer.
        let near = rest.len().min(cx.dir().len() + SIGN.len());
        let Some(length) = find(&rest.as_bytes()[..near], SIGN.as_bytes()) else {
            continue;
        };
        let (name, rest) = (&rest[..length], &rest[length + SIGN.len()..]);
        if !same_name(name, cx.dir()) {
            continue;
        }
        let version = rest.split(|c: char| !c.is_ascii_digit() && c != '.').next();
        let version = version.unwrap_or_default().trim_end_matches('.');
        // Of `1.0.0-rc.1` and the like only a part would be compared.
        let after = rest[version.len()..].chars().next();
        let whole =
            !after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '+' | '*' | '{'));
        if version.is_empty() || !whole || version == &*current.value {
            continue;
        }
        let start = text.len() - rest.len();
        let span = Span::new(start, start + version.len());
        let message = format!("The version is `{}` now.", current.value);
        let finding = sink.report(span, message);
        finding.related(
            cx.integration.repo_path(&path),
            current.span,
            "The current version.",
        );
        let edit = TextEdit::replace(span, current.value.as_ref());
        finding.unsafe_fix(format!("Replace by `{}`", current.value), vec![edit]);
    }
}

/// Names of packages are the same when they differ in `-`, `_` and `.` only.
fn same_name(name: &str, dir: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace(['_', '.'], "-");
    plain(name) == plain(dir)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const ABOUT: &str = "//- foo_bar/datadog_checks/foo_bar/__about__.py\n__version__ = '1.2.0'\n";

    fn readme(version: &str) -> String {
        let line = format!("datadog-agent integration install -t datadog-foo-bar=={version}");
        format!("{ABOUT}//- foo_bar/README.md\n```shell\n{line}\n```\n")
    }

    #[test]
    fn the_version_is_the_current_one() {
        for version in [
            "1.2.0",
            "<INTEGRATION_VERSION>",
            "1.1.0-rc.1",
            "«1.1.0»",
            "«1.2»",
        ] {
            assert_findings(&STALE_VERSION, &readme(version));
        }
        let other = readme("1.0.0").replace("datadog-foo-bar", "datadog-foo");
        assert_findings(&STALE_VERSION, &other);
    }

    #[test]
    fn the_current_version_takes_its_place() {
        let good = readme("1.2.0")
            .split_once("README.md\n")
            .unwrap()
            .1
            .to_owned();
        assert_fix(&STALE_VERSION, &readme("1.0.0"), &good);
    }
}
