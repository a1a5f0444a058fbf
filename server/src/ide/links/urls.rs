//! Links of dashboards and monitors: texts that are a web address as a whole.

use super::{Link, LinkTarget};
use crate::syntax::json::JsonKind;
use crate::workspace::FileCx;

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
}
