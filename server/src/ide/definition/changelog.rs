//! Definition from changelogs: the newest release leads to the version of the package.

use super::Target;
use crate::ide::release_at;
use crate::workspace::FileCx;

pub(super) fn definition(cx: &FileCx, offset: usize) -> Vec<Target> {
    let target = || {
        let release = release_at(cx, offset)?;
        let (path, version) = cx.integration.declared_version()?;
        (release.slice(cx.text()) == &*version.value).then(|| Target {
            origin: release,
            path: cx.integration.repo_path(&path),
            span: version.span,
        })
    };
    target().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::{Fixture, hover};

    const FOO: &str = "//- foo/datadog_checks/foo/__about__.py\n__version__ = '1.1.0'\n//- foo/CHANGELOG.md\n# Foo\n\n";

    #[test]
    fn the_release_of_the_package_leads_to_its_version() {
        let target = |text: &str| {
            let fixture = Fixture::new(&format!("{FOO}{text}"));
            let (path, offset) = fixture.cursor.clone().expect("a cursor");
            let found = ide::definition(&fixture.context(fixture.file(&path)), offset);
            found.into_iter().next().map(|target| target.path)
        };
        let about = "foo/datadog_checks/foo/__about__.py";
        assert_eq!(target("## 1.‸1.0 / 2024\n").as_deref(), Some(about));
        assert_eq!(target("## 1.‸0.0 / 2024\n"), None);
    }

    #[test]
    fn releases_tell_whether_the_package_has_them() {
        let said = hover(&format!("{FOO}## 1.‸1.0 / 2024\n"));
        assert_eq!(
            said.as_deref(),
            Some("**1.1.0**\n\nThe version of the package.")
        );
        let said = hover(&format!("{FOO}## 1.‸2.0 / 2024\n")).expect("a hover");
        assert!(said.contains("package says `1.1.0`"), "{said}");
        assert_eq!(hover(&format!("{FOO}## 1.2.0\n\n## 1.‸0.0 / 2024\n")), None);
    }
}
