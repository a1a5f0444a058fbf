//! `saved-views/page`

use super::check_listed;
use crate::catalog::saved_view_pages;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The page of a saved view is not a known one.
    ///
    /// ## Why
    /// The page decides where the view is shown. `ddev validate saved-views` fails on one that it does
    /// not know.
    ///
    /// ## Fix
    /// Replaces a near miss.
    PAGE = "saved-views/page",
    severity: Error,
    origin: Ddev("saved-views"),
    fix: Unsafe,
    check: File(FileKind::SavedView, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    check_listed(cx, sink, "page", saved_view_pages(), "page of saved views");
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn pages_are_known() {
        let page = "container_orchestration_pods";
        assert_findings(&PAGE, &changed(&[("stream", page)]));
        for bad in ["\"«logs»\"", "\"«Stream»\"", "«null»", "«{}»"] {
            assert_findings(&PAGE, &changed(&[("\"stream\"", bad)]));
        }
        assert_fix(&PAGE, &changed(&[("stream", "streams")]), &text(&[]));
    }
}
