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
    client.stop();
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
