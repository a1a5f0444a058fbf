//! `config/missing-example`

use crate::model::RepoKind;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// A file that the specification describes is not there.
    ///
    /// ## Why
    /// Every entry of `files` is rendered to the `data` folder of the package. Users copy the
    /// example from there; `ddev validate config` fails when it is missing.
    ///
    /// ## Fix
    /// Creates the file as ddev would write it, where the templates it needs are at hand.
    MISSING_EXAMPLE = "config/missing-example",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    // Alone, a directory may be called anything, and the folder is named after it.
    if !cx.is_validated_spec() || !cx.is_readable() || cx.repo.kind == RepoKind::Single {
        return;
    }
    for file in &cx.spec.files {
        let (Some(example), Some(name)) = (file.example_name(), file.node.get("name")) else {
            continue;
        };
        let path = format!("datadog_checks/{}/data/{example}", cx.dir());
        if !cx.integration.files.has_file(&path) {
            let written = file.node.get("example_name").unwrap_or(name);
            let finding = sink.report(
                written.span(),
                format!("This is rendered to `{path}`, which does not exist."),
            );
            let derived = cx.derived();
            if let Some(file) = derived.as_ref().and_then(|derived| derived.file(&path)) {
                let target = cx.integration.repo_path(&path);
                finding.create_file_fix(format!("Create {}", file.name()), target, &*file.text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, assert_findings};
    use crate::text::FileAction;

    const SPEC: &str = "//- foo/assets/configuration/spec.yaml\nname: Foo\nfiles:\n- name: «foo.yaml»\n  options: []\n";
    const PACKAGE: &str = "//- foo/datadog_checks/foo/__about__.py\n__version__ = '1.0.0'\n";

    #[test]
    fn every_file_of_a_specification_is_rendered() {
        assert_findings(&MISSING_EXAMPLE, &format!("{SPEC}{PACKAGE}"));
        let there = "//- foo/datadog_checks/foo/data/conf.yaml.example\n\n";
        let bare = SPEC.replace(['«', '»'], "");
        assert_findings(&MISSING_EXAMPLE, &format!("{bare}{PACKAGE}{there}"));
    }

    #[test]
    fn the_file_is_created_as_ddev_writes_it() {
        let options =
            "  options:\n  - name: a\n    description: Text.\n    value:\n      type: string\n";
        let spec = SPEC
            .replace(['«', '»'], "")
            .replace("  options: []\n", options);
        let fixture = Fixture::new(&format!("{spec}{PACKAGE}"));
        let findings = fixture.findings_of(&MISSING_EXAMPLE);
        let edit = &findings[0].fixes[0].edits[0];
        assert_eq!(edit.path, "foo/datadog_checks/foo/data/conf.yaml.example");
        let text = "## @param a - string - optional\n## Text.\n#\n# a: <A>\n";
        assert_eq!(edit.action, FileAction::Create(text.to_owned()));
    }

    #[test]
    fn without_a_package_ddev_does_not_look() {
        assert_findings(&MISSING_EXAMPLE, &SPEC.replace(['«', '»'], ""));
    }
}
