//! The dashboard of a file, as rules look at it.

use crate::model::dashboard::Dashboard;
use crate::syntax::json::JsonNode;
use crate::text::Span;
use crate::workspace::FileCx;

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
