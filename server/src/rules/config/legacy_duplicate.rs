//! `config/legacy-duplicate`

use super::report_aspect;
use crate::model::FileKind;
use crate::model::config::legacy::Aspect;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// Two `@param` lines of a section of a hand-written example have the same name.
    ///
    /// ## Why
    /// ddev counts the names of a section together, those inside objects too.
    LEGACY_DUPLICATE = "config/legacy-duplicate",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_aspect(cx, sink, Aspect::Duplicate);
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn names_are_unique_in_a_section() {
        let block = "  ## @param a - string - required\n  ## A.\n  #\n  a: b\n";
        let twice = block
            .replace(
                "## @param a - string - required",
                "«## @param a - string - required»",
            )
            .replace("a: b", "c: d");
        assert_findings(
            &LEGACY_DUPLICATE,
            &example(&format!(
                "init_config:\n{block}\ninstances:\n{block}\n{twice}"
            )),
        );
    }
}
