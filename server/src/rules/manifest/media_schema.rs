//! `manifest/media-schema`

use super::media;
use crate::rules::{Sink, rule};
use crate::syntax::json::{JsonKind, edit};
use crate::workspace::ManifestCx;

rule! {
    /// A gallery entry lacks a key it needs, or holds a value of another type.
    ///
    /// ## Why
    /// Images need `caption` and `image_url`, videos also the number of the film as
    /// `vimeo_id`. The validators that ship with ddev fail, and check nothing else of the
    /// entry.
    ///
    /// ## Fix
    /// Inserts the key to fill in.
    MEDIA_SCHEMA = "manifest/media-schema",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    for entry in media::entries(cx) {
        if entry.kind() != JsonKind::Object {
            sink.report(entry.span(), "A gallery entry must be an object.");
            continue;
        }
        let Some(kind) = media::media_type(entry) else {
            continue;
        };
        for (key, span, message) in media::defects(entry, kind) {
            let finding = sink.report(span, message);
            if entry.get(key).is_none() {
                let value = if key == "vimeo_id" { "0" } else { "\"\"" };
                let order = ["media_type", "caption", "image_url", "vimeo_id"];
                let insert = edit::insert_member(entry, &order, key, value);
                finding.unsafe_fix(format!("Insert `{key}`"), vec![insert]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::gallery;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn what_an_entry_needs_depends_on_its_kind() {
        assert_findings(
            &MEDIA_SCHEMA,
            &gallery(&[
                r#"«{»"media_type": "image", "caption": "x"}"#,
                r#"{"media_type": "image", "caption": «1», "image_url": "a.png"}"#,
                r#"«{»"media_type": "video", "caption": "x", "image_url": "a.png"}"#,
                r#"{"media_type": "video", "caption": "x", "image_url": "a.png", "vimeo_id": «"1"»}"#,
                r#"{"media_type": "video", "caption": "x", "image_url": "a.png", "vimeo_id": «true»}"#,
                r#"{"media_type": "video", "caption": "x", "image_url": "a.png", "vimeo_id": 1.0}"#,
                "«5»",
            ]),
        );
    }

    #[test]
    fn entries_without_a_kind_are_left_to_their_rule() {
        assert_findings(
            &MEDIA_SCHEMA,
            &gallery(&[r#"{"media_type": "film"}"#, "{}"]),
        );
    }

    #[test]
    fn the_key_is_inserted() {
        let bad = gallery(&[r#"{"media_type": "image", "image_url": "a.png"}"#]);
        let good = gallery(&[r#"{"media_type": "image", "caption": "", "image_url": "a.png"}"#]);
        assert_fix(&MEDIA_SCHEMA, &bad, good.split_once('\n').unwrap().1);
    }
}
