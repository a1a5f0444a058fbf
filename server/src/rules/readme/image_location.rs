//! `readme/image-location`

use foldhash::HashSet;

use super::image_missing::{file_name, place, stands_in_images};
use super::validator_view;
use crate::model::RepoKind;
use crate::model::readme::{is_image_address, raw_url};
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::{Address, ReadmeCx, github_path};

rule! {
    /// An image is addressed in another way than through the images of the integration.
    ///
    /// ## Why
    /// The README is shown on several sites, so the address must be complete, and the image
    /// must stand in the `images` folder of the integration to live as long as the page.
    /// `ddev validate readmes` prints every other address, though it passes. An address on
    /// another branch or in the folder of another integration passes unseen as long as a
    /// file of this name stands in `images`.
    ///
    /// ## Example
    /// `https://raw.githubusercontent.com/DataDog/integrations-extras/master/foo/images/a.png`;
    /// in the marketplace also `images/a.png`.
    ///
    /// ## Fix
    /// Where `images` holds a file of the name, writes its customary address.
    IMAGE_LOCATION = "readme/image-location",
    severity: Warning,
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
        let Some(src) = image.src.as_deref() else {
            continue;
        };
        let Some(problem) = problem(cx, src) else {
            continue;
        };
        let place = place(image);
        if !seen.insert(place) {
            continue;
        }
        let finding = sink.report(place, problem);
        let name = file_name(src.split(['?', '#']).next().unwrap_or_default());
        let path = format!("images/{name}");
        if !image.src_span.is_empty()
            && cx.integration.files.has_file(&path)
            && let Some(address) = raw_url(cx.repo.kind, cx.dir(), &path)
        {
            finding.unsafe_fix(
                "Use the address of the file in `images`",
                vec![TextEdit::replace(place, address)],
            );
        }
    }
}

fn problem(cx: &ReadmeCx, src: &str) -> Option<String> {
    let kind = cx.repo.kind;
    if is_image_address(kind, src) {
        // A missing image has its own rule.
        return if stands_in_images(cx, file_name(src)) {
            misleading(cx, src)
        } else {
            None
        };
    }
    // An integration alone may belong to the marketplace.
    let relative = matches!(kind, RepoKind::Marketplace | RepoKind::Single);
    if relative && src.starts_with("images/") {
        return None;
    }
    let customary = raw_url(kind, cx.dir(), "images/").map_or_else(
        || "the raw address of a file in its `images` folder on GitHub".to_owned(),
        |url| format!("`{url}...`"),
    );
    Some(format!(
        "An image of an integration is addressed by {customary}."
    ))
}

/// An address that passes though it leads elsewhere.
fn misleading(cx: &ReadmeCx, src: &str) -> Option<String> {
    let Some(path) = github_path(cx.repo.kind, src) else {
        return Some("The address does not lead to the branch `master` of the repository.".into());
    };
    let dir = path.split('/').next().unwrap_or_default();
    if dir != cx.dir() {
        // The directory of an integration opened alone may have any name.
        return (cx.repo.kind != RepoKind::Single)
            .then(|| format!("The image belongs to `{dir}`, not to `{}`.", cx.dir()));
    }
    match Address::of(cx.repo, cx.integration, src) {
        Address::Missing(path) => Some(format!(
            "The address leads to `{path}`, which does not exist."
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const RAW: &str = "https://raw.githubusercontent.com/DataDog";

    #[test]
    fn other_places_are_reported() {
        assert_findings(
            &IMAGE_LOCATION,
            &format!(
                "//- foo/README.md\n\
                 ![a]({RAW}/integrations-extras/master/foo/images/a.png)\n\
                 ![b](«images/a.png») ![c](«https://example.com/c.png») <img src=\"«x.png»\">\n\
                 ![d](«{RAW}/integrations-core/master/foo/images/a.png»)\n\
                 `![e](x.png)`\n\
                 //- foo/images/a.png\nx\n"
            ),
        );
    }

    #[test]
    fn an_address_that_only_passes_by_its_file_name_is_reported() {
        let findings = assert_findings(
            &IMAGE_LOCATION,
            &format!(
                "//- foo/README.md\n\
                 ![a](«{RAW}/integrations-extras/main/foo/images/a.png»)\n\
                 ![b](«{RAW}/integrations-extras/master/bar/images/a.png»)\n\
                 ![c](«{RAW}/integrations-extras/master/foo/a.png»)\n\
                 ![d]({RAW}/integrations-extras/master/bar/images/gone.png)\n\
                 //- foo/images/a.png\nx\n"
            ),
        );
        assert!(findings[1].message.contains("belongs to `bar`"));
    }

    #[test]
    fn the_marketplace_may_use_relative_addresses() {
        assert_findings(
            &IMAGE_LOCATION,
            "//! marketplace\n//- foo/README.md\n![a](images/a.png) ![b](«./images/a.png»)\n",
        );
    }

    #[test]
    fn an_integration_alone_may_belong_to_any_repository() {
        assert_findings(
            &IMAGE_LOCATION,
            &format!(
                "//! single\n//- README.md\n\
                 ![a]({RAW}/integrations-core/master/foo/images/a.png) ![b](images/a.png)\n\
                 ![c](«https://example.com/a.png»)\n\
                 //- manifest.json\n{{}}\n//- images/a.png\nx\n"
            ),
        );
    }

    #[test]
    fn a_file_in_images_gets_its_customary_address() {
        assert_fix(
            &IMAGE_LOCATION,
            "//- foo/README.md\n![a][1]\n\n[1]: ./images/a.png?raw=true\n//- foo/images/a.png\nx\n",
            &format!("![a][1]\n\n[1]: {RAW}/integrations-extras/master/foo/images/a.png\n"),
        );
    }
}
