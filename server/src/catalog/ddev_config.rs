//! Keys of TOML files: of `.ddev/config.toml`, from `schemas/ddev-config.yaml`, and of
//! packages, from `schemas/package.yaml`.

use std::sync::OnceLock;

use serde::Deserialize;

/// What may stand behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConfigValue {
    /// A text.
    String,
    /// A list of texts.
    Strings,
    /// A list of names of directories.
    Directories,
    /// A truth value.
    Bool,
    /// A table of known keys.
    Table,
    /// A table of which we know no more.
    Open,
}

impl ConfigValue {
    /// For people.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Strings => "a list of strings",
            Self::Directories => "a list of directories",
            Self::Bool => "`true` or `false`",
            Self::Table | Self::Open => "a table",
        }
    }
}

/// One key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigKey {
    /// Names on the way to it: `*` for a directory, `?` for any name.
    path: String,
    /// What may stand behind it.
    pub value: ConfigValue,
    /// One line.
    pub summary: String,
    /// The texts that may stand in the list.
    #[serde(default)]
    pub choices: Vec<String>,
}

impl ConfigKey {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.path.split('.')
    }

    /// The last name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or_default()
    }

    /// Any directory stands for this key.
    #[must_use]
    pub fn is_directory(&self) -> bool {
        self.name() == "*"
    }

    fn is_at(&self, path: &[&str]) -> bool {
        self.names().count() == path.len()
            && self
                .names()
                .zip(path)
                .all(|(own, name)| own == *name || own == "*" || own == "?")
    }
}

/// The keys of a file.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct ConfigKeys(Vec<ConfigKey>);

impl ConfigKeys {
    /// The key at a path; `None` when it is not known.
    #[must_use]
    pub fn key(&self, path: &[&str]) -> Option<&ConfigKey> {
        self.0.iter().find(|key| key.is_at(path))
    }

    /// The keys that may stand in the table at a path.
    pub fn keys_in(&self, path: &[&str]) -> impl Iterator<Item = &ConfigKey> {
        let path: Vec<String> = path.iter().map(|name| (*name).to_owned()).collect();
        self.0.iter().filter(move |key| {
            let mut names: Vec<&str> = path.iter().map(String::as_str).collect();
            names.push(key.name());
            key.is_at(&names)
        })
    }
}

/// Keys of `.ddev/config.toml`.
#[must_use]
pub fn ddev_config_keys() -> &'static ConfigKeys {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        keys: ConfigKeys,
    }
    static FILE: OnceLock<File> = OnceLock::new();
    &FILE.get_or_init(|| super::table!("ddev-config.yaml")).keys
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackageFile {
    pyproject: ConfigKeys,
    hatch: ConfigKeys,
}

fn package() -> &'static PackageFile {
    static FILE: OnceLock<PackageFile> = OnceLock::new();
    FILE.get_or_init(|| super::table!("package.yaml"))
}

/// Keys of `pyproject.toml`.
#[must_use]
pub fn pyproject_keys() -> &'static ConfigKeys {
    &package().pyproject
}

/// Keys of `hatch.toml`.
#[must_use]
pub fn hatch_keys() -> &'static ConfigKeys {
    &package().hatch
}

/// The key of ddev's configuration at a path; `None` when it is not known.
#[must_use]
pub fn config_key(path: &[&str]) -> Option<&'static ConfigKey> {
    ddev_config_keys().key(path)
}

/// The keys that may stand in the table at a path of ddev's configuration.
pub fn config_keys_in(path: &[&str]) -> impl Iterator<Item = &'static ConfigKey> {
    ddev_config_keys().keys_in(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_path() {
        let exclude = config_key(&["overrides", "ci", "foo", "exclude"]).expect("a key");
        assert_eq!(exclude.value, ConfigValue::Bool);
        assert!(config_key(&["overrides", "x"]).is_none());
        let inner: Vec<_> = config_keys_in(&["overrides", "display-name"]).collect();
        assert!(inner.len() == 1 && inner[0].is_directory());
        assert_eq!(
            config_keys_in(&["overrides", "ci", "foo", "runners"]).count(),
            1
        );
        // Every key stands in a known table.
        for key in &ddev_config_keys().0 {
            let names: Vec<&str> = key.names().collect();
            let above = &names[..names.len() - 1];
            assert!(
                above.is_empty() || config_key(above).is_some(),
                "{}",
                key.path
            );
        }
    }
}
