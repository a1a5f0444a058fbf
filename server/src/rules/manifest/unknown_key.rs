//! `manifest/unknown-key`

use foldhash::HashSet;

use super::walk;
use crate::catalog::nearest;
use crate::rules::{Sink, rule};
use crate::syntax::json::{JsonKind, edit::quote};
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// A key is none that manifests of this generation have.
    ///
    /// ## Why
    /// Unknown keys are ignored without a word. Most are misspelt, or stand one level too
    /// high or too low, and then the value they carry is missing elsewhere.
    ///
    /// ## Example
    /// `"auto_instal": true` leaves `auto_install` unset.
    ///
    /// ## Fix
    /// Renames the key to the known one that is nearest, unless that one is there already.
    UNKNOWN_KEY = "manifest/unknown-key",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    walk::visit(cx, &mut |node, schema| {
        if !schema.closed || node.kind() != JsonKind::Object {
            return;
        }
        for member in node.children() {
            let (Some(key), Some(span)) = (member.key(), member.key_inner_span()) else {
                continue;
            };
            // A key without a value is still being typed.
            if schema.property(&key).is_some() || member.kind() == JsonKind::Missing {
                continue;
            }
            let present: HashSet<_> = node.children().filter_map(|member| member.key()).collect();
            let free = schema
                .properties
                .iter()
                .filter(|(name, known)| !known.deprecated && !present.contains(name.as_str()));
            let meant = nearest(&key, free.map(|(name, _)| name.as_str()));
            let hint = meant.map_or(String::new(), |name| format!(" Did you mean `{name}`?"));
            let place = match node.path() {
                path if path.is_empty() => "at the top of a manifest".to_owned(),
                path => format!("in `{path}`"),
            };
            let version = cx.generation().label();
            let message = format!("`{key}` is no key {place} of layout {version}.{hint}");
            let finding = sink.report(span, message);
            // While brackets do not match, the key may stand in another object than meant.
            let named = meant.filter(|_| cx.is_well_formed());
            if let (Some(name), Some(whole)) = (named, member.key_span()) {
                let edit = TextEdit::replace(whole, quote(name));
                finding.unsafe_fix(format!("Rename to `{name}`"), vec![edit]);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn misspelt_and_misplaced_keys_are_found() {
        let text = manifest(&[
            ("\"auto_install\"", "\"«auto_instal»\""),
            ("\"owner\"", "\"«prefix»\": \"foo.\",\n  \"owner\""),
        ]);
        let findings = assert_findings(&UNKNOWN_KEY, &text);
        assert_eq!(findings.len(), 2);
    }

    #[test]
    fn short_names_of_assets_are_free() {
        let text = manifest(&[(
            "\"assets\": {",
            "\"assets\": {\"dashboards\": {\"Any name\": \"assets/dashboards/a.json\"},",
        )]);
        assert_findings(&UNKNOWN_KEY, &text);
    }

    #[test]
    fn the_key_meant_takes_its_place() {
        assert_fix(
            &UNKNOWN_KEY,
            &manifest(&[("\"app_id\"", "\"appId\"")]),
            crate::testing::MANIFEST,
        );
    }

    #[test]
    fn a_broken_manifest_keeps_its_keys() {
        let text = manifest(&[("\"app_id\"", "\"«appId»\""), ("\"owner\":", "\"owner\"")]);
        assert!(assert_findings(&UNKNOWN_KEY, &text)[0].fixes.is_empty());
    }

    #[test]
    fn a_key_that_is_there_already_is_not_proposed() {
        let text = manifest(&[("\"app_id\"", "\"«appid»\": \"x\", \"app_id\"")]);
        assert!(assert_findings(&UNKNOWN_KEY, &text)[0].fixes.is_empty());
    }
}
