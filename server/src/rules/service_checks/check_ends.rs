//! `service-checks/check-ends`

use super::spelling::{check_names, ends};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The name of a service check begins or ends with an underscore.
    ///
    /// ## Why
    /// `ddev validate service-checks` fails on it. A dot at either end passes.
    ///
    /// ## Example
    /// `_acme_queue.can_connect` has to be `acme_queue.can_connect`.
    ///
    /// ## Fix
    /// Removes the underscore. The check itself must then send that name.
    CHECK_ENDS = "service-checks/check-ends",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: Unsafe,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    check_names(cx, sink, ends, |name, _| {
        format!("`{name}` must not begin or end with an underscore.")
    });
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn the_first_slip_is_underlined() {
        assert_findings(&CHECK_ENDS, &changed(&[]));
        assert_findings(
            &CHECK_ENDS,
            &changed(&[("foo.can_connect", "«_»foo.can_connect")]),
        );
        assert_findings(
            &CHECK_ENDS,
            &changed(&[("foo.can_connect", "foo.can_connect«_»")]),
        );
        assert_findings(
            &CHECK_ENDS,
            &changed(&[("foo.can_connect", ".foo.can_connect.")]),
        );
    }

    #[test]
    fn the_name_is_put_right() {
        let bad = changed(&[("foo.can_connect", "_foo.can_connect_")]);
        assert_fix(&CHECK_ENDS, &bad, &text(&[]));
    }
}
