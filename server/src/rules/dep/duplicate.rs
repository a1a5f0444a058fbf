//! `dep/duplicate`

use std::collections::BTreeMap;

use super::{pinned, report_pin};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// A package is required twice in different ways for the same environment.
    ///
    /// ## Why
    /// A package may be listed several times when the markers differ. With the same marker,
    /// or none, the entries contradict each other; `ddev validate dep` fails on them. The
    /// same entry in two groups is fine.
    DUPLICATE = "dep/duplicate",
    severity: Error,
    origin: Ddev("dep"),
    fix: None,
    check: Files(&[FileKind::Pyproject, FileKind::AgentRequirements], check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let mut seen: BTreeMap<(String, Option<String>), (String, Span)> = BTreeMap::new();
    for entry in pinned(cx) {
        let key = (entry.read.normalized.clone(), entry.read.marker.clone());
        let canonical = entry.read.canonical();
        let Some((first, place)) = seen.get(&key) else {
            seen.insert(key, (canonical, entry.span));
            continue;
        };
        if *first != canonical {
            let message = format!("`{}` is required in another way, too.", key.0);
            report_pin(cx, sink, entry.span, message).related(
                &*cx.file.path,
                *place,
                "The other entry",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn project(entries: &str) -> String {
        format!(
            "//! core\n//- foo/datadog_checks/foo/__about__.py\n//- foo/pyproject.toml\n[project.optional-dependencies]\ndeps = [{entries}]\n"
        )
    }

    #[test]
    fn entries_of_one_package_differ_by_marker() {
        assert_findings(&DUPLICATE, &project("\"a==1\", \"«A==2»\""));
        assert_findings(
            &DUPLICATE,
            &project("\"a==1; os_name=='b'\", \"«a==2;os_name == \\\"b\\\"»\""),
        );
        assert_findings(&DUPLICATE, &project("\"a==1; os_name == 'b'\", \"a==2\""));
        assert_findings(&DUPLICATE, &project("\"a==1\", \"a == 1\""));
        assert_findings(
            &DUPLICATE,
            "//! core\n//- agent_requirements.in\na==1\n«a==2»\n",
        );
    }
}
