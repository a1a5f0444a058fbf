//! `settings/invalid-value`

use super::{KINDS, report};
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;
use crate::workspace::settings::ProblemKind;

rule! {
    /// A setting of this program has a value that it does not take.
    ///
    /// ## Why
    /// A value that is not understood changes nothing.
    ///
    /// ## Example
    /// ```toml
    /// [severity]
    /// readme = "warn" # `warning`
    /// ```
    ///
    /// ## Fix
    /// Writes the value that most likely was meant.
    INVALID_VALUE = "settings/invalid-value",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: Files(KINDS, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report(cx, sink, ProblemKind::InvalidValue);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn values_are_checked_by_their_key() {
        assert_findings(
            &INVALID_VALUE,
            "//- integrations-ls.toml\nselect = «\"ALL\"»\nlegacy-rules = «1»\nignore = [«2»]\n\
             repository-kind = \"auto\"\n[severity]\nreadme = «\"warn\"»\nmetadata = \"off\"\n\
             //- foo/README.md\n",
        );
    }

    #[test]
    fn the_table_of_pyproject_is_checked_at_the_root_only() {
        let table = "[tool.integrations-ls]\nselect = «\"ALL\"»\n";
        assert_findings(
            &INVALID_VALUE,
            &format!("//- pyproject.toml\n{table}//- foo/README.md\n"),
        );
        let inside = table.replace(['«', '»'], "");
        assert_findings(&INVALID_VALUE, &format!("//- foo/pyproject.toml\n{inside}"));
    }

    #[test]
    fn a_slip_is_put_right() {
        let file = |kind: &str| format!("repository-kind = \"{kind}\"\n");
        let before = format!(
            "//- integrations-ls.toml\n{}//- foo/README.md\n",
            file("cor")
        );
        assert_fix(&INVALID_VALUE, &before, &file("core"));
    }
}
