//! `settings/invalid-suppression`

use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A comment that was meant to switch rules off does not.
    ///
    /// ## Why
    /// `integrations-ls: ignore[code]` is for a line and `integrations-ls: ignore-file[code]`
    /// for a file. Anything else in that place has no effect.
    ///
    /// ## Example
    /// ```toml
    /// name = "foo" # integrations-ls: ingore[package/name]
    /// ```
    INVALID_SUPPRESSION = "settings/invalid-suppression",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: AnyFile(check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for (span, message) in &cx.file.suppressions().malformed {
        sink.report(*span, message.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn slips_are_told_and_other_comments_are_not() {
        assert_findings(
            &INVALID_SUPPRESSION,
            "//- foo/pyproject.toml\na = 1 # integrations-ls: «ingore»[package]\n\
             b = 1 # integrations-ls: ignore«[»package\n\
             c = 1 # integrations-ls: ignore[package] since it is so\n\
             # integrations-ls: checks this\nd = \"# integrations-ls: ingore\"\n",
        );
    }
}
