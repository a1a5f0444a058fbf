//! Files written from the program are fresh: rule pages and the rule index.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use integrations_ls::model::{FileKind, RepoKind};
use integrations_ls::rules::{self, docs};
use integrations_ls::workspace::SECTION;
use support::snapshot::assert_file;

#[test]
fn rule_pages_are_fresh() {
    for rule in rules::all() {
        assert_file(&format!("docs/rules/{}.md", rule.code), &docs::page(rule));
    }
}

#[test]
fn the_rule_index_is_fresh() {
    assert_file("docs/rules/README.md", &docs::index());
}

#[test]
fn no_page_outlives_its_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let codes: BTreeSet<String> = rules::all()
        .map(|rule| format!("{}.md", rule.code))
        .collect();
    for area in std::fs::read_dir(&folder)
        .unwrap()
        .flatten()
        .filter(|e| e.path().is_dir())
    {
        for page in std::fs::read_dir(area.path()).unwrap().flatten() {
            let name = Path::new(&area.file_name()).join(page.file_name());
            let name = name.to_string_lossy().replace('\\', "/");
            if std::env::var_os("UPDATE_GENERATED").is_some() && !codes.contains(&name) {
                std::fs::remove_file(page.path()).expect("a stale page can be removed");
            } else {
                assert!(codes.contains(&name), "docs/rules/{name} has no rule");
            }
        }
    }
}

#[test]
fn the_editors_know_which_files_to_send() {
    let typescript: String = FileKind::GLOBS
        .iter()
        .map(|g| format!("  '{g}',\n"))
        .collect();
    assert_file(
        "editors/vscode/src/served.ts",
        &format!(
            "// Which files the server looks after. Written from its own list; do not edit.\n\n\
             export const servedGlobs: readonly string[] = [\n{typescript}];\n"
        ),
    );
    let lua: String = FileKind::GLOBS
        .iter()
        .map(|g| format!("  '{g}',\n"))
        .collect();
    assert_file(
        "editors/neovim/lua/integrations_ls/served.lua",
        &format!(
            "-- Which files the server looks after. Written from its own list; do not edit.\n\n\
             return {{\n{lua}}}\n"
        ),
    );
}

/// The extension offers exactly the settings values that the server reads.
#[test]
fn the_extension_knows_every_repository_kind() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode/package.json");
    let package: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let setting = &package["contributes"]["configuration"]["properties"]
        [format!("{SECTION}.repository.kind")];
    let offered: Vec<&str> = setting["enum"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|value| value.as_str())
        .collect();
    let known: Vec<&str> = std::iter::once("auto")
        .chain(RepoKind::ALL.into_iter().map(RepoKind::name))
        .collect();
    assert_eq!(offered, known);
}
