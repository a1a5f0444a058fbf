//! `monitors/integration-tag`

use super::readable;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::syntax::json::edit::{insert_item, quote};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The tags of a monitor do not name its integration.
    ///
    /// ## Why
    /// The tag `integration:<app_id>` in the list at the top files the monitor under the
    /// integration. `app_id` is that of the manifest. The tags inside `definition` are those
    /// of the alerts and may say anything.
    ///
    /// ## Fix
    /// Adds the tag, or replaces the one that names another integration.
    INTEGRATION_TAG = "monitors/integration-tag",
    severity: Warning,
    origin: Ours,
    fix: Mixed,
    check: File(FileKind::Monitor, check),
}

/// What the tag begins with.
const START: &str = "integration:";

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(monitor) = readable(cx) else {
        return;
    };
    let Some(tags) = monitor.tags().filter(|tags| tags.kind() == JsonKind::Array) else {
        return;
    };
    let is_tag = |tag: &str| tag.starts_with(START);
    let found: Vec<_> = tags
        .children()
        .filter(|tag| tag.as_str().is_some_and(|tag| is_tag(&tag)))
        .collect();
    let manifest = cx.integration.manifest().filter(|m| m.well_formed);
    let app_id = manifest.and_then(|manifest| manifest.app_id.as_ref());
    let expected = app_id.map(|app_id| format!("{START}{}", app_id.value));
    let Some(expected) = expected else {
        return;
    };
    // Monitors of old named the integration as they liked.
    let fits = |tag: &str| tag == expected || !monitor.wrapped;
    if found
        .iter()
        .any(|tag| tag.as_str().is_some_and(|tag| fits(&tag)))
    {
        return;
    }
    if let [tag, ..] = found[..] {
        let message = format!("This tag names another integration; `{expected}` is expected.");
        let finding = sink.report(tag.inner_span(), message);
        let edit = TextEdit::replace(tag.span(), quote(&expected));
        finding.unsafe_fix(format!("Replace by `{expected}`"), vec![edit]);
        return;
    }
    let span = tags.key_inner_span().unwrap_or(tags.span());
    let finding = sink.report(span, format!("The tags lack `{expected}`."));
    let edit = insert_item(tags, &quote(&expected));
    finding.safe_fix(format!("Add `{expected}`"), vec![edit]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn with(tags: &str) -> String {
        format!(
            "//- foo/assets/monitors/a.json\n{{\"tags\": {tags}, \"definition\": {{\"tags\": []}}}}"
        )
    }

    #[test]
    fn one_tag_names_the_integration() {
        for tags in [
            "[\"x\", \"integration:foo\"]",
            "[\"integration:bar\", \"integration:foo\"]",
            "[\"«integration:bar»\", \"x\"]",
            "null",
        ] {
            assert_findings(&INTEGRATION_TAG, &with(tags));
        }
        assert_findings(&INTEGRATION_TAG, &with("[]").replacen("tags", "«tags»", 1));
        let old =
            "//- foo/assets/monitors/a.json\n{\"name\": \"\", \"tags\": [\"integration:bar\"]}";
        assert_findings(&INTEGRATION_TAG, old);
    }

    #[test]
    fn the_tag_is_written() {
        let good = with("[\"integration:foo\"]");
        let good = good.split_once('\n').unwrap().1;
        assert_fix(&INTEGRATION_TAG, &with("[]"), good);
        assert_fix(&INTEGRATION_TAG, &with("[\"integration:bar\"]"), good);
    }
}
