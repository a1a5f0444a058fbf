//! One file, read and parsed: text, tree and line table together. Rules and
//! editor features work on this; the index keeps only its facts.

use std::sync::{Arc, OnceLock};

use super::config::legacy;
use super::{FileKind, Format, Suppressions};
use crate::syntax::python::PythonTree;
use crate::syntax::{
    csv::Csv, json::JsonTree, json::NodeId, markdown::Markdown, toml::TomlTree, yaml::YamlTree,
};
use crate::text::LineIndex;

/// Files above this size in bytes are not parsed (the largest real one is below 400 kB).
pub const MAX_FILE_SIZE: u64 = 4 * 1024 * 1024;

/// Why a file could not be read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Not UTF-8 from this byte on.
    InvalidUtf8(usize),
    /// Larger than [`MAX_FILE_SIZE`]; the size in bytes.
    TooLarge(u64),
    /// The operating system refused to open it.
    Refused(std::io::ErrorKind),
}

/// The parsed form of a file.
#[derive(Debug, Clone)]
pub enum Tree {
    /// JSON.
    Json(JsonTree),
    /// Rows of `metadata.csv`.
    Csv(Csv),
    /// TOML.
    Toml(TomlTree),
    /// YAML.
    Yaml(OnceLock<Box<YamlTree>>),
    /// Both readings of `README.md`.
    Markdown(Box<Markdown>),
    /// Python, parsed when somebody asks: most rules only look at the text.
    Python(OnceLock<Box<PythonTree>>),
    /// Lines of text; also what is parsed by whoever needs it.
    Plain,
    /// Not readable.
    None,
}

/// A file at one moment.
#[derive(Debug)]
pub struct SourceFile {
    /// Path relative to the repository root, `/` separators.
    pub path: Arc<str>,
    /// What it is.
    pub kind: FileKind,
    /// The whole text; of an unreadable file what could be read.
    pub text: Arc<str>,
    /// Why it could not be read.
    pub problem: Option<Problem>,
    /// The parsed form.
    pub tree: Tree,
    lines: OnceLock<LineIndex>,
    suppressions: OnceLock<Suppressions>,
    hand_written: OnceLock<Vec<legacy::Problem>>,
    widgets: OnceLock<Vec<NodeId>>,
    dollars: OnceLock<Vec<NodeId>>,
}

impl SourceFile {
    /// Parses a text.
    #[must_use]
    pub fn parse(path: Arc<str>, kind: FileKind, text: Arc<str>) -> Self {
        if text.len() as u64 > MAX_FILE_SIZE {
            let size = text.len() as u64;
            return Self::unreadable(path, kind, text, Problem::TooLarge(size));
        }
        let tree = match kind.format() {
            Format::Json => Tree::Json(JsonTree::parse(&text)),
            Format::Csv => Tree::Csv(Csv::parse(&text)),
            Format::Markdown => Tree::Markdown(Box::new(Markdown::parse(&text))),
            Format::Toml => Tree::Toml(TomlTree::parse(&text)),
            Format::Python => Tree::Python(OnceLock::new()),
            Format::Yaml => Tree::Yaml(OnceLock::new()),
            Format::Plain => Tree::Plain,
        };
        Self {
            path,
            kind,
            text,
            problem: None,
            tree,
            lines: OnceLock::new(),
            suppressions: OnceLock::new(),
            hand_written: OnceLock::new(),
            widgets: OnceLock::new(),
            dollars: OnceLock::new(),
        }
    }

    /// A file that is there but cannot be analysed.
    #[must_use]
    pub fn unreadable(path: Arc<str>, kind: FileKind, text: Arc<str>, problem: Problem) -> Self {
        let problem = Some(problem);
        Self {
            path,
            kind,
            text,
            problem,
            tree: Tree::None,
            lines: OnceLock::new(),
            suppressions: OnceLock::new(),
            hand_written: OnceLock::new(),
            widgets: OnceLock::new(),
            dollars: OnceLock::new(),
        }
    }

    /// Line table, built on first use.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The comments that switch rules off, read on first use.
    #[must_use]
    pub fn suppressions(&self) -> &Suppressions {
        self.suppressions.get_or_init(|| Suppressions::of(self))
    }

    /// What is wrong with it as a hand-written example, found on first use: seven rules ask.
    #[must_use]
    pub fn hand_written_problems(&self) -> &[legacy::Problem] {
        self.hand_written
            .get_or_init(|| legacy::problems(&self.text))
    }

    /// The definitions of the widgets of a dashboard, found on first use.
    pub(super) fn widgets(&self, find: impl FnOnce() -> Vec<NodeId>) -> &[NodeId] {
        self.widgets.get_or_init(find)
    }

    /// The strings of a dashboard with a dollar sign, found on first use.
    pub(super) fn dollars(&self, find: impl FnOnce() -> Vec<NodeId>) -> &[NodeId] {
        self.dollars.get_or_init(find)
    }

    /// The JSON tree, for JSON files.
    #[must_use]
    pub fn json(&self) -> Option<&JsonTree> {
        if let Tree::Json(tree) = &self.tree {
            Some(tree)
        } else {
            None
        }
    }

    /// Like [`Self::json`], where the text has no errors.
    #[must_use]
    pub fn sound_json(&self) -> Option<&JsonTree> {
        self.json().filter(|tree| tree.errors().is_empty())
    }

    /// The records, for CSV files.
    #[must_use]
    pub fn csv(&self) -> Option<&Csv> {
        if let Tree::Csv(tree) = &self.tree {
            Some(tree)
        } else {
            None
        }
    }

    /// Both Markdown readings, for READMEs.
    #[must_use]
    pub fn markdown(&self) -> Option<&Markdown> {
        if let Tree::Markdown(tree) = &self.tree {
            Some(tree)
        } else {
            None
        }
    }

    /// The tree, for TOML files.
    #[must_use]
    pub fn toml(&self) -> Option<&TomlTree> {
        if let Tree::Toml(tree) = &self.tree {
            Some(tree)
        } else {
            None
        }
    }

    /// Like [`Self::toml`], where the text has no errors.
    #[must_use]
    pub fn sound_toml(&self) -> Option<&TomlTree> {
        self.toml().filter(|tree| tree.errors().is_empty())
    }

    /// The tree, for Python files; parsed on first use.
    #[must_use]
    pub fn python(&self) -> Option<&PythonTree> {
        if let Tree::Python(tree) = &self.tree {
            Some(tree.get_or_init(|| Box::new(PythonTree::parse(&self.text))))
        } else {
            None
        }
    }

    /// The tree, for YAML files; parsed on first use.
    #[must_use]
    pub fn yaml(&self) -> Option<&YamlTree> {
        if let Tree::Yaml(tree) = &self.tree {
            Some(tree.get_or_init(|| Box::new(YamlTree::parse(&self.text))))
        } else {
            None
        }
    }

    /// Like [`Self::yaml`], where the text has no errors.
    #[must_use]
    pub fn sound_yaml(&self) -> Option<&YamlTree> {
        self.yaml().filter(|tree| tree.errors().is_empty())
    }
}
