//! What ddev derives from a specification: the rendered configuration files and the models.
//! Computed when somebody asks, and kept until the specification or its surroundings change.

use std::sync::{Arc, Mutex, PoisonError};

use super::{FileCx, Integration, Repo, Templates};
use crate::engine::example::{self, RenderError};
use crate::engine::models::{self, ErrorKind, Layout, ModelError, Tool};
use crate::engine::{Id, Origin, PackageVersion, Resolved, SpecInput, TemplateSet, resolve};
use crate::model::{Facts, RepoKind};
use crate::syntax::yaml::YamlTree;
use crate::text::{Difference, Span, lines, same_lines, unbroken};

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
        match self.actual(integration) {
            None if !integration.files.has_file(&self.path) => Freshness::Missing,
            None => Freshness::Unknown,
            Some(actual) if self.belongs_to_author(actual) || same_lines(actual, &self.text) => {
                Freshness::Same
            }
            Some(_) => Freshness::Differs,
        }
    }

    /// The text it has on disk or in the editor.
    fn actual<'i>(&self, integration: &'i Integration) -> Option<&'i str> {
        match integration.facts_at(&self.path)? {
            Facts::Config(facts) => Some(&facts.text),
            Facts::Python(facts) => facts.text.as_deref(),
            _ => None,
        }
    }

    /// Where it departs from what it should be, as far as the index knows: byte offset of the
    /// first line of the file on disk or in the editor that differs.
    #[must_use]
    pub fn first_difference(&self, integration: &Integration) -> Option<usize> {
        let difference = Difference::between(self.actual(integration)?, &self.text)?;
        Some(difference.span.start as usize)
    }

    fn belongs_to_author(&self, actual: &str) -> bool {
        self.kind == DerivedKind::Custom && lines(actual).count() >= models::EDITED
    }
}

/// Everything that is derived from one specification.
#[derive(Debug, Clone, Default)]
pub struct Derived {
    /// In order of path.
    pub files: Vec<DerivedFile>,
    /// ddev expects models: there are some, or the repository is integrations-core.
    pub expects_models: bool,
    /// Why examples cannot be rendered.
    pub render_errors: Vec<RenderError>,
    /// Why models cannot be generated.
    pub model_errors: Vec<ModelError>,
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
    /// Files that ddev expects to be there.
    pub fn expected(&self) -> impl Iterator<Item = &DerivedFile> {
        let wanted = |file: &&DerivedFile| self.expects_models || file.kind == DerivedKind::Example;
        self.files.iter().filter(wanted)
    }

    /// A file by its path relative to the integration.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&DerivedFile> {
        self.files.iter().find(|file| &*file.path == path)
    }
}

/// What was understood of the specification last.
#[derive(Debug, Default)]
pub struct DerivedMemo(Mutex<Option<Known>>);

impl Clone for DerivedMemo {
    /// Knows nothing: whoever copies an integration is about to change it.
    fn clone(&self) -> Self {
        Self::default()
    }
}

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
    layout: Layout,
    year: i32,
}

impl Inputs {
    fn of(repo: &Repo) -> Self {
        Self {
            templates: repo.templates.clone(),
            kind: repo.kind,
            layout: repo.config.layout,
            year: repo.year,
        }
    }
}

impl Inputs {
    fn tool(&self) -> Tool {
        let version = self.templates.as_ref().and_then(|t| t.version.as_deref());
        version.map_or_else(Tool::default, Tool::of_version)
    }
}

