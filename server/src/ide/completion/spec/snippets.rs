//! What stands behind a new key, and whole entries to fill in.

use crate::catalog::{SpecKey, SpecTakes, spec_words};
use crate::ide::completion::{Completion, CompletionKind, escape_snippet};
use crate::ide::spec_place::Place;
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

/// How a file is laid out. Lines of an offer are indented from that of its line, which a
/// dash pushes in.
pub(super) struct Style {
    /// Before a key below a key.
    key: &'static str,
    /// Before the dash of an item below a key.
    dash: &'static str,
    /// Before a key beside this one.
    beside: &'static str,
}

impl Style {
    /// As the rest of the file has it: items stand in the column of their key, or further in.
    pub(super) fn of(text: &str, after_dash: bool) -> Self {
        let mut lines = text.lines();
        let first = lines.find(|line| line.trim_end() == "files:");
        let item = first.and_then(|_| lines.find(|line| line.trim_start().starts_with('-')));
        let inside = item.is_some_and(|line| line.starts_with(' '));
        let (key, dash, beside) = match (after_dash, inside) {
            (false, false) => ("  ", "", ""),
            (false, true) => ("  ", "  ", ""),
            (true, false) => ("    ", "  ", "  "),
            (true, true) => ("    ", "    ", "  "),
        };
        Self { key, dash, beside }
    }
}

/// The types as a choice.
fn types(number: usize) -> String {
    let names: Vec<&str> = spec_words().types.iter().map(|t| t.name.as_str()).collect();
    format!("${{{number}|{}|}}", names.join(","))
}

/// A key with room for its value.
pub(super) fn member(key: &SpecKey, token: Span, style: &Style) -> Completion {
    let Style {
        key: inner, dash, ..
    } = style;
    let value = match key.takes {
        SpecTakes::Text => format!(" |\n{inner}$0"),
        SpecTakes::Boolean if key.default.as_deref() == Some("`true`") => " ${0:false}".to_owned(),
        SpecTakes::Boolean => " ${0:true}".to_owned(),
        SpecTakes::Type => format!(" {}", types(1)),
        SpecTakes::Files => format!("\n{dash}- name: $0"),
        SpecTakes::Value => format!("\n{inner}type: {}", types(1)),
        SpecTakes::Values => format!("\n{dash}- type: $1\n{dash}- type: $0"),
        SpecTakes::Properties => format!("\n{dash}- name: $1\n{dash}  type: {}", types(2)),
        SpecTakes::Discovery => {
            format!(
                "\n{inner}strategies:\n{inner}- strategy: ${{1:from_ports}}\n{inner}  candidates:\n{inner}  - $0"
            )
        }
        SpecTakes::Options | SpecTakes::Formats | SpecTakes::List | SpecTakes::Strings => {
            format!("\n{dash}- $0")
        }
        SpecTakes::Overrides | SpecTakes::Texts => format!("\n{inner}$0"),
        SpecTakes::Additional => " ${0:true}".to_owned(),
        SpecTakes::String
        | SpecTakes::Integer
        | SpecTakes::Number
        | SpecTakes::Any
        | SpecTakes::Template
        | SpecTakes::Strategy => " $0".to_owned(),
    };
    let edit = TextEdit::replace(token, format!("{}:{value}", escape_snippet(&key.name)));
    let mut item = Completion::new(&key.name, CompletionKind::Field, edit);
    item.snippet = true;
    item
}

/// A key between brackets with room for its value.
pub(super) fn flow_member(key: &SpecKey, token: Span) -> Completion {
    let value = match key.takes {
        SpecTakes::Boolean if key.default.as_deref() == Some("`true`") => "${0:false}".to_owned(),
        SpecTakes::Boolean | SpecTakes::Additional => "${0:true}".to_owned(),
        SpecTakes::Type => types(1),
        SpecTakes::Value => format!("{{type: {}}}", types(1)),
        SpecTakes::Values => "[{type: $1}, {type: $0}]".to_owned(),
        SpecTakes::Properties => format!("[{{name: $1, type: {}}}]", types(2)),
        SpecTakes::Files | SpecTakes::Options => "[{name: $0}]".to_owned(),
        SpecTakes::Formats | SpecTakes::List | SpecTakes::Strings => "[$0]".to_owned(),
        SpecTakes::Overrides | SpecTakes::Texts => "{$0}".to_owned(),
        SpecTakes::Discovery => "{strategies: [$0]}".to_owned(),
        _ => "$0".to_owned(),
    };
    let edit = TextEdit::replace(token, format!("{}: {value}", escape_snippet(&key.name)));
    let mut item = Completion::new(&key.name, CompletionKind::Field, edit);
    item.snippet = true;
    item
}

/// A whole specification.
pub(super) fn whole_file(cx: &FileCx, offset: usize) -> Completion {
    let (title, name) = (cx.display_name(), file_name(cx));
    let body = format!(
        "name: ${{1:{}}}\nfiles:\n- name: ${{2:{}}}\n  options:\n  - template: init_config\n    options:\n    - template: init_config/default\n  - template: instances\n    options:\n    - name: ${{3:host}}\n      required: true\n      description: ${{4:What to watch.}}\n      value:\n        type: ${{5:string}}\n    - template: instances/default\n",
        escape_snippet(&title),
        escape_snippet(&name),
    );
    snippet("new file", Span::at(offset), body)
}

/// What the file is called that the Agent reads.
pub(super) fn file_name(cx: &FileCx) -> String {
    format!("{}.yaml", cx.dir().to_lowercase().replace(' ', "_"))
}

/// Entries that may follow the dash.
pub(super) fn whole(cx: &FileCx, place: Place, token: Span, style: &Style) -> Vec<Completion> {
    let Style { key, dash, beside } = style;
    let offer = |label: &str, body: String| snippet(label, token, body);
    match place {
        Place::File => {
            let name = escape_snippet(&file_name(cx));
            let body = format!(
                "name: ${{1:{name}}}\n{beside}options:\n{dash}- template: init_config\n{dash}  options:\n{dash}  - template: init_config/default\n{dash}- template: instances\n{dash}  options:\n{dash}  - $0"
            );
            vec![offer("new configuration", body)]
        }
        Place::Option => {
            let option = format!(
                "name: ${{1:name}}\n{beside}description: ${{2:What it is for.}}\n{beside}value:\n{key}type: {}",
                types(3)
            );
            let section = format!(
                "name: ${{1:name}}\n{beside}description: ${{2:What it holds.}}\n{beside}options:\n{dash}- $0"
            );
            vec![offer("new option", option), offer("new section", section)]
        }
        Place::Property => {
            let body = format!("name: ${{1:name}}\n{beside}type: {}", types(2));
            vec![offer("new property", body)]
        }
        _ => Vec::new(),
    }
}

fn snippet(label: &str, span: Span, body: String) -> Completion {
    let edit = TextEdit::replace(span, body);
    let mut item = Completion::new(label, CompletionKind::Snippet, edit);
    item.snippet = true;
    item
}
