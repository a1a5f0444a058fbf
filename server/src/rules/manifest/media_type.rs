//! `manifest/media-type`

use super::media;
use crate::catalog::nearest;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// A gallery entry is neither an image nor a video.
    ///
    /// ## Why
    /// `media_type` decides what else the entry needs. Nothing more of an entry without one
    /// is checked.
    ///
    /// ## Fix
    /// Replaces a misspelt kind; inserts `video` for an entry with a `vimeo_id`, else `image`.
    MEDIA_TYPE = "manifest/media-type",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    for entry in media::entries(cx).filter(|e| e.kind() == JsonKind::Object) {
        if media::media_type(entry).is_some() {
            continue;
        }
        let likely = if entry.get("vimeo_id").is_some() {
            "video"
        } else {
            "image"
        };
        if let Some(node) = entry.get("media_type") {
            let word = node.as_str().unwrap_or_default();
            let meant = nearest(&word, ["image", "video"].into_iter()).unwrap_or(likely);
            let edit = TextEdit::replace(node.span(), format!("\"{meant}\""));
            sink.report(node.span(), "`media_type` must be `image` or `video`.")
                .unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
        } else {
            let order = ["media_type"];
            let value = format!("\"{likely}\"");
            let insert = crate::syntax::json::edit::insert_member(entry, &order, order[0], &value);
            sink.report(media::head(entry), "This entry has no `media_type`.")
                .unsafe_fix("Insert `media_type`", vec![insert]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::gallery;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn unknown_and_missing_kinds_are_found() {
        assert_findings(
            &MEDIA_TYPE,
            &gallery(&[
                r#"{"media_type": «"Image"», "caption": "x", "image_url": "images/a.png"}"#,
                r#"«{»"caption": "x", "image_url": "images/a.png"}"#,
                r#"{"media_type": "video"}"#,
            ]),
        );
    }

    #[test]
    fn the_kind_is_put_in() {
        let body = |entry: &str| gallery(&[entry]).split_once('\n').unwrap().1.to_owned();
        let good = r#"{"media_type": "image", "caption": "x"}"#;
        let bad = gallery(&[r#"{"media_type": "picture", "caption": "x"}"#]);
        assert_fix(&MEDIA_TYPE, &bad, &body(good));
        assert_fix(&MEDIA_TYPE, &gallery(&[r#"{"caption": "x"}"#]), &body(good));
    }
}
