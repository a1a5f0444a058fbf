//! Hover in `README.md`: customary sections, images, files and ids.

use super::Hover;
use crate::catalog::{Section, sections_of};
use crate::model::RepoKind;
use crate::model::readme::{heading_of_anchor, raw_url};
use crate::syntax::markdown::outline::Link;
use crate::workspace::{Address, ReadmeCx};

pub(super) fn hover(cx: &ReadmeCx, offset: usize) -> Option<Hover> {
    let outline = &cx.markdown.outline;
    let touched = outline
        .links
        .iter()
        .filter(|link| link.span.touches(offset));
    if let Some(link) = touched.min_by_key(|link| link.span.len())
        && let Some(markdown) = describe_link(cx, link)
    {
        let span = link.span;
        return Some(Hover { span, markdown });
    }
    let mut definitions = outline.definitions.iter();
    if let Some(definition) = definitions.find(|d| d.span.touches(offset)) {
        let markdown = describe_address(cx, &definition.destination)?;
        let span = definition.destination_span;
        return Some(Hover { span, markdown });
    }
    let index = outline
        .headings
        .iter()
        .position(|heading| heading.span.touches(offset))?;
    let section = section_of(cx, index)?;
    Some(Hover {
        span: outline.headings[index].span,
        markdown: describe_section(cx, section),
    })
}

/// The customary section of a heading. One name may belong to several: below its own parent
/// first, then one that needs none.
fn section_of(cx: &ReadmeCx, index: usize) -> Option<&'static Section> {
    let headings = &cx.markdown.outline.headings;
    let heading = &headings[index];
    let parent = headings[..index]
        .iter()
        .rev()
        .find(|above| above.level < heading.level);
    let named = || {
        sections_of(cx.repo.kind == RepoKind::Legacy)
            .filter(|section| section.title == heading.text && section.level == heading.level)
    };
    named()
        .find(|section| section.parent.as_deref() == parent.map(|p| p.text.as_str()))
        .or_else(|| named().next())
}

fn describe_section(cx: &ReadmeCx, section: &Section) -> String {
    let kind = cx.repo.kind;
    let mut markdown = format!("**{}**\n\n{}", section.title, section.docs.trim_end());
    let required = section.required_in.iter().any(|name| name == kind.name());
    if required && kind != RepoKind::Legacy {
        markdown.push_str("\n\nRequired: `ddev validate readmes` fails without it.");
    }
    markdown
}

fn describe_link(cx: &ReadmeCx, link: &Link) -> Option<String> {
    let described = describe_address(cx, &link.destination);
    match link.id_span {
        // What an id stands for is worth a word even if nothing else is known.
        Some(_) => Some(described.unwrap_or_else(|| format!("<{}>", link.destination))),
        None => described,
    }
}

fn describe_address(cx: &ReadmeCx, address: &str) -> Option<String> {
    match Address::of(cx.repo, cx.integration, address) {
        Address::File(path, size, _) => Some(describe_file(cx, &path, size)),
        Address::Missing(path) => Some(format!("`{path}` does not exist.")),
        Address::Anchor(anchor) => {
            let heading = heading_of_anchor(&cx.markdown.outline, &anchor)?;
            Some(format!("Section **{}**", heading.text))
        }
        Address::Outside => Some("Leads out of the repository.".to_owned()),
        Address::Directory | Address::Unknown | Address::Web => None,
    }
}

fn describe_file(cx: &ReadmeCx, path: &str, size: u64) -> String {
    let mut markdown = format!("`{path}`, {}", bytes(size));
    let Some((integration, inside)) = cx.repo.locate(path) else {
        return markdown;
    };
    if let Some(metadata) = integration.facts.get(inside).and_then(|f| f.as_metadata()) {
        let count = metadata.metrics.len();
        let plural = if count == 1 { "" } else { "s" };
        markdown.push_str(&format!(", {count} metric{plural}"));
    }
    if inside.starts_with("images/")
        && let Some(url) = raw_url(cx.repo.kind, &integration.dir, inside)
    {
        markdown.push_str(&format!("\n\n<{url}>"));
    }
    markdown
}

/// Size for people, in decimal units.
fn bytes(size: u64) -> String {
    match size {
        0..1_000 => format!("{size} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", size as f64 / 1e3),
        _ => format!("{:.1} MB", size as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::hover;

    #[track_caller]
    fn at(line: &str) -> Option<String> {
        hover(&format!(
            "//- foo/README.md\n# Foo\n\n{line}\n\n[1]: https://example.com\n[2]: images/a.png\n\
             //- foo/images/a.png\nx\n\
             //- foo/metadata.csv\nmetric_name\nfoo.a\n"
        ))
    }

    #[test]
    fn customary_sections_are_explained() {
        let text = at("## Over‸view").unwrap();
        assert!(text.starts_with("**Overview**\n\n"), "{text}");
        assert!(text.ends_with("fails without it."), "{text}");
        assert!(!at("## Support‸").unwrap().contains("Required:"));
        let below = at("## Data Collected\n\n### Ev‸ents").unwrap();
        assert!(below.contains("creates_events"), "{below}");
        assert_eq!(at("## Some‸thing"), None);
    }

    #[test]
    fn images_and_files_tell_size_and_address() {
        let image = at("![a](images‸/a.png)").unwrap();
        assert_eq!(
            image,
            "`foo/images/a.png`, 2 bytes\n\n<https://raw.githubusercontent.com/DataDog/\
             integrations-extras/master/foo/images/a.png>"
        );
        assert_eq!(
            at("![a](im‸ages/b.png)").unwrap(),
            "`foo/images/b.png` does not exist."
        );
        assert_eq!(
            at("[a](metadata‸.csv)").unwrap(),
            "`foo/metadata.csv`, 18 bytes, 1 metric"
        );
        assert_eq!(at("[a](#‸foo)").unwrap(), "Section **Foo**");
    }

    #[test]
    fn ids_tell_their_address() {
        assert_eq!(at("[a][‸1]").unwrap(), "<https://example.com>");
        assert!(at("![a][‸2]").unwrap().starts_with("`foo/images/a.png`"));
        assert_eq!(at("[a](https://exa‸mple.com)"), None);
    }
}
