//! Schemas of service checks, saved views and OAuth clients, with the lists that go beyond
//! a schema's keywords.

use std::sync::OnceLock;

use serde_json::Value;

use super::Schema;
use super::manifest::{document, parse};

struct Known {
    schema: Schema,
    root: Value,
}

impl Known {
    fn read(name: &str, text: &str) -> Self {
        let root = document(name, text);
        let schema = parse(name, text);
        Self { schema, root }
    }
}

fn service_checks() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let text = include_str!("../../../schemas/service-checks.schema.json");
        Known::read("service-checks", text)
    })
}

fn saved_view() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let text = include_str!("../../../schemas/saved-view.schema.json");
        Known::read("saved-view", text)
    })
}

/// Schema of `assets/service_checks.json`.
#[must_use]
pub fn service_checks_schema() -> &'static Schema {
    &service_checks().schema
}

/// Schema of a saved view.
#[must_use]
pub fn saved_view_schema() -> &'static Schema {
    &saved_view().schema
}

/// Schema of `assets/oauth_clients.json`.
#[must_use]
pub fn oauth_schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let text = include_str!("../../../schemas/oauth-clients.schema.json");
        parse("oauth-clients", text)
    })
}

/// The attributes of a service check in customary order; each must be there.
#[must_use]
pub fn service_check_attributes() -> &'static [&'static str] {
    static NAMES: OnceLock<Vec<&str>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let item = service_checks_schema().item();
        let keys = item.into_iter().flat_map(|item| &item.properties);
        keys.map(|(key, _)| key.as_str()).collect()
    })
}

/// The statuses that a service check can have.
#[must_use]
pub fn service_check_statuses() -> &'static [&'static str] {
    static NAMES: OnceLock<Vec<&str>> = OnceLock::new();
    NAMES.get_or_init(|| texts(service_checks_schema().at("[]/statuses[]")))
}

/// The integration name that all service checks of a directory carry, where it is fixed.
#[must_use]
pub fn fixed_integration_name(dir: &str) -> Option<&'static str> {
    let integration = service_checks()
        .root
        .pointer("/items/properties/integration")?;
    integration.get("x-fixed-names")?.get(dir)?.as_str()
}

/// The kinds of data that saved views search.
#[must_use]
pub fn saved_view_types() -> &'static [&'static str] {
    static NAMES: OnceLock<Vec<&str>> = OnceLock::new();
    NAMES.get_or_init(|| texts(saved_view_schema().at("/type")))
}

/// The pages of saved views.
#[must_use]
pub fn saved_view_pages() -> &'static [&'static str] {
    static NAMES: OnceLock<Vec<&str>> = OnceLock::new();
    NAMES.get_or_init(|| texts(saved_view_schema().at("/page")))
}

/// The options that a page allows; `None` where it allows any.
#[must_use]
pub fn saved_view_options(page: &str) -> Option<Vec<&'static str>> {
    let cases = saved_view().root.get("allOf")?.as_array()?;
    let case = cases.iter().find(|case| {
        let named = case.pointer("/if/properties/page/const");
        named.and_then(Value::as_str) == Some(page)
    })?;
    let names = case.pointer("/then/properties/options/propertyNames/enum")?;
    Some(names.as_array()?.iter().filter_map(Value::as_str).collect())
}

fn texts(schema: Option<&'static Schema>) -> Vec<&'static str> {
    let values = schema.into_iter().flat_map(|schema| &schema.values);
    values.filter_map(Value::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_complete_and_explained() {
        assert_eq!(service_check_attributes().len(), 7);
        let status = service_checks_schema().at("[]/statuses[]").unwrap();
        let page = saved_view_schema().at("/page").unwrap();
        let kind = saved_view_schema().at("/type").unwrap();
        for (schema, count) in [(status, 4), (page, 27), (kind, 4)] {
            let values = texts(Some(schema));
            assert_eq!(values.len(), count);
            assert!(values.iter().all(|value| schema.value_doc(value).is_some()));
        }
        assert_eq!(fixed_integration_name("disk"), Some("System"));
        assert_eq!(fixed_integration_name("foo"), None);
    }

    #[test]
    fn options_go_by_page_and_are_explained() {
        let options = saved_view_schema().at("/options").unwrap();
        for page in ["stream", "analytics", "process_overview"] {
            let names = saved_view_options(page).unwrap();
            assert!(names.len() >= 6);
            let known = |name: &&str| options.property(name).is_some();
            assert!(names.iter().all(known), "{names:?}");
        }
        assert_eq!(saved_view_options("traces"), Some(Vec::new()));
        assert_eq!(saved_view_options("container_overview"), None);
    }

    #[test]
    fn every_key_is_explained() {
        fn walk(schema: &Schema) {
            assert!(!schema.description.is_empty(), "{schema:?}");
            schema.properties.iter().for_each(|(_, child)| walk(child));
            schema.items.iter().for_each(|item| walk(item));
        }
        walk(service_checks_schema());
        walk(saved_view_schema());
        walk(oauth_schema());
    }
}
