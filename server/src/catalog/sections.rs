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
        let table: Table = super::table!("readme-sections.yaml");
        table.sections
    })
}

/// Sections of today's layout (`legacy` false) or of that of 2016, in customary order.
pub fn sections_of(legacy: bool) -> impl Iterator<Item = &'static Section> {
    let foreign = if legacy { "today" } else { "2016" };
    sections()
        .iter()
        .filter(move |section| section.era != foreign)
}

/// Second-level sections that a kind of repository demands, in customary order. `kind`
/// is its name as in `required_in`.
pub fn required_sections(kind: &str) -> impl Iterator<Item = &'static Section> {
    sections_of(kind == "legacy").filter(move |section| {
        section.level == 2 && section.required_in.iter().any(|name| name == kind)
    })
}

impl Section {
    /// The text to insert, filled in, lines broken by `\n`. Where the repository has no
    /// known name on GitHub, its files are addressed relative to the README.
    #[must_use]
    pub fn filled(&self, display_name: &str, dir: &str, repo: Option<&str>) -> String {
        let text = match repo {
            Some(repo) => self.skeleton.replace("{repo}", repo),
            None => self
                .skeleton
                .replace("https://github.com/DataDog/{repo}/blob/master/{dir}/", ""),
        };
        text.replace("{display_name}", display_name)
            .replace("{dir}", dir)
    }

    /// The heading as it is written.
    #[must_use]
    pub fn heading(&self) -> String {
        format!("{} {}", "#".repeat(usize::from(self.level)), self.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_skeleton_starts_with_its_heading_and_fills_in_completely() {
        for section in sections() {
            let text = section.filled("Foo", "foo", Some("integrations-core"));
            assert!(
                text.starts_with(&format!("{}\n\n", section.heading())),
                "{}",
                section.title
            );
            for place in ["{display_name}", "{dir}", "{repo}"] {
                assert!(!text.contains(place), "{}: {place}", section.title);
            }
            let alone = section.filled("Foo", "foo", None);
            assert!(!alone.contains("{repo}"), "{}", section.title);
        }
    }

    #[test]
    fn the_marketplace_demands_four_sections_and_others_two() {
        let titles =
            |kind| -> Vec<_> { required_sections(kind).map(|s| s.title.as_str()).collect() };
        assert_eq!(titles("extras"), ["Overview", "Setup"]);
        assert_eq!(
            titles("marketplace"),
            ["Overview", "Setup", "Uninstallation", "Support"]
        );
        assert!(titles("legacy").contains(&"Compatibility"));
    }
}
