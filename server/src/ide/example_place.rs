//! Where an example configuration and its specification speak of the same option, for
//! hover, definition and completion alike.

use crate::ide::template_options::Opened;
use crate::model::config::{Param, params};
use crate::model::spec::{OptionFact, Origin, SpecFacts, TemplateFact};
use crate::model::{Facts, FileKind};
use crate::text::Span;
use crate::workspace::{FileCx, Repo};

/// The specification of the integration with its path inside the integration.
pub(super) fn spec_of<'a>(cx: &FileCx<'a>) -> Option<(&'a str, &'a SpecFacts)> {
    let named = cx.integration.config_spec_path().trim_start_matches("./");
    let customary = FileKind::Spec.file_name();
    [named, customary].into_iter().find_map(|path| {
        let facts = cx.integration.facts_at(path)?.as_spec()?;
        Some((path, facts))
    })
}

/// Name of an example as the specification names it.
pub(super) fn example_name<'a>(cx: &FileCx<'a>) -> &'a str {
    let path: &'a str = &cx.file.path;
    path.rsplit('/').next().unwrap_or(path)
}

/// The option of an example whose name, in its help or at its value, is under the cursor.
pub(super) fn param_at(cx: &FileCx, offset: usize) -> Option<(Span, Param)> {
    params(cx.text()).into_iter().find_map(|param| {
        let spans = [Some(param.name_span), param.key_span];
        let span = spans.into_iter().flatten().find(|s| s.touches(offset))?;
        Some((span, param))
    })
}

/// Where the specification speaks of an option of an example.
pub(super) fn origin_of<'a>(cx: &FileCx<'a>, param: &Param) -> Option<(&'a str, Origin<'a>)> {
    let (path, facts) = spec_of(cx)?;
    let section = param.sections.join(".");
    let origin = facts.origin(example_name(cx), &section, &param.name)?;
    Some((path, origin))
}

/// Path, inside the integration, of a file that the specification renders, when it is there.
pub(super) fn rendered_path(cx: &FileCx, example: &str) -> Option<String> {
    let package = cx.integration.package_name();
    let path = format!("datadog_checks/{package}/data/{example}");
    cx.integration.files.has_file(&path).then_some(path)
}

/// The place of an option in a rendered file: path inside the integration, and bytes.
pub(super) fn place_in_example(cx: &FileCx, option: &OptionFact) -> Option<(String, Span)> {
    let path = rendered_path(cx, &option.example)?;
    let wanted = match &*option.section {
        "" => option.name.to_string(),
        section => format!("{section}.{}", option.name),
    };
    let config = cx.integration.facts_at(&path).and_then(Facts::as_config)?;
    let mut params = config.params().iter();
    let found = params.find(|param| *param.value == *wanted)?;
    Some((path, found.span))
}

/// What a specification says of an option, as Markdown.
pub(super) fn option_text(option: &OptionFact) -> String {
    let kind = match (option.is_section, &*option.kind) {
        (true, _) => "section",
        (false, "") => "option",
        (false, kind) => kind,
    };
    let mut notes = vec![kind.to_owned()];
    notes.push(
        if option.required {
            "required"
        } else {
            "optional"
        }
        .to_owned(),
    );
    let flags = [(option.hidden, "hidden"), (option.secret, "secret")];
    notes.extend(
        flags
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, n)| (*n).to_owned()),
    );
    let mut text = format!("**{}** ({})", option.name, notes.join(", "));
    let mut line = |label: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("\n\n{label}: `{value}`"));
        }
    };
    line("Default", &option.default);
    if option.default.is_empty() {
        line("Example", &option.example_value);
    }
    line("Template", &option.template);
    if !option.values.is_empty() {
        let values: Vec<String> = option.values.iter().map(|v| format!("`{v}`")).collect();
        text.push_str(&format!("\n\nOne of {}.", values.join(", ")));
    }
    if !option.description.is_empty() {
        text.push_str(&format!("\n\n{}", option.description));
    }
    text
}

/// What is known of an option that a template brings.
pub(super) fn brought_text(repo: &Repo, name: &str, template: &TemplateFact) -> String {
    let opened = Opened::of(repo, &template.name);
    let option = opened.and_then(|opened| opened.option(name));
    let head = option.map_or_else(|| format!("**{name}**"), |option| option_text(&option));
    format!("{head}\n\nBrought by the template `{}`.", template.name)
}

/// Either of the two.
pub(super) fn origin_text(repo: &Repo, name: &str, origin: Origin) -> String {
    match origin {
        Origin::Option(option) => option_text(option),
        Origin::Template(template) => brought_text(repo, name, template),
    }
}
