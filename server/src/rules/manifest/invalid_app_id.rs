//! `manifest/invalid-app-id`

use crate::model::Generation;
use crate::model::manifest::Field;
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// The public identifier is not in kebab case.
    ///
    /// ## Why
    /// The identifier is part of addresses, tags and pipelines: lower-case letters and digits
    /// in words joined by single dashes. In first-generation manifests it also begins with a
    /// letter.
    ///
    /// ## Example
    /// `acme_queue` should be `acme-queue`.
    ///
    /// ## Fix
    /// Writes the value in kebab case. A published identifier must not change, though.
    INVALID_APP_ID = "manifest/invalid-app-id",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let Some(node) = cx.field(Field::AppId) else {
        return;
    };
    let Some(id) = node.as_str() else { return };
    let sound = match cx.generation() {
        Generation::V2 => id == kebab(&id) && !id.is_empty(),
        // Two dashes in a row were allowed.
        _ => {
            id.starts_with(|c: char| c.is_ascii_lowercase())
                && !id.ends_with('-')
                && id
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        }
    };
    if sound {
        return;
    }
    let message =
        "The identifier must be lower-case words of letters and digits, joined by dashes.";
    let finding = sink.report(node.inner_span(), message);
    let meant = kebab(&id);
    if !meant.is_empty() && meant != *id {
        let edit = TextEdit::replace(node.span(), format!("\"{meant}\""));
        finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
    }
}

/// A text as words in lower case joined by dashes.
pub(crate) fn kebab(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    #[test]
    fn only_kebab_case_will_do() {
        for id in [
            "«foo_bar»",
            "«Foo»",
            "«foo--bar»",
            "«foo-»",
            "«»",
            "1e",
            "foo-2-bar",
        ] {
            assert_findings(
                &INVALID_APP_ID,
                &manifest(&[("\"foo\"", &format!("\"{id}\""))]),
            );
        }
    }

    #[test]
    fn first_generation_ids_begin_with_a_letter() {
        for id in ["«1e»", "a--b", "«a-»"] {
            let text = format!("{{\"manifest_version\": \"1.0.0\", \"integration_id\": \"{id}\"}}");
            assert_findings(&INVALID_APP_ID, &format!("//- foo/manifest.json\n{text}"));
        }
    }

    #[test]
    fn words_are_joined_by_dashes() {
        let bad = manifest(&[("\"foo\"", "\"Foo_Bar \"")]);
        assert_fix(
            &INVALID_APP_ID,
            &bad,
            &MANIFEST.replace("\"foo\"", "\"foo-bar\""),
        );
    }
}
