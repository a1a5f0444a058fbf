//! The floor: walk the repository, read the files we check, parse them with plain
//! libraries, in parallel. No index, no rules.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

const NAMES: [&str; 4] = [
    "manifest.json",
    "metadata.csv",
    "README.md",
    "pyproject.toml",
];

/// Returns the number of files walked and of files parsed.
pub(crate) fn run(root: &Path) -> (usize, usize) {
    let dirs: Vec<PathBuf> = fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.path())
        .collect();
    dirs.par_iter()
        .map(|dir| {
            let walked = walk(dir);
            let parsed = NAMES.iter().filter(|name| parse(&dir.join(name))).count();
            (walked, parsed)
        })
        .reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
}

fn walk(dir: &Path) -> usize {
    let mut count = 0;
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => count += walk(&entry.path()),
            Ok(_) => count += 1,
            Err(_) => {}
        }
    }
    count
}

fn parse(path: &Path) -> bool {
    let Ok(text) = fs::read_to_string(path) else {
        return false;
    };
    let weight = match path.extension().and_then(|ext| ext.to_str()) {
        Some("json") => usize::from(serde_json::from_str::<serde_json::Value>(&text).is_ok()),
        Some("csv") => csv::Reader::from_reader(text.as_bytes())
            .byte_records()
            .count(),
        Some("md") => pulldown_cmark::Parser::new(&text).count(),
        _ => usize::from(toml::from_str::<toml::Table>(&text).is_ok()),
    };
    std::hint::black_box(weight);
    true
}
