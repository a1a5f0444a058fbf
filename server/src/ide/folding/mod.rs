//! Folding ranges.

mod changelog;
mod example;
mod json;
mod metadata;
mod readme;
mod spec;
mod toml;
mod yaml;

use crate::model::FileKind;
use crate::text::Span;
use crate::workspace::{FileCx, MetadataCx, ReadmeCx, SpecCx};

/// A foldable range: from the line of its start to the line of its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// Bytes; both ends inside the lines that fold.
    pub span: Span,
    /// A comment rather than content.
    pub comment: bool,
}

/// Foldable ranges of a file.
#[must_use]
pub fn folding(cx: &FileCx) -> Vec<Fold> {
    match cx.file.kind {
        FileKind::Metadata => MetadataCx::of(*cx).map_or_else(Vec::new, |cx| metadata::folds(&cx)),
        FileKind::Manifest => json::folds(cx),
        FileKind::Readme => ReadmeCx::of(*cx).map_or_else(Vec::new, |cx| readme::folds(&cx)),
        // service checks
        FileKind::ServiceChecks => json::folds(cx),
        // dashboards and monitors
        FileKind::Dashboard | FileKind::Monitor => json::folds(cx),
        // saved views
        FileKind::SavedView => json::folds(cx),
        // specifications and configurations
        FileKind::Spec => SpecCx::of(*cx).map_or_else(Vec::new, |cx| spec::folds(&cx)),
        FileKind::ConfigExample => example::folds(cx),
        // JMX metrics
        FileKind::JmxMetrics => yaml::folds(cx),
        // log pipelines and data flows
        FileKind::LogPipeline | FileKind::LogTests | FileKind::Dataflows => yaml::folds(cx),
        // OAuth clients
        FileKind::OauthClients => json::folds(cx),
        // Python sources
        FileKind::Python => Vec::new(),
        // packaging
        FileKind::Pyproject | FileKind::Hatch => toml::folds(cx),
        // changelogs
        FileKind::Changelog => changelog::folds(cx),
        FileKind::ChangelogFragment => Vec::new(),
        // files of the repository
        FileKind::Labeler | FileKind::Workflow | FileKind::Coverage => yaml::folds(cx),
        FileKind::Codeowners | FileKind::AgentRelease | FileKind::AgentRequirements => Vec::new(),
        // configuration files
        FileKind::DdevConfig | FileKind::ToolConfig => toml::folds(cx),
    }
}
