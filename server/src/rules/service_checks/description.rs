//! `service-checks/description`

use super::values;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The description of a service check is empty, or no text.
    ///
    /// ## Why
    /// It tells what each status means. `ddev validate service-checks` fails without it.
    DESCRIPTION = "service-checks/description",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: None,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for node in values(cx, "description") {
        if node.as_str().is_some_and(|text| !text.is_empty()) {
            continue;
        }
        let message = "`description` must say what the statuses mean, as text.";
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
        assert_findings(&DESCRIPTION, &changed(&[]));
        assert_findings(&DESCRIPTION, &changed(&[("Whether Foo answers.", "é")]));
        for bad in ["\"«»\"", "«null»", "«1»", "«[\"x\"]»"] {
            assert_findings(&DESCRIPTION, &changed(&[("\"Whether Foo answers.\"", bad)]));
        }
    }
}
