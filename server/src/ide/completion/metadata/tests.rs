use crate::ide::{self, Completion, CompletionKind};
use crate::model::{FileKind, SourceFile};
use crate::testing::{Fixture, accept_completion, completions};
use crate::text::{Span, apply_edits};

const HEADER: &str = "metric_name,metric_type,interval,unit_name,per_unit_name,description,\
                      orientation,integration,short_name,curated_metric";

fn in_row(row: &str) -> Vec<Completion> {
    completions(&file(row))
}

fn file(rows: &str) -> String {
    format!("//- foo/metadata.csv\n{HEADER}\n{rows}\n")
}

fn labels(items: &[Completion]) -> Vec<&str> {
    items.iter().map(|item| item.label.as_str()).collect()
}

/// Accepts a completion and gives the rows.
fn accept(rows: &str, label: &str) -> String {
    let text = accept_completion(&file(rows), label);
    let rows = text
        .strip_prefix(&format!("{HEADER}\n"))
        .expect("the header stays");
    rows.trim_end_matches('\n').to_owned()
}

#[test]
fn the_header_offers_missing_columns_in_canonical_order() {
    let items = completions("//- foo/metadata.csv\nmetric_name,unit_name,inter‸,integration\n");
    let expected = [
        "metric_type",
        "interval",
        "per_unit_name",
        "description",
        "orientation",
        "short_name",
        "curated_metric",
        "sample_tags",
    ];
    assert_eq!(labels(&items), expected);
    assert!(items[0].documentation.as_ref().unwrap().contains("gauge"));
    assert_eq!(
        accept_completion(
            "//- foo/metadata.csv\nmetric_name,\"inter‸\",integration",
            "interval"
        ),
        "metric_name,\"interval\",integration"
    );
}

#[test]
fn an_empty_file_offers_the_whole_header() {
    let text = accept_completion("//- foo/metadata.csv\n‸", "Header row");
    assert_eq!(text, HEADER);
    let text = accept_completion("//! legacy\n//- foo/metadata.csv\n‸", "Header row");
    assert!(text.ends_with(",short_name"));
}

#[test]
fn types_replace_the_cell_also_inside_quotes_and_in_half_typed_rows() {
    assert_eq!(labels(&in_row("foo.a,‸")), ["gauge", "count", "rate"]);
    assert_eq!(
        accept("foo.a,ga‸,,,,,0,foo,,", "gauge"),
        "foo.a,gauge,,,,,0,foo,,"
    );
    assert_eq!(
        accept("foo.a,\"co‸\",,,,,0,foo,,", "count"),
        "foo.a,\"count\",,,,,0,foo,,"
    );
    assert_eq!(accept("foo.a,\"ra‸", "rate"), "foo.a,\"rate");
    assert_eq!(
        accept("foo.a,\"ra‸,,,,,0,foo,,", "rate"),
        "foo.a,\"rate,,,,,0,foo,,"
    );
}

#[test]
fn a_way_of_sending_leads_to_the_stored_type() {
    assert_eq!(
        accept("foo.a,counter‸", "count (for counter)"),
        "foo.a,count"
    );
}

#[test]
fn rows_below_an_open_quote_are_completed_too() {
    let rows = accept("foo.a,gauge,,,,\"open,0,foo,,\nfoo.b,‸", "rate");
    assert_eq!(rows, "foo.a,gauge,,,,\"open,0,foo,,\nfoo.b,rate");
}

#[test]
fn units_of_the_file_come_first_and_currencies_last() {
    let rows =
        "foo.a,gauge,,row,,,0,foo,,\nfoo.b,gauge,,heap,,,0,foo,,\nfoo.c,gauge,,row,,,0,foo,,\n";
    let items = in_row(&format!("{rows}foo.d,gauge,,‸,,,0,foo,,"));
    let labels = labels(&items);
    assert_eq!(labels[..2], ["row", "heap"]);
    let place = |name: &str| labels.iter().position(|label| *label == name).unwrap();
    assert!(place("byte") < place("exbibyte"));
    assert!(place("exbibyte") < place("yen"));
    assert!(!labels.contains(&"garbage"));
}

