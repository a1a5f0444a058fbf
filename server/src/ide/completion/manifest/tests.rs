//! Completion as a user meets it: text with a cursor in, text after accepting out.

use crate::ide;
use crate::syntax::json::JsonTree;
use crate::testing::{Fixture, MANIFEST, accept_completion, completions};
use crate::text::apply_edits;

fn labels(text: &str) -> Vec<String> {
    let items = completions(&format!("//- foo/manifest.json\n{text}"));
    items.into_iter().map(|item| item.label).collect()
}

#[track_caller]
fn accepted(text: &str, label: &str, after: &str) {
    let out = accept_completion(&format!("//- foo/manifest.json\n{text}"), label);
    assert_eq!(out, after);
}

#[test]
fn missing_and_required_keys_come_first() {
    let all = labels("{\"manifest_version\": \"2.0.0\", ‸}");
    assert_eq!(all[..2], ["app_uuid", "app_id"]);
    let place = |key: &str| all.iter().position(|label| label == key);
    assert!(place("tile") < place("owner"));
    assert_eq!(place("manifest_version"), None);
    assert_eq!(place("oauth"), None);
}

#[test]
fn keys_bring_a_value_of_their_type() {
    accepted("{‸}", "owner", "{\"owner\": \"$1\"}");
    accepted(
        "{‸}",
        "display_on_public_website",
        "{\"display_on_public_website\": ${1:true}}",
    );
    accepted("{\"tile\": {‸}}", "media", "{\"tile\": {\"media\": [$1]}}");
    // Editors indent the further lines of a snippet like its first one.
    accepted(
        "{\n \"assets\": {\"integration\": {‸}}}",
        "events",
        "{\n \"assets\": {\"integration\": {\"events\": {\n \"creates_events\": ${1:false}\n}}}}",
    );
}

#[test]
fn commas_are_added_where_they_are_missing() {
    accepted(
        "{\"app_id\": \"x\" ‸}",
        "owner",
        "{\"app_id\": \"x\", \"owner\": \"$1\"}",
    );
    accepted(
        "{\"app_id\": \"x\"‸}",
        "owner",
        "{\"app_id\": \"x\", \"owner\": \"$1\"}",
    );
    accepted(
        "{‸ \"app_id\": \"x\"}",
        "owner",
        "{\"owner\": \"$1\", \"app_id\": \"x\"}",
    );
    accepted(
        "{\n  \"app_id\": \"x\"\n  ‸\n  \"app_uuid\": \"\"\n}",
        "owner",
        "{\n  \"app_id\": \"x\",\n  \"owner\": \"$1\",\n  \"app_uuid\": \"\"\n}",
    );
    accepted(
        "{\"app_id\": \"x\",\n  ‸\n}",
        "owner",
        "{\"app_id\": \"x\",\n  \"owner\": \"$1\"\n}",
    );
}

#[test]
fn what_is_typed_is_replaced() {
    accepted("{\"ow‸\"}", "owner", "{\"owner\": \"$1\"}");
    accepted("{\"ow‸\n}", "owner", "{\"owner\": \"$1\"\n}");
    accepted("{ow‸}", "owner", "{\"owner\": \"$1\"}");
    accepted(
        "{\"ow‸\", \"app_id\": \"x\"}",
        "owner",
        "{\"owner\": \"$1\", \"app_id\": \"x\"}",
    );
    accepted("{\"ow‸\": \"me\"}", "owner", "{\"owner\": \"me\"}");
}

#[test]
fn keys_are_offered_in_broken_text() {
    accepted(
        "{\n  \"tile\": {\n    \"title\": \"X\",\n    ‸",
        "changelog",
        "{\n  \"tile\": {\n    \"title\": \"X\",\n    \"changelog\": \"${1:CHANGELOG.md}\"",
    );
    accepted(
        "{\n  \"tile\": {\n    \"‸\n  },\n  \"app_id\": \"x\"\n}",
        "title",
        "{\n  \"tile\": {\n    \"title\": \"$1\"\n  },\n  \"app_id\": \"x\"\n}",
    );
}

