//! `changelog/section-kind`

use crate::catalog::{change_kinds, nearest};
use crate::model::FileKind;
use crate::model::changelog::{Line, lines};
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// A section of a release has a kind that nobody knows.
    ///
    /// ## Why
    /// The kind decides which part of the version grows, and readers look for it. Only a kind
    /// that is nearly one of the known ones is told.
    ///
    /// ## Fix
    /// Writes the kind as it is known.
    SECTION_KIND = "changelog/section-kind",
    severity: Hint,
    origin: Ours,
    fix: Safe,
    check: File(FileKind::Changelog, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let names = || change_kinds().iter().map(|kind| kind.name.as_str());
    for (_, line) in lines(cx.text()) {
        let Line::Section(span) = line else { continue };
        let written = span.slice(cx.text());
        if names().any(|name| name == written) {
            continue;
        }
        if let Some(meant) = nearest(written, names()) {
            let edit = TextEdit::replace(span, meant);
            sink.report(span, format!("The kind of change is called `{meant}`."))
                .safe_fix(format!("Replace by `{meant}`"), vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn near_misses_are_told() {
        assert_findings(
            &SECTION_KIND,
            "//- foo/CHANGELOG.md\n***Added***:\n***«added»***:\n***«Fixes»***\n***Agent upgrade***\n***Fixed:***\n",
        );
        assert_fix(
            &SECTION_KIND,
            "//- foo/CHANGELOG.md\n***Addded***:\n",
            "***Added***:\n",
        );
    }
}
