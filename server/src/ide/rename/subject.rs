//! The option under the cursor, as far as it can be renamed.

use crate::ide::references::Sought;
use crate::text::Span;
use crate::workspace::{Derived, DerivedKind, FileCx, Trouble, declared_options};

/// An option that can be renamed.
pub(super) struct Subject {
    pub(super) sought: Sought,
    /// Bytes of its names in the specification.
    pub(super) names: Vec<Span>,
    /// No other section has an option of this name: prose that names it means this one.
    pub(super) is_unique: bool,
}

impl Subject {
    /// `None` where no option is named.
    pub(super) fn at(cx: &FileCx, offset: usize) -> Result<Option<Self>, String> {
        let Some(mut sought) = Sought::at(cx, offset) else {
            return Ok(None);
        };
        let name = sought.name.clone();
        let resolved = cx.resolved().unwrap_or_default();
        let options = declared_options(&resolved);
        let named: Vec<_> = options.iter().filter(|o| *o.name == *name).collect();
        let mut sections: Vec<&str> = named.iter().map(|o| &*o.section).collect();
        sections.sort_unstable();
        sections.dedup();
        if sought.section.is_none() {
            match sections[..] {
                [section] => sought.section = Some(section.to_owned()),
                [] => {}
                _ => {
                    return Err(format!(
                        "Several sections have an option `{name}`; rename it in spec.yaml."
                    ));
                }
            }
        }
        let meant: Vec<_> = named.iter().filter(|o| sought.is_in(&o.section)).collect();
        if meant.is_empty() {
            return Err(match brought(cx, &sought) {
                Some(template) => from_template(&name, &template),
                None => format!("The option `{name}` is not declared in spec.yaml."),
            });
        }
        if meant.iter().any(|o| o.is_section && o.section.is_empty()) {
            return Err(format!(
                "`{name}` is a section that the Agent knows by this name."
            ));
        }
        let mut names: Vec<Span> = Vec::new();
        for option in &meant {
            let heap = &resolved.heap;
            let origin = heap.origin(heap.field(option.id, "name").unwrap_or(option.id));
            let place = resolved.in_spec(origin).unwrap_or_default();
            if origin.source != 0 || heap.field(option.id, "name").is_none() {
                let text = cx.integration.spec().map(|spec| place.slice(&spec.text));
                return Err(from_template(&name, text.unwrap_or_default()));
            }
            names.push(place);
        }
        names.sort_unstable();
        names.dedup();
        let is_unique = sections.len() == 1;
        drop(options);
        models_can_follow(cx, &name)?;
        Ok(Some(Self {
            sought,
            names,
            is_unique,
        }))
    }
}

fn from_template(name: &str, template: &str) -> String {
    let template = template.trim_matches(['\'', '"']);
    format!("The option `{name}` comes from the template `{template}` and cannot be renamed.")
}

/// Without templates, the one that is known to bring an option.
fn brought(cx: &FileCx, sought: &Sought) -> Option<String> {
    let templates = &cx.integration.spec()?.templates;
    let mut templates = templates.iter().filter(|t| sought.is_in(&t.section));
    let found = templates.find(|t| t.brings().contains(&&*sought.name))?;
    Some(found.name.to_string())
}

/// Models are sorted by name and written as a whole: they cannot be edited in place.
fn models_can_follow(cx: &FileCx, name: &str) -> Result<(), String> {
    let folder = format!("datadog_checks/{}/config_models", cx.integration.dir);
    let derived = cx.derived();
    let is_model = |derived: &Derived| derived.files.iter().any(|f| f.kind == DerivedKind::Model);
    if !cx.integration.files.has_directory(&folder) || derived.as_deref().is_some_and(is_model) {
        return Ok(());
    }
    Err(match derived.and_then(|derived| derived.trouble) {
        Some(Trouble::NoTemplates) => format!(
            "`{name}` cannot be renamed without ddev's templates: the models in config_models \
             are generated with them. Install ddev, or name them with the setting `templates`."
        ),
        _ => format!(
            "`{name}` cannot be renamed while spec.yaml has errors: the models in config_models \
             cannot be generated."
        ),
    })
}
