//! `spec/description-too-long`

use super::{label, report_rendered, written};
use crate::catalog::spec_words;
use crate::engine::Mark;
use crate::engine::example::RenderErrorKind;
use crate::model::spec::SpecOption;
use crate::rules::{Finding, Sink, rule};
use crate::syntax::yaml::{YamlNode, YamlStyle};
use crate::text::{Span, TextEdit};
use crate::workspace::SpecCx;

rule! {
    /// A line of a description is too long for the example file.
    ///
    /// ## Why
    /// Every line is written behind `## ` and indented by four spaces for each section around
    /// it; all of that may take 120 characters. ` /noqa` in a line lifts the limit, for
    /// addresses for instance, and is left out of the example file. Hidden options are not
    /// written.
    ///
    /// ## Fix
    /// Breaks the line, or adds the mark.
    DESCRIPTION_TOO_LONG = "spec/description-too-long",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

/// What leads every line.
const LEAD: usize = 3;

fn check(cx: &SpecCx, sink: &mut Sink) {
    let long = |kind: &RenderErrorKind| matches!(kind, RenderErrorKind::LongLine { .. });
    let rendered = report_rendered(cx, sink, (Mark::Value, long), |error, node, finding| {
        if let Some((text, index, room)) = written_line(&error.kind, node) {
            finding.span = written(text);
            add_fixes(cx, finding, text, index, room);
        }
    });
    if rendered.is_none() {
        check_written(cx, sink);
    }
}

/// The text that a line comes from, its number there and the room it has.
fn written_line<'a>(
    kind: &RenderErrorKind,
    node: YamlNode<'a>,
) -> Option<(YamlNode<'a>, usize, usize)> {
    let RenderErrorKind::LongLine {
        line,
        number,
        excess,
        ..
    } = kind
    else {
        return None;
    };
    let room = |line: &str| line.chars().count().checked_sub(*excess);
    if let Some(number) = number {
        return Some((node, *number, room(line)?));
    }
    node.effective_pairs().into_iter().find_map(|(_, text)| {
        let mut lines = split_lines(text.as_str()?).enumerate();
        let (index, found) = lines.find(|(_, found)| !found.is_empty() && line.ends_with(found))?;
        Some((text, index, room(found)?))
    })
}

/// What is written out and certain to be rendered.
fn check_written(cx: &SpecCx, sink: &mut Sink) {
    for option in cx.spec.options.iter().filter(|option| option.shown) {
        // Of the blocks of a list only some descriptions are written.
        if option.is_block {
            continue;
        }
        if let Some(description) = option.field("description") {
            check_text(cx, sink, option, description, 0);
        }
        let deprecation = option.field("deprecation");
        for (key, text) in deprecation.into_iter().flat_map(|d| d.effective_pairs()) {
            let key = key.decoded().unwrap_or_default();
            check_text(cx, sink, option, text, key.chars().count() + 2);
        }
    }
}

fn check_text(cx: &SpecCx, sink: &mut Sink, option: &SpecOption, node: YamlNode, lead: usize) {
    let Some(text) = node.as_str() else { return };
    let words = spec_words();
    let taken = option.indent() + LEAD + lead;
    let room = words.max_line.saturating_sub(taken);
    for (index, line) in split_lines(text).enumerate() {
        let length = line.chars().count();
        if length <= room || line.contains(&words.long_line_mark) {
            continue;
        }
        let message = format!(
            "A line of the description of {} is {} too long.",
            label(option),
            match length - room {
                1 => "1 character".to_owned(),
                over => format!("{over} characters"),
            },
        );
        let finding = sink.report(written(node), message);
        add_fixes(cx, finding, node, index, room);
    }
}

/// Narrows the finding down to the line, and mends it.
fn add_fixes(cx: &SpecCx, finding: &mut Finding, node: YamlNode, index: usize, room: usize) {
    let line = node.as_str().and_then(|text| split_lines(text).nth(index));
    let place = line.and_then(|line| source_line(node, index, line));
    let (Some(line), Some(place)) = (line, place) else {
        return;
    };
    finding.span = place;
    if let Some(broken) = wrapped(line, room) {
        let start = place.start as usize;
        let line_start = cx.text()[..start]
            .rfind(['\n', '\r'])
            .map_or(0, |at| at + 1);
        let indent = &cx.text()[line_start..start];
        let separator = format!("{}{indent}", cx.newline());
        let edit = TextEdit::replace(place, broken.join(&separator));
        finding.unsafe_fix("Break the line", vec![edit]);
    }
    let mark = spec_words().long_line_mark.clone();
    let edit = TextEdit::insert(place.end as usize, mark);
    finding.unsafe_fix("Allow the long line", vec![edit]);
}

