//! `manifest/media-caption`

use super::media;
use crate::rules::{Sink, rule};
use crate::workspace::ManifestCx;

rule! {
    /// The caption of a picture is too long.
    ///
    /// ## Why
    /// At most 300 characters fit below a picture; the validators that ship with ddev fail
    /// on more.
    MEDIA_CAPTION = "manifest/media-caption",
    severity: Warning,
    origin: ManifestValidator,
    fix: None,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let schema = cx.schema().at("/tile/media[]/caption");
    let Some(limit) = schema.and_then(|schema| schema.max_length) else {
        return;
    };
    for (entry, _) in media::sound(cx) {
        let Some(node) = entry.get("caption") else {
            continue;
        };
        let length = node.as_str().map_or(0, |text| text.chars().count());
        if length > limit {
            sink.report(
                node.inner_span(),
                format!("The caption has {length} characters; at most {limit} fit."),
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
    fn characters_are_counted_not_bytes() {
        assert_findings(&MEDIA_CAPTION, &picture("images/a.png", &"é".repeat(300)));
        let long = format!("«{}»", "é".repeat(301));
        assert_findings(&MEDIA_CAPTION, &picture("images/a.png", &long));
    }
}
