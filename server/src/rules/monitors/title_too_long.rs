//! `monitors/title-too-long`

use super::readable;
use crate::catalog::monitor_schema;
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
    let limit = monitor_schema()
        .at("/title")
        .and_then(|schema| schema.max_length);
    let node = monitor.root.get("title");
    let (Some(limit), Some(node)) = (limit, node) else {
        return;
    };
    let length = node.as_str().map_or(0, |text| text.chars().count());
    if length > limit {
        let message = format!("The title has {length} characters; at most {limit} are expected.");
        sink.report(node.inner_span(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_limit_is_() {
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