/// Lines as Python splits them.
fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let breaks = |c: char| {
        matches!(
            c,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'
                ..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    text.split(breaks)
}

/// Where a line of a block text stands; `None` where lines are folded or escaped.
fn source_line(node: YamlNode, index: usize, line: &str) -> Option<Span> {
    let node = node.value();
    if node.style() != YamlStyle::Literal {
        return None;
    }
    let mut start = node.span().start as usize;
    for _ in 0..=index {
        start += node.text()[start..].find('\n')? + 1;
    }
    let end = node.text()[start..].find(['\n', '\r']);
    let end = end.map_or(node.text().len(), |length| start + length);
    let whole = &node.text()[start..end];
    whole
        .ends_with(line)
        .then(|| Span::new(end - line.len(), end))
}

/// The line in parts that fit, each indented like the first; `None` when a word is too long.
fn wrapped(line: &str, room: usize) -> Option<Vec<String>> {
    let indent = &line[..line.len() - line.trim_start().len()];
    let mut parts = Vec::new();
    let mut part = indent.to_owned();
    for word in line.split_whitespace() {
        let begins = part.len() == indent.len();
        let needed = part.chars().count() + word.chars().count() + usize::from(!begins);
        if needed > room {
            if begins {
                return None;
            }
            parts.push(std::mem::replace(&mut part, indent.to_owned()));
            if indent.chars().count() + word.chars().count() > room {
                return None;
            }
        } else if !begins {
            part.push(' ');
        }
        part.push_str(word);
    }
    parts.push(part);
    (parts.len() > 1).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, options, with_templates};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn at_top(line: &str) -> String {
        format!("- name: a\n  description: |\n    First.\n    {line}\n    Last.")
    }

    fn in_instances(line: &str) -> String {
        format!(
            "- template: instances\n  options:\n  - name: a\n    description: |\n      {line}\n    value: {{type: string}}"
        )
    }

    #[test]
    fn room_depends_on_depth() {
        let text = |length| format!("«{}»", "x".repeat(length));
        let fine = |length| "é".repeat(length);
        assert_findings(&DESCRIPTION_TOO_LONG, &options(&at_top(&text(118))));
        assert_findings(&DESCRIPTION_TOO_LONG, &options(&at_top(&fine(117))));
        assert_findings(&DESCRIPTION_TOO_LONG, &options(&in_instances(&text(114))));
        assert_findings(&DESCRIPTION_TOO_LONG, &options(&in_instances(&fine(113))));
        let marked = format!("{} /noqa", fine(130));
        assert_findings(&DESCRIPTION_TOO_LONG, &options(&at_top(&marked)));
    }

    #[test]
    fn what_is_not_written_may_be_long() {
        let hidden =
            in_instances(&"x".repeat(200)).replace("    value:", "    hidden: true\n    value:");
        assert_findings(&DESCRIPTION_TOO_LONG, &options(&hidden));
        let unknown = in_instances(&"x".repeat(200)).replace("instances\n", "instances/http\n");
        assert_findings(&DESCRIPTION_TOO_LONG, &options(&unknown));
    }

    #[test]
    fn texts_on_one_line_and_deprecations_count() {
        let long = "x".repeat(118);
        let text = format!(
            "- name: a\n  description: «{long}»\n- name: b\n  description: c\n  deprecation:\n    Release: «{}»",
            &long[..109]
        );
        assert_findings(&DESCRIPTION_TOO_LONG, &options(&text));
    }

    #[test]
    fn lines_are_broken_between_words() {
        let words = "  word".to_owned() + &" word".repeat(25);
        let broken = format!("  word{}\n      word word word", " word".repeat(22));
        assert_fix(
            &DESCRIPTION_TOO_LONG,
            &options(&at_top(&words)),
            &bare(&at_top(&broken)),
        );
        let address = "x".repeat(130);
        let marked = format!("{address} /noqa");
        assert_fix(
            &DESCRIPTION_TOO_LONG,
            &options(&at_top(&address)),
            &bare(&at_top(&marked)),
        );
    }

    #[test]
    fn descriptions_laid_over_templates_count() {
        let text = |length| {
            let line = "x".repeat(length);
            format!(
                "- template: tiny/list.url\n  description: |\n    a\n    «{line}»\n  deprecation:\n    Note: |\n      «{line}»"
            )
        };
        assert_findings(&DESCRIPTION_TOO_LONG, &with_templates(&text(118)));
        let fine = text(111).replace(['«', '»'], "");
        assert_findings(&DESCRIPTION_TOO_LONG, &with_templates(&fine));
        let bad = with_templates(&at_top(&"word ".repeat(30)));
        let (first, rest) = ("word ".repeat(23), "word ".repeat(7));
        let good = bare(&at_top(&format!(
            "{}\n    {}",
            first.trim_end(),
            rest.trim_end()
        )));
        assert_fix(&DESCRIPTION_TOO_LONG, &bad, &good);
    }
}
