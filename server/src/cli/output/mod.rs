//! Writing findings. Text formats name files relative to the working directory, so
//! that terminals can open them; JSON relative to the repository root, by contract.

mod full;
mod json;
mod style;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write as _};

use rayon::prelude::*;

use super::check::Checked;
use super::fix::{Written, plural};
use super::{CheckArgs, Failure, OutputFormat};
use crate::model::SourceFile;
use crate::rules::{Applicability, Finding, Severity};
use crate::text::{PositionEncoding, Span};
use style::Style;

/// A text that cannot command the terminal: control characters, and those that change the
/// direction of writing, as visible replacement characters.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.contains(is_command) {
        text.replace(is_command, "\u{fffd}").into()
    } else {
        text.into()
    }
}

fn is_command(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Everything a format needs.
pub(super) struct Report<'a> {
    pub(super) args: &'a CheckArgs,
    pub(super) checked: &'a [Checked],
    pub(super) written: Written,
}

/// Row and column, 1-based, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    row: u32,
    column: u32,
}

fn place(file: &SourceFile, offset: u32) -> Place {
    let at = file
        .lines()
        .position(&file.text, offset as usize, PositionEncoding::Utf32);
    Place {
        row: at.line + 1,
        column: at.column + 1,
    }
}

/// The files of a repository, told by path.
struct Files<'a> {
    checked: &'a Checked,
    cwd: Option<std::path::PathBuf>,
}

impl<'a> Files<'a> {
    fn of(checked: &'a Checked) -> Self {
        let cwd = std::env::current_dir()
            .ok()
            .and_then(|dir| dir.canonicalize().ok());
        Self { checked, cwd }
    }

    /// Makes the line tables of all files that are about to be told of, beside each other.
    fn prepare(&self, shown: impl Iterator<Item = &'a Finding>) {
        let paths: BTreeSet<&str> = shown.map(|finding| &*finding.path).collect();
        paths.into_par_iter().for_each(|path| {
            self.checked.file(path).map(SourceFile::lines);
        });
    }

    /// Path as the terminal can open it.
    fn shown(&self, path: &str) -> String {
        let absolute = self.checked.root.join(path);
        let inside = self
            .cwd
            .as_ref()
            .and_then(|cwd| absolute.strip_prefix(cwd).ok());
        let shown = inside.unwrap_or(&absolute).to_string_lossy();
        harmless(&shown).into_owned()
    }

    fn place(&self, path: &str, span: Span) -> Option<Place> {
        self.checked.file(path).map(|file| place(file, span.start))
    }
}

impl Report<'_> {
    /// The whole output.
    pub(super) fn render(&self) -> String {
        if self.args.output_format == OutputFormat::Json {
            return json::render(self.checked);
        }
        let style = Style::of(self.args.color);
        let mut out = String::new();
        for checked in self.checked {
            let files = Files::of(checked);
            files.prepare(checked.findings.iter().filter(|f| self.shows(f)));
            for finding in checked.findings.iter().filter(|f| self.shows(f)) {
                match self.args.output_format {
                    OutputFormat::Full => full::render(&mut out, finding, &files, style),
                    _ => concise(&mut out, finding, &files, style),
                }
            }
        }
        if !self.args.quiet {
            self.summary(&mut out, style);
        }
        out
    }

    fn shows(&self, finding: &Finding) -> bool {
        finding.severity <= self.args.severity.severity()
    }

    fn summary(&self, out: &mut String, style: Style) {
        let all = || self.checked.iter().flat_map(|checked| &checked.findings);
        if self.written.edits > 0 {
            let (edits, files) = (self.written.edits, self.written.files);
            let _ = writeln!(
                out,
                "Made {} in {}.",
                plural(edits, "change"),
                plural(files, "file")
            );
        }
        let count = |severity| all().filter(|f| f.severity == severity).count();
        let names = [
            (Severity::Error, "error"),
            (Severity::Warning, "warning"),
            (Severity::Information, "note"),
            (Severity::Hint, "hint"),
        ];
        let counts: Vec<String> = names
            .into_iter()
            .map(|(severity, noun)| (count(severity), severity, noun))
            .filter(|(count, ..)| *count > 0)
            .map(|(count, severity, noun)| style.severity(severity, &plural(count, noun)))
            .collect();
        let files: usize = self.checked.iter().map(|c| c.file_count).sum();
        let dirs: usize = self.checked.iter().map(|c| c.integration_count).sum();
        let kinds: Vec<_> = self.checked.iter().map(|c| c.repo.kind.name()).collect();
        let what = format!(
            "{} of {} ({})",
            plural(files, "file"),
            plural(dirs, "integration"),
            kinds.join(", ")
        );
        if counts.is_empty() {
            let _ = writeln!(out, "All checks passed: {what}.");
            self.templates(out);
            return;
        }
        let _ = writeln!(out, "Found {} in {what}.", counts.join(", "));
        let hidden = all().filter(|f| !self.shows(f)).count();
        if hidden > 0 {
            let _ = writeln!(
                out,
                "{} not shown; see them with --severity hint.",
                plural(hidden, "hint")
            );
        }
        // What is not shown is not fixed either.
        let fixable = |level| {
            all()
                .filter(|f| self.shows(f))
                .filter(|f| f.fixes.iter().any(|fix| fix.applicability == level))
                .count()
        };
        let (safe, other) = (fixable(Applicability::Safe), fixable(Applicability::Unsafe));
        if safe + other > 0 {
            let _ = writeln!(
                out,
                "Fixable: {safe} with --fix, {other} more with --fix --unsafe-fixes."
            );
        }
        self.templates(out);
    }

    /// Says which templates were used, or that there were none for those who need them.
    fn templates(&self, out: &mut String) {
        let mut told = Vec::new();
        for checked in self.checked {
            let line = match &checked.repo.templates {
                Some(templates) => format!("Templates: {}.", templates.describe()),
                None if checked.repo.uses_templates() => {
                    "Templates of ddev were not found, so what they bring to specifications is \
                     not checked. Install ddev, or name them with --templates."
                        .to_owned()
                }
                None => continue,
            };
            if !told.contains(&line) {
                let _ = writeln!(out, "{line}");
                told.push(line);
            }
        }
    }
}

/// `path:row:column: severity[code] message`
fn concise(out: &mut String, finding: &Finding, files: &Files, style: Style) {
    let Some(at) = files.place(&finding.path, finding.span) else {
        return;
    };
    let label = format!("{}[{}]", finding.severity.name(), finding.rule.code);
    let _ = writeln!(
        out,
        "{}:{}:{}: {} {}",
        style.path(&files.shown(&finding.path)),
        at.row,
        at.column,
        style.severity(finding.severity, &label),
        harmless(&finding.message)
    );
}

/// Writes to standard output; a reader that went away (`| head`) is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}").into())
        }
        _ => Ok(()),
    }
}
