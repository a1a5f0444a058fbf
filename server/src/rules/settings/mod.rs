//! Rules about the settings of this program, in its own files and in comments of others;
//! and what the settings make of all rules.

mod apply;
pub mod docs;
mod invalid_suppression;
mod invalid_toml;
mod invalid_value;
mod suppress;
mod unknown_key;
mod unknown_rule;
mod unused_suppression;

use super::{Rule, Sink};
use crate::model::FileKind;
use crate::text::TextEdit;
use crate::workspace::FileCx;
use crate::workspace::settings::{CONFIG_FILE, ConfigFile, ProblemKind};

pub(super) use apply::{active, set_severities};
pub use apply::{is_on, known, problems, selectors, shadows, told, unknown, unknown_rules};
pub(super) use suppress::suppress;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &invalid_suppression::INVALID_SUPPRESSION,
    &invalid_toml::INVALID_TOML,
    &invalid_value::INVALID_VALUE,
    &unknown_key::UNKNOWN_KEY,
    &unknown_rule::UNKNOWN_RULE,
    &unused_suppression::UNUSED_SUPPRESSION,
];

/// Files that may hold settings.
const KINDS: &[FileKind] = &[FileKind::ToolConfig, FileKind::Pyproject];

/// Reports the mistakes of one sort in a settings file.
fn report(cx: &FileCx, sink: &mut Sink, kind: ProblemKind) {
    let Some(file) = settings_in(cx) else {
        return;
    };
    for problem in problems(&file) {
        let raw = problem.raw;
        if raw.kind != kind {
            continue;
        }
        let finding = sink.report(raw.span, raw.message);
        if let Some(replacement) = raw.replacement {
            let title = format!("Change to `{}`", replacement.trim_matches('"'));
            finding.unsafe_fix(title, vec![TextEdit::replace(raw.span, replacement)]);
        }
    }
}

/// The settings in a file; `None` when it is none of the root or has none.
fn settings_in(cx: &FileCx) -> Option<ConfigFile> {
    let is_root = !cx.file.path.contains('/');
    if !is_root || cx.file.problem.is_some() {
        return None;
    }
    if &*cx.file.path == CONFIG_FILE {
        return Some(ConfigFile::parse(CONFIG_FILE, cx.file.text.clone()));
    }
    ConfigFile::of_pyproject(cx.file.text.clone())
}
