//! The JSON Schemas of the manifest as a tree that features and rules can walk.
//! Reads the keywords our schemas use, no more; `schemas/README.md` lists them.

use std::sync::OnceLock;

use serde_json::{Map, Value};

/// JSON types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SchemaType {
    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,
    Null,
}

/// What a string stands for, when it is more than text (`x-kind`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Path of a file, relative to the integration.
    AssetPath,
    /// `README.md#Heading`.
    ReadmeAnchor,
    /// Path of a picture, relative to the integration.
    ImagePath,
    /// Metric of `metadata.csv`.
    MetricName,
    /// `Group::Value`.
    ClassifierTag,
    /// UUID.
    Uuid,
    /// Kebab-case id.
    AppId,
    /// Name of the changelog file.
    ChangelogPath,
    /// Web address.
    Url,
    /// E-mail address.
    Email,
}

impl ValueKind {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "asset-path" => Self::AssetPath,
            "readme-anchor" => Self::ReadmeAnchor,
            "image-path" => Self::ImagePath,
            "metric-name" => Self::MetricName,
            "classifier-tag" => Self::ClassifierTag,
            "uuid" => Self::Uuid,
            "app-id" => Self::AppId,
            "changelog-path" => Self::ChangelogPath,
            "url" => Self::Url,
            "email" => Self::Email,
            _ => return None,
        })
    }
}

/// One schema node, references resolved.
#[derive(Debug, Default, Clone)]
pub struct Schema {
    /// Meaning, Markdown.
    pub description: String,
    /// Allowed types; empty means any.
    pub types: Vec<SchemaType>,
    /// Closed set of values (`enum` or `const`).
    pub values: Vec<Value>,
    /// Suggestions of an open set.
    pub examples: Vec<Value>,
    /// Value to insert.
    pub default: Option<Value>,
    /// Known keys in customary order.
    pub properties: Vec<(String, Schema)>,
    /// Keys that must be there.
    pub required: Vec<String>,
    /// Unknown keys are an error.
    pub closed: bool,
    /// Schema of unknown keys (`additionalProperties` as a schema).
    pub additional: Option<Box<Schema>>,
    /// Schema of array items.
    pub items: Option<Box<Schema>>,
    /// Alternatives (`anyOf`, `oneOf`).
    pub alternatives: Vec<Schema>,
    /// Greatest number of characters.
    pub max_length: Option<usize>,
    /// Greatest number of items.
    pub max_items: Option<usize>,
    /// No longer to be used.
    pub deprecated: bool,
    /// What a string stands for.
    pub kind: Option<ValueKind>,
    /// Customary folder of an asset path.
    pub dir: Option<String>,
    /// Extension of an asset path, with the dot.
    pub extension: Option<String>,
    /// Only for these repository kinds; empty means all.
    pub repositories: Vec<String>,
    /// Must not change once published.
    pub immutable: bool,
    /// The examples are suggestions of an open set (`x-open`).
    pub open: bool,
    /// Meanings of the values of a closed set.
    value_docs: Map<String, Value>,
}

