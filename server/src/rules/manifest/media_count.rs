//! `manifest/media-count`

use super::media;
use crate::rules::{Sink, rule};
use crate::workspace::ManifestCx;

rule! {
    /// The gallery has more than eight entries.
    ///
    /// ## Why
    /// The catalogue shows no more. An empty gallery is fine.
    MEDIA_COUNT = "manifest/media-count",
    severity: Warning,
    origin: ManifestValidator,
    fix: None,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let schema = cx.schema().at("/tile/media");
    let Some(limit) = schema.and_then(|schema| schema.max_items) else {
        return;
    };
    let count = media::entries(cx).count();
    if let Some(first) = media::entries(cx).nth(limit) {
        sink.report(
            media::head(first),
            format!("The gallery has {count} entries; at most {limit} are shown."),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::gallery;
    use super::*;
    use crate::testing::assert_findings;

    const IMAGE: &str = r#"{"media_type": "image", "caption": "x", "image_url": "images/a.png"}"#;

    #[test]
    fn the_ninth_entry_is_too_much() {
        assert_findings(&MEDIA_COUNT, &gallery(&[IMAGE; 8]));
        let mut nine = vec![IMAGE; 8];
        let ninth = IMAGE.replacen('{', "«{»", 1);
        nine.push(&ninth);
        assert_findings(&MEDIA_COUNT, &gallery(&nine));
    }
}
