//! Web addresses: texts of dashboards and monitors that are one as a whole, and those in the
//! midst of a plain text.

use super::{Link, LinkTarget};
use crate::syntax::json::JsonKind;
use crate::text::Span;
use crate::workspace::FileCx;

/// Addresses anywhere in a text.
pub(super) fn plain(cx: &FileCx) -> Vec<Link> {
    let text = cx.text();
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find("http") {
        let start = from + found;
        let rest = &text[start..];
        let ends = |c: char| c.is_whitespace() || "<>\"'`()[]{}|\\".contains(c);
        let length = rest.find(ends).unwrap_or(rest.len());
        let address = rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        let host = ["https://", "http://"]
            .iter()
            .find_map(|s| address.strip_prefix(s));
        // What is cut off by a place to fill in leads nowhere.
        let whole = !rest[length..].starts_with(['<', '{']);
        if whole && host.is_some_and(|host| host.contains('.')) {
            links.push(Link {
                span: Span::new(start, start + address.len()),
                target: LinkTarget::Url(address.to_owned()),
            });
        }
        from = start + length.max(1);
    }
    links
}

pub(super) fn links(cx: &FileCx) -> Vec<Link> {
    let Some(tree) = cx.file.json() else {
        return Vec::new();
    };
    let strings = tree
        .nodes(cx.text())
        .filter(|node| node.kind() == JsonKind::String);
    strings
        .filter_map(|node| {
            let text = node.as_str()?;
            let web = text.starts_with("https://") || text.starts_with("http://");
            // An address with places to fill in leads nowhere yet.
            let whole = !text.contains(char::is_whitespace) && !text.contains("{{");
            (web && whole).then(|| Link {
                span: node.inner_span(),
                target: LinkTarget::Url(text.into_owned()),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn whole_addresses_are_links() {
        let fixture = Fixture::new(
            "//- foo/assets/dashboards/a.json\n{\"url\": \"https:\\/\\/x.example/a\", \"b\": \"see https://x\", \"c\": \"https://x/{{host}}\"}",
        );
        let file = fixture.file("foo/assets/dashboards/a.json");
        let links = ide::links(&fixture.context(file));
        assert_eq!(links.len(), 1);
        let to = ide::LinkTarget::Url("https://x.example/a".to_owned());
        assert_eq!(links[0].target, to);
    }

    #[test]
    fn addresses_in_a_text_are_links() {
        let path = "foo/datadog_checks/foo/data/conf.yaml.example";
        let text = "## See https://docs.example.com/a?b=1#c.\n## (http://x.example) https://<HOST>/x http://a.b/{c}\n# url: http://localhost:80\n";
        let fixture = Fixture::new(&format!("//- {path}\n{text}"));
        let file = fixture.file(path);
        let links = ide::links(&fixture.context(file));
        let shown: Vec<&str> = links.iter().map(|link| link.span.slice(text)).collect();
        assert_eq!(
            shown,
            ["https://docs.example.com/a?b=1#c", "http://x.example"]
        );
    }
}
