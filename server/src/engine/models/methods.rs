//! What ddev adds to the generator's text: imports, immutable types, and the methods that
//! call validators.

use super::error::ModelError;
use super::format::{Refused, Style, reformat};
use super::names::{is_identifier, is_keyword};
use super::schema::Info;
use super::{Layout, Tool};
use crate::engine::Origin;
use crate::engine::python::str_repr;

/// Which section a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Section {
    /// `shared` or `instance`.
    pub(super) model: &'static str,
    /// `SharedConfig` or `InstanceConfig`.
    pub(super) class: &'static str,
    /// `init_config` or `instances`.
    pub(super) name: &'static str,
}

pub(super) const SHARED: Section = Section {
    model: "shared",
    class: "SharedConfig",
    name: "init_config",
};
pub(super) const INSTANCE: Section = Section {
    model: "instance",
    class: "InstanceConfig",
    name: "instances",
};

/// Columns of lines that ddev lets pass.
const LIMIT: usize = 120;

/// The contents of `shared.py` or `instance.py` from the generator's text.
pub(super) fn finished(
    generated: &str,
    section: Section,
    info: &Info,
    tool: Tool,
    layout: Layout,
) -> Result<String, ModelError> {
    let mut lines: Vec<String> = generated.lines().map(str::to_owned).collect();
    add_imports(&mut lines, info);
    immutable(&mut lines, tool)?;
    let trusted = tool == Tool::Current && !info.trusted.is_empty();
    if trusted && let Some(at) = lines.iter().position(|line| line.starts_with("class ")) {
        let mut names: Vec<&str> = info.trusted.iter().map(String::as_str).collect();
        names.sort_unstable();
        let names: Vec<String> = names.into_iter().map(str_repr).collect();
        let constant = format!("SECURE_FIELD_NAMES = frozenset([{}])", names.join(", "));
        lines.splice(at..at, [String::new(), constant, String::new()]);
    }
    add_methods(&mut lines, section, info, tool, trusted);
    configure(&mut lines);
    let is_long = lines.iter().any(|line| line.chars().count() > LIMIT);
    let mut text = lines.join("\n");
    text.push('\n');
    if !is_long {
        return Ok(text);
    }
    let refused = |reason| match reason {
        Refused::Syntax => ModelError::crash(
            Origin::nowhere(),
            format!(
                "`{}.py` would be no Python, which stops ddev",
                section.model
            ),
        ),
        Refused::Beyond => ModelError::unknown(Origin::nowhere(), "the model is not followed"),
    };
    let paths = info.validators.iter().flat_map(|(_, paths)| paths);
    for path in paths {
        if !path
            .split('.')
            .all(|name| is_identifier(name) && !is_keyword(name))
        {
            return Err(ModelError::unknown(
                Origin::nowhere(),
                format!("the validator `{path}` is no name"),
            ));
        }
    }
    reformat(&text, tool.second_pass(layout)).map_err(refused)
}

fn add_imports(lines: &mut Vec<String>, info: &Info) {
    let is_import = |line: &String| line.starts_with("from ");
    let has_mapping = lines
        .iter()
        .any(|line| !is_import(line) && line.contains("dict["));
    let first = lines.iter().position(is_import).unwrap_or(0);
    let mut last = lines.iter().rposition(is_import).unwrap_or(0);
    let typing = lines
        .iter()
        .rposition(|line| line.starts_with("from typing "));
    if let Some(line) = lines
        .iter_mut()
        .rev()
        .find(|line| line.starts_with("from pydantic "))
    {
        line.push_str(", field_validator, model_validator");
    }
    if has_mapping {
        let import = "from types import MappingProxyType".to_owned();
        if let Some(at) = typing {
            lines.insert(at, import);
            last += 1;
        } else {
            lines.splice(first + 1..first + 1, [String::new(), import]);
            last += 2;
        }
    }
    let mut local: Vec<&str> = Vec::new();
    if !info.defaults.is_empty() {
        local.push("defaults");
    }
    if !info.deprecations.is_empty() {
        local.push("deprecations");
    }
    local.push("validators");
    let added = [
        String::new(),
        "from datadog_checks.base.utils.functions import identity".to_owned(),
        "from datadog_checks.base.utils.models import validation".to_owned(),
        String::new(),
        format!("from . import {}", local.join(", ")),
    ];
    lines.splice(last + 1..last + 1, added);
}

/// Mappings and lists become types that nothing can be added to, in texts as well.
fn immutable(lines: &mut Vec<String>, tool: Tool) -> Result<(), ModelError> {
    if tool == Tool::September2025 {
        for line in lines.iter_mut() {
            let replaced = line.replace("dict[", "MappingProxyType[");
            *line = if replaced.contains("list[") {
                by_line(&replaced)?
            } else {
                replaced
            };
        }
        return Ok(());
    }
    let text = lines.join("\n").replace("dict[", "MappingProxyType[");
    let text = if text.contains("list[") {
        tuples(&text)
    } else {
        text
    };
    *lines = text.split('\n').map(str::to_owned).collect();
    Ok(())
}

/// Before an opening bracket: makes a tuple of a list, and tells whether it was one.
fn opens_list(out: &mut String) -> bool {
    let is_list = out.ends_with("list");
    if is_list {
        out.truncate(out.len() - "list".len());
        out.push_str("tuple");
    }
    is_list
}

