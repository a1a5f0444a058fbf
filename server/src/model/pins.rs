//! Requirement files of the repository: packages and their pinned versions.

use super::{Facts, FileKind, Named, SourceFile};
use crate::syntax::requirement::{Requirement, RequirementError, normalize_name};
use crate::text::{self, Span};

/// One line that names a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The name as written.
    pub name: Named,
    /// The name as packages are compared by.
    pub package: Box<str>,
    /// What stands behind `==`, up to the semicolon.
    pub version: Option<Named>,
    /// The requirement in one spelling.
    pub canonical: Box<str>,
    /// Bytes of the line without its end.
    pub line: Span,
}

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PinFacts {
    /// Lines in order.
    pub pins: Vec<Pin>,
}

impl PinFacts {
    /// Reads a requirement file; empty for others.
    #[must_use]
    pub fn of(file: &SourceFile) -> Self {
        let pins = match file.kind {
            FileKind::AgentRelease => lines(&file.text)
                .filter_map(|line| release_pin(&file.text, line))
                .collect(),
            FileKind::AgentRequirements => requirements(&file.text)
                .filter_map(|(line, read)| Some(agent_pin(&file.text, line, &read.ok()?)))
                .collect(),
            _ => Vec::new(),
        };
        Self { pins }
    }

    /// The line that counts for a package: the last one. By the exact name.
    #[must_use]
    pub fn last(&self, name: &str) -> Option<&Pin> {
        self.pins.iter().rev().find(|pin| *pin.name.value == *name)
    }

    /// Lines about a package.
    pub fn of_package<'a>(&'a self, package: &'a str) -> impl Iterator<Item = &'a Pin> {
        self.pins.iter().filter(move |pin| *pin.package == *package)
    }
}

/// Lines without their ends. A lone carriage return ends a line, too, as Python opens files; the
/// empty line between a return and its line feed is none.
pub fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text::lines(text).map(move |line| {
        let start = at;
        at += line.len();
        Span::new(start, start + text::unbroken(line).len())
    })
}

/// The requirements of `agent_requirements.in`, with the trimmed line of each.
pub fn requirements(
    text: &str,
) -> impl Iterator<Item = (Span, Result<Requirement, RequirementError>)> {
    lines(text).filter_map(|line| {
        let raw = line.slice(text);
        let trimmed = raw.trim();
        let start = line.start as usize + (raw.len() - raw.trim_start().len());
        let span = Span::new(start, start + trimmed.len());
        (!trimmed.is_empty() && !trimmed.starts_with('#'))
            .then(|| (span, Requirement::parse(trimmed)))
    })
}

fn named(text: &str, span: Span) -> Named {
    Named {
        value: span.slice(text).into(),
        span,
    }
}

/// ddev cuts these lines at the first `==` and the first semicolon, and looks no closer.
fn release_pin(text: &str, line: Span) -> Option<Pin> {
    let raw = line.slice(text);
    let (name, rest) = raw.split_once("==")?;
    if name.is_empty() || rest.is_empty() {
        return None;
    }
    let start = line.start as usize;
    let from = start + name.len() + 2;
    let version = rest.split(';').next().unwrap_or(rest);
    Some(Pin {
        name: named(text, Span::new(start, start + name.len())),
        package: normalize_name(name.trim()).into(),
        version: Some(named(text, Span::new(from, from + version.len()))),
        canonical: raw.into(),
        line,
    })
}

fn agent_pin(text: &str, line: Span, requirement: &Requirement) -> Pin {
    let start = line.start as usize;
    let at = |span: Span| Span::new(start + span.start as usize, start + span.end as usize);
    let exact = requirement.specifiers.iter().find(|s| s.operator == "==");
    Pin {
        name: named(text, at(requirement.name)),
        package: requirement.normalized.as_str().into(),
        version: exact.map(|exact| {
            let span = at(exact.span);
            let version = span.slice(text).trim_start_matches('=').trim_start();
            let from = span.end as usize - version.len();
            named(text, Span::new(from, span.end as usize))
        }),
        canonical: requirement.canonical().into(),
        line,
    }
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_pins(&self) -> Option<&PinFacts> {
        if let Self::Pins(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
