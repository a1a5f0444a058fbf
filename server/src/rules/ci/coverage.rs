//! `ci/coverage`

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, Tag, rule};
use crate::syntax::yaml::edit::{insert_item, insert_pair, remove, set_raw};
use crate::syntax::yaml::{YamlKind, YamlNode};
use crate::text::Span;
use crate::workspace::{FileCx, Integration};

rule! {
    /// The services of the coverage configuration are not the tested checks.
    ///
    /// ## Why
    /// `code-coverage.datadog.yml` of integrations-core holds a service for each tested
    /// directory with a check, with the folder of its package as the only path, and at least
    /// one gate. `ddev validate ci` fails on missing, repeated and stale services, on other
    /// paths, and without gates.
    ///
    /// ## Example
    /// ```yaml
    /// services:
    /// - id: acme_queue
    ///   paths:
    ///   - acme_queue/datadog_checks/acme_queue/
    /// ```
    ///
    /// ## Fix
    /// Inserts, removes or replaces what is wrong, as `ddev validate ci --sync` does.
    COVERAGE = "ci/coverage",
    severity: Error,
    origin: Ddev("ci"),
    fix: Safe,
    check: File(FileKind::Coverage, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let current = cx.file.path.ends_with("code-coverage.datadog.yml");
    if cx.repo.kind != RepoKind::Core || !cx.repo.complete || !current {
        return;
    }
    let Some(tree) = cx.file.sound_yaml() else {
        return;
    };
    let root = tree.root(cx.text());
    if !matches!(root.kind(), YamlKind::Mapping | YamlKind::Null) {
        sink.report(Span::at(0), "The file must be a mapping.");
        return;
    }
    let Some(expected) = expected(cx) else {
        return;
    };
    let services = member(root, "services");
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for service in services.into_iter().flat_map(|services| services.items()) {
        let Some(id) = member(service, "id") else {
            continue;
        };
        let Some(name) = id.as_str() else { continue };
        if let Some(first) = seen.get(name) {
            sink.report(
                id.span(),
                format!("The service `{name}` stands here twice."),
            )
            .tag(Tag::Unnecessary)
            .related(&*cx.file.path, *first, "The first one")
            .safe_fix("Remove this one", vec![remove(service)]);
            continue;
        }
        seen.insert(name, id.span());
        let Some(path) = expected.get(name) else {
            sink.report(id.span(), format!("`{name}` is no tested check."))
                .tag(Tag::Unnecessary)
                .safe_fix("Remove the service", vec![remove(service)]);
            continue;
        };
        check_paths(service, id, path, sink);
    }
    let missing: Vec<_> = expected
        .iter()
        .filter(|(dir, _)| !seen.contains_key(*dir))
        .collect();
    for (dir, path) in missing {
        let place = services.unwrap_or(root);
        let span = place.key_span().unwrap_or(Span::at(0));
        let finding = sink.report(span, format!("There is no service for `{dir}`."));
        if let Some(list) =
            services.filter(|list| list.kind() == YamlKind::Sequence && !list.is_flow())
        {
            let newline = cx.newline();
            let item = format!("id: {dir}{newline}paths:{newline}- {path}");
            finding.safe_fix("Insert the service", vec![insert_item(list, &item)]);
        }
    }
    let gates = member(root, "gates");
    // Anything that is not empty will do.
    if gates.is_none_or(|gates| gates.is_falsy()) {
        let span = gates
            .and_then(|gates| gates.key_span())
            .unwrap_or(Span::at(0));
        let finding = sink.report(span, "There are no coverage gates.");
        if gates.is_none() && root.is_mapping() && !root.is_flow() {
            let newline = cx.newline();
            let gate = format!(
                "{newline}- type: total_coverage_percentage{newline}  config:{newline}    threshold: 75"
            );
            finding.safe_fix("Insert a gate", vec![insert_pair(root, "gates", &gate)]);
        }
    }
}

fn check_paths(service: YamlNode, id: YamlNode, path: &str, sink: &mut Sink) {
    let paths = member(service, "paths");
    let items: Vec<Option<&str>> = paths
        .iter()
        .flat_map(|p| p.items())
        .map(|p| p.as_str())
        .collect();
    if items == [Some(path)] {
        return;
    }
    let span = paths.map_or(id.span(), |paths| {
        if paths.is_missing() {
            id.span()
        } else {
            paths.span()
        }
    });
    let finding = sink.report(span, format!("The only path must be `{path}`."));
    let first = paths
        .and_then(|paths| paths.items().next())
        .filter(|_| items.len() == 1);
    if let Some(first) = first.filter(|first| first.is_scalar()) {
        finding.safe_fix(format!("Replace by `{path}`"), vec![set_raw(first, path)]);
    }
}

fn member<'a>(node: YamlNode<'a>, key: &str) -> Option<YamlNode<'a>> {
    let found = node.pairs().filter(|(k, _)| k.decoded() == Some(key));
    found.map(|(_, value)| value).last()
}

