//! `ddev-config/unknown-key`

use super::values;
use crate::catalog::{config_key, config_keys_in, nearest};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// A key of ddev's configuration is nearly one that ddev knows.
    ///
    /// ## Why
    /// ddev does not look at unknown keys, so that a mistyped one has no effect and nobody is
    /// told. Keys that resemble none are left alone: newer versions may know them.
    ///
    /// ## Fix
    /// Replaces the key.
    UNKNOWN_KEY = "ddev-config/unknown-key",
    severity: Hint,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::DdevConfig, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for node in values(cx) {
        let (Some(name), Some(span)) = (node.key(), node.key_span()) else {
            continue;
        };
        let path = node.path();
        let above = &path[..path.len() - 1];
        if config_key(&path).is_some() {
            continue;
        }
        let known = config_keys_in(above).map(|key| key.name());
        let Some(near) = nearest(name, known.filter(|name| !["*", "?"].contains(name))) else {
            continue;
        };
        let finding = sink.report(
            span,
            format!("ddev does not know `{name}`. Did you mean `{near}`?"),
        );
        if span.slice(cx.text()) == name {
            let edit = TextEdit::replace(span, near);
            finding.unsafe_fix(format!("Replace by `{near}`"), vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn near_misses_are_found_and_nothing_else() {
        let text = "//- .ddev/config.toml\n[overrides.«display_name»]\nfoo = 'F'\n[overrides.ci.foo]\n«excludes» = true\n[overrides.something]\nx = 1\n[dispatcher]\ny = 1\n[other]\n";
        assert_findings(&UNKNOWN_KEY, text);
    }

    #[test]
    fn the_key_is_replaced() {
        let text = "//- .ddev/config.toml\n[overrides.is_integration]\nfoo = false\n";
        assert_fix(
            &UNKNOWN_KEY,
            text,
            "[overrides.is-integration]\nfoo = false\n",
        );
    }
}
