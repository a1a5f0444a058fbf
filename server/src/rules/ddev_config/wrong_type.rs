//! `ddev-config/wrong-type`

use super::values;
use crate::catalog::{ConfigValue, config_key};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::toml::{TomlNode, TomlValue};
use crate::workspace::FileCx;

rule! {
    /// A value of ddev's configuration is of the wrong type.
    ///
    /// ## Why
    /// ddev takes the values as they come: some commands stop with a Python traceback, others
    /// take the letters of a string for a list of names.
    WRONG_TYPE = "ddev-config/wrong-type",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: File(FileKind::DdevConfig, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for node in values(cx) {
        let path = node.path();
        let Some(key) = config_key(&path).filter(|_| node.key().is_some()) else {
            continue;
        };
        // `imports` has a rule of its own.
        if path == ["imports"] {
            continue;
        }
        if !fits(node, key.value) {
            let message = format!("`{}` must be {}.", path.join("."), key.value.describe());
            sink.report(node.span(), message);
            continue;
        }
        for item in node.children().filter(|_| !key.choices.is_empty()) {
            let text = item.as_str().unwrap_or_default();
            if !key.choices.iter().any(|choice| choice == text) {
                let known: Vec<String> = key.choices.iter().map(|c| format!("`{c}`")).collect();
                sink.report(
                    item.inner_span(),
                    format!("One of {} is expected.", known.join(", ")),
                );
            }
        }
    }
}

fn fits(node: TomlNode, wanted: ConfigValue) -> bool {
    match (wanted, node.value()) {
        (ConfigValue::String, TomlValue::String(_)) | (ConfigValue::Bool, TomlValue::Bool(_)) => {
            true
        }
        (ConfigValue::Strings | ConfigValue::Directories, TomlValue::Array) => {
            node.children().all(|item| item.as_str().is_some())
        }
        (ConfigValue::Table | ConfigValue::Open, value) => *value == TomlValue::Table,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn values_have_the_type_that_ddev_expects() {
        let text = "//- .ddev/config.toml\nvalidations = [«1»]\n[overrides.is-integration]\nfoo = «'no'»\nbar = false\n[overrides.ci.foo]\nexclude = true\nplatforms = ['linux', '«mac_os»']\n[overrides.validate.metrics]\nexclude = «'foo'»\n[dispatcher]\nx = 1\n[more]\ny = 2\n";
        assert_findings(&WRONG_TYPE, &text.replace("[«1»]", "«[1]»"));
    }
}
