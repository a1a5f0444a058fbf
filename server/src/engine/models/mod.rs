//! The files of `config_models/` of a resolved specification, byte for byte as
//! `ddev validate models --sync` writes them.

mod build;
mod class;
mod defaults;
mod discovery;
mod error;
mod format;
mod frame;
mod methods;
mod names;
mod reading;
mod schema;
mod section;
mod singular;
mod types;

#[cfg(test)]
mod tests;

pub use error::{ErrorKind, ModelError};
pub use format::Quotes;
pub use frame::{CUSTOM_FILES, EDITED, is_custom, is_edited};

use foldhash::HashSet;

use super::python::repr;
use super::{Entry, Heap, Id, Map, Origin, Value};
use methods::{INSTANCE, SHARED, Section};
use schema::Info;

/// Whose output is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tool {
    /// datadog-checks-dev 40 of ddev 20.
    #[default]
    Current,
    /// datadog-checks-dev 35.
    September2025,
}

impl Tool {
    /// The tool that templates of a version belong to.
    #[must_use]
    pub fn of_version(version: &str) -> Self {
        let major = version
            .split('.')
            .next()
            .and_then(|major| major.parse().ok());
        match major {
            Some(0..=35_u32) => Self::September2025,
            _ => Self::Current,
        }
    }
}

/// What the `pyproject.toml` of a repository asks of the formatters of ddev.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// `line-length` of `[tool.black]`, in columns.
    pub black_width: usize,
    /// `line-length` of `[tool.ruff]`, in columns.
    pub ruff_width: usize,
    /// `quote-style` of `[tool.ruff.format]`.
    pub quotes: Quotes,
}

impl Default for Layout {
    /// That of a repository without a word about it: black has its own width, and ddev runs
    /// ruff with settings of ddev's.
    fn default() -> Self {
        Self {
            black_width: 88,
            ruff_width: 120,
            quotes: Quotes::Preserve,
        }
    }
}

/// What the texts depend on besides the specification.
pub struct Context<'c> {
    /// Name of the integration's directory; `datadog_checks_base` is special.
    pub check: &'c str,
    /// Year for the licence that files in core and internal repositories start with; `None`
    /// elsewhere.
    pub licensed: Option<i32>,
    /// What the repository asks of the formatters.
    pub layout: Layout,
    /// Text of a file of the directory as it is now.
    pub on_disk: &'c dyn Fn(&str) -> Option<String>,
    /// Whose output is wanted.
    pub tool: Tool,
}

/// A file of the directory.
#[derive(Debug, Clone, PartialEq)]
pub struct GeneratedFile {
    /// Its name.
    pub name: &'static str,
    /// What it has to contain; empty if there are errors.
    pub text: String,
    /// Belongs to the integration once it is there.
    pub custom: bool,
    /// What ddev reports instead of comparing the file.
    pub errors: Vec<ModelError>,
}

impl GeneratedFile {
    /// Whether ddev is content with a file as it is on disk.
    #[must_use]
    pub fn accepts(&self, on_disk: &str) -> bool {
        if !self.errors.is_empty() {
            return false;
        }
        if self.custom && is_edited(on_disk) {
            return true;
        }
        if on_disk.contains('\r') {
            return on_disk.replace("\r\n", "\n").replace('\r', "\n") == self.text;
        }
        on_disk == self.text
    }
}

/// The attribute of a model that holds an option, unless another one has taken its name.
#[must_use]
pub fn attribute_of(option: &str) -> Option<String> {
    names::field_name(&names::normalised(option), &HashSet::default())
}

/// Whether ddev looks at the models of an integration at all.
#[must_use]
pub fn takes_part(check: &str, is_core: bool, has_directory: bool, tool: Tool) -> bool {
    if !is_core {
        return has_directory;
    }
    check != "snmp" && !(tool == Tool::September2025 && check == "tokumx")
}

/// All files that the specification's `files` ask for, in order of names.
///
/// # Errors
///
/// What stops ddev, or what cannot be followed here.
pub fn generate(
    heap: &Heap,
    files: &[Id],
    context: &Context,
) -> Result<Vec<GeneratedFile>, ModelError> {
    // What one file changes the next one sees, if an anchor is shared between them.
    let mut heap = heap.clone();
    let source = match context.check {
        "datadog_checks_base" => "test",
        check => check,
    };
    let wanted = format!("{source}.yaml");
    let mut result = Vec::new();
    for file in files {
        let name = schema::field(&heap, *file, "name")?;
        let name = heap.str(name).unwrap_or_default().to_owned();
        let generated = file_models(&mut heap, *file, &name, context)?;
        if name == wanted {
            result = generated;
        }
    }
    for file in &mut result {
        if !file.errors.is_empty() {
            file.text.clear();
            continue;
        }
        let on_disk = (context.on_disk)(file.name);
        let contents = std::mem::take(&mut file.text);
        file.text = frame::framed(file.name, &contents, context.licensed, on_disk.as_deref());
    }
    Ok(result)
}

