//! `manifest/v1-non-ascii`

use crate::model::Generation;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::text::Span;
use crate::workspace::ManifestCx;

rule! {
    /// A value of a first-generation manifest holds characters outside ASCII.
    ///
    /// ## Why
    /// The last validator for this layout allowed ASCII alone in names, the short description,
    /// the GUID, categories, the metric prefix, paths of files and the source of logs; and, of
    /// partners, in the name of the author, labels and tags of prices, and the path of the
    /// licence. The public title was free.
    V1_NON_ASCII = "manifest/v1-non-ascii",
    severity: Warning,
    origin: ManifestValidator,
    fix: None,
    check: Manifest(check),
}

const EVERYWHERE: [&str; 10] = [
    "/display_name",
    "/name",
    "/metric_prefix",
    "/metric_to_check",
    "/short_description",
    "/guid",
    "/categories[]",
    "/assets/service_checks",
    "/assets/metrics_metadata",
    "/assets/logs/source",
];

const OF_PARTNERS: [&str; 4] = [
    "/author/name",
    "/pricing[]/unit_label",
    "/pricing[]/tag",
    "/terms/eula",
];

fn check(cx: &ManifestCx, sink: &mut Sink) {
    // An escape may stand for such a character, too.
    let all_ascii = cx.text().is_ascii() && !cx.text().contains("\\u");
    if cx.generation() != Generation::V1 || all_ascii {
        return;
    }
    let is_partner = cx.root().str_at("/support").as_deref() == Some("partner");
    let nodes = cx
        .file
        .json()
        .into_iter()
        .flat_map(|tree| tree.nodes(cx.text()));
    for node in nodes.filter(|node| node.kind() == JsonKind::String) {
        let path = node.path();
        let limited = EVERYWHERE.contains(&&*path) || is_partner && OF_PARTNERS.contains(&&*path);
        let value = node.as_str().filter(|_| limited).unwrap_or_default();
        let Some(odd) = value.chars().find(|c| !c.is_ascii()) else {
            continue;
        };
        let raw = node.inner_span();
        let at = raw.slice(cx.text()).find(odd);
        let place = at.map_or(raw, |at| {
            let start = raw.start as usize + at;
            Span::new(start, start + odd.len_utf8())
        });
        let message = format!(
            "`{}` (U+{:04X}) is no ASCII character.",
            odd.escape_debug(),
            u32::from(odd)
        );
        sink.report(place, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn some_keys_are_limited_and_others_are_free() {
        let with = |version: &str, more: &str| {
            format!(
                "//- foo/manifest.json\n{{\"manifest_version\": \"{version}\", {more}, \"public_title\": \"Ä\"}}\n"
            )
        };
        let bad = "\"name\": \"f«ö»o\", \"categories\": [\"web\", \"«é»\"], \"assets\": {\"logs\": {\"source\": \"«\\u00e9»\"}}";
        assert_findings(&V1_NON_ASCII, &with("1.0.0", bad));
        let fine = bad.replace(['«', '»'], "");
        assert_findings(&V1_NON_ASCII, &with("2.0.0", &fine));
        assert_findings(&V1_NON_ASCII, &with("1.0.0", "\"name\": \"foo\""));
        let partner = "\"support\": \"partner\", \"pricing\": [{\"tag\": \"«ü»\"}]";
        assert_findings(&V1_NON_ASCII, &with("1.0.0", partner));
        let core = partner.replace("partner", "core").replace(['«', '»'], "");
        assert_findings(&V1_NON_ASCII, &with("1.0.0", &core));
    }
}
