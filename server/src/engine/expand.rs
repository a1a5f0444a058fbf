//! Brings templates into a list of options: overrides are shared by the whole list, `hidden`
//! of a reference counts for all that follows until the next one.

use foldhash::{HashMap, HashSet};

use super::resolve::{Engine, Flow, TemplateFault};
use super::{Code, Entry, Id, Key, Map, Mark, Value};
use crate::catalog::SpecTemplate;
use crate::model::spec::TemplateName;

/// What became of a list.
#[derive(Default)]
pub(super) struct Expanded {
    /// Items that cannot be looked at, by number.
    pub(super) failed: HashSet<usize>,
    /// Without templates: lists of options that an item stands for, by number.
    pub(super) brought: HashMap<usize, &'static SpecTemplate>,
}

/// Changes that wait for their target.
#[derive(Default)]
pub(super) struct Overrides {
    pub(super) map: Map,
    /// Why a change found no target so far.
    pub(super) failures: HashMap<Key, String>,
}

/// What the last reference said about hiding.
#[derive(Clone, Copy)]
enum Pending {
    Value(Option<Id>),
    Unknown,
}

struct Walk {
    list: Id,
    /// Options rather than strategies.
    options: bool,
    overrides: Overrides,
    pending: Pending,
    out: Expanded,
}

