//! `ddev-config/unknown-directory`

use super::values;
use crate::catalog::{ConfigValue, config_key, nearest};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::toml::TomlNode;
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// An override is about a directory that does not exist.
    ///
    /// ## Why
    /// The tables of `overrides` go by the names of directories. One that was renamed,
    /// removed or mistyped has no effect.
    ///
    /// ## Fix
    /// Replaces the name by the directory that is meant most likely.
    UNKNOWN_DIRECTORY = "ddev-config/unknown-directory",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::DdevConfig, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !cx.repo.complete {
        return;
    }
    for node in values(cx) {
        let Some(key) = config_key(&node.path()) else {
            continue;
        };
        // Items of lists have the path of their list.
        if node.key().is_none() {
            if key.value == ConfigValue::Directories
                && let Some(dir) = node.as_str()
            {
                check_name(cx, dir, node.inner_span(), sink);
            }
        } else if key.is_directory()
            && let (Some(dir), Some(span)) = (node.key(), name_span(cx, node))
        {
            check_name(cx, dir, span, sink);
        }
    }
}

fn check_name(cx: &FileCx, dir: &str, span: Span, sink: &mut Sink) {
    if cx.repo.has_top_directory(dir) {
        return;
    }
    let finding = sink.report(span, format!("There is no directory `{dir}`."));
    let known = cx.repo.integrations.keys().map(|dir| &**dir);
    if let Some(near) = nearest(dir, known) {
        let edit = TextEdit::replace(span, near);
        finding.unsafe_fix(format!("Replace by `{near}`"), vec![edit]);
    }
}

/// Bytes of a key without its quotes.
fn name_span(cx: &FileCx, node: TomlNode) -> Option<Span> {
    let span = node.key_span()?;
    let raw = span.slice(cx.text());
    let quoted = raw.len() >= 2 && raw.starts_with(['"', '\'']);
    Some(if quoted {
        Span::new(span.start as usize + 1, span.end as usize - 1)
    } else {
        span
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn overrides_are_about_directories() {
        let text = "//- foo/README.md\n//- .ddev/config.toml\n[overrides.display-name]\nfoo = 'F'\n«bar» = 'B'\n\"«baz»\" = 'C'\n[overrides.ci.«goo»]\nexclude = true\n[overrides.validate.metrics]\nexclude = ['foo', '«goo»']\n[overrides.dependencies.repo]\nx = 'y'\n[overrides.validate.labeler]\ninclude = ['z']\n";
        assert_findings(&UNKNOWN_DIRECTORY, text);
    }

    #[test]
    fn the_name_is_replaced() {
        let text =
            "//- foobar/README.md\n//- .ddev/config.toml\n[overrides.display-name]\nfobar = 'F'\n";
        assert_fix(
            &UNKNOWN_DIRECTORY,
            text,
            "[overrides.display-name]\nfoobar = 'F'\n",
        );
    }
}
