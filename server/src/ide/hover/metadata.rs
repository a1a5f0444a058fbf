//! Hover in `metadata.csv`: columns, values, and the whole metric over its name.

use super::Hover;
use crate::catalog::{columns, units};
use crate::ide::metadata_docs::{column_docs, pair_docs, submission_docs, type_docs, unit_docs};
use crate::ide::metadata_place::Place;
use crate::model::metadata::Column;
use crate::workspace::{MetadataCx, ValueSource};

pub(super) fn hover(cx: &MetadataCx, offset: usize) -> Option<Hover> {
    let place = Place::at(cx, offset)?;
    let markdown = if place.header {
        header(&place)
    } else {
        let column = place.column()?;
        let docs = (!place.cell().is_empty()).then(|| cell(cx, &place, column));
        docs.flatten().unwrap_or_else(|| column_docs(column))
    };
    Some(Hover {
        span: place.replaceable(offset),
        markdown,
    })
}

fn header(place: &Place) -> String {
    match Column::from_name(&place.cell()) {
        Some(column) => column_docs(column),
        None => {
            let known: Vec<String> = Column::ALL
                .iter()
                .map(|c| format!("`{}`", c.name()))
                .collect();
            format!(
                "`{}` is not a column of metric tables. They are: {}.",
                place.cell(),
                known.join(", ")
            )
        }
    }
}

/// About a filled cell; `None` where only the column has something to say.
fn cell(cx: &MetadataCx, place: &Place, column: Column) -> Option<String> {
    let value = place.cell();
    match column {
        Column::MetricName => Some(metric(cx, place)),
        Column::MetricType => match columns().metric_type(&value) {
            Some(kind) => Some(type_docs(kind)),
            None => submission_docs(&value.trim().to_lowercase()),
        },
        Column::UnitName | Column::PerUnitName => Some(unit(place)),
        Column::Orientation => {
            let known = columns().orientation(&value)?;
            let name = place.value(Column::MetricName);
            Some(format!(
                "**{}**: {}. {}\n\nFor `{name}`: {}.",
                known.value, known.label, known.docs, known.label
            ))
        }
        Column::Integration => integration(cx, &value),
        Column::Interval => {
            let customary = columns()
                .interval_customary
                .iter()
                .find(|i| i.value == value);
            let docs = customary
                .map(|i| format!(" {}", i.docs))
                .unwrap_or_default();
            let digits = value.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| format!("One point every **{value}** seconds.{docs}"))
        }
        Column::CuratedMetric => {
            let parts = value.split('|').filter_map(|part| {
                let known = columns().curated.iter().find(|c| c.name == part)?;
                Some(format!("**{}**: {}", known.name, known.docs))
            });
            Some(parts.collect::<Vec<_>>().join("\n\n")).filter(|docs| !docs.is_empty())
        }
        Column::Description => {
            let (length, limit) = (value.chars().count(), columns().max_description);
            Some(format!(
                "{}\n\n{length} of {limit} characters.",
                column_docs(column)
            ))
        }
        Column::ShortName | Column::SampleTags => None,
    }
}

fn unit(place: &Place) -> String {
    let value = place.cell();
    let docs = match (units().get(&value), units().meant(&value)) {
        (Some(unit), _) => unit_docs(unit),
        (None, Some(meant)) => format!(
            "`{value}` is not a known unit. Did you mean `{}`?\n\n{}",
            meant.name,
            unit_docs(meant)
        ),
        (None, None) => format!("`{value}` is not a known unit."),
    };
    let pair = pair_docs(
        &place.value(Column::UnitName),
        &place.value(Column::PerUnitName),
    );
    match pair {
        Some(pair) => format!("{docs}\n\n{pair}"),
        None => docs,
    }
}

fn integration(cx: &MetadataCx, value: &str) -> Option<String> {
    let expected = cx.expected_integration()?;
    let from = match expected.source {
        ValueSource::Manifest(_) => format!(
            "the display name `{}` in the manifest, normalised",
            cx.display_name()
        ),
        ValueSource::Config(table) => format!("`{table}` of `.ddev/config.toml`"),
        ValueSource::Directory => "the name of the directory".to_owned(),
    };
    Some(if expected.value == value {
        format!("**{value}** follows from {from}.")
    } else {
        format!(
            "Expected is **{}**, which follows from {from}.",
            expected.value
        )
    })
}

