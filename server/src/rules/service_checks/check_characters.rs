//! `service-checks/check-characters`

use super::spelling::{characters, check_names};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The name of a service check has a character that is not allowed.
    ///
    /// ## Why
    /// Names consist of letters and digits of ASCII, underscores and dots. `ddev validate
    /// service-checks` fails on anything else, a hyphen or a blank too.
    ///
    /// ## Example
    /// `acme-queue.can_connect` has to be `acme_queue.can_connect`.
    ///
    /// ## Fix
    /// Replaces the characters by underscores. The check itself must then send that name.
    CHECK_CHARACTERS = "service-checks/check-characters",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: Unsafe,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    check_names(cx, sink, characters, |name, part| {
        format!(
            "`{part}` is not allowed in `{name}`; names of service checks consist of ASCII letters, digits, `_` and `.`."
        )
    });
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn the_first_slip_is_underlined() {
        assert_findings(&CHECK_CHARACTERS, &changed(&[]));
        assert_findings(
            &CHECK_CHARACTERS,
            &changed(&[("foo.can_connect", "foo.can«-»connect")]),
        );
        assert_findings(
            &CHECK_CHARACTERS,
            &changed(&[("foo.can_connect", "foo«:: é»can_connect")]),
        );
    }

    #[test]
    fn the_name_is_put_right() {
        let bad = changed(&[("foo.can_connect", "foo.can-connect")]);
        assert_fix(&CHECK_CHARACTERS, &bad, &text(&[]));
    }
}
