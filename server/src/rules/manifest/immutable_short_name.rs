//! `manifest/immutable-short-name`

use super::published::Published;
use crate::model::manifest::ASSET_GROUPS;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::{insert_member, quote};
use crate::syntax::json::{JsonKind, JsonNode};
use crate::text::{Span, TextEdit};
use crate::workspace::ManifestCx;

rule! {
    /// The short name of a published asset is gone.
    ///
    /// ## Why
    /// The keys of `assets.dashboards`, `assets.monitors` and `assets.saved_views` identify
    /// what users have installed. Adding is fine; renaming and removing are not. The
    /// published manifest is the one on `origin/master`; without git, nothing is compared.
    ///
    /// ## Fix
    /// Renames the key that took over its file, or inserts the entry again.
    IMMUTABLE_SHORT_NAME = "manifest/immutable-short-name",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let Some(published) = Published::of(cx) else {
        return;
    };
    let start = cx.root().span().start as usize;
    for name in ASSET_GROUPS {
        let path = format!("/assets/{name}");
        let before = published.root().pointer(&path);
        let group = cx
            .root()
            .pointer(&path)
            .filter(|g| g.kind() == JsonKind::Object);
        for entry in before.into_iter().flat_map(|group| group.children()) {
            let Some(key) = entry.key() else { continue };
            if group.is_some_and(|group| group.get(&key).is_some()) {
                continue;
            }
            let message = format!("The published short name `{key}` must stay.");
            if let Some(renamed) = group.and_then(|group| heir(group, entry, before)) {
                let span = renamed.key_inner_span().unwrap_or(renamed.span());
                let whole = renamed.key_span().unwrap_or(span);
                sink.report(span, message).unsafe_fix(
                    format!("Rename back to `{key}`"),
                    vec![TextEdit::replace(whole, quote(&key))],
                );
                continue;
            }
            let assets = cx
                .root()
                .get("assets")
                .filter(|a| a.kind() == JsonKind::Object);
            let span = group.or(assets).and_then(|node| node.key_inner_span());
            let finding = sink.report(span.unwrap_or(Span::new(start, start + 1)), message);
            let edit = match (group, assets) {
                (Some(group), _) => insert_member(group, &[], &key, entry.raw()),
                (None, Some(assets)) if assets.get(name).is_none() => {
                    let value = format!("{{{}: {}}}", quote(&key), entry.raw());
                    insert_member(assets, &["integration", name], name, &value)
                }
                _ => continue,
            };
            finding.unsafe_fix(format!("Insert `{key}` again"), vec![edit]);
        }
    }
}

/// The entry that has the same file under a new name.
fn heir<'a>(
    group: JsonNode<'a>,
    entry: JsonNode,
    before: Option<JsonNode>,
) -> Option<JsonNode<'a>> {
    let file = entry.as_str()?;
    group.children().find(|now| {
        let new = now
            .key()
            .is_some_and(|key| before.is_none_or(|b| b.get(&key).is_none()));
        new && now.as_str().as_deref() == Some(&*file)
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{assert_against, fixed_against};
    use super::*;

    fn with(dashboards: &str) -> String {
        format!("{{\"manifest_version\": \"2.0.0\", \"assets\": {{{dashboards}}}}}")
    }

    #[test]
    fn names_may_be_added_but_not_lost() {
        let before = with("\"dashboards\": {\"a\": \"1.json\"}");
        let more = with("\"dashboards\": {\"b\": \"2.json\", \"a\": \"3.json\"}");
        assert_against(&IMMUTABLE_SHORT_NAME, Some(&before), &more);
        assert_against(&IMMUTABLE_SHORT_NAME, None, &with(""));
        let lost = with("\"«dashboards»\": {\"b\": \"2.json\"}");
        assert_against(&IMMUTABLE_SHORT_NAME, Some(&before), &lost);
        let renamed = with("\"dashboards\": {\"«A»\": \"1.json\"}");
        assert_against(&IMMUTABLE_SHORT_NAME, Some(&before), &renamed);
        let gone = with("").replace("\"assets\"", "\"«assets»\"");
        assert_against(&IMMUTABLE_SHORT_NAME, Some(&before), &gone);
    }

    #[test]
    fn names_come_back() {
        let before = with("\"dashboards\": {\"a\": \"1.json\"}");
        let renamed = with("\"dashboards\": {\"A\": \"1.json\"}");
        for now in [renamed, with(""), with("\"dashboards\": {}")] {
            assert_eq!(fixed_against(&IMMUTABLE_SHORT_NAME, &before, &now), before);
        }
    }
}
