//! Go to definition.

mod assets;
mod changelog;
mod manifest;
mod metadata;
mod packaging;
mod python;
mod readme;
mod repository;
mod service_checks;
mod spec;
mod template;
mod yaml;

pub(in crate::ide) use readme::place_of;

use crate::model::FileKind;
use crate::text::Span;
use crate::workspace::{FileCx, ManifestCx, MetadataCx, ReadmeCx, SpecCx};

/// A place in the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Bytes in this file that were asked about.
    pub origin: Span,
    /// Path relative to the repository root.
    pub path: String,
    /// Bytes there; an empty span at 0 for a whole file.
    pub span: Span,
}

/// Where the thing under the cursor is defined.
#[must_use]
pub fn definition(cx: &FileCx, offset: usize) -> Vec<Target> {
    match cx.file.kind {
        FileKind::Metadata => {
            MetadataCx::of(*cx).map_or_else(Vec::new, |cx| metadata::definition(&cx, offset))
        }
        FileKind::Manifest => {
            ManifestCx::of(*cx).map_or_else(Vec::new, |cx| manifest::definition(&cx, offset))
        }
        FileKind::Readme => {
            ReadmeCx::of(*cx).map_or_else(Vec::new, |cx| readme::definition(&cx, offset))
        }
        // service checks
        FileKind::ServiceChecks => service_checks::definition(cx, offset),
        // dashboards and monitors
        FileKind::Dashboard | FileKind::Monitor => assets::definition(cx, offset),
        // saved views
        FileKind::SavedView => Vec::new(),
        // specifications and configurations
        FileKind::Spec => SpecCx::of(*cx).map_or_else(Vec::new, |cx| spec::of_spec(&cx, offset)),
        FileKind::ConfigExample => spec::of_example(cx, offset),
        // JMX metrics
        FileKind::JmxMetrics => yaml::definition(cx, offset),
        // log pipelines and data flows
        FileKind::LogPipeline | FileKind::LogTests | FileKind::Dataflows => {
            yaml::definition(cx, offset)
        }
        // OAuth clients
        FileKind::OauthClients => Vec::new(),
        // Python sources
        FileKind::Python => python::definition(cx, offset),
        // packaging
        FileKind::Pyproject | FileKind::Hatch => packaging::definition(cx, offset),
        // changelogs
        FileKind::Changelog => changelog::definition(cx, offset),
        FileKind::ChangelogFragment => Vec::new(),
        // files of the repository
        FileKind::Codeowners
        | FileKind::Labeler
        | FileKind::Workflow
        | FileKind::Coverage
        | FileKind::AgentRelease => repository::definition(cx, offset),
        FileKind::AgentRequirements => packaging::users(cx, offset),
        // configuration files
        FileKind::DdevConfig => repository::definition(cx, offset),
        FileKind::ToolConfig => Vec::new(),
    }
}
