//! `ddev-config/syntax`

use super::counts;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A configuration file of ddev is no TOML.
    ///
    /// ## Why
    /// Every command of ddev reads `.ddev/config.toml` and the files it imports, and stops
    /// when one of them cannot be read.
    SYNTAX = "ddev-config/syntax",
    severity: Error,
    origin: Format,
    fix: None,
    check: File(FileKind::DdevConfig, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx.file.toml().filter(|_| counts(cx)) else {
        return;
    };
    let newer = if tree.errors().is_empty() {
        tree.newer_syntax(cx.text())
    } else {
        Vec::new()
    };
    // What follows the first slip is mostly its echo.
    for error in tree.errors().iter().take(1).chain(&newer) {
        let about = error.message.trim_end_matches('.');
        sink.report(error.span, format!("This is no TOML: {about}."));
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
