//! Links of `manifest.json`: files, README sections, web addresses.

use super::{Link, LinkTarget};
use crate::ide::manifest_refs::{Reference, each, reference};
use crate::workspace::ManifestCx;

pub(super) fn links(cx: &ManifestCx) -> Vec<Link> {
    let target = |found: Reference| {
        Some(match found {
            Reference::File(path) => LinkTarget::File(path, 0),
            Reference::Heading(path, heading) => {
                LinkTarget::File(path, heading.span.start as usize)
            }
            Reference::Url(url) => LinkTarget::Url(url),
            _ => return None,
        })
    };
    let mut links = Vec::new();
    each(cx, &mut |node, schema| {
        if let Some(target) = reference(cx, node, schema).and_then(target) {
            links.push(Link {
                span: node.inner_span(),
                target,
            });
        }
    });
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide;
    use crate::testing::{Fixture, MANIFEST};

    #[test]
    fn files_sections_and_pages_are_links() {
        let text = format!(
            "//- foo/manifest.json\n{MANIFEST}//- foo/README.md\n# Foo\n\n## Setup\n\nText.\n//- foo/metadata.csv\nmetric_name\n"
        );
        let fixture = Fixture::new(&text);
        let file = fixture.file("foo/manifest.json");
        let links = ide::links(&fixture.context(file));
        let shown: Vec<(&str, LinkTarget)> = links
            .iter()
            .map(|link| (link.span.slice(&file.text), link.target.clone()))
            .collect();
        let to = |path: &str, offset| LinkTarget::File(path.to_owned(), offset);
        assert_eq!(
            shown,
            [
                ("README.md#Setup", to("foo/README.md", 10)),
                ("metadata.csv", to("foo/metadata.csv", 0)),
                (
                    "https://example.com",
                    LinkTarget::Url("https://example.com".to_owned())
                ),
            ]
        );
    }
}
