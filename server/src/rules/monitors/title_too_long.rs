//! `monitors/title-too-long`

use super::{readable, report_long};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The title of a monitor has more than 100 characters.
    ///
    /// ## Why
    /// The list of recommended monitors shows it on one line.
    TITLE_TOO_LONG = "monitors/title-too-long",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: File(FileKind::Monitor, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(monitor) = readable(cx) else {
        return;
    };
    report_long(sink, monitor.root.get("title"), "title");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn longer_ones_are_found() {
        let with = |text: &str| {
            format!(
                "//- foo/assets/monitors/a.json\n{{\"title\": \"{text}\", \"definition\": {{}}}}"
            )
        };
        assert_findings(&TITLE_TOO_LONG, &with(&"é".repeat(100)));
        assert_findings(
            &TITLE_TOO_LONG,
            &with(&format!("«{}»", "é".repeat(100 + 1))),
        );
    }
}
