//! Completion in the list of OAuth clients.

use super::Completion;
use super::json::{self, Knows, fill_in};
use crate::catalog::oauth_schema;
use crate::workspace::FileCx;

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let mut items = json::complete(cx, offset, oauth_schema(), "OAuth clients", &Known);
    for item in &mut items {
        fill_in(item, "name", &cx.display_name());
    }
    items
}

struct Known;

impl Knows for Known {}

#[cfg(test)]
mod tests {
    use crate::testing::completions;

    #[test]
    fn scopes_and_keys_are_offered() {
        let labels = |text: &str| -> Vec<String> {
            let items = completions(&format!("//- foo/assets/oauth_clients.json\n{text}"));
            items.into_iter().map(|item| item.label).collect()
        };
        assert_eq!(labels("{\"integration\": {‸}}").len(), 7);
        let scopes = labels("{\"integration\": {\"scopes\": [\"‸\"]}}");
        assert_eq!(scopes[0], "api_keys_write");
    }
}
