//! What the rows of `metadata.csv` must agree with: the values that follow from the
//! manifest and the configuration. Rules, completion and hover all ask here.

use super::{MetadataCx, normalize_display_name};
use crate::model::{FileKind, RepoKind};
use crate::text::Span;

/// Where an expected value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueSource {
    /// A table of `.ddev/config.toml`; its path there.
    Config(&'static str),
    /// The manifest of the integration; bytes of the value there.
    Manifest(Span),
    /// The name of the directory.
    Directory,
}

/// A value that follows from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The value.
    pub value: String,
    /// Where it comes from.
    pub source: ValueSource,
}

impl MetadataCx<'_> {
    /// False for the directories that the reference validator passes over.
    #[must_use]
    pub fn is_validated(&self) -> bool {
        !self.repo.config.metrics_exclude.contains(self.dir())
            && !self.dir().starts_with("datadog_checks_")
    }

    /// Value of the integration column. In the layout of 2016 it is the directory name;
    /// `None` where nothing tells the display name of an integration opened on its own, where
    /// the manifest [cannot be read](Self::manifest_is_unclear), and where the display name is
    /// [not usable](Self::unusable_display_name).
    #[must_use]
    pub fn expected_integration(&self) -> Option<Expected> {
        let (config, dir) = (&self.repo.config, self.dir());
        let named = self
            .integration
            .manifest()
            .and_then(|manifest| manifest.source_type_name.as_ref());
        let source = if self.repo.kind == RepoKind::Legacy {
            let value = dir.to_owned();
            let source = ValueSource::Directory;
            return Some(Expected { value, source });
        } else if config.metadata_integration.contains_key(dir) {
            ValueSource::Config("overrides.validate.metadata.integration")
        } else if config.display_name.contains_key(dir) {
            ValueSource::Config("overrides.display-name")
        } else if let Some(named) = named {
            ValueSource::Manifest(named.span)
        } else if self.repo.kind == RepoKind::Single || self.manifest_is_unclear() {
            return None;
        } else {
            ValueSource::Directory
        };
        let value = self.integration.metadata_integration_name(config);
        let usable = !value.is_empty() && self.unusable_display_name().is_none();
        usable.then_some(Expected { value, source })
    }

    /// Bytes of a display name in the manifest of which the normalisation leaves nothing: it
    /// is empty or holds neither a letter nor a digit of ASCII. No value of the integration
    /// column is right then.
    #[must_use]
    pub fn unusable_display_name(&self) -> Option<Span> {
        let (config, dir) = (&self.repo.config, self.dir());
        if self.repo.kind == RepoKind::Legacy
            || config.metadata_integration.contains_key(dir)
            || config.display_name.contains_key(dir)
        {
            return None;
        }
        let manifest = self.integration.manifest()?;
        let named = manifest.source_type_name.as_ref();
        let named = named.filter(|named| normalize_display_name(&named.value).is_empty());
        named
            .map(|named| named.span)
            .or(manifest.empty_source_type_name)
    }

    /// Prefix of every metric name; `None` where there is none or none is needed.
    #[must_use]
    pub fn expected_prefix(&self) -> Option<Expected> {
        let value = self.integration.metrics_prefix(&self.repo.config);
        if value.is_empty() {
            return None;
        }
        let own = self.integration.manifest().and_then(|m| m.prefix.as_ref());
        let source = own.map_or(ValueSource::Config("overrides.metrics-prefix"), |named| {
            ValueSource::Manifest(named.span)
        });
        Some(Expected { value, source })
    }

    /// True when there is a manifest of which we cannot tell what it leaves out: it is not
    /// readable, or no JSON at the moment.
    #[must_use]
    pub fn manifest_is_unclear(&self) -> bool {
        let name = FileKind::Manifest.file_name();
        let manifest = self.integration.manifest();
        self.integration.files.has_file(name) && manifest.is_none_or(|facts| !facts.well_formed)
    }

    /// Path of the manifest relative to the repository root.
    #[must_use]
    pub fn manifest_path(&self) -> String {
        self.integration.repo_path(FileKind::Manifest.file_name())
    }
}
