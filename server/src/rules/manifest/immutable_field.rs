//! `manifest/immutable-field`

use super::published::Published;
use crate::model::Generation;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::syntax::json::edit::insert_member;
use crate::text::{Span, TextEdit};
use crate::workspace::ManifestCx;

rule! {
    /// An identifier differs from the published manifest.
    ///
    /// ## Why
    /// Installed dashboards, metrics and links refer to these values for ever. The published
    /// manifest is the one on `origin/master`; without git, nothing is compared. The step
    /// from layout 1.0.0 to 2.0.0 is exempt, as in the validators that ship with ddev.
    ///
    /// ## Fix
    /// Restores the published value.
    IMMUTABLE_FIELD = "manifest/immutable-field",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let fields: &[&str] = match cx.generation() {
        Generation::V2 => &[
            "/app_id",
            "/app_uuid",
            "/assets/integration/id",
            "/assets/integration/source_type_name",
        ],
        _ => &["/integration_id", "/display_name", "/guid"],
    };
    let Some(published) = Published::of(cx) else {
        return;
    };
    for path in fields {
        let Some(before) = published.root().pointer(path) else {
            continue;
        };
        let (outer, key) = path.rsplit_once('/').unwrap_or(("", path));
        if let Some(now) = cx.root().pointer(path) {
            let same = match (before.as_str(), now.as_str()) {
                (Some(before), Some(now)) => before == now,
                _ => before.raw() == now.raw(),
            };
            if !same {
                let edit = TextEdit::replace(now.span(), before.raw());
                let message = format!(
                    "`{key}` never changes; published is {}.",
                    shown(before.raw())
                );
                sink.report(now.inner_span(), message)
                    .unsafe_fix("Restore the published value", vec![edit]);
            }
            continue;
        }
        let start = cx.root().span().start as usize;
        let object = cx
            .root()
            .pointer(outer)
            .filter(|o| o.kind() == JsonKind::Object);
        let span = object.and_then(|o| o.key_inner_span());
        let message = format!("`{path}` must stay; published is {}.", shown(before.raw()));
        let finding = sink.report(span.unwrap_or(Span::new(start, start + 1)), message);
        if let Some(object) = object {
            let edit = insert_member(object, &["manifest_version", key], key, before.raw());
            finding.unsafe_fix("Restore the published value", vec![edit]);
        }
    }
}

/// A JSON value in a message.
fn shown(raw: &str) -> String {
    format!("`{}`", raw.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{assert_against, fixed_against};
    use super::*;
    use crate::testing::MANIFEST;

    #[test]
    fn changed_and_removed_identifiers_are_found() {
        let now = MANIFEST
            .replace("\"app_id\": \"foo\"", "\"app_id\": \"«foo-x»\"")
            .replace("\"source_type_name\": \"Foo\",\n", "")
            .replace("\"integration\": {", "\"«integration»\": {");
        assert_against(&IMMUTABLE_FIELD, Some(MANIFEST), &now);
    }

    #[test]
    fn nothing_published_and_an_upgrade_are_fine() {
        let now = MANIFEST.replace("\"app_id\": \"foo\"", "\"app_id\": \"bar\"");
        assert_against(&IMMUTABLE_FIELD, None, &now);
        let old = "{\"manifest_version\": \"1.0.0\", \"app_id\": \"foo\"}";
        assert_against(&IMMUTABLE_FIELD, Some(old), &now);
        assert_against(&IMMUTABLE_FIELD, Some("{}"), &now);
    }

    #[test]
    fn a_new_way_of_writing_is_no_change() {
        let now = MANIFEST.replace("\"app_id\": \"foo\"", "\"app_id\" : \"\\u0066oo\"");
        assert_against(&IMMUTABLE_FIELD, Some(MANIFEST), &now);
    }

    #[test]
    fn the_published_value_is_restored() {
        let now = MANIFEST.replace("\"app_id\": \"foo\"", "\"app_id\": \"bar\"");
        assert_eq!(fixed_against(&IMMUTABLE_FIELD, MANIFEST, &now), MANIFEST);
    }
}
