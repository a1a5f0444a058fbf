//! Rules about `assets/oauth_clients.json`.

mod client_role;
mod invalid_id;
mod invalid_json;
mod missing_key;
mod not_named;
mod unknown_key;

use super::Rule;
use crate::catalog::{Schema, oauth_schema};
use crate::syntax::json::{JsonKind, JsonNode};
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &client_role::CLIENT_ROLE,
    &invalid_id::INVALID_ID,
    &invalid_json::INVALID_JSON,
    &missing_key::MISSING_KEY,
    &not_named::NOT_NAMED,
    &unknown_key::UNKNOWN_KEY,
];

/// The top object and the client in it with what may stand there; none while the text is no
/// JSON.
fn objects<'a>(cx: &FileCx<'a>) -> Vec<(JsonNode<'a>, &'static Schema)> {
    let Some(tree) = cx.file.sound_json() else {
        return Vec::new();
    };
    let root = tree.root(cx.text());
    let whole = oauth_schema();
    let client = root.get("integration").zip(whole.property("integration"));
    let all = std::iter::once((root, whole)).chain(client);
    all.filter(|(node, _)| node.kind() == JsonKind::Object)
        .collect()
}

/// A value of the client.
fn value<'a>(cx: &FileCx<'a>, key: &str) -> Option<JsonNode<'a>> {
    objects(cx).get(1)?.0.get(key)
}

#[cfg(test)]
mod fixtures {
    /// A healthy list of clients with a text replaced.
    #[track_caller]
    pub(super) fn changed(from: &str, to: &str) -> String {
        let text = r#"{
  "integration": {
    "name": "Foo",
    "description": "Sends data.",
    "client_role": "integration",
    "redirect_uris": ["https://foo.example/callback"],
    "onboarding_url": "https://foo.example/start",
    "scopes": ["api_keys_write"],
    "id": "5b3c1b3e-9d1a-4c43-8f0a-0a4b6a1f2c3d"
  }
}
"#;
        assert!(text.contains(from), "no {from:?}");
        let text = text.replacen(from, to, 1);
        format!("//- foo/assets/oauth_clients.json\n{text}")
    }
}
