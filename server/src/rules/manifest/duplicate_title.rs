//! `manifest/duplicate-title`

use super::duplicate_id::report_shared;
use crate::model::Generation;
use crate::model::manifest::Field;
use crate::rules::{Sink, rule};
use crate::workspace::{IdKind, ManifestCx};

rule! {
    /// Two tiles have the same title.
    ///
    /// ## Why
    /// Users of the catalogue cannot tell them apart.
    DUPLICATE_TITLE = "manifest/duplicate-title",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    if let Some(node) = cx.field(Field::Title)
        && cx.generation() == Generation::V2
    {
        report_shared(cx, IdKind::Title, node, sink);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn titles_name_one_integration() {
        let own = manifest(&[("\"title\": \"Foo\"", "\"title\": \"«Foo»\"")]);
        let other =
            "//- bar/manifest.json\n{\"app_id\": \"bar\", \"tile\": {\"title\": \"«Foo»\"}}";
        assert_findings(&DUPLICATE_TITLE, &format!("{own}{other}"));
        let own = own.replace(['«', '»'], "");
        assert_findings(
            &DUPLICATE_TITLE,
            &format!("{own}{}", other.replace("«Foo»", "foo")),
        );
    }
}
