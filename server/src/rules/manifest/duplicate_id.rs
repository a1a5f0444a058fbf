//! `manifest/duplicate-id`

use crate::model::manifest::Field;
use crate::model::{Generation, RepoKind};
use crate::rules::{Severity, Sink, rule};
use crate::syntax::json::{JsonKind, JsonNode};
use crate::workspace::{IdKind, ManifestCx};

rule! {
    /// Two integrations share an identifier that must be unique.
    ///
    /// ## Why
    /// `app_id`, `app_uuid`, `source_type_name` and `source_type_id` each name one
    /// integration. A copy, usually from a manifest taken as template, makes the catalogue
    /// mix up the two. With the same `app_uuid` only one of them can be published, so that is
    /// an error. In integrations-core several parts of the Agent share the `app_id` `system`;
    /// that is intended.
    DUPLICATE_ID = "manifest/duplicate-id",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: Manifest(check),
}

/// Other places listed with a finding.
const MAX_RELATED: usize = 5;

fn check(cx: &ManifestCx, sink: &mut Sink) {
    for (field, kind) in [
        (Field::AppId, IdKind::AppId),
        (Field::Uuid, IdKind::Uuid),
        (Field::SourceTypeName, IdKind::SourceTypeName),
        (Field::SourceTypeId, IdKind::SourceTypeId),
    ] {
        // Older manifests have a rule of their own about their `guid`.
        if kind == IdKind::Uuid && cx.generation() != Generation::V2 {
            continue;
        }
        let Some(node) = cx.field(field) else {
            continue;
        };
        let shared = cx.repo.kind == RepoKind::Core
            && kind == IdKind::AppId
            && node.as_str().as_deref() == Some("system");
        if !shared {
            report_shared(cx, kind, node, sink);
        }
    }
}

/// Reports a value that other integrations have, too; shared with neighbouring rules.
pub(super) fn report_shared(cx: &ManifestCx, kind: IdKind, node: JsonNode, sink: &mut Sink) {
    if !cx.repo.complete {
        return;
    }
    let value = match node.kind() {
        JsonKind::String => node.as_str().unwrap_or_default(),
        JsonKind::Number => node.raw().into(),
        _ => return,
    };
    let all = cx.repo.unique().of(kind, &value);
    let others = || all.iter().filter(|other| &*other.dir != cx.dir());
    let Some(first) = others().next() else { return };
    // In order of directory, once each.
    let own = all.binary_search_by(|other| (*other.dir).cmp(cx.dir()));
    let more = match all.len() - usize::from(own.is_ok()) {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    let key = node.key().unwrap_or_default();
    let message = format!("The `{key}` of `{}`{more} is `{value}`, too.", first.dir);
    let finding = sink.report(node.inner_span(), message);
    if kind == IdKind::Uuid {
        finding.severity(Severity::Error);
    }
    for other in others().take(MAX_RELATED) {
        finding.related(
            other.path.clone(),
            other.span,
            format!("Also in `{}`.", other.dir),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{Fixture, assert_findings};

    const OTHER: &str = "//- bar/manifest.json\n{\"manifest_version\": \"2.0.0\", \"app_id\": \"@\", \"tile\": {\"title\": \"Foo\"}, \"assets\": {\"integration\": {\"source_type_id\": 10000001}}}\n";

    #[test]
    fn both_sides_are_told() {
        let own = manifest(&[("\"foo\"", "\"«foo»\""), ("10000001", "«10000001»")]);
        let other = OTHER
            .replace('@', "«foo»")
            .replace("10000001", "«10000001»");
        let findings = assert_findings(&DUPLICATE_ID, &format!("{own}{other}"));
        assert!(findings.iter().all(|finding| finding.related.len() == 1));
    }

    #[test]
    fn core_shares_one_id_and_part_of_a_repository_is_not_judged() {
        let both = format!("{}{OTHER}", manifest(&[("\"foo\"", "\"system\"")]))
            .replace('@', "system")
            .replace("10000001", "1")
            .replacen(": 1", ": 2", 1);
        assert_findings(&DUPLICATE_ID, &format!("//! core\n{both}"));
        let mut fixture = Fixture::new(&both);
        assert!(!fixture.findings_of(&DUPLICATE_ID).is_empty());
        fixture.repo.complete = false;
        assert!(fixture.findings_of(&DUPLICATE_ID).is_empty());
    }
}
