//! `assets/monitors/*.json`: the monitor inside of its envelope, or alone as until 2023.
//! No other file depends on what a monitor says.

use std::borrow::Cow;

use super::SourceFile;
use crate::syntax::json::{JsonKind, JsonNode};

/// View of a monitor's tree.
#[derive(Debug, Clone, Copy)]
pub struct Monitor<'a> {
    /// The top value.
    pub root: JsonNode<'a>,
    /// The monitor itself: `definition` of the envelope, or the top value.
    pub body: JsonNode<'a>,
    /// There is an envelope.
    pub wrapped: bool,
}

impl<'a> Monitor<'a> {
    /// View of a parsed file; `None` when it is no JSON file.
    #[must_use]
    pub fn of(file: &'a SourceFile) -> Option<Self> {
        let root = file.json()?.root(&file.text);
        let definition = root.get("definition");
        // A monitor of today that lacks its body shows by the keys of the envelope.
        let envelope = ["version", "created_at", "last_updated_at"];
        Some(Self {
            root,
            body: definition.unwrap_or(root),
            wrapped: definition.is_some() || envelope.iter().any(|key| root.get(key).is_some()),
        })
    }

    /// Type of the monitor.
    #[must_use]
    pub fn kind(&self) -> Option<Cow<'a, str>> {
        self.body.str_at("/type")
    }

    /// Its query, when that is over metrics or service checks.
    #[must_use]
    pub fn query(&self) -> Option<JsonNode<'a>> {
        let kind = self.kind()?;
        let readable = ["query alert", "metric alert", "service check"].contains(&&*kind);
        let query = self.body.get("query").filter(|_| readable)?;
        (query.kind() == JsonKind::String).then_some(query)
    }

    /// The title for people: of the envelope, or the name.
    #[must_use]
    pub fn title(&self) -> Option<JsonNode<'a>> {
        self.root.get("title").or_else(|| self.body.get("name"))
    }

    /// Tags of the envelope, or of the monitor when there is none.
    #[must_use]
    pub fn tags(&self) -> Option<JsonNode<'a>> {
        self.root.get("tags")
    }
}
