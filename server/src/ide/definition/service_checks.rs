//! Definition from service checks: the display name in the manifest.

use super::Target;
use crate::ide::json_nodes::node_under;
use crate::model::FileKind;
use crate::rules::service_checks::{IntegrationName, integration_name};
use crate::workspace::FileCx;

pub(super) fn definition(cx: &FileCx, offset: usize) -> Vec<Target> {
    let value = node_under(cx, offset).filter(|(node, _, _)| node.path() == "[]/integration");
    let target = value.and_then(|(node, _, _)| match integration_name(cx)? {
        IntegrationName::Manifest(_, span) => Some(Target {
            origin: node.inner_span(),
            path: cx.integration.repo_path(FileKind::Manifest.file_name()),
            span,
        }),
        _ => None,
    });
    target.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn the_name_leads_to_the_manifest() {
        let text = "//- foo/assets/service_checks.json\n[{\"integration\": \"f‸oo\"}]\n";
        let fixture = Fixture::new(text);
        let (path, offset) = fixture.cursor.clone().unwrap();
        let found = ide::definition(&fixture.context(fixture.file(&path)), offset);
        assert_eq!(found[0].path, "foo/manifest.json");
        let manifest = fixture.file("foo/manifest.json");
        assert_eq!(found[0].span.slice(&manifest.text), "Foo");
    }
}
