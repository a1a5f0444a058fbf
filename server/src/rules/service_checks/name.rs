//! `service-checks/name`

use super::values;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The display name of a service check is empty, or no text.
    ///
    /// ## Why
    /// People see this name, not that of `check`. `ddev validate service-checks` fails without it.
    NAME = "service-checks/name",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: None,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for node in values(cx, "name") {
        if node.as_str().is_some_and(|text| !text.is_empty()) {
            continue;
        }
        let message = "`name` must be the name that people see, as text.";
        sink.report(node.inner_span(), message);
    }
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::changed;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn it_is_a_text() {
        assert_findings(&NAME, &changed(&[]));
        assert_findings(&NAME, &changed(&[("Can connect", "é")]));
        for bad in ["\"«»\"", "«null»", "«1»", "«[\"x\"]»"] {
            assert_findings(&NAME, &changed(&[("\"Can connect\"", bad)]));
        }
    }
}
