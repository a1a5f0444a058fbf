//! `config/legacy-layout`

use super::report_aspect;
use crate::model::FileKind;
use crate::model::config::legacy::Aspect;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A block of a hand-written example is not built as ddev expects.
    ///
    /// ## Why
    /// Every option is a block: a `## @param` line, a description in `##` lines, a line with a
    /// single `#`, and the value, all at one indentation. Comments are `##` lines on their own.
    ///
    /// ## Example
    /// ```yaml
    /// ## @param host - string - required
    /// ## Where the server runs.
    /// #
    /// host: localhost
    /// ```
    LEGACY_LAYOUT = "config/legacy-layout",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_aspect(cx, sink, Aspect::Layout);
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn blocks_are_complete() {
        let text = |body: &str| example(&format!("init_config:\ninstances:\n{body}"));
        assert_findings(
            &LEGACY_LAYOUT,
            &text("  - «host: a»\n").replace("- «host: a»", "«- host: a»"),
        );
        let good = "  ## @param a - string - required\n  ## A.\n  #\n  a: b\n";
        assert_findings(&LEGACY_LAYOUT, &text(good));
        assert_findings(
            &LEGACY_LAYOUT,
            &text(&good.replace("  #\n", "")).replace("a: b", "«a: b»"),
        );
        assert_findings(&LEGACY_LAYOUT, &text(&good.replace("  #\n", "«»\n  #\n")));
        assert_findings(&LEGACY_LAYOUT, &text(&good.replace("  a: b", "    «a: b»")));
    }
}