#[test]
fn units_of_the_families_in_use_come_before_others() {
    let items = in_row("foo.a,gauge,,minute,,,0,foo,,\nfoo.b,gauge,,‸,,,0,foo,,");
    let labels = labels(&items);
    assert_eq!(labels[..3], ["minute", "millisecond", "second"]);
    let place = |name: &str| labels.iter().position(|label| *label == name).unwrap();
    assert!(place("request") < place("week"));
    assert!(place("week") < place("gibibyte"));
}

#[test]
fn the_name_of_a_metric_suggests_its_unit() {
    let first = |row: &str| in_row(row)[0].label.clone();
    assert_eq!(first("foo.net.in_bytes,gauge,,‸"), "byte");
    assert_eq!(first("foo.latency.ms,gauge,,‸"), "millisecond");
    assert_eq!(first("foo.queries,gauge,,‸"), "query");
    assert!(in_row("foo.queries,gauge,,‸")[0].preselect);
    assert!(!in_row("foo.x,gauge,,‸")[0].preselect);
}

#[test]
fn units_are_found_by_plural_and_symbol() {
    let items = in_row("foo.a,gauge,,‸");
    let filter = |name: &str| {
        items
            .iter()
            .find(|i| i.label == name)
            .unwrap()
            .filter
            .clone()
    };
    assert_eq!(
        filter("millisecond").as_deref(),
        Some("millisecond milliseconds ms")
    );
}

#[test]
fn denominators_are_customary_ones_and_never_time_per_time() {
    let items = in_row("foo.a,gauge,,byte,‸,,0,foo,,");
    assert_eq!(items[0].label, "second");
    assert!(
        items[0]
            .documentation
            .as_ref()
            .unwrap()
            .ends_with("Reads: *bytes per second*.")
    );
    let items = in_row("foo.a,gauge,,minute,‸,,0,foo,,");
    assert_ne!(items[0].label, "second");
    assert_eq!(items.last().unwrap().label, "week");
}

#[test]
fn orientations_intervals_and_integrations() {
    assert_eq!(labels(&in_row("foo.a,gauge,,,,,‸")), ["-1", "0", "1"]);
    assert_eq!(
        accept("foo.a,gauge,,,,,-‸,foo", "-1"),
        "foo.a,gauge,,,,,-1,foo"
    );
    assert_eq!(labels(&in_row("foo.a,gauge,,,,,0,‸")), ["foo"]);
    let items = in_row("foo.a,gauge,45,,,,0,foo,,\nfoo.b,gauge,‸");
    assert_eq!(labels(&items)[..3], ["45", "15", "10"]);
}

#[test]
fn an_integration_on_its_own_takes_the_name_of_the_other_rows() {
    let items = completions(
        "//! single\n//! bare\n//- metadata.csv\nmetric_name,integration\na.b,acme\na.c,‸\n",
    );
    assert_eq!(labels(&items), ["acme"]);
}

#[test]
fn curated_parts_are_completed_one_by_one() {
    let start = "foo.a,gauge,,,,,0,foo,a,";
    assert_eq!(
        labels(&in_row(&format!("{start}‸"))),
        ["cpu", "memory", "cpu|memory"]
    );
    assert_eq!(labels(&in_row(&format!("{start}cpu|‸"))), ["memory"]);
    assert_eq!(
        accept(&format!("{start}cpu|me‸"), "memory"),
        format!("{start}cpu|memory")
    );
    assert_eq!(
        accept(&format!("{start}c‸|memory"), "cpu"),
        format!("{start}cpu|memory")
    );
    assert_eq!(
        accept(&format!("{start}‸"), "cpu|memory"),
        format!("{start}cpu|memory")
    );
}

#[test]
fn names_begin_with_the_namespace_above_then_the_prefix() {
    let rows = "foo.net.in,gauge,,,,,0,foo,,\nfoo.cpu.user,gauge,,,,,0,foo,,\nfoo.‸,gauge,,,,,0,foo,,\n\
                foo.net.out,gauge,,,,,0,foo,,";
    let items = in_row(rows);
    // `foo.a` is what the manifest waits for.
    assert_eq!(
        labels(&items)[..4],
        ["foo.cpu.", "foo.", "foo.a", "foo.net."]
    );
    assert_eq!(items.last().unwrap().label, "system.");
    let row = accept(
        "foo.n‸in,gauge,,,,,0,foo,,\nfoo.net.out,gauge,,,,,0,foo,,",
        "foo.net.",
    );
    assert!(row.starts_with("foo.net.in,gauge,"), "{row}");
    assert!(accept("f‸x,gauge,,,,,0,foo,,", "foo.a").starts_with("foo.a,gauge,"));
}

