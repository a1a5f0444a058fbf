//! Files written from the program are fresh: rule pages, the rule index, settings.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use integrations_ls::model::FileKind;
use integrations_ls::rules::{self, docs, settings};
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
fn the_list_of_commands_is_fresh() {
    assert_file("docs/ddev.md", &docs::ddev());
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
    let lisp: Vec<String> = FileKind::GLOBS.iter().map(|g| format!("{g:?}")).collect();
    assert_file(
        "editors/emacs/integrations-ls-served.el",
        &format!(
            ";;; integrations-ls-served.el --- Which files the server looks after -*- lexical-binding: t; -*-\n\n\
             ;;; Commentary:\n\n;; Written from its own list; do not edit.\n\n;;; Code:\n\n\
             (defconst integrations-ls-served-globs\n  '({})\n  \"Patterns of the files the server looks after.\")\n\n\
             (provide 'integrations-ls-served)\n;;; integrations-ls-served.el ends here\n",
            lisp.join("\n    ")
        ),
    );
}

#[test]
fn the_pages_of_the_settings_are_fresh() {
    assert_file("docs/configuration.md", &settings::docs::page());
    assert_file(
        "schemas/integrations-ls.schema.json",
        &settings::docs::schema(),
    );
}

/// The extension offers exactly the settings that the server reads, besides its own.
#[test]
fn the_settings_of_the_extension_are_fresh() {
    let path = "editors/vscode/package.json";
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let mut package: serde_json::Value = serde_json::from_str(&text).unwrap();
    let properties = &mut package["contributes"]["configuration"]["properties"];
    let of_client = |name: &str| {
        let key = name.strip_prefix(SECTION).unwrap_or(name);
        key.starts_with(".server.") || key.starts_with(".trace.")
    };
    let mut all = settings::docs::extension_settings();
    let own = properties.as_object().unwrap().iter();
    all.extend(
        own.filter(|(name, _)| of_client(name))
            .map(|(name, value)| (name.clone(), value.clone())),
    );
    *properties = all.into();
    let mut text = serde_json::to_string_pretty(&package).unwrap();
    text.push('\n');
    assert_file(path, &text);
}
