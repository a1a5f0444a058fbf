//! `manifest/v1-pricing`

use crate::model::Generation;
use crate::rules::{Sink, rule};
use crate::syntax::json::{JsonKind, JsonNode, edit};
use crate::text::Span;
use crate::workspace::ManifestCx;

rule! {
    /// The commercial part of a partner's first-generation manifest is not complete.
    ///
    /// ## Why
    /// The last validator for this layout demanded at least one price, each with a billing type:
    /// `tag_count` with price, label, metric and tag; `flat_fee` and `one_time` with nothing but
    /// the price; `free` with none of these. The terms named the licence and an address for legal
    /// questions, the author a web address.
    ///
    /// ## Fix
    /// Removes what does not go with the billing type.
    V1_PRICING = "manifest/v1-pricing",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

/// What a price may be made of.
const PARTS: [&str; 4] = ["unit_price", "unit_label", "metric", "tag"];
/// What the terms are made of.
const TERMS: [&str; 2] = ["eula", "legal_email"];

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let root = cx.root();
    let is_partner = root.str_at("/support").as_deref() == Some("partner");
    if cx.generation() != Generation::V1 || !is_partner || !cx.is_well_formed() {
        return;
    }
    if let Some(list) = root.get("pricing").filter(|p| p.kind() == JsonKind::Array) {
        if list.children().next().is_none() {
            sink.report(list.span(), "A partner names at least one price.");
        }
        for price in list.children().filter(|p| p.kind() == JsonKind::Object) {
            check_price(price, sink);
        }
    }
    if let Some(terms) = root.get("terms").filter(|t| t.kind() == JsonKind::Object) {
        for key in TERMS.iter().filter(|key| terms.get(key).is_none()) {
            sink.report(place(terms), format!("The terms have no `{key}`."));
        }
        let address = terms
            .get("legal_email")
            .filter(|a| a.kind() == JsonKind::String);
        if let Some(address) = address.filter(|address| address.is_falsy()) {
            sink.report(address.span(), "The address for legal questions is empty.");
        }
    }
    if let Some(homepage) = root.pointer("/author/homepage")
        && homepage.as_str().is_some_and(|url| !is_web(&url))
    {
        let message = "The homepage begins with `https://` or `http://`.";
        sink.report(homepage.inner_span(), message);
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn check_price(price: JsonNode, sink: &mut Sink) {
    let Some(billing) = price.get("billing_type") else {
        sink.report(place(price), "The price has no `billing_type`.");
        return;
    };
    let Some(kind) = billing.as_str() else { return };
    let needed: &[&str] = match &*kind {
        "tag_count" => &PARTS,
        "flat_fee" | "one_time" => &PARTS[..1],
        "free" => &[],
        // Told by another rule.
        _ => return,
    };
    for key in needed.iter().filter(|key| price.get(key).is_none()) {
        let message = format!("`{kind}` goes with `{key}`, which is not there.");
        sink.report(billing.inner_span(), message);
    }
    for node in PARTS.iter().filter_map(|key| price.get(key)) {
        let key = node.key().unwrap_or_default();
        if !needed.contains(&&*key) {
            let message = format!("`{key}` does not go with `{kind}`.");
            sink.report(place(node), message)
                .unsafe_fix(format!("Remove `{key}`"), vec![edit::remove(node)]);
        }
    }
}

/// The key of a member stands for it, else the bracket.
fn place(node: JsonNode) -> Span {
    let start = node.span().start as usize;
    node.key_inner_span().unwrap_or(Span::new(start, start + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn partner(more: &str) -> String {
        format!(
            "//- foo/manifest.json\n{{\"manifest_version\": \"1.0.0\", \"support\": \"partner\", {more}}}\n"
        )
    }

    fn priced(price: &str) -> String {
        partner(&format!("\"pricing\": [{price}]"))
    }

    #[test]
    fn a_price_has_what_its_billing_type_needs() {
        for fine in [
            "{\"billing_type\": \"free\"}",
            "{\"billing_type\": \"one_time\", \"unit_price\": 1}",
            "{\"billing_type\": \"tag_count\", \"unit_price\": 1, \"unit_label\": \"a\", \"metric\": \"m\", \"tag\": \"t\"}",
        ] {
            assert_findings(&V1_PRICING, &priced(fine));
        }
        for bad in [
            "«{»\"unit_price\": 1}",
            "{\"billing_type\": \"«flat_fee»\"}",
            "{\"billing_type\": \"free\", \"«unit_price»\": 1}",
            "{\"billing_type\": \"flat_fee\", \"unit_price\": 1, \"«tag»\": \"t\"}",
            "{\"billing_type\": \"«tag_count»\", \"unit_price\": 1, \"unit_label\": \"a\", \"tag\": \"t\"}",
        ] {
            assert_findings(&V1_PRICING, &priced(bad));
            let core = priced(bad)
                .replace("partner", "core")
                .replace(['«', '»'], "");
            assert_findings(&V1_PRICING, &core);
        }
        assert_findings(&V1_PRICING, &partner("\"pricing\": «[]»"));
    }

    #[test]
    fn terms_and_homepage_are_looked_at() {
        assert_findings(&V1_PRICING, &partner("\"«terms»\": {\"eula\": \"a.pdf\"}"));
        assert_findings(
            &V1_PRICING,
            &partner("\"terms\": {\"eula\": \"a.pdf\", \"legal_email\": «\"\"»}"),
        );
        assert_findings(
            &V1_PRICING,
            &partner("\"author\": {\"homepage\": \"«example.com»\"}"),
        );
        assert_findings(
            &V1_PRICING,
            &partner("\"author\": {\"homepage\": \"http://a.b\"}"),
        );
    }

    #[test]
    fn what_does_not_belong_is_removed() {
        let good = priced("{\"billing_type\": \"free\"}");
        let bad = good.replace("\"free\"", "\"free\", \"tag\": \"t\"");
        assert_fix(&V1_PRICING, &bad, good.split_once('\n').unwrap().1);
    }
}
