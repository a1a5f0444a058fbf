//! The discovery of a file: strategies, and the candidates that they try.

use std::collections::BTreeMap;

use foldhash::HashSet;

use super::super::expand::Overrides;
use super::super::resolve::{Engine, Flow, Halt};
use super::super::{Code, Entry, Id, Key, Mark, Value};
use super::placeholder::{Placeholders, faults};
use crate::catalog::spec_words;
use crate::model::spec::TemplateName;

/// A key that a strategy takes, with the name of its type.
struct Input {
    key: String,
    kind: String,
    required: bool,
}

impl Engine<'_> {
    pub(super) fn discovery(&mut self, file: Id, options: Id) -> Flow {
        let Some(entry) = self.entry(file, "discovery") else {
            return Ok(());
        };
        let mut stanza = entry.value;
        if !self.is_map(stanza) {
            let message = format!(
                "`discovery` must be a mapping, but is {}.",
                self.kind(stanza)
            );
            let site = self.at_entry(entry, Mark::Value);
            self.report(Code::Discovery, site, message);
            return Ok(());
        }
        let mut open = false;
        if let Some(reference) = self.entry(stanza, "template") {
            if self.input.templates.is_some() {
                match self.discovery_template(file, stanza, reference)? {
                    Some(resolved) => stanza = resolved,
                    None => return Ok(()),
                }
            } else {
                self.known_reference(reference);
                open = true;
            }
        }
        let strategies = self.field(stanza, "strategies");
        let mut failed = HashSet::default();
        if let Some(strategies) = strategies.filter(|s| self.is_list(*s)) {
            let expanded = self.expand(strategies, false)?;
            // ddev goes on with strategies whose template is missing.
            if self.input.templates.is_none() {
                failed = expanded.failed;
            }
        }
        if let Some(enabled) = self.out.heap.remove_field(stanza, "enabled")
            && self.get(enabled).is_falsy()
        {
            self.out.heap.remove_field(file, "discovery");
            return Ok(());
        }
        self.stanza(entry, stanza, options, open, &failed)
    }

    fn known_reference(&mut self, reference: Entry) {
        let text = self.heap().str(reference.value).map(str::to_owned);
        let fault = match &text {
            None => Some(super::super::resolve::TemplateFault::NoText),
            Some(text) => {
                let name = TemplateName::of(text);
                let missing = name.known.is_none() && !name.is_unusual();
                missing.then(|| {
                    let name = name.name.to_owned();
                    let error = super::super::templates::TemplateError::Missing { name };
                    super::super::resolve::TemplateFault::Error(error)
                })
            }
        };
        if let Some(fault) = fault {
            self.report_template(reference, fault);
        }
    }

    /// The stanza laid over its template.
    fn discovery_template(&mut self, file: Id, stanza: Id, reference: Entry) -> Flow<Option<Id>> {
        let mut overrides = Overrides::default();
        if let Some(given) = self.entry(stanza, "overrides") {
            if !self.is_map(given.value) {
                let message = format!(
                    "`overrides` must be a mapping of dotted paths, not {}.",
                    self.kind(given.value)
                );
                let site = self.at_entry(given, Mark::Value);
                return self.crash(Code::Overrides, site, message);
            }
            self.take_overrides(stanza, &mut overrides.map)?;
        }
        self.out.heap.remove_field(stanza, "template");
        let loaded = match self.template(reference.value)? {
            Ok(loaded) => loaded,
            Err(fault) => {
                self.report_template(reference, fault);
                return Ok(None);
            }
        };
        self.apply_overrides(loaded, &mut overrides)?;
        self.report_overrides(&overrides);
        if !self.is_map(loaded) {
            let message = format!(
                "The template of a discovery must be a mapping, but this is {}.",
                self.kind(loaded)
            );
            let site = self.at_entry(reference, Mark::Text);
            self.report(Code::UnknownTemplate, site, message);
            return Ok(None);
        }
        self.lay_over(loaded, stanza);
        self.out.heap.set_field(file, "discovery", loaded);
        Ok(Some(loaded))
    }

    fn stanza(
        &mut self,
        holder: Entry,
        stanza: Id,
        options: Id,
        open: bool,
        failed: &HashSet<usize>,
    ) -> Flow {
        let allowed: &[&str] = if open {
            &["strategies", "template", "overrides"]
        } else {
            &["strategies"]
        };
        self.unknown_keys(stanza, allowed)?;
        let strategies = self.entry(stanza, "strategies");
        let list = strategies.and_then(|s| self.heap().list(s.value));
        let Some(list) = list.filter(|list| !list.is_empty()).map(<[Id]>::to_vec) else {
            if strategies.is_some() || !open {
                let site = match strategies {
                    Some(strategies) => self.at_entry(strategies, Mark::Value),
                    None => self.at_entry(holder, Mark::Key),
                };
                let message = "A discovery needs a list of `strategies`.";
                self.report(Code::Discovery, site, message);
            }
            return Ok(());
        };
        let names = self.instance_options(options)?;
        for (index, strategy) in list.into_iter().enumerate() {
            self.step()?;
            if !failed.contains(&index) {
                self.strategy(strategy, names.as_ref())?;
            }
        }
        Ok(())
    }

    /// Keys that are not known; one that is no text stops ddev.
    fn unknown_keys(&mut self, map: Id, allowed: &[&str]) -> Flow {
        for (key, entry) in self.entries(map) {
            let site = self.at_entry(entry, Mark::Key);
            match &key {
                Key::Str(name) if allowed.contains(&&**name) => {}
                Key::Str(name) => {
                    let message = format!("`{name}` is not known here.");
                    self.report(Code::Discovery, site, message);
                }
                _ => {
                    let message = format!("A key must be text, but is {}.", self.kind(entry.key));
                    return self.crash(Code::Discovery, site, message);
                }
            }
        }
        Ok(())
    }

    /// Names of the options of an instance; `None` when they are not known.
    fn instance_options(&self, options: Id) -> Flow<Option<HashSet<String>>> {
        let sections = self.heap().list(options).unwrap_or_default();
        for section in sections {
            let name = self.field(*section, "name");
            if name.and_then(|name| self.heap().str(name)) != Some("instances") {
                continue;
            }
            let inside = match self.field(*section, "options") {
                Some(inside) => self.heap().list(inside),
                None => return Ok(None),
            };
            let Some(inside) = inside else { continue };
            let mut names = HashSet::default();
            for option in inside {
                let name = self.field(*option, "name");
                let referring = self.field(*option, "template").is_some();
                let known = self.open.contains(option) && name.is_some();
                if !self.out.expanded && referring && !known {
                    return Ok(None);
                }
                match name.map(|name| self.get(name)) {
                    Some(Value::Str(name)) => {
                        names.insert(name.to_string());
                    }
                    Some(name) if name.to_key().is_none() => return Err(Halt),
                    _ => {}
                }
            }
            // Where no option has a name, any name will do.
            return Ok((!names.is_empty()).then_some(names));
        }
        Ok(None)
    }

    fn strategy(&mut self, stanza: Id, options: Option<&HashSet<String>>) -> Flow {
        if !self.is_map(stanza) {
            let message = format!(
                "A strategy must be a mapping, but this is {}.",
                self.kind(stanza)
            );
            let site = self.at_item(stanza, Mark::Value);
            self.report(Code::Discovery, site, message);
            return Ok(());
        }
        let words = spec_words();
        let named = self.entry(stanza, "strategy");
        let name = named.and_then(|named| self.heap().str(named.value));
        let name = name.map(str::to_owned);
        let local = name.as_deref().is_some_and(|n| n.starts_with("local:"));
        let known = words.strategies.iter();
        let mut known = known.filter(|s| Some(&*s.name) == name.as_deref());
        let mut placeholders: Placeholders = BTreeMap::new();
        let service = words.placeholders.get("service").cloned();
        placeholders.insert("service".to_owned(), service);
        let mut inputs = Vec::new();
        let mut allowed = vec!["strategy", "candidates"];
        if local {
            allowed.extend(["provides", "inputs"]);
            self.contract(stanza, &mut placeholders, &mut inputs);
        } else if let Some(known) = known.next() {
            for provided in &known.provides {
                let port = words.placeholders.get("port").cloned();
                placeholders.insert(provided.clone(), port);
            }
            inputs.extend(known.inputs.iter().map(|(key, kind)| Input {
                key: key.clone(),
                kind: kind.clone(),
                required: false,
            }));
        } else {
            let site = match named {
                Some(named) => self.at_entry(named, Mark::Value),
                None => self.at_item(stanza, Mark::First),
            };
            let message = match name {
                Some(name) => format!("There is no strategy `{name}`."),
                None => "This strategy has no name.".to_owned(),
            };
            let unhashable = named.is_some_and(|n| self.get(n.value).to_key().is_none());
            if unhashable {
                return self.crash(Code::Discovery, site, message);
            }
            self.report(Code::Discovery, site, message);
            return Ok(());
        }
        let keys: Vec<String> = inputs.iter().map(|input| input.key.clone()).collect();
        allowed.extend(keys.iter().map(String::as_str));
        self.unknown_keys(stanza, &allowed)?;
        for input in &inputs {
            self.input(stanza, input);
        }
        self.candidates(stanza, options, &placeholders)
    }

    /// What a strategy of the check says it takes and gives.
    fn contract(&mut self, stanza: Id, placeholders: &mut Placeholders, inputs: &mut Vec<Input>) {
        let provides = self.entry(stanza, "provides");
        let items = provides.and_then(|provides| self.heap().list(provides.value));
        let texts: Option<Vec<String>> = items.and_then(|items| {
            let mut texts = items.iter().map(|item| self.heap().str(*item));
            texts.by_ref().map(|text| text.map(str::to_owned)).collect()
        });
        match texts {
            Some(texts) => placeholders.extend(texts.into_iter().map(|name| (name, None))),
            None => {
                let message = "A `local:` strategy must list the names it gives under `provides`.";
                self.missing(stanza, provides, message);
            }
        }
        let taken = self.entry(stanza, "inputs");
        let map = taken.and_then(|taken| self.heap().map(taken.value));
        let pairs: Option<Vec<Input>> = map.and_then(|map| {
            let mut pairs = map.iter().map(|(_, entry)| {
                Some(Input {
                    key: self.heap().str(entry.key)?.to_owned(),
                    kind: self.heap().str(entry.value)?.to_owned(),
                    required: true,
                })
            });
            pairs.by_ref().collect()
        });
        match pairs {
            Some(pairs) => inputs.extend(pairs),
            None => {
                let message =
                    "A `local:` strategy must map the keys it takes to their types under `inputs`.";
                self.missing(stanza, taken, message);
            }
        }
    }

    fn missing(&mut self, stanza: Id, entry: Option<Entry>, message: &str) {
        let site = match entry {
            Some(entry) => self.at_entry(entry, Mark::Value),
            None => self.at_item(stanza, Mark::First),
        };
        self.report(Code::Discovery, site, message);
    }

    fn input(&mut self, stanza: Id, input: &Input) {
        let key = &input.key;
        let Some(entry) = self.entry(stanza, key) else {
            if input.required {
                let message = format!("`{key}` is missing, which the strategy takes.");
                let site = self.at_item(stanza, Mark::First);
                self.report(Code::Discovery, site, message);
            }
            return;
        };
        let whole = |value: &Value| matches!(value, Value::Int(_) | Value::BigInt(_));
        let value = self.get(entry.value);
        let (fits, what) = match &*input.kind {
            "array[int]" => (
                match value {
                    Value::List(items) => items.iter().all(|item| whole(self.get(*item))),
                    _ => false,
                },
                "a list of whole numbers",
            ),
            "integer" => (whole(value), "a whole number"),
            "string" => (matches!(value, Value::Str(_)), "text"),
            "boolean" => (matches!(value, Value::Bool(_)), "`true` or `false`"),
            _ => return,
        };
        if !fits {
            let site = self.at_entry(entry, Mark::Value);
            self.report(Code::Discovery, site, format!("`{key}` must be {what}."));
        }
    }

    fn candidates(
        &mut self,
        stanza: Id,
        options: Option<&HashSet<String>>,
        placeholders: &Placeholders,
    ) -> Flow {
        let entry = self.entry(stanza, "candidates");
        let list = entry.and_then(|entry| self.heap().list(entry.value));
        let Some(list) = list.filter(|list| !list.is_empty()).map(<[Id]>::to_vec) else {
            self.missing(stanza, entry, "A strategy needs a list of `candidates`.");
            return Ok(());
        };
        for candidate in list {
            self.step()?;
            let entries = self.entries(candidate);
            if entries.is_empty() {
                let message = "A candidate must be a mapping of options.";
                let site = self.at_item(candidate, Mark::Value);
                self.report(Code::Discovery, site, message);
                continue;
            }
            for (key, entry) in entries {
                let site = self.at_entry(entry, Mark::Key);
                let Key::Str(name) = key else {
                    let message = "The option of a candidate must be text.";
                    self.report(Code::Discovery, site, message);
                    continue;
                };
                if options.is_some_and(|options| !options.contains(&*name)) {
                    let message = format!("The instances have no option `{name}`.");
                    self.report(Code::Discovery, site, message);
                }
                if let Some(text) = self.heap().str(entry.value).map(str::to_owned) {
                    let site = self.at_entry(entry, Mark::Text);
                    for fault in faults(&text, placeholders) {
                        self.report(Code::Discovery, site, fault);
                    }
                } else if self.is_map(entry.value) {
                    self.keys_inside(entry.value)?;
                }
            }
        }
        Ok(())
    }

    /// Keys of mappings inside a candidate, down through mappings and the lists in them.
    fn keys_inside(&mut self, map: Id) -> Flow {
        let mut open = vec![map];
        while let Some(map) = open.pop() {
            self.step()?;
            for (key, entry) in self.entries(map) {
                if !matches!(key, Key::Str(_)) {
                    let site = self.at_entry(entry, Mark::Key);
                    let message = "The keys of a candidate must be text.";
                    self.report(Code::Discovery, site, message);
                    continue;
                }
                match self.get(entry.value) {
                    Value::Map(_) => open.push(entry.value),
                    Value::List(items) => {
                        let maps = items.iter().copied().filter(|item| self.is_map(*item));
                        open.extend(maps);
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }
}
