//! `settings/invalid-toml`

use super::{KINDS, report};
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;
use crate::workspace::settings::ProblemKind;

rule! {
    /// The settings file of this program is no TOML.
    ///
    /// ## Why
    /// Only what stands before the mistake, and what can be told from the rest, counts. A file
    /// of the same name that is read in part switches rules on that were meant to be off.
    INVALID_TOML = "settings/invalid-toml",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: Files(KINDS, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report(cx, sink, ProblemKind::Syntax);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_place_of_the_mistake_is_told() {
        assert_findings(
            &INVALID_TOML,
            "//- foo/README.md\n//- integrations-ls.toml\nselect = [«»\n\n",
        );
        assert_findings(
            &INVALID_TOML,
            "//- integrations-ls.toml\nselect = []\n//- foo/README.md\n",
        );
    }
}
