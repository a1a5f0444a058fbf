//! Hover: what the thing under the cursor means, as Markdown.

mod assets;
mod changelog;
mod example;
mod json;
mod manifest;
mod metadata;
mod packaging;
mod python;
mod readme;
mod repository;
mod service_checks;
mod spec;
mod tool_config;
mod yaml;

use crate::catalog::{oauth_schema, saved_view_schema};
use crate::model::FileKind;
use crate::text::Span;
use crate::workspace::{FileCx, ManifestCx, MetadataCx, ReadmeCx, SpecCx};

/// A hover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// Bytes it is about.
    pub span: Span,
    /// Markdown.
    pub markdown: String,
}

/// What is under the cursor.
#[must_use]
pub fn hover(cx: &FileCx, offset: usize) -> Option<Hover> {
    let mut hover = tool_config::in_comment(cx, offset).or_else(|| of_kind(cx, offset))?;
    // Editors close a hover whose range leaves the cursor out.
    if !hover.span.touches(offset) {
        hover.span = hover.span.cover(Span::at(offset));
    }
    Some(hover)
}

fn of_kind(cx: &FileCx, offset: usize) -> Option<Hover> {
    match cx.file.kind {
        FileKind::Metadata => MetadataCx::of(*cx).and_then(|cx| metadata::hover(&cx, offset)),
        FileKind::Manifest => ManifestCx::of(*cx).and_then(|cx| manifest::hover(&cx, offset)),
        FileKind::Readme => ReadmeCx::of(*cx).and_then(|cx| readme::hover(&cx, offset)),
        // service checks
        FileKind::ServiceChecks => service_checks::hover(cx, offset),
        // dashboards and monitors
        FileKind::Dashboard | FileKind::Monitor => assets::hover(cx, offset),
        // saved views
        FileKind::SavedView => {
            json::hover(cx, offset, saved_view_schema(), "saved view", &|_| None)
        }
        // specifications and configurations
        FileKind::Spec => SpecCx::of(*cx).and_then(|cx| spec::hover(&cx, offset)),
        FileKind::ConfigExample => example::hover(cx, offset),
        // JMX metrics
        FileKind::JmxMetrics => yaml::hover(cx, offset),
        // log pipelines and data flows
        FileKind::LogPipeline | FileKind::LogTests | FileKind::Dataflows => yaml::hover(cx, offset),
        // OAuth clients
        FileKind::OauthClients => {
            json::hover(cx, offset, oauth_schema(), "OAuth clients", &|_| None)
        }
        // Python sources
        FileKind::Python => python::hover(cx, offset),
        // packaging
        FileKind::Pyproject | FileKind::Hatch => {
            packaging::hover(cx, offset).or_else(|| tool_config::hover(cx, offset))
        }
        // changelogs
        FileKind::Changelog | FileKind::ChangelogFragment => changelog::hover(cx, offset),
        // files of the repository
        FileKind::Codeowners
        | FileKind::Labeler
        | FileKind::Workflow
        | FileKind::Coverage
        | FileKind::AgentRelease
        | FileKind::AgentRequirements => repository::hover(cx, offset),
        // configuration files
        FileKind::DdevConfig => repository::hover(cx, offset),
        FileKind::ToolConfig => tool_config::hover(cx, offset),
    }
}
