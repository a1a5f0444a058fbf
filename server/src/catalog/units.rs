//! Units of `unit_name` and `per_unit_name`, from `schemas/units.yaml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use foldhash::HashMap;

use serde::Deserialize;

use super::nearest::nearest;

/// One unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// What stands in the cell.
    pub name: String,
    /// Plural, for display.
    pub plural: String,
    /// Key of [`Units::family_text`].
    pub family: String,
    /// Abbreviation, when one is customary.
    pub symbol: Option<String>,
    /// One sentence.
    pub description: String,
    /// A duration: two of them must not stand in one row.
    #[serde(default)]
    pub time: bool,
    /// The reference validator accepts it.
    #[serde(default = "yes")]
    pub accepted: bool,
    /// Already in the guide of 2016.
    #[serde(default)]
    pub seed: bool,
    /// Completion offers it.
    #[serde(default = "yes")]
    pub offered: bool,
    /// The unit to write instead of one that is not accepted.
    pub prefer: Option<String>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    families: BTreeMap<String, String>,
    units: Vec<Unit>,
}

/// All units with their look-up tables.
pub struct Units {
    families: BTreeMap<String, String>,
    units: Vec<Unit>,
    by_name: HashMap<String, usize>,
}

impl Units {
    /// The unit of a name, accepted or not. Case-sensitive.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Unit> {
        self.by_name.get(name).map(|&index| &self.units[index])
    }

    /// True when the reference validator accepts the name.
    #[must_use]
    pub fn accepts(&self, name: &str) -> bool {
        self.get(name).is_some_and(|unit| unit.accepted)
    }

    /// Units to offer, in the order of the table.
    pub fn offered(&self) -> impl Iterator<Item = &Unit> {
        self.units
            .iter()
            .filter(|unit| unit.accepted && unit.offered)
    }

    /// Meaning of a family.
    #[must_use]
    pub fn family_text(&self, family: &str) -> &str {
        self.families.get(family).map_or("", String::as_str)
    }

    /// The accepted unit most likely meant by a word: by its table entry, its plural, its
    /// symbol, or by spelling.
    #[must_use]
    pub fn meant(&self, word: &str) -> Option<&Unit> {
        if let Some(prefer) = self.get(word).and_then(|unit| unit.prefer.as_deref()) {
            return self.get(prefer);
        }
        let trimmed = word.trim();
        let lower = trimmed.to_lowercase();
        self.get(&lower)
            .filter(|unit| unit.accepted)
            .or_else(|| self.offered().find(|unit| unit.plural == lower))
            .or_else(|| {
                self.offered()
                    .find(|unit| unit.symbol.as_deref() == Some(trimmed))
            })
            .or_else(|| {
                nearest(&lower, self.offered().map(|unit| unit.name.as_str()))
                    .and_then(|name| self.get(name))
            })
    }
}

/// The unit table.
pub fn units() -> &'static Units {
    static UNITS: OnceLock<Units> = OnceLock::new();
    UNITS.get_or_init(|| {
        let Table { families, units } = super::table!("units.yaml");
        let by_name = units
            .iter()
            .enumerate()
            .map(|(i, unit)| (unit.name.clone(), i))
            .collect();
        Units {
            families,
            units,
            by_name,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_belongs_to_a_family_and_every_preference_exists() {
        let units = units();
        assert!(units.units.len() > 300);
        for unit in &units.units {
            assert!(units.families.contains_key(&unit.family), "{}", unit.name);
            if let Some(prefer) = &unit.prefer {
                assert!(units.accepts(prefer), "{} prefers {prefer}", unit.name);
            }
        }
    }

    #[test]
    fn slips_lead_to_the_unit_meant() {
        let meant = |word| units().meant(word).map(|unit| unit.name.as_str());
        assert_eq!(meant("bytes"), Some("byte"));
        assert_eq!(meant("Byte"), Some("byte"));
        assert_eq!(meant("garbage"), Some("garbage collection"));
        assert_eq!(meant("queries"), Some("query"));
        assert_eq!(meant("secnd"), Some("second"));
        assert_eq!(meant("MiB"), Some("mebibyte"));
        assert_eq!(meant("zorkmids of the realm"), None);
    }
}
