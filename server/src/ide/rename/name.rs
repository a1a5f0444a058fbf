//! What an option may be called.

use crate::engine::models::attribute_of;
use crate::ide::references::Sought;
use crate::syntax::yaml::edit::quote;
use crate::workspace::{FileCx, declared_options};

/// Why an option cannot have a name.
pub(super) fn check(cx: &FileCx, sought: &Sought, new: &str) -> Result<(), String> {
    if new.is_empty() {
        return Err("An option needs a name.".to_owned());
    }
    if new.contains(char::is_whitespace) {
        return Err("The name of an option cannot hold blanks.".to_owned());
    }
    let begins = new.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let holds = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if !begins || !new.chars().all(holds) {
        return Err(format!(
            "`{new}` cannot name an option: names begin with a letter or `_` and hold letters, \
             digits, `_`, `-` and `.`."
        ));
    }
    if *quote(new, false) != *new {
        return Err(format!(
            "`{new}` cannot name an option: YAML reads it as something else than text."
        ));
    }
    let Some(resolved) = cx.resolved() else {
        return Ok(());
    };
    let section = sought.section.as_deref().unwrap_or_default();
    let shown = match section {
        "" => "The specification".to_owned(),
        section => format!("`{section}`"),
    };
    let attribute = attribute_of(new);
    let options = declared_options(&resolved).into_iter();
    let beside = options.filter(|o| o.section == section && *o.name != *sought.name);
    for option in beside {
        if *option.name == *new {
            return Err(format!("{shown} has an option `{new}` already."));
        }
        if attribute.is_some() && attribute_of(option.name) == attribute {
            return Err(format!(
                "{shown} has an option `{}`, and models would give both the same name.",
                option.name
            ));
        }
    }
    if !resolved.expanded {
        let templates = cx.integration.spec().into_iter();
        let mut templates = templates.flat_map(|spec| &spec.templates);
        let bring = |t: &&crate::model::spec::TemplateFact| {
            &*t.section == section && t.brings().contains(&new)
        };
        if let Some(template) = templates.find(bring) {
            return Err(format!(
                "{shown} has an option `{new}` already: the template `{}` brings it.",
                template.name
            ));
        }
    }
    Ok(())
}
