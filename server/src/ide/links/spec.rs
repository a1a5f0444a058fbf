//! Links of specifications: the files rendered from them, and web addresses.

use super::{Link, LinkTarget, urls};
use crate::ide::example_place::rendered_path;
use crate::workspace::SpecCx;

pub(super) fn links(cx: &SpecCx) -> Vec<Link> {
    let files = cx.spec.files.iter().filter_map(|file| {
        let written = file.node.get("example_name").or(file.node.get("name"))?;
        let path = rendered_path(cx, file.example_name()?)?;
        Some(Link {
            span: written.inner_span(),
            target: LinkTarget::File(cx.integration.repo_path(&path), 0),
        })
    });
    files.chain(urls::plain(cx)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn files_are_links() {
        let example = "foo/datadog_checks/foo/data/conf.yaml.example";
        let fixture = Fixture::new(&format!(
            "//- foo/assets/configuration/spec.yaml\nfiles:\n- name: foo.yaml\n- name: auto_conf.yaml\n//- {example}\na: 1\n"
        ));
        let file = fixture.file("foo/assets/configuration/spec.yaml");
        let links = ide::links(&fixture.context(file));
        assert_eq!(links.len(), 1);
        assert_eq!(links[0].span.slice(&file.text), "foo.yaml");
        assert_eq!(links[0].target, LinkTarget::File(example.to_owned(), 0));
    }
}
