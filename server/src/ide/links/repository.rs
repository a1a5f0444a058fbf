//! Links of files of the repository: the directories that they name, and imported files.

use super::{Link, LinkTarget};
use crate::ide::directory_refs::{directories, target};
use crate::model::FileKind;
use crate::workspace::FileCx;

pub(super) fn links(cx: &FileCx) -> Vec<Link> {
    let named = directories(cx).into_iter().filter_map(|named| {
        let path = target(cx, &named)?;
        Some(Link {
            span: named.span,
            target: LinkTarget::File(path, 0),
        })
    });
    named.chain(imports(cx)).collect()
}

/// Files that ddev's configuration imports.
fn imports(cx: &FileCx) -> Vec<Link> {
    let tree = cx
        .file
        .toml()
        .filter(|_| cx.file.kind == FileKind::DdevConfig);
    let list = tree.and_then(|tree| tree.root(cx.text()).get("imports"));
    let names = list.into_iter().flat_map(|list| list.children());
    let links = names.filter_map(|name| {
        let path = format!(".ddev/{}", name.as_str()?);
        cx.repo.root.files.has_file(&path).then(|| Link {
            span: name.inner_span(),
            target: LinkTarget::File(path, 0),
        })
    });
    links.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide;
    use crate::testing::Fixture;

    fn shown(path: &str, text: &str) -> Vec<String> {
        let fixture = Fixture::new(&format!("//! core\n//- foo/README.md\n//- {path}\n{text}"));
        let file = fixture.file(path);
        let links = ide::links(&fixture.context(file));
        let show = |link: &Link| match &link.target {
            LinkTarget::File(path, _) => format!("{} {path}", link.span.slice(&file.text)),
            LinkTarget::Url(url) => url.clone(),
        };
        links.iter().map(show).collect()
    }

    #[test]
    fn directories_are_links() {
        let front = "foo/manifest.json";
        assert_eq!(
            shown(
                ".github/CODEOWNERS",
                "/foo/ @a\n/gone/ @a\n/foo/*.md @a\n/foo/README.md @a\n"
            ),
            [
                format!("/foo/ {front}"),
                format!("/foo/*.md {front}"),
                "/foo/README.md foo/README.md".to_owned()
            ]
        );
        let config = "imports = [\"b.toml\", \"c.toml\"]\n[overrides.display-name]\nfoo = \"x\"\n[overrides.validate.metrics]\nexclude = [\"foo\"]\n//- .ddev/b.toml\n";
        assert_eq!(
            shown(".ddev/config.toml", config),
            [
                format!("foo {front}"),
                format!("foo {front}"),
                "b.toml .ddev/b.toml".to_owned()
            ]
        );
        let labels =
            "integration/foo:\n- changed-files:\n  - any-glob-to-any-file:\n    - foo/**/*\n";
        assert_eq!(
            shown(".github/workflows/config/labeler.yml", labels),
            [
                format!("integration/foo {front}"),
                format!("foo/**/* {front}")
            ]
        );
        let services = "services:\n- id: foo\n  paths:\n  - foo/datadog_checks/foo/\n";
        assert_eq!(
            shown("code-coverage.datadog.yml", services),
            [
                format!("foo {front}"),
                format!("foo/datadog_checks/foo/ {front}")
            ]
        );
    }
}
