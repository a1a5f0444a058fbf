//! `labeler/missing-label`

use super::Labels;
use crate::model::FileKind;
use crate::model::labeler::{PREFIX, customary, readable};
use crate::rules::{Sink, rule};
use crate::syntax::yaml::YamlNode;
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// An integration has no label.
    ///
    /// ## Why
    /// Pull requests are labelled by the directories they change, and
    /// `ddev validate labeler` wants a label for each integration. A directory that is no
    /// integration is named in `overrides.is-integration` of `.ddev/config.toml`.
    ///
    /// ## Fix
    /// Inserts the label in the alphabetical place. Names that would become longer than
    /// GitHub allows need a shorter label by hand.
    MISSING_LABEL = "labeler/missing-label",
    severity: Error,
    origin: Ddev("labeler"),
    fix: Safe,
    check: File(FileKind::Labeler, check),
}

/// Longest label on GitHub.
const MAX_LENGTH: usize = 50;

fn check(cx: &FileCx, sink: &mut Sink) {
    let (Some(labels), Some(root)) = (Labels::of(cx), readable(cx.file)) else {
        return;
    };
    for dir in &labels.wanted {
        if labels.by_dir.contains_key(dir) {
            continue;
        }
        let name = format!("{PREFIX}{dir}");
        let next = root
            .children()
            .find(|label| label.key().is_some_and(|key| *key > *name));
        let place = next.or(root.children().last()).unwrap_or(root);
        let span = place.key_inner_span().unwrap_or(Span::at(0));
        if let Some(other) = labels.taken.get(name.as_str()) {
            let message =
                format!("The integration `{dir}` has no label; `{name}` is that of `{other}`.");
            sink.report(span, message);
            continue;
        }
        let finding = sink.report(span, format!("The integration `{dir}` has no label."));
        if name.len() <= MAX_LENGTH && !root.is_flow() {
            let edit = insert(cx, root, next, &name, dir);
            finding.safe_fix(format!("Insert `{name}`"), vec![edit]);
        }
    }
}

fn insert(cx: &FileCx, root: YamlNode, next: Option<YamlNode>, name: &str, dir: &str) -> TextEdit {
    let newline = cx.newline();
    let block = format!("{name}:{newline}{}", customary(dir, newline));
    if let Some(key) = next.and_then(|next| next.key_span()) {
        return TextEdit::insert(key.start as usize, format!("{block}{newline}"));
    }
    let end = root.span().end as usize;
    let line_end = cx.text()[end..].find('\n').map(|at| end + at + 1);
    match line_end {
        Some(at) => TextEdit::insert(at, format!("{block}{newline}")),
        None => TextEdit::insert(cx.text().len(), format!("{newline}{block}{newline}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const FILE: &str = "//! core\n//- foo/README.md\n//- .github/workflows/config/labeler.yml\n";
    const GOOD: &str =
        "integration/foo:\n- changed-files:\n  - any-glob-to-any-file:\n    - foo/**/*\n";

    #[test]
    fn every_integration_has_a_label() {
        assert_findings(&MISSING_LABEL, &format!("{FILE}{GOOD}"));
        assert_findings(&MISSING_LABEL, &format!("{FILE}a: []\n«qa»: []\n"));
        assert_findings(
            &MISSING_LABEL,
            &format!("{FILE}{}", GOOD.replace("/foo:", "/f:")),
        );
        let taken = GOOD
            .replace("- foo/", "- bar/")
            .replace("integration/foo", "«integration/foo»");
        assert_findings(
            &MISSING_LABEL,
            &format!("//! core\n//- bar/README.md\n{}{taken}", &FILE[9..]),
        );
    }

    #[test]
    fn the_label_is_inserted_where_it_belongs() {
        let text = format!("{FILE}dev: []\n# last\nqa: []\n");
        assert_fix(
            &MISSING_LABEL,
            &text,
            &format!("dev: []\n# last\n{GOOD}qa: []\n"),
        );
        assert_fix(
            &MISSING_LABEL,
            &format!("{FILE}dev: []"),
            &format!("dev: []\n{GOOD}"),
        );
    }
}
