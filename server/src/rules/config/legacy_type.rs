//! `config/legacy-type`

use super::report_aspect;
use crate::model::FileKind;
use crate::model::config::legacy::Aspect;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A `@param` line of a hand-written example names a type that ddev does not accept there.
    ///
    /// ## Why
    /// Hand-written examples know `boolean`, `string`, `integer`, `double`, `float`, `object`,
    /// `dictionary` and whatever begins with `list`. The words of rendered examples, `number`
    /// and `mapping`, are refused.
    LEGACY_TYPE = "config/legacy-type",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_aspect(cx, sink, Aspect::Type);
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn types_are_those_of_old() {
        let text = |kind: &str| {
            example(&format!(
                "init_config:\ninstances:\n  «## @param a - {kind} - required»\n  ## A.\n  #\n  a: b\n"
            ))
        };
        assert_findings(&LEGACY_TYPE, &text("number"));
        let good = text("list of things").replace(['«', '»'], "");
        assert_findings(&LEGACY_TYPE, &good);
    }
}
