//! `oauth/missing-key`

use super::objects;
use crate::catalog::skeleton;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::{indent_unit, insert_member};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// An OAuth client lacks one of its keys.
    ///
    /// ## Why
    /// Every published client has a name, a description, a role, addresses to return to, a page to
    /// begin on, permissions and an identifier, all inside `integration`.
    ///
    /// ## Fix
    /// Inserts the key, with a value that has to be filled in.
    MISSING_KEY = "oauth/missing-key",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::OauthClients, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for (object, schema) in objects(cx) {
        let keys = schema.properties.iter();
        let order: Vec<&str> = keys.map(|(key, _)| key.as_str()).collect();
        for key in schema
            .required
            .iter()
            .filter(|key| object.get(key).is_none())
        {
            let start = object.span().start as usize;
            let span = object
                .key_inner_span()
                .unwrap_or(Span::new(start, start + 1));
            let finding = sink.report(span, format!("`{key}` is missing here."));
            if let Some(known) = schema.property(key) {
                let value = skeleton(known, indent_unit(cx.text()));
                let edit = insert_member(object, &order, key, &value);
                finding.unsafe_fix(format!("Insert `{key}`"), vec![edit]);
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
    fn every_key_is_missed() {
        assert_findings(&MISSING_KEY, &changed("Foo", "Bar"));
        let bad = changed("    \"description\": \"Sends data.\",\n", "");
        assert_findings(
            &MISSING_KEY,
            &bad.replace("\"integration\": {", "\"«integration»\": {"),
        );
        let good = changed("Sends data.", "")
            .split_once('\n')
            .unwrap()
            .1
            .to_owned();
        assert_fix(&MISSING_KEY, &bad, &good);
        assert_findings(&MISSING_KEY, "//- foo/assets/oauth_clients.json\n«{»}");
    }
}
