//! What a user can set, and what holds in the end. Settings come in layers: the file
//! of the repository, then the editor or the command line. A later layer decides where
//! it says something.

mod file;
mod glob;
mod overrides;
mod read;
mod table;

use std::sync::Arc;

use crate::model::RepoKind;
use crate::text::Span;

pub use file::{CONFIG_FILE, ConfigFile, ConfigProblem, PYPROJECT, ProblemKind, TOOL_TABLE};
pub use overrides::{ColumnHints, Display, FileChoice, Overrides, Preference};
pub use read::RawProblem;
pub(crate) use table::repository_kinds;
pub use table::{EDITOR_SETTINGS, EditorSetting, EditorShape, SETTINGS, Setting, Shape};

/// Section of the editor's configuration.
pub const SECTION: &str = "integrationsLs";

/// Every rule, as a selector.
pub const ALL: &str = "ALL";

/// A written choice of rules: a code, an area or `ALL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// As written.
    pub text: Box<str>,
    /// Where it stands in its file; empty elsewhere.
    pub span: Span,
}

impl Selector {
    /// A selector that stands nowhere.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: text.trim().into(),
            span: Span::default(),
        }
    }

    /// How exactly it means a rule; `None` when it does not.
    #[must_use]
    pub fn weight(&self, code: &str) -> Option<Weight> {
        let text = &*self.text;
        if text == code {
            Some(Weight::Code)
        } else if text == ALL {
            Some(Weight::All)
        } else {
            let area = code.split_once('/').map(|(area, _)| area);
            (area == Some(text)).then_some(Weight::Area)
        }
    }
}

/// How exactly a selector means a rule: the more exact one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It means every rule.
    All,
    /// It means the rules of an area.
    Area,
    /// It means this rule.
    Code,
}

/// Severity a user gives to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// As an error.
    Error,
    /// As a warning.
    Warning,
    /// As information.
    Information,
    /// As a hint.
    Hint,
    /// Not at all.
    Off,
}

impl Level {
    /// All levels by name.
    pub const ALL: [(&'static str, Self); 5] = [
        ("error", Self::Error),
        ("warning", Self::Warning),
        ("information", Self::Information),
        ("hint", Self::Hint),
        ("off", Self::Off),
    ];

    /// Level of a name as written in settings.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, level)| level)
    }

    /// Name in settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        let found = Self::ALL.into_iter().find(|(_, level)| *level == self);
        found.map_or("off", |(name, _)| name)
    }
}

/// The rules that are off in the files a pattern means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileIgnores {
    /// Relative to the root of the repository; `!` in front turns it around.
    pub pattern: Box<str>,
    /// What is off.
    pub rules: Vec<Selector>,
}

/// What one source says. `None` and empty mean that it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layer {
    /// The only rules that are on.
    pub select: Option<Vec<Selector>>,
    /// Rules that are on as well.
    pub extend_select: Vec<Selector>,
    /// Rules that are off.
    pub ignore: Vec<Selector>,
    /// Rules that are off in some files.
    pub per_file_ignores: Option<Vec<FileIgnores>>,
    /// Severities instead of those of the rules.
    pub severity: Vec<(Selector, Level)>,
    /// Kind of the repository.
    pub repository_kind: Option<RepoKind>,
    /// Whether rules from the guide of 2016 are on.
    pub legacy_rules: Option<bool>,
    /// Where ddev's templates are; empty to look for them.
    pub templates: Option<Box<str>>,
}

impl Layer {
    /// Every selector it holds, in no order.
    pub fn selectors(&self) -> impl Iterator<Item = &Selector> {
        let per_file = self.per_file_ignores.iter().flatten();
        self.select
            .iter()
            .flatten()
            .chain(&self.extend_select)
            .chain(&self.ignore)
            .chain(per_file.flat_map(|ignores| &ignores.rules))
            .chain(self.severity.iter().map(|(selector, _)| selector))
    }

    /// What this layer makes of a rule that the layers below left on or off.
    fn is_on(&self, code: &str, before: bool) -> bool {
        let best = |selectors: &[Selector]| selectors.iter().filter_map(|s| s.weight(code)).max();
        let on = best(self.select.as_deref().unwrap_or_default()).max(best(&self.extend_select));
        let switched_off = self.level(code).filter(|(_, level)| *level == Level::Off);
        let off = best(&self.ignore).max(switched_off.map(|(weight, _)| weight));
        match (on, off) {
            (None, None) => before && self.select.is_none(),
            (on, off) => on > off,
        }
    }

    fn level(&self, code: &str) -> Option<(Weight, Level)> {
        let weighed = self.severity.iter();
        weighed
            .filter_map(|(selector, level)| Some((selector.weight(code)?, *level)))
            // Of equal ones the last: as with the keys of two tables laid over each other.
            .max_by_key(|(weight, _)| *weight)
    }
}

/// The settings that hold in a repository.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// What the sources say, the weightiest last.
    pub layers: Vec<Arc<Layer>>,
}

