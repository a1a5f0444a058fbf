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
    MISSING_EXAMPLE = "config/missing-example",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
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
            sink.report(
                written.span(),
                format!("This is rendered to `{path}`, which does not exist."),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

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
    fn without_a_package_ddev_does_not_look() {
        assert_findings(&MISSING_EXAMPLE, &SPEC.replace(['«', '»'], ""));
    }
}
