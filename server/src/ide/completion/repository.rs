//! Completion in owners, labels and ddev's configuration.

use std::collections::{BTreeMap, BTreeSet};

use super::{Completion, CompletionKind, toml_keys};
use crate::catalog::{ConfigValue, config_key, ddev_config_keys};
use crate::ide::directory_refs::directory;
use crate::ide::toml_spot::{TomlPart, TomlSpot, spot};
use crate::model::FileKind;
use crate::model::codeowners::{Codeowners, directory_entries};
use crate::model::labeler::{PREFIX, customary, labels};
use crate::model::pins::PinFacts;
use crate::text::{Span, TextEdit};
use crate::workspace::{EntryKind, FileCx};

/// Steps below a directory that are offered.
const INSIDE: usize = 2;

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let text = cx.text();
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[start..offset];
    match cx.file.kind {
        FileKind::Codeowners => owners(cx, before, offset),
        FileKind::Labeler => label(cx, before, offset),
        FileKind::AgentRelease => release(cx, before, offset),
        FileKind::DdevConfig => config(cx, offset),
        _ => Vec::new(),
    }
}

/// The word that ends at the cursor.
fn word(before: &str, offset: usize, is_part: impl Fn(char) -> bool) -> Span {
    let rest = before.trim_end_matches(is_part);
    Span::new(offset - (before.len() - rest.len()), offset)
}

fn owners(cx: &FileCx, before: &str, offset: usize) -> Vec<Completion> {
    let span = word(before, offset, |c| !c.is_whitespace());
    if before.trim_start().starts_with('#') {
        return Vec::new();
    }
    if span.len() == before.len() {
        if let Some(items) = inside(cx, before, span) {
            return items;
        }
        let known = directory_entries(cx.text());
        return cx
            .repo
            .ddev_integrations()
            .into_iter()
            .map(|dir| {
                let pattern = format!("/{dir}/");
                let edit = TextEdit::replace(span, pattern.clone());
                let mut item = Completion::new(pattern, CompletionKind::File, edit);
                item.rank = u32::from(known.contains_key(dir));
                item
            })
            .collect();
    }
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let file = Codeowners::of(cx.text());
    for owner in file.lines.iter().flat_map(|line| &line.owners) {
        if owner.text.contains('@') && !owner.span.touches(offset) {
            *counts.entry(owner.text).or_default() += 1;
        }
    }
    let most = counts.values().copied().max().unwrap_or_default();
    counts
        .into_iter()
        .map(|(owner, count)| {
            let edit = TextEdit::replace(span, owner);
            let mut item = Completion::new(owner, CompletionKind::Reference, edit);
            item.rank = most - count;
            item
        })
        .collect()
}

/// Paths inside of a directory that is written already.
fn inside(cx: &FileCx, typed: &str, span: Span) -> Option<Vec<Completion>> {
    let (dir, _) = typed.strip_prefix('/')?.split_once('/')?;
    let found = directory(cx.repo, dir)?;
    let entries = found.files.entries().iter();
    let entries = entries.filter(|entry| entry.path.matches('/').count() < INSIDE);
    let paths = entries.map(|entry| match entry.kind {
        EntryKind::File(_) => format!("/{dir}/{}", entry.path),
        _ => format!("/{dir}/{}/", entry.path),
    });
    let customary = ["", "*.md"].map(|end| format!("/{dir}/{end}"));
    let items = customary.into_iter().chain(paths).enumerate();
    let items = items.map(|(rank, path)| {
        let edit = TextEdit::replace(span, path.clone());
        let mut item = Completion::new(path, CompletionKind::File, edit);
        item.rank = rank as u32;
        item
    });
    Some(items.collect())
}

/// Pins of the packages that are not listed yet.
fn release(cx: &FileCx, before: &str, offset: usize) -> Vec<Completion> {
    let span = word(before, offset, |c| !c.is_whitespace());
    if span.len() < before.len() {
        return Vec::new();
    }
    let pins = PinFacts::of(cx.file).pins;
    let listed = |name: &str| {
        let mut others = pins.iter().filter(|pin| !pin.line.touches(offset));
        others.any(|pin| &*pin.name.value == name)
    };
    let shipped = cx.repo.directories().filter(|dir| dir.is_pinned_by_agent());
    let items = shipped.filter_map(|found| {
        let name = found.distribution();
        let pin = format!("{name}=={}", found.version()?.value);
        let edit = TextEdit::replace(span, pin.clone());
        let item = Completion::new(pin, CompletionKind::Reference, edit);
        (!listed(&name)).then_some(item)
    });
    items.collect()
}

