//! Markdown about the cells of `metadata.csv`, from the catalog. Shared by completion
//! and hover, so that both say the same.

use crate::catalog::{MetricType, Unit, columns, units};
use crate::model::metadata::{Column, MetricFact};

/// A metric as a file that names it shows it.
pub(super) fn metric_docs(metric: &MetricFact) -> String {
    let unit = match &*metric.unit {
        "" => String::new(),
        unit => format!(", {unit}"),
    };
    let head = format!("`{}` ({}{unit})", metric.name, metric.metric_type);
    format!("{head}\n\n{}", metric.description)
        .trim_end()
        .to_owned()
}

/// What a column is for.
pub(super) fn column_docs(column: Column) -> String {
    let doc = column.doc();
    let need = if doc.required {
        "Must be filled in every row."
    } else if doc.since == "2016" {
        "The cell may be empty."
    } else {
        "The cell may be empty. Added after 2016."
    };
    format!(
        "**{}**: {}\n\n{}\n\n{need}",
        doc.name,
        doc.summary,
        doc.docs.trim()
    )
}

/// What a stored type means.
pub(super) fn type_docs(kind: &MetricType) -> String {
    let sent: Vec<String> = kind.submissions.iter().map(|s| format!("`{s}`")).collect();
    format!(
        "**{}**: {}\n\n{}\n\nStored like this by: {}.",
        kind.name,
        kind.summary,
        kind.docs.trim(),
        sent.join(", ")
    )
}

/// What a unit means.
pub(super) fn unit_docs(unit: &Unit) -> String {
    let symbol = unit
        .symbol
        .as_ref()
        .map(|s| format!(" ({s})"))
        .unwrap_or_default();
    let family = units().family_text(&unit.family);
    let mut docs = format!(
        "**{}**{symbol}, plural *{}*\n\n{}\n\nFamily `{}`: {family}.",
        unit.name, unit.plural, unit.description, unit.family
    );
    if let Some(prefer) = &unit.prefer {
        docs.push_str(&format!("\n\nNot accepted; write `{prefer}`."));
    }
    docs
}

/// What the two unit cells of a row mean together; `None` without a per-unit.
pub(super) fn pair_docs(unit: &str, per: &str) -> Option<String> {
    if per.is_empty() {
        return None;
    }
    let known = |name| units().get(name).filter(|unit| unit.accepted);
    let per_unit = known(per)?;
    if unit.is_empty() {
        return Some(format!("Reads: *per {}*.", per_unit.name));
    }
    let unit = known(unit)?;
    Some(if unit.time && per_unit.time {
        format!(
            "`{}` per `{}` is time per time, which is not accepted: the unit of a share is \
             `fraction`, without a per-unit.",
            unit.name, per_unit.name
        )
    } else {
        format!("Reads: *{} per {}*.", unit.plural, per_unit.name)
    })
}

/// A word that stands for a way of sending, not for a stored type.
pub(super) fn submission_docs(word: &str) -> Option<String> {
    let sent = columns().submission_only.iter().find(|s| s.name == word)?;
    let docs = sent.docs.trim();
    Some(format!(
        "**{word}** is not a stored type; write `{}`.\n\n{docs}",
        sent.prefer
    ))
}
