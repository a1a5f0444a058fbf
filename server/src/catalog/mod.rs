//! The value lists and key docs of `schemas/`, embedded and read once. Completion,
//! hover and rules all ask here, so that no list exists twice. The build turns the tables into
//! JSON, since people write YAML and programs read it slowly.

mod agent_check;
mod assets;
mod changes;
mod checks_and_views;
mod columns;
mod ddev_config;
mod manifest;
mod nearest;
mod sections;
mod skeleton;
mod spec;
mod tags;
mod units;
mod yaml_shape;

use serde::de::DeserializeOwned;

pub use agent_check::{AgentCheck, CheckMethod, Takes, agent_check};
pub use assets::{dashboard_schema, monitor_schema};
pub use changes::{Bump, ChangeKind, change_kinds};
pub use checks_and_views::{
    fixed_integration_name, oauth_schema, saved_view_options, saved_view_pages, saved_view_schema,
    saved_view_types, service_check_attributes, service_check_statuses, service_checks_schema,
};
pub use columns::{
    ColumnDoc, Columns, CuratedDoc, Interval, MetricType, Orientation, SubmissionOnly, columns,
};
pub use ddev_config::{
    ConfigKey, ConfigKeys, ConfigValue, config_key, config_keys_in, ddev_config_keys, hatch_keys,
    pyproject_keys,
};
pub use manifest::{Schema, SchemaType, ValueKind, manifest_schema};
pub use nearest::{Candidates, distance, nearest};
pub use sections::{Section, required_sections, sections, sections_of};
pub use skeleton::{skeleton, skeleton_snippet};
pub use spec::{
    SpecKey, SpecStrategy, SpecTakes, SpecTemplate, SpecType, SpecWord, SpecWords, TemplateForm,
    spec_words,
};
pub use tags::{ClassifierTag, ClassifierTags, TagGroup, classifier_tags};
pub use units::{Unit, Units, units};
pub use yaml_shape::{
    YamlKey, YamlPlace, YamlPlaces, YamlShape, YamlStep, YamlType, YamlValue, coverage, dataflows,
    jmx_metrics, log_pipelines, workflow_jobs,
};

/// Reads an embedded table of `schemas/` by the name of its file. The tables are part of the program
/// and covered by a test, so a malformed one is a defect of the build, not of the user's input.
macro_rules! table {
    ($name:literal) => {
        $crate::catalog::read($name, include_str!(concat!(env!("OUT_DIR"), "/", $name)))
    };
}
use table;

fn read<T: DeserializeOwned>(name: &str, json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("schemas/{name}: {error}"))
}
