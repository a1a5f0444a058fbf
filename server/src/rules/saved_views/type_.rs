//! `saved-views/type`

use super::check_listed;
use crate::catalog::saved_view_types;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The type of a saved view is not a known one.
    ///
    /// ## Why
    /// Saved views search `logs`, `trace`, `process` or `container` data. `ddev validate saved-views`
    /// fails on anything else.
    ///
    /// ## Fix
    /// Replaces a near miss.
    TYPE = "saved-views/type",
    severity: Error,
    origin: Ddev("saved-views"),
    fix: Unsafe,
    check: File(FileKind::SavedView, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    check_listed(cx, sink, "type", saved_view_types(), "type of saved views");
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn four_types_are_known() {
        assert_findings(&TYPE, &changed(&[("\"logs\"", "\"trace\"")]));
        for bad in ["\"«traces»\"", "\"«»\"", "«null»", "«[]»"] {
            assert_findings(&TYPE, &changed(&[("\"logs\"", bad)]));
        }
        assert_fix(&TYPE, &changed(&[("\"logs\"", "\"log\"")]), &text(&[]));
    }
}
