//! `config/out-of-sync`

use crate::model::FileKind;
use crate::rules::drift;
use crate::rules::{Sink, rule};
use crate::workspace::{DerivedKind, FileCx};

rule! {
    /// A configuration file is not what the specification renders to.
    ///
    /// ## Why
    /// `data/conf.yaml.example` and its like are written by ddev from
    /// `assets/configuration/spec.yaml`; `ddev validate config` fails when they differ in a
    /// single byte. The finding stands at the first line that differs and tells what should be
    /// there. On the specification a note names the files that have to be written again.
    ///
    /// ## Example
    /// ```yaml
    ///     ## @param timeout - number - optional - default: 10
    ///     ## The text of the specification has changed since.
    /// ```
    ///
    /// ## Fix
    /// The lines that differ are replaced by what the specification says. What was written by
    /// hand there is lost, so the fix is not safe: such changes belong in the specification.
    /// `integrations-ls sync` does the same for all files.
    OUT_OF_SYNC = "config/out-of-sync",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Files(&[FileKind::ConfigExample, FileKind::Spec], check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !cx.has_checked_configurations() {
        return;
    }
    if cx.file.kind == FileKind::Spec {
        drift::report_on_spec(cx, sink, |kind| kind == DerivedKind::Example);
    } else {
        drift::report_on_file(cx, sink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const HEAD: &str = "//- foo/datadog_checks/foo/__about__.py\n__version__ = '1.0.0'\n//- foo/assets/configuration/spec.yaml\nname: Foo\nfiles:\n- name: ";
    const REST: &str = "\n  options:\n  - name: port\n    description: Port to ask.\n    value:\n      type: integer\n      example: 80\n";
    const EXAMPLE: &str = "//- foo/datadog_checks/foo/data/conf.yaml.example\n";
    const RENDERED: &str =
        "## @param port - integer - optional - default: 80\n## Port to ask.\n#\n# port: 80\n";

    fn fixture(name: &str, example: &str) -> String {
        format!("{HEAD}{name}{REST}{EXAMPLE}{example}")
    }

    #[test]
    fn the_first_line_that_differs_is_marked_and_the_file_named() {
        let edited = RENDERED.replace("## Port to ask.", "«## The port.»");
        assert_findings(&OUT_OF_SYNC, &fixture("«foo.yaml»", &edited));
        assert_findings(&OUT_OF_SYNC, &fixture("foo.yaml", RENDERED));
        let windows = RENDERED.replace('\n', "\r\n");
        assert_findings(&OUT_OF_SYNC, &fixture("foo.yaml", &windows));
    }

    #[test]
    fn the_specification_leads_to_the_line_that_differs() {
        let edited = RENDERED.replace("## Port to ask.", "## The port.");
        for text in [edited.clone(), edited.replace('\n', "\r\n")] {
            let found = crate::testing::Fixture::new(&fixture("foo.yaml", &text));
            let found = found.findings_of(&OUT_OF_SYNC);
            let mut on_spec = found.iter().filter(|f| f.path.ends_with("spec.yaml"));
            let related = &on_spec.next().expect("a note").related[0];
            assert!(text[related.span.start as usize..].starts_with("## The port."));
        }
    }

    #[test]
    fn lines_that_are_missing_or_too_many_are_found() {
        let short = RENDERED.replace("# port: 80\n", "«»");
        assert_findings(&OUT_OF_SYNC, &fixture("«foo.yaml»", &short));
        let long = format!("{RENDERED}«# host: x»\n");
        assert_findings(&OUT_OF_SYNC, &fixture("«foo.yaml»", &long));
    }

    #[test]
    fn what_differs_is_written_again() {
        let edited = RENDERED.replace("## Port to ask.", "## The port.");
        assert_fix(&OUT_OF_SYNC, &fixture("foo.yaml", &edited), RENDERED);
    }

    #[test]
    fn a_specification_with_errors_or_unknown_templates_says_nothing() {
        let broken = fixture("foo.yaml", "\n").replace("integer", "whole");
        assert_findings(&OUT_OF_SYNC, &broken);
        let template = fixture("foo.yaml", "\n").replace("name: port", "template: instances/port");
        assert_findings(&OUT_OF_SYNC, &template);
    }
}
