//! `metadata/invalid-interval`

use super::replace_title;
use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// An interval is not a whole number of seconds.
    ///
    /// ## Why
    /// Only digits are allowed: no sign, no decimals, no blanks, no unit.
    /// `ddev validate metadata` fails on anything else.
    ///
    /// ## Example
    /// `10.0`, `10s`, `-1` and ` 10` are wrong; `10`, `0` and an empty cell are right.
    ///
    /// ## Fix
    /// Leaves the digits where they alone carry the meaning.
    INVALID_INTERVAL = "metadata/invalid-interval",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Safe,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    // Digits of other scripts pass the reference validator.
    let fine = |value: &str| value.chars().all(char::is_numeric);
    for cell in cx.table.failing(Column::Interval, fine) {
        let message = format!("`{}` is not a whole number of seconds.", cell.value);
        let finding = sink.report(cell.inner_span(), message);
        if let Some(digits) = whole_seconds(&cell.value) {
            finding.safe_fix(replace_title(digits), vec![cell.rewrite(digits)]);
        }
    }
}

/// The digits of `10s`, `10.0` and the like.
fn whole_seconds(value: &str) -> Option<&str> {
    let number = value.trim().trim_end_matches(['s', 'S']).trim_end();
    let whole = match number.split_once('.') {
        Some((whole, decimals)) if decimals.bytes().all(|b| b == b'0') => whole,
        Some(_) => return None,
        None => number,
    };
    let digits = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    digits.then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn only_digits_are_allowed() {
        assert_findings(
            &INVALID_INTERVAL,
            "//- foo/metadata.csv\nmetric_name,interval\nfoo.a,10\nfoo.b,\nfoo.c,007\n\
             foo.d,«-1»\nfoo.e,« 10»\nfoo.f,«1.5»\nfoo.g,\"«ten»\"\nfoo.h,²\n",
        );
    }

    #[test]
    fn digits_are_kept_where_they_say_all() {
        for written in ["10.0", " 10", "10s", "10 s"] {
            let before = format!("//- foo/metadata.csv\nmetric_name,interval\nfoo.a,{written}\n");
            assert_fix(
                &INVALID_INTERVAL,
                &before,
                "metric_name,interval\nfoo.a,10\n",
            );
        }
        assert_eq!(whole_seconds("1.5"), None);
        assert_eq!(whole_seconds("-1"), None);
        assert_eq!(whole_seconds("10ms"), None);
    }
}
