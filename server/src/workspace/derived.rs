//! What ddev derives from a specification: the rendered configuration files and the models.
//! Computed when somebody asks, and kept until the specification or its surroundings change.

use std::sync::{Arc, Mutex, PoisonError};

use super::{FileCx, Integration, Repo, Templates};
use crate::engine::{PackageVersion, Resolved, SpecInput, TemplateSet, example, resolve};
use crate::model::{Facts, RepoKind, TextStamp};
use crate::syntax::yaml::YamlTree;
use crate::text::Span;

/// What a derived file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DerivedKind {
    /// A rendered configuration.
    Example,
    /// A generated Python source.
    Model,
    /// A Python source that is written once and belongs to the author from then on.
    Custom,
}

/// A file that ddev derives from the specification.
#[derive(Debug, Clone)]
pub struct DerivedFile {
    /// Path relative to the integration.
    pub path: Box<str>,
    /// What it should hold.
    pub text: Arc<str>,
    /// What it is.
    pub kind: DerivedKind,
    /// Bytes in the specification of the name of the file it comes from.
    pub named_at: Span,
}

/// How a derived file on disk compares with what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// It is as it should be, or belongs to the author.
    Same,
    /// It differs.
    Differs,
    /// It is not there.
    Missing,
    /// It cannot be read.
    Unknown,
}

/// A custom file of so many lines belongs to the author.
const OWN_LINES: usize = 5;

impl DerivedFile {
    /// Its name without the folder.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Its folder, relative to the integration.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Compares it with what the index knows of the file on disk or in the editor.
    #[must_use]
    pub fn freshness(&self, integration: &Integration) -> Freshness {
        let stamp = match integration.facts_at(&self.path) {
            Some(Facts::Config(facts)) => facts.stamp.as_deref(),
            Some(Facts::Python(facts)) => facts.stamp.as_deref(),
            _ if !integration.files.has_file(&self.path) => return Freshness::Missing,
            _ => None,
        };
        match stamp {
            None => Freshness::Unknown,
            Some(stamp) if self.belongs_to_author(stamp) || stamp.is_of(&self.text) => {
                Freshness::Same
            }
            Some(_) => Freshness::Differs,
        }
    }

    fn belongs_to_author(&self, stamp: &TextStamp) -> bool {
        self.kind == DerivedKind::Custom && stamp.lines >= OWN_LINES
    }
}

/// Everything that is derived from one specification.
#[derive(Debug, Clone, Default)]
pub struct Derived {
    /// In order of path.
    pub files: Vec<DerivedFile>,
    /// ddev expects models: there are some, or the repository is integrations-core.
    pub expects_models: bool,
    /// Why there are no examples, or fewer than there should be.
    pub trouble: Option<Trouble>,
}

/// Why something cannot be derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The specification has errors.
    Errors,
    /// It uses templates, and there are none.
    NoTemplates,
}

impl Derived {
    /// A file by its path relative to the integration.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&DerivedFile> {
        self.files.iter().find(|file| &*file.path == path)
    }
}

/// What was understood of the specification last.
#[derive(Debug, Clone, Default)]
pub struct DerivedMemo(Arc<Mutex<Option<Known>>>);

/// What is known of a specification, and from what.
#[derive(Debug, Clone)]
struct Known {
    inputs: Inputs,
    resolved: Arc<Resolved>,
    derived: Option<Arc<Derived>>,
}

/// What beside the integration itself decides.
#[derive(Debug, Clone)]
struct Inputs {
    templates: Option<Arc<Templates>>,
    kind: RepoKind,
    line_length: Option<usize>,
}

impl PartialEq for Inputs {
    fn eq(&self, other: &Self) -> bool {
        let same_templates = match (&self.templates, &other.templates) {
            (Some(one), Some(two)) => Arc::ptr_eq(one, two),
            (None, None) => true,
            _ => false,
        };
        same_templates && (self.kind, self.line_length) == (other.kind, other.line_length)
    }
}

impl Integration {
    /// Its specification with everything that templates bring; `None` when it has none.
    #[must_use]
    pub fn resolved(&self, repo: &Repo) -> Option<Arc<Resolved>> {
        self.known(repo, |known| Arc::clone(&known.resolved))
    }

    /// What is derived from its specification; `None` when it has none.
    #[must_use]
    pub fn derived(&self, repo: &Repo) -> Option<Arc<Derived>> {
        self.known(repo, |known| {
            let derive = || Arc::new(derive(self, &known.resolved, &known.inputs));
            Arc::clone(known.derived.get_or_insert_with(derive))
        })
    }

    fn known<T>(&self, repo: &Repo, take: impl FnOnce(&mut Known) -> T) -> Option<T> {
        let spec = self.spec()?;
        let inputs = Inputs {
            templates: repo.templates.clone(),
            kind: repo.kind,
            line_length: repo.config.line_length,
        };
        let mut memo = self.memo.0.lock().unwrap_or_else(PoisonError::into_inner);
        if memo.as_ref().is_none_or(|known| known.inputs != inputs) {
            *memo = Some(Known {
                resolved: Arc::new(resolve_spec(self, &spec.text, &inputs)),
                inputs,
                derived: None,
            });
        }
        memo.as_mut().map(take)
    }
}

impl FileCx<'_> {
    /// The specification of the integration with everything that templates bring.
    #[must_use]
    pub fn resolved(&self) -> Option<Arc<Resolved>> {
        self.integration.resolved(self.repo)
    }

    /// What is derived from the specification of the integration.
    #[must_use]
    pub fn derived(&self) -> Option<Arc<Derived>> {
        self.integration.derived(self.repo)
    }
}

fn resolve_spec(integration: &Integration, text: &str, inputs: &Inputs) -> Resolved {
    let about = integration.facts_at(&integration.about_path());
    let version = match about.and_then(Facts::as_python) {
        None => PackageVersion::Unknown,
        Some(facts) => match &facts.declared_version {
            Some(version) => PackageVersion::Known(&version.value),
            None => PackageVersion::Missing,
        },
    };
    // What uses no templates can do without.
    let none = TemplateSet::default();
    let templates = match &inputs.templates {
        Some(templates) => Some(&*templates.set),
        None => (!text.contains("template")).then_some(&none),
    };
    resolve(SpecInput {
        text,
        tree: &YamlTree::parse(text),
        source: &integration.dir,
        version,
        templates,
    })
}

fn derive(integration: &Integration, resolved: &Resolved, _inputs: &Inputs) -> Derived {
    let package = format!("datadog_checks/{}", integration.dir);
    let mut derived = Derived::default();
    if !resolved.is_complete() {
        derived.trouble = Some(if resolved.expanded {
            Trouble::Errors
        } else {
            Trouble::NoTemplates
        });
        return derived;
    }
    let heap = &resolved.heap;
    for file in &resolved.files {
        let rendered = example::render_file(heap, file.id);
        if !rendered.errors.is_empty() {
            derived.trouble = Some(Trouble::Errors);
            continue;
        }
        let name = heap.field(file.id, "name");
        let origin = name.map(|name| heap.origin(name));
        derived.files.push(DerivedFile {
            path: format!("{package}/data/{}", rendered.name).into(),
            text: rendered.text.into(),
            kind: DerivedKind::Example,
            named_at: origin.and_then(|o| resolved.in_spec(o)).unwrap_or_default(),
        });
    }
    derived
}
