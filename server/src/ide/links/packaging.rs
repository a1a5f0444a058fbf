//! Links of `pyproject.toml`: files and packages that it names, and web addresses.

use super::{Link, LinkTarget, urls};
use crate::ide::package_refs::references;
use crate::workspace::FileCx;

pub(super) fn links(cx: &FileCx) -> Vec<Link> {
    let named = references(cx).into_iter().map(|found| Link {
        span: found.span,
        target: LinkTarget::File(found.path, found.place.start as usize),
    });
    named.chain(urls::plain(cx)).collect()
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn files_and_addresses_are_links() {
        let text =
            "[project]\nreadme = \"README.md\"\n[project.urls]\nSource = \"https://x.example/a\"\n";
        let fixture = Fixture::new(&format!(
            "//- foo/README.md\n//- foo/pyproject.toml\n{text}"
        ));
        let file = fixture.file("foo/pyproject.toml");
        let links = ide::links(&fixture.context(file));
        let shown: Vec<&str> = links.iter().map(|link| link.span.slice(text)).collect();
        assert_eq!(shown, ["README.md", "https://x.example/a"]);
    }
}
