//! `.github/workflows/config/labeler.yml`: labels of pull requests and the paths that earn
//! them.

use crate::syntax::yaml::{YamlKind, YamlNode};

use super::SourceFile;

/// Keys on the way from a label to its patterns.
pub const CHANGED: &str = "changed-files";
/// See [`CHANGED`].
pub const ANY_GLOB: &str = "any-glob-to-any-file";

/// A label and its rules. Of labels that stand there twice, the last one.
#[derive(Debug, Clone, Copy)]
pub struct Label<'a> {
    /// Its name.
    pub name: &'a str,
    /// The value below the name.
    pub rules: YamlNode<'a>,
}

/// The labels in order of their first place; `None` when the file cannot be read as a list
/// of labels.
#[must_use]
pub fn labels(file: &SourceFile) -> Option<Vec<Label<'_>>> {
    let mut labels: Vec<Label> = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    for (key, rules) in readable(file)?.pairs() {
        let name = key.as_str()?;
        let label = Label { name, rules };
        let place = *known.entry(name).or_insert(labels.len());
        match labels.get_mut(place) {
            Some(before) => *before = label,
            None => labels.push(label),
        }
    }
    Some(labels)
}

/// The top mapping of a file without errors.
#[must_use]
pub fn readable(file: &SourceFile) -> Option<YamlNode<'_>> {
    let tree = file.sound_yaml()?;
    let root = tree.root(&file.text);
    (root.kind() == YamlKind::Mapping).then_some(root)
}

/// Prefix of the labels of integrations.
pub const PREFIX: &str = "integration/";

impl<'a> Label<'a> {
    /// The label is meant for an integration.
    #[must_use]
    pub fn is_of_integration(&self) -> bool {
        self.name.starts_with("integration")
    }

    /// The first pattern.
    #[must_use]
    pub fn glob(&self) -> Option<YamlNode<'a>> {
        let rule = self.rules.items().next()?;
        let files = member(rule, CHANGED)?.items().next()?;
        member(files, ANY_GLOB)?.items().next()
    }

    /// The directory of the first pattern.
    #[must_use]
    pub fn directory(&self) -> Option<&'a str> {
        self.glob()?.as_str()?.split('/').next()
    }

    /// The directory that the name says.
    #[must_use]
    pub fn named_directory(&self) -> &'a str {
        self.name.strip_prefix(PREFIX).unwrap_or(self.name)
    }

    /// The rules are the customary ones for a directory and nothing else.
    #[must_use]
    pub fn is_customary(&self, dir: &str) -> bool {
        let only = |node: YamlNode<'a>| {
            let mut items = node.items();
            items
                .next()
                .filter(|_| items.next().is_none() && node.is_sequence())
        };
        let sole = |node: YamlNode<'a>, key: &str| {
            let mut pairs = node.pairs();
            let (_, value) = pairs.next().filter(|(k, _)| k.decoded() == Some(key))?;
            pairs.next().is_none().then_some(value)
        };
        let glob = only(self.rules)
            .and_then(|rule| only(sole(rule, CHANGED)?))
            .and_then(|files| only(sole(files, ANY_GLOB)?));
        let glob = glob.and_then(|glob| glob.as_str());
        glob.and_then(|glob| glob.strip_suffix("/**/*")) == Some(dir)
    }
}

fn member<'a>(node: YamlNode<'a>, key: &str) -> Option<YamlNode<'a>> {
    let found = node.pairs().filter(|(k, _)| k.decoded() == Some(key));
    found.map(|(_, value)| value).last()
}

/// The block that a directory needs below its label.
#[must_use]
pub fn customary(dir: &str, newline: &str) -> String {
    let glob = format!("{dir}/**/*");
    let glob = crate::syntax::yaml::edit::quote(&glob, false).into_owned();
    format!("- {CHANGED}:{newline}  - {ANY_GLOB}:{newline}    - {glob}")
}
