//! Turns the tables of `schemas/` from YAML, in which people write them, into JSON, which the
//! program reads several times faster at its start. The catalog embeds the outcome.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=schemas");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    let files = fs::read_dir("schemas").expect("the folder of the tables");
    for file in files.flatten() {
        let path = file.path();
        if path.extension().is_some_and(|ext| ext == "yaml") {
            fs::write(out.join(file.file_name()), json(&path)).expect("room for a table");
        }
    }
}

fn json(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a readable table");
    let table: serde_json::Value =
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    table.to_string()
}
