//! `monitors/name`

use super::readable;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The name of a monitor without an envelope does not name the integration.
    ///
    /// ## Why
    /// Such monitors, written until 2023, are found by their name alone. It should contain the
    /// name of the integration or that of its directory, in upper or lower case.
    NAME = "monitors/name",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: File(FileKind::Monitor, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(monitor) = readable(cx).filter(|monitor| !monitor.wrapped) else {
        return;
    };
    let Some(node) = monitor.body.get("name") else {
        return;
    };
    let Some(name) = node.as_str().map(|name| name.to_lowercase()) else {
        return;
    };
    let display = cx.display_name();
    if !name.contains(cx.dir()) && !name.contains(&display.to_lowercase()) {
        let message = format!("The name of the monitor should contain `{display}`.");
        sink.report(node.inner_span(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_integration_is_named() {
        for text in [
            "{\"name\": \"[FOO] Down\"}",
            "{\"name\": \"«Down»\"}",
            "{\"definition\": {\"name\": \"Down\"}}",
        ] {
            assert_findings(&NAME, &format!("//- foo/assets/monitors/a.json\n{text}"));
        }
    }
}
