//! The text of a workflow file: what people wrote above the jobs, and the generated jobs.

use std::fmt::Write;

use super::{Job, sha256};
use crate::model::RepoKind;
use crate::syntax::yaml::{YamlKind, scalar};

/// Which of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// `test-all-windows.yml`.
    Windows,
    /// `test-all.yml`: all other platforms.
    Others,
}

/// More environments than this are tested side by side.
const MANY_ENVIRONMENTS: usize = 7;

const ELSEWHERE: &str = "DataDog/integrations-core/.github/workflows/test-target.yml@";

/// What ddev would make of a workflow file. Line breaks are `\n`. `None` when a name
/// would have to be written in a way that we do not know.
#[must_use]
pub fn workflow(kind: RepoKind, platform: Platform, jobs: &[Job], text: &str) -> Option<String> {
    let by_hand = text.split("jobs:").next().unwrap_or_default().trim();
    let uses = match kind {
        RepoKind::Core => "./.github/workflows/test-target.yml".to_owned(),
        _ => format!("{ELSEWHERE}{}", reference(text)),
    };
    let mine = |job: &&Job| (job.platform == "windows") == (platform == Platform::Windows);
    let mut out = format!("{by_hand}\n\n");
    let mut jobs = jobs.iter().filter(mine).peekable();
    if jobs.peek().is_none() {
        out.push_str("jobs: {}\n");
        return Some(out);
    }
    out.push_str("jobs:\n");
    for job in jobs {
        write_job(&mut out, kind, &uses, job)?;
    }
    Some(out)
}

/// The branch or commit of the workflow that is named first.
fn reference(text: &str) -> &str {
    let named = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    text.match_indices(ELSEWHERE)
        .map(|(at, _)| {
            let rest = &text[at + ELSEWHERE.len()..];
            &rest[..rest.find(|c| !named(c)).unwrap_or(rest.len())]
        })
        .find(|reference| !reference.is_empty())
        .unwrap_or("master")
}

fn write_job(out: &mut String, kind: RepoKind, uses: &str, job: &Job) -> Option<()> {
    /// Inputs that are texts, and so stand in quotes.
    const QUOTED: [&str; 7] = [
        "repo",
        "python-version",
        "setup-env-vars",
        "agent-image",
        "agent-image-py2",
        "agent-image-windows",
        "agent-image-windows-py2",
    ];
    let many = job.environments.len() > MANY_ENVIRONMENTS;
    let id = job_id(&job.name);
    let mut line = |indent: usize, key: &str, value: &str| {
        let gap = if value.is_empty() { "" } else { " " };
        let _ = writeln!(out, "{:indent$}{key}:{gap}{value}", "");
    };
    let input = |name: &str| {
        let quote = if QUOTED.contains(&name) { "\"" } else { "" };
        format!("{quote}${{{{ inputs.{name} }}}}{quote}")
    };
    let python = |major: char| match job.python.as_str() {
        "" => input(&format!("test-py{major}")),
        only => only.contains(major).to_string(),
    };
    line(2, &id, "");
    line(4, "uses", uses);
    line(4, "with", "");
    line(6, "job-name", &written(&job.name, 16)?);
    line(6, "target", &written(&job.target, 14)?);
    line(6, "platform", job.platform);
    line(6, "runner", &written(&runner(&job.runner)?, 14)?);
    for name in [
        "repo",
        "context",
        "python-version",
        "latest",
        "agent-image",
        "agent-image-py2",
        "agent-image-windows",
        "agent-image-windows-py2",
    ] {
        line(6, name, &input(name));
    }
    line(6, "test-py2", &python('2'));
    line(6, "test-py3", &python('3'));
    if many {
        line(6, "target-env", "${{ matrix.target-env }}");
    }
    if matches!(kind, RepoKind::Core | RepoKind::Marketplace) {
        line(6, "minimum-base-package", &input("minimum-base-package"));
    }
    match kind {
        RepoKind::Core => line(6, "pytest-args", &input("pytest-args")),
        _ => line(6, "setup-env-vars", &input("setup-env-vars")),
    }
    line(4, "secrets", "inherit");
    if many {
        line(4, "strategy", "");
        line(6, "matrix", "");
        line(8, "target-env", "");
        for environment in &job.environments {
            let _ = writeln!(out, "        - {}", written(environment, 10)?);
        }
        let _ = writeln!(out, "      fail-fast: false");
    }
    // Two jobs of tools that depend on an input, and those of ddev itself.
    if job.target == "ddev" || matches!(id.as_str(), "jd316aba" | "j6712d43") {
        let _ = writeln!(out, "    if: ${{{{ inputs.skip-ddev-tests == false }}}}");
    }
    Some(())
}

fn job_id(name: &str) -> String {
    let mut id = format!("j{}", sha256::prefix(name));
    id.truncate(8);
    id
}

/// A list of texts as compact JSON.
fn runner(labels: &[String]) -> Option<String> {
    let plain = |c: char| (' '..='~').contains(&c) && c != '"' && c != '\\';
    if !labels.iter().all(|label| label.chars().all(plain)) {
        return None;
    }
    Some(format!(
        "[{}]",
        labels
            .iter()
            .map(|label| format!("\"{label}\""))
            .collect::<Vec<_>>()
            .join(",")
    ))
}

/// A text as `PyYAML` writes it in a block, from a column on.
fn written(text: &str, column: usize) -> Option<String> {
    const WIDTH: usize = 80;
    if !text.chars().all(|c| (' '..='~').contains(&c)) {
        return double_quoted(text).filter(|quoted| column + quoted.len() <= WIDTH);
    }
    // Long texts are folded at spaces.
    if column + text.len() + 2 > WIDTH && text.contains(' ') {
        return None;
    }
    let begins_with_indicator = text.starts_with(|c: char| "#,[]{}&*!|>'\"%@`".contains(c))
        || text.starts_with("---")
        || text.starts_with("...")
        || ["-", "?", ":"].iter().any(|c| {
            let rest = text.strip_prefix(c);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        });
    let plain = !text.is_empty()
        && !begins_with_indicator
        && text.trim() == text
        && !text.contains(": ")
        && !text.ends_with(':')
        && !text.contains(" #")
        && scalar::resolve(text) == YamlKind::Str;
    if plain {
        return Some(text.to_owned());
    }
    Some(format!("'{}'", text.replace('\'', "''")))
}

fn double_quoted(text: &str) -> Option<String> {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            ' '..='~' => out.push(c),
            '\u{a1}'..='\u{ff}' => out.push_str(&format!("\\x{:02X}", c as u32)),
            '\u{100}'..='\u{d7ff}' if c != '\u{2028}' && c != '\u{2029}' => {
                out.push_str(&format!("\\u{:04X}", c as u32));
            }
            _ => return None,
        }
    }
    out.push('"');
    Some(out)
}