fn label(cx: &FileCx, before: &str, offset: usize) -> Vec<Completion> {
    let text = cx.text();
    let span = word(before, offset, |c| {
        !c.is_whitespace() && c != '\'' && c != '"'
    });
    if span.len() < before.len() {
        // An item of a list of patterns.
        if !before.trim_start().starts_with('-') || before.contains(':') {
            return Vec::new();
        }
        let dirs = cx.repo.ddev_integrations().into_iter();
        return dirs
            .map(|dir| {
                let glob = format!("{dir}/**/*");
                let edit = TextEdit::replace(span, glob.clone());
                Completion::new(glob, CompletionKind::File, edit)
            })
            .collect();
    }
    let taken: BTreeSet<&str> = labels(cx.file)
        .unwrap_or_default()
        .iter()
        .map(|label| label.named_directory())
        .collect();
    let rest = text[offset..].lines().next().unwrap_or_default();
    let newline = cx.newline();
    let dirs = cx.repo.ddev_integrations().into_iter();
    dirs.filter(|dir| !taken.contains(dir))
        .map(|dir| {
            let name = format!("{PREFIX}{dir}");
            let written = if rest.trim().is_empty() {
                format!("{name}:{newline}{}", customary(dir, newline))
            } else {
                name.clone()
            };
            let edit = TextEdit::replace(span, written);
            Completion::new(name, CompletionKind::Field, edit)
        })
        .collect()
}

fn config(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let Some(spot) = spot(cx.text(), offset) else {
        return Vec::new();
    };
    let path: Vec<&str> = spot.path.iter().map(String::as_str).collect();
    match spot.part {
        TomlPart::Value { in_list } => value(cx, &path, &spot, in_list),
        _ => toml_keys::complete(cx, ddev_config_keys(), &spot),
    }
}

/// Names in lists, and truth values.
fn value(cx: &FileCx, path: &[&str], spot: &TomlSpot, in_list: bool) -> Vec<Completion> {
    let Some(key) = config_key(path) else {
        return Vec::new();
    };
    let names: Vec<&str> = match key.value {
        ConfigValue::Bool if spot.quote.is_none() => vec!["true", "false"],
        ConfigValue::Directories if in_list => cx.repo.ddev_integrations().into_iter().collect(),
        ConfigValue::Strings if in_list => key.choices.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let item = |name: &str| {
        let written = match spot.quote.is_none() && in_list {
            true => format!("\"{name}\""),
            false => name.to_owned(),
        };
        Completion::new(
            name,
            CompletionKind::Value,
            TextEdit::replace(spot.token, written),
        )
    };
    names.into_iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    #[test]
    fn owners_files_offer_directories_and_owners() {
        let text = "//- foo/README.md\n//- .github/CODEOWNERS\n/bar/ @a/b\n";
        assert_eq!(
            accept_completion(&format!("{text}/f‸"), "/foo/"),
            "/bar/ @a/b\n/foo/"
        );
        assert_eq!(
            accept_completion(&format!("{text}/foo/ @‸"), "@a/b"),
            "/bar/ @a/b\n/foo/ @a/b"
        );
        assert!(completions(&format!("{text}# @‸")).is_empty());
        let deep =
            "//- foo/assets/logs/foo.yaml\n//- foo/README.md\n//- .github/CODEOWNERS\n/foo/‸";
        assert!(accept_completion(deep, "/foo/assets/logs/").ends_with("/foo/assets/logs/"));
        let labels: Vec<String> = completions(deep)
            .into_iter()
            .map(|item| item.label)
            .collect();
        assert_eq!(labels[..2], ["/foo/", "/foo/*.md"]);
    }

    #[test]
    fn releases_are_pinned_once() {
        let foo = "//! core\n//- foo/datadog_checks/foo/__about__.py\n__version__ = '1.2.0'\n//- requirements-agent-release.txt\n";
        assert_eq!(
            accept_completion(&format!("{foo}a==1\ndata‸\n"), "datadog-foo==1.2.0"),
            "a==1\ndatadog-foo==1.2.0\n"
        );
        assert!(completions(&format!("{foo}datadog-foo==1.0.0\n‸\n")).is_empty());
    }

    #[test]
    fn labels_come_with_their_rule() {
        let text = "//! core\n//- foo/README.md\n//- .github/workflows/config/labeler.yml\n";
        let after =
            "integration/foo:\n- changed-files:\n  - any-glob-to-any-file:\n    - foo/**/*\n";
        assert_eq!(
            accept_completion(&format!("{text}inte‸\n"), "integration/foo"),
            after
        );
        let glob = after.replace("- foo/**/*", "- f‸");
        assert_eq!(
            accept_completion(&format!("{text}{glob}"), "foo/**/*"),
            after
        );
    }

    #[test]
    fn the_configuration_offers_keys_directories_and_values() {
        let text = "//- foo/README.md\n//- .ddev/config.toml\n";
        let table = "[overrides.is-integration]\n";
        assert_eq!(
            accept_completion(&format!("{text}{table}f‸\n"), "foo"),
            format!("{table}foo = ${{1|true,false|}}\n")
        );
        assert_eq!(
            accept_completion(&format!("{text}{table}foo = ‸\n"), "false"),
            format!("{table}foo = false\n")
        );
        assert_eq!(
            accept_completion(&format!("{text}[overrides.d‸]\n"), "display-name"),
            "[overrides.display-name]\n"
        );
        let list = "[overrides.validate.metrics]\nexclude = [\"‸\"]\n";
        assert_eq!(
            accept_completion(&format!("{text}{list}"), "foo"),
            list.replace('‸', "foo")
        );
        let lines = "[overrides.validate.metrics]\nexclude = [\n  \"bar\",\n  ‸\n]\n";
        assert_eq!(
            accept_completion(&format!("{text}{lines}"), "foo"),
            lines.replace('‸', "\"foo\"")
        );
    }
}
