//! The classes of a section as the generator writes them: without doubles, under their last
//! names, with their imports, laid out for the repository's width.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::class::Class;
use super::error::ModelError;
use super::format::{Refused, Style, statement};
use super::names::{Taken, class_name};
use super::types::{Atom, Import, Type};
use crate::engine::python::TooLarge;
use crate::engine::{Heap, Origin};

/// Modules of Python itself; the others stand in a group of their own.
const STANDARD: &[&str] = &[
    "datetime",
    "decimal",
    "ipaddress",
    "pathlib",
    "typing",
    "uuid",
];

/// Bytes of a file; beyond, somebody plays with anchors.
const LIMIT: usize = 4 << 20;

/// The file as the generator leaves it.
pub(super) fn text(
    heap: &Heap,
    mut classes: Vec<Class>,
    style: Style,
) -> Result<String, ModelError> {
    for class in &mut classes {
        class.lookaround = class.fields.iter().any(|field| field.has_lookaround(heap));
    }
    let mut names: Vec<String> = classes
        .iter()
        .map(|class| class.given.name.clone())
        .collect();
    let mut bytes = 0;
    for class in &classes {
        let statements = class.statements(heap, class.base(), &names)?;
        bytes += statements.iter().map(String::len).sum::<usize>();
        if bytes > LIMIT {
            return Err(TooLarge.into());
        }
    }
    let kept = without_doubles(heap, &mut classes, &names)?;
    let mut imports: Vec<Import> = Vec::new();
    for class in &kept {
        imports.extend(classes[*class].imports(heap, &names)?);
    }
    rename(&classes, &kept, &imports, &mut names)?;
    let mut wanted: BTreeSet<Import> = BTreeSet::new();
    for class in &kept {
        classes[*class].forget_fields();
        wanted.extend(classes[*class].imports(heap, &names)?);
    }
    avoid_imports(&kept, &wanted, &mut names)?;

    let mut out = String::new();
    header(&wanted, style, &mut out);
    for class in &kept {
        out.push_str("\n\n");
        let statements = classes[*class].statements(heap, &names[*class], &names)?;
        for (at, line) in statements.iter().enumerate() {
            let indent = if at == 0 { 0 } else { 4 };
            statement(line, indent, style, &mut out).map_err(refused)?;
        }
    }
    Ok(out)
}

/// Classes in order, those left out that are equal to the latest one of the same base name;
/// who uses them uses that one.
fn without_doubles(
    heap: &Heap,
    classes: &mut [Class],
    names: &[String],
) -> Result<Vec<usize>, ModelError> {
    let mut latest: HashMap<String, usize> = HashMap::default();
    let mut texts: HashMap<usize, (Vec<String>, Vec<Import>)> = HashMap::default();
    let mut same: HashMap<usize, usize> = HashMap::default();
    let mut kept = Vec::new();
    for at in 0..classes.len() {
        let class = &classes[at];
        let base = class.base().to_owned();
        if let Some(other) = latest.get(&base).copied() {
            let text = |class: &Class| -> Result<_, ModelError> {
                // A class that has its own base name is shown under it anyway.
                let shown = class.base();
                let statements = class.statements(heap, shown, names)?;
                Ok((statements, class.imports(heap, names)?))
            };
            let own = text(class)?;
            let known = match texts.remove(&other) {
                Some(known) => known,
                None => text(&classes[other])?,
            };
            let is_same = known == own;
            texts.insert(other, known);
            if is_same {
                same.insert(at, other);
                continue;
            }
            texts.insert(at, own);
        }
        latest.insert(base, at);
        kept.push(at);
    }
    if !same.is_empty() {
        for class in classes {
            for field in &mut class.fields {
                redirect(&mut field.of, &same);
            }
        }
    }
    Ok(kept)
}

fn redirect(of: &mut Type, same: &HashMap<usize, usize>) {
    if let Atom::Class(class) = &mut of.atom
        && let Some(other) = same.get(class)
    {
        *class = *other;
    }
    for part in &mut of.parts {
        redirect(part, same);
    }
}

/// Names that clash with imports give way; numbers go where nobody needs them any more.
fn rename(
    classes: &[Class],
    kept: &[usize],
    imports: &[Import],
    names: &mut [String],
) -> Result<(), ModelError> {
    let imported = imports.iter().map(|Import(_, name)| (*name).to_owned());
    let mut taken = Taken::with(imported, "Model");
    let mut known: HashMap<String, usize> = HashMap::default();
    for at in kept {
        names[*at] = taken.class(&names[*at], false).ok_or_else(no_name)?.name;
        known.insert(names[*at].clone(), *at);
    }
    for at in kept {
        if let Some(base) = &classes[*at].given.base
            && !known.contains_key(base)
        {
            known.remove(&names[*at]);
            names[*at].clone_from(base);
            known.insert(base.clone(), *at);
        }
    }
    Ok(())
}

/// Classes that took a name back which is imported get a number.
fn avoid_imports(
    kept: &[usize],
    wanted: &BTreeSet<Import>,
    names: &mut [String],
) -> Result<(), ModelError> {
    let mut taken = Taken::default();
    for at in kept {
        taken.add(names[*at].clone());
    }
    for at in kept {
        if wanted.iter().any(|Import(_, name)| *name == names[*at]) {
            let wish = class_name(&names[*at]).ok_or_else(no_name)?;
            names[*at] = taken.class(&wish, false).ok_or_else(no_name)?.name;
        }
    }
    Ok(())
}

fn refused(reason: Refused) -> ModelError {
    let nowhere = Origin::nowhere();
    match reason {
        Refused::Syntax => ModelError::reported(nowhere, "the model would be no Python"),
        Refused::Beyond => ModelError::unknown(nowhere, "the model is not followed"),
    }
}

fn no_name() -> ModelError {
    ModelError::unknown(Origin::nowhere(), "no class can have such a name")
}

fn header(wanted: &BTreeSet<Import>, style: Style, out: &mut String) {
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for Import(module, name) in wanted {
        modules.entry(module).or_default().push(name);
    }
    out.push_str("from __future__ import annotations\n");
    for standard in [true, false] {
        let group: Vec<_> = modules
            .iter()
            .filter(|(module, _)| STANDARD.contains(module) == standard)
            .collect();
        if !group.is_empty() {
            out.push('\n');
        }
        for (module, names) in group {
            let mut names = names.clone();
            names.sort_by_key(|name| (rank(name), name.to_lowercase()));
            let line = format!("from {module} import {}", names.join(", "));
            // Nothing in it that could be refused.
            let _ = statement(&line, 0, style, out);
        }
    }
}

/// Constants, then classes, then functions.
fn rank(name: &str) -> u8 {
    if name.len() > 1 && !name.contains(char::is_lowercase) {
        0
    } else {
        u8::from(name.starts_with(char::is_lowercase)) + 1
    }
}
