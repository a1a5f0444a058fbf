//! Places that name an option, and how they do.

use std::collections::BTreeSet;

use super::{Read, Sought, models, readme};
use crate::model::config::params;
use crate::model::option_reads::{may_read_options, option_reads};
use crate::model::spec::Spec;
use crate::model::{Facts, FileKind, SourceFile};
use crate::syntax::python::PythonTree;
use crate::text::Span;
use crate::workspace::FileCx;

/// How a place names an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ide) enum Form {
    /// In the specification, or by the template there that brings it.
    Declaration,
    /// In the help of an example.
    Example,
    /// At its value in an example, commented out or not.
    ExampleKey,
    /// As a key in a source.
    Key,
    /// As an attribute of a model, or a part of the name of a function.
    Attribute,
    /// As a word in the README or in a description.
    Prose,
}

/// A place that names an option.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ide) struct Mention {
    /// Path relative to the repository root.
    pub(in crate::ide) path: String,
    /// Bytes there.
    pub(in crate::ide) span: Span,
    pub(in crate::ide) form: Form,
}

/// Every place that names an option, in order of path.
pub(in crate::ide) fn mentions(cx: &FileCx, sought: &Sought, read: Read) -> BTreeSet<Mention> {
    let mut found = BTreeSet::new();
    let mut add = |path: &str, span: Span, form: Form| {
        let path = cx.integration.repo_path(path);
        found.insert(Mention { path, span, form });
    };
    for span in sought.in_spec(cx) {
        add(FileKind::Spec.file_name(), span, Form::Declaration);
    }
    let text_of = |path: &str| read(&cx.integration.repo_path(path)).unwrap_or_default();
    for (path, facts) in &cx.integration.facts {
        match &**facts {
            Facts::Config(config) if config.params().iter().any(|p| sought.is_path(&p.value)) => {
                for param in params(&text_of(path)) {
                    if sought.is_path(&param.path()) {
                        add(path, param.name_span, Form::Example);
                        let key = param.key_span.filter(|key| *key != param.name_span);
                        key.into_iter()
                            .for_each(|key| add(path, key, Form::ExampleKey));
                    }
                }
            }
            Facts::Python(_) if path.contains(models::FOLDER) => {
                for (span, is_attribute) in models::places(&text_of(path), sought) {
                    add(path, span, form(is_attribute));
                }
            }
            Facts::Python(source) => {
                for read in source.options.iter().filter(|read| sought.is_read(read)) {
                    add(path, read.name.span, form(read.is_attribute));
                }
            }
            _ => {}
        }
    }
    let files = cx.integration.files.files_below("tests");
    for entry in files.filter(|entry| entry.path.ends_with(".py")) {
        let text = text_of(&entry.path);
        if !may_read_options(&text.to_ascii_lowercase()) {
            continue;
        }
        for read in option_reads(&PythonTree::parse(&text)) {
            if sought.is_read(&read) {
                add(&entry.path, read.name.span, form(read.is_attribute));
            }
        }
    }
    let readme = FileKind::Readme.file_name();
    if cx.integration.files.has_file(readme) {
        for span in readme::mentions(&text_of(readme), &sought.name) {
            add(readme, span, Form::Prose);
        }
    }
    found
}

fn form(is_attribute: bool) -> Form {
    if is_attribute {
        Form::Attribute
    } else {
        Form::Key
    }
}

/// Places in the descriptions of a specification that name an option in backticks.
pub(in crate::ide) fn in_descriptions(file: &SourceFile, name: &str) -> Vec<Span> {
    let Some(spec) = Spec::of(file) else {
        return Vec::new();
    };
    let written = format!("`{name}`");
    let mut found = BTreeSet::new();
    for option in &spec.options {
        let Some(description) = option.node.get("description") else {
            continue;
        };
        let span = description.span();
        let text = span.slice(&file.text);
        for (at, _) in text.match_indices(&written) {
            let start = span.start as usize + at + 1;
            found.insert(Span::new(start, start + name.len()));
        }
    }
    found.into_iter().collect()
}
