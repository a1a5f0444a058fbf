//! `spec/formats`

use std::collections::HashSet;

use super::{kind_name, written};
use crate::catalog::{nearest, spec_words};
use crate::model::spec::Role;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::{YamlNode, edit};
use crate::workspace::SpecCx;

rule! {
    /// The `formats` of an option or property are not a list of known formats.
    ///
    /// ## Why
    /// Formats say what a value means beyond its type. ddev knows `java_jvm_options`, `path`,
    /// `port` and `url`, and wants a list of them without repetition.
    ///
    /// ## Example
    /// `formats: url` should be `formats: [url]`.
    ///
    /// ## Fix
    /// Makes a list of a single format, replaces one by its nearest match, removes one that is
    /// there twice.
    FORMATS = "spec/formats",
    severity: Error,
    origin: Ddev("config"),
    fix: Mixed,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    for option in &cx.spec.options {
        if let Some(node) = option.field("formats") {
            check_formats(sink, node);
        }
    }
    for value in cx.spec.values.iter().filter(|v| v.role == Role::Property) {
        if let Some(node) = value.node.get("formats") {
            check_formats(sink, node);
        }
    }
}

fn check_formats(sink: &mut Sink, node: YamlNode) {
    let words = spec_words();
    if !node.is_sequence() {
        let message = format!("`formats` must be a list, but is {}.", kind_name(node));
        let finding = sink.report(written(node), message);
        if let Some(one) = node.as_str().filter(|text| words.format(text).is_some()) {
            let edit = edit::set_raw(node, &format!("[{one}]"));
            finding.safe_fix("Make it a list", vec![edit]);
        }
        return;
    }
    if node.items().next().is_none() {
        let message = "`formats` is empty. Name a format, or leave the key out.";
        let finding = sink.report(written(node), message);
        if node.key_node().is_some() {
            finding.safe_fix("Remove the key", vec![edit::remove(node)]);
        }
    }
    let mut seen = HashSet::new();
    for item in node.items() {
        let Some(format) = item.as_str() else {
            let message = format!("A format must be text, but this is {}.", kind_name(item));
            sink.report(written(item), message);
            continue;
        };
        if words.format(format).is_none() {
            let names = words.formats.iter().map(|known| known.name.as_str());
            let list: Vec<String> = names.clone().map(|name| format!("`{name}`")).collect();
            let message = format!(
                "No format is named `{format}`. ddev knows {}.",
                list.join(", ")
            );
            let finding = sink.report(item.inner_span(), message);
            if let Some(meant) = nearest(format, names) {
                let edit = edit::set_text(item, meant);
                finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
            }
        } else if !seen.insert(format) {
            let message = format!("`{format}` is named twice.");
            let finding = sink.report(item.inner_span(), message);
            finding.safe_fix("Remove it", vec![edit::remove(item)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, options, value};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn with(formats: &str) -> String {
        format!("- name: a\n  description: b\n  formats: {formats}")
    }

    #[test]
    fn formats_are_a_list_of_known_words() {
        for bad in [
            "«url»",
            "«[]»",
            "[«1»]",
            "[url, «uri»]",
            "[url, path, «url»]",
        ] {
            assert_findings(&FORMATS, &options(&with(bad)));
        }
        assert_findings(
            &FORMATS,
            &options(&with("[java_jvm_options, path, port, url]")),
        );
    }

    #[test]
    fn properties_have_formats_too() {
        let text = "type: array\nitems:\n  type: object\n  formats: text\n  properties:\n  - name: b\n    type: string\n    formats: [«x»]";
        assert_findings(&FORMATS, &value(text));
    }

    #[test]
    fn slips_are_mended() {
        let fix = |bad: &str, good: &str| {
            assert_fix(&FORMATS, &options(&with(bad)), &bare(&with(good)));
        };
        fix("url", "[url]");
        fix("[prot]", "[port]");
        fix("[url, url]", "[url]");
    }
}