impl Settings {
    /// True when no rule is concerned, so that nothing has to be asked rule by rule.
    #[must_use]
    pub fn concerns_no_rule(&self) -> bool {
        self.layers.iter().all(|layer| {
            layer.legacy_rules.is_none()
                && layer.select.is_none()
                && layer.per_file_ignores.is_none()
                && layer.ignore.is_empty()
                && layer.severity.is_empty()
        })
    }

    /// Whether a rule is on, by its code.
    #[must_use]
    pub fn is_on(&self, code: &str) -> bool {
        let layers = self.layers.iter();
        layers.fold(true, |on, layer| layer.is_on(code, on))
    }

    /// Severity the user gives to a rule.
    #[must_use]
    pub fn level(&self, code: &str) -> Option<Level> {
        let mut layers = self.layers.iter().rev();
        layers.find_map(|layer| layer.level(code).map(|(_, level)| level))
    }

    /// What is off in a file, by its path relative to the root of the repository.
    #[must_use]
    pub fn ignored_in(&self, path: &str) -> Vec<&Selector> {
        let decides = |layer: &'_ Arc<Layer>| layer.per_file_ignores.is_some();
        let layer = self.layers.iter().rev().find(|layer| decides(layer));
        layer
            .and_then(|layer| layer.per_file_ignores.as_ref())
            .into_iter()
            .flatten()
            .filter(|ignores| glob::means(&ignores.pattern, path))
            .flat_map(|ignores| &ignores.rules)
            .collect()
    }

    /// Whether rules from the guide of 2016 are on.
    #[must_use]
    pub fn legacy_rules(&self) -> bool {
        let mut layers = self.layers.iter().rev();
        layers.find_map(|layer| layer.legacy_rules).unwrap_or(true)
    }

    /// Where ddev's templates are, as written; to be looked for when `None`.
    #[must_use]
    pub fn templates(&self) -> Option<&str> {
        let mut layers = self.layers.iter().rev();
        let set = layers.find_map(|layer| layer.templates.as_deref())?;
        (!set.is_empty()).then_some(set)
    }

    /// Kind of the repository; detected when `None`.
    #[must_use]
    pub fn repository_kind(&self) -> Option<RepoKind> {
        let mut layers = self.layers.iter().rev();
        layers.find_map(|layer| layer.repository_kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selectors(texts: &[&str]) -> Vec<Selector> {
        texts.iter().map(|text| Selector::new(text)).collect()
    }

    fn settings(layers: Vec<Layer>) -> Settings {
        Settings {
            layers: layers.into_iter().map(Arc::new).collect(),
        }
    }

    #[test]
    fn the_more_exact_selector_wins_and_ignore_at_a_draw() {
        let only = settings(vec![Layer {
            select: Some(selectors(&["metadata", "readme/empty-section"])),
            ignore: selectors(&["metadata/unsorted", "readme"]),
            ..Layer::default()
        }]);
        assert!(only.is_on("metadata/invalid-unit"));
        assert!(!only.is_on("metadata/unsorted"));
        assert!(only.is_on("readme/empty-section"));
        assert!(!only.is_on("readme/non-ascii"));
        assert!(!only.is_on("manifest/not-public"));
        let draw = settings(vec![Layer {
            select: Some(selectors(&["ALL"])),
            ignore: selectors(&["ALL"]),
            ..Layer::default()
        }]);
        assert!(!draw.is_on("metadata/unsorted"));
    }

    #[test]
    fn a_later_layer_decides_where_it_says_something() {
        let file = Layer {
            select: Some(selectors(&["metadata"])),
            ignore: selectors(&["metadata/unsorted"]),
            ..Layer::default()
        };
        let more = Layer {
            extend_select: selectors(&["metadata/unsorted", "readme"]),
            ignore: selectors(&["metadata/invalid-unit"]),
            ..Layer::default()
        };
        let both = settings(vec![file.clone(), more]);
        assert!(both.is_on("metadata/unsorted"));
        assert!(both.is_on("readme/empty-section"));
        assert!(!both.is_on("metadata/invalid-unit"));
        assert!(both.is_on("metadata/invalid-type"));
        let selected = Layer {
            select: Some(selectors(&["metadata/unsorted"])),
            ..Layer::default()
        };
        let anew = settings(vec![file, selected]);
        assert!(anew.is_on("metadata/unsorted"));
        assert!(!anew.is_on("metadata/invalid-type"));
    }

    #[test]
    fn severities_are_given_by_area_and_code() {
        let levels = settings(vec![Layer {
            severity: vec![
                (Selector::new("metadata"), Level::Off),
                (Selector::new("metadata/unsorted"), Level::Hint),
            ],
            ..Layer::default()
        }]);
        assert!(!levels.is_on("metadata/invalid-unit"));
        assert!(levels.is_on("metadata/unsorted"));
        assert_eq!(levels.level("metadata/unsorted"), Some(Level::Hint));
        assert_eq!(levels.level("readme/empty-section"), None);
    }
}
