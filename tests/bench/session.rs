//! A session with the language server: start to first diagnostics, keystrokes,
//! completion, hover, memory. Other servers on the same manifest, where installed.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Client, uri};
use crate::measure::{Sample, millis};

const SERVER: [&str; 2] = [env!("CARGO_BIN_EXE_integrations-ls"), "server"];
/// Rows of the largest `metadata.csv` with a unit for every row that was ever published.
const ROWS: usize = 2095;

pub(crate) fn run(root: &Path) {
    let Some(manifest) = largest(root, "manifest.json") else {
        return;
    };
    let starts = Sample::of_times(10, || {
        let text = std::fs::read_to_string(&manifest).expect("the manifest can be read");
        let mut client = Client::start(&SERVER, root).expect("the server starts");
        client.open(&manifest, "json", &text);
        client
            .diagnostics(&manifest, 0)
            .expect("diagnostics arrive");
        let time = client.started.elapsed();
        client.stop();
        time
    });
    starts.print("server: start to diagnostics of open file");
    ours(root, &manifest);
    for (name, command) in [
        (
            "vscode-json-language-server",
            ["vscode-json-language-server", "--stdio"],
        ),
        ("yaml-language-server", ["yaml-language-server", "--stdio"]),
    ] {
        other(name, &command, root, &manifest);
    }
}

fn ours(root: &Path, manifest: &Path) {
    let mut client = Client::start(&SERVER, root).expect("the server starts");
    let text = std::fs::read_to_string(manifest).expect("the manifest can be read");
    client.open(manifest, "json", &text);
    client.diagnostics(manifest, 0).expect("diagnostics arrive");
    client.settle(Duration::from_millis(500));
    if let Some((now, peak)) = client.memory() {
        println!(
            "{:44} {now:.1} MiB, peak {peak:.1} MiB",
            "server: resident memory, indexed"
        );
    }
    if let Some(status) = client.request("integrationsLs/status", Value::Null) {
        println!("server: indexed {}", status["repositories"]);
    }
    keystrokes(
        &mut client,
        manifest,
        &text,
        "server: keystroke to diagnostics, manifest",
    );
    let (line, column) = place(&text, "classifier_tags");
    requests(&mut client, manifest, (line + 1, column + 4), "manifest");

    let Some(table) = largest(root, "metadata.csv") else {
        return;
    };
    let text = grow(&std::fs::read_to_string(&table).expect("the table can be read"));
    println!(
        "metadata.csv grown to {} lines, {} bytes",
        text.lines().count(),
        text.len()
    );
    client.open(&table, "csv", &text);
    client.diagnostics(&table, 0).expect("diagnostics arrive");
    client.settle(Duration::from_millis(300));
    keystrokes(
        &mut client,
        &table,
        &text,
        "server: keystroke to diagnostics, 2,095 rows",
    );
    let line = text.lines().count() / 2;
    let unit_column = cell(text.lines().nth(line).unwrap_or_default(), 3);
    requests(&mut client, &table, (line, unit_column), "2,095 rows");
    if let Some((now, peak)) = client.memory() {
        println!(
            "{:44} {now:.1} MiB, peak {peak:.1} MiB",
            "server: resident memory, after"
        );
    }
    specification(&mut client, root);
    client.stop();
}

/// Size of the largest specification that was ever published, in bytes.
const SPECIFICATION: usize = 53_000;

/// Types in a description of the largest specification, as it is and grown.
fn specification(client: &mut Client, root: &Path) {
    let Some(path) = largest(root, "assets/configuration/spec.yaml") else {
        return;
    };
    let text = std::fs::read_to_string(&path).expect("the specification can be read");
    client.open(&path, "yaml", &text);
    client.diagnostics(&path, 0).expect("diagnostics arrive");
    client.settle(Duration::from_millis(300));
    let name = format!(
        "server: keystroke to drift, spec of {} kB",
        text.len() / 1000
    );
    describe(client, &path, &text, 0, &name);
    let grown = grow_spec(&text);
    client.edit_all(&path, 1000, &grown);
    client.diagnostics(&path, 1000).expect("diagnostics arrive");
    client.settle(Duration::from_millis(300));
    let name = format!(
        "server: keystroke to drift, spec of {} kB",
        grown.len() / 1000
    );
    describe(client, &path, &grown, 1000, &name);
}

/// Types and deletes a letter at the end of the last description.
fn describe(client: &mut Client, path: &Path, text: &str, mut version: i64, name: &str) {
    let written = |row: &str| {
        let text = row.split_once("description: ").map(|(_, text)| text);
        text.is_some_and(|text| text.starts_with(char::is_alphabetic))
    };
    let rows = text.lines().enumerate();
    let Some((line, row)) = rows.filter(|(_, row)| written(row)).last() else {
        return;
    };
    let end = row.len();
    let mut typed = false;
    let sample = Sample::of_times(200, || {
        version += 1;
        let start = Instant::now();
        if typed {
            client.edit(path, version, (line, end, end + 1), "");
        } else {
            client.edit(path, version, (line, end, end), "x");
        }
        typed = !typed;
        client
            .diagnostics(path, version)
            .expect("diagnostics arrive");
        start.elapsed()
    });
    sample.print(name);
}

