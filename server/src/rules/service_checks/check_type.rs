//! `service-checks/check-type`

use super::values;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The name of a service check is empty, or no text.
    ///
    /// ## Why
    /// `check` is the name under which the integration reports the status. `ddev validate
    /// service-checks` fails on an empty one, and dies on anything but a text.
    CHECK_TYPE = "service-checks/check-type",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: None,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for node in values(cx, "check") {
        if node.as_str().is_some_and(|name| !name.is_empty()) {
            continue;
        }
        let message = "`check` must be the name under which the status is sent, as text.";
        sink.report(node.inner_span(), message);
    }
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::changed;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn a_check_has_a_name() {
        assert_findings(&CHECK_TYPE, &changed(&[]));
        for bad in ["\"«»\"", "«null»", "«1»", "«[\"foo.a\"]»"] {
            assert_findings(&CHECK_TYPE, &changed(&[("\"foo.can_connect\"", bad)]));
        }
    }
}
