//! `metadata/invalid-metric-name`

use foldhash::HashMap;

use super::replace_title;
use crate::model::metadata::Column;
use crate::rules::{Applicability, Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// A metric name is not in its normal form.
    ///
    /// ## Why
    /// The platform stores every metric under its normal form: other characters than ASCII
    /// letters, digits, `_` and `.` become `_`, the name starts with a letter, and no `_`
    /// stands beside a dot or at an end. A row under another spelling describes no metric,
    /// and `ddev validate metadata` fails. Upper case letters are allowed, and so are two
    /// dots or two underscores in a row.
    ///
    /// ## Example
    /// `acme.queue-size` and `acme._queue` become `acme.queue_size` and `acme.queue`.
    ///
    /// ## Fix
    /// Writes the normal form; without asking unless letters outside ASCII would be lost, or
    /// another row has the name already.
    INVALID_METRIC_NAME = "metadata/invalid-metric-name",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Mixed,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let mut rows_by_normal_form = None;
    for cell in cx.table.column(Column::MetricName) {
        if is_normal(&cell.value) {
            continue;
        }
        let normal = normal_form(&cell.value);
        if normal.is_empty() {
            let message = format!("`{}` is not a metric name.", cell.value);
            sink.report(cell.inner_span(), message);
            continue;
        }
        let message = format!(
            "`{}` is not a valid metric name; it would be stored as `{normal}`.",
            cell.value
        );
        let rows = rows_by_normal_form.get_or_insert_with(|| count_normal_forms(cx));
        let keeps_its_meaning = cell.value.is_ascii() && rows.get(&normal) == Some(&1);
        let sure = if keeps_its_meaning {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
        let edit = cell.rewrite(&normal);
        sink.report(cell.inner_span(), message)
            .fix(replace_title(&normal), sure, vec![edit]);
    }
}

/// How many rows would have each name if all were in normal form.
fn count_normal_forms(cx: &MetadataCx) -> HashMap<String, usize> {
    let mut rows = HashMap::default();
    for cell in cx.table.column(Column::MetricName) {
        *rows.entry(normal_form(&cell.value)).or_default() += 1;
    }
    rows
}

/// True when a name equals its [`normal_form`]; found without building it.
fn is_normal(name: &str) -> bool {
    let bytes = name.as_bytes();
    let Some(first) = bytes.first() else {
        return true;
    };
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.');
    // All of them in any case: without a branch for each, many are looked at at once.
    let all_allowed = bytes.iter().fold(true, |all, byte| all & allowed(*byte));
    let is_line = |at: Option<usize>| at.and_then(|at| bytes.get(at)) == Some(&b'_');
    let beside_line = |dot: usize| is_line(dot.checked_sub(1)) || is_line(Some(dot + 1));
    first.is_ascii_alphabetic()
        && bytes.last() != Some(&b'_')
        && all_allowed
        && !memchr::memchr_iter(b'.', bytes).any(beside_line)
}

/// The name under which the platform stores a metric.
fn normal_form(name: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let mut rest = name;
    let mut replaced = String::with_capacity(name.len());
    // At the start everything up to the first letter goes, unless the name begins with a
    // character that is forbidden anywhere: then only the run of those.
    if rest.starts_with(|c: char| allowed(c) && !c.is_ascii_alphabetic()) {
        replaced.push('_');
        rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    }
    let mut in_run = false;
    for c in rest.chars() {
        if allowed(c) {
            replaced.push(c);
        } else if !in_run {
            replaced.push('_');
        }
        in_run = !allowed(c);
    }
    let mut out = String::with_capacity(replaced.len());
    for (index, part) in replaced.split('.').enumerate() {
        if index > 0 {
            // An underscore run before this dot belongs to it, as does one after.
            out.truncate(out.trim_end_matches('_').len());
            out.push('.');
            out.push_str(part.trim_start_matches('_'));
        } else {
            out.push_str(part);
        }
    }
    out.trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn normal_forms() {
        for (name, normal) in [
            ("foo.a-b", "foo.a_b"),
            ("foo.a - b", "foo.a_b"),
            ("foo._a", "foo.a"),
            ("foo_._a", "foo.a"),
            ("foo.a_", "foo.a"),
            ("_foo", "foo"),
            ("1-foo", "foo"),
            ("-1foo", "1foo"),
            (".foo", "foo"),
            ("föo", "f_o"),
            ("foo._._a", "foo..a"),
            ("_", ""),
        ] {
            assert_eq!(normal_form(name), normal, "{name}");
            assert!(!is_normal(name), "{name}");
        }
        for name in ["foo.a__b", "foo..a", "foo.", "Foo.A", "f", ""] {
            assert_eq!(normal_form(name), name);
            assert!(is_normal(name), "{name}");
        }
    }

    #[test]
    fn names_that_would_lose_their_meaning_are_left_to_the_author() {
        let findings = assert_findings(
            &INVALID_METRIC_NAME,
            "//- foo/metadata.csv\nmetric_name\nfoo.a_b\n«foo.a-b»\n«foo.漢字»\n«foo.c-d»\n",
        );
        let sure: Vec<_> = findings.iter().map(|f| f.fixes[0].applicability).collect();
        use Applicability::{Safe, Unsafe};
        assert_eq!(sure, [Unsafe, Unsafe, Safe]);
    }

    #[test]
    fn other_spellings_are_found_and_replaced() {
        assert_findings(
            &INVALID_METRIC_NAME,
            "//- foo/metadata.csv\nmetric_name\nfoo.a\n«foo.a-b»\n\"«foo,c»\"\n",
        );
        assert_fix(
            &INVALID_METRIC_NAME,
            "//- foo/metadata.csv\nmetric_name,interval\n\"foo,c\",\n",
            "metric_name,interval\n\"foo_c\",\n",
        );
    }
}
