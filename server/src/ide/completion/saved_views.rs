//! Completion in saved views: keys, types, pages, and the options that the page has.

use super::json::{self, Knows, Offer, Place};
use super::{Completion, CompletionKind};
use crate::catalog::{Schema, saved_view_options, saved_view_schema};
use crate::syntax::json::JsonNode;
use crate::workspace::FileCx;

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    json::complete(cx, offset, saved_view_schema(), "saved view", &Known(*cx))
}

struct Known<'a>(FileCx<'a>);

impl Knows for Known<'_> {
    fn values(&self, place: &Place, _: &'static Schema, offers: &mut Vec<Offer>) {
        if place.path == "/query" {
            let manifest = self.0.integration.manifest();
            let source = manifest.and_then(|manifest| manifest.log_source.as_ref());
            let source = source.map_or(self.0.dir(), |named| &*named.value);
            let query = format!("source:{source}");
            offers.push(Offer::string(&query, CompletionKind::Reference, 1));
        }
    }

    fn allows(&self, object: JsonNode, key: &str) -> bool {
        if object.key().as_deref() != Some("options") {
            return true;
        }
        let view = object.parent();
        let page = view.and_then(|view| view.get("page")?.as_str());
        let allowed = page.and_then(|page| saved_view_options(&page));
        allowed.is_none_or(|allowed| allowed.contains(&key))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    fn file(text: &str) -> String {
        format!("//- foo/assets/saved_views/a.json\n{text}")
    }

    fn labels(text: &str) -> Vec<String> {
        let items = completions(&file(text));
        items.into_iter().map(|item| item.label).collect()
    }

    #[test]
    fn required_keys_come_first() {
        let all = labels("{‸}");
        assert_eq!(all[..4], ["name", "type", "page", "query"]);
        assert_eq!(labels("‸"), ["saved view"]);
    }

    #[test]
    fn options_go_by_page() {
        let options = |page: &str| labels(&format!("{{\"page\": \"{page}\", \"options\": {{‸}}}}"));
        assert!(options("stream").contains(&"columns".to_owned()));
        assert!(!options("stream").contains(&"limit".to_owned()));
        assert_eq!(options("traces"), Vec::<String>::new());
        assert!(options("container_overview").len() > 10);
    }

    #[test]
    fn values_fit_their_key() {
        assert_eq!(labels("{\"type\": \"‸\"}")[0], "logs");
        assert_eq!(labels("{\"page\": ‸}")[0], "stream");
        let out = accept_completion(&file("{\"query\": \"‸\"}"), "source:foo");
        assert_eq!(out, "{\"query\": \"source:foo\"}");
    }
}
