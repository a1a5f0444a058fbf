//! `discovery.py`: candidates for services that the Agent discovers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::error::ModelError;
use super::format::{Style, statement};
use super::names::{is_identifier, is_keyword};
use crate::engine::python::{repr, str_repr};
use crate::engine::{Heap, Id, Key, Origin, Value};

/// Keys of a strategy that are not handed to its function.
const RESERVED: &[&str] = &["strategy", "candidates", "provides", "inputs"];

/// Above, nested texts may be written in pieces, which is not followed.
const PIECES: usize = 100;

/// The contents; `package` is the name of the file without its ending.
pub(super) fn file(
    heap: &Heap,
    discovery: Id,
    package: &str,
    has_shared: bool,
    style: Style,
) -> Result<String, ModelError> {
    let strategies = heap.field(discovery, "strategies");
    let strategies = strategies.and_then(|strategies| heap.list(strategies));
    let strategies = strategies.unwrap_or_default();
    let origin = heap.origin(discovery);
    if !package.split('.').all(is_name) {
        let message = format!("`{package}` is no package that Python can import, ddev stops");
        return Err(ModelError::crash(origin, message));
    }
    let mut out = String::from("from __future__ import annotations\n\n");
    out.push_str("from collections.abc import Iterator\nfrom typing import Any\n\n");
    imports(heap, strategies, package, has_shared, style, &mut out)?;
    out.push_str("\n\n");
    let result = "(service: Service) -> Iterator[dict[str, Any]]:\n";
    out.push_str("def _generated_candidates");
    out.push_str(result);
    if has_shared {
        let context = "{}, context={'configured_fields': frozenset()}";
        let _ = writeln!(
            out,
            "    shared = SharedConfig.model_validate({context}).model_dump("
        );
        let _ = writeln!(out, "        {DUMP}");
        out.push_str("    )\n");
    } else {
        out.push_str("    shared = {}\n");
    }
    for (at, strategy) in strategies.iter().enumerate() {
        let name = name_of(heap, *strategy)?;
        let _ = writeln!(out, "    # discovery[{at}]: {name}");
        context(heap, *strategy, name, style, &mut out)?;
        let candidates = heap.field(*strategy, "candidates");
        for candidate in candidates.and_then(|id| heap.list(id)).unwrap_or_default() {
            body(heap, *candidate, style, &mut out)?;
        }
    }
    out.push_str("\n\ndef candidates");
    out.push_str(result);
    out.push_str("    override = getattr(discovery_overrides, 'candidates', None)\n");
    out.push_str("    if override is None:\n");
    out.push_str("        yield from _generated_candidates(service)\n    else:\n");
    out.push_str("        yield from override(service, default=_generated_candidates)\n");
    Ok(style.quotes.normalised(&out))
}

const DUMP: &str = "by_alias=True, mode='json', exclude_none=True";

fn is_name(name: &str) -> bool {
    is_identifier(name) && !is_keyword(name)
}

fn name_of(heap: &Heap, strategy: Id) -> Result<&str, ModelError> {
    let name = heap
        .field(strategy, "strategy")
        .and_then(|name| heap.str(name));
    name.filter(|name| !name.contains('\n'))
        .ok_or_else(|| unknown(heap.origin(strategy)))
}

fn unknown(origin: Origin) -> ModelError {
    ModelError::unknown(origin, "the discovery stanza is not followed")
}

fn put(line: &str, indent: usize, style: Style, out: &mut String) -> Result<(), ModelError> {
    statement(line, indent, style, out).map_err(|_| unknown(Origin::nowhere()))
}

fn imports(
    heap: &Heap,
    strategies: &[Id],
    package: &str,
    has_shared: bool,
    style: Style,
    out: &mut String,
) -> Result<(), ModelError> {
    let base = "datadog_checks.base.utils.discovery".to_owned();
    let models = format!("datadog_checks.{package}.config_models");
    let mut modules: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut add = |module: String, name| modules.entry(module).or_default().insert(name);
    add(base.clone(), "Service");
    add(models.clone(), "discovery_overrides");
    add(format!("{models}.instance"), "InstanceConfig");
    if has_shared {
        add(format!("{models}.shared"), "SharedConfig");
    }
    for strategy in strategies {
        let name = name_of(heap, *strategy)?;
        match name.strip_prefix("local:") {
            Some(function) if is_name(function) => {
                add(format!("{models}.discovery_strategies"), function);
            }
            None if name == "from_ports" => {
                add(base.clone(), "candidate_ports");
            }
            _ => return Err(unknown(heap.origin(*strategy))),
        }
    }
    for (module, names) in modules {
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_by_key(|name| (name.starts_with(char::is_lowercase), *name));
        let line = format!("from {module} import {}", names.join(", "));
        put(&line, 0, style, out)?;
    }
    Ok(())
}

/// The loop over what a strategy yields.
fn context(
    heap: &Heap,
    strategy: Id,
    name: &str,
    style: Style,
    out: &mut String,
) -> Result<(), ModelError> {
    let Some(function) = name.strip_prefix("local:") else {
        let hints = heap.field(strategy, "port_hints");
        let hints = hints.map_or(Ok("[]".to_owned()), |hints| repr(heap, hints))?;
        let line = format!("for port in candidate_ports(service, {hints}):");
        put(&line, 4, style, out)?;
        return put("ctx = {'port': port}", 8, style, out);
    };
    let mut arguments = String::from("service");
    for (key, entry) in heap
        .map(strategy)
        .into_iter()
        .flat_map(crate::engine::Map::iter)
    {
        match key {
            Key::Str(key) if RESERVED.contains(&&**key) => {}
            Key::Str(key) if is_name(key) => {
                let _ = write!(arguments, ", {key}={}", repr(heap, entry.value)?);
            }
            _ => return Err(unknown(heap.origin(entry.key))),
        }
    }
    put(
        &format!("for ctx in {function}({arguments}):"),
        4,
        style,
        out,
    )
}

fn body(heap: &Heap, candidate: Id, style: Style, out: &mut String) -> Result<(), ModelError> {
    let mut data = String::from("instance_data = {");
    for (_, entry) in heap
        .map(candidate)
        .into_iter()
        .flat_map(crate::engine::Map::iter)
    {
        let value = match heap.get(entry.value) {
            Value::Str(text) if text.contains('{') => {
                format!("{}.format(service=service, **ctx)", str_repr(text))
            }
            Value::Str(text) => str_repr(text),
            _ => {
                let value = repr(heap, entry.value)?;
                if value.chars().count() > PIECES && value.contains(['\'', '"']) {
                    return Err(unknown(heap.origin(entry.value)));
                }
                value
            }
        };
        let _ = write!(data, "{}: {value},", repr(heap, entry.key)?);
    }
    data.push('}');
    put(&data, 8, style, out)?;
    out.push_str("        instance = InstanceConfig.model_validate(\n");
    out.push_str("            instance_data, ");
    out.push_str("context={'configured_fields': frozenset(instance_data)}\n");
    let _ = writeln!(out, "        ).model_dump({DUMP})");
    out.push_str("        yield {'init_config': shared, 'instances': [instance]}\n");
    Ok(())
}
