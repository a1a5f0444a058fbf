//! The words that a key of `spec.yaml` takes: types, formats, templates, names of files,
//! strategies, and values that are listed beside it.

use super::snippets::file_name;
use super::takes;
use crate::catalog::{SpecTakes, SpecTemplate, TemplateForm, spec_words};
use crate::ide::completion::{Completion, CompletionKind};
use crate::ide::spec_place::{Place, key_of, place_of, template_text};
use crate::model::spec::TemplateRef;
use crate::syntax::yaml::YamlNode;
use crate::syntax::yaml::edit::quote;
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

/// Names of a rendered file that mean something to the Agent.
const SHIPPED: [&str; 2] = ["auto_conf.yaml", "conf.yaml.default"];
/// Templates for another section come last.
const ELSEWHERE: u32 = 1000;

/// Collects offers, in order, for one place.
struct Offers<'a> {
    text: &'a str,
    token: Span,
    in_flow: bool,
    items: Vec<Completion>,
}

impl Offers<'_> {
    fn add(&mut self, word: &str, kind: CompletionKind, docs: &str) -> &mut Completion {
        let written = match kind {
            // Numbers and truth values stay what they are.
            CompletionKind::Value => word.to_owned(),
            _ => quote(word, self.in_flow).into_owned(),
        };
        let mut item = Completion::new(word, kind, TextEdit::replace(self.token, written));
        item.documentation = (!docs.is_empty()).then(|| docs.to_owned());
        item.rank = self.items.len() as u32;
        let typed = self.token.slice(self.text);
        if typed.starts_with(['"', '\'']) {
            item.filter = Some(format!("{}{word}", &typed[..1]));
        }
        self.items.push(item);
        let last = self.items.len() - 1;
        &mut self.items[last]
    }
}

/// Offers for an item of a list of words; `None` where items are mappings.
pub(super) fn of_item(cx: &FileCx, node: YamlNode, token: Span) -> Option<Vec<Completion>> {
    matches!(takes(node)?, SpecTakes::Formats | SpecTakes::Strings)
        .then(|| complete(cx, node, token))
}

pub(super) fn complete(cx: &FileCx, node: YamlNode, token: Span) -> Vec<Completion> {
    let mut offers = Offers {
        text: cx.text(),
        token,
        in_flow: node.parent().is_some_and(|parent| parent.is_flow()),
        items: Vec::new(),
    };
    let Some((key, mapping)) = key_of(node) else {
        return Vec::new();
    };
    let words = spec_words();
    match key.takes {
        SpecTakes::Type => {
            for known in &words.types {
                offers.add(&known.name, CompletionKind::Value, &known.summary);
            }
        }
        SpecTakes::Formats if node.key().is_none() => {
            let taken: Vec<&str> = node
                .parent()
                .into_iter()
                .flat_map(|l| l.items())
                .filter_map(|n| n.as_str())
                .collect();
            for known in words
                .formats
                .iter()
                .filter(|f| !taken.contains(&f.name.as_str()))
            {
                offers.add(&known.name, CompletionKind::Value, &known.summary);
            }
        }
        SpecTakes::Strings if key.name == "required" && node.key().is_none() => {
            let properties = mapping
                .get("properties")
                .into_iter()
                .flat_map(|p| p.items());
            for name in properties.filter_map(|p| p.get("name")?.as_str()) {
                offers.add(name, CompletionKind::Reference, "");
            }
        }
        SpecTakes::Boolean | SpecTakes::Additional => truth(&mut offers),
        SpecTakes::Strategy => {
            for known in &words.strategies {
                offers.add(&known.name, CompletionKind::Value, &known.summary);
            }
        }
        SpecTakes::Template => templates(mapping, &mut offers),
        SpecTakes::Any => known_values(mapping, &mut offers),
        SpecTakes::String => names(cx, &key.name, mapping, &mut offers),
        _ => {}
    }
    offers.items
}

fn truth(offers: &mut Offers) {
    for word in ["true", "false"] {
        offers.add(word, CompletionKind::Value, "");
    }
}

/// Examples and defaults of a type that has few values.
fn known_values(mapping: YamlNode, offers: &mut Offers) {
    if mapping.get("type").and_then(|kind| kind.as_str()) == Some("boolean") {
        truth(offers);
    }
    for value in mapping
        .get("enum")
        .into_iter()
        .flat_map(|list| list.items())
    {
        if value.is_scalar() {
            offers.add(value.raw(), CompletionKind::Value, "");
        }
    }
}

/// Names that follow from the integration.
fn names(cx: &FileCx, key: &str, mapping: YamlNode, offers: &mut Offers) {
    match (place_of(mapping), key) {
        (Some(Place::Top), "name") => {
            offers.add(&cx.display_name(), CompletionKind::Reference, "");
        }
        (Some(Place::File), "name") => {
            let own = file_name(cx);
            offers.add(
                &own,
                CompletionKind::File,
                "The configuration of the check.",
            );
            for name in SHIPPED {
                offers.add(name, CompletionKind::File, "Shipped under this very name.");
            }
        }
        (Some(Place::File), "example_name") => {
            let own = mapping.get("name").and_then(|name| name.as_str());
            match own.filter(|own| SHIPPED.contains(own)) {
                Some(own) => offers.add(own, CompletionKind::File, ""),
                None => offers.add("conf.yaml.example", CompletionKind::File, ""),
            };
            if let Some(own) = own.filter(|own| !SHIPPED.contains(own)) {
                offers.add(&format!("{own}.example"), CompletionKind::File, "");
            }
        }
        _ => {}
    }
}

/// Templates, those for the section first, and options inside of the one that is typed.
fn templates(mapping: YamlNode, offers: &mut Offers) {
    let typed = offers
        .token
        .slice(offers.text)
        .trim_start_matches(['"', '\'']);
    let discovery = place_of(mapping) == Some(Place::Discovery);
    let known = spec_words().templates.iter();
    let known = known.filter(|t| (t.form == TemplateForm::Strategy) == discovery);
    if let Some((name, _)) = typed.split_once('.') {
        let list = |t: &&SpecTemplate| t.name == name && t.form == TemplateForm::List;
        for template in known.filter(list) {
            for option in template
                .gives
                .iter()
                .filter(|given| !given.starts_with('@'))
            {
                let word = format!("{name}.{option}");
                offers.add(&word, CompletionKind::Reference, "");
            }
        }
        return;
    }
    let section = section_of(mapping);
    for (index, template) in known.enumerate() {
        let docs = template_text(template);
        let fits = match &section {
            Some(section) => template.name.starts_with(&format!("{section}/")),
            None => matches!(
                template.form,
                TemplateForm::Section | TemplateForm::Documented
            ),
        };
        let item = offers.add(&template.name, CompletionKind::Reference, &docs);
        item.detail = Some(template.form.name().to_owned());
        item.rank = index as u32 + if fits { 0 } else { ELSEWHERE };
    }
}

/// Name of the section that an option stands in.
fn section_of(option: YamlNode) -> Option<String> {
    let section = option.parent()?.parent()?;
    let named = section.get("name").and_then(|name| name.as_str());
    let template = || TemplateRef::of(section.get("template")?)?.single();
    (place_of(section)? == Place::Option)
        .then(|| named.or_else(template).unwrap_or_default().to_owned())
}
