//! Rename: an option of the configuration gets another name in the specification, in what is
//! derived from it, and wherever else it is certainly named.

mod name;
mod subject;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::references::{Form, Read, Sought, in_descriptions, mentions};
use crate::engine::Resolved;
use crate::engine::models::attribute_of;
use crate::model::{FileKind, SourceFile};
use crate::syntax::yaml::edit;
use crate::text::{Difference, FileAction, FileEdit, Span, TextEdit, apply_edits, line_edits};
use crate::workspace::{Derived, DerivedKind, FileCx, Freshness, declared_options};
use subject::Subject;

/// What would be renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// Bytes under the cursor that name it.
    pub span: Span,
    /// The name it has.
    pub name: String,
}

/// What would be renamed at a place; `None` where no option is named.
///
/// # Errors
///
/// Why the option there cannot be renamed, for people.
pub fn prepare_rename(
    cx: &FileCx,
    offset: usize,
    read: &dyn Fn(&str) -> Option<Arc<str>>,
) -> Result<Option<Renamed>, String> {
    let Some(subject) = Subject::at(cx, offset)? else {
        return Ok(None);
    };
    let here = mentions(cx, &subject.sought, read).into_iter();
    let mut here = here.filter(|mention| *mention.path == *cx.file.path);
    let found = here.find(|mention| mention.span.touches(offset));
    Ok(found.map(|mention| Renamed {
        span: mention.span,
        name: subject.sought.name,
    }))
}

/// Edits that give the option at a place another name; none when it has this name already, or
/// when no option is named there. `read` gives the text of files by their path relative to the
/// repository root.
///
/// # Errors
///
/// Why the option cannot be renamed, or not so, for people.
pub fn rename(
    cx: &FileCx,
    offset: usize,
    new: &str,
    read: &dyn Fn(&str) -> Option<Arc<str>>,
) -> Result<Vec<FileEdit>, String> {
    let Some(subject) = Subject::at(cx, offset)? else {
        return Ok(Vec::new());
    };
    let sought = &subject.sought;
    if *sought.name == *new {
        return Ok(Vec::new());
    }
    name::check(cx, sought, new)?;
    let spec_path = cx.integration.repo_path(FileKind::Spec.file_name());
    let spec = spec_edits(cx, &subject, new)?;
    let old = cx.integration.spec().map(|spec| Arc::clone(&spec.text));
    let old = old.unwrap_or_default();
    let text = apply_edits(&old, &spec).map_err(|_| unsafe_to_rename(sought))?;
    let (resolved, derived) = cx.integration.derived_from(cx.repo, &text);
    is_the_same_but_for_the_name(cx, sought, new, &resolved)?;
    let whole = written_again(cx, &derived, read);
    let mut edits: BTreeMap<String, Vec<TextEdit>> = BTreeMap::new();
    let attribute = attribute_of(new);
    for mention in mentions(cx, sought, read) {
        // What is in sync with the specification stays so, as a whole.
        if mention.path == spec_path || whole.contains_key(&mention.path) {
            continue;
        }
        let name = match mention.form {
            Form::Declaration => continue,
            Form::Prose if !subject.is_unique => continue,
            Form::Attribute => attribute.as_deref().unwrap_or(new),
            _ => new,
        };
        // A file may have changed since it was looked at.
        let text = read(&mention.path).unwrap_or_default();
        let there = text.get(mention.span.range());
        let is_there = there == Some(&*sought.name)
            || (mention.form == Form::Attribute && there == attribute_of(&sought.name).as_deref());
        if is_there {
            let edit = TextEdit::replace(mention.span, name);
            edits.entry(mention.path).or_default().push(edit);
        }
    }
    edits.extend(whole);
    edits.insert(spec_path, spec);
    let edits = edits.into_iter().filter(|(_, edits)| !edits.is_empty());
    Ok(edits
        .map(|(path, edits)| FileEdit {
            path,
            action: FileAction::Edit(edits),
        })
        .collect())
}

