//! Completion in the settings of this program: keys, rules, severities, kinds of repositories
//! and patterns for files.

use std::collections::BTreeSet;

use super::{Completion, CompletionKind, selectors};
use crate::ide::toml_spot::{TomlPart, TomlSpot, spot};
use crate::ide::tool_settings::{own_path, table_keys};
use crate::model::FileKind;
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;
use crate::workspace::settings::{Level, SETTINGS, Setting, Shape, repository_kinds};

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let (Some(own), Some(spot)) = (own_path(cx), spot(cx.text(), offset)) else {
        return Vec::new();
    };
    if spot.part == TomlPart::Header {
        return headers(own, &spot);
    }
    let path: Vec<&str> = spot.path.iter().map(String::as_str).collect();
    let Some(inside) = path.strip_prefix(own) else {
        return Vec::new();
    };
    let setting = inside.first().and_then(|key| Setting::find(key));
    match (spot.part, inside, setting.map(|setting| setting.shape)) {
        (TomlPart::Key { .. }, [], _) => keys(cx, own, &spot),
        (TomlPart::Key { .. }, [_], Some(Shape::Severities)) => {
            let levels = Level::ALL.map(|(name, _)| name);
            let value = format!("\"${{1|{}|}}\"", levels.join(","));
            let mut items = selectors::offers(spot.token, str::to_owned);
            items
                .iter_mut()
                .for_each(|item| quoted_key(item, &spot, &value));
            items
        }
        (TomlPart::Key { .. }, [_], Some(Shape::FileIgnores)) => patterns(cx, &spot),
        (TomlPart::Value { in_list: true }, [_], Some(Shape::Selectors))
        | (TomlPart::Value { in_list: true }, [_, _], Some(Shape::FileIgnores)) => {
            selectors::offers(spot.token, |name| in_quotes(name, &spot))
        }
        (TomlPart::Value { in_list: false }, [_, _], Some(Shape::Severities)) => {
            words(&spot, Level::ALL.map(|(name, _)| (name, "")))
        }
        (TomlPart::Value { in_list: false }, [_], Some(Shape::RepositoryKind)) => {
            words(&spot, repository_kinds())
        }
        (TomlPart::Value { in_list: false }, [_], Some(Shape::Bool)) if spot.quote.is_none() => {
            let item = |word| value(spot.token, word, word.to_owned());
            ["true", "false"].map(item).into()
        }
        _ => Vec::new(),
    }
}

fn value(span: Span, label: &str, written: String) -> Completion {
    Completion::new(
        label,
        CompletionKind::Value,
        TextEdit::replace(span, written),
    )
}

/// A text as it is inserted where a quote may be open.
fn in_quotes(text: &str, spot: &TomlSpot) -> String {
    match spot.quote {
        Some(_) => text.to_owned(),
        None => format!("\"{text}\""),
    }
}

fn words<const N: usize>(spot: &TomlSpot, words: [(&str, &str); N]) -> Vec<Completion> {
    let items = words.into_iter().enumerate().map(|(rank, (word, docs))| {
        let mut item = value(spot.token, word, in_quotes(word, spot));
        item.documentation = (!docs.is_empty()).then(|| docs.to_owned());
        item.rank = rank as u32;
        item
    });
    items.collect()
}

/// Tables that can still be opened below the names of a header.
fn headers(own: &[&str], spot: &TomlSpot) -> Vec<Completion> {
    let tables = SETTINGS.iter().filter(|s| s.shape.is_table());
    let mut paths: Vec<Vec<&str>> = tables.map(|s| [own, &[s.key]].concat()).collect();
    if !own.is_empty() {
        paths.insert(0, own.to_vec());
    }
    let fitting = paths.iter().filter_map(|path| {
        let begins = path.iter().zip(&spot.path).all(|(a, b)| a == b);
        let rest = path
            .get(spot.path.len()..)
            .filter(|rest| !rest.is_empty())?;
        begins.then(|| rest.join("."))
    });
    let items = fitting.map(|name| {
        let edit = TextEdit::replace(spot.token, name.clone());
        Completion::new(name, CompletionKind::Section, edit)
    });
    items.collect()
}

/// Settings that do not stand in the table yet.
fn keys(cx: &FileCx, own: &[&str], spot: &TomlSpot) -> Vec<Completion> {
    let taken: BTreeSet<&str> = table_keys(cx, own)
        .filter(|(_, span)| !span.touches(spot.token.start as usize))
        .map(|(name, _)| name)
        .collect();
    let free = SETTINGS.iter().enumerate();
    let free = free.filter(|(_, s)| s.shape.is_table() || !taken.contains(s.key));
    let items = free.map(|(rank, setting)| {
        let text = match spot.part {
            TomlPart::Key { has_value: true } => setting.key.to_owned(),
            _ => format!("{}{}", setting.key, room(setting)),
        };
        let edit = TextEdit::replace(spot.token, text);
        let mut item = Completion::new(setting.key, CompletionKind::Field, edit);
        item.snippet = spot.part == TomlPart::Key { has_value: false };
        item.detail = Some(format!("default {}", setting.default));
        item.documentation = Some(setting.doc.to_owned());
        item.rank = rank as u32;
        item
    });
    items.collect()
}

