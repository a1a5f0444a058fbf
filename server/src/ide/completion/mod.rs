//! Completion. Every item brings its own edit range, filter text and order, so that
//! no editor has to guess where a word begins inside a CSV cell or a JSON string.

mod assets;
mod changelog;
mod example;
mod jobs;
mod json;
mod manifest;
mod metadata;
mod oauth;
mod options;
mod packaging;
mod python;
mod readme;
mod repository;
mod saved_views;
mod selectors;
mod service_checks;
mod spec;
mod toml_keys;
mod tool_config;
mod yaml;

use crate::model::FileKind;
use crate::text::{Span, TextEdit};
use crate::workspace::{FileCx, ManifestCx, MetadataCx, ReadmeCx};

/// Icon of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionKind {
    /// A value of a closed or suggested set.
    Value,
    /// A key or column.
    Field,
    /// A unit.
    Unit,
    /// A path.
    File,
    /// A template with places to fill in.
    Snippet,
    /// A metric or another name defined elsewhere.
    Reference,
    /// A heading.
    Section,
}

/// One offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What the list shows.
    pub label: String,
    /// Icon.
    pub kind: CompletionKind,
    /// Short text beside the label.
    pub detail: Option<String>,
    /// Markdown.
    pub documentation: Option<String>,
    /// What accepting it replaces; the span touches the cursor and stays on its line.
    pub edit: TextEdit,
    /// Further edits elsewhere in the file.
    pub additional_edits: Vec<TextEdit>,
    /// `edit.text` is a snippet (`${1:name}`, `$0`; `$`, `}` and `\` escaped).
    pub snippet: bool,
    /// What typed text is compared with; the label when `None`.
    pub filter: Option<String>,
    /// Order: lower first, equal ones by label.
    pub rank: u32,
    /// Select it at once.
    pub preselect: bool,
    /// Shown struck through.
    pub deprecated: bool,
}

impl Completion {
    /// A plain item.
    #[must_use]
    pub fn new(label: impl Into<String>, kind: CompletionKind, edit: TextEdit) -> Self {
        Self {
            label: label.into(),
            kind,
            detail: None,
            documentation: None,
            edit,
            additional_edits: Vec::new(),
            snippet: false,
            filter: None,
            rank: 0,
            preselect: false,
            deprecated: false,
        }
    }
}

/// Text as it must stand inside a snippet.
#[must_use]
pub fn escape_snippet(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('$', "\\$")
        .replace('}', "\\}")
}

/// Offers at a byte offset, best first.
#[must_use]
pub fn completion(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let in_comment = selectors::in_comment(cx, offset);
    let mut items = in_comment.unwrap_or_else(|| of_kind(cx, offset));
    // The blank behind a value that is being typed belongs to what is replaced. Editors refuse
    // an edit that leaves the cursor out.
    items.retain_mut(|item| {
        let own = item.edit.span;
        let gap = Span::new((own.end as usize).min(offset), offset);
        if own.start as usize <= offset && gap.slice(cx.text()).trim_matches([' ', '\t']).is_empty()
        {
            item.edit.span = own.cover(gap);
        }
        item.edit.span.touches(offset)
    });
    items.sort_by(|a, b| a.rank.cmp(&b.rank).then_with(|| a.label.cmp(&b.label)));
    items
}

fn of_kind(cx: &FileCx, offset: usize) -> Vec<Completion> {
    match cx.file.kind {
        FileKind::Metadata => {
            MetadataCx::of(*cx).map_or_else(Vec::new, |cx| metadata::complete(&cx, offset))
        }
        FileKind::Manifest => {
            ManifestCx::of(*cx).map_or_else(Vec::new, |cx| manifest::complete(&cx, offset))
        }
        FileKind::Readme => {
            ReadmeCx::of(*cx).map_or_else(Vec::new, |cx| readme::complete(&cx, offset))
        }
        // service checks
        FileKind::ServiceChecks => service_checks::complete(cx, offset),
        // dashboards and monitors
        FileKind::Dashboard | FileKind::Monitor => assets::complete(cx, offset),
        // saved views
        FileKind::SavedView => saved_views::complete(cx, offset),
        // specifications and configurations
        FileKind::Spec => spec::complete(cx, offset),
        FileKind::ConfigExample => example::complete(cx, offset),
        // JMX metrics
        FileKind::JmxMetrics => yaml::complete(cx, offset),
        // log pipelines and data flows
        FileKind::LogPipeline | FileKind::LogTests | FileKind::Dataflows => {
            yaml::complete(cx, offset)
        }
        // OAuth clients
        FileKind::OauthClients => oauth::complete(cx, offset),
        // Python sources
        FileKind::Python => {
            let mut items = python::complete(cx, offset);
            items.extend(options::complete(cx, offset));
            items
        }
        // packaging
        FileKind::Pyproject | FileKind::Hatch => {
            let mut items = packaging::complete(cx, offset);
            items.extend(tool_config::complete(cx, offset));
            items
        }
        // changelogs
        FileKind::Changelog | FileKind::ChangelogFragment => changelog::complete(cx, offset),
        // files of the repository
        FileKind::Codeowners
        | FileKind::Labeler
        | FileKind::AgentRelease
        | FileKind::AgentRequirements => repository::complete(cx, offset),
        FileKind::Workflow | FileKind::Coverage => jobs::complete(cx, offset),
        // configuration files
        FileKind::DdevConfig => repository::complete(cx, offset),
        FileKind::ToolConfig => tool_config::complete(cx, offset),
    }
}