fn unsafe_to_rename(sought: &Sought) -> String {
    format!(
        "`{}` cannot be renamed safely: spec.yaml names it in a way that other options share.",
        sought.name
    )
}

/// Edits of the specification: the name itself, changes by it to a template that stands for
/// it, and descriptions that name it.
fn spec_edits(cx: &FileCx, subject: &Subject, new: &str) -> Result<Vec<TextEdit>, String> {
    let sought = &subject.sought;
    let text = cx.integration.spec().map(|spec| Arc::clone(&spec.text));
    let text = text.unwrap_or_default();
    let file = SourceFile::parse(FileKind::Spec.file_name().into(), FileKind::Spec, text);
    let tree = file.sound_yaml().ok_or_else(|| {
        format!(
            "`{}` cannot be renamed: spec.yaml has syntax errors.",
            sought.name
        )
    })?;
    let mut edits: BTreeMap<Span, TextEdit> = BTreeMap::new();
    for span in &subject.names {
        let node = tree.node_at(&file.text, span.start as usize);
        if node.as_str() != Some(&*sought.name) {
            return Err(unsafe_to_rename(sought));
        }
        let edit = edit::set_text(node, new);
        edits.insert(edit.span, edit);
        let overrides = node.parent().and_then(|option| option.get("overrides"));
        let changes = overrides.into_iter().flat_map(|map| map.children());
        for change in changes {
            let rest = change.key().and_then(|key| key.strip_prefix(&*sought.name));
            if let Some(rest) = rest.filter(|rest| rest.starts_with('.'))
                && let Some(edit) = edit::rename_key(change, &format!("{new}{rest}"))
            {
                edits.insert(edit.span, edit);
            }
        }
    }
    if subject.is_unique {
        for span in in_descriptions(&file, &sought.name) {
            edits.insert(span, TextEdit::replace(span, new));
        }
    }
    Ok(edits.into_values().collect())
}

/// The specification means what it meant, with the new name in the place of the old one.
fn is_the_same_but_for_the_name(
    cx: &FileCx,
    sought: &Sought,
    new: &str,
    after: &Resolved,
) -> Result<(), String> {
    let before = cx.resolved().unwrap_or_default();
    let section = sought.section.as_deref().unwrap_or_default();
    let own = match section {
        "" => sought.name.clone(),
        section => format!("{section}.{}", sought.name),
    };
    let renamed = match section {
        "" => new.to_owned(),
        section => format!("{section}.{new}"),
    };
    let inside = |section: &str| match section.strip_prefix(&*own) {
        Some(rest) if rest.is_empty() || rest.starts_with('.') => format!("{renamed}{rest}"),
        _ => section.to_owned(),
    };
    let wanted = declared_options(&before).into_iter().map(|option| {
        let is_it = option.section == section && *option.name == *sought.name;
        let name = if is_it { new } else { option.name };
        (
            option.example.to_owned(),
            inside(&option.section),
            name.to_owned(),
        )
    });
    let found = declared_options(after).into_iter().map(|option| {
        let example = option.example.to_owned();
        (example, option.section.clone(), option.name.to_owned())
    });
    let same = wanted.eq(found) && after.errors.len() == before.errors.len();
    if same {
        Ok(())
    } else {
        Err(unsafe_to_rename(sought))
    }
}

/// Edits of derived files that were in sync with the specification, so that they are again.
fn written_again(cx: &FileCx, after: &Derived, read: Read) -> BTreeMap<String, Vec<TextEdit>> {
    let mut edits = BTreeMap::new();
    let Some(before) = cx.derived() else {
        return edits;
    };
    for file in &before.files {
        let is_fresh = file.freshness(cx.integration) == Freshness::Same;
        let Some(now) = after.file(&file.path).filter(|_| is_fresh) else {
            continue;
        };
        let path = cx.integration.repo_path(&file.path);
        let text = read(&path).unwrap_or_default();
        // What belongs to the author is edited in place.
        let is_own =
            file.kind == DerivedKind::Custom && Difference::between(&text, &file.text).is_some();
        if !is_own {
            edits.insert(path, line_edits(&text, &now.text));
        }
    }
    edits
}