#[test]
fn values_fill_the_string_or_come_with_quotes() {
    let media = |value: &str| format!("{{\"tile\": {{\"media\": [{{\"media_type\": {value}}}]}}}}");
    for typed in ["\"‸\"", "\"im‸\"", "‸", "im‸", "\"ima‸ge\""] {
        accepted(&media(typed), "image", &media("\"image\""));
    }
    accepted(
        "{\"tile\": {\"media\": [{\"media_type\": \"‸\n}]}}",
        "video",
        "{\"tile\": {\"media\": [{\"media_type\": \"video\"\n}]}}",
    );
    accepted(
        "{\n\"display_on_public_website\": ‸\n\"app_id\": \"x\"}",
        "false",
        "{\n\"display_on_public_website\": false,\n\"app_id\": \"x\"}",
    );
    accepted(
        "{\"display_on_public_website\": tr‸}",
        "true",
        "{\"display_on_public_website\": true}",
    );
    assert!(labels("{\"display_on_public_website\": \"‸\"}").is_empty());
}

#[test]
fn suggestions_come_only_from_open_sets() {
    assert!(labels("{\"owner\": \"‸\"}").contains(&"agent-integrations".to_owned()));
    assert!(labels("{\"tile\": {\"title\": \"‸\"}}").is_empty());
    assert_eq!(labels("{\"app_id\": \"‸\"}"), ["foo"]);
    assert!(labels("{\"app_uuid\": \"‸\"}").is_empty());
}

#[test]
fn tags_in_use_come_first_and_listed_ones_last() {
    let tags = |list: &str| labels(&format!("{{\"tile\": {{\"classifier_tags\": [{list}]}}}}"));
    let all = tags("\"Offering::Integration\", \"‸\"");
    assert_eq!(
        all.last().map(String::as_str),
        Some("Offering::Integration")
    );
    assert_eq!(tags("‸")[0], "Offering::Integration");
    assert!(!all.contains(&"Category::Data Store".to_owned()));
    accepted(
        "{\"tile\": {\"classifier_tags\": [\"Category::Cloud\" ‸]}}",
        "Category::Metrics",
        "{\"tile\": {\"classifier_tags\": [\"Category::Cloud\", \"Category::Metrics\"]}}",
    );
    accepted(
        "{\"tile\": {\"classifier_tags\": [‸\"Category::Cloud\"]}}",
        "Category::Metrics",
        "{\"tile\": {\"classifier_tags\": [\"Category::Metrics\",\"Category::Cloud\"]}}",
    );
}

const FILES: &str = "\n//- foo/assets/dashboards/one.json\n{}\n//- foo/assets/dashboards/two.json\n{}\n//- foo/images/a.png\n//- foo/images/b.gif\n//- foo/README.md\n# Foo\n\n## Overview\n\n### Deeper\n\n## Setup\n//- foo/metadata.csv\nmetric_name,metric_type\nfoo.a,gauge\nfoo.b,count\n";

#[test]
fn paths_that_exist_are_offered_new_ones_first() {
    let group = |body: &str| format!("{{\"assets\": {{\"dashboards\": {{{body}}}}}}}{FILES}");
    assert_eq!(
        labels(&group(
            "\"One\": \"./assets/dashboards/one.json\", \"X\": \"‸\""
        )),
        ["assets/dashboards/two.json", "assets/dashboards/one.json"]
    );
    assert_eq!(
        labels(&group("\"One\": \"assets/dashboards/one.json\", ‸")),
        ["two"]
    );
    let out = accept_completion(&format!("//- foo/manifest.json\n{}", group("‸")), "one");
    assert!(
        out.starts_with(
            "{\"assets\": {\"dashboards\": {\"one\": \"assets/dashboards/one.json\"}}}"
        )
    );
    let picture = format!("{{\"tile\": {{\"media\": [{{\"image_url\": \"‸\"}}]}}}}{FILES}");
    assert_eq!(labels(&picture), ["images/a.png"]);
    let table = format!(
        "{{\"assets\": {{\"integration\": {{\"metrics\": {{\"metadata_path\": \"‸\"}}}}}}}}{FILES}"
    );
    assert_eq!(labels(&table), ["metadata.csv"]);
}

