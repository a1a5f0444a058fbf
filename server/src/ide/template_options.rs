//! What a template brings when it is opened: its options, those of templates inside it
//! included, for hover, completion and definition. Nothing without ddev's templates.

use super::resolved_option::{option_fact, shown};
use crate::engine::{Heap, Id, Key, Origin, PackageVersion, Resolved, SpecInput, resolve};
use crate::model::spec::OptionFact;
use crate::syntax::yaml::YamlTree;
use crate::syntax::yaml::edit::quote;
use crate::text::Span;
use crate::workspace::Repo;

/// Types and keys inside each other looked at.
const MAX_DEPTH: usize = 5;
/// Changes offered for one template.
const MAX_PATHS: usize = 4000;

/// An opened template.
pub(super) struct Opened {
    resolved: Resolved,
}

/// A place of a template that can be changed.
pub(super) struct Change {
    /// The dotted path.
    pub(super) path: String,
    /// What stands there, when it is a short simple value.
    pub(super) now: Option<String>,
}

impl Opened {
    /// Opens a template as a specification would.
    pub(super) fn of(repo: &Repo, reference: &str) -> Option<Self> {
        let templates = &repo.templates.as_deref()?.set;
        let written = quote(reference, false);
        let text =
            format!("name: x\nfiles:\n- name: x.yaml\n  options:\n  - template: {written}\n");
        let resolved = resolve(SpecInput {
            text: &text,
            tree: &YamlTree::parse(&text),
            source: "x",
            version: PackageVersion::Known("1.0.0"),
            templates: Some(templates),
        });
        let opened = Self { resolved };
        let found = opened.ids().next().is_some();
        found.then_some(opened)
    }

    fn heap(&self) -> &Heap {
        &self.resolved.heap
    }

    /// Its options in order.
    fn ids(&self) -> impl Iterator<Item = Id> {
        let options = self.resolved.files.first().map(|file| file.options);
        let ids = options.and_then(|options| self.heap().list(options));
        ids.unwrap_or_default().iter().copied()
    }

    fn text(&self, id: Id, key: &str) -> Option<&str> {
        self.heap().str(self.heap().field(id, key)?)
    }

    /// Its options as other files see them.
    pub(super) fn options(&self) -> impl Iterator<Item = OptionFact> {
        self.ids().filter_map(|id| self.fact(id))
    }

    /// An option by its name.
    pub(super) fn option(&self, name: &str) -> Option<OptionFact> {
        let mut ids = self.ids();
        self.fact(ids.find(|id| self.text(*id, "name") == Some(name))?)
    }

    fn fact(&self, id: Id) -> Option<OptionFact> {
        option_fact(self.heap(), id)
    }

    fn shown(&self, id: Id) -> Option<String> {
        shown(self.heap(), id)
    }

    /// Everything that `overrides` may change, in order: the keys that are there, and
    /// `customary` ones of options that are not.
    pub(super) fn changes(&self, customary: &[&str]) -> Vec<Change> {
        let mut found = Vec::new();
        for id in self.ids() {
            let Some(name) = self.text(id, "name") else {
                continue;
            };
            let from = found.len();
            self.walk(id, name, 0, &mut found);
            for key in customary {
                let path = format!("{name}.{key}");
                if found[from..].iter().all(|change| change.path != path) {
                    found.push(Change { path, now: None });
                }
            }
            // What is changed most comes first.
            let rank = |change: &Change| {
                let key = change.path.get(name.len() + 1..);
                let place = customary.iter().position(|known| Some(*known) == key);
                place.unwrap_or(customary.len())
            };
            found[from..].sort_by_key(rank);
        }
        found
    }

    fn walk(&self, id: Id, path: &str, depth: usize, found: &mut Vec<Change>) {
        let Some(map) = self.heap().map(id).filter(|_| depth < MAX_DEPTH) else {
            return;
        };
        for (key, entry) in map.iter() {
            let Key::Str(key) = key else { continue };
            if found.len() >= MAX_PATHS || key.contains('.') || (depth == 0 && &**key == "name") {
                continue;
            }
            let path = format!("{path}.{key}");
            let is_type = matches!(&**key, "value" | "items" | "additionalProperties");
            if is_type && self.heap().map(entry.value).is_some() {
                self.walk(entry.value, &path, depth + 1, found);
            } else {
                let now = self.shown(entry.value);
                found.push(Change { path, now });
            }
        }
    }

    /// Where an option is written: number of the template file and bytes in it.
    pub(super) fn place(&self, name: &str) -> Option<(usize, Span)> {
        let mut ids = self.ids();
        let id = ids.find(|id| self.text(*id, "name") == Some(name))?;
        let named = self.heap().field(id, "name").unwrap_or(id);
        let origin: Origin = self.heap().origin(named);
        Some((self.resolved.use_of(origin)?.file, origin.span))
    }
}

/// What a template brings, as a Markdown list; empty when nobody knows.
pub(super) fn brought_list(repo: &Repo, reference: &str) -> String {
    /// Options listed.
    const MOST: usize = 80;
    let Some(opened) = Opened::of(repo, reference) else {
        return String::new();
    };
    let mut lines: Vec<String> = Vec::new();
    for option in opened.options() {
        let kind = match (option.is_section, &*option.kind) {
            (true, _) => "section",
            (false, "") => "option",
            (false, kind) => kind,
        };
        let need = if option.required { ", required" } else { "" };
        let hidden = if option.hidden { ", hidden" } else { "" };
        let kind = kind.trim_start_matches('(').trim_end_matches(')');
        lines.push(format!("- `{}` ({kind}{need}{hidden})", option.name));
    }
    if lines.len() > MOST {
        let more = lines.len() - MOST;
        lines.truncate(MOST);
        lines.push(format!("- and {more} more"));
    }
    lines.join("\n")
}
