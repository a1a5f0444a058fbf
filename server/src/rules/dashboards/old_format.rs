//! `dashboards/old-format`

use super::listed::{readable, top};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::{JsonKind, JsonNode};
use crate::workspace::FileCx;

rule! {
    /// A dashboard is written for the screenboard interface that is no more.
    ///
    /// ## Why
    /// ddev takes a file for a dashboard of today when `layout_type`, `title` or `created_at`
    /// stands at its top, or when a widget has a `definition` or a `layout`. Anything else
    /// cannot be imported. Export the dashboard from the product anew.
    OLD_FORMAT = "dashboards/old-format",
    severity: Error,
    origin: Ddev("dashboards"),
    fix: None,
    check: File(FileKind::Dashboard, check),
}

/// Keys of which one tells a dashboard of today.
pub(super) const TODAY: [&str; 3] = ["layout_type", "title", "created_at"];

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(root) = readable(cx).map(|dashboard| dashboard.root) else {
        return;
    };
    if root.kind() != JsonKind::Object || TODAY.iter().any(|key| root.get(key).is_some()) {
        return;
    }
    // Widgets of another kind are the matter of another rule, unless there are none of them.
    let widgets = root.get("widgets");
    let listed = widgets.is_none_or(|list| match list.kind() {
        JsonKind::Array => true,
        JsonKind::Object | JsonKind::String => list.is_falsy(),
        _ => false,
    });
    let objects = |list: JsonNode| list.children().all(|w| w.kind() == JsonKind::Object);
    if !listed || !widgets.is_none_or(objects) {
        return;
    }
    let today = |widget: JsonNode| widget.get("definition").or(widget.get("layout")).is_some();
    if widgets.is_some_and(|list| list.children().any(today)) {
        return;
    }
    let message = "This is no dashboard of today: `title` and `layout_type` are missing at the \
                   top, and no widget has a `definition`.";
    sink.report(top(root), message);
}

#[cfg(test)]
mod tests {
    use super::super::listed::fixtures::dashboard;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn one_sign_of_today_is_enough() {
        for text in [
            "{\"title\": null}",
            "{\"layout_type\": \"ordered\"}",
            "{\"created_at\": 1}",
            "{\"widgets\": [{\"id\": 1}, {\"layout\": {}}]}",
            "{\"widgets\": [{\"definition\": {}}]}",
            "«{»\"widgets\": [{\"id\": 1}]}",
            "«{»\"widgets\": [], \"board_title\": \"A\"}",
            "«{»\"board_title\": \"A\"}",
            "«{»\"widgets\": {}}",
            "{\"widgets\": null}",
            "[]",
        ] {
            assert_findings(&OLD_FORMAT, &dashboard(text));
        }
    }
}
