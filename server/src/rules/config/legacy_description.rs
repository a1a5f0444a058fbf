//! `config/legacy-description`

use super::report_aspect;
use crate::model::FileKind;
use crate::model::config::legacy::Aspect;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A description of a hand-written example is empty or has a line that is too long.
    ///
    /// ## Why
    /// Behind `##` there is room for 120 characters, unless the line ends with `#noqa`. An empty
    /// description is only warned of; an empty comment crashes ddev.
    LEGACY_DESCRIPTION = "config/legacy-description",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_aspect(cx, sink, Aspect::Description);
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn lines_are_short_and_not_empty() {
        let text = |line: &str| {
            example(&format!(
                "init_config:\ninstances:\n  ## @param a - string - required\n  {line}\n  #\n  a: b\n"
            ))
        };
        let long = "x".repeat(120);
        assert_findings(&LEGACY_DESCRIPTION, &text(&format!("«## {long}»")));
        assert_findings(&LEGACY_DESCRIPTION, &text(&format!("##{long}")));
        assert_findings(&LEGACY_DESCRIPTION, &text(&format!("## {long} #noqa")));
        let empty = text("##").replace(
            "## @param a - string - required",
            "«## @param a - string - required»",
        );
        assert_findings(&LEGACY_DESCRIPTION, &empty);
    }
}
