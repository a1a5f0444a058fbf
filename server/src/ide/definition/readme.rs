//! Definition from `README.md`: the file or heading an address leads to, and the line
//! that defines an id.

use super::Target;
use crate::model::readme::{anchor_key, heading_of_anchor};
use crate::syntax::markdown::outline::Reference;
use crate::text::Span;
use crate::workspace::{Address, ReadmeCx};

pub(super) fn definition(cx: &ReadmeCx, offset: usize) -> Vec<Target> {
    let outline = &cx.markdown.outline;
    let defined = outline
        .definitions
        .iter()
        .find(|definition| definition.span.touches(offset));
    if let Some(definition) = defined {
        let address = Address::of(cx.repo, cx.integration, &definition.destination);
        return target(cx, definition.destination_span, &address);
    }
    let touched = outline
        .links
        .iter()
        .filter(|link| link.span.touches(offset));
    let Some(link) = touched.min_by_key(|link| link.span.len()) else {
        return Vec::new();
    };
    if let Reference::Id(id) = &link.reference {
        let found = outline.definition(id).map(|definition| Target {
            origin: link.span,
            path: cx.file.path.to_string(),
            span: definition.span,
        });
        return found.into_iter().collect();
    }
    let address = Address::of(cx.repo, cx.integration, &link.destination);
    target(cx, link.span, &address)
}

fn target(cx: &ReadmeCx, origin: Span, address: &Address) -> Vec<Target> {
    let found = place_of(cx, address).map(|(path, span)| Target { origin, path, span });
    found.into_iter().collect()
}

/// File and bytes that an address leads to inside the repository.
pub(in crate::ide) fn place_of(cx: &ReadmeCx, address: &Address) -> Option<(String, Span)> {
    match address {
        Address::Anchor(anchor) => {
            let heading = heading_of_anchor(&cx.markdown.outline, anchor)?;
            Some((cx.file.path.to_string(), heading.title_span))
        }
        Address::File(path, _, fragment) => {
            let heading = fragment.and_then(|fragment| heading_elsewhere(cx, path, fragment));
            Some((path.clone(), heading.unwrap_or_default()))
        }
        _ => None,
    }
}

/// A heading of another README.
fn heading_elsewhere(cx: &ReadmeCx, path: &str, anchor: &str) -> Option<Span> {
    let (integration, inside) = cx.repo.locate(path)?;
    let readme = integration.facts.get(inside)?.as_readme()?;
    let key = anchor_key(anchor);
    let mut headings = readme.headings.iter();
    let found = headings.find(|heading| anchor_key(&heading.title) == key)?;
    Some(found.span)
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[track_caller]
    fn check(line: &str, path: &str, expected: &str) {
        let fixture = Fixture::new(&format!(
            "//- foo/README.md\n# Foo\n\n{line}\n\n## Setup\n\n[1]: metadata.csv\n\
             //- foo/metadata.csv\nmetric_name\n\
             //- bar/README.md\n# Bar\n\n## Set up\n"
        ));
        let (file, offset) = fixture.cursor.clone().expect("a cursor");
        let found = ide::definition(&fixture.context(fixture.file(&file)), offset);
        let shown: Vec<_> = found
            .iter()
            .map(|t| (t.path.as_str(), t.span.slice(&fixture.file(&t.path).text)))
            .collect();
        assert_eq!(shown, [(path, expected)], "{line}");
    }

    #[test]
    fn addresses_lead_to_files_and_headings() {
        check("[a](metad‸ata.csv)", "foo/metadata.csv", "");
        check("[a](#set‸up)", "foo/README.md", "Setup");
        check("[a](../bar/README.md‸#set-up)", "bar/README.md", "Set up");
        check("[2]: ./metadata‸.csv", "foo/metadata.csv", "");
    }

    #[test]
    fn an_id_leads_to_its_line() {
        check("[a][‸1]", "foo/README.md", "[1]: metadata.csv");
        check("[a‸][1] b", "foo/README.md", "[1]: metadata.csv");
    }

    #[test]
    fn the_web_has_no_definition() {
        let fixture = Fixture::new("//- foo/README.md\n[a](https://exa‸mple.com)\n");
        let (file, offset) = fixture.cursor.clone().expect("a cursor");
        let cx = fixture.context(fixture.file(&file));
        assert!(ide::definition(&cx, offset).is_empty());
    }
}
