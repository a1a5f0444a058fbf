//! `readme/image-missing`

use foldhash::HashSet;

use super::validator_view;
use crate::catalog::nearest;
use crate::model::RepoKind;
use crate::model::readme::is_image_address;
use crate::rules::{Sink, rule};
use crate::syntax::markdown::pymd::PyImage;
use crate::text::{Span, TextEdit};
use crate::workspace::ReadmeCx;

rule! {
    /// An image of the README does not exist.
    ///
    /// ## Why
    /// The page shows a hole, and `ddev validate readmes` fails. The command looks for the
    /// last part of the address in the `images` folder of the integration, whatever folder
    /// the address names, and upper and lower case differ.
    ///
    /// ## Fix
    /// Replaces the file name by the one in `images` that was most likely meant.
    IMAGE_MISSING = "readme/image-missing",
    severity: Error,
    origin: Ddev("readmes"),
    fix: Unsafe,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    let Some(pymd) = validator_view(cx) else {
        return;
    };
    let mut seen = HashSet::default();
    for image in &pymd.images {
        let Some(src) = image.src.as_deref().filter(|src| is_looked_up(cx, src)) else {
            continue;
        };
        let name = file_name(src);
        let place = place(image);
        // Two images may share one definition.
        if stands_in_images(cx, name) || !seen.insert(place) {
            continue;
        }
        let finding = sink.report(
            place,
            format!("`{}/images/{name}` does not exist.", cx.dir()),
        );
        let known = cx.integration.files.files_below("images");
        let names = known.filter_map(|entry| entry.path.strip_prefix("images/"));
        let name_span = ends_with(cx.text(), place, name);
        if let (Some(meant), Some(span)) = (nearest(name, names), name_span) {
            finding.unsafe_fix(
                format!("Replace by `{meant}`"),
                vec![TextEdit::replace(span, meant)],
            );
        }
    }
}

/// Whether the reference validator looks for the file: it wants images to be addressed by
/// the raw files of the repository; the marketplace may be relative too.
fn is_looked_up(cx: &ReadmeCx, src: &str) -> bool {
    let relative = matches!(cx.repo.kind, RepoKind::Marketplace | RepoKind::Single);
    is_image_address(cx.repo.kind, src) || (relative && src.starts_with("images/"))
}

/// The part of an address after its last slash.
pub(super) fn file_name(src: &str) -> &str {
    src.rsplit('/').next().unwrap_or_default()
}

/// Where to underline an image: its address, else all of it.
pub(super) fn place(image: &PyImage) -> Span {
    if image.src_span.is_empty() {
        image.span
    } else {
        image.src_span
    }
}

/// As the reference validator asks: folders count, and so do `.` and nothing at all.
pub(super) fn stands_in_images(cx: &ReadmeCx, name: &str) -> bool {
    let path = match name {
        "" | "." | ".." => "images".to_owned(),
        name => format!("images/{name}"),
    };
    cx.integration.files.get(&path).is_some()
}

/// Bytes of the file name at the end of an address, when it is written as it is.
fn ends_with(text: &str, address: Span, name: &str) -> Option<Span> {
    let end = address.end as usize;
    let written = address.slice(text);
    (!name.is_empty() && written.ends_with(name)).then(|| Span::new(end - name.len(), end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const RAW: &str = "https://raw.githubusercontent.com/DataDog/integrations-extras";

    #[test]
    fn the_file_must_stand_in_the_images_of_the_integration() {
        assert_findings(
            &IMAGE_MISSING,
            &format!(
                "//- foo/README.md\n\
                 ![a]({RAW}/master/foo/images/a.png) ![b](«{RAW}/master/foo/images/b.png»)\n\
                 ![A](«{RAW}/master/foo/images/A.png») ![c][1] ![again][1]\n\
                 <img src=\"«{RAW}/master/foo/images/d.png»\">\n\n\
                 [1]: «{RAW}/master/foo/images/c.png»\n\
                 //- foo/images/a.png\nx\n"
            ),
        );
    }

    #[test]
    fn only_the_last_part_of_the_address_counts() {
        assert_findings(
            &IMAGE_MISSING,
            &format!(
                "//- foo/README.md\n\
                 ![a]({RAW}-x/main/bar/a.png) ![b](https://example.com/b.png) ![c](images/c.png)\n\
                 ![d]({RAW}/master/foo/images/)\n\
                 ![e](«{RAW}/master/foo/images/a.png?raw=true»)\n\
                 //- foo/images/a.png\nx\n"
            ),
        );
    }

    #[test]
    fn the_marketplace_may_use_relative_addresses() {
        assert_findings(
            &IMAGE_MISSING,
            "//! marketplace\n//- foo/README.md\n\
             ![a](images/a.png) ![b](«images/b.png») ![c](./images/c.png)\n\
             //- foo/images/a.png\nx\n",
        );
    }

    #[test]
    fn the_name_that_was_meant_replaces_it() {
        let readme = |name: &str| format!("![a]({RAW}/master/foo/images/{name})\n");
        assert_fix(
            &IMAGE_MISSING,
            &format!(
                "//- foo/README.md\n{}//- foo/images/overview.png\nx\n",
                readme("Overveiw.png")
            ),
            &readme("overview.png"),
        );
    }
}
