//! `changelog/release-heading`

use crate::model::FileKind;
use crate::model::changelog::{Line, lines};
use crate::model::python::version_at;
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The heading of a release is not `## X.Y.Z / YYYY-MM-DD`.
    ///
    /// ## Why
    /// Tools find a release by the three numbers of its version right behind the `##`, and its
    /// day behind the slash. Only a heading without those numbers, or with something that is no
    /// day, is told; the day may be left out.
    ///
    /// ## Fix
    /// Adds the second `#` where one is written.
    RELEASE_HEADING = "changelog/release-heading",
    severity: Hint,
    origin: Ours,
    fix: Safe,
    check: File(FileKind::Changelog, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for (span, line) in lines(cx.text()) {
        let Line::Release(title) = line else {
            let title = span.slice(cx.text()).strip_prefix("# ");
            if title.is_some_and(|title| version_at(title, 0).is_some()) {
                let edit = TextEdit::insert(span.start as usize, "#");
                sink.report(span, "The heading of a release begins with `##`.")
                    .safe_fix("Add the second `#`", vec![edit]);
            }
            continue;
        };
        let text = title.slice(cx.text());
        let Some(end) = version_at(text, 0) else {
            // Prose below a heading of its own is nobody's business.
            if text.contains(|c: char| c.is_ascii_digit()) {
                let message = "A release begins with its version of three numbers.";
                sink.report(title, message);
            }
            continue;
        };
        let day = text[end..].split('/').nth(1).map(str::trim);
        if day.is_some_and(|day| !is_day(day)) {
            sink.report(
                title,
                "Behind the version stands the day of the release: `/ YYYY-MM-DD`.",
            );
        }
    }
}

fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let number = |text: &str, length: usize| {
        let digits = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| digits)
    };
    number(year, 4).is_some()
        && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
        && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn version_and_day_can_be_read() {
        assert_findings(
            &RELEASE_HEADING,
            "//- foo/CHANGELOG.md\n# CHANGELOG - foo 2\n\n## Unreleased\n\n\
             ## 1.0.0 / 2024-01-31 / Agent 7.50.0\n\n## 1.0.0\n\n\
             ## «v1.0.0»\n\n## «1.0 / 2024-01-31»\n\n«# 1.0.0 / 2024-01-01»\n\n## «1.0.0 / 2024-13-01»\n\n## «1.0.0 / May 2024»\n",
        );
        assert_fix(
            &RELEASE_HEADING,
            "//- foo/CHANGELOG.md\n# 1.0.0\n",
            "## 1.0.0\n",
        );
    }
}
