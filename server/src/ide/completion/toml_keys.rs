//! Completion of tables and keys in TOML files whose keys the catalog knows.

use std::collections::BTreeSet;

use super::{Completion, CompletionKind};
use crate::catalog::{ConfigKey, ConfigKeys, ConfigValue};
use crate::ide::toml_spot::{TomlPart, TomlSpot};
use crate::ide::tool_settings::table_keys;
use crate::text::TextEdit;
use crate::workspace::FileCx;

/// Keys that may stand at a place, and tables whose header may.
pub(super) fn complete(cx: &FileCx, keys: &'static ConfigKeys, spot: &TomlSpot) -> Vec<Completion> {
    let path: Vec<&str> = spot.path.iter().map(String::as_str).collect();
    let is_header = spot.part == TomlPart::Header;
    let own = spot.token.start as usize;
    let taken: BTreeSet<&str> = table_keys(cx, &path)
        .filter(|(_, span)| !is_header && !span.touches(own))
        .map(|(name, _)| name)
        .collect();
    let mut items = Vec::new();
    for (rank, key) in keys.keys_in(&path).enumerate() {
        let is_table = matches!(key.value, ConfigValue::Table | ConfigValue::Open);
        let names: Vec<&str> = match key.name() {
            _ if is_header && !is_table => continue,
            "*" => cx.repo.ddev_integrations().into_iter().collect(),
            "?" => continue,
            name => vec![name],
        };
        for name in names.into_iter().filter(|name| !taken.contains(name)) {
            let room = match spot.part {
                TomlPart::Key { has_value: false } if spot.quote.is_none() => room(key),
                _ => "",
            };
            let edit = TextEdit::replace(spot.token, format!("{name}{room}"));
            let mut item = Completion::new(name, CompletionKind::Field, edit);
            item.snippet = !room.is_empty();
            item.detail = Some(key.value.describe().to_owned());
            item.documentation = Some(key.summary.clone());
            item.rank = rank as u32;
            items.push(item);
        }
    }
    items
}

/// What stands behind a new key.
fn room(key: &ConfigKey) -> &'static str {
    match key.value {
        ConfigValue::String => " = \"$0\"",
        ConfigValue::Strings | ConfigValue::Directories => " = [\"$0\"]",
        ConfigValue::Bool => " = ${1|true,false|}",
        // Followed by a dot, or written as a header.
        ConfigValue::Table | ConfigValue::Open => "",
    }
}
