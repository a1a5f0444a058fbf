//! README sections, from `schemas/readme-sections.yaml`.

use std::sync::OnceLock;

use serde::Deserialize;

/// A section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Heading text.
    pub title: String,
    /// 2 or 3.
    pub level: u8,
    /// Title of the section it stands in.
    pub parent: Option<String>,
    /// Repository kinds that demand it.
    #[serde(default)]
    pub required_in: Vec<String>,
    /// `2016`, `today` or `all`.
    pub era: String,
    /// One line.
    pub summary: String,
    /// Markdown.
    pub docs: String,
    /// Text to insert, with `{display_name}`, `{dir}` and `{repo}` to fill in.
    pub skeleton: String,
    /// Other spellings seen.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// Sections in customary order.
pub fn sections() -> &'static [Section] {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Table {
        sections: Vec<Section>,
    }
    static SECTIONS: OnceLock<Vec<Section>> = OnceLock::new();
    SECTIONS.get_or_init(|| {
        let text = include_str!("../../../schemas/readme-sections.yaml");
        super::table::<Table>("readme-sections.yaml", text).sections
    })
}
