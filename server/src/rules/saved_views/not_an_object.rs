//! `saved-views/not-an-object`

use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::workspace::FileCx;

rule! {
    /// A saved view is not an object.
    ///
    /// ## Why
    /// A file holds one saved view, as an object. `ddev validate saved-views` dies on anything else,
    /// a list of views too.
    NOT_AN_OBJECT = "saved-views/not-an-object",
    severity: Error,
    origin: Ddev("saved-views"),
    fix: None,
    check: File(FileKind::SavedView, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx.file.sound_json() else {
        return;
    };
    let root = tree.root(cx.text());
    if root.kind() == JsonKind::Object {
        return;
    }
    let mut span = root.span();
    if root.kind() == JsonKind::Array {
        // The opening bracket stands for the whole.
        span.end = span.start + 1;
    }
    sink.report(span, "A saved view is an object, one per file.");
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::file;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn a_file_holds_one_object() {
        assert_findings(&NOT_AN_OBJECT, &file("{}"));
        assert_findings(&NOT_AN_OBJECT, &file("«[»{}]"));
        assert_findings(&NOT_AN_OBJECT, &file("«\"x\"»"));
    }
}
