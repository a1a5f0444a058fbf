//! `package/wheel`

use super::{TOOLS, expected_package, is_toml};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// The wheel does not include the package.
    ///
    /// ## Why
    /// `tool.hatch.build.targets.wheel.include` names what is shipped. Nearly all integrations
    /// name `/datadog_checks/<package>` there, a few `/datadog_checks`; without either the
    /// Agent installs an empty package.
    WHEEL = "package/wheel",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: File(FileKind::Pyproject, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx.file.toml().filter(|_| is_toml(cx)) else {
        return;
    };
    let Some(package) = expected_package(cx).filter(|_| !TOOLS.contains(&cx.dir())) else {
        return;
    };
    let targets = tree
        .root(cx.text())
        .find(&["tool", "hatch", "build", "targets"]);
    let include = targets.and_then(|targets| targets.find(&["wheel", "include"]));
    let Some(include) = include else { return };
    let folder = format!("datadog_checks/{package}");
    let ships = |pattern: &str| {
        let pattern = pattern.trim_start_matches('/').trim_end_matches(['/', '*']);
        // Anything with a pattern in it may mean the same.
        pattern.contains(['*', '?', '[']) || folder.starts_with(pattern)
    };
    if !include
        .children()
        .filter_map(|item| item.as_str())
        .any(ships)
    {
        let span = include.key_span().unwrap_or(Span::at(0));
        sink.report(span, format!("The wheel does not include `/{folder}`."));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn project(include: &str) -> String {
        format!(
            "//- foo/pyproject.toml\n[tool.hatch.build.targets.wheel]\n{include}\ndev-mode-dirs = [\".\"]\n"
        )
    }

    #[test]
    fn the_package_is_shipped() {
        assert_findings(&WHEEL, &project("«include» = [\"/datadog_checks/bar\"]"));
        assert_findings(&WHEEL, &project("«include» = []"));
        for good in [
            "/datadog_checks/foo",
            "/datadog_checks",
            "datadog_checks/foo/",
            "/*/foo",
        ] {
            assert_findings(&WHEEL, &project(&format!("include = [\"{good}\"]")));
        }
        assert_findings(&WHEEL, &project("packages = []"));
    }
}
