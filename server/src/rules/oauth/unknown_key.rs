//! `oauth/unknown-key`

use super::objects;
use crate::model::FileKind;
use crate::rules::json::report_unknown_keys;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A key is none that OAuth clients have.
    ///
    /// ## Why
    /// Published clients have exactly seven keys. Another one is most likely misspelt, and then the
    /// value it carries is missing elsewhere. A secret has no place in a public file.
    ///
    /// ## Fix
    /// Renames the key to a missing one that is near, or removes it.
    UNKNOWN_KEY = "oauth/unknown-key",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::OauthClients, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for (object, schema) in objects(cx) {
        let known = schema.properties.iter().map(|(key, _)| key.as_str());
        report_unknown_keys(sink, object, known, |key| {
            format!("`{key}` is no key of an OAuth client.")
        });
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
