//! `settings/unknown-key`

use super::{KINDS, report};
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;
use crate::workspace::settings::ProblemKind;

rule! {
    /// There is no such setting of this program.
    ///
    /// ## Why
    /// A key that is not known changes nothing; mostly it is a slip in a known one.
    ///
    /// ## Example
    /// ```toml
    /// ingore = ["readme"] # `ignore`
    /// ```
    ///
    /// ## Fix
    /// Writes the key that most likely was meant.
    UNKNOWN_KEY = "settings/unknown-key",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: Files(KINDS, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report(cx, sink, ProblemKind::UnknownKey);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn keys_are_checked() {
        assert_findings(
            &UNKNOWN_KEY,
            "//- integrations-ls.toml\n«ingore» = []\nignore = []\n[«colours»]\nx = 1\n//- foo/README.md\n",
        );
    }

    #[test]
    fn a_slip_is_put_right() {
        assert_fix(
            &UNKNOWN_KEY,
            "//- integrations-ls.toml\nper_file_ignores = {}\n//- foo/README.md\n",
            "per-file-ignores = {}\n",
        );
    }
}
