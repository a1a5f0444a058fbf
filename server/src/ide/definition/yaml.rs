//! Definition from YAML files: the row of a metric, the `app_id` of the manifest.

use super::Target;
use crate::ide::yaml_nodes::under;
use crate::model::FileKind;
use crate::workspace::FileCx;

pub(super) fn definition(cx: &FileCx, offset: usize) -> Vec<Target> {
    target(cx, offset).into_iter().collect()
}

fn target(cx: &FileCx, offset: usize) -> Option<Target> {
    let under = under(cx, offset).filter(|under| !under.on_key)?;
    let text = under.node.decoded()?;
    let at_top = || {
        let top = under.node.parent();
        top.is_some_and(|top| top.parent().is_none())
    };
    let (file, span) = match (cx.file.kind, under.node.key()?) {
        (FileKind::JmxMetrics, "alias") => {
            let metric = cx.integration.metadata()?.metric(text)?;
            (FileKind::Metadata, metric.span)
        }
        (FileKind::LogPipeline | FileKind::LogTests, "id") if at_top() => {
            let app_id = cx.integration.manifest()?.app_id.as_ref()?;
            (FileKind::Manifest, app_id.span)
        }
        (FileKind::LogPipeline, "query") => {
            let source = cx.integration.manifest()?.log_source.as_ref()?;
            if !text.contains(&*source.value) {
                return None;
            }
            (FileKind::Manifest, source.span)
        }
        (FileKind::Dataflows, "id") => {
            let app_id = cx.integration.manifest()?.app_id.as_ref()?;
            (FileKind::Manifest, app_id.span)
        }
        _ => return None,
    };
    Some(Target {
        origin: under.span,
        path: cx.integration.repo_path(file.file_name()),
        span,
    })
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    fn target(text: &str) -> Option<(String, String)> {
        let fixture = Fixture::new(text);
        let (path, offset) = fixture.cursor.clone()?;
        let found = ide::definition(&fixture.context(fixture.file(&path)), offset);
        let target = found.first()?;
        let there = fixture.file(&target.path);
        Some((
            target.path.clone(),
            target.span.slice(&there.text).to_owned(),
        ))
    }

    #[test]
    fn names_lead_to_what_they_name() {
        let to = |path: &str, text: &str| Some((path.to_owned(), text.to_owned()));
        let jmx = "//- foo/metadata.csv\nmetric_name\nfoo.a\n\
                   //- foo/datadog_checks/foo/data/metrics.yaml\njmx_metrics:\n- include:\n    \
                   attribute: {A: {alias: ";
        assert_eq!(
            target(&format!("{jmx}foo‸.a}}}}\n")),
            to("foo/metadata.csv", "foo.a")
        );
        assert_eq!(target(&format!("{jmx}foo‸.b}}}}\n")), None);
        let logs = "//- foo/assets/logs/foo.yaml\nid: fo‸o\n";
        assert_eq!(target(logs), to("foo/manifest.json", "foo"));
    }
}
