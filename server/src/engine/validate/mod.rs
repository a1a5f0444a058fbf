//! The checks that ddev makes of a specification, and the values it fills in: top and files.

mod discovery;
mod option;
mod placeholder;
#[cfg(test)]
mod tests;
mod value;

use foldhash::HashMap;

use super::resolve::{Engine, Flow, PackageVersion, ResolvedFile};
use super::{Code, Id, Mark, Site, Value};

/// Files that are shipped under their own names.
const SHIPPED: [&str; 2] = ["auto_conf.yaml", "conf.yaml.default"];

/// Where names stand that were met before.
#[derive(Default)]
struct Seen {
    files: HashMap<String, Site>,
    examples: HashMap<super::Key, Site>,
}

impl Engine<'_> {
    pub(super) fn spec(&mut self, spec: Id) -> Flow {
        if !self.is_map(spec) {
            let message = "A specification must be a mapping with the key `files`.";
            self.report(Code::NotAMapping, self.at_item(spec, Mark::Value), message);
            return Ok(());
        }
        if !self.version(spec) {
            return Ok(());
        }
        let Some(files) = self.field(spec, "files") else {
            let site = self.at_item(spec, Mark::First);
            self.report(Code::Files, site, "The key `files` is missing.");
            return Ok(());
        };
        if !self.is_list(files) {
            let message = format!("`files` must be a list, but is {}.", self.kind(files));
            self.report(Code::Files, self.at(spec, "files", Mark::Value), message);
            return Ok(());
        }
        let mut seen = Seen::default();
        let mut index = 0;
        while let Some(file) = self.item(files, index) {
            self.step()?;
            let only = self.item(files, 1).is_none();
            self.file(file, only, &mut seen)?;
            index += 1;
        }
        Ok(())
    }

    /// Whether there is a version.
    fn version(&mut self, spec: Id) -> bool {
        let written = self.entry(spec, "version");
        let Some(entry) = written else {
            let version = match self.input.version {
                PackageVersion::Known(version) => Value::str(version),
                PackageVersion::Missing => Value::Null,
                PackageVersion::Unknown => Value::str("0.0.0"),
            };
            let known = !version.is_falsy();
            self.set_default(spec, "version", version);
            if !known {
                let message = "There is no `version`, and `__about__.py` sets `__version__` to no text either.";
                self.report(Code::Version, self.at_item(spec, Mark::First), message);
            }
            return known;
        };
        let site = self.at_entry(entry, Mark::Value);
        if self.get(entry.value).is_falsy() {
            let message = "`version` is empty. Write a version, or leave the key out to take that of the package.";
            self.report(Code::Version, site, message);
            return false;
        }
        if !self.is_text(entry.value) {
            let message = format!("`version` must be text, but is {}.", self.kind(entry.value));
            self.report(Code::Version, site, message);
            return false;
        }
        true
    }

    fn file(&mut self, file: Id, only: bool, seen: &mut Seen) -> Flow {
        if !self.is_map(file) {
            let message = format!(
                "An entry of `files` must be a mapping, but this is {}.",
                self.kind(file)
            );
            self.report(Code::Files, self.at_item(file, Mark::Value), message);
            return Ok(());
        }
        let Some(name) = self.file_name(file, only, seen) else {
            return Ok(());
        };
        self.example_name(file, &name, seen)?;
        let Some(options) = self.field(file, "options") else {
            let site = self.at(file, "name", Mark::Value);
            self.report(Code::OptionsMissing, site, "This file has no `options`.");
            return Ok(());
        };
        if !self.is_list(options) {
            let message = format!("`options` must be a list, but is {}.", self.kind(options));
            let site = self.at(file, "options", Mark::Value);
            self.report(Code::OptionsMissing, site, message);
            return Ok(());
        }
        let example = self.field(file, "example_name");
        let example = example.and_then(|example| self.heap().str(example));
        let resolved = example.map(|example| ResolvedFile {
            id: file,
            name: name.as_str().into(),
            example_name: example.into(),
            options,
        });
        self.out.files.extend(resolved);
        self.options(options, &mut Vec::new())?;
        if self.field(file, "discovery").is_some() {
            self.discovery(file, options)?;
        }
        Ok(())
    }

    /// The name, if it is one.
    fn file_name(&mut self, file: Id, only: bool, seen: &mut Seen) -> Option<String> {
        let Some(entry) = self.entry(file, "name") else {
            let site = self.at_item(file, Mark::First);
            self.report(Code::FileName, site, "This file has no `name`.");
            return None;
        };
        let Some(name) = self.heap().str(entry.value).map(str::to_owned) else {
            let message = format!(
                "The name of a file must be text, but is {}.",
                self.kind(entry.value)
            );
            let site = self.at_entry(entry, Mark::Value);
            self.report(Code::FileName, site, message);
            return None;
        };
        let site = self.at_entry(entry, Mark::Text);
        match seen.files.get(&name).copied() {
            Some(first) => {
                let message = format!("Another file is named `{name}` already.");
                self.report_with(Code::FileName, site, message, (first, "Here first."));
            }
            None => {
                seen.files.insert(name.clone(), site);
            }
        }
        if !SHIPPED.contains(&&*name) && only {
            let expected = self.expected_name();
            if name != expected {
                let message =
                    format!("The only file must be named `{expected}`, after the directory.");
                self.report_hint(Code::FileName, site, message, &expected);
            }
        }
        Some(name)
    }

    /// What ddev expects the only file to be called.
    fn expected_name(&self) -> String {
        let source = match self.input.source {
            "" => "conf",
            "agent" => "datadog",
            source => source,
        };
        format!("{}.yaml", source.to_lowercase().replace(' ', "_"))
    }

    fn example_name(&mut self, file: Id, name: &str, seen: &mut Seen) -> Flow {
        let shipped = SHIPPED.contains(&name);
        let own = self.entry(file, "example_name");
        let default = if shipped { name } else { "conf.yaml.example" };
        let value = self.set_default(file, "example_name", Value::str(default));
        let site = match own {
            Some(own) => self.at_entry(own, Mark::Value),
            None => self.at(file, "name", Mark::Value),
        };
        let text = self.heap().str(value).map(str::to_owned);
        if shipped && text.as_deref() != Some(name) {
            let message = format!("`{name}` is shipped under this name and no other.");
            self.report_hint(Code::ExampleName, site, message, name);
        }
        if text.is_none() {
            let message = format!("`example_name` must be text, but is {}.", self.kind(value));
            if matches!(self.get(value), Value::List(_) | Value::Map(_)) {
                return self.crash(Code::ExampleName, site, message);
            }
            self.report(Code::ExampleName, site, message);
        }
        let Some(key) = self.get(value).to_key() else {
            return Ok(());
        };
        match seen.examples.get(&key).copied() {
            Some(first) => {
                let message = format!(
                    "Another file is rendered to `{}` already. Give this one an `example_name` of its own.",
                    text.unwrap_or_default()
                );
                self.report_with(Code::ExampleName, site, message, (first, "This one."));
            }
            None => {
                seen.examples.insert(key, site);
            }
        }
        Ok(())
    }
}
