//! The rules. One rule is one file: docs, metadata, check, fix and tests together.
//! A finding of a file is a function of that file and the index, nothing else;
//! so the command line and the editor always say the same.

pub mod agent_reqs;
pub mod changelog;
pub mod ci;
pub mod codeowners;
pub mod config;
pub mod dashboards;
pub mod dataflows;
pub mod ddev_config;
pub mod dep;
pub mod docs;
mod drift;
pub mod eula;
pub mod file;
mod finding;
pub mod jmx;
pub mod json;
pub mod labeler;
pub mod legacy;
mod limit;
pub mod logs;
mod looked_at;
pub mod manifest;
pub mod metadata;
pub mod models;
pub mod monitors;
pub mod oauth;
pub mod package;
pub mod python;
pub mod readme;
mod rule;
pub mod saved_views;
pub mod service_checks;
pub mod settings;
pub mod spec;
mod toml;
pub mod version;
pub mod yaml;

pub use finding::{Applicability, Finding, Fix, Related, Severity, Sink, Tag};
pub use rule::{Check, FixKind, Origin, Rule};

use std::sync::OnceLock;

use crate::model::FileKind;
use crate::workspace::{FileCx, ManifestCx, MetadataCx, ReadmeCx, SpecCx};
use rule::rule;

/// Every rule, grouped by file kind, in order of code.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        agent_reqs::RULES,
        changelog::RULES,
        ci::RULES,
        codeowners::RULES,
        config::RULES,
        dashboards::RULES,
        dataflows::RULES,
        ddev_config::RULES,
        dep::RULES,
        eula::RULES,
        file::RULES,
        jmx::RULES,
        json::RULES,
        labeler::RULES,
        legacy::RULES,
        logs::RULES,
        manifest::RULES,
        metadata::RULES,
        models::RULES,
        monitors::RULES,
        oauth::RULES,
        package::RULES,
        python::RULES,
        readme::RULES,
        saved_views::RULES,
        service_checks::RULES,
        settings::RULES,
        spec::RULES,
        version::RULES,
        yaml::RULES,
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

/// Findings of one file as the settings of its repository want them, in order of place.
#[must_use]
pub fn check_file(cx: &FileCx) -> Vec<Finding> {
    let mut findings = check_with(cx, settings::active(cx, about(cx.file.kind)));
    settings::suppress(cx, &mut findings);
    settings::set_severities(&cx.repo.settings, &mut findings);
    limit::limit(&mut findings);
    findings
}

/// The rules that look at files of a kind, in order of code.
fn about(kind: FileKind) -> impl Iterator<Item = &'static Rule> {
    static BY_KIND: OnceLock<Vec<Vec<&'static Rule>>> = OnceLock::new();
    let table = BY_KIND.get_or_init(|| {
        let kinds = FileKind::ALL.into_iter();
        kinds
            .map(|kind| all().filter(|rule| rule.check.concerns(kind)).collect())
            .collect()
    });
    table[kind as usize].iter().copied()
}

/// Findings of some rules on one file, in order of place.
#[must_use]
pub fn check_with(cx: &FileCx, rules: impl Iterator<Item = &'static Rule>) -> Vec<Finding> {
    let mut sink = Sink::new(cx.file);
    let metadata = MetadataCx::of(*cx);
    let manifest = ManifestCx::of(*cx);
    let readme = ReadmeCx::of(*cx);
    let spec = SpecCx::of(*cx).filter(SpecCx::is_readable);
    let looked_at = std::cell::LazyCell::new(|| looked_at::is_looked_at(cx));
    for rule in rules {
        // What could not be read as text says nothing to the others.
        if cx.file.problem.is_some() && !matches!(rule.check, Check::AnyFile(_)) {
            continue;
        }
        sink.enter(rule, !looked_at::is_choosy(rule) || *looked_at);
        match (&rule.check, &metadata, &manifest, &readme) {
            (Check::Metadata(check), Some(cx), ..) if cx.is_validated() => check(cx, &mut sink),
            (Check::Manifest(check), _, Some(cx), _) => check(cx, &mut sink),
            (Check::Readme(check), _, _, Some(cx)) => check(cx, &mut sink),
            (Check::Spec(check), ..) => {
                if let Some(cx) = &spec {
                    check(cx, &mut sink);
                }
            }
            (Check::File(kind, check), ..) if *kind == cx.file.kind => check(cx, &mut sink),
            (Check::Files(kinds, check), ..) if kinds.contains(&cx.file.kind) => {
                check(cx, &mut sink);
            }
            (Check::AnyFile(check), ..) => check(cx, &mut sink),
            _ => {}
        }
    }
    sink.finish()
}
