//! `models/missing`

use crate::rules::{Sink, rule};
use crate::workspace::{Freshness, SpecCx};

use super::{compared, is_model};

rule! {
    /// A model of the configuration that ddev generates from the specification is not there.
    ///
    /// ## Why
    /// The check validates its configuration with the models in `config_models`.
    /// `ddev validate models` fails when one of them is missing: in integrations-core always,
    /// elsewhere once the folder exists.
    ///
    /// ## Fix
    /// The files are created. `integrations-ls sync` does the same.
    MISSING = "models/missing",
    severity: Error,
    origin: Ddev("models"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    let Some(derived) = compared(cx) else {
        return;
    };
    let models = derived.files.iter().filter(|file| is_model(file.kind));
    let missing: Vec<_> = models
        .filter(|file| file.freshness(cx.integration) == Freshness::Missing)
        .collect();
    let Some(first) = missing.first() else {
        return;
    };
    let names: Vec<_> = missing
        .iter()
        .map(|file| format!("`{}`", file.name()))
        .collect();
    let message = format!(
        "ddev generates {} from this specification, which {} not in `{}`.",
        names.join(", "),
        if names.len() == 1 { "is" } else { "are" },
        first.folder(),
    );
    let files = missing
        .iter()
        .map(|file| (cx.integration.repo_path(&file.path), file.text.to_string()));
    sink.report(first.named_at, message).create_files_fix(
        format!("Create {}", names.join(", ").replace('`', "")),
        files,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    const SPEC: &str = "//- foo/assets/configuration/spec.yaml\nname: Foo\nfiles:\n- name: «foo.yaml»\n  options:\n  - name: instances\n    description: All.\n    options:\n    - name: a\n      description: Text.\n      value:\n        type: string\n";
    const PACKAGE: &str = "//- foo/datadog_checks/foo/__about__.py\n__version__ = '1.0.0'\n";
    const SOME: &str = "//- foo/datadog_checks/foo/config_models/validators.py\n# mine\n";

    #[test]
    fn a_folder_with_models_has_all_of_them() {
        assert_findings(&MISSING, &format!("{SPEC}{PACKAGE}{SOME}"));
    }

    #[test]
    fn without_models_ddev_looks_in_core_only() {
        let bare = SPEC.replace(['«', '»'], "");
        assert_findings(&MISSING, &format!("{bare}{PACKAGE}"));
        assert_findings(&MISSING, &format!("//! core\n{SPEC}{PACKAGE}"));
    }
}
