//! `manifest.json` in its three generations: a view for rules and features, and
//! the identity values that other files depend on.

use super::{Facts, FileKind, Generation, Named, SourceFile};
use crate::syntax::json::{JsonKind, JsonNode};
use crate::text::Span;

/// View of a manifest's tree.
#[derive(Debug, Clone, Copy)]
pub struct Manifest<'a> {
    /// The top value.
    pub root: JsonNode<'a>,
    /// Its generation.
    pub generation: Generation,
}

/// Keys of `/assets` that map short names to files, the same in V1 and V2.
pub const ASSET_GROUPS: [&str; 3] = ["dashboards", "monitors", "saved_views"];

impl<'a> Manifest<'a> {
    /// View of a parsed file; `None` when it is no JSON file.
    #[must_use]
    pub fn of(file: &'a SourceFile) -> Option<Self> {
        let root = file.json()?.root(&file.text);
        Some(Self {
            root,
            generation: generation(root),
        })
    }

    /// Pointer of a concept in this generation; `None` where it has no place.
    #[must_use]
    pub fn pointer_of(generation: Generation, field: Field) -> Option<&'static str> {
        use Field as F;
        use Generation::{Legacy, V1, V2};
        Some(match (field, generation) {
            (F::AppId, V2) => "/app_id",
            (F::AppId, V1) => "/integration_id",
            (F::Uuid, V2) => "/app_uuid",
            (F::Uuid, V1 | Legacy) => "/guid",
            (F::SourceTypeName, V2) => "/assets/integration/source_type_name",
            (F::SourceTypeName, V1) => "/display_name",
            (F::SourceTypeId, V2) => "/assets/integration/source_type_id",
            (F::Title, V2) => "/tile/title",
            (F::Title, V1) => "/public_title",
            (F::Prefix, V2) => "/assets/integration/metrics/prefix",
            (F::Prefix, V1) => "/metric_prefix",
            (F::MetricCheck, V2) => "/assets/integration/metrics/check",
            (F::MetricCheck, V1) => "/metric_to_check",
            (F::MetadataPath, V2) => "/assets/integration/metrics/metadata_path",
            (F::MetadataPath, V1) => "/assets/metrics_metadata",
            (F::ServiceChecksPath, V2) => "/assets/integration/service_checks/metadata_path",
            (F::ServiceChecksPath, V1) => "/assets/service_checks",
            (F::Spec, V2) => "/assets/integration/configuration/spec",
            (F::Spec, V1) => "/assets/configuration/spec",
            (F::Name, V1 | Legacy) => "/name",
            _ => return None,
        })
    }

    /// The value of a concept in this manifest's generation.
    #[must_use]
    pub fn field(&self, field: Field) -> Option<JsonNode<'a>> {
        self.root.pointer(Self::pointer_of(self.generation, field)?)
    }

    /// Entries of dashboards, monitors and saved views: group, short name node.
    pub fn assets(&self) -> impl Iterator<Item = (&'static str, JsonNode<'a>)> + use<'a> {
        let root = self.root;
        ASSET_GROUPS.into_iter().flat_map(move |group| {
            let entries = root.pointer("/assets").and_then(|assets| assets.get(group));
            entries
                .into_iter()
                .flat_map(|e| e.children())
                .map(move |node| (group, node))
        })
    }
}

/// A concept that moved between generations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Stable public id.
    AppId,
    /// Globally unique id.
    Uuid,
    /// Display name used by metrics, service checks and events.
    SourceTypeName,
    /// Numeric id.
    SourceTypeId,
    /// Catalogue title.
    Title,
    /// Metric prefix.
    Prefix,
    /// Metrics whose arrival marks the integration as working.
    MetricCheck,
    /// Path of the metric table.
    MetadataPath,
    /// Path of the service check definitions.
    ServiceChecksPath,
    /// Path of the configuration specification.
    Spec,
    /// Technical name of older generations.
    Name,
}