impl Schema {
    /// Schema of a key: a known one, or that of free keys.
    #[must_use]
    pub fn property(&self, key: &str) -> Option<&Schema> {
        self.properties
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, schema)| schema)
            .or(self.additional.as_deref())
            .or_else(|| {
                self.alternatives
                    .iter()
                    .find_map(|schema| schema.property(key))
            })
    }

    /// Schema at a path of keys, `[]` for array items, as `JsonNode::path` writes them.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Schema> {
        let mut schema = self;
        for part in path
            .replace("[]", "/[]")
            .split('/')
            .filter(|part| !part.is_empty())
        {
            schema = if part == "[]" {
                schema.item()?
            } else {
                schema.property(part)?
            };
        }
        Some(schema)
    }

    /// Schema of array items, of an alternative too.
    #[must_use]
    pub fn item(&self) -> Option<&Schema> {
        self.items
            .as_deref()
            .or_else(|| self.alternatives.iter().find_map(Schema::item))
    }

    /// All types allowed here, alternatives included; empty means any.
    #[must_use]
    pub fn all_types(&self) -> Vec<SchemaType> {
        let mut types = self.types.clone();
        types.extend(self.alternatives.iter().flat_map(Schema::all_types));
        types.dedup();
        types
    }

    /// Meaning of a value of a closed set.
    #[must_use]
    pub fn value_doc(&self, value: &str) -> Option<&str> {
        self.value_docs.get(value)?.as_str()
    }

    /// Known keys, those of alternatives too.
    pub fn all_properties(&self) -> impl Iterator<Item = &(String, Schema)> {
        let others = self.alternatives.iter().flat_map(|other| &other.properties);
        self.properties.iter().chain(others)
    }

    /// A key must be there; of alternatives, in each of them.
    #[must_use]
    pub fn requires(&self, key: &str) -> bool {
        let named = |schema: &Schema| schema.required.iter().any(|name| name == key);
        let objects = self
            .alternatives
            .iter()
            .filter(|other| !other.properties.is_empty());
        let mut objects = objects.peekable();
        named(self) || (objects.peek().is_some() && objects.all(named))
    }

    fn read(value: &Value, root: &Value) -> Self {
        if let Some(target) = value.get("$ref").and_then(Value::as_str) {
            let pointer = target.trim_start_matches('#');
            let mut schema = Self::read(root.pointer(pointer).unwrap_or(&Value::Null), root);
            // Keywords beside a reference are about this place and win.
            let own = Self::read_plain(value, root);
            if !own.description.is_empty() {
                schema.description = own.description;
            }
            schema.default = own.default.or(schema.default);
            schema.dir = own.dir.or(schema.dir);
            schema.extension = own.extension.or(schema.extension);
            schema.deprecated |= own.deprecated;
            schema.immutable |= own.immutable;
            if !own.repositories.is_empty() {
                schema.repositories = own.repositories;
            }
            if !own.examples.is_empty() {
                schema.examples = own.examples;
            }
            return schema;
        }
        Self::read_plain(value, root)
    }

    fn read_plain(value: &Value, root: &Value) -> Self {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let flag = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or(false);
        let list = |key: &str| {
            value
                .get(key)
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default()
        };
        let texts = |key: &str| {
            list(key)
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let number = |key: &str| {
            value
                .get(key)
                .and_then(Value::as_u64)
                .map(|number| number as usize)
        };
        let boxed = |key: &str| {
            value
                .get(key)
                .filter(|v| v.is_object())
                .map(|v| Box::new(Self::read(v, root)))
        };
        let mut values = list("enum");
        values.extend(value.get("const").cloned());
        let alternatives = ["anyOf", "oneOf"].into_iter().flat_map(list);
        let properties = value.get("properties").and_then(Value::as_object);
        Self {
            description: text("description").unwrap_or_default(),
            types: types(value.get("type")),
            values,
            examples: list("examples"),
            default: value.get("default").cloned(),
            properties: properties
                .into_iter()
                .flatten()
                .map(|(key, schema)| (key.clone(), Self::read(schema, root)))
                .collect(),
            required: texts("required"),
            closed: value.get("additionalProperties") == Some(&Value::Bool(false)),
            additional: boxed("additionalProperties"),
            items: boxed("items"),
            alternatives: alternatives
                .map(|schema| Self::read(&schema, root))
                .collect(),
            max_length: number("maxLength"),
            max_items: number("maxItems"),
            deprecated: flag("deprecated"),
            kind: text("x-kind").and_then(|name| ValueKind::from_name(&name)),
            dir: text("x-dir"),
            extension: text("x-ext"),
            repositories: texts("x-repositories"),
            immutable: flag("x-immutable"),
            open: flag("x-open"),
            value_docs: value
                .get("x-enum-docs")
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default(),
        }
    }
}

fn types(value: Option<&Value>) -> Vec<SchemaType> {
    let one = |name: &str| {
        Some(match name {
            "object" => SchemaType::Object,
            "array" => SchemaType::Array,
            "string" => SchemaType::String,
            "integer" => SchemaType::Integer,
            "number" => SchemaType::Number,
            "boolean" => SchemaType::Boolean,
            "null" => SchemaType::Null,
            _ => return None,
        })
    };
    match value {
        Some(Value::String(name)) => one(name).into_iter().collect(),
        Some(Value::Array(names)) => names.iter().filter_map(|n| one(n.as_str()?)).collect(),
        _ => Vec::new(),
    }
}

/// Names of the embedded schemas: `v2`, `v1`, `legacy`.
pub fn manifest_schema(name: &str) -> &'static Schema {
    static V2: OnceLock<Schema> = OnceLock::new();
    static V1: OnceLock<Schema> = OnceLock::new();
    static LEGACY: OnceLock<Schema> = OnceLock::new();
    let (cell, text) = match name {
        "legacy" => (
            &LEGACY,
            include_str!("../../../schemas/manifest-legacy.schema.json"),
        ),
        "v1" => (
            &V1,
            include_str!("../../../schemas/manifest-v1.schema.json"),
        ),
        _ => (
            &V2,
            include_str!("../../../schemas/manifest-v2.schema.json"),
        ),
    };
    cell.get_or_init(|| parse(&format!("manifest-{name}"), text))
}

/// Reads an embedded schema.
pub(super) fn parse(name: &str, text: &str) -> Schema {
    let root = document(name, text);
    Schema::read(&root, &root)
}

/// The document of an embedded schema. It is part of the program and covered by a test, so a
/// malformed one is a defect of the build.
pub(super) fn document(name: &str, text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("schemas/{name}.schema.json: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_schemas_load_and_document_every_key() {
        fn walk(path: &str, schema: &Schema) {
            for (key, child) in &schema.properties {
                let path = format!("{path}/{key}");
                assert!(!child.description.is_empty(), "{path} has no description");
                walk(&path, child);
            }
            schema
                .items
                .iter()
                .for_each(|item| walk(&format!("{path}[]"), item));
        }
        for name in ["v2", "v1", "legacy"] {
            let schema = manifest_schema(name);
            assert!(schema.properties.len() > 5, "{name}");
            walk(name, schema);
        }
    }

    #[test]
    fn paths_lead_to_nested_keys() {
        let schema = manifest_schema("v2");
        let kind = schema.at("/tile/media[]/media_type").unwrap();
        assert!(kind.values.contains(&Value::from("image")));
        assert!(schema.at("/tile/no_such_key").is_none());
        assert_eq!(
            schema.at("/tile/classifier_tags[]").unwrap().kind,
            Some(ValueKind::ClassifierTag)
        );
    }
}