/// Directories that need a service, with their path; `None` when that cannot be told.
fn expected<'a>(cx: &FileCx<'a>) -> Option<BTreeMap<&'a str, String>> {
    const ALWAYS: [&str; 4] = [
        "datadog_checks_base",
        "datadog_checks_dev",
        "datadog_checks_downloader",
        "ddev",
    ];
    let config = &cx.repo.config;
    if !config.problems.is_empty() || config.ci.values().any(Option::is_none) {
        return None;
    }
    let excluded: BTreeSet<&str> = config
        .ci
        .iter()
        .filter(|(_, ci)| ci.as_ref().is_some_and(|ci| ci.exclude))
        .map(|(dir, _)| dir.as_str())
        .collect();
    let mut found = BTreeMap::new();
    let tested = |i: &&Integration| i.is_testable() && !excluded.contains(&*i.dir);
    for directory in cx.repo.directories().filter(tested) {
        let dir = &*directory.dir;
        if ALWAYS.contains(&dir) || directory.is_agent_check()? {
            found.insert(dir, directory.coverage_path());
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const FOO: &str = "//! core\n//- foo/hatch.toml\n//- foo/tests/a.py\n//- foo/datadog_checks/foo/__init__.py\nfrom .about import a\nfrom .check import b\n//- bar/hatch.toml\n//- bar/tests/a.py\n//- bar/datadog_checks/bar/__init__.py\nfrom .about import a\n//- code-coverage.datadog.yml\n";
    const GATES: &str = "gates:\n- type: x\n";
    const SERVICE: &str = "- id: foo\n  paths:\n  - foo/datadog_checks/foo/\n";

    #[test]
    fn services_are_the_tested_checks() {
        assert_findings(&COVERAGE, &format!("{FOO}{GATES}services:\n{SERVICE}"));
        assert_findings(
            &COVERAGE,
            &format!("{FOO}{GATES}«services»:\n- id: «bar»\n  paths: []\n"),
        );
        assert_findings(
            &COVERAGE,
            &format!(
                "{FOO}{GATES}services:\n{SERVICE}{}",
                SERVICE.replace("id: foo", "id: «foo»")
            ),
        );
        assert_findings(
            &COVERAGE,
            &format!(
                "{FOO}{GATES}services:\n{}",
                SERVICE.replace("- foo/datadog_checks/foo/", "«- foo»")
            ),
        );
        assert_findings(&COVERAGE, &format!("{FOO}«»services:\n{SERVICE}"));
        for (gates, wanted) in [("some", 0), ("{a: 1}", 0), ("[]", 1), ("''", 1), ("0", 1)] {
            let text = format!("{FOO}gates: {gates}\nservices:\n{SERVICE}");
            let text = text.replace("gates", if wanted == 0 { "gates" } else { "«gates»" });
            assert_findings(&COVERAGE, &text);
        }
        assert_findings(&COVERAGE, &format!("{FOO}«»- x\n"));
        assert_findings(&COVERAGE, &format!("{FOO}«»«»# nothing\n"));
        let extras = FOO.replace("core", "extras");
        assert_findings(&COVERAGE, &format!("{extras}services: []\n"));
    }

    #[test]
    fn what_is_wrong_is_put_right() {
        let good = format!("{GATES}services:\n{SERVICE}");
        assert_fix(
            &COVERAGE,
            &format!(
                "{FOO}{}",
                good.replace("- foo/datadog_checks/foo/", "- foo/")
            ),
            &good,
        );
        let stale = format!("{good}- id: bar\n  paths: []\n");
        assert_fix(&COVERAGE, &format!("{FOO}{stale}"), &good);
        let other = format!("{good}{}", SERVICE.replace("foo", "bar"));
        let setup = FOO.replace("bar import a\n", "bar import a\nimport b\n");
        let setup = setup.replace(
            "bar/__init__.py\nfrom .about import a\n",
            "bar/__init__.py\nfrom .about import a\nimport c\n",
        );
        assert_fix(&COVERAGE, &format!("{setup}{good}"), &other);
    }
}
