//! Options and sections.

use foldhash::{HashMap, HashSet};

use super::super::resolve::{Engine, Flow, Halt, MAX_DEPTH};
use super::super::{Code, Entry, Id, Key, Mark, Site, Value};
use crate::catalog::{SpecTemplate, spec_words};

/// What is known of a list while its options are walked.
#[derive(Default)]
struct Names {
    seen: HashMap<Key, Site>,
    templates: HashMap<&'static str, Site>,
}

impl Engine<'_> {
    /// A list of options below some sections.
    pub(super) fn options(&mut self, list: Id, sections: &mut Vec<Id>) -> Flow {
        if sections.len() > MAX_DEPTH {
            return Err(Halt);
        }
        let expanded = self.expand(list, true)?;
        let mut names = Names::default();
        let mut index = 0;
        while let Some(option) = self.item(list, index) {
            self.step()?;
            if let Some(template) = expanded.brought.get(&index) {
                self.brought(option, template, &mut names);
            }
            if !expanded.failed.contains(&index) {
                self.option(option, sections, &mut names)?;
            }
            index += 1;
        }
        Ok(())
    }

    /// Without templates: the names of a list that a reference stands for.
    fn brought(&mut self, item: Id, template: &'static SpecTemplate, names: &mut Names) {
        let site = self.at(item, "template", Mark::Text);
        let hidden = self.field(item, "hidden");
        let shown = hidden.is_none_or(|hidden| self.get(hidden) == &Value::Bool(false));
        match names.templates.get(&*template.name).copied() {
            Some(first) if shown => {
                // Every list shows something, so the second one repeats it.
                let message = format!("The template `{}` stands above already.", template.name);
                self.report_with(Code::DuplicateOption, site, message, (first, "Here first."));
            }
            Some(_) => {}
            None => {
                names.templates.insert(&template.name, site);
            }
        }
        for name in spec_words().brought_by(&template.name) {
            names.seen.entry(Key::Str(name.into())).or_insert(site);
        }
    }

    fn option(&mut self, option: Id, sections: &mut Vec<Id>, names: &mut Names) -> Flow {
        if !self.is_map(option) {
            let message = format!(
                "An option must be a mapping, but this is {}.",
                self.kind(option)
            );
            let site = self.at_item(option, Mark::Value);
            self.report(Code::OptionNotMapping, site, message);
            return Ok(());
        }
        let open = self.open.contains(&option);
        if self.field(option, "name").is_none() && !open {
            let site = self.at_option(option);
            let message = "This option has neither a `name` nor a `template`.";
            self.report(Code::OptionName, site, message);
            return Ok(());
        }
        let hidden = self.entry(option, "hidden");
        self.name(option, hidden, names)?;
        if self.field(option, "description").is_none() && !open {
            let message = format!("{} has no `description`.", self.label(option));
            self.report(Code::OptionDescription, self.at_option(option), message);
            return Ok(());
        }
        self.attributes(option);
        if let Some(formats) = self.entry(option, "formats") {
            self.formats(formats);
        }
        let (value, options) = (self.entry(option, "value"), self.entry(option, "options"));
        match (value, options) {
            (Some(value), Some(options)) => {
                let message = format!(
                    "{} cannot have both `value` and `options`.",
                    self.label(option)
                );
                let site = self.at_entry(options, Mark::Key);
                let other = (self.at_entry(value, Mark::Key), "The `value`.");
                self.report_with(Code::ValueAndOptions, site, message, other);
                Ok(())
            }
            (Some(value), None) => self.single(option, value),
            (None, Some(options)) => self.section(option, options, sections),
            (None, None) => Ok(()),
        }
    }

    /// The name, and whether it stands above already.
    fn name(&mut self, option: Id, hidden: Option<Entry>, names: &mut Names) -> Flow {
        let name = self.entry(option, "name");
        if let Some(name) = name.filter(|name| !self.is_text(name.value)) {
            let message = format!(
                "The name of an option must be text, not {}.",
                self.kind(name.value)
            );
            let site = self.at_entry(name, Mark::Value);
            if self.get(name.value).to_key().is_none() {
                return self.crash(Code::OptionName, site, message);
            }
            self.report(Code::OptionName, site, message);
        }
        if let Some(hidden) = hidden {
            self.boolean(Code::OptionAttributeType, "hidden", hidden);
        }
        let Some(key) = name.and_then(|name| self.get(name.value).to_key()) else {
            return Ok(());
        };
        let site = match name {
            // A name laid over a template, or one that its reference brings.
            Some(name) if self.heap().origin(name.value).source == 0 => {
                self.at_entry(name, Mark::Text)
            }
            _ => self.at_option(option),
        };
        match names.seen.get(&key).copied() {
            Some(first) => {
                let shown = hidden.is_some_and(|hidden| self.get(hidden.value).is_falsy());
                if shown {
                    let message = format!("{} stands above already.", self.named(option));
                    let related = (first, "Here first.");
                    self.report_with(Code::DuplicateOption, site, message, related);
                }
            }
            None => {
                names.seen.insert(key, site);
            }
        }
        Ok(())
    }

    fn named(&self, option: Id) -> String {
        let name = self.field(option, "name");
        match name.and_then(|name| self.heap().str(name)) {
            Some(name) => format!("An option `{name}`"),
            None => "An option of this name".to_owned(),
        }
    }

    /// The option in a message.
    pub(super) fn label(&self, option: Id) -> String {
        let name = self.field(option, "name");
        match name.and_then(|name| self.heap().str(name)) {
            Some(name) => format!("`{name}`"),
            None => "This option".to_owned(),
        }
    }

    pub(super) fn boolean(&mut self, code: Code, key: &str, entry: Entry) {
        if !self.is_bool(entry.value) {
            let site = self.at_entry(entry, Mark::Value);
            self.report(code, site, format!("`{key}` must be `true` or `false`."));
        }
    }

    /// Fills in a boolean, and checks one that is there.
    fn flag(&mut self, option: Id, key: &'static str) {
        match self.entry(option, key) {
            Some(entry) => self.boolean(Code::OptionAttributeType, key, entry),
            // What the template says of it is not known.
            None if self.open.contains(&option) => {}
            None => {
                self.set_default(option, key, Value::Bool(false));
            }
        }
    }

    fn attributes(&mut self, option: Id) {
        if let Some(entry) = self.entry(option, "description")
            && !self.is_text(entry.value)
        {
            let message = format!(
                "A description must be text, but this is {}.",
                self.kind(entry.value)
            );
            let site = self.at_entry(entry, Mark::Value);
            self.report(Code::OptionDescription, site, message);
        }
        self.flag(option, "required");
        self.set_default(option, "display_priority", Value::Int(0));
        if let Some(entry) = self.entry(option, "display_priority") {
            let whole = matches!(
                self.get(entry.value),
                Value::Int(_) | Value::BigInt(_) | Value::Bool(_)
            );
            if !whole {
                let message = format!(
                    "`display_priority` must be a whole number, not {}.",
                    self.kind(entry.value)
                );
                let site = self.at_entry(entry, Mark::Value);
                self.report(Code::OptionAttributeType, site, message);
            }
        }
        self.set_default(
            option,
            "deprecation",
            Value::Map(super::super::Map::default()),
        );
        if let Some(entry) = self.entry(option, "deprecation") {
            let fits = self.is_map(entry.value);
            let entries = self.entries(entry.value);
            let texts = entries
                .into_iter()
                .map(|(_, entry)| self.at_text(entry))
                .collect();
            self.texts("deprecation", entry, fits.then_some(texts), "a mapping");
        }
        self.set_default(option, "metadata_tags", Value::List(Vec::new()));
        if let Some(entry) = self.entry(option, "metadata_tags") {
            let items = self.heap().list(entry.value).map(<[Id]>::to_vec);
            let texts = items.map(|items| {
                let items = items.into_iter();
                items
                    .map(|item| (item, self.at_item(item, Mark::Value)))
                    .collect()
            });
            self.texts("metadata_tags", entry, texts, "a list");
        }
    }

    fn at_text(&self, entry: Entry) -> (Id, Site) {
        (entry.value, self.at_entry(entry, Mark::Value))
    }

    /// A collection of texts; `None` if it is no such collection.
    fn texts(&mut self, key: &str, entry: Entry, texts: Option<Vec<(Id, Site)>>, wanted: &str) {
        let Some(texts) = texts else {
            let message = format!(
                "`{key}` must be {wanted} of texts, not {}.",
                self.kind(entry.value)
            );
            let site = self.at_entry(entry, Mark::Value);
            self.report(Code::OptionAttributeType, site, message);
            return;
        };
        for (text, site) in texts {
            if !self.is_text(text) {
                let message = format!("`{key}` holds texts only, but this is {}.", self.kind(text));
                self.report(Code::OptionAttributeType, site, message);
            }
        }
    }

    fn single(&mut self, option: Id, value: Entry) -> Flow {
        if !self.is_map(value.value) {
            let message = format!(
                "The `value` of {} must be a mapping with a `type`, but is {}.",
                self.label(option),
                self.kind(value.value)
            );
            let site = self.at_entry(value, Mark::Value);
            self.report(Code::ValueType, site, message);
            return Ok(());
        }
        self.flag(option, "secret");
        self.value(value.value, Some(value), option, 0)
    }

    fn section(&mut self, option: Id, options: Entry, sections: &mut Vec<Id>) -> Flow {
        if !self.is_list(options.value) {
            let message = format!(
                "The `options` of a section must be a list, not {}.",
                self.kind(options.value)
            );
            let site = self.at_entry(options, Mark::Value);
            self.report(Code::OptionsMissing, site, message);
            return Ok(());
        }
        self.flag(option, "multiple");
        self.flag(option, "multiple_instances_defined");
        // ddev puts the names of sections together, and breaks off at one that is no text.
        let name = self.field(option, "name");
        if name.is_some_and(|name| !self.is_text(name)) {
            return Err(Halt);
        }
        sections.push(option);
        self.options(options.value, sections)?;
        sections.pop();
        Ok(())
    }

    pub(super) fn formats(&mut self, entry: Entry) {
        let node = entry.value;
        let site = self.at_entry(entry, Mark::Value);
        let Some(items) = self.heap().list(node).map(<[Id]>::to_vec) else {
            let message = format!("`formats` must be a list, but is {}.", self.kind(node));
            self.report(Code::Formats, site, message);
            return;
        };
        if items.is_empty() {
            let message = "`formats` is empty. Name a format, or leave the key out.";
            self.report(Code::Formats, site, message);
            return;
        }
        let odd: Vec<Id> = items
            .iter()
            .copied()
            .filter(|item| !self.is_text(*item))
            .collect();
        if !odd.is_empty() {
            for item in odd {
                let message = format!("A format must be text, but this is {}.", self.kind(item));
                self.report(Code::Formats, self.at_item(item, Mark::Value), message);
            }
            return;
        }
        let words = spec_words();
        let mut seen = HashSet::default();
        for item in items {
            let Some(format) = self.heap().str(item).map(str::to_owned) else {
                continue;
            };
            let site = self.at_item(item, Mark::Text);
            if words.format(&format).is_none() {
                let names = words.formats.iter();
                let list: Vec<String> = names.map(|known| format!("`{}`", known.name)).collect();
                let message = format!(
                    "No format is named `{format}`. ddev knows {}.",
                    list.join(", ")
                );
                self.report(Code::Formats, site, message);
            } else if !seen.insert(format.clone()) {
                self.report(Code::Formats, site, format!("`{format}` is named twice."));
            }
        }
    }
}
