//! Rules about `.github/workflows/config/labeler.yml`. ddev looks at it in integrations-core.

mod duplicate_key;
mod missing_file;
mod missing_label;
mod not_a_mapping;
mod unknown_label;
mod wrong_config;

use std::collections::{BTreeMap, BTreeSet};

use super::Rule;
use crate::model::RepoKind;
use crate::model::labeler::{Label, labels};
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &duplicate_key::DUPLICATE_KEY,
    &missing_file::MISSING_FILE,
    &missing_label::MISSING_LABEL,
    &not_a_mapping::NOT_A_MAPPING,
    &unknown_label::UNKNOWN_LABEL,
    &wrong_config::WRONG_CONFIG,
];

/// What the labels of integrations are about.
struct Labels<'a> {
    /// Directories that need a label.
    wanted: BTreeSet<&'a str>,
    /// The last label of each directory.
    by_dir: BTreeMap<&'a str, Label<'a>>,
    /// Labels that are about no integration.
    unknown: Vec<Label<'a>>,
    /// Names of labels that are about one.
    taken: BTreeMap<&'a str, &'a str>,
}

impl<'a> Labels<'a> {
    fn of(cx: &FileCx<'a>) -> Option<Self> {
        if cx.repo.kind != RepoKind::Core || !cx.repo.complete {
            return None;
        }
        let mut wanted = cx.repo.ddev_integrations();
        wanted.extend(cx.repo.config.labeler_include.iter().map(String::as_str));
        let mut found = Self {
            wanted,
            by_dir: BTreeMap::new(),
            unknown: Vec::new(),
            taken: BTreeMap::new(),
        };
        for label in labels(cx.file)? {
            if !label.is_of_integration() {
                continue;
            }
            let named = Some(label.named_directory());
            let is_known = |dir: &&str| found.wanted.contains(dir);
            let dir = label
                .directory()
                .filter(is_known)
                .or(named.filter(is_known));
            match dir {
                Some(dir) => {
                    found.by_dir.insert(dir, label);
                    found.taken.insert(label.name, dir);
                }
                None => found.unknown.push(label),
            }
        }
        Some(found)
    }
}
