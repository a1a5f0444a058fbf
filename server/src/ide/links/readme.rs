//! Links of `README.md`: addresses where they are written, and ids where they are used.

use super::{Link, LinkTarget};
use crate::ide::definition::place_of;
use crate::model::readme::addresses;
use crate::workspace::{Address, ReadmeCx};

/// Addresses that begin with a slash are pages of the Datadog application.
const APPLICATION: &str = "https://app.datadoghq.com";

pub(super) fn links(cx: &ReadmeCx) -> Vec<Link> {
    let outline = &cx.markdown.outline;
    let written = addresses(outline).filter_map(|written| {
        Some(Link {
            span: written.span,
            target: target(cx, written.address)?,
        })
    });
    let used = outline.links.iter().filter_map(|link| {
        let span = link.id_span?;
        let target = target(cx, &link.destination)?;
        Some(Link { span, target })
    });
    let mut links: Vec<Link> = written.chain(used).collect();
    links.sort_by_key(|link| (link.span.start, link.span.end));
    // A link around an image holds its address too; the inner one is meant.
    links.dedup_by(|later, earlier| later.span.start < earlier.span.end);
    links
}

fn target(cx: &ReadmeCx, address: &str) -> Option<LinkTarget> {
    match Address::of(cx.repo, cx.integration, address) {
        Address::Web if address.starts_with("//") => {
            Some(LinkTarget::Url(format!("https:{address}")))
        }
        Address::Web if address.starts_with('/') => {
            Some(LinkTarget::Url(format!("{APPLICATION}{address}")))
        }
        Address::Web => Some(LinkTarget::Url(address.to_owned())),
        found => {
            let (path, span) = place_of(cx, &found)?;
            Some(LinkTarget::File(path, span.start as usize))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn addresses_and_ids_lead_to_files_headings_and_pages() {
        let fixture = Fixture::new(
            "//- foo/README.md\n# Foo\n\n[a](metadata.csv) [b](gone.csv) [c](#foo) [d](/logs)\n\
             [e][1] [![f](images/a.png)](https://example.com)\n\n\
             [1]: https://github.com/DataDog/integrations-extras/blob/master/bar/README.md#setup\n\
             //- foo/metadata.csv\nmetric_name\n//- foo/images/a.png\nx\n\
             //- bar/README.md\n# Bar\n\n## Setup\n",
        );
        let file = fixture.file("foo/README.md");
        let links = ide::links(&fixture.context(file));
        let shown: Vec<String> = links
            .iter()
            .map(|link| {
                let target = match &link.target {
                    LinkTarget::File(path, offset) => format!("{path}:{offset}"),
                    LinkTarget::Url(url) => url.clone(),
                };
                format!("{} {target}", link.span.slice(&file.text))
            })
            .collect();
        assert_eq!(
            shown,
            [
                "metadata.csv foo/metadata.csv:0",
                "#foo foo/README.md:2",
                "/logs https://app.datadoghq.com/logs",
                "1 bar/README.md:10",
                "images/a.png foo/images/a.png:0",
                "https://example.com https://example.com",
                "https://github.com/DataDog/integrations-extras/blob/master/bar/README.md#setup \
                 bar/README.md:10",
            ]
        );
    }
}
