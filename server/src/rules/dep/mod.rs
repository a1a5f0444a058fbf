//! Rules about what packages need: `pyproject.toml` and the requirements of the Agent.

mod base_missing;
mod base_specifier;
mod duplicate;
mod invalid;
mod missing_file;
mod not_in_agent;
mod stale;
mod third_party;
mod unpinned;

use super::{Finding, Rule, Severity, Sink};
use crate::model::package::{Dependency, dependencies, optional_dependencies};
use crate::model::pins::requirements;
use crate::model::{FileKind, RepoKind};
use crate::syntax::requirement::{Requirement, RequirementError};
use crate::syntax::toml::TomlNode;
use crate::text::Span;
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &base_missing::BASE_MISSING,
    &base_specifier::BASE_SPECIFIER,
    &duplicate::DUPLICATE,
    &invalid::INVALID,
    &missing_file::MISSING_FILE,
    &not_in_agent::NOT_IN_AGENT,
    &stale::STALE,
    &third_party::THIRD_PARTY,
    &unpinned::UNPINNED,
];

/// The package every check needs.
const BASE: &str = "datadog-checks-base";

/// Directories whose packages need not depend on it, beside those of tools.
const EXEMPT: [&str; 2] = ["datadog_checks_base", "datadog_checks_downloader"];

/// The top table, when all of it can be read.
fn root<'a>(cx: &FileCx<'a>) -> Option<TomlNode<'a>> {
    let tree = cx.file.sound_toml()?;
    Some(tree.root(cx.text()))
}

/// The `project` table of a check whose dependencies on the base library ddev looks at.
fn needs_base<'a>(cx: &FileCx<'a>) -> Option<TomlNode<'a>> {
    if EXEMPT.contains(&cx.dir()) || cx.integration.is_tool() {
        return None;
    }
    root(cx)?.get("project")
}

/// Reports a finding about a pin. Third-party packages are pinned together for the Agent;
/// community integrations are not shipped with it, and `ddev validate dep` fails in their
/// repositories whatever they do.
fn report_pin<'s>(
    cx: &FileCx,
    sink: &'s mut Sink,
    span: Span,
    message: impl Into<String>,
) -> &'s mut Finding {
    let finding = sink.report(span, message);
    if cx.file.kind == FileKind::Pyproject && cx.repo.kind != RepoKind::Core {
        finding.severity(Severity::Hint);
    }
    finding
}

/// A requirement that rules about pins look at.
struct Pinned<'a> {
    text: &'a str,
    span: Span,
    read: Requirement,
    /// Translates a place in the text into one in the file.
    dependency: Option<Dependency<'a>>,
}

impl Pinned<'_> {
    fn place(&self, part: Span) -> Span {
        match &self.dependency {
            Some(dependency) => dependency.place(part),
            None => {
                let start = self.span.start as usize;
                Span::new(start + part.start as usize, start + part.end as usize)
            }
        }
    }

    /// Bytes of the conditions on the version, or of the name.
    fn versions(&self) -> Span {
        let specifiers = self.read.specifiers.iter().map(|s| s.span);
        let all = specifiers.reduce(Span::cover);
        self.place(all.unwrap_or(self.read.name))
    }
}

/// The requirements that have to be pinned, of a package or of the Agent.
fn pinned<'a>(cx: &FileCx<'a>) -> Vec<Pinned<'a>> {
    if cx.file.kind == FileKind::AgentRequirements {
        let lines = requirements(cx.text()).filter_map(|(span, read)| {
            Some(Pinned {
                text: span.slice(cx.text()),
                span,
                read: read.ok()?,
                dependency: None,
            })
        });
        return lines.collect();
    }
    if cx.integration.is_tool() {
        return Vec::new();
    }
    let Some(root) = root(cx) else {
        return Vec::new();
    };
    optional_dependencies(root)
        .filter_map(|dependency| {
            Some(Pinned {
                text: dependency.text,
                span: dependency.span(),
                read: dependency.read.clone().ok()?,
                dependency: Some(dependency),
            })
        })
        .collect()
}

/// Requirements that cannot be read, with the place of what is wrong.
fn unreadable(cx: &FileCx) -> Vec<(Span, RequirementError)> {
    if cx.file.kind == FileKind::AgentRequirements {
        let lines = requirements(cx.text()).filter_map(|(line, read)| {
            let error = read.err()?;
            let start = (line.start + error.span.start) as usize;
            Some((Span::new(start, line.end as usize), error))
        });
        return lines.collect();
    }
    let Some(root) = root(cx).filter(|_| !cx.integration.is_tool()) else {
        return Vec::new();
    };
    dependencies(root)
        .chain(optional_dependencies(root))
        .filter_map(|dependency| {
            let error = dependency.read.clone().err()?;
            Some((dependency.place(error.span), error))
        })
        .collect()
}