/// All fields of the row, and what the manifest says of the metric.
fn metric(cx: &MetadataCx, place: &Place) -> String {
    let name = place.value(Column::MetricName);
    let mut out = format!("**{name}**\n\n");
    let description = place.value(Column::Description);
    if !description.is_empty() {
        out.push_str(&format!("{description}\n\n"));
    }
    out.push_str("| | |\n|---|---|\n");
    let mut line = |label: &str, text: &str| {
        if !text.is_empty() {
            let text = text.replace('|', "\\|").replace(['\n', '\r'], " ");
            out.push_str(&format!("| {label} | {text} |\n"));
        }
    };
    line("Type", &place.value(Column::MetricType));
    let (unit, per) = (
        place.value(Column::UnitName),
        place.value(Column::PerUnitName),
    );
    line("Unit", &both_units(&unit, &per));
    let interval = place.value(Column::Interval);
    if !interval.is_empty() {
        line("Interval", &format!("{interval} seconds"));
    }
    let orientation = place.value(Column::Orientation);
    match columns().orientation(&orientation) {
        Some(known) => line("Orientation", &format!("{orientation} ({})", known.label)),
        None => line("Orientation", &orientation),
    }
    let integration = place.value(Column::Integration);
    match cx.expected_integration() {
        Some(expected) if expected.value != integration => {
            line(
                "Integration",
                &format!("{integration} (expected: {})", expected.value),
            );
        }
        _ => line("Integration", &integration),
    }
    line("Short name", &place.value(Column::ShortName));
    line("Curated", &place.value(Column::CuratedMetric));
    line("Sample tags", &place.value(Column::SampleTags));
    let checks = cx
        .integration
        .manifest()
        .map(|m| m.metric_checks.as_slice());
    if checks
        .unwrap_or_default()
        .iter()
        .any(|check| *check.value == *name)
    {
        out.push_str("\nThe manifest names it in `metrics.check`: its arrival marks the integration as working.\n");
    }
    out
}

fn both_units(unit: &str, per: &str) -> String {
    match (unit.is_empty(), per.is_empty()) {
        (_, true) => unit.to_owned(),
        (true, false) => format!("per {per}"),
        (false, false) => format!("{unit} per {per}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::hover;

    const HEADER: &str = "metric_name,metric_type,interval,unit_name,per_unit_name,description,\
                          orientation,integration,short_name,curated_metric\n";

    fn over(row: &str) -> String {
        hover(&format!("//- foo/metadata.csv\n{HEADER}{row}\n")).unwrap_or_default()
    }

    #[test]
    fn headers_tell_what_the_column_is_for() {
        let docs = hover("//- foo/metadata.csv\nmetric_name,orien‸tation\n").unwrap();
        assert!(docs.starts_with("**orientation**: "), "{docs}");
        let docs = hover("//- foo/metadata.csv\nmetric_name,ow‸ner\n").unwrap();
        assert!(docs.contains("`owner` is not a column"), "{docs}");
    }

    #[test]
    fn units_are_explained_alone_and_as_a_pair() {
        let docs = over("foo.a,gauge,,req‸uest,second,,0,foo,,");
        assert!(docs.contains("plural *requests*"), "{docs}");
        assert!(docs.ends_with("Reads: *requests per second*."), "{docs}");
        assert!(over("foo.a,gauge,,,sec‸ond,,0,foo,,").ends_with("Reads: *per second*."));
        assert!(over("foo.a,gauge,,second,min‸ute,,0,foo,,").contains("time per time"));
        assert!(over("foo.a,gauge,,byt‸es,,,0,foo,,").contains("Did you mean `byte`?"));
    }

    #[test]
    fn values_of_the_other_columns_are_explained() {
        assert!(over("foo.a,cou‸nt,,,,,0,foo,,").contains("monotonic_count"));
        assert!(over("foo.a,coun‸ter,,,,,0,foo,,").contains("write `count`"));
        assert!(over("foo.a,gauge,,,,,-‸1,foo,,").contains("For `foo.a`: lower is better."));
        assert!(over("foo.a,gauge,1‸5,,,,0,foo,,").starts_with("One point every **15** seconds. "));
        assert!(over("foo.a,gauge,,,,,0,foo,,cpu|mem‸ory").contains("**memory**: "));
        assert!(over("foo.a,gauge,,,,Te‸xt.,0,foo,,").ends_with("5 of 400 characters."));
    }

    #[test]
    fn an_empty_cell_shows_its_column() {
        assert!(over("foo.a,gauge,,‸,,,0,foo,,").starts_with("**unit_name**: "));
    }

    #[test]
    fn the_integration_tells_where_it_comes_from() {
        let docs = over("foo.a,gauge,,,,,0,fo‸o,,");
        assert_eq!(
            docs,
            "**foo** follows from the display name `Foo` in the manifest, normalised."
        );
        assert!(over("foo.a,gauge,,,,,0,ba‸r,,").starts_with("Expected is **foo**"));
    }

    #[test]
    fn a_metric_name_shows_the_whole_row() {
        let docs = over("foo‸.a,gauge,15,byte,second,Some text.,1,bar,a,cpu|memory");
        assert_eq!(
            docs,
            "**foo.a**\n\nSome text.\n\n| | |\n|---|---|\n| Type | gauge |\n\
             | Unit | byte per second |\n| Interval | 15 seconds |\n\
             | Orientation | 1 (higher is better) |\n| Integration | bar (expected: foo) |\n\
             | Short name | a |\n| Curated | cpu\\|memory |\n\n\
             The manifest names it in `metrics.check`: its arrival marks the integration as working.\n"
        );
    }

    #[test]
    fn nothing_is_said_on_blank_lines_and_beyond_the_last_column() {
        assert_eq!(hover("//- foo/metadata.csv\nmetric_name\n‸\n"), None);
        assert_eq!(hover("//- foo/metadata.csv\nmetric_name\nfoo.a,x‸\n"), None);
    }
}
