//! `package/folder`

use super::expected_package;
use crate::model::package::PackageFacts;
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The folder of the Python package is missing.
    ///
    /// ## Why
    /// The Agent imports the check from `datadog_checks/` and the directory name, with `_`
    /// for `-`. A package without that folder is empty.
    FOLDER = "package/folder",
    severity: Error,
    origin: Ours,
    fix: None,
    check: File(FileKind::Pyproject, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind == RepoKind::Single {
        return;
    }
    let Some(package) = expected_package(cx) else {
        return;
    };
    let folder = format!("datadog_checks/{package}");
    // A link to a folder is one, too.
    if cx.integration.files.get(&folder).is_some() {
        return;
    }
    // Without a name it is no package: it may hold settings of tools.
    if let Some(name) = PackageFacts::of(cx.file).name {
        sink.report(name.span, format!("There is no folder `{folder}`."));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    const PROJECT: &str = "[project]\nname = \"«datadog-acme-queue»\"\n";

    #[test]
    fn the_folder_has_the_name_of_the_directory() {
        let bad = format!("//- acme-queue/pyproject.toml\n{PROJECT}");
        let other = "//- acme-queue/datadog_checks/acme-queue/__init__.py\n";
        assert_findings(&FOLDER, &format!("{bad}{other}"));
        let good = "//- acme-queue/datadog_checks/acme_queue/__init__.py\n";
        assert_findings(&FOLDER, &format!("{}{good}", bad.replace(['«', '»'], "")));
    }

    #[test]
    fn settings_of_tools_are_no_package() {
        let text = "//- acme-queue/pyproject.toml\n[tool.ruff]\nline-length = 100\n";
        assert_findings(&FOLDER, text);
    }

    #[test]
    fn the_base_library_has_a_folder_of_its_own() {
        let text = "//- datadog_checks_base/pyproject.toml\n[project]\nname = \"x\"\n";
        assert_findings(
            &FOLDER,
            &format!("{text}//- datadog_checks_base/datadog_checks/base/__init__.py\n"),
        );
        assert_findings(
            &FOLDER,
            "//- ddev/pyproject.toml\n[project]\nname = \"ddev\"\n",
        );
    }
}
