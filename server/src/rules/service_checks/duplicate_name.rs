//! `service-checks/duplicate-name`

use super::report_repeats;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// Two service checks of a file have the same `name`.
    ///
    /// ## Why
    /// The name is how people tell service checks apart. `ddev validate service-checks` fails on the
    /// second one. Upper and lower case make a difference.
    DUPLICATE_NAME = "service-checks/duplicate-name",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: None,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_repeats(cx, sink, "name", |name| !name.is_empty());
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::{CHECK, file};
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_second_one_is_underlined() {
        let two = |second: &str| file(&format!("[{CHECK}, {{\"name\": {second}}}]"));
        let findings = assert_findings(&DUPLICATE_NAME, &two("\"«Can connect»\""));
        assert_eq!(findings[0].related.len(), 1);
        assert_findings(&DUPLICATE_NAME, &two("\"Foo.can_connect\""));
        assert_findings(
            &DUPLICATE_NAME,
            &file("[{\"name\": \"\"}, {\"name\": \"\"}]"),
        );
    }
}
