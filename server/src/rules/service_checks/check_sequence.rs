//! `service-checks/check-sequence`

use super::spelling::{check_names, sequence};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The name of a service check has two underscores or dots side by side.
    ///
    /// ## Why
    /// `ddev validate service-checks` fails on two underscores, two dots, and an underscore beside a
    /// dot: they are no names that the backend keeps as they are.
    ///
    /// ## Example
    /// `acme_queue_.can__connect` has to be `acme_queue.can_connect`.
    ///
    /// ## Fix
    /// Leaves one of them, the dot where there is one. The check itself must then send that name.
    CHECK_SEQUENCE = "service-checks/check-sequence",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: Unsafe,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    check_names(cx, sink, sequence, |name, part| {
        format!("`{part}` in `{name}`: underscores and dots must not stand side by side.")
    });
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn the_first_slip_is_underlined() {
        assert_findings(&CHECK_SEQUENCE, &changed(&[]));
        assert_findings(
            &CHECK_SEQUENCE,
            &changed(&[("foo.can_connect", "foo«._»can_connect")]),
        );
        assert_findings(
            &CHECK_SEQUENCE,
            &changed(&[("foo.can_connect", "foo.can«__»connect")]),
        );
        assert_findings(
            &CHECK_SEQUENCE,
            &changed(&[("foo.can_connect", "foo«..»can_connect")]),
        );
    }

    #[test]
    fn the_name_is_put_right() {
        let bad = changed(&[("foo.can_connect", "foo..can__connect")]);
        assert_fix(&CHECK_SEQUENCE, &bad, &text(&[]));
    }
}
