//! Completion in the generated jobs and in the coverage configuration: the directories they
//! are about.

use std::collections::BTreeSet;

use super::{Completion, CompletionKind, yaml};
use crate::catalog::config_key;
use crate::ide::directory_refs::describe;
use crate::ide::yaml_nodes::{Typing, typing, with_mapping, with_value};
use crate::model::FileKind;
use crate::syntax::yaml::YamlNode;
use crate::text::{Span, TextEdit};
use crate::workspace::{FileCx, Integration};

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let items = directories(cx, offset);
    match cx.file.kind {
        // The keys of jobs are generated.
        FileKind::Coverage if items.is_empty() => yaml::complete(cx, offset),
        _ => items,
    }
}

fn directories(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let text = cx.text();
    let found = match typing(text, offset) {
        Some(Typing::Value { token }) => with_value(text, token, |node| value(cx, node, token)),
        Some(Typing::Key {
            token,
            has_colon: false,
            after_dash: true,
        }) => {
            let path = with_value(text, token, |node| value(cx, node, token));
            path.filter(|items| !items.is_empty()).or_else(|| {
                with_mapping(text, token, |mapping, others| {
                    let services = mapping.path() == "/services[]" && others.is_empty();
                    if services {
                        service(cx, token)
                    } else {
                        Vec::new()
                    }
                })
            })
        }
        _ => None,
    };
    found.unwrap_or_default()
}

/// Directories with tests of their own.
fn tested<'a>(cx: &FileCx<'a>) -> Vec<&'a Integration> {
    let all = cx.repo.directories();
    all.filter(|directory| directory.is_testable()).collect()
}

fn item(cx: &FileCx, label: &str, dir: &str, token: Span, written: String) -> Completion {
    let edit = TextEdit::replace(token, written);
    let mut item = Completion::new(label, CompletionKind::Reference, edit);
    item.documentation = Some(describe(cx.repo, dir));
    item
}

fn value(cx: &FileCx, node: YamlNode, token: Span) -> Vec<Completion> {
    let names = || {
        let all = tested(cx).into_iter();
        let items = all.map(|found| item(cx, &found.dir, &found.dir, token, found.dir.to_string()));
        items.collect()
    };
    let path = node.path();
    let steps: Vec<&str> = path.split('/').skip(1).collect();
    match (cx.file.kind, &steps[..]) {
        (FileKind::Workflow, ["jobs", _, "with", "target"]) => names(),
        (FileKind::Workflow, ["jobs", _, "with", "platform"]) => {
            // ddev's configuration takes the same names.
            let key = config_key(&["overrides", "ci", "x", "platforms"]);
            let platforms = key.into_iter().flat_map(|key| &key.choices);
            let items = platforms.map(|name| {
                let edit = TextEdit::replace(token, name.clone());
                Completion::new(name, CompletionKind::Value, edit)
            });
            items.collect()
        }
        (FileKind::Coverage, ["services[]", "id"]) => names(),
        (FileKind::Coverage, ["services[]", "paths[]"]) => {
            let service = node.parent().and_then(|list| list.parent());
            let id = service.and_then(|service| service.get("id")?.as_str());
            let all = tested(cx).into_iter();
            let wanted = all.filter(|found| id.is_none_or(|id| id == &*found.dir));
            let items = wanted.map(|found| {
                let path = found.coverage_path();
                item(cx, &path, &found.dir, token, path.clone())
            });
            items.collect()
        }
        _ => Vec::new(),
    }
}

/// Whole services of the directories that have none.
fn service(cx: &FileCx, token: Span) -> Vec<Completion> {
    let tree = cx.file.yaml();
    let services = tree.and_then(|tree| tree.root(cx.text()).get("services"));
    let services = services.into_iter().flat_map(|list| list.items());
    let taken: BTreeSet<&str> = services.filter_map(|s| s.get("id")?.as_str()).collect();
    let free = tested(cx)
        .into_iter()
        .filter(|found| !taken.contains(&*found.dir));
    let items = free.map(|found| {
        let (dir, path) = (&*found.dir, found.coverage_path());
        // The editor indents further lines like the first, the dash included in ours.
        let written = format!("id: {dir}\n  paths:\n  - {path}");
        let mut item = item(cx, dir, dir, token, written);
        item.detail = Some("new service".to_owned());
        item
    });
    items.collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    const FOO: &str = "//! core\n//- foo/hatch.toml\n//- foo/tests/a.py\n//- bar/README.md\n";

    #[test]
    fn jobs_are_about_directories_with_tests() {
        let jobs = format!("{FOO}//- .github/workflows/test-all.yml\njobs:\n  j1:\n    with:\n");
        let labels = |end: &str| -> Vec<String> {
            let items = completions(&format!("{jobs}      {end}\n"));
            items.into_iter().map(|item| item.label).collect()
        };
        assert_eq!(labels("target: f‸"), ["foo"]);
        assert_eq!(labels("platform: ‸"), ["linux", "macos", "windows"]);
        assert_eq!(labels("runner: ‸"), Vec::<String>::new());
    }

    #[test]
    fn services_come_as_a_whole() {
        let coverage = format!("{FOO}//- code-coverage.datadog.yml\n");
        let service = "services:\n- id: foo\n  paths:\n  - foo/datadog_checks/foo/\n";
        assert_eq!(
            accept_completion(&format!("{coverage}services:\n- ‸\n"), "foo"),
            service
        );
        let id = service.replace("id: foo", "id: ‸");
        assert_eq!(
            accept_completion(&format!("{coverage}{id}"), "foo"),
            service
        );
        let path = service.replace("  - foo/datadog_checks/foo/", "  - f‸");
        assert_eq!(
            accept_completion(&format!("{coverage}{path}"), "foo/datadog_checks/foo/"),
            service
        );
        let items = completions(&format!("{coverage}{service}- ‸\n"));
        let labels: Vec<&str> = items.iter().map(|item| item.label.as_str()).collect();
        assert_eq!(labels, ["id", "paths"], "no directory is left");
    }
}
