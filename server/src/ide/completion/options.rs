//! Completion of options of the configuration in Python sources: keys of the instance, and
//! attributes of the models.

use super::{Completion, CompletionKind};
use crate::engine::models::attribute_of;
use crate::ide::example_place::option_text;
use crate::ide::option_place::options_of;
use crate::model::option_reads::OptionSection;
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let Some(spot) = Spot::at(cx, offset) else {
        return Vec::new();
    };
    let options = options_of(cx, spot.section).into_iter();
    options
        .filter_map(|option| {
            let label = match spot.is_attribute {
                true => attribute_of(&option.name)?,
                false => option.name.to_string(),
            };
            let edit = TextEdit::replace(spot.span, label.as_str());
            let mut item = Completion::new(label, CompletionKind::Field, edit);
            item.detail = (!option.kind.is_empty()).then(|| option.kind.to_string());
            item.documentation = Some(option_text(&option));
            item.rank = u32::from(!option.required);
            Some(item)
        })
        .collect()
}

/// Where an option is being named.
struct Spot {
    section: OptionSection,
    is_attribute: bool,
    /// Bytes of the name written so far.
    span: Span,
}

impl Spot {
    /// Judged by the text before the cursor: while somebody types, the quote is not closed.
    fn at(cx: &FileCx, offset: usize) -> Option<Self> {
        let text = cx.text();
        let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let before = text.get(..offset)?;
        let head = before.trim_end_matches(is_key);
        let (head, owner, is_attribute) = match head.strip_suffix(['\'', '"']) {
            Some(open) => (head, of_key(open.trim_end())?, false),
            None => {
                let head = before.trim_end_matches(is_word);
                (head, head.strip_suffix('.')?, true)
            }
        };
        let front = owner.trim_end_matches(is_word);
        let name = &owner[front.len()..];
        let of_self = front.ends_with("self.");
        let is_local = !front.ends_with('.');
        let alias = alias_at(cx, name, offset).filter(|_| is_local);
        let name = alias.unwrap_or(name);
        let known = match name {
            "instance" | "init_config" => !is_attribute && (of_self || is_local),
            "config" | "shared_config" => is_attribute && (of_self || alias.is_some()),
            _ => false,
        };
        let rest = &text[offset..];
        let end = rest.find(|c| {
            if is_attribute {
                !is_word(c)
            } else {
                !is_key(c)
            }
        });
        known.then(|| Self {
            section: OptionSection::of_owner(name),
            is_attribute,
            span: Span::new(head.len(), end.map_or(text.len(), |at| offset + at)),
        })
    }
}

/// What a local name stands for around a place: the last part of the name of that.
fn alias_at<'a>(cx: &FileCx<'a>, name: &str, offset: usize) -> Option<&'a str> {
    let aliases = cx.file.python()?.aliases.iter();
    // Of functions inside each other the inner one comes last.
    let mut named = aliases.rev().filter(|alias| &*alias.name == name);
    let alias = named.find(|alias| alias.within.touches(offset))?;
    alias.owner.rsplit('.').next()
}

/// What a key that begins here is taken from.
fn of_key(text: &str) -> Option<&str> {
    if let Some(owner) = text.strip_suffix('[') {
        return Some(owner);
    }
    let call = text.strip_suffix('(')?;
    call.strip_suffix(".get")
        .or_else(|| call.strip_suffix(".setdefault"))
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    fn source(call: &str) -> String {
        format!(
            "//- foo/assets/configuration/spec.yaml\nfiles:\n- name: foo.yaml\n  options:\n  - template: init_config\n    options:\n    - name: depth\n  - template: instances\n    options:\n    - name: my-mode\n      value: {{type: string}}\n    - name: url\n      required: true\n\
             //- foo/datadog_checks/foo/check.py\n\
             class A(AgentCheck, ConfigMixin):\n    def check(self, instance):\n        {call}\n"
        )
    }

    fn labels(call: &str) -> Vec<String> {
        let items = completions(&source(call));
        items.into_iter().map(|item| item.label).collect()
    }

    #[test]
    fn options_are_offered_where_they_are_named_the_required_first() {
        for call in [
            "self.instance.get('‸",
            "self.instance[\"m‸\"]",
            "instance['‸']",
            "x = instance.get( 'my-‸')",
        ] {
            assert_eq!(labels(call), ["url", "my-mode"], "{call}");
        }
        for call in [
            "c = self.instance\n        c['‸",
            "c = self.instance or {}\n        x = c.get(\"‸\")",
        ] {
            assert_eq!(labels(call), ["url", "my-mode"], "{call}");
        }
        assert_eq!(labels("m = self.config; m.‸"), ["url", "my_mode"]);
        assert_eq!(labels("self.config.‸"), ["url", "my_mode"]);
        assert_eq!(labels("self.init_config['‸']"), ["depth"]);
        assert_eq!(labels("self.shared_config.de‸"), ["depth"]);
        let text = accept_completion(&source("self.instance['my-‸xyz']"), "my-mode");
        assert!(text.contains("self.instance['my-mode']"), "{text}");
    }

    #[test]
    fn other_places_are_not_ours() {
        for call in [
            "self.other.get('‸')",
            "x.config.‸",
            "other.instance.‸",
            "self.instance.‸",
            "self.instance.get('a', '‸')",
            "c = self.instance; c = other; c['‸']",
            "c = self.instance; x.c['‸']",
            "m = self.instance; m.‸",
            "'‸'",
        ] {
            assert_eq!(labels(call), Vec::<String>::new(), "{call}");
        }
    }
}