/// What stands behind a new key. Tables are written as dotted keys: a header would end the
/// table that the key stands in.
fn room(setting: &Setting) -> String {
    match setting.shape {
        Shape::Selectors => " = [\"$0\"]".to_owned(),
        Shape::FileIgnores => ".\"$1\" = [\"$0\"]".to_owned(),
        Shape::Severities => {
            let levels = Level::ALL.map(|(name, _)| name);
            format!(".\"$1\" = \"${{2|{}|}}\"", levels.join(","))
        }
        Shape::RepositoryKind => {
            let kinds = repository_kinds().map(|(name, _)| name);
            format!(" = \"${{1|{}|}}\"", kinds.join(","))
        }
        Shape::Bool if setting.default == "true" => " = ${0:false}".to_owned(),
        Shape::Bool => " = ${0:true}".to_owned(),
        Shape::Path => " = \"$0\"".to_owned(),
    }
}

/// Quotes a key where that is still to be done, and gives it a value where it has none.
fn quoted_key(item: &mut Completion, spot: &TomlSpot, value: &str) {
    if let TomlPart::Key { has_value: false } = spot.part
        && spot.quote.is_none()
    {
        let key = super::escape_snippet(&item.edit.text);
        item.edit.text = format!("\"{key}\" = {value}");
        item.snippet = true;
    } else {
        item.edit.text = in_quotes(&item.edit.text, spot);
    }
}

/// The customary places of every kind of file, and everything of an integration.
fn patterns(cx: &FileCx, spot: &TomlSpot) -> Vec<Completion> {
    let kinds = FileKind::GLOBS.iter().map(|glob| {
        let glob = glob.strip_prefix("**/").unwrap_or(glob);
        // A name alone means any depth; a path is meant from the root.
        match glob.contains('/') && !glob.starts_with('.') {
            true => format!("*/{glob}"),
            false => glob.to_owned(),
        }
    });
    let dirs = cx.repo.integrations.keys().map(|dir| format!("{dir}/*"));
    let all = kinds
        .map(|glob| (glob, 0))
        .chain(dirs.map(|glob| (glob, 1)));
    let items = all.map(|(glob, rank)| {
        let edit = TextEdit::replace(spot.token, glob.clone());
        let mut item = Completion::new(glob, CompletionKind::File, edit);
        item.rank = rank;
        quoted_key(&mut item, spot, "[\"$0\"]");
        item
    });
    items.collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    const FILE: &str = "//- foo/README.md\n//- integrations-ls.toml\n";

    fn labels(text: &str) -> Vec<String> {
        let items = completions(&format!("{FILE}{text}"));
        items.into_iter().map(|item| item.label).collect()
    }

    #[track_caller]
    fn accepted(text: &str, label: &str) -> String {
        accept_completion(&format!("{FILE}{text}"), label)
    }

    #[test]
    fn settings_come_with_room_for_their_value() {
        assert!(!labels("ignore = []\n‸\n").contains(&"ignore".to_owned()));
        assert_eq!(accepted("ign‸\n", "ignore"), "ignore = [\"$0\"]\n");
        assert_eq!(accepted("ign‸ = []\n", "ignore"), "ignore = []\n");
        assert_eq!(accepted("[se‸]\n", "severity"), "[severity]\n");
        assert_eq!(
            accepted("legacy-rules = ‸\n", "false"),
            "legacy-rules = false\n"
        );
        assert_eq!(
            accepted("repository-kind = ‸\n", "core"),
            "repository-kind = \"core\"\n"
        );
    }

    #[test]
    fn rules_are_offered_where_they_are_meant() {
        let rule = "metadata/unsorted";
        assert_eq!(
            accepted("select = [\"met‸\"]\n", rule),
            format!("select = [\"{rule}\"]\n")
        );
        assert_eq!(
            accepted("ignore = [\n  \"a\",\n  ‸\n]\n", rule),
            format!("ignore = [\n  \"a\",\n  \"{rule}\"\n]\n")
        );
        assert_eq!(
            accepted("[severity]\nmeta‸\n", rule),
            format!("[severity]\n\"{rule}\" = \"${{1|error,warning,information,hint,off|}}\"\n")
        );
        assert_eq!(
            accepted("[severity]\nreadme = \"h‸\"\n", "hint"),
            "[severity]\nreadme = \"hint\"\n"
        );
        assert_eq!(labels("select = [\"‸\"]\n")[0], "ALL");
    }

    #[test]
    fn patterns_of_files_are_offered() {
        let table = "[per-file-ignores]\n";
        assert_eq!(
            accepted(&format!("{table}\"f‸\" = []\n"), "foo/*"),
            format!("{table}\"foo/*\" = []\n")
        );
        assert_eq!(
            accepted(&format!("{table}met‸\n"), "metadata.csv"),
            format!("{table}\"metadata.csv\" = [\"$0\"]\n")
        );
        assert!(
            labels(&format!("{table}\"metadata.csv\" = [\"‸\"]\n")).contains(&"ALL".to_owned())
        );
    }

    #[test]
    fn the_table_of_pyproject_is_ours_and_the_rest_is_not() {
        let file = "//- foo/README.md\n//- pyproject.toml\n[tool.black]\nx = 1\n";
        let accepted = accept_completion(&format!("{file}[tool.‸]\n"), "integrations-ls");
        assert!(accepted.ends_with("[tool.integrations-ls]\n"), "{accepted}");
        let own = completions(&format!("{file}[tool.integrations-ls]\nse‸\n"));
        assert_eq!(own[0].label, "select");
        assert!(completions(&format!("{file}y‸\n")).is_empty());
    }
}
