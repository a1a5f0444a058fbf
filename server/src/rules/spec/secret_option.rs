//! `spec/secret-option`

use super::label;
use crate::catalog::spec_words;
use crate::model::spec::{Shape, SpecOption};
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::workspace::SpecCx;

rule! {
    /// An option that is named like a password is not marked as `secret`.
    ///
    /// ## Why
    /// The mark tells other programs, such as configuration pages, not to show the value. Only
    /// options of type `string` that are written out here are looked at, by the last words of
    /// their names; one that holds a path or an address is none.
    ///
    /// ## Fix
    /// Inserts `secret: true`.
    SECRET_OPTION = "spec/secret-option",
    severity: Hint,
    origin: Ours,
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    for option in &cx.spec.options {
        let written = option.shape == Shape::Literal && option.template.is_none();
        let named = written && option.name().is_some_and(names_secret);
        if !named || option.node.get("secret").is_some() || !holds_text(option) {
            continue;
        }
        let message = format!(
            "{} seems to hold something confidential, but is not marked with `secret: true`.",
            label(option)
        );
        let finding = sink.report(option.place(), message);
        let edit = edit::insert_pair(option.node, "secret", "true");
        finding.unsafe_fix("Insert `secret: true`", vec![edit]);
    }
}

/// The name ends in one of the words.
fn names_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('-', "_");
    let mut words = spec_words().secret_names.iter();
    words.any(|word| {
        let before = name.strip_suffix(word.as_str());
        before.is_some_and(|before| before.is_empty() || before.ends_with('_'))
    })
}

/// Its value is text, and neither a path nor an address.
fn holds_text(option: &SpecOption) -> bool {
    let Some(value) = option.node.get("value") else {
        return false;
    };
    let is_text = value.get("type").and_then(|kind| kind.as_str()) == Some("string");
    let example = value.get("example").and_then(|example| example.as_str());
    let leads_away = example.is_some_and(|example| {
        let example = example.to_ascii_lowercase();
        example.contains(['/', '\\']) || example.contains("path")
    });
    // There it is reported as unknown.
    let misplaced = value.get("secret").is_some();
    is_text
        && !leads_away
        && !misplaced
        && option.node.get("formats").is_none()
        && value.get("enum").is_none()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, options};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn option(name: &str, more: &str, value: &str) -> String {
        format!("- name: {name}\n  description: d\n{more}  value: {{{value}}}\n")
    }

    #[test]
    fn names_of_secrets_want_the_mark() {
        for name in ["«password»", "«db_password»", "«api-key»", "«AUTH_TOKEN»"] {
            assert_findings(&SECRET_OPTION, &options(&option(name, "", "type: string")));
        }
        for (name, more, value) in [
            ("password", "  secret: true\n", "type: string"),
            ("password", "  secret: false\n", "type: string"),
            ("password_file", "", "type: string"),
            ("use_token", "", "type: boolean, example: true"),
            ("token", "", "type: string, example: /var/run/token"),
            ("token", "", "type: string, example: <TOKEN_PATH>"),
            ("token", "  formats: [path]\n", "type: string"),
            ("secretary", "", "type: string"),
            ("tokens", "", "type: string"),
            ("token", "", "type: string, secret: true"),
        ] {
            assert_findings(&SECRET_OPTION, &options(&option(name, more, value)));
        }
    }

    #[test]
    fn the_mark_is_inserted() {
        let plain = "- name: password\n  description: d\n  value:\n    type: string\n";
        let good = bare(&format!("{plain}  secret: true\n"));
        assert_fix(&SECRET_OPTION, &options(plain), &good);
    }
}
