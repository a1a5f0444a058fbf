//! `dep/third-party`

use super::{BASE, needs_base, root};
use crate::model::FileKind;
use crate::model::package::dependencies;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A third-party package stands among the dependencies proper.
    ///
    /// ## Why
    /// The Agent installs integrations without their dependencies, since all third-party
    /// packages come with it. They are listed in `project.optional-dependencies`, and
    /// `project.dependencies` holds nothing but `datadog-checks-base`; `ddev validate dep`
    /// fails on anything else there.
    ///
    /// ## Example
    /// ```toml
    /// [project.optional-dependencies]
    /// deps = ["requests==2.32.3"]
    /// ```
    THIRD_PARTY = "dep/third-party",
    severity: Error,
    origin: Ddev("dep"),
    fix: None,
    check: File(FileKind::Pyproject, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let (Some(_), Some(root)) = (needs_base(cx), root(cx)) else {
        return;
    };
    for dependency in dependencies(root) {
        let Ok(read) = &dependency.read else { continue };
        if read.normalized != BASE {
            let message = format!(
                "`{}` belongs in `project.optional-dependencies`.",
                read.normalized
            );
            sink.report(dependency.span(), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    const TEXT: &str = "//- foo/datadog_checks/foo/__about__.py\n//- foo/pyproject.toml\n[project]\ndependencies = [\"datadog-checks-base>=1\", \"«requests==1»\"]\n[project.optional-dependencies]\ndeps = [\"a==1\"]\n";

    #[test]
    fn only_the_base_library_is_a_dependency_proper() {
        assert_findings(&THIRD_PARTY, TEXT);
        assert_findings(&THIRD_PARTY, &TEXT.replace(", \"«requests==1»\"", ""));
        let plain = TEXT.replace(['«', '»'], "");
        assert_findings(
            &THIRD_PARTY,
            &plain.replace("//- foo/", "//- datadog_checks_dev/"),
        );
    }
}
