//! `manifest/media-videos`

use super::media::{self, MediaType};
use crate::rules::{Sink, rule};
use crate::workspace::ManifestCx;

rule! {
    /// The gallery has more than one video.
    ///
    /// ## Why
    /// The catalogue shows a single one. Entries that are not sound are not counted.
    MEDIA_VIDEOS = "manifest/media-videos",
    severity: Warning,
    origin: ManifestValidator,
    fix: None,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let mut videos = media::sound(cx).filter(|(_, kind)| *kind == MediaType::Video);
    let Some((first, _)) = videos.next() else {
        return;
    };
    for (entry, _) in videos {
        sink.report(media::head(entry), "A gallery holds at most one video.")
            .related(cx.file.path.to_string(), media::head(first), "First video.");
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::gallery;
    use super::*;
    use crate::testing::assert_findings;

    const VIDEO: &str =
        r#"{"media_type": "video", "caption": "x", "image_url": "a.png", "vimeo_id": 1}"#;

    #[test]
    fn the_second_video_is_too_much() {
        assert_findings(&MEDIA_VIDEOS, &gallery(&[VIDEO]));
        let second = VIDEO.replacen('{', "«{»", 1);
        assert_findings(&MEDIA_VIDEOS, &gallery(&[VIDEO, &second]));
    }

    #[test]
    fn broken_entries_do_not_count() {
        assert_findings(
            &MEDIA_VIDEOS,
            &gallery(&[VIDEO, r#"{"media_type": "video"}"#]),
        );
    }
}
