//! Document links: paths that exist, headings, and web addresses.

mod manifest;
mod packaging;
mod readme;
mod repository;
mod spec;
mod urls;

use crate::model::FileKind;
use crate::text::Span;
use crate::workspace::{FileCx, ManifestCx, ReadmeCx, SpecCx};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// A file: path relative to the repository root, and the byte offset to show.
    File(String, usize),
    /// A web address.
    Url(String),
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Bytes to click on.
    pub span: Span,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Links of a file.
#[must_use]
pub fn links(cx: &FileCx) -> Vec<Link> {
    match cx.file.kind {
        FileKind::Metadata => Vec::new(),
        FileKind::Manifest => ManifestCx::of(*cx).map_or_else(Vec::new, |cx| manifest::links(&cx)),
        FileKind::Readme => ReadmeCx::of(*cx).map_or_else(Vec::new, |cx| readme::links(&cx)),
        // service checks
        FileKind::ServiceChecks => Vec::new(),
        // dashboards and monitors
        FileKind::Dashboard | FileKind::Monitor => urls::links(cx),
        // saved views
        FileKind::SavedView => Vec::new(),
        // specifications and configurations
        FileKind::Spec => SpecCx::of(*cx).map_or_else(Vec::new, |cx| spec::links(&cx)),
        FileKind::ConfigExample => urls::plain(cx),
        // JMX metrics
        FileKind::JmxMetrics => urls::plain(cx),
        // log pipelines, data flows and OAuth clients
        FileKind::LogPipeline | FileKind::LogTests | FileKind::Dataflows => Vec::new(),
        FileKind::OauthClients => urls::links(cx),
        // Python sources
        FileKind::Python => Vec::new(),
        // packaging
        FileKind::Pyproject | FileKind::Hatch => packaging::links(cx),
        // changelogs
        FileKind::Changelog | FileKind::ChangelogFragment => urls::plain(cx),
        // files of the repository
        FileKind::Codeowners
        | FileKind::Labeler
        | FileKind::Workflow
        | FileKind::Coverage
        | FileKind::AgentRelease
        | FileKind::AgentRequirements
        | FileKind::DdevConfig => repository::links(cx),
        FileKind::ToolConfig => Vec::new(),
    }
}