#[test]
fn an_empty_line_offers_a_whole_row_in_the_order_of_the_file() {
    let items = in_row("foo.net.in,gauge,,,,,0,foo,,\n‸\nfoo.x,gauge,,,,,0,foo,,");
    assert_eq!(items[0].label, "New metric");
    assert!(items[0].snippet && items[0].kind == CompletionKind::Snippet);
    assert_eq!(
        items[0].edit.text,
        "foo.net.${1:name},${2|gauge,count,rate|},,${3},${4},${5},${6|0,-1,1|},foo,${7},$0"
    );
    assert!(labels(&items).contains(&"foo."));
    let text = accept_completion(
        "//- foo/metadata.csv\nintegration,metric_name,sample_tags\r\n‸\r\n",
        "New metric",
    );
    assert_eq!(
        text,
        "integration,metric_name,sample_tags\r\nfoo,foo.${1:name},$0\r\n"
    );
}

#[test]
fn free_text_and_blank_lines_inside_a_cell_offer_nothing() {
    assert_eq!(in_row("foo.a,gauge,,,,te‸xt,0,foo,,"), []);
    assert_eq!(in_row("foo.a,gauge,,,,\"one\n‸\ntwo\",0,foo,,"), []);
    assert_eq!(in_row("foo.a,gauge,,,,,0,foo,,,surplus‸"), []);
}

/// Whatever a file looks like, every offer can be applied at the cursor and every range
/// lies inside the text.
#[test]
fn damaged_files_keep_all_promises_at_every_place() {
    let whole = format!(
        "{HEADER}\r\nfoo.a,gauge,15,byte,second,\"Two\r\nlines, “x”\",0,foo,\"a\"\"b\",cpu|memory\r\n\
         \r\nfoo.b,count,,\"é\",,Text.,-1,\"foo\",,\r\n"
    );
    let fixture = Fixture::new("//- foo/metadata.csv\n");
    let mut seed = 5u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % below
    };
    let pieces = ["\"", ",", "\n", "\r", "|", "é", "", "\u{feff}"];
    for _ in 0..25 {
        let mut text = whole.clone();
        for _ in 0..1 + next(3) {
            let boundary = |at: usize| {
                (0..=at)
                    .rev()
                    .find(|at| text.is_char_boundary(*at))
                    .unwrap()
            };
            let (a, b) = (
                boundary(next(text.len() + 1)),
                boundary(next(text.len() + 1)),
            );
            let end = if next(3) == 0 { a.max(b) } else { a };
            text.replace_range(a.min(end)..end, pieces[next(pieces.len())]);
        }
        let file = SourceFile::parse(
            "foo/metadata.csv".into(),
            FileKind::Metadata,
            text.as_str().into(),
        );
        let cx = fixture.context(&file);
        for finding in fixture.check(&file) {
            for fix in &finding.fixes {
                let crate::text::FileAction::Edit(edits) = &fix.edits[0].action else {
                    panic!("a fix of metadata.csv creates a file")
                };
                apply_edits(&text, edits).unwrap_or_else(|e| panic!("{finding:?}: {e:?}"));
            }
        }
        let _ = ide::document_symbols(&cx);
        for offset in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            let line: Span = file
                .lines()
                .line_range(&text, file.lines().line(offset))
                .into();
            // Between the halves of a line break there is no place for a cursor.
            if !line.touches(offset) {
                continue;
            }
            for item in ide::completion(&cx, offset) {
                let span = item.edit.span;
                assert!(
                    span.touches(offset) && line.contains(span),
                    "{item:?} in {text:?}"
                );
                apply_edits(&text, &[item.edit]).unwrap();
            }
            if let Some(hover) = ide::hover(&cx, offset) {
                assert!(hover.span.range().end <= text.len() && !hover.markdown.is_empty());
            }
        }
    }
}
