//! Whether the manifest names a file: ddev looks at no other dashboards.

use crate::model::dashboard::Dashboard;
use crate::rules::{Finding, Severity};
use crate::syntax::json::JsonNode;
use crate::text::Span;
use crate::workspace::{FileCx, PathTarget};

/// True when the manifest names the file among its dashboards, monitors or saved views.
pub(in crate::rules) fn is_listed(cx: &FileCx) -> bool {
    let Some(manifest) = cx.integration.manifest() else {
        return false;
    };
    let base = &*cx.integration.base;
    let inside = cx.file.path.strip_prefix(base).unwrap_or(&cx.file.path);
    manifest.assets.iter().any(|asset| {
        // ddev splits paths at slashes, so that leading ones do not count.
        let written = asset.path.value.trim_start_matches('/');
        asset.kind == cx.file.kind
            && match cx.integration.resolve(written) {
                PathTarget::File(entry) => *entry.path == *inside,
                _ => false,
            }
    })
}

/// Lowers the severity of what ddev fails to a warning in files that it does not see.
pub(in crate::rules) fn as_listed(cx: &FileCx, finding: &mut Finding) {
    if !is_listed(cx) {
        finding.severity(Severity::Warning);
    }
}

/// The opening bracket, which stands for all of an object.
pub(in crate::rules) fn top(object: JsonNode) -> Span {
    let start = object.span().start as usize;
    Span::new(start, (start + 1).min(object.text().len()))
}

/// The dashboard of a file whose text can be read.
pub(super) fn readable<'a>(cx: &FileCx<'a>) -> Option<Dashboard<'a>> {
    let dashboard = Dashboard::of(cx.file)?;
    let errors = cx.file.json().map(|tree| tree.errors())?;
    errors.is_empty().then_some(dashboard)
}

#[cfg(test)]
pub(in crate::rules) mod fixtures {
    use crate::testing::MANIFEST;

    /// A dashboard that `foo` lists.
    pub(in crate::rules) fn dashboard(text: &str) -> String {
        let assets = "\"assets\": {\"dashboards\": {\"Foo\": \"assets/dashboards/a.json\"},";
        let manifest = MANIFEST.replacen("\"assets\": {", assets, 1);
        format!("//- foo/manifest.json\n{manifest}//- foo/assets/dashboards/a.json\n{text}")
    }
}
