//! `readme/unused-definition`

use crate::rules::{Sink, Tag, rule};
use crate::syntax::markdown::outline::{Definition, Outline, normalized};
use crate::text::{Span, TextEdit};
use crate::workspace::ReadmeCx;
use foldhash::HashSet;
use memchr::{memchr_iter, memchr2};
use std::borrow::Cow;

rule! {
    /// A reference is defined but used nowhere.
    ///
    /// ## Why
    /// It has no effect. Most are left over from links that were removed; some belong to a
    /// link that lost its number.
    ///
    /// ## Fix
    /// Removes the definition.
    UNUSED_DEFINITION = "readme/unused-definition",
    severity: Hint,
    origin: Ours,
    fix: Unsafe,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    let outline = &cx.markdown.outline;
    // In most files links use them all.
    if outline.definitions.iter().all(|found| found.used) {
        return;
    }
    let linked = linked_ids(outline);
    let mut ids = outline.definitions.iter().map(|found| &found.id);
    if ids.all(|id| linked.contains(&normalized(id))) {
        return;
    }
    let used = used_ids(cx.text(), outline, linked);
    for definition in &outline.definitions {
        if used.contains(&normalized(&definition.id)) {
            continue;
        }
        let finding = sink.report(
            definition.span,
            format!("`[{}]` is used nowhere.", definition.id),
        );
        finding.tag(Tag::Unnecessary);
        if let Some(line) = whole_line(cx.text(), definition) {
            finding.unsafe_fix("Remove the definition", vec![TextEdit::delete(line)]);
        }
    }
}

/// Ids that links and images use.
fn linked_ids(outline: &Outline) -> HashSet<Cow<'_, str>> {
    let linked = outline.definitions.iter().filter(|found| found.used);
    linked.map(|found| normalized(&found.id)).collect()
}

/// Ids in square brackets anywhere but in code blocks: the page may be read by other
/// dialects than ours, so whatever looks like a use is one.
fn used_ids<'a>(
    text: &'a str,
    outline: &Outline,
    mut used: HashSet<Cow<'a, str>>,
) -> HashSet<Cow<'a, str>> {
    let own: HashSet<usize> = outline
        .definitions
        .iter()
        .map(|definition| definition.id_span.start as usize)
        .collect();
    for at in memchr_iter(b'[', text.as_bytes()) {
        let inner = &text[at + 1..];
        let Some(end) = memchr2(b'[', b']', inner.as_bytes()) else {
            break;
        };
        let closed = inner.as_bytes()[end] == b']';
        if closed && !own.contains(&(at + 1)) && !outline.in_code(at) {
            used.insert(normalized(&inner[..end]));
        }
    }
    used
}

/// The lines of a definition with their line break; `None` when other text shares them.
pub(super) fn whole_line(text: &str, definition: &Definition) -> Option<Span> {
    let span = definition.span.range();
    let before = &text[..span.start];
    let line = before.trim_end_matches([' ', '\t']);
    let rest = &text[span.end..];
    let after = rest.trim_start_matches([' ', '\t']);
    let next = after
        .strip_prefix("\r\n")
        .or_else(|| after.strip_prefix(['\n', '\r']));
    let alone = line.is_empty() || line.ends_with(['\n', '\r']);
    let end = match next {
        Some(next) => text.len() - next.len(),
        None if after.is_empty() => text.len(),
        None => return None,
    };
    alone.then(|| Span::new(line.len(), end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn a_definition_needs_a_use_outside_code_blocks() {
        let findings = assert_findings(
            &UNUSED_DEFINITION,
            "//- foo/README.md\n[a][1] [2] ![b][3] [Four][] <div>[c][5]</div>\n\n```\n[d][6]\n```\n\n\
             [1]: x\n[2]: x\n[3]: x\n[four]: x\n[5]: x\n«[6]: x»\n«[7]: x»\n",
        );
        assert_eq!(findings[0].tags, [Tag::Unnecessary]);
    }

    #[test]
    fn the_line_goes() {
        assert_fix(
            &UNUSED_DEFINITION,
            "//- foo/README.md\n[2]\n\n  [1]: x\n  \"T\"\n[2]: y\n",
            "[2]\n\n[2]: y\n",
        );
    }
}
