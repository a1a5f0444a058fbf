//! Changes that a reference makes to its template, by dotted paths.

use super::expand::Overrides;
use super::resolve::{Engine, Flow, Halt, MAX_DEPTH};
use super::{Code, Entry, Id, Key, Map, Mark, Value};

impl Engine<'_> {
    /// Takes the `overrides` of a reference into the shared ones; tells whether there are any.
    pub(super) fn take_overrides(&mut self, item: Id, shared: &mut Map) -> Flow<bool> {
        let Some(entry) = self.entry(item, "overrides") else {
            return Ok(false);
        };
        let given = entry.value;
        let pairs = match self.pairs(given) {
            Some(pairs) => pairs,
            None => {
                let site = self.at_entry(entry, Mark::Value);
                let message = format!(
                    "`overrides` must be a mapping of dotted paths, not {}.",
                    self.kind(given)
                );
                return self.crash(Code::Overrides, site, message);
            }
        };
        // A path that is no text crashes ddev once it is followed.
        let odd = pairs.iter().find(|(key, _)| !matches!(key, Key::Str(_)));
        if let Some((_, odd)) = odd {
            let message = format!(
                "The path of a change must be text, but this is {}.",
                self.kind(odd.key)
            );
            let site = self.at_entry(*odd, Mark::Key);
            return self.crash(Code::Overrides, site, message);
        }
        self.out.heap.remove_field(item, "overrides");
        let any = !pairs.is_empty();
        for (key, entry) in pairs {
            shared.insert(key, entry);
        }
        Ok(any)
    }

    /// What Python's `dict.update` takes: a mapping, or pairs of whatever sort.
    fn pairs(&mut self, id: Id) -> Option<Vec<(Key, Entry)>> {
        match self.get(id) {
            Value::Map(_) => Some(self.entries(id)),
            Value::Str(text) => text.is_empty().then(Vec::new),
            Value::Bytes(bytes) => bytes.is_empty().then(Vec::new),
            Value::List(items) => {
                let items = items.clone();
                items.into_iter().map(|item| self.pair(item)).collect()
            }
            _ => None,
        }
    }

    fn pair(&mut self, id: Id) -> Option<(Key, Entry)> {
        let (key, value) = match self.get(id) {
            Value::List(items) => match items[..] {
                [key, value] => (key, value),
                _ => return None,
            },
            Value::Map(map) => {
                let mut keys = map.iter().map(|(_, entry)| entry.key);
                match (keys.next(), keys.next(), keys.next()) {
                    (Some(key), Some(value), None) => (key, value),
                    _ => return None,
                }
            }
            Value::Str(text) => {
                let mut letters = text.chars();
                let (Some(key), Some(value), None) =
                    (letters.next(), letters.next(), letters.next())
                else {
                    return None;
                };
                let origin = self.heap().origin(id);
                let mut letter = |c: char| {
                    let text = Value::str(c.encode_utf8(&mut [0; 4]));
                    self.out.heap.alloc(text, origin)
                };
                (letter(key), letter(value))
            }
            _ => return None,
        };
        Some((self.get(key).to_key()?, Entry { key, value }))
    }

    /// Makes the changes that find their target in a template; the others go on waiting.
    pub(super) fn apply_overrides(&mut self, template: Id, overrides: &mut Overrides) -> Flow {
        let mut waiting: Vec<(Key, Entry)> = overrides
            .map
            .iter()
            .map(|(key, entry)| (key.clone(), entry))
            .collect();
        waiting.sort_by(|(a, _), (b, _)| text_of(a).cmp(text_of(b)));
        for (key, entry) in waiting {
            self.step()?;
            match self.apply_override(template, text_of(&key), entry)? {
                None => {
                    overrides.map.remove(text_of(&key));
                }
                Some(failure) => {
                    overrides.failures.insert(key, failure);
                }
            }
        }
        Ok(())
    }

    /// Makes a change; tells why it cannot be made.
    fn apply_override(&mut self, template: Id, path: &str, entry: Entry) -> Flow<Option<String>> {
        let (before, last) = match path.rsplit_once('.') {
            Some((before, last)) => (Some(before), last),
            None => (None, path),
        };
        let mut root = template;
        let mut walked = String::new();
        for (index, part) in before.into_iter().flat_map(|b| b.split('.')).enumerate() {
            let found = match self.get(root) {
                Value::Map(_) => {
                    let name = self.field(root, "name");
                    let own = name.is_some_and(|name| self.heap().str(name) == Some(part));
                    if index == 0 && own {
                        Some(root)
                    } else {
                        self.field(root, part)
                    }
                }
                Value::List(_) => self.open_and_find(root, part, &mut Vec::new())?,
                _ => {
                    let message = format!("`{walked}` of the template has nothing inside.");
                    return Ok(Some(message));
                }
            };
            let Some(found) = found else {
                return Ok(Some(missing(&walked, part)));
            };
            root = found;
            if index > 0 {
                walked.push('.');
            }
            walked.push_str(part);
        }
        match self.get(root) {
            Value::Map(map) => {
                let key = match map.entry(last) {
                    Some(known) => known.key,
                    None => {
                        let origin = self.heap().origin(entry.key);
                        self.out.heap.alloc(Value::str(last), origin)
                    }
                };
                let value = entry.value;
                if let Value::Map(map) = self.out.heap.get_mut(root) {
                    map.insert(Key::Str(last.into()), Entry { key, value });
                }
                Ok(None)
            }
            Value::List(_) => {
                let Some(found) = self.open_and_find(root, last, &mut Vec::new())? else {
                    return Ok(Some(missing(&walked, last)));
                };
                let items = self.heap().list(root).unwrap_or_default();
                if let Some(at) = items.iter().position(|item| *item == found) {
                    self.replace(root, at, at + 1, &[entry.value]);
                }
                Ok(None)
            }
            _ => Ok(Some(format!(
                "`{}` of the template has nothing inside.",
                before.unwrap_or(path)
            ))),
        }
    }

    /// The item of a name; references in the list are opened for good when it is behind one.
    fn open_and_find(
        &mut self,
        list: Id,
        name: &str,
        visited: &mut Vec<String>,
    ) -> Flow<Option<Id>> {
        self.step()?;
        if visited.len() > MAX_DEPTH {
            return Err(Halt);
        }
        let items = self.heap().list(list).unwrap_or_default().to_vec();
        let named = |engine: &Self, item: Id| {
            let own = engine.field(item, "name");
            own.is_some_and(|own| engine.heap().str(own) == Some(name))
        };
        if let Some(found) = items.iter().find(|item| named(self, **item)) {
            return Ok(Some(*found));
        }
        for (index, item) in items.into_iter().enumerate() {
            let (None, Some(reference)) = (self.field(item, "name"), self.field(item, "template"))
            else {
                continue;
            };
            let text = match self.get(reference) {
                Value::Str(text) => text.to_string(),
                Value::List(_) | Value::Map(_) => {
                    let site = self.at_item(reference, Mark::Value);
                    let message = format!(
                        "The name of a template must be text, not {}.",
                        self.kind(reference)
                    );
                    return self.crash(Code::UnknownTemplate, site, message);
                }
                _ => continue,
            };
            if visited.contains(&text) {
                continue;
            }
            visited.push(text);
            let mark = (self.out.heap.len(), self.out.uses.len());
            if let Ok(nested) = self.template(reference)? {
                if self.is_map(nested) {
                    if named(self, nested) {
                        self.replace(list, index, index + 1, &[nested]);
                        return Ok(Some(nested));
                    }
                } else if self.is_list(nested)
                    && let Some(found) = self.open_and_find(nested, name, visited)?
                {
                    let items = self.heap().list(nested).unwrap_or_default().to_vec();
                    self.replace(list, index, index + 1, &items);
                    return Ok(Some(found));
                }
            }
            // Nothing of what was looked at is kept.
            self.out.heap.truncate(mark.0);
            self.out.uses.truncate(mark.1);
        }
        Ok(None)
    }

    /// Tells the changes that never found their target.
    pub(super) fn report_overrides(&mut self, overrides: &Overrides) {
        for (key, entry) in overrides.map.iter() {
            if let Some(failure) = overrides.failures.get(key) {
                let site = self.at_entry(entry, Mark::Key);
                self.report(Code::Overrides, site, failure.clone());
            }
        }
    }
}

fn text_of(key: &Key) -> &str {
    match key {
        Key::Str(text) => text,
        _ => "",
    }
}

fn missing(walked: &str, part: &str) -> String {
    if walked.is_empty() {
        format!("The template has no `{part}`.")
    } else {
        format!("`{walked}` of the template has no `{part}`.")
    }
}
