//! `oauth/not-named`

use crate::model::{FileKind, Generation};
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::syntax::json::edit::{insert_member, quote};
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// A file of OAuth clients is there, but the manifest does not name it.
    ///
    /// ## Why
    /// Only what the manifest names is installed, here under `/assets/oauth`. In published integrations
    /// the two always go together. A path that leads to no file has a rule of its own.
    ///
    /// ## Fix
    /// Inserts the path into the manifest.
    NOT_NAMED = "oauth/not-named",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let path = FileKind::OauthClients.file_name();
    let assets = cx.root().get("assets");
    let Some(assets) = assets.filter(|assets| assets.kind() == JsonKind::Object) else {
        return;
    };
    let named = assets.get("oauth").is_some_and(|node| !node.is_falsy());
    if named
        || cx.generation() != Generation::V2
        || !cx.is_well_formed()
        || !cx.integration.files.has_file(path)
    {
        return;
    }
    let span = assets.key_inner_span().unwrap_or(assets.span());
    let finding = sink.report(span, format!("`{path}` is there, but not named here."));
    let edit = match assets.get("oauth") {
        Some(node) => TextEdit::replace(node.span(), quote(path)),
        None => insert_member(assets, &[], "oauth", &quote(path)),
    };
    finding.unsafe_fix("Insert the path", vec![edit]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    const FILE: &str = "//- foo/assets/oauth_clients.json\n{}\n";

    #[test]
    fn the_file_is_named() {
        let bad = MANIFEST.replace("\"assets\"", "\"«assets»\"");
        assert_findings(&NOT_NAMED, &format!("//- foo/manifest.json\n{bad}{FILE}"));
        assert_findings(&NOT_NAMED, &format!("//- foo/manifest.json\n{MANIFEST}"));
        let good = MANIFEST.replace(
            "      }\n    }\n  },\n  \"author\"",
            "      }\n    },\n    \"oauth\": \"assets/oauth_clients.json\"\n  },\n  \"author\"",
        );
        assert_fix(
            &NOT_NAMED,
            &format!("//- foo/manifest.json\n{MANIFEST}{FILE}"),
            &good,
        );
        assert_findings(&NOT_NAMED, &format!("//- foo/manifest.json\n{good}{FILE}"));
    }
}
