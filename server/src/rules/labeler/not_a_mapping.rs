//! `labeler/not-a-mapping`

use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// The file is no mapping of names of labels to their rules.
    ///
    /// ## Why
    /// `ddev validate labeler` stops with a Python traceback when the file is empty or holds
    /// something else, and when a name is no text: `on`, `1` and `2026-01-01` are none
    /// without quotes.
    NOT_A_MAPPING = "labeler/not-a-mapping",
    severity: Error,
    origin: Ddev("labeler"),
    fix: None,
    check: File(FileKind::Labeler, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let tree = cx.file.sound_yaml();
    let Some(tree) = tree.filter(|_| cx.repo.kind == RepoKind::Core) else {
        return;
    };
    let root = tree.root(cx.text());
    if !root.is_mapping() {
        let message = "The file must be a mapping of names of labels to their rules.";
        sink.report(Span::at(0), message);
    }
    for (key, _) in root.pairs().filter(|(key, _)| key.as_str().is_none()) {
        sink.report(
            key.span(),
            "The name of a label must be text; put it in quotes.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn labels_have_names() {
        for text in [
            "«»",
            "«»# nothing\n",
            "«»- a\n",
            "a: []\n«1»: []\n'2': []\n",
        ] {
            let text = format!("//! core\n//- .github/workflows/config/labeler.yml\n{text}");
            assert_findings(&NOT_A_MAPPING, &text);
        }
        assert_findings(
            &NOT_A_MAPPING,
            "//- .github/workflows/config/labeler.yml\n1: []\n",
        );
    }
}
