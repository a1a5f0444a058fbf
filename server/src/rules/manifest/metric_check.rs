//! What the two rules about the metric to check share: which integrations are judged,
//! and in which table the metrics are looked up.

use crate::model::manifest::Field;
use crate::model::metadata::MetadataFacts;
use crate::model::{FileKind, Generation};
use crate::workspace::ManifestCx;

/// Integrations without a fixed list of metrics, as in the reference validator.
const EXEMPT: [&str; 3] = ["agent_metrics", "moogsoft", "snmp"];

/// True when the metric to check is judged at all.
pub(super) fn is_judged(cx: &ManifestCx) -> bool {
    !EXEMPT.contains(&cx.dir()) && cx.generation() != Generation::Legacy
}

/// True when the manifest names a table of metrics.
pub(super) fn declares_table(cx: &ManifestCx) -> bool {
    let declared = cx.field(Field::MetadataPath);
    declared.is_some_and(|node| !node.is_falsy())
}

/// Where the metrics are defined. `Err` when nobody can tell.
pub(super) fn table<'a>(cx: &ManifestCx<'a>) -> Result<Option<&'a MetadataFacts>, ()> {
    if cx.dir().starts_with("snmp_") && !declares_table(cx) {
        // Vendor integrations use the metrics of the general one.
        let general = cx.repo.integrations.get("snmp").ok_or(())?;
        return Ok(general.metadata());
    }
    let named = cx.field(Field::MetadataPath).and_then(|node| node.as_str());
    let other = named.is_some_and(|path| {
        path.trim_start_matches(['.', '/']) != FileKind::Metadata.file_name() && !path.is_empty()
    });
    // Only `metadata.csv` is read.
    let table = cx.integration.metadata();
    let unreadable = table.is_none()
        && cx
            .integration
            .files
            .has_file(FileKind::Metadata.file_name());
    if other || unreadable {
        Err(())
    } else {
        Ok(table)
    }
}
