//! What `ddev validate ci` reads of a manifest to generate the jobs that test the integration.

use crate::model::RepoKind;
use crate::syntax::json::JsonKind;
use crate::workspace::ManifestCx;

/// True when ddev stops without a value at this place. It asks for the classifier tags unless the
/// configuration names the platforms, and for the display name unless it has one.
pub(super) fn needs(cx: &ManifestCx, path: &str) -> bool {
    let kinds = [RepoKind::Core, RepoKind::Extras, RepoKind::Marketplace];
    if !kinds.contains(&cx.repo.kind) || !cx.integration.is_tested_by_jobs() {
        return false;
    }
    let dir = &*cx.integration.dir;
    let overrides = match cx.repo.config.ci.get(dir) {
        Some(Some(overrides)) if overrides.exclude => return false,
        // ddev stops at the configuration itself.
        Some(None) => return false,
        Some(Some(overrides)) => Some(overrides),
        None => None,
    };
    match path {
        "/tile" | "/tile/classifier_tags" => overrides.is_none_or(|o| o.platforms.is_empty()),
        "/assets/integration/source_type_name" => !cx.repo.config.display_name.contains_key(dir),
        _ => false,
    }
}

/// True when ddev stops at a value of such a kind.
pub(super) fn stops_at(cx: &ManifestCx, path: &str, kind: JsonKind) -> bool {
    match path {
        "/tile/classifier_tags" => {
            // The letters of a text and the keys of an object are as good as tags.
            !matches!(kind, JsonKind::String | JsonKind::Object) && needs(cx, path)
        }
        "/assets/integration" => needs(cx, "/assets/integration/source_type_name"),
        "/tile/classifier_tags[]" => needs(cx, "/tile/classifier_tags"),
        _ => needs(cx, path),
    }
}
