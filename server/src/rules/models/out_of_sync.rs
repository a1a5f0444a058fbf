//! `models/out-of-sync`

use crate::model::FileKind;
use crate::rules::drift;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

use super::{compared, is_model};

rule! {
    /// A generated model of the configuration is not what the specification says.
    ///
    /// ## Why
    /// The sources in `config_models` are written by ddev from
    /// `assets/configuration/spec.yaml`; `ddev validate models` fails when one differs. The
    /// finding stands at the first line that differs and tells what should be there. On the
    /// specification a note names the files that have to be written again. Code of your own
    /// belongs in `validators.py`, which is compared only while it is empty.
    ///
    /// ## Fix
    /// The lines that differ are replaced by what the specification says. What was written by
    /// hand there is lost, so the fix is not safe. `integrations-ls sync` does the same for all
    /// files.
    OUT_OF_SYNC = "models/out-of-sync",
    severity: Error,
    origin: Ddev("models"),
    fix: Unsafe,
    check: Files(&[FileKind::Python, FileKind::Spec], check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let is_spec = cx.file.kind == FileKind::Spec;
    if !is_spec && !cx.file.path.contains("/config_models/") || compared(cx).is_none() {
        return;
    }
    if is_spec {
        drift::report_on_spec(cx, sink, is_model);
    } else {
        drift::report_on_file(cx, sink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, assert_findings, assert_fix};

    const PACKAGE: &str = "//- foo/assets/configuration/spec.yaml\nname: Foo\nfiles:\n- name: {NAME}\n  options:\n  - name: instances\n    description: All.\n    options:\n    - name: a\n      description: Text.\n      value:\n        type: string\n//- foo/datadog_checks/foo/__about__.py\n__version__ = '1.0.0'\n";

    #[test]
    fn a_model_edited_by_hand_is_found() {
        assert_findings(
            &OUT_OF_SYNC,
            &format!(
                "{}//- foo/datadog_checks/foo/config_models/instance.py\n«import os»\n",
                PACKAGE.replace("{NAME}", "«foo.yaml»")
            ),
        );
    }

    #[test]
    fn sources_of_the_author_are_left_alone() {
        let own =
            "//- foo/datadog_checks/foo/config_models/validators.py\n# 1\n# 2\n# 3\n# 4\n# 5\n";
        let package = PACKAGE.replace("{NAME}", "foo.yaml");
        assert_findings(&OUT_OF_SYNC, &format!("{package}{own}"));
    }

    #[test]
    fn no_model_begins_with_a_byte_order_mark() {
        let package = PACKAGE.replace("{NAME}", "foo.yaml");
        let with = |model: &str| {
            format!("{package}//- foo/datadog_checks/foo/config_models/instance.py\n{model}")
        };
        let fixture = Fixture::new(&with("#\n"));
        let spec = fixture.file("foo/assets/configuration/spec.yaml");
        let cx = fixture.context(spec);
        let derived = cx.derived().expect("models");
        let model = derived.file("datadog_checks/foo/config_models/instance.py");
        let text = &model.expect("a model").text;
        assert_fix(&OUT_OF_SYNC, &with(&format!("\u{feff}{text}")), text);
    }
}
