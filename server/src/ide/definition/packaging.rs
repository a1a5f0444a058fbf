//! Definition from `pyproject.toml` and from the Agent's requirements: files, versions and the
//! packages that need something.

use super::Target;
use crate::ide::package_refs::references;
use crate::model::FileKind;
use crate::model::pins::PinFacts;
use crate::text::Span;
use crate::workspace::FileCx;

pub(super) fn definition(cx: &FileCx, offset: usize) -> Vec<Target> {
    let all = references(cx).into_iter();
    let here = all.filter(|found| found.span.touches(offset));
    here.map(|found| Target {
        origin: found.span,
        path: found.path,
        span: found.place,
    })
    .collect()
}

/// From a requirement to the packages that need it.
pub(super) fn users(cx: &FileCx, offset: usize) -> Vec<Target> {
    let pins = PinFacts::of(cx.file).pins;
    let Some(pin) = pins.iter().find(|pin| pin.line.touches(offset)) else {
        return Vec::new();
    };
    let needs = |dir: &&crate::workspace::Integration| {
        let package = dir.package();
        package.is_some_and(|package| package.needs.contains(&pin.package))
    };
    let users = cx.repo.directories().filter(needs);
    users
        .map(|dir| Target {
            origin: pin.line,
            path: dir.repo_path(FileKind::Pyproject.file_name()),
            span: Span::at(0),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    const FOO: &str = "//! core\n//- datadog_checks_base/pyproject.toml\n//- foo/README.md\n//- foo/datadog_checks/foo/__init__.py\n//- foo/datadog_checks/foo/__about__.py\n__version__ = '1.2.3'\n//- agent_requirements.in\nab==1\n//- foo/pyproject.toml\n[project]\nreadme = \"README.md\"\ndependencies = [\"datadog-checks-base>=1\"]\n[project.optional-dependencies]\ndeps = [\"ab==1\"]\n[tool.hatch.version]\npath = \"datadog_checks/foo/__about__.py\"\n[tool.hatch.build.targets.wheel]\ninclude = [\"/datadog_checks/foo\", \"/gone\"]\n";

    fn target(there: &str, here: &str) -> Option<(String, String)> {
        let fixture = Fixture::new(&FOO.replacen(there, here, 1));
        let (path, offset) = fixture.cursor.clone()?;
        let found = ide::definition(&fixture.context(fixture.file(&path)), offset);
        let target = found.into_iter().next()?;
        let text = target
            .span
            .slice(&fixture.file(&target.path).text)
            .to_owned();
        Some((target.path, text))
    }

    #[test]
    fn names_lead_to_files_and_packages() {
        let to = |path: &str, text: &str| Some((path.to_owned(), text.to_owned()));
        assert_eq!(target("\"README", "\"REA‸DME"), to("foo/README.md", ""));
        assert_eq!(
            target("foo/__about__.py\"", "foo/__ab‸out__.py\""),
            to("foo/datadog_checks/foo/__about__.py", "1.2.3")
        );
        assert_eq!(
            target("\"/datadog_checks/foo\"", "\"/data‸dog_checks/foo\""),
            to("foo/datadog_checks/foo/__init__.py", "")
        );
        assert_eq!(target("/gone", "/go‸ne"), None);
        assert_eq!(
            target("[\"ab==1", "[\"a‸b==1"),
            to("agent_requirements.in", "ab==1")
        );
        assert_eq!(target("\nab==1", "\na‸b==1"), to("foo/pyproject.toml", ""));
        assert_eq!(
            target("datadog-checks-base>", "datadog-checks-b‸ase>").map(|(path, _)| path),
            Some("datadog_checks_base/manifest.json".to_owned())
        );
    }
}
