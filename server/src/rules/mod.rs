//! The rules. One rule is one file: docs, metadata, check, fix and tests together.
//! A finding of a file is a function of that file and the index, nothing else;
//! so the command line and the editor always say the same.

pub mod docs;
pub mod file;
mod finding;
pub mod manifest;
pub mod metadata;
pub mod package;
pub mod readme;
mod rule;

pub use finding::{Applicability, Finding, Fix, Related, Severity, Sink, Tag};
pub use rule::{Check, FixKind, Origin, Rule};

use crate::workspace::{FileCx, ManifestCx, MetadataCx, ReadmeCx};
use rule::rule;

/// Every rule, grouped by file kind, in order of code.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        file::RULES,
        manifest::RULES,
        metadata::RULES,
        package::RULES,
        readme::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The rule of a code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// Findings of one file, in order of place.
#[must_use]
pub fn check_file(cx: &FileCx) -> Vec<Finding> {
    check_with(cx, all())
}

/// Findings of some rules on one file, in order of place.
#[must_use]
pub fn check_with(cx: &FileCx, rules: impl Iterator<Item = &'static Rule>) -> Vec<Finding> {
    let mut sink = Sink::new(cx.file);
    let metadata = MetadataCx::of(*cx);
    let manifest = ManifestCx::of(*cx);
    let readme = ReadmeCx::of(*cx);
    for rule in rules {
        sink.enter(rule);
        match (&rule.check, &metadata, &manifest, &readme) {
            (Check::Metadata(check), Some(cx), ..) if cx.is_validated() => check(cx, &mut sink),
            (Check::Manifest(check), _, Some(cx), _) => check(cx, &mut sink),
            (Check::Readme(check), _, _, Some(cx)) => check(cx, &mut sink),
            (Check::File(kind, check), ..) if *kind == cx.file.kind => check(cx, &mut sink),
            (Check::AnyFile(check), ..) => check(cx, &mut sink),
            _ => {}
        }
    }
    sink.finish()
}
