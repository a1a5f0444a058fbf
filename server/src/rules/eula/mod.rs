//! Rules about the licence agreement that a manifest names.

mod extension;
mod missing;
mod not_pdf;

use super::Rule;
use crate::model::Generation;
use crate::syntax::json::JsonNode;
use crate::workspace::ManifestCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[&extension::EXTENSION, &missing::MISSING, &not_pdf::NOT_PDF];

/// Place of the path in the manifest.
fn pointer(cx: &ManifestCx) -> &'static str {
    match cx.generation() {
        Generation::V2 => "/legal_terms/eula",
        Generation::V1 | Generation::Legacy => "/terms/eula",
    }
}

/// The path of a licence agreement that is there: its place, and the path as ddev follows it.
fn present<'a>(cx: &ManifestCx<'a>) -> Option<(JsonNode<'a>, String)> {
    let node = cx.root().pointer(pointer(cx))?;
    let written = node.as_str()?;
    // ddev splits the path at slashes, so that leading ones do not count.
    let path = written.trim_start_matches('/').to_owned();
    (cx.leads_to_file(&path) == Some(true)).then_some((node, path))
}

#[cfg(test)]
mod fixtures {
    use crate::testing::MANIFEST;

    /// A manifest that names a licence agreement, and the agreement.
    pub(super) fn with(path: &str, content: &str) -> String {
        let named = format!("\"legal_terms\": {{\"eula\": \"{path}\"}},\n  \"assets\": {{");
        let manifest = MANIFEST.replacen("\"assets\": {", &named, 1);
        let bare = path.replace(['«', '»'], "");
        format!("//- foo/manifest.json\n{manifest}//- foo/{bare}\n{content}")
    }
}
