//! `readme/image-no-src`

use super::validator_view;
use crate::rules::{Sink, rule};
use crate::workspace::ReadmeCx;

rule! {
    /// An `img` element has no `src`.
    ///
    /// ## Why
    /// It shows nothing, and `ddev validate readmes` stops at it with an unhandled exception.
    IMAGE_NO_SRC = "readme/image-no-src",
    severity: Error,
    origin: Ddev("readmes"),
    fix: None,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    let Some(pymd) = validator_view(cx) else {
        return;
    };
    for image in &pymd.images {
        if image.src.is_none() {
            sink.report(image.span, "The image has no `src`; ddev stops here.");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn an_image_element_needs_an_address() {
        assert_findings(
            &IMAGE_NO_SRC,
            "//- foo/README.md\n«<img alt=\"a\">» <img src=\"\"> ![a]() `<img>`\n",
        );
    }
}
