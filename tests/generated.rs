//! Files written from the program are fresh: rule pages and the rule index.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use integrations_ls::rules::{self, docs};
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
