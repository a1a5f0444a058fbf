//! Hover in service checks: attributes, statuses, and the display name to repeat.

use super::{Hover, json};
use crate::catalog::service_checks_schema;
use crate::rules::service_checks::{IntegrationName, integration_name};
use crate::syntax::json::JsonNode;
use crate::workspace::FileCx;

pub(super) fn hover(cx: &FileCx, offset: usize) -> Option<Hover> {
    let more = |node: JsonNode| {
        if node.path() != "[]/integration" {
            return None;
        }
        Some(match integration_name(cx)? {
            IntegrationName::Fixed(name) => {
                format!("Service checks of `{}` belong to `{name}`.", cx.dir())
            }
            IntegrationName::Manifest(name, _) => {
                format!("The display name in the manifest is `{name}`.")
            }
            IntegrationName::None => "The manifest has no display name.".to_owned(),
        })
    };
    json::hover(cx, offset, service_checks_schema(), "service checks", &more)
}

#[cfg(test)]
mod tests {
    use crate::testing::hover;

    #[track_caller]
    fn says(text: &str, words: &[&str]) {
        let text = hover(&format!("//- foo/assets/service_checks.json\n{text}"));
        let text = text.expect("a hover");
        for word in words {
            assert!(text.contains(word), "{word:?} not in {text}");
        }
    }

    #[test]
    fn attributes_and_values_are_explained() {
        says("[{\"stat‸uses\": []}]", &["**statuses** (array, required)"]);
        says(
            "[{\"statuses\": [\"o‸k\"]}]",
            &["All is well.", "- `unknown`"],
        );
        says(
            "[{\"integration\": \"F‸oo\"}]",
            &["display name in the manifest is `Foo`"],
        );
        says("[{\"groups\": [\"ho‸st\"]}]", &["The machine"]);
    }
}
