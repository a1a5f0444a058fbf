//! Symbols: the outline of a file, and integrations and metrics over a repository.

mod assets;
mod changelog;
pub(in crate::ide) mod example;
mod json;
mod metadata;
mod readme;
mod repository;
mod saved_views;
mod service_checks;
mod spec;
mod toml;
mod workspace;
mod yaml;

pub(in crate::ide) use toml::sections;
pub use workspace::{WorkspaceSymbol, workspace_symbols};

use crate::model::FileKind;
use crate::text::Span;
use crate::workspace::{FileCx, MetadataCx, ReadmeCx, SpecCx};

/// Icon of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymbolKind {
    /// A group of metrics with a common prefix.
    Namespace,
    /// A metric.
    Metric,
    /// An integration.
    Integration,
    /// A JSON object.
    Object,
    /// A JSON array.
    Array,
    /// A key with a simple value.
    Property,
    /// A heading.
    Heading,
}

/// A node of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Name.
    pub name: String,
    /// Short text beside the name.
    pub detail: Option<String>,
    /// Icon.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// The part to select; inside `span`.
    pub selection: Span,
    /// What is inside; within `span`.
    pub children: Vec<Symbol>,
}

/// Outline of a file.
#[must_use]
pub fn document_symbols(cx: &FileCx) -> Vec<Symbol> {
    match cx.file.kind {
        FileKind::Metadata => {
            MetadataCx::of(*cx).map_or_else(Vec::new, |cx| metadata::symbols(&cx))
        }
        FileKind::Manifest => json::symbols(cx),
        FileKind::Readme => ReadmeCx::of(*cx).map_or_else(Vec::new, |cx| readme::symbols(&cx)),
        // service checks
        FileKind::ServiceChecks => service_checks::symbols(cx),
        // dashboards and monitors
        FileKind::Dashboard | FileKind::Monitor => assets::symbols(cx),
        // saved views
        FileKind::SavedView => saved_views::symbols(cx),
        // specifications and configurations
        FileKind::Spec => SpecCx::of(*cx).map_or_else(Vec::new, |cx| spec::symbols(&cx)),
        FileKind::ConfigExample => example::symbols(cx),
        // JMX metrics
        FileKind::JmxMetrics => yaml::symbols(cx),
        // log pipelines and data flows
        FileKind::LogPipeline | FileKind::LogTests | FileKind::Dataflows => yaml::symbols(cx),
        // OAuth clients
        FileKind::OauthClients => json::symbols(cx),
        // Python sources
        FileKind::Python => Vec::new(),
        // packaging
        FileKind::Pyproject | FileKind::Hatch => toml::symbols(cx),
        // changelogs
        FileKind::Changelog => changelog::symbols(cx),
        FileKind::ChangelogFragment => Vec::new(),
        // files of the repository
        FileKind::Codeowners
        | FileKind::Labeler
        | FileKind::Workflow
        | FileKind::Coverage
        | FileKind::AgentRelease
        | FileKind::AgentRequirements => repository::symbols(cx),
        // configuration files
        FileKind::DdevConfig | FileKind::ToolConfig => toml::symbols(cx),
    }
}
