//! `config/missing-spec`

use super::is_hand_written;
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// A check of integrations-core has configurations, but no specification to render them
    /// from.
    ///
    /// ## Why
    /// In integrations-core everything in the `data` folder is rendered from
    /// `assets/configuration/spec.yaml`. Elsewhere examples may be written by hand.
    MISSING_SPEC = "config/missing-spec",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind == RepoKind::Core && is_hand_written(cx) {
        let spec = FileKind::Spec.file_name();
        sink.report(
            Span::at(0),
            format!("There is no `{spec}` to render this from."),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn only_core_demands_a_specification() {
        let text = example("«»init_config:\ninstances: []\n");
        assert_findings(&MISSING_SPEC, &format!("//! core\n{text}"));
        let text = text.replace(['«', '»'], "");
        assert_findings(&MISSING_SPEC, &text);
        let spec = "//- foo/assets/configuration/spec.yaml\nfiles: []\n";
        assert_findings(&MISSING_SPEC, &format!("//! core\n{text}{spec}"));
    }
}
