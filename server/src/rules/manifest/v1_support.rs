//! `manifest/v1-support`

use crate::model::{Generation, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// The `support` of an older manifest is not that of its repository.
    ///
    /// ## Why
    /// It is `core` in integrations-core, `contrib` in integrations-extras and `partner` in
    /// the marketplace.
    ///
    /// ## Fix
    /// Replaces the value.
    V1_SUPPORT = "manifest/v1-support",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let expected = match cx.repo.kind {
        RepoKind::Core => "core",
        RepoKind::Extras => "contrib",
        RepoKind::Marketplace => "partner",
        RepoKind::Legacy | RepoKind::Single => return,
    };
    let Some(node) = cx
        .root()
        .get("support")
        .filter(|_| cx.generation() == Generation::V1)
    else {
        return;
    };
    if node.as_str().is_some_and(|support| support != expected) {
        let message = format!("`support` must be `{expected}` in this repository.");
        let edit = TextEdit::replace(node.span(), format!("\"{expected}\""));
        sink.report(node.inner_span(), message)
            .unsafe_fix(format!("Replace by `{expected}`"), vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const CONTRIB: &str =
        "//- foo/manifest.json\n{\"manifest_version\": \"1.0.0\", \"support\": \"contrib\"}";

    #[test]
    fn support_goes_by_repository() {
        assert_findings(&V1_SUPPORT, CONTRIB);
        let bad = format!("//! core\n{}", CONTRIB.replace("contrib", "«contrib»"));
        assert_findings(&V1_SUPPORT, &bad);
        let core = CONTRIB.replace("contrib", "core");
        assert_fix(&V1_SUPPORT, &bad, core.split_once('\n').unwrap().1);
        assert_findings(&V1_SUPPORT, &format!("//! legacy\n{core}"));
    }
}
