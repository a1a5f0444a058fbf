//! `service-checks/duplicate-check`

use std::collections::HashMap;

use super::spelling::is_well_formed;
use super::{report, values};
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
    let mut seen = HashMap::new();
    for node in values(cx, "check") {
        let Some(value) = node.as_str().filter(|value| is_well_formed(value)) else {
            continue;
        };
        let span = node.inner_span();
        match seen.get(&value) {
            Some(first) => {
                let message = format!("The check `{value}` occurs twice in this file.");
                let finding = report(cx, sink, span, message);
                finding.related(cx.file.path.to_string(), *first, "First here.");
            }
            None => {
                seen.insert(value, span);
            }
        }
    }
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
