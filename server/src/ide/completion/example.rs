//! Completion in example configurations: the options that the specification has for the
//! section in whose column the cursor stands, on plain and on commented lines.

use std::collections::BTreeSet;

use super::{Completion, CompletionKind, escape_snippet};
use crate::ide::example_place::{example_name, option_text, spec_of};
use crate::ide::template_options::Opened;
use crate::model::config::sections_at;
use crate::model::spec::{OptionFact, TemplateFact};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

/// Options of templates come after those that are written out.
const BROUGHT: u32 = 1000;
/// Hidden options come last.
const HIDDEN: u32 = 10_000;

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let text = cx.text();
    let (Some((_, facts)), Some(spot)) = (spec_of(cx), Spot::at(text, offset)) else {
        return Vec::new();
    };
    let Some(sections) = sections_at(text, spot.line.start as usize, spot.column) else {
        return Vec::new();
    };
    let (example, section) = (example_name(cx), sections.join("."));
    if let Some((name, token)) = spot.value {
        let option = facts.option(example, &section, name);
        return option.map_or_else(Vec::new, |option| values(option, token));
    }
    let mut taken = taken(text, spot.line, spot.column);
    let mut items = Vec::new();
    for (index, option) in facts.options_in(example, &section).enumerate() {
        if !taken.insert(&option.name) {
            continue;
        }
        let mut item = spot.item(&option.name, &value_of(option));
        item.detail = Some(match (option.is_section, &*option.kind) {
            (true, _) => "section".to_owned(),
            (false, "") => option.template.to_string(),
            (false, kind) if option.required => format!("{kind}, required"),
            (false, kind) => kind.to_owned(),
        });
        item.documentation = Some(option_text(option));
        item.rank = index as u32 + if option.hidden { HIDDEN } else { 0 };
        items.push(item);
    }
    for template in facts.templates_in(example, &section) {
        for (index, option) in brought(cx, template).into_iter().enumerate() {
            let offered = items
                .iter()
                .any(|item: &Completion| item.label == *option.name);
            if offered || taken.contains(&*option.name) {
                continue;
            }
            let mut item = spot.item(&option.name, &value_of(&option));
            item.detail = Some(template.name.to_string());
            let head = option_text(&option);
            item.documentation = Some(format!("{head}\n\nBrought by the template."));
            item.rank = BROUGHT + index as u32 + if option.hidden { HIDDEN } else { 0 };
            items.push(item);
        }
    }
    items
}

/// The options of a template, or at least their names.
fn brought(cx: &FileCx, template: &TemplateFact) -> Vec<OptionFact> {
    match Opened::of(cx.repo, &template.name) {
        Some(opened) => opened.options().collect(),
        None => {
            let names = template.brings().into_iter();
            names.map(OptionFact::named).collect()
        }
    }
}

/// What is being typed, by the text of its line alone.
struct Spot<'a> {
    /// The line.
    line: Span,
    /// Column of the keys of this section.
    column: usize,
    /// The key so far.
    token: Span,
    /// The line is commented out.
    is_comment: bool,
    /// A dash stands before it.
    after_dash: bool,
    /// A colon follows.
    has_colon: bool,
    /// The key before the colon and what stands behind, when that is being typed.
    value: Option<(&'a str, Span)>,
}

impl<'a> Spot<'a> {
    fn at(text: &'a str, offset: usize) -> Option<Self> {
        let start = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let end = text[offset..].find(['\n', '\r']);
        let end = end.map_or(text.len(), |at| offset + at);
        let line = &text[start..end];
        let blank = line.len() - line.trim_start_matches(' ').len();
        let mut at = start + blank.min(offset - start);
        let mut column = at - start;
        let is_comment = text[at..end].starts_with('#');
        if is_comment {
            at += text[at..end].strip_prefix("# ").map(|_| 2)?;
        }
        let after_dash = text[at..end].starts_with("- ");
        if after_dash {
            at += 2;
            column += 2;
        }
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        let rest = &text[at..end];
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let behind = &rest[word..];
        let token = Span::new(at, at + word);
        let value = match behind.strip_prefix(": ") {
            Some(written) if offset > token.end as usize => {
                let from = end - written.trim_start_matches(' ').len();
                let to = from.max(start + line.trim_end().len());
                let span = Span::new(from.min(offset), to.max(offset));
                Some((&rest[..word], span))
            }
            _ => None,
        };
        let open = behind.trim().is_empty() || behind.starts_with(':');
        let here = value.is_some() || (token.touches(offset) && open);
        here.then_some(Self {
            line: Span::new(start, end),
            column,
            token,
            is_comment,
            after_dash,
            has_colon: behind.starts_with(':'),
            value,
        })
    }

    fn item(&self, name: &str, value: &Value) -> Completion {
        let name = name.to_owned();
        if self.has_colon {
            let edit = TextEdit::replace(self.token, name.clone());
            return Completion::new(name, CompletionKind::Field, edit);
        }
        // The editor indents further lines like the first, but does not comment them out.
        let mark = if self.is_comment { "# " } else { "" };
        let dash = if self.after_dash { "  " } else { "" };
        let written = match value {
            Value::Plain(example) if example.is_empty() => " $0".to_owned(),
            Value::Plain(example) => format!(" ${{0:{}}}", escape_snippet(example)),
            Value::List => format!("\n{mark}{dash}  - $0"),
            Value::Mapping => format!("\n{mark}{dash}  $0"),
        };
        let edit = TextEdit::replace(self.token, format!("{}:{written}", escape_snippet(&name)));
        let mut item = Completion::new(name, CompletionKind::Field, edit);
        item.snippet = true;
        item
    }
}

