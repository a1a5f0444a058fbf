//! A set of templates and how references into it are read: files are tried as `.yaml` and
//! `.yml`, and behind a dot follow keys of mappings or names of list items.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::syntax::yaml::{YamlKind, YamlNode, YamlTree};

const EXTENSIONS: [&str; 2] = ["yaml", "yml"];

/// A template file.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Its path in the folder of templates, with `/`.
    pub path: Box<str>,
    /// Its text.
    pub text: Arc<str>,
    /// Its tree.
    pub tree: YamlTree,
}

/// The templates of one version of ddev.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TemplateSet {
    /// The version of `datadog-checks-dev` they belong to.
    pub version: Box<str>,
    /// Where they come from, for people.
    pub label: Box<str>,
    files: Vec<Template>,
    places: BTreeMap<Box<str>, usize>,
}

/// What a reference leads to.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// Number of the file in its set.
    pub file: usize,
    /// The file.
    pub template: &'a Template,
    /// The value in it.
    pub node: YamlNode<'a>,
}

/// Why a reference leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateError {
    /// There is no such file.
    Missing {
        /// The name without branches.
        name: String,
    },
    /// The file is no YAML.
    Unreadable {
        /// Its path.
        path: String,
    },
    /// A mapping or list has no such element.
    NoElement {
        /// The name without branches.
        name: String,
        /// The branches down to the missing one.
        element: String,
    },
    /// A branch goes on below a value that holds nothing.
    Leaf {
        /// The name without branches.
        name: String,
        /// The branches down to that value.
        element: String,
    },
}

impl std::fmt::Display for TemplateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing { name } => write!(f, "No template is named `{name}`."),
            Self::Unreadable { path } => write!(f, "The template `{path}` is no readable YAML."),
            Self::NoElement { name, element } => {
                write!(f, "The template `{name}` has no option `{element}`.")
            }
            Self::Leaf { name, element } => {
                write!(
                    f,
                    "`{element}` of the template `{name}` has nothing inside."
                )
            }
        }
    }
}

impl TemplateSet {
    /// A set of files: paths in the folder of templates with their texts.
    pub fn from_files(
        files: impl IntoIterator<Item = (String, Arc<str>)>,
        version: &str,
        label: &str,
    ) -> Self {
        let mut set = Self {
            version: version.into(),
            label: label.into(),
            ..Self::default()
        };
        for (path, text) in files {
            let path: Box<str> = path.replace('\\', "/").into();
            let tree = YamlTree::parse(&text);
            set.places.insert(path.clone(), set.files.len());
            set.files.push(Template { path, text, tree });
        }
        set
    }

    /// There are no templates.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// A file by its number.
    #[must_use]
    pub fn file(&self, file: usize) -> Option<&Template> {
        self.files.get(file)
    }

    /// Names that references may begin with, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.places.keys().filter_map(|path| {
            let (name, extension) = path.rsplit_once('.')?;
            let file = name.rsplit('/').next()?;
            (EXTENSIONS.contains(&extension) && !file.contains('.')).then_some(name)
        })
    }

    /// What may stand behind a dot after a name: keys, or names of items.
    #[must_use]
    pub fn elements(&self, name: &str) -> Vec<&str> {
        let Ok(found) = self.find(name) else {
            return Vec::new();
        };
        let keys = found.node.effective_pairs();
        let keys = keys.iter().filter_map(|(key, _)| key.as_str());
        let names = found.node.items();
        let names = names.filter_map(|item| item.get("name")?.as_str());
        keys.chain(names).collect()
    }

    /// What a reference leads to.
    pub fn find(&self, reference: &str) -> Result<Found<'_>, TemplateError> {
        let folder_end = reference.rfind('/').map_or(0, |slash| slash + 1);
        let mut branches = reference[folder_end..].split('.');
        let head = branches.next().unwrap_or_default();
        let name = &reference[..folder_end + head.len()];
        let file = self.place(name).ok_or_else(|| TemplateError::Missing {
            name: name.to_owned(),
        })?;
        let template = &self.files[file];
        if !template.tree.errors().is_empty() {
            return Err(TemplateError::Unreadable {
                path: template.path.to_string(),
            });
        }
        let mut node = template.tree.root(&template.text).value();
        let mut walked = String::new();
        for branch in branches {
            let before = walked.len();
            if before > 0 {
                walked.push('.');
            }
            walked.push_str(branch);
            let below = match node.kind() {
                YamlKind::Mapping => node.get(branch),
                YamlKind::Sequence => node.items().find(|item| {
                    item.is_mapping() && item.get("name").and_then(|n| n.as_str()) == Some(branch)
                }),
                _ => {
                    walked.truncate(before);
                    return Err(TemplateError::Leaf {
                        name: name.to_owned(),
                        element: walked,
                    });
                }
            };
            node = below
                .ok_or_else(|| TemplateError::NoElement {
                    name: name.to_owned(),
                    element: walked.clone(),
                })?
                .value();
        }
        Ok(Found {
            file,
            template,
            node,
        })
    }

    /// Number of the file that a name without branches stands for.
    fn place(&self, name: &str) -> Option<usize> {
        let mut parts: Vec<&str> = Vec::new();
        for part in name.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        // A name that ends in a slash has no file.
        if name.rsplit('/').next().is_some_and(str::is_empty) {
            return None;
        }
        let plain = parts.join("/");
        EXTENSIONS.iter().find_map(|extension| {
            let path = format!("{plain}.{extension}");
            self.places.get(path.as_str()).copied()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set() -> TemplateSet {
        let files = [
            (
                "a/list.yaml",
                "- name: x\n  value: {type: string}\n- name: y\n",
            ),
            ("a/map.yml", "name: m\noptions: []\n"),
            ("a/broken.yaml", "a: ["),
            ("a/plain", "a: 1\n"),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), Arc::from(text)));
        TemplateSet::from_files(files, "1", "test")
    }

    fn at(reference: &str) -> Result<String, String> {
        let set = set();
        let found = set.find(reference).map_err(|error| error.to_string())?;
        Ok(found.node.raw().to_owned())
    }

    #[test]
    fn references_walk_into_files() {
        assert_eq!(at("a/list.x.value.type").as_deref(), Ok("string"));
        assert_eq!(at("a/map.name").as_deref(), Ok("m"));
        assert_eq!(at("/a/./list.y").as_deref(), Ok("name: y"));
        assert_eq!(at("b/../a//map.options").as_deref(), Ok("[]"));
    }

    #[test]
    fn references_that_lead_nowhere_say_why() {
        for bad in [
            "a/none",
            "a/plain",
            "a/list.z",
            "a/list.",
            "a/broken",
            "a/",
            "",
            "a/map.yml",
        ] {
            assert!(at(bad).is_err(), "{bad}");
        }
        let leaf = at("a/list.x.name.more").unwrap_err();
        assert!(leaf.contains("`x.name`"), "{leaf}");
    }

    #[test]
    fn names_are_those_that_can_be_loaded() {
        let set = set();
        let names: Vec<&str> = set.names().collect();
        assert_eq!(names, ["a/broken", "a/list", "a/map"]);
    }
}