impl Engine<'_> {
    pub(super) fn expand(&mut self, list: Id, options: bool) -> Flow<Expanded> {
        let mut walk = Walk {
            list,
            options,
            overrides: Overrides::default(),
            pending: Pending::Value(None),
            out: Expanded::default(),
        };
        let mut index = 0;
        while let Some(item) = self.item(list, index) {
            self.step()?;
            let resolved = match self.entry(item, "template") {
                None => Some(item),
                Some(_) if self.input.templates.is_none() => {
                    self.leave(&mut walk, index, item)?;
                    None
                }
                Some(_) => {
                    let resolved = self.bring_in(&mut walk, index, item)?;
                    if resolved.is_none() {
                        walk.out.failed.insert(index);
                    }
                    resolved
                }
            };
            if let Some(item) = resolved.filter(|item| options && self.is_map(*item)) {
                self.hide(item, walk.pending);
            }
            index += 1;
        }
        self.report_overrides(&walk.overrides);
        Ok(walk.out)
    }

    fn hide(&mut self, item: Id, pending: Pending) {
        match pending {
            Pending::Unknown => {}
            Pending::Value(None) => {
                self.set_default(item, "hidden", Value::Bool(false));
            }
            Pending::Value(Some(value)) => {
                if self.field(item, "hidden").is_none() {
                    self.out.heap.set_field(item, "hidden", value);
                }
            }
        }
    }

    /// Puts what a reference stands for in its place; `None` if that fails.
    fn bring_in(&mut self, walk: &mut Walk, index: usize, item: Id) -> Flow<Option<Id>> {
        let mut item = item;
        while let Some(reference) = self.entry(item, "template") {
            walk.pending = Pending::Value(self.field(item, "hidden"));
            self.take_overrides(item, &mut walk.overrides.map)?;
            let site = self.at_entry(reference, Mark::Text);
            self.out.heap.remove_field(item, "template");
            let loaded = match self.template(reference.value)? {
                Ok(loaded) => loaded,
                Err(fault) => {
                    self.report_template(reference, fault);
                    return Ok(None);
                }
            };
            if let Some(name) = self.entry(item, "name")
                && !self.out.heap.set_field(loaded, "name", name.value)
            {
                let site = self.at_entry(name, Mark::Value);
                let kind = match self.get(loaded) {
                    Value::List(_) => "a list of options",
                    _ => self.kind(loaded),
                };
                let message = format!(
                    "The template {}is {kind}, which a `name` cannot be given to.",
                    self.quoted(reference.value)
                );
                return self.crash(Code::OptionName, site, message);
            }
            self.apply_overrides(loaded, &mut walk.overrides)?;
            match self.get(loaded) {
                Value::Map(_) => {
                    self.lay_over(loaded, item);
                    self.replace(walk.list, index, index + 1, &[loaded]);
                    item = loaded;
                }
                Value::List(items) if items.is_empty() => {
                    let message = format!("The template {}is empty.", self.quoted(reference.value));
                    self.report(Code::UnknownTemplate, site, message);
                    return Ok(None);
                }
                Value::List(items) => {
                    let items = items.clone();
                    self.replace(walk.list, index, index + 1, &items);
                    item = items[0];
                    if !self.is_map(item) {
                        let message = format!(
                            "The template {}begins with something that is no option.",
                            self.quoted(reference.value)
                        );
                        self.report(Code::UnknownTemplate, site, message);
                        return Ok(None);
                    }
                }
                _ => {
                    let message = format!(
                        "The template {}holds no options, but is {}.",
                        self.quoted(reference.value),
                        self.kind(loaded)
                    );
                    self.report(Code::UnknownTemplate, site, message);
                    return Ok(None);
                }
            }
        }
        Ok(Some(item))
    }

    /// Name of a template with a blank behind it.
    fn quoted(&self, reference: Id) -> String {
        match self.heap().str(reference) {
            Some(name) => format!("`{name}` "),
            None => String::new(),
        }
    }

    pub(super) fn report_template(&mut self, reference: Entry, fault: TemplateFault) {
        let (mark, message) = match fault {
            TemplateFault::NoText => (
                Mark::Value,
                format!(
                    "The name of a template must be text, not {}.",
                    self.kind(reference.value)
                ),
            ),
            TemplateFault::Error(error) => (Mark::Text, error.to_string()),
        };
        let site = self.at_entry(reference, mark);
        self.report(Code::UnknownTemplate, site, message);
    }

    /// Keys of one mapping laid over another.
    pub(super) fn lay_over(&mut self, below: Id, above: Id) {
        let entries = self.entries(above);
        if let Value::Map(map) = self.out.heap.get_mut(below) {
            for (key, entry) in entries {
                map.insert(key, entry);
            }
        }
    }

    pub(super) fn replace(&mut self, list: Id, start: usize, end: usize, by: &[Id]) {
        if let Value::List(items) = self.out.heap.get_mut(list) {
            items.splice(start..end, by.iter().copied());
        }
    }

    /// Without templates: what is certain of a reference is made known, the rest stays open.
    fn leave(&mut self, walk: &mut Walk, index: usize, item: Id) -> Flow {
        let overridden = self.take_overrides(item, &mut walk.overrides.map)?;
        // What is changed by which override cannot be told.
        walk.overrides.map = Map::default();
        let renamed = overridden || matches!(walk.pending, Pending::Unknown);
        let Some(reference) = self.entry(item, "template") else {
            return Ok(());
        };
        let text = self.heap().str(reference.value).map(str::to_owned);
        let Some(text) = text else {
            self.report_template(reference, TemplateFault::NoText);
            walk.out.failed.insert(index);
            return Ok(());
        };
        let name = TemplateName::of(&text);
        self.check_known(reference, &name);
        let own = self.entry(item, "hidden");
        let nested = name.is_nested();
        walk.pending = match own.map(|own| self.get(own.value)) {
            None | Some(Value::Bool(false)) => Pending::Value(None),
            Some(Value::Bool(true)) if !nested => Pending::Value(own.map(|own| own.value)),
            _ => Pending::Unknown,
        };
        if name.is_list() {
            if let Some(own) = own.filter(|own| !nested && !self.is_bool(own.value)) {
                let site = self.at_entry(own, Mark::Value);
                let message = "`hidden` must be `true` or `false`.";
                self.report(Code::OptionAttributeType, site, message);
            }
            if let Some(entry) = self.entry(item, "name") {
                let site = self.at_entry(entry, Mark::Value);
                let message = format!(
                    "The template `{}` is a list of options, which a `name` cannot be given to.",
                    name.name
                );
                return self.crash(Code::OptionName, site, message);
            }
            if let Some(known) = name.known.filter(|_| walk.options && !renamed) {
                walk.out.brought.insert(index, known);
            }
            walk.out.failed.insert(index);
            return Ok(());
        }
        let Some(single) = name.single().filter(|_| walk.options) else {
            walk.out.failed.insert(index);
            return Ok(());
        };
        self.open.insert(item);
        if renamed {
            self.out.heap.remove_field(item, "name");
        } else if self.field(item, "name").is_none() {
            let value = self
                .out
                .heap
                .alloc(Value::str(single), self.out.heap.origin(reference.value));
            self.out.heap.set_field(item, "name", value);
        }
        // An option out of a list may be hidden there.
        if !overridden && name.branches.is_empty() {
            self.hide(item, walk.pending);
        }
        Ok(())
    }

    fn check_known(&mut self, reference: Entry, name: &TemplateName) {
        let site = self.at_entry(reference, Mark::Text);
        if name.known.is_none() && !name.is_unusual() {
            let message = format!("No template is named `{}`.", name.name);
            self.report(Code::UnknownTemplate, site, message);
        } else if let (Some(element), Some(known)) = (name.unknown_element(), name.known) {
            let message = format!("The template `{}` has no option `{element}`.", known.name);
            self.report(Code::UnknownTemplate, site, message);
        }
    }
}
