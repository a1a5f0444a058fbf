//! `labeler/unknown-label`

use super::Labels;
use crate::catalog::nearest;
use crate::model::FileKind;
use crate::rules::{Sink, Tag, rule};
use crate::syntax::yaml::edit::remove;
use crate::workspace::FileCx;

rule! {
    /// A label is about an integration that does not exist.
    ///
    /// ## Why
    /// The directory of the first pattern, or else the name behind `integration/`, must be an
    /// integration or be listed in `overrides.validate.labeler.include` of
    /// `.ddev/config.toml`. `ddev validate labeler` fails otherwise.
    ///
    /// ## Fix
    /// Removes the label.
    UNKNOWN_LABEL = "labeler/unknown-label",
    severity: Error,
    origin: Ddev("labeler"),
    fix: Unsafe,
    check: File(FileKind::Labeler, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(labels) = Labels::of(cx) else { return };
    for label in &labels.unknown {
        let span = label.rules.key_inner_span().unwrap_or(label.rules.span());
        let dir = label.named_directory();
        let mut message = format!("There is no integration `{dir}`.");
        if let Some(near) = nearest(dir, labels.wanted.iter().copied()) {
            message.push_str(&format!(" Did you mean `{near}`?"));
        }
        sink.report(span, message)
            .tag(Tag::Unnecessary)
            .unsafe_fix("Remove the label", vec![remove(label.rules)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const FILE: &str = "//! core\n//- foo/README.md\n//- .ddev/config.toml\n[overrides.validate.labeler]\ninclude = ['tool']\n//- .github/workflows/config/labeler.yml\n";

    #[test]
    fn labels_are_about_integrations() {
        let text = "«integration/bar»:\n- bar/**/*\nintegration/foo: []\nintegration/f:\n- changed-files:\n  - any-glob-to-any-file:\n    - foo/**/*\nintegration/tool:\n- x\nqa:\n- y\n«integrations»: z\n";
        assert_findings(&UNKNOWN_LABEL, &format!("{FILE}{text}"));
        let extras = FILE.replace("core", "extras");
        assert_findings(
            &UNKNOWN_LABEL,
            &format!("{extras}{}", text.replace(['«', '»'], "")),
        );
    }

    #[test]
    fn the_label_is_removed() {
        assert_fix(
            &UNKNOWN_LABEL,
            &format!("{FILE}integration/bar:\n- bar/**/*\nqa:\n- y\n"),
            "qa:\n- y\n",
        );
    }
}