fn tuples(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut open: Vec<bool> = Vec::new();
    for c in text.chars() {
        if c == '[' {
            open.push(opens_list(&mut out));
        } else if c == ']' && open.pop() == Some(true) {
            let end = out.trim_end_matches([' ', '\t', '\n']).len();
            out.insert_str(end, ", ...");
        }
        out.push(c);
    }
    out
}

/// As the tool of September 2025 does it, one line at a time.
fn by_line(line: &str) -> Result<String, ModelError> {
    let crash = |message| Err(ModelError::crash(Origin::nowhere(), message));
    if !line.is_ascii() {
        return crash("a list in a line with other than ASCII text stops ddev");
    }
    let mut out = String::with_capacity(line.len() + 16);
    let mut open: Vec<bool> = Vec::new();
    for c in line.chars() {
        if c == '[' {
            open.push(opens_list(&mut out));
        } else if c == ']' {
            match open.pop() {
                Some(true) => out.push_str(", ..."),
                Some(false) => {}
                None => return crash("brackets that do not match in a line stop ddev"),
            }
        }
        out.push(c);
    }
    Ok(out)
}

fn add_methods(lines: &mut Vec<String>, section: Section, info: &Info, tool: Tool, trusted: bool) {
    let Section { model, name, .. } = section;
    let mut add = |indent: usize, line: &str| lines.push(format!("{:1$}{line}", "", indent * 4));
    if !info.deprecations.is_empty() {
        lines_before(&mut add);
        add(1, "def _handle_deprecations(cls, values, info):");
        add(2, "fields = info.context['configured_fields']");
        let arguments = format!("'{name}', deprecations.{model}(), fields, info.context");
        add(
            2,
            &format!("validation.utils.handle_deprecations({arguments})"),
        );
        add(2, "return values");
    }
    lines_before(&mut add);
    add(1, "def _initial_validation(cls, values):");
    let start = format!("getattr(validators, 'initialize_{model}', identity)(values)");
    add(
        2,
        &format!("return validation.core.initialize_config({start})"),
    );
    add(0, "");
    add(1, "@field_validator('*', mode='before')");
    add(1, "def _validate(cls, value, info):");
    add(2, "field = cls.model_fields[info.field_name]");
    add(2, "field_name = field.alias or info.field_name");
    add(2, "if field_name in info.context['configured_fields']:");
    let own = format!("f'{model}_{{info.field_name}}'");
    let call = "(value, field=field)";
    add(
        3,
        &format!("value = getattr(validators, {own}, identity){call}"),
    );
    let mut validators: Vec<_> = info.validators.iter().collect();
    validators.sort();
    let module = match tool {
        Tool::Current => "validators",
        Tool::September2025 => "validation",
    };
    for (option, paths) in validators {
        add(0, "");
        add(3, &format!("if info.field_name == {}:", str_repr(option)));
        for path in paths {
            add(4, &format!("value = {module}.{path}{call}"));
        }
    }
    if trusted {
        add(0, "");
        add(3, "if info.field_name in SECURE_FIELD_NAMES:");
        let arguments = "info.field_name, value, info.context.get('security_config')";
        let check = "validation.security.check_field_trusted_provider";
        add(4, &format!("{check}({arguments})"));
    }
    if !info.defaults.is_empty() {
        add(2, "else:");
        add(
            3,
            &format!("value = getattr(defaults, {own}, lambda: value)()"),
        );
    }
    add(0, "");
    add(2, "return validation.utils.make_immutable(value)");
    add(0, "");
    add(1, "@model_validator(mode='after')");
    add(1, "def _final_validation(cls, model):");
    let end = format!("getattr(validators, 'check_{model}', identity)(model)");
    add(2, &format!("return validation.core.check_model({end})"));
}

fn lines_before(add: &mut impl FnMut(usize, &str)) {
    add(0, "");
    add(1, "@model_validator(mode='before')");
}

/// Allows types of any kind everywhere, and checks defaults in the class of the section.
fn configure(lines: &mut Vec<String>) {
    let last = lines
        .iter()
        .rposition(|line| line.starts_with("    model_config = ConfigDict("));
    let mut out = Vec::with_capacity(lines.len() + 8);
    for (at, line) in lines.drain(..).enumerate() {
        let is_config = line.starts_with("    model_config = ConfigDict(");
        out.push(line);
        if Some(at) == last {
            out.push("        validate_default=True,".to_owned());
        }
        if is_config {
            out.push("        arbitrary_types_allowed=True,".to_owned());
        }
    }
    *lines = out;
}

/// The style of the formatter's first pass, of the generator.
impl Tool {
    pub(super) fn first_pass(self, width: usize) -> Style {
        let tool = match self {
            Self::Current => super::format::Tool::Black,
            Self::September2025 => super::format::Tool::OldBlack,
        };
        Style::of(tool, width)
    }

    /// The style of the second pass, and of files that only ddev writes.
    pub(super) fn second_pass(self, layout: Layout) -> Style {
        match self {
            Self::Current => Style {
                tool: super::format::Tool::Ruff,
                width: layout.ruff_width,
                quotes: layout.quotes,
            },
            Self::September2025 => self.first_pass(layout.black_width),
        }
    }
}
