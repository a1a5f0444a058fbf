//! Completion of metric names: the prefix and the namespaces of the file.

use std::collections::BTreeMap;

use super::Slot;
use crate::catalog::columns;
use crate::ide::completion::{Completion, CompletionKind};
use crate::model::metadata::Column;
use crate::text::{Span, TextEdit};
use crate::workspace::MetadataCx;

pub(super) fn complete(slot: &Slot) -> Vec<Completion> {
    // What follows the cursor may be the rest of a name and stays.
    let before = Span::new(
        slot.span.start as usize,
        slot.offset.max(slot.span.start as usize),
    );
    let mut items = items(slot.cx, before, slot.offset);
    for item in &mut items {
        if item.kind == CompletionKind::Reference {
            item.edit.span = slot.span;
        }
    }
    items
}

/// Names and beginnings of names that replace a span.
pub(super) fn items(cx: &MetadataCx, span: Span, offset: usize) -> Vec<Completion> {
    let item = |label: &str, kind, rank: usize, detail: &str| Completion {
        rank: u32::try_from(rank).unwrap_or(u32::MAX),
        detail: Some(detail.to_owned()),
        ..Completion::new(label, kind, TextEdit::replace(span, label))
    };
    let mut items = Vec::new();
    for name in awaited(cx) {
        let detail = "named in `metrics.check` of the manifest";
        items.push(item(name, CompletionKind::Reference, 20, detail));
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for cell in cx.table.column(Column::MetricName) {
        for (at, _) in cell.value.match_indices('.') {
            *seen.entry(cell.value[..=at].to_owned()).or_default() += 1;
        }
    }
    if let Some(prefix) = cx.expected_prefix() {
        seen.remove(&prefix.value);
        items.push(item(
            &prefix.value,
            CompletionKind::Value,
            10,
            "metric prefix",
        ));
    }
    let above = namespace_above(cx, offset);
    for (namespace, count) in &seen {
        let detail = match count {
            1 => "1 metric".to_owned(),
            n => format!("{n} metrics"),
        };
        let rank = if above.as_ref() == Some(namespace) {
            0
        } else {
            100
        };
        items.push(item(namespace, CompletionKind::Value, rank, &detail));
    }
    for prefix in columns()
        .global_prefixes
        .iter()
        .filter(|p| !seen.contains_key(*p))
    {
        let detail = "prefix that any integration may use";
        items.push(item(prefix, CompletionKind::Value, 1000, detail));
    }
    items
}

/// Metrics that the manifest waits for and that have no row yet.
fn awaited<'c>(cx: &'c MetadataCx) -> impl Iterator<Item = &'c str> {
    let manifest = cx.integration.manifest();
    let names = manifest
        .map(|m| m.metric_checks.as_slice())
        .unwrap_or_default();
    let has_row = |name: &str| {
        cx.table
            .column(Column::MetricName)
            .any(|cell| cell.value == name)
    };
    names
        .iter()
        .map(|named| &*named.value)
        .filter(move |name| !has_row(name))
}

/// Namespace of the row above an offset, with its dot.
pub(super) fn namespace_above(cx: &MetadataCx, offset: usize) -> Option<String> {
    let rows = cx.table.complete_rows();
    let above = rows
        .take_while(|row| (row.record.span.end as usize) < offset)
        .last()?;
    let name = above.cell(Column::MetricName)?.value;
    name.rfind('.').map(|at| name[..=at].to_owned())
}