/// What stands behind a new key.
enum Value {
    /// An example on the line of the key.
    Plain(String),
    /// Items below it.
    List,
    /// Keys below it.
    Mapping,
}

fn value_of(option: &OptionFact) -> Value {
    let kind = &*option.kind;
    if kind.starts_with("list") || &*option.name == "instances" {
        Value::List
    } else if option.is_section || kind == "mapping" {
        Value::Mapping
    } else {
        Value::Plain(option.example_value.to_string())
    }
}

/// The only values of an option.
fn values(option: &OptionFact, token: Span) -> Vec<Completion> {
    let mut names: Vec<&str> = option.values.iter().map(|value| &**value).collect();
    if &*option.kind == "boolean" {
        names.extend(["true", "false"]);
    }
    let items = names.into_iter().enumerate().map(|(index, name)| {
        let edit = TextEdit::replace(token, name);
        let mut item = Completion::new(name, CompletionKind::Value, edit);
        item.rank = index as u32;
        item
    });
    items.collect()
}

/// Keys in the column of a line, as far as its block reaches up and down.
fn taken(text: &str, line: Span, column: usize) -> BTreeSet<&str> {
    let above = text[..line.start as usize].lines().rev();
    let below = text[line.end as usize..].lines().skip(1);
    let mut keys = BTreeSet::new();
    collect(above, column, &mut keys);
    collect(below, column, &mut keys);
    keys
}

fn collect<'a>(lines: impl Iterator<Item = &'a str>, column: usize, keys: &mut BTreeSet<&'a str>) {
    for line in lines {
        let body = line.trim_start_matches(' ');
        let mut indent = line.len() - body.len();
        let inner = body.strip_prefix("# ").unwrap_or(body);
        let inner = inner
            .strip_prefix("- ")
            .inspect(|_| indent += 2)
            .unwrap_or(inner);
        // A line further to the left ends the block.
        if !body.is_empty() && !body.starts_with(['#', '-']) && indent < column {
            return;
        }
        if let Some((key, _)) = inner.split_once(':').filter(|_| indent == column) {
            keys.insert(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    const SPEC: &str = "//- foo/assets/configuration/spec.yaml\nfiles:\n- name: foo.yaml\n  options:\n  - template: init_config\n    options:\n    - template: init_config/default\n  - template: instances\n    options:\n    - name: host\n      required: true\n      value: {type: string, example: localhost}\n    - name: mode\n      value: {type: string, enum: [fast, slow]}\n    - name: ssl\n      value: {type: boolean, example: false}\n    - name: ids\n      hidden: true\n      value: {type: array, items: {type: string}}\n    - template: instances/tags\n- name: auto_conf.yaml\n  options:\n  - template: ad_identifiers\n";

    fn example(text: &str) -> String {
        format!("{SPEC}//- foo/datadog_checks/foo/data/conf.yaml.example\n{text}")
    }

    fn labels(text: &str) -> Vec<String> {
        let items = completions(&example(text));
        items.into_iter().map(|item| item.label).collect()
    }

    #[test]
    fn options_of_the_section_are_offered() {
        let text = "init_config:\n\n    # $\n\ninstances:\n\n    ## @param host - string - required\n    #\n  - host: x\n\n    %\n";
        assert_eq!(
            labels(&text.replace('%', "‸").replace('$', "")),
            ["mode", "ssl", "tags", "ids"]
        );
        assert_eq!(
            labels(&text.replace('%', "").replace('$', "‸")),
            ["service"]
        );
        assert_eq!(labels("‸\n"), ["init_config", "instances"]);
        assert_eq!(labels("instances:\n  - ‸\n")[0], "host");
        assert_eq!(labels("instances:\n    # ## ‸\n"), Vec::<String>::new());
    }

    #[test]
    fn lines_are_filled_as_they_are_begun() {
        let head = "instances:\n  - host: x\n    ";
        let accepted =
            |end: &str, label| accept_completion(&example(&format!("{head}{end}")), label);
        assert_eq!(accepted("s‸", "ssl"), format!("{head}ssl: ${{0:false}}"));
        assert_eq!(accepted("# i‸", "ids"), format!("{head}# ids:\n#   - $0"));
        assert_eq!(accepted("mo‸: fast", "mode"), format!("{head}mode: fast"));
        assert_eq!(accepted("mode: f‸", "slow"), format!("{head}mode: slow"));
        assert_eq!(accepted("# ssl: ‸", "true"), format!("{head}# ssl: true"));
    }

    #[test]
    fn values_and_other_files_are_left_alone() {
        let list = "instances:\n    ## @param ids - list of strings - optional\n    #\n    ids:\n      - ‸\n";
        assert_eq!(labels(list), Vec::<String>::new());
        let other = "//- foo/datadog_checks/foo/data/auto_conf.yaml\n‸\n";
        let items = completions(&format!("{SPEC}{other}"));
        assert_eq!(items[0].label, "ad_identifiers");
    }
}