#[test]
fn sections_of_the_readme_are_offered() {
    let text = format!("{{\"tile\": {{\"configuration\": \"‸\"}}}}{FILES}");
    assert_eq!(
        labels(&text),
        ["README.md#Setup", "README.md#Overview", "README.md#Deeper"]
    );
}

#[test]
fn metrics_are_offered_unless_listed() {
    let metrics = |check: &str| {
        format!(
            "{{\"assets\": {{\"integration\": {{\"metrics\": {{\"check\": {check}}}}}}}}}{FILES}"
        )
    };
    assert_eq!(labels(&metrics("\"‸\"")), ["foo.a", "foo.b"]);
    assert_eq!(labels(&metrics("[\"foo.a\", \"‸\"]")), ["foo.b"]);
    assert_eq!(labels(&metrics("[\"foo.a\", ‸]")), ["foo.b"]);
    assert_eq!(labels(&metrics("‸")), ["foo.a", "foo.b", "[…]"]);
}

#[test]
fn older_layouts_have_their_own_keys() {
    let keys = labels("{\"manifest_version\": \"0.1.0\", ‸}");
    assert!(keys.contains(&"min_agent_version".to_owned()));
    assert!(!keys.contains(&"tile".to_owned()));
    assert_eq!(
        labels("{\"manifest_version\": \"1.0.0\", \"name\": \"‸\"}"),
        ["foo"]
    );
}

#[test]
fn an_empty_file_starts_with_a_whole_manifest() {
    let out = accept_completion("//- foo/manifest.json\n‸", "manifest 2.0.0");
    assert!(out.starts_with("{\n  \"manifest_version\": \"${1:2.0.0}\",\n  \"app_uuid\": \"$2\""));
}

#[test]
fn nothing_is_offered_outside_and_at_every_place_nothing_breaks() {
    assert!(labels("{\"app_id\": \"x\"}\n‸").is_empty());
    let text = "{\"tile\": {\"media\": [{\"caption\": \"é\", }, 1, \"classifier_tags\": [\"x";
    for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
        for cut in [text.len(), at] {
            let marked = format!("{}‸{}", &text[..at], &text[at..cut]);
            for item in completions(&format!("//- foo/manifest.json\n{marked}")) {
                assert!(item.edit.span.touches(at), "{marked}: {}", item.label);
            }
        }
    }
}

/// A snippet as it stands when nothing is filled in.
fn filled(snippet: &str) -> String {
    let (mut out, mut rest) = (String::new(), snippet);
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(place) = rest.strip_prefix('{') {
            let end = place.find('}').expect("a closed place");
            let (_, text) = place[..end].split_once(':').expect("a place with text");
            out.push_str(text);
            rest = &place[end + 1..];
        } else {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    out + rest
}

#[test]
fn accepting_any_offer_anywhere_keeps_a_manifest_valid() {
    let fixture = Fixture::new(&format!("//- foo/manifest.json\n{MANIFEST}{}", &FILES[1..]));
    let file = fixture.file("foo/manifest.json");
    let mut tried = 0;
    for at in 0..MANIFEST.len() {
        for item in ide::completion(&fixture.context(file), at) {
            let mut edits = item.additional_edits.clone();
            let mut edit = item.edit.clone();
            if item.snippet {
                edit.text = filled(&edit.text);
            }
            edits.push(edit);
            let out = apply_edits(MANIFEST, &edits).expect("edits apply");
            let errors = JsonTree::parse(&out).errors().to_vec();
            assert_eq!(errors, [], "{} at {at}: {out}", item.label);
            tried += 1;
        }
    }
    assert!(tried > 1000, "{tried}");
}
