//! `oauth/unknown-key`

use super::objects;
use crate::catalog::nearest;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// A key is none that OAuth clients have.
    ///
    /// ## Why
    /// Published clients have exactly seven keys. Another one is most likely misspelt, and then the
    /// value it carries is missing elsewhere. A secret has no place in a public file.
    ///
    /// ## Fix
    /// Renames the key to the missing one that is nearest.
    UNKNOWN_KEY = "oauth/unknown-key",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::OauthClients, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for (object, schema) in objects(cx) {
        let keys = schema.properties.iter().map(|(key, _)| key.as_str());
        let missing: Vec<&str> = keys.filter(|key| object.get(key).is_none()).collect();
        for member in object.children() {
            let (Some(key), Some(whole)) = (member.key(), member.key_span()) else {
                continue;
            };
            if schema.property(&key).is_some() {
                continue;
            }
            let span = member.key_inner_span().unwrap_or(whole);
            let finding = sink.report(span, format!("`{key}` is no key of an OAuth client."));
            if let Some(name) = nearest(&key, missing.iter().copied()) {
                let edit = TextEdit::replace(whole, quote(name));
                finding.unsafe_fix(format!("Rename to `{name}`"), vec![edit]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::changed;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn seven_keys_are_known() {
        assert_findings(
            &UNKNOWN_KEY,
            &changed("\"id\"", "\"«secret»\": \"x\", \"id\""),
        );
        let good = changed("Foo", "Foo").split_once('\n').unwrap().1.to_owned();
        assert_fix(&UNKNOWN_KEY, &changed("\"scopes\"", "\"scope\""), &good);
    }
}
