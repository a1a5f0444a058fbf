//! Completion of the two unit columns, likely units first.

use super::{Slot, by_frequency};
use crate::catalog::{Unit, columns, units};
use crate::ide::completion::{Completion, CompletionKind};
use crate::ide::metadata_docs::{pair_docs, unit_docs};
use crate::model::metadata::Column;

/// Families too mixed to tell what else a file may need.
const MIXED: [&str; 2] = ["general", MONEY];
const MONEY: &str = "money";

pub(super) fn complete(slot: &Slot, column: Column) -> Vec<Completion> {
    let used = by_frequency(slot.cx, column);
    let customary = match column {
        Column::PerUnitName => &columns().per_unit_customary,
        _ => &columns().unit_customary,
    };
    let related: Vec<&str> = used
        .iter()
        .filter_map(|name| units().get(name))
        .map(|unit| unit.family.as_str())
        .filter(|family| !MIXED.contains(family))
        .collect();
    let place = |list: &[String], unit: &Unit| list.iter().position(|name| *name == unit.name);
    let named = (column == Column::UnitName)
        .then(|| suggested_by(&slot.place.value(Column::MetricName)))
        .flatten();
    let rest = used.iter().filter_map(|name| units().get(name));
    let rest = rest.filter(|unit| unit.accepted && !unit.offered);
    let candidates = units().offered().chain(rest).enumerate();
    candidates
        .map(|(index, unit)| {
            let is_related = related.contains(&unit.family.as_str());
            let by_name = named.is_some_and(|named| named.name == unit.name);
            let rank = match (place(&used, unit), place(customary, unit)) {
                _ if by_name => 0,
                // Denominators hardly differ between integrations.
                (_, Some(at)) if column == Column::PerUnitName => 10 + at,
                (Some(at), _) => 1000 + at,
                (None, Some(at)) if is_related => 2000 + at,
                (None, Some(at)) => 3000 + at,
                _ if is_related => 4000 + index,
                _ if unit.family == MONEY => 6000 + index,
                _ => 5000 + index,
            };
            item(slot, column, unit, rank, by_name)
        })
        .collect()
}

fn item(slot: &Slot, column: Column, unit: &Unit, rank: usize, by_name: bool) -> Completion {
    let other = slot.place.value(match column {
        Column::PerUnitName => Column::UnitName,
        _ => Column::PerUnitName,
    });
    let pair = match column {
        Column::PerUnitName => pair_docs(&other, &unit.name),
        _ => pair_docs(&unit.name, &other),
    };
    let mut docs = unit_docs(unit);
    if let Some(pair) = pair {
        docs.push_str(&format!("\n\n{pair}"));
    }
    // Time per time is not accepted.
    let clash = unit.time && units().get(&other).is_some_and(|other| other.time);
    let symbol = unit.symbol.as_deref().unwrap_or_default();
    Completion {
        detail: Some(format!(
            "{}{}{}",
            unit.plural,
            if symbol.is_empty() { "" } else { ", " },
            symbol
        )),
        documentation: Some(docs),
        filter: Some(
            format!("{} {} {symbol}", unit.name, unit.plural)
                .trim_end()
                .to_owned(),
        ),
        preselect: by_name && !clash,
        ..slot.item(
            &unit.name,
            CompletionKind::Unit,
            if clash { rank + 10_000 } else { rank },
        )
    }
}

/// The unit at the end of a metric name: `byte` for `net.in_bytes`, `percent` for `cpu.pct`.
fn suggested_by(name: &str) -> Option<&'static Unit> {
    let mut words = name.rsplit(['.', '_']);
    words.by_ref().take(2).find_map(|word| {
        let word = match word {
            "pct" => "percent",
            "ms" | "msec" | "millis" => "millisecond",
            "us" | "usec" | "micros" => "microsecond",
            "ns" | "nanos" => "nanosecond",
            "sec" | "secs" => "second",
            word => word,
        };
        units()
            .offered()
            .filter(|unit| unit.family != MONEY)
            .find(|unit| unit.name == word || unit.plural == word)
    })
}
