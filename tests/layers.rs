//! The shape of the house: which part may know which. Read from the `use` lines and
//! paths of the sources, so a wrong arrow is found before anybody builds on it.

use std::fs;
use std::path::{Path, PathBuf};

/// Layers from the ground up. A module may name those on lower floors only, not its
/// neighbours.
const FLOORS: [&[&str]; 7] = [
    &["text", "catalog"],
    &["syntax"],
    &["model"],
    &["engine"],
    &["workspace"],
    &["rules", "ide"],
    &["lsp", "cli"],
];

/// Editor features show findings and apply their fixes.
const SIDEWAYS: [(&str, &str); 1] = [("ide", "rules")];

/// Where files, processes and the network may be touched.
const OUTSIDE_WORLD: [&str; 4] = ["workspace/loader.rs", "workspace/loader/", "cli/", "lsp/"];

struct Source {
    /// Relative to the source folder, `/` separators.
    path: String,
    /// Code without comments and without tests.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("server/src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).expect("a folder").flatten() {
            let path = item.path();
            if path.is_dir() {
                folders.push(path);
            } else if is_code(&path) {
                found.push(source(&root, &path));
            }
        }
    }
    assert!(found.len() > 50, "the sources are found");
    found
}

/// Tests may do what they like.
fn is_code(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    path.extension().is_some_and(|ext| ext == "rs") && name != "tests.rs" && name != "testing.rs"
}

fn source(root: &Path, path: &PathBuf) -> Source {
    let text = fs::read_to_string(path).expect("readable");
    let relative = path.strip_prefix(root).expect("below the root");
    let parts: Vec<_> = relative.iter().map(|p| p.to_string_lossy()).collect();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().map(|line| match line.find("//") {
        Some(at) if !line[..at].contains('"') => &line[..at],
        _ => line,
    });
    Source {
        path: parts.join("/"),
        code: lines.collect::<Vec<_>>().join("\n"),
    }
}

/// The top module a file belongs to; `None` for the roots of the crate.
fn module(path: &str) -> Option<&str> {
    let top = path.split('/').next()?;
    let name = top.strip_suffix(".rs").unwrap_or(top);
    floor(name).map(|_| name)
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// Top modules that a text names after `crate::`, in `use` groups as well.
fn named(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let word = |text: &str| -> String {
            let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
            text[..end.unwrap_or(text.len())].to_owned()
        };
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut start = true;
            for (at, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    c if start && depth == 0 && c.is_alphabetic() => {
                        names.push(word(&group[at..]));
                        start = false;
                    }
                    _ => {}
                }
            }
        } else {
            names.push(word(rest));
        }
    }
    names
}

#[test]
fn arrows_between_layers_only_point_down() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = module(&source.path) else {
            continue;
        };
        for name in named(&source.code) {
            let (Some(from), Some(to)) = (floor(own), floor(&name)) else {
                continue;
            };
            // The command line starts the server.
            let starts = source.path == "cli/mod.rs" && name == "lsp";
            let allowed =
                to < from || own == name || SIDEWAYS.contains(&(own, name.as_str())) || starts;
            if !allowed {
                wrong.push(format!("{} knows {name}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn protocol_types_stay_in_their_folder() {
    let knows = |source: &Source| {
        let code = &source.code;
        code.contains("tower_lsp") || code.contains("ls_types") || code.contains("tower_service")
    };
    let (inside, outside): (Vec<_>, Vec<_>) = sources()
        .into_iter()
        .filter(knows)
        .partition(|source| source.path.starts_with("lsp/"));
    assert!(!inside.is_empty(), "the search finds what it looks for");
    let outside: Vec<_> = outside.iter().map(|source| &source.path).collect();
    assert!(outside.is_empty(), "{outside:#?}");
}

#[test]
fn the_core_does_not_touch_the_outside_world() {
    let touches = |source: &Source| {
        ["std::fs", "std::process", "std::net", "std::env"]
            .iter()
            .any(|world| source.code.contains(world))
            || source.code.contains("use std::{")
    };
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(touches)
        .map(|source| source.path)
        .filter(|path| path != "main.rs")
        .filter(|path| !OUTSIDE_WORLD.iter().any(|place| path.starts_with(place)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn names_behind_crate_are_found_alone_and_in_groups() {
    let code = "use crate::text::Span; use crate::{model::{A, B}, rules, ide::C}; crate::lsp::x()";
    assert_eq!(named(code), ["text", "model", "rules", "ide", "lsp"]);
}