/// Adds options to the last list of the specification.
fn grow_spec(text: &str) -> String {
    let mut out = text.trim_end().to_owned();
    let item = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("- name: ") || line.starts_with("- template: ")
    };
    let last = text.lines().rev().find(item).unwrap_or_default();
    let indent = " ".repeat(last.len() - last.trim_start().len());
    let mut number = 0;
    while out.len() < SPECIFICATION {
        number += 1;
        out.push_str(&format!(
            "\n{indent}- name: grown_{number}\n{indent}  description: One of many options.\n\
             {indent}  value:\n{indent}    type: array\n{indent}    items:\n\
             {indent}      type: string\n{indent}    example:\n{indent}    - a\n"
        ));
    }
    out
}

/// Types and deletes a letter in the middle of the file.
fn keystrokes(client: &mut Client, path: &Path, text: &str, name: &str) {
    let line = text.lines().count() / 2;
    let mut version = 0;
    let sample = Sample::of_times(200, || {
        version += 1;
        let start = Instant::now();
        if version % 2 == 1 {
            client.edit(path, version, (line, 0, 0), "x");
        } else {
            client.edit(path, version, (line, 0, 1), "");
        }
        client
            .diagnostics(path, version)
            .expect("diagnostics arrive");
        start.elapsed()
    });
    sample.print(name);
}

fn requests(client: &mut Client, path: &Path, (line, column): (usize, usize), what: &str) {
    for method in ["completion", "hover", "documentSymbol"] {
        let params = json!({
            "textDocument": {"uri": uri(path)},
            "position": {"line": line, "character": column},
        });
        let mut answered = 0;
        let sample = Sample::of_times(200, || {
            let start = Instant::now();
            let answer = client.request(&format!("textDocument/{method}"), params.clone());
            let time = start.elapsed();
            answered += usize::from(answer.is_some_and(|answer| !answer.is_null()));
            time
        });
        sample.print(&format!("server: {method}, {what} ({answered} answered)"));
    }
}

fn other(name: &str, command: &[&str], root: &Path, manifest: &Path) {
    let Some(mut client) = Client::start(command, root) else {
        println!("{name} is not installed");
        return;
    };
    let text = std::fs::read_to_string(manifest).expect("the manifest can be read");
    let language = if name.starts_with("yaml") {
        "yaml"
    } else {
        "json"
    };
    client.open(manifest, language, &text);
    if client.diagnostics(manifest, 0).is_none() {
        println!("{name} sends no diagnostics");
        return;
    }
    println!(
        "{name}: start to diagnostics {:.1} ms",
        millis(client.started.elapsed())
    );
    let line = text.lines().count() / 2;
    let mut version = 0;
    let keys = Sample::of_times(10, || {
        version += 1;
        let start = Instant::now();
        let (to, letter) = if version % 2 == 1 { (0, "x") } else { (1, "") };
        client.edit(manifest, version, (line, 0, to), letter);
        client
            .diagnostics(manifest, version)
            .expect("diagnostics arrive");
        start.elapsed()
    });
    keys.print(&format!("{name}: keystroke"));
    let params = json!({
        "textDocument": {"uri": uri(manifest)}, "position": {"line": line, "character": 5},
    });
    let hover = Sample::of_times(100, || {
        let start = Instant::now();
        client.request("textDocument/hover", params.clone());
        start.elapsed()
    });
    hover.print(&format!("{name}: hover"));
    if let Some((now, peak)) = client.memory() {
        println!("{name}: resident memory {now:.1} MiB, peak {peak:.1} MiB");
    }
    client.stop();
}

/// The largest file of a name one directory below the root.
fn largest(root: &Path, name: &str) -> Option<PathBuf> {
    let dirs = std::fs::read_dir(root).ok()?.flatten();
    let sized = dirs.filter_map(|dir| {
        let path = dir.path().join(name);
        Some((std::fs::metadata(&path).ok()?.len(), path))
    });
    sized.max().map(|(_, path)| path)
}

/// Repeats the rows under new names until there are [`ROWS`].
fn grow(text: &str) -> String {
    let mut lines = text.lines();
    let mut out = format!("{}\n", lines.next().unwrap_or_default());
    let rows: Vec<&str> = lines.filter(|line| line.contains(',')).collect();
    for number in 0..ROWS {
        let row = rows[number % rows.len()];
        let (name, rest) = row.split_once(',').unwrap_or((row, ""));
        let again = number / rows.len();
        let suffix = if again > 0 {
            format!(".again{again}")
        } else {
            String::new()
        };
        out.push_str(&format!("{name}{suffix},{rest}\n"));
    }
    out
}

/// 0-based line and column of the first occurrence of a word.
fn place(text: &str, word: &str) -> (usize, usize) {
    let line = text
        .lines()
        .position(|line| line.contains(word))
        .unwrap_or(0);
    (
        line,
        text.lines()
            .nth(line)
            .and_then(|line| line.find(word))
            .unwrap_or(0),
    )
}

/// Column where the n-th cell of a line begins.
fn cell(line: &str, number: usize) -> usize {
    line.match_indices(',')
        .nth(number - 1)
        .map_or(0, |(at, _)| at + 1)
}