impl PartialEq for Inputs {
    fn eq(&self, other: &Self) -> bool {
        let templates = |inputs: &Self| inputs.templates.as_ref().map(Arc::as_ptr);
        templates(self) == templates(other)
            && (self.kind, self.layout, self.year) == (other.kind, other.layout, other.year)
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
            let text = self.spec().map_or("", |spec| &*spec.text);
            let derive = || Arc::new(derive(self, text, &known.resolved, &known.inputs));
            Arc::clone(known.derived.get_or_insert_with(derive))
        })
    }

    /// What its specification would be, and what would be derived from it, with another text.
    #[must_use]
    pub fn derived_from(&self, repo: &Repo, text: &str) -> (Resolved, Derived) {
        let inputs = Inputs::of(repo);
        let resolved = resolve_spec(self, text, &inputs);
        let derived = derive(self, text, &resolved, &inputs);
        (resolved, derived)
    }

    fn known<T>(&self, repo: &Repo, take: impl FnOnce(&mut Known) -> T) -> Option<T> {
        let spec = self.spec()?;
        let inputs = Inputs::of(repo);
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
            None if integration.has_checked_configurations(inputs.kind) => PackageVersion::Missing,
            None => PackageVersion::Unknown,
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

/// Collections that Python holds as sets or tuples, which values here do not tell from others.
const ODD_TAGS: [&str; 3] = ["!!omap", "!!pairs", "!!set"];

fn derive(integration: &Integration, text: &str, resolved: &Resolved, inputs: &Inputs) -> Derived {
    let mut derived = Derived::default();
    if !resolved.is_complete() {
        derived.trouble = Some(if resolved.expanded {
            Trouble::Errors
        } else {
            Trouble::NoTemplates
        });
        return derived;
    }
    if let Some(tag) = ODD_TAGS.iter().find(|tag| text.contains(**tag)) {
        let message = format!("the tag `{tag}` is not followed");
        derived.model_errors.push(ModelError {
            origin: Origin::nowhere(),
            kind: ErrorKind::Unknown,
            message,
        });
        derived.expects_models = expects_models(integration, inputs);
        return derived;
    }
    derive_examples(integration, resolved, &mut derived);
    derive_models(integration, resolved, inputs, &mut derived);
    derived.files.sort_by(|a, b| a.path.cmp(&b.path));
    derived
}

/// Bytes of the name of an entry of `files`.
fn place_of_name(resolved: &Resolved, file: Id) -> Span {
    let name = resolved.heap.field(file, "name");
    let origin = name.map(|name| resolved.heap.origin(name));
    origin
        .and_then(|origin| resolved.in_spec(origin))
        .unwrap_or_default()
}

fn derive_examples(integration: &Integration, resolved: &Resolved, derived: &mut Derived) {
    for file in &resolved.files {
        let rendered = example::render_file(&resolved.heap, file.id);
        if !rendered.errors.is_empty() {
            derived.trouble = Some(Trouble::Errors);
            derived.render_errors.extend(rendered.errors);
            continue;
        }
        derived.files.push(DerivedFile {
            path: format!("datadog_checks/{}/data/{}", integration.dir, rendered.name).into(),
            text: rendered.text.into(),
            kind: DerivedKind::Example,
            named_at: place_of_name(resolved, file.id),
        });
    }
}

fn models_folder(integration: &Integration) -> String {
    format!("datadog_checks/{}/config_models", integration.dir)
}

fn expects_models(integration: &Integration, inputs: &Inputs) -> bool {
    let is_core = inputs.kind == RepoKind::Core;
    let has_folder = integration.files.has_directory(&models_folder(integration));
    models::takes_part(&integration.dir, is_core, has_folder, inputs.tool())
}

fn derive_models(
    integration: &Integration,
    resolved: &Resolved,
    inputs: &Inputs,
    derived: &mut Derived,
) {
    let is_core = inputs.kind == RepoKind::Core;
    let tool = inputs.tool();
    let folder = models_folder(integration);
    derived.expects_models = expects_models(integration, inputs);
    let first_line = |name: &str| {
        let path = format!("{folder}/{name}");
        let text = integration.facts_at(&path)?.as_python()?.text.as_deref()?;
        Some(lines(text).next().map_or("", unbroken).to_owned())
    };
    let context = models::Context {
        check: &integration.dir,
        licensed: is_core.then_some(inputs.year),
        layout: inputs.layout,
        // No more is asked of a file than its first line.
        on_disk: &first_line,
        tool,
    };
    let files: Vec<Id> = resolved.files.iter().map(|file| file.id).collect();
    let generated = match models::generate(&resolved.heap, &files, &context) {
        Ok(generated) => generated,
        Err(error) => {
            derived.model_errors.push(error);
            return;
        }
    };
    let named = resolved.files.iter().find(|file| {
        let name = file.name.strip_suffix(".yaml");
        name == Some(&*integration.dir)
    });
    let named_at = named.map_or_else(Span::default, |file| place_of_name(resolved, file.id));
    for file in generated {
        if !file.errors.is_empty() {
            derived.model_errors.extend(file.errors);
            continue;
        }
        derived.files.push(DerivedFile {
            path: format!("{folder}/{}", file.name).into(),
            text: file.text.into(),
            kind: if file.custom {
                DerivedKind::Custom
            } else {
                DerivedKind::Model
            },
            named_at,
        });
    }
}
