//! `config/legacy-param`

use super::report_aspect;
use crate::model::FileKind;
use crate::model::config::legacy::Aspect;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A `@param` line of a hand-written example cannot be read.
    ///
    /// ## Why
    /// It tells the name, the type and whether the option is required, in this order.
    ///
    /// ## Example
    /// `## @param timeout - integer - optional - default: 10`
    LEGACY_PARAM = "config/legacy-param",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_aspect(cx, sink, Aspect::Param);
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn declarations_are_complete() {
        let text = |line: &str| {
            example(&format!(
                "init_config:\ninstances:\n  {line}\n  ## A.\n  #\n  a: b\n"
            ))
        };
        assert_findings(&LEGACY_PARAM, &text("«## @param a - string»"));
        assert_findings(&LEGACY_PARAM, &text("«## @param a: string - required»"));
        assert_findings(
            &LEGACY_PARAM,
            &text("## @param a - string - optional - default: x"),
        );
    }
}
