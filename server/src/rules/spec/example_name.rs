//! `spec/example-name`

use std::collections::HashMap;

use super::{kind_name, written};
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::workspace::SpecCx;

rule! {
    /// Two files are rendered to the same name, or a file that is shipped is renamed.
    ///
    /// ## Why
    /// Every entry of `files` is written to the `data` folder under its `example_name`, by
    /// default `conf.yaml.example`. Two of the same name would overwrite each other.
    /// `auto_conf.yaml` and `conf.yaml.default` are shipped under their own names.
    ///
    /// ## Fix
    /// Removes the `example_name` of a file that is shipped under its own.
    EXAMPLE_NAME = "spec/example-name",
    severity: Error,
    origin: Ddev("config"),
    fix: Safe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    let mut seen = HashMap::new();
    for file in &cx.spec.files {
        let Some(name) = file.node.get("name").filter(|n| n.as_str().is_some()) else {
            continue;
        };
        let own = file.node.get("example_name");
        let place = written(own.unwrap_or(name));
        if let Some(own) = own.filter(|own| own.as_str().is_none() && !file.is_shipped()) {
            let message = format!("`example_name` must be text, but is {}.", kind_name(own));
            sink.report(place, message);
            continue;
        }
        if let Some(own) = own.filter(|own| file.is_shipped() && own.as_str() != file.name()) {
            let wanted = file.name().unwrap_or_default();
            let message = format!("`{wanted}` is shipped under this name and no other.");
            let finding = sink.report(place, message);
            finding.safe_fix("Remove the key", vec![edit::remove(own)]);
        }
        let Some(example) = file.example_name() else {
            continue;
        };
        let first = *seen.entry(example).or_insert(place);
        if first != place {
            let message = format!(
                "Another file is rendered to `{example}` already. Give this one an `example_name` of its own."
            );
            let finding = sink.report(place, message);
            finding.related(&*cx.file.path, first, "This one.");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::file;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn rendered_names_differ() {
        let text = "files:\n- name: a.yaml\n- name: «b.yaml»\n- name: c.yaml\n  example_name: c\n- name: d.yaml\n  example_name: «c»\n- name: auto_conf.yaml\n";
        assert_findings(&EXAMPLE_NAME, &file(text));
        let text = "files:\n- name: a.yaml\n  «example_name»:\n";
        assert_findings(&EXAMPLE_NAME, &file(text));
    }

    #[test]
    fn shipped_files_keep_their_name() {
        let text = "files:\n- name: auto_conf.yaml\n  example_name: «auto.yaml»\n";
        assert_findings(&EXAMPLE_NAME, &file(text));
        let text = "files:\n- name: auto_conf.yaml\n  example_name: auto_conf.yaml\n";
        assert_findings(&EXAMPLE_NAME, &file(text));
    }

    #[test]
    fn the_wrong_name_is_removed() {
        let bad = file("files:\n- name: auto_conf.yaml\n  example_name: a\n  options: []\n");
        let good = "files:\n- name: auto_conf.yaml\n  options: []\n";
        assert_fix(&EXAMPLE_NAME, &bad, good);
    }
}
