//! `spec/formats`

use super::report_faults;
use crate::catalog::{nearest, spec_words};
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
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
    report_faults(cx, sink, Code::Formats, |_, node, finding| {
        let words = spec_words();
        let format = node.as_str();
        if node.key_node().is_some() {
            if let Some(one) = format.filter(|text| words.format(text).is_some()) {
                let edit = edit::set_raw(node, &format!("[{one}]"));
                finding.safe_fix("Make it a list", vec![edit]);
            } else if node.is_sequence() {
                finding.safe_fix("Remove the key", vec![edit::remove(node)]);
            }
            return;
        }
        let Some(format) = format else { return };
        if words.format(format).is_some() {
            finding.safe_fix("Remove it", vec![edit::remove(node)]);
            return;
        }
        let names = words.formats.iter().map(|known| known.name.as_str());
        if let Some(meant) = nearest(format, names) {
            let edit = edit::set_text(node, meant);
            finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
        }
    });
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
