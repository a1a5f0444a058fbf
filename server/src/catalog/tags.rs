//! Classifier tags of the manifest, from `schemas/classifier-tags.yaml`.

use std::sync::OnceLock;

use serde::Deserialize;

/// A group such as `Category`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagGroup {
    /// Text before `::`.
    pub name: String,
    /// One line.
    pub summary: String,
    /// Markdown.
    pub docs: String,
}

/// A whole tag such as `Category::Containers`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassifierTag {
    /// The tag as written.
    pub name: String,
    /// One line.
    pub summary: String,
    /// Found in published manifests.
    pub in_use: bool,
    /// Found in the published list.
    pub documented: bool,
    /// The spelling in use, for tags that are only documented.
    pub prefer: Option<String>,
    /// Number of published manifests that have it.
    #[serde(default)]
    pub weight: u32,
}

/// Groups and tags.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassifierTags {
    /// Groups in customary order.
    pub groups: Vec<TagGroup>,
    /// All known tags.
    pub tags: Vec<ClassifierTag>,
}

impl ClassifierTags {
    /// A known tag.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&ClassifierTag> {
        self.tags.iter().find(|tag| tag.name == name)
    }

    /// The group of a tag, known or not.
    #[must_use]
    pub fn group_of(&self, tag: &str) -> Option<&TagGroup> {
        let (group, _) = tag.split_once("::")?;
        self.groups.iter().find(|known| known.name == group)
    }
}

/// The classifier tags.
pub fn classifier_tags() -> &'static ClassifierTags {
    static TAGS: OnceLock<ClassifierTags> = OnceLock::new();
    TAGS.get_or_init(|| super::table!("classifier-tags.yaml"))
}
