//! `ddev-config/syntax`

use super::counts;
use crate::model::FileKind;
use crate::rules::toml::report_syntax;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A configuration file of ddev is no TOML.
    ///
    /// ## Why
    /// Every command of ddev reads `.ddev/config.toml` and the files it imports, and stops
    /// when one of them cannot be read.
    ///
    /// ## Fix
    /// Removes a byte order mark.
    SYNTAX = "ddev-config/syntax",
    severity: Error,
    origin: Format,
    fix: Safe,
    check: File(FileKind::DdevConfig, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if counts(cx) {
        report_syntax(cx, sink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn broken_toml_is_found() {
        assert_findings(&SYNTAX, "//- .ddev/config.toml\n[overrides]\nx = «y»\n");
        assert_findings(
            &SYNTAX,
            "//- .ddev/config.toml\n[overrides]\n//- .ddev/other.toml\nx = y\n",
        );
        assert_findings(
            &SYNTAX,
            "//- .ddev/config.toml\nimports = ['a.toml']\n//- .ddev/a.toml\nx = «y»\n",
        );
    }
}
