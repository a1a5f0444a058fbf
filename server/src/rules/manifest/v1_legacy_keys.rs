//! `manifest/v1-legacy-keys`

use super::walk::customary_order;
use crate::catalog::skeleton;
use crate::model::Generation;
use crate::rules::{Sink, rule};
use crate::syntax::json::{JsonKind, edit};
use crate::text::Span;
use crate::workspace::ManifestCx;

rule! {
    /// A manifest of the 2016 layout lacks a key that its guide lists.
    ///
    /// ## Why
    /// The guide of 2016 expects maintainer, manifest_version, max_agent_version,
    /// min_agent_version, name, short_description, support and version.
    ///
    /// ## Fix
    /// Inserts the key to fill in.
    V1_LEGACY_KEYS = "manifest/v1-legacy-keys",
    severity: Hint,
    origin: Guide2016,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let root = cx.root();
    if cx.generation() != Generation::Legacy
        || !cx.is_well_formed()
        || root.kind() != JsonKind::Object
    {
        return;
    }
    let start = root.span().start as usize;
    let order = customary_order(cx.schema());
    for key in &cx.schema().required {
        let Some(known) = cx
            .schema()
            .property(key)
            .filter(|_| root.get(key).is_none())
        else {
            continue;
        };
        let value = skeleton(known, edit::indent_unit(cx.text()));
        let insert = edit::insert_member(root, &order, key, &value);
        sink.report(
            Span::new(start, start + 1),
            format!("The manifest has no `{key}`."),
        )
        .unsafe_fix(format!("Insert `{key}`"), vec![insert]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const OLD: &str = "//! legacy\n//- foo/manifest.json\n{\n  \"maintainer\": \"a@example.com\",\n  \"manifest_version\": \"0.1.0\",\n  \"max_agent_version\": \"6.0.0\",\n  \"min_agent_version\": \"5.6.3\",\n  \"name\": \"foo\",\n  \"short_description\": \"Foo.\",\n  \"support\": \"contrib\",\n  \"version\": \"0.1.0\"\n}\n";

    #[test]
    fn the_keys_of_the_guide_are_expected() {
        assert_findings(&V1_LEGACY_KEYS, OLD);
        let bad = OLD.replace("  \"support\": \"contrib\",\n", "");
        assert_findings(&V1_LEGACY_KEYS, &bad.replace("\n{\n", "\n«{»\n"));
        assert_fix(&V1_LEGACY_KEYS, &bad, OLD.splitn(3, '\n').last().unwrap());
    }
}
