//! What a user can set. Read leniently: a value we do not know changes nothing and
//! is told, so that a newer configuration does not break an older server.

use serde_json::Value;

use crate::model::RepoKind;

/// Section of the editor's configuration.
pub const SECTION: &str = "integrationsLs";

/// The settings of one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// `repository.kind`: which rules apply; detected when `None` (`"auto"`).
    pub repository_kind: Option<RepoKind>,
}

impl Settings {
    /// Reads the section, or an object that holds it under its name. Problems come as
    /// sentences for the user.
    #[must_use]
    pub fn read(value: &Value) -> (Self, Vec<String>) {
        let section = value.get(SECTION).unwrap_or(value);
        let mut settings = Self::default();
        let mut problems = Vec::new();
        match section.pointer("/repository/kind") {
            None | Some(Value::Null) => {}
            Some(Value::String(name)) if name == "auto" => {}
            Some(Value::String(name)) if RepoKind::from_name(name).is_some() => {
                settings.repository_kind = RepoKind::from_name(name);
            }
            Some(other) => {
                let names: Vec<_> = RepoKind::ALL.iter().map(|kind| kind.name()).collect();
                problems.push(format!(
                    "The setting `{SECTION}.repository.kind` is {other}; expected \"auto\" or one of {}.",
                    names.join(", ")
                ));
            }
        }
        (settings, problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_kind_is_read_with_and_without_its_section() {
        let inner = json!({"repository": {"kind": "core"}});
        let core = Settings {
            repository_kind: Some(RepoKind::Core),
        };
        assert_eq!(Settings::read(&inner), (core, vec![]));
        assert_eq!(Settings::read(&json!({ SECTION: inner })), (core, vec![]));
        for automatic in [
            json!(null),
            json!({}),
            json!({"repository": {"kind": "auto"}}),
        ] {
            assert_eq!(Settings::read(&automatic), (Settings::default(), vec![]));
        }
    }

    #[test]
    fn an_unknown_kind_is_told_and_changes_nothing() {
        let (settings, problems) = Settings::read(&json!({"repository": {"kind": "kern"}}));
        assert_eq!(settings, Settings::default());
        assert!(problems[0].contains("\"kern\"") && problems[0].contains("marketplace"));
    }
}
