//! `service-checks/duplicate-check`

use super::report_repeats;
use super::spelling::is_well_formed;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// Two service checks of a file have the same `check`.
    ///
    /// ## Why
    /// A name stands for one status. `ddev validate service-checks` fails on the second one; names
    /// that are badly spelt are not compared.
    DUPLICATE_CHECK = "service-checks/duplicate-check",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: None,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_repeats(cx, sink, "check", is_well_formed);
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::{CHECK, file};
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_second_one_is_underlined() {
        let two = |second: &str| file(&format!("[{CHECK}, {{\"check\": {second}}}]"));
        let findings = assert_findings(&DUPLICATE_CHECK, &two("\"«foo.can_connect»\""));
        assert_eq!(findings[0].related.len(), 1);
        assert_findings(&DUPLICATE_CHECK, &two("\"Foo.can_connect\""));
        assert_findings(
            &DUPLICATE_CHECK,
            &file("[{\"check\": \"\"}, {\"check\": \"\"}]"),
        );
    }
}
