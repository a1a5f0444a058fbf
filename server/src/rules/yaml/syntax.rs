//! Errors of YAML files and their repairs, for the `invalid-yaml` rule of every kind of
//! file. A repair is offered only when the text can be read with it.

use crate::rules::{Applicability, Finding, Severity, Sink};
use crate::syntax::yaml::edit::{indent_unit, quote};
use crate::syntax::yaml::{YamlError, YamlErrorKind, YamlTree};
use crate::text::{Span, TextEdit, apply_edits};
use crate::workspace::FileCx;

/// Reports the first syntax error of a YAML file as `syntax`, or everything that stops the
/// loader as `fault`, with a fix where there is one. True when there was something to tell.
pub(in crate::rules) fn report_syntax(
    cx: &FileCx,
    sink: &mut Sink,
    syntax: Severity,
    fault: Severity,
) -> bool {
    let Some(tree) = cx.file.yaml() else {
        return false;
    };
    for error in tree.errors() {
        let severity = match error.kind {
            // Limits of ours, not of others.
            YamlErrorKind::TooLarge | YamlErrorKind::TooDeep => Severity::Warning,
            kind if kind.is_syntax() => syntax,
            _ => fault,
        };
        let finding = sink.report(error.span, error.message());
        finding.severity(severity);
        repair(*error, tree.errors().len(), cx.text(), finding);
    }
    !tree.errors().is_empty()
}

/// Adds the repair of one of some errors.
fn repair(error: YamlError, count: usize, text: &str, finding: &mut Finding) {
    use YamlErrorKind as K;
    let span = error.span;
    let start = span.start as usize;
    let line = line_end(text, start);
    let mut offer = |title: &str, sure, edit: TextEdit| {
        let fixed = apply_edits(text, std::slice::from_ref(&edit)).unwrap_or_default();
        if YamlTree::parse(&fixed).errors().len() < count {
            finding.fix(title, sure, vec![edit]);
        }
    };
    match error.kind {
        K::ReservedCharacter | K::BareEquals => {
            let value = value_on_line(text, start);
            let quoted = quote(value.slice(text), false).into_owned();
            let edit = TextEdit::replace(value, quoted);
            offer("Quote the value", Applicability::Safe, edit);
        }
        K::NestedMapping => {
            if let Some(value) = value_after_first_colon(text, start) {
                let quoted = quote(value.slice(text), false).into_owned();
                let edit = TextEdit::replace(value, quoted);
                offer("Quote the value", Applicability::Unsafe, edit);
            }
        }
        K::UnhashableKey => {
            // The key is the inner of two brackets.
            let outer = text[..start].trim_end().strip_suffix('{');
            let value = value_on_line(text, outer.map_or(start, str::len));
            let quoted = quote(value.slice(text), false).into_owned();
            let edit = TextEdit::replace(value, quoted);
            offer("Quote the value", Applicability::Unsafe, edit);
        }
        K::Tab => {
            let before = text[..start].trim_end_matches('\t').len();
            let tabs = Span::new(before, start);
            let edit = TextEdit::replace(tabs, indent_unit(text).repeat(tabs.len()));
            offer("Replace the tab by blanks", Applicability::Unsafe, edit);
        }
        K::UnclosedQuote => {
            let mark = if span.slice(text).starts_with('\'') {
                "'"
            } else {
                "\""
            };
            let edit = TextEdit::insert(line, mark);
            offer("Close the quote", Applicability::Unsafe, edit);
        }
        K::MissingColon => {
            let edit = TextEdit::insert(line, ":");
            offer("Insert a colon", Applicability::Unsafe, edit);
        }
        K::UnclosedBracket => {
            let close = if span.slice(text).starts_with('{') {
                "}"
            } else {
                "]"
            };
            let edit = TextEdit::insert(line, close);
            offer("Close the bracket", Applicability::Unsafe, edit);
        }
        K::UnmatchedBracket => {
            let edit = TextEdit::delete(span);
            offer("Remove the bracket", Applicability::Unsafe, edit);
        }
        K::BadEscape if span.slice(text).matches('\\').count() == 1 => {
            let escape = start + span.slice(text).find('\\').unwrap_or_default();
            let edit = TextEdit::insert(escape, "\\");
            offer("Double the backslash", Applicability::Unsafe, edit);
        }
        _ => {}
    }
}

/// End of the line of a place, without blanks before the line break and comments.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text[at..].split(['\n', '\r']).next().unwrap_or_default();
    let rest = rest.split(" #").next().unwrap_or_default();
    at + rest.trim_end().len()
}

/// From a place to the end of its line.
fn value_on_line(text: &str, at: usize) -> Span {
    Span::new(at, line_end(text, at))
}

/// What follows the first colon of the line of a place.
fn value_after_first_colon(text: &str, at: usize) -> Option<Span> {
    let begin = text[..at].rfind(['\n', '\r']).map_or(0, |line| line + 1);
    let colon = begin + text[begin..].find(": ")? + 2;
    let value = colon + text[colon..].len() - text[colon..].trim_start_matches(' ').len();
    (value <= at).then(|| value_on_line(text, value))
}

#[cfg(test)]
mod tests {
    use crate::rules;
    use crate::testing::assert_fix;

    #[track_caller]
    fn repairs(before: &str, after: &str) {
        let rule = rules::find("yaml/invalid-yaml").expect("the rule");
        assert_fix(
            rule,
            &format!("//- foo/assets/logs/foo.yaml\n{before}"),
            after,
        );
    }

    #[test]
    fn values_that_need_quotes_get_them() {
        repairs("a: @foo # x\nb: 1\n", "a: '@foo' # x\nb: 1\n");
        repairs("a: %{foo}\n", "a: '%{foo}'\n");
        repairs("a: b: c\n", "a: 'b: c'\n");
        repairs("a: =\n", "a: '='\n");
        repairs("a: {{ foo }}\n", "a: '{{ foo }}'\n");
    }

    #[test]
    fn what_is_left_open_is_closed() {
        repairs("a: \"b\nc: 1\n", "a: \"b\"\nc: 1\n");
        repairs("c: 1\na: [b\n", "c: 1\na: [b]\n");
        repairs("a: [b]]\n", "a: [b]\n");
        repairs("a: \"\\d\"\n", "a: \"\\\\d\"\n");
        repairs("a: 1\nb\nc: 1\n", "a: 1\nb:\nc: 1\n");
    }

    #[test]
    fn tabs_become_blanks() {
        repairs("a:\n\tb: 1\n", "a:\n  b: 1\n");
    }
}
