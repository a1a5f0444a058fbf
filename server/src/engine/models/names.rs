//! Names of fields and classes, as the generator derives them from the names of options.

use foldhash::{HashMap, HashSet};

use super::singular::singular;

/// Words that Python keeps for itself.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// What every model has as an attribute besides `__names__`, `model_` taken off where it
/// starts so.
const ATTRIBUTES: &[&str] = &[
    "construct",
    "copy",
    "dict",
    "from_orm",
    "json",
    "mro",
    "parse_file",
    "parse_obj",
    "parse_raw",
    "register",
    "schema",
    "schema_json",
    "update_forward_refs",
    "validate",
];
const MODEL_ATTRIBUTES: &[&str] = &[
    "computed_fields",
    "config",
    "construct",
    "copy",
    "dump",
    "dump_json",
    "extra",
    "fields",
    "fields_set",
    "json_schema",
    "parametrized_name",
    "post_init",
    "rebuild",
    "validate",
    "validate_json",
    "validate_strings",
];

/// More attempts than any file needs to find a free name.
const ATTEMPTS: usize = 1_000;

/// A word that Python keeps for itself.
#[must_use]
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}

fn is_attribute(name: &str) -> bool {
    ATTRIBUTES.binary_search(&name).is_ok()
        || name
            .strip_prefix("model_")
            .is_some_and(|rest| MODEL_ATTRIBUTES.binary_search(&rest).is_ok())
        || (name.len() > 4 && name.starts_with("__") && name.ends_with("__"))
}

/// May name something in Python, keywords aside.
#[must_use]
pub(super) fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|c| c == '_' || (c.is_alphabetic() && !is_numeric(c)))
        && chars.all(is_word)
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn is_numeric(c: char) -> bool {
    c.is_numeric()
}

/// The name by which functions of `defaults.py` and the like know an option.
#[must_use]
pub(super) fn normalised(option: &str) -> String {
    let mut name = option.to_owned();
    if is_keyword(&name) || is_attribute(&name) {
        name.push('_');
    }
    name.replace('-', "_")
}

/// A name without what Python does not allow in one.
fn cleaned(raw: &str) -> String {
    let raw = if raw.is_empty() { "_" } else { raw };
    let raw = match raw.strip_prefix('#') {
        Some("") => "_",
        Some(rest) => rest,
        None => raw,
    };
    let mut name: String = raw
        .chars()
        .map(|c| match c {
            '¹' | '²' | '³' | '⁴'..='⁹' => '_',
            c if is_word(c) => c,
            _ => '_',
        })
        .collect();
    if name.starts_with(is_numeric) {
        name.insert_str(0, "field_");
    }
    if name.starts_with('_') {
        name.insert_str(0, "field");
    }
    name
}

/// The name of a field in a class that already has fields of the `taken` names; `None` when
/// there seems to be none.
#[must_use]
pub(super) fn field_name(raw: &str, taken: &HashSet<String>) -> Option<String> {
    let mut name = cleaned(raw);
    if is_keyword(&name) || is_attribute(&name) {
        name.push('_');
    }
    let fits = |name: &str| {
        (is_identifier(name) || is_attribute(name)) && !is_keyword(name) && !taken.contains(name)
    };
    if fits(&name) {
        return Some(name);
    }
    (1..ATTEMPTS)
        .map(|count| format!("{name}_{count}"))
        .find(|name| fits(name))
}

/// A name as a class has it, before it is made unique.
#[must_use]
pub(super) fn class_name(raw: &str) -> Option<String> {
    let mut name = cleaned(raw);
    if is_keyword(&name) {
        name.push('_');
    }
    let camel: String = name.split('_').map(capitalised).collect();
    if is_identifier(&camel) && !is_keyword(&camel) {
        return Some(camel);
    }
    (1..ATTEMPTS)
        .map(|count| format!("{name}{count}"))
        .find(|name| is_identifier(name) && !is_keyword(name))
}

fn capitalised(part: &str) -> String {
    let mut chars = part.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The names given away so far.
#[derive(Debug, Default)]
pub(super) struct Taken {
    names: HashSet<String>,
    /// The last number tried after a name, so that a thousand equal names stay cheap.
    counts: HashMap<String, usize>,
    /// Stands before the number.
    suffix: &'static str,
}

/// A name given to a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) name: String,
    /// The name that it would have without a number, if it has one.
    pub(super) base: Option<String>,
}

impl Taken {
    /// Names that get `suffix` and then a number when they are taken, as those of `names` are.
    pub(super) fn with(names: impl IntoIterator<Item = String>, suffix: &'static str) -> Self {
        Self {
            names: names.into_iter().collect(),
            counts: HashMap::default(),
            suffix,
        }
    }

    pub(super) fn add(&mut self, name: String) {
        self.names.insert(name);
    }

    /// A free name for a class, from the name of its field.
    pub(super) fn class(&mut self, raw: &str, one: bool) -> Option<Given> {
        let mut name = class_name(raw)?;
        if one {
            name = singular(&name).unwrap_or_else(|| name + "Item");
        }
        if self.names.insert(name.clone()) {
            return Some(Given { name, base: None });
        }
        let count = self.counts.entry(name.clone()).or_default();
        loop {
            // The first number is left out after a suffix.
            let number = match (*count, self.suffix) {
                (0, suffix) if !suffix.is_empty() => String::new(),
                (count, suffix) if !suffix.is_empty() => count.to_string(),
                (count, _) => (count + 1).to_string(),
            };
            *count += 1;
            let numbered = format!("{name}{}{number}", self.suffix);
            if self.names.insert(numbered.clone()) {
                return Some(Given {
                    name: numbered,
                    base: Some(name),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(raw: &str) -> String {
        field_name(raw, &HashSet::default()).unwrap()
    }

    #[test]
    fn fields_are_named_so_that_python_accepts_them() {
        assert_eq!(field("plain"), "plain");
        assert_eq!(field("with-dash.dot"), "with_dash_dot");
        assert_eq!(field("class"), "class_");
        assert_eq!(field("schema"), "schema_");
        assert_eq!(field("model_config"), "model_config_");
        assert_eq!(field("3x"), "field_3x");
        assert_eq!(field("_x"), "field_x");
        assert_eq!(field(""), "field_");
        assert_eq!(field("#id"), "id");
        assert_eq!(
            field_name("a-b", &HashSet::from_iter(["a_b".to_owned()])).as_deref(),
            Some("a_b_1")
        );
    }

    #[test]
    fn classes_are_numbered_and_remember_what_they_wanted() {
        let mut taken = Taken::default();
        assert_eq!(taken.class("my_queries", true).unwrap().name, "MyQuery");
        let again = taken.class("my_query", false).unwrap();
        assert_eq!(again.name, "MyQuery1");
        assert_eq!(again.base.as_deref(), Some("MyQuery"));
        assert_eq!(taken.class("none", false).unwrap().name, "none1");
        let mut taken = Taken::with(["Any".to_owned()], "Model");
        assert_eq!(taken.class("any", false).unwrap().name, "AnyModel");
        assert_eq!(taken.class("any", false).unwrap().name, "AnyModel1");
    }

    #[test]
    fn words_are_in_order() {
        for words in [KEYWORDS, ATTRIBUTES, MODEL_ATTRIBUTES] {
            assert!(words.is_sorted());
        }
    }
}
