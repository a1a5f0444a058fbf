//! `manifest/media-extension`

use super::media;
use crate::rules::{Sink, rule};
use crate::workspace::ManifestCx;

rule! {
    /// The picture of a gallery entry is neither PNG nor JPEG.
    ///
    /// ## Why
    /// The catalogue shows no other kinds. As in the validators that ship with ddev, `.png`
    /// or `.jpg` anywhere in the path will do, in any case; `.jpeg` will not.
    MEDIA_EXTENSION = "manifest/media-extension",
    severity: Warning,
    origin: ManifestValidator,
    fix: None,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    for (entry, _) in media::sound(cx) {
        let Some(node) = entry.get("image_url") else {
            continue;
        };
        let path = node.as_str().unwrap_or_default().to_lowercase();
        if !path.contains(".png") && !path.contains(".jpg") {
            sink.report(
                node.inner_span(),
                "The picture must be a `.png` or `.jpg` file.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::picture;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn only_png_and_jpg_are_shown() {
        for path in [
            "«images/a.gif»",
            "«images/a.jpeg»",
            "images/A.PNG",
            "a.jpg?x",
        ] {
            assert_findings(&MEDIA_EXTENSION, &picture(path, "x"));
        }
    }
}
