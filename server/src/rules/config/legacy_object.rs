//! `config/legacy-object`

use super::report_aspect;
use crate::model::FileKind;
use crate::model::config::legacy::Aspect;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// An option of a hand-written example is declared as an object, but its value is none.
    ///
    /// ## Why
    /// The value of an `object` begins below its key; nothing may stand behind the colon.
    LEGACY_OBJECT = "config/legacy-object",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_aspect(cx, sink, Aspect::Object);
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn objects_begin_below_their_key() {
        let text = |line: &str| {
            example(&format!(
                "init_config:\ninstances:\n  ## @param a - object - required\n  ## A.\n  #\n  {line}\n"
            ))
        };
        assert_findings(&LEGACY_OBJECT, &text("«a: b»"));
        assert_findings(&LEGACY_OBJECT, &text("a:\n    b: c"));
    }
}
