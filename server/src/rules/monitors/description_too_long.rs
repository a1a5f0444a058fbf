//! `monitors/description-too-long`

use super::{readable, report_long};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The description of a monitor has more than 300 characters.
    ///
    /// ## Why
    /// The list of recommended monitors shows it in little space. It should say what the
    /// monitor watches and why that matters; what to do about an alert belongs in `message`.
    DESCRIPTION_TOO_LONG = "monitors/description-too-long",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: File(FileKind::Monitor, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(monitor) = readable(cx) else {
        return;
    };
    let node = if monitor.wrapped {
        monitor.root.get("description")
    } else {
        monitor
            .root
            .pointer("/recommended_monitor_metadata/description")
    };
    report_long(sink, node, "description");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn longer_ones_are_found() {
        let with = |text: &str| {
            format!(
                "//- foo/assets/monitors/a.json\n{{\"description\": \"{text}\", \"definition\": {{}}}}"
            )
        };
        assert_findings(&DESCRIPTION_TOO_LONG, &with(&"é".repeat(300)));
        assert_findings(
            &DESCRIPTION_TOO_LONG,
            &with(&format!("«{}»", "é".repeat(300 + 1))),
        );
    }
}
