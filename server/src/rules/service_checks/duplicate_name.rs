//! `service-checks/duplicate-name`

use std::collections::HashMap;

use super::{report, values};
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
    let mut seen = HashMap::new();
    for node in values(cx, "name") {
        let Some(value) = node.as_str().filter(|value| !value.is_empty()) else {
            continue;
        };
        let span = node.inner_span();
        match seen.get(&value) {
            Some(first) => {
                let message = format!("The name `{value}` occurs twice in this file.");
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
