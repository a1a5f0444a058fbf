//! `manifest/maintainer`

use crate::model::{Generation, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::ManifestCx;

rule! {
    /// The support address of an integration in integrations-core is not Datadog's.
    ///
    /// ## Why
    /// Everything in that repository is supported by Datadog itself, under one address.
    ///
    /// ## Fix
    /// Replaces the address by `help@datadoghq.com`.
    MAINTAINER = "manifest/maintainer",
    severity: Warning,
    origin: ManifestValidator,
    fix: Safe,
    check: Manifest(check),
}

const ADDRESS: &str = "help@datadoghq.com";

fn check(cx: &ManifestCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Core || !cx.is_well_formed() {
        return;
    }
    let path = match cx.generation() {
        Generation::V2 => "/author/support_email",
        Generation::V1 => "/maintainer",
        Generation::Legacy => return,
    };
    match cx.root().pointer(path) {
        Some(node) if node.as_str().as_deref() == Some(ADDRESS) => {}
        Some(node) => {
            let edit = TextEdit::replace(node.span(), format!("\"{ADDRESS}\""));
            let message = format!("In integrations-core the address is `{ADDRESS}`.");
            sink.report(node.inner_span(), message)
                .safe_fix(format!("Replace by `{ADDRESS}`"), vec![edit]);
        }
        None => {
            // The rule on missing keys offers to insert it; the validator stops at it.
            let start = cx.root().span().start as usize;
            let owner = cx
                .root()
                .get("author")
                .and_then(|node| node.key_inner_span());
            sink.report(
                owner.unwrap_or(Span::new(start, start + 1)),
                format!("The manifest has no `{path}`; it should be `{ADDRESS}`."),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    #[test]
    fn only_core_has_one_address() {
        let bad = manifest(&[("help@example.com", "«help@example.com»")]);
        assert_findings(&MAINTAINER, &format!("//! core\n{bad}"));
        assert_findings(&MAINTAINER, &bad.replace(['«', '»'], ""));
        assert_findings(
            &MAINTAINER,
            "//! core\n//- foo/manifest.json\n{\"manifest_version\": \"1.0.0\", \"maintainer\": \"help@datadoghq.com\"}",
        );
    }

    #[test]
    fn the_address_is_replaced() {
        let bad = format!("//! core\n{}", manifest(&[]));
        assert_fix(
            &MAINTAINER,
            &bad,
            &MANIFEST.replace("help@example.com", ADDRESS),
        );
    }

    #[test]
    fn a_missing_address_is_found() {
        let line = "    \"support_email\": \"help@example.com\",\n";
        let bad = manifest(&[("\"author\"", "\"«author»\""), (line, "")]);
        assert_findings(&MAINTAINER, &format!("//! core\n{bad}"));
    }
}