/// Generation of a manifest: its version, or the keys that only one generation has.
#[must_use]
pub fn generation(root: JsonNode) -> Generation {
    let version = root.str_at("/manifest_version").unwrap_or_default();
    if version.starts_with("0.") {
        return Generation::Legacy;
    }
    if version.starts_with("1.") {
        return Generation::V1;
    }
    if version.starts_with("2.") {
        return Generation::V2;
    }
    let has = |keys: &[&str]| keys.iter().any(|key| root.get(key).is_some());
    if has(&["app_id", "app_uuid", "tile", "display_on_public_website"]) {
        Generation::V2
    } else if has(&[
        "integration_id",
        "public_title",
        "display_name",
        "creates_events",
    ]) {
        Generation::V1
    } else if has(&["min_agent_version", "max_agent_version"]) {
        Generation::Legacy
    } else {
        Generation::V2
    }
}

/// What other files may know of a manifest.
#[derive(Debug, Clone, PartialEq)]
pub struct ManifestFacts {
    /// Layout generation.
    pub generation: Generation,
    /// See [`Field::AppId`].
    pub app_id: Option<Named>,
    /// See [`Field::Uuid`].
    pub uuid: Option<Named>,
    /// See [`Field::SourceTypeName`].
    pub source_type_name: Option<Named>,
    /// Bytes between the quotes of a [`Field::SourceTypeName`] that is there but empty.
    pub empty_source_type_name: Option<Span>,
    /// See [`Field::SourceTypeId`]; the number as written.
    pub source_type_id: Option<Named>,
    /// See [`Field::Title`].
    pub title: Option<Named>,
    /// See [`Field::Prefix`].
    pub prefix: Option<Named>,
    /// See [`Field::MetadataPath`].
    pub metadata_path: Option<Named>,
    /// Names in [`Field::MetricCheck`].
    pub metric_checks: Vec<Named>,
    /// `manifest_version` as written.
    pub version: Option<Named>,
    /// See [`Field::ServiceChecksPath`].
    pub service_checks_path: Option<Named>,
    /// See [`Field::Spec`].
    pub spec_path: Option<Named>,
    /// Dashboards, monitors and saved views.
    pub assets: Vec<AssetFact>,
    /// `/assets/logs/source`.
    pub log_source: Option<Named>,
    /// `/assets/oauth`.
    pub oauth_path: Option<Named>,
    /// `/legal_terms/eula`.
    pub eula: Option<Named>,
    /// Windows is the only supported system; `None` when the classifier tags cannot be read.
    pub is_windows_only: Option<bool>,
    /// Whether events are sent, where that is said.
    pub creates_events: Option<bool>,
    /// The text is JSON. Of one that is not, a missing value proves nothing.
    pub well_formed: bool,
}

/// Continuous integration tests on Windows what runs nowhere else.
fn windows_only(manifest: &Manifest) -> Option<bool> {
    let tags = manifest.root.pointer("/tile/classifier_tags")?;
    let systems = tags.children().filter_map(|tag| {
        let tag = tag.as_str()?.into_owned();
        let system = tag.strip_prefix("Supported OS::")?;
        Some(system.to_lowercase())
    });
    Some(systems.eq(["windows"]))
}

