//! What the index remembers of a closed file: small values with their byte
//! ranges, no text. One extractor per file kind; a new kind adds a variant here
//! and a module beside it, and nothing else changes.

use super::changelog::ChangelogFacts;
use super::config::ConfigFacts;
use super::hatch::HatchFacts;
use super::logs::LogFacts;
use super::manifest::ManifestFacts;
use super::metadata::MetadataFacts;
use super::package::PackageFacts;
use super::pins::PinFacts;
use super::python::PythonFacts;
use super::readme::ReadmeFacts;
use super::service_checks::ServiceCheckFacts;
use super::spec::SpecFacts;
use super::{FileKind, SourceFile};
use crate::text::Span;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The value, decoded.
    pub value: Box<str>,
    /// Bytes of the value in its file, without quotes.
    pub span: Span,
}

/// Facts of one file.
#[derive(Debug, Clone, PartialEq)]
pub enum Facts {
    /// Of `manifest.json`.
    Manifest(Box<ManifestFacts>),
    /// Of `metadata.csv`.
    Metadata(MetadataFacts),
    /// Of `README.md`.
    Readme(ReadmeFacts),
    /// Of `pyproject.toml`.
    Package(PackageFacts),
    /// Of `hatch.toml`.
    Hatch(HatchFacts),
    /// Of `assets/service_checks.json`.
    ServiceChecks(ServiceCheckFacts),
    /// Of `assets/configuration/spec.yaml`.
    Spec(SpecFacts),
    /// Of an example or default configuration.
    Config(ConfigFacts),
    /// Of a Python source.
    Python(PythonFacts),
    /// Of `CHANGELOG.md`.
    Changelog(ChangelogFacts),
    /// Of a log pipeline or its tests.
    Logs(LogFacts),
    /// Of a requirements file of the repository.
    Pins(PinFacts),
    /// Of files that nobody else depends on.
    None,
}

impl Facts {
    /// Extracts the facts of a file.
    #[must_use]
    pub fn of(file: &SourceFile) -> Self {
        match file.kind {
            FileKind::Manifest => Self::Manifest(Box::new(ManifestFacts::of(file))),
            FileKind::Metadata => Self::Metadata(MetadataFacts::of(file)),
            FileKind::Readme => Self::Readme(ReadmeFacts::of(file)),
            FileKind::Pyproject => Self::Package(PackageFacts::of(file)),
            FileKind::Hatch => Self::Hatch(HatchFacts::of(file)),
            FileKind::ServiceChecks => Self::ServiceChecks(ServiceCheckFacts::of(file)),
            FileKind::Spec => Self::Spec(SpecFacts::of(file)),
            FileKind::ConfigExample => Self::Config(ConfigFacts::of(file)),
            FileKind::Python => Self::Python(PythonFacts::of(file)),
            FileKind::Changelog => Self::Changelog(ChangelogFacts::of(file)),
            FileKind::LogPipeline | FileKind::LogTests => Self::Logs(LogFacts::of(file)),
            FileKind::AgentRelease | FileKind::AgentRequirements => Self::Pins(PinFacts::of(file)),
            FileKind::Dashboard
            | FileKind::Monitor
            | FileKind::SavedView
            | FileKind::JmxMetrics
            | FileKind::Dataflows
            | FileKind::OauthClients
            | FileKind::ChangelogFragment
            | FileKind::Codeowners
            | FileKind::Labeler
            | FileKind::Workflow
            | FileKind::Coverage
            | FileKind::DdevConfig
            | FileKind::ToolConfig => Self::None,
        }
    }
}