/// The contents of the files for one entry of `files`.
fn file_models(
    heap: &mut Heap,
    file: Id,
    name: &str,
    context: &Context,
) -> Result<Vec<GeneratedFile>, ModelError> {
    let options = schema::field(heap, file, "options")?;
    let mut sections: Vec<(String, Id)> = Vec::new();
    for section in heap.list(options).unwrap_or_default() {
        let name = schema::field(heap, *section, "name")?;
        sections.push((heap.str(name).unwrap_or_default().to_owned(), *section));
    }
    sections.sort_by(|a, b| a.0.cmp(&b.0));
    let mut out: Vec<GeneratedFile> = Vec::new();
    let mut done: Vec<Section> = Vec::new();
    let mut defaults = Vec::new();
    let mut deprecations: Vec<(&str, String)> = Vec::new();
    for (section_name, id) in &sections {
        let section = match section_name.as_str() {
            "init_config" => SHARED,
            "instances" => INSTANCE,
            _ => continue,
        };
        let is_bare = heap.field(*id, "options").is_none();
        if section == INSTANCE
            && is_bare
            && name == "auto_conf.yaml"
            && context.tool == Tool::Current
        {
            continue;
        }
        let (contents, info, errors) = section_models(heap, *id, section, context)?;
        let name = match section {
            SHARED => "shared.py",
            _ => "instance.py",
        };
        out.retain(|file| file.name != name);
        out.push(GeneratedFile {
            name,
            text: contents,
            custom: false,
            errors,
        });
        done.push(section);
        defaults.extend(info.defaults);
        if !info.deprecations.is_empty() {
            let mapping = mapping_of(heap, &info.deprecations);
            deprecations.push((section.model, repr(heap, mapping)?));
        }
    }
    if out.is_empty() {
        return Ok(out);
    }
    let style = context.tool.second_pass(context.layout);
    let mut add = |name: &'static str, text: String| {
        out.push(GeneratedFile {
            name,
            text,
            custom: is_custom(name),
            errors: Vec::new(),
        });
    };
    if !defaults.is_empty() {
        add("defaults.py", defaults::file(&defaults, style)?);
    }
    if !deprecations.is_empty() {
        add(
            "deprecations.py",
            defaults::deprecations(&deprecations, style)?,
        );
    }
    add("__init__.py", frame::package(&done));
    add("validators.py", frame::VALIDATORS.to_owned());
    if context.tool == Tool::Current
        && let Some(discovery) = heap.field(file, "discovery")
    {
        let package = name.strip_suffix(".yaml").unwrap_or(name);
        let has_shared = sections.iter().any(|(name, _)| name == "init_config");
        let text = discovery::file(heap, discovery, package, has_shared, style)?;
        add("discovery.py", text);
        add("discovery_strategies.py", frame::STRATEGIES.to_owned());
        add("discovery_overrides.py", frame::OVERRIDES.to_owned());
    }
    out.sort_by_key(|file| file.name);
    Ok(out)
}

/// `shared.py` or `instance.py`, what else the section tells, and what ddev reports.
fn section_models(
    heap: &mut Heap,
    id: Id,
    section: Section,
    context: &Context,
) -> Result<(String, Info, Vec<ModelError>), ModelError> {
    let mut errors = Vec::new();
    let list = schema::field(heap, id, "options")?;
    let mut options = heap.list(list).unwrap_or_default().to_vec();
    if section == INSTANCE {
        let defined = schema::field(heap, id, "multiple_instances_defined")?;
        if !heap.get(defined).is_falsy() {
            options = schema::merged_instances(heap, id, &mut errors)?;
        }
    }
    let (document, info) = schema::document(heap, id, &options, section.model, &mut errors)?;
    match section_text(heap, document, section, &info, context) {
        Ok(text) => Ok((text, info, errors)),
        Err(error) if error.kind == ErrorKind::Reported => {
            errors.push(error);
            Ok((String::new(), info, errors))
        }
        Err(error) => Err(error),
    }
}

fn section_text(
    heap: &mut Heap,
    document: Id,
    section: Section,
    info: &Info,
    context: &Context,
) -> Result<String, ModelError> {
    let document = reading::sorted_copy(heap, document)?;
    reading::check(heap, document)?;
    let classes = build::classes(heap, document, section.class)?;
    let style = context.tool.first_pass(context.layout.black_width);
    let generated = section::text(heap, classes, style)?;
    methods::finished(&generated, section, info, context.tool, context.layout)
}

/// A mapping of names to deprecations, as one value.
fn mapping_of(heap: &mut Heap, entries: &[(Id, Id)]) -> Id {
    let mut map = Map::default();
    for (key, value) in entries {
        if let Some(name) = heap.get(*key).to_key() {
            let (key, value) = (*key, *value);
            map.insert(name, Entry { key, value });
        }
    }
    heap.alloc(Value::Map(map), Origin::nowhere())
}