impl ManifestFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let Some(manifest) = Manifest::of(file) else {
            return Self::empty();
        };
        let field = |field| {
            manifest
                .field(field)
                .and_then(|node| named(node, &file.text))
        };
        let at = |pointer| {
            let node = manifest.root.pointer(pointer)?;
            named(node, &file.text)
        };
        let check = manifest.field(Field::MetricCheck);
        let single = check.filter(|node| node.kind() == JsonKind::String);
        let many = check.into_iter().flat_map(|node| node.children());
        Self {
            generation: manifest.generation,
            app_id: field(Field::AppId),
            uuid: field(Field::Uuid),
            source_type_name: field(Field::SourceTypeName),
            empty_source_type_name: manifest
                .field(Field::SourceTypeName)
                .filter(|node| node.as_str().is_some_and(|name| name.is_empty()))
                .map(|node| node.inner_span()),
            source_type_id: field(Field::SourceTypeId),
            title: field(Field::Title),
            prefix: field(Field::Prefix),
            metadata_path: field(Field::MetadataPath),
            metric_checks: single
                .into_iter()
                .chain(many)
                .filter_map(|node| named(node, &file.text))
                .collect(),
            version: at("/manifest_version"),
            service_checks_path: field(Field::ServiceChecksPath),
            spec_path: field(Field::Spec),
            assets: assets(&manifest, &file.text),
            log_source: at("/assets/logs/source"),
            oauth_path: at("/assets/oauth"),
            eula: at(match manifest.generation {
                Generation::V2 => "/legal_terms/eula",
                Generation::V1 | Generation::Legacy => "/terms/eula",
            }),
            is_windows_only: windows_only(&manifest),
            creates_events: manifest
                .root
                .pointer(match manifest.generation {
                    Generation::V2 => "/assets/integration/events/creates_events",
                    Generation::V1 | Generation::Legacy => "/creates_events",
                })
                .and_then(|node| node.as_bool()),
            well_formed: file.sound_json().is_some(),
        }
    }

    fn empty() -> Self {
        Self {
            generation: Generation::V2,
            app_id: None,
            uuid: None,
            source_type_name: None,
            empty_source_type_name: None,
            source_type_id: None,
            title: None,
            prefix: None,
            metadata_path: None,
            metric_checks: Vec::new(),
            version: None,
            service_checks_path: None,
            spec_path: None,
            assets: Vec::new(),
            log_source: None,
            oauth_path: None,
            eula: None,
            is_windows_only: None,
            creates_events: None,
            well_formed: false,
        }
    }
}

/// A dashboard, monitor or saved view that a manifest names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetFact {
    /// What it is.
    pub kind: FileKind,
    /// Short name; empty for a saved view that is given as a path alone.
    pub name: Box<str>,
    /// Path relative to the integration, as written.
    pub path: Named,
}

fn assets(manifest: &Manifest, text: &str) -> Vec<AssetFact> {
    let kind_of = |group: &str| match group {
        "dashboards" => FileKind::Dashboard,
        "monitors" => FileKind::Monitor,
        _ => FileKind::SavedView,
    };
    let listed = manifest.assets().filter_map(|(group, node)| {
        Some(AssetFact {
            kind: kind_of(group),
            name: node.key()?.as_ref().into(),
            path: named(node, text)?,
        })
    });
    let lone = manifest.root.pointer("/assets/saved_views");
    let lone = lone
        .filter(|node| node.kind() == JsonKind::String)
        .and_then(|node| named(node, text))
        .map(|path| AssetFact {
            kind: FileKind::SavedView,
            name: "".into(),
            path,
        });
    listed.chain(lone).collect()
}

impl ManifestFacts {
    /// Kind of a file that the manifest names, by its path relative to the integration.
    #[must_use]
    pub fn kind_of_named(&self, path: &str) -> Option<FileKind> {
        let is = |named: &Named| named.value.trim_start_matches("./") == path;
        let asset = self.assets.iter().find(|asset| is(&asset.path));
        let of = |named: &Option<Named>, kind| named.as_ref().filter(|n| is(n)).map(|_| kind);
        asset
            .map(|asset| asset.kind)
            .or_else(|| of(&self.service_checks_path, FileKind::ServiceChecks))
            .or_else(|| of(&self.spec_path, FileKind::Spec))
            .or_else(|| of(&self.oauth_path, FileKind::OauthClients))
    }
}

/// Text of a string or number with its place; `None` for empty strings and other kinds.
fn named(node: JsonNode, text: &str) -> Option<Named> {
    let span: Span = node.inner_span();
    let value = match node.kind() {
        JsonKind::String => node.as_str()?.into(),
        JsonKind::Number => span.slice(text).into(),
        _ => return None,
    };
    (!span.is_empty()).then_some(Named { value, span })
}

impl Facts {
    /// As manifest facts.
    #[must_use]
    pub fn as_manifest(&self) -> Option<&ManifestFacts> {
        if let Self::Manifest(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
