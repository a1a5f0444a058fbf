//! `spec/option-name`

use super::{quoted, report_faults};
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::workspace::SpecCx;

rule! {
    /// An option has no name, or one that is no text.
    ///
    /// ## Why
    /// The name is the key in the configuration. Without it ddev looks at nothing else of the
    /// option. A name beside a template that is a list of options crashes ddev: there is
    /// nothing it could name.
    ///
    /// ## Example
    /// `name: on` is a boolean; write `name: "on"`.
    ///
    /// ## Fix
    /// Puts the name in quotes, or removes it from beside a list.
    OPTION_NAME = "spec/option-name",
    severity: Error,
    origin: Ddev("config"),
    fix: Mixed,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::OptionName, |error, node, finding| {
        if node.key() != Some("name") {
            return;
        }
        if error.crash && node.is_scalar() {
            finding.unsafe_fix("Remove the name", vec![edit::remove(node)]);
        } else if node.is_scalar() && !node.is_missing() && node.as_str().is_none() {
            finding.safe_fix("Put it in quotes", vec![quoted(node)]);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, options, with_templates};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn options_have_a_name() {
        assert_findings(&OPTION_NAME, &options("- «description»: Text."));
        assert_findings(&OPTION_NAME, &options("- name: «1»"));
        assert_findings(&OPTION_NAME, &options("- «name»:"));
        assert_findings(&OPTION_NAME, &options("- template: instances\n  name: «1»"));
    }

    #[test]
    fn templates_bring_a_name_of_their_own() {
        let text = "- template: instances\n- template: mine/own\n- template: instances/http.timeout\n  name: connect_timeout";
        assert_findings(&OPTION_NAME, &options(text));
    }

    #[test]
    fn a_list_has_no_name() {
        let text = "- template: instances/http\n  name: «a»";
        assert_findings(&OPTION_NAME, &options(text));
        let bad = options("- template: instances/http\n  name: a");
        assert_fix(&OPTION_NAME, &bad, &bare("- template: instances/http"));
    }

    #[test]
    fn names_that_yaml_reads_otherwise_are_quoted() {
        let bad = options("- name: on\n  description: a");
        assert_fix(
            &OPTION_NAME,
            &bad,
            &bare("- name: \"on\"\n  description: a"),
        );
    }

    #[test]
    fn a_list_at_hand_takes_no_name() {
        let text = "- template: tiny/instances\n  name: a\n- template: tiny/list\n  name: «b»";
        assert_findings(&OPTION_NAME, &with_templates(text));
    }
}
