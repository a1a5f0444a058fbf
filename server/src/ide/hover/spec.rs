//! Hover in `spec.yaml`: what a key, a type, a format or a template means, and what an option
//! is as a whole.

use super::Hover;
use crate::catalog::{SpecKey, SpecTakes, spec_words};
use crate::ide::example_place::{option_text, rendered_path};
use crate::ide::spec_place::{key_of, template_text};
use crate::ide::template_options::{Opened, brought_list};
use crate::model::Facts;
use crate::model::spec::TemplateRef;
use crate::syntax::yaml::YamlNode;
use crate::workspace::SpecCx;

pub(super) fn hover(cx: &SpecCx, offset: usize) -> Option<Hover> {
    let tree = cx.file.yaml()?;
    let node = tree.node_at(cx.text(), offset);
    if let Some(hover) = change(cx, node, offset) {
        return Some(hover);
    }
    let (key, _) = key_of(node)?;
    if let Some(span) = node.key_span().filter(|key| key.touches(offset)) {
        let markdown = key_text(key);
        return Some(Hover { span, markdown });
    }
    let words = spec_words();
    let text = node.as_str()?;
    let markdown = match key.takes {
        SpecTakes::Template => {
            let known = TemplateRef::of(node)?.known;
            let brought = brought_list(cx.repo, text);
            match (known, brought.as_str()) {
                (None, "") => return None,
                (Some(known), "") => template_text(known),
                (Some(known), _) => format!("**{text}**\n\n{}\n\n{brought}", known.summary),
                (None, _) => format!("**{text}**\n\n{brought}"),
            }
        }
        SpecTakes::Type => words.value_type(text)?.summary.clone(),
        SpecTakes::Formats => words.format(text)?.summary.clone(),
        SpecTakes::Strategy => words
            .strategies
            .iter()
            .find(|s| s.name == text)?
            .summary
            .clone(),
        _ => return option(cx, offset),
    };
    let span = node.inner_span();
    Some(Hover { span, markdown })
}

/// The option that a path of `overrides` changes.
fn change(cx: &SpecCx, node: YamlNode, offset: usize) -> Option<Hover> {
    let span = node.key_inner_span().filter(|key| key.touches(offset))?;
    let overrides = node
        .parent()
        .filter(|parent| parent.key() == Some("overrides"))?;
    let template = TemplateRef::of(overrides.parent()?.get("template")?)?;
    let opened = Opened::of(cx.repo, template.text())?;
    let option = opened.option(node.key()?.split('.').next()?)?;
    Some(Hover {
        span,
        markdown: option_text(&option),
    })
}

/// The option whose name is under the cursor.
fn option(cx: &SpecCx, offset: usize) -> Option<Hover> {
    let facts = Facts::of(cx.file);
    let options = &facts.as_spec()?.options;
    let option = options.iter().find(|option| option.span.touches(offset))?;
    let mut markdown = option_text(option);
    if let Some(path) = rendered_path(cx, &option.example) {
        let file = path.rsplit('/').next().unwrap_or_default();
        let place = match &*option.section {
            "" => String::new(),
            section => format!(" below `{section}`"),
        };
        markdown.push_str(&format!("\n\nStands in `{file}`{place}."));
    }
    Some(Hover {
        span: option.span,
        markdown,
    })
}

fn key_text(key: &SpecKey) -> String {
    let mut notes = Vec::new();
    if key.required {
        notes.push("required".to_owned());
    }
    if !key.types.is_empty() {
        notes.push(format!("for {}", key.types.join(", ")));
    }
    if let Some(default) = &key.default {
        notes.push(format!("default {default}"));
    }
    let head = match notes.is_empty() {
        true => format!("**{}**", key.name),
        false => format!("**{}** ({})", key.name, notes.join(", ")),
    };
    format!("{head}\n\n{}\n\n{}", key.summary, key.docs)
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use crate::testing::hover;

    const TEXT: &str = "//- foo/assets/configuration/spec.yaml\nfiles:\n- name: foo.yaml\n  options:\n  - template: instances/tls\n  - name: a\n    required: true\n    formats: [url]\n    value:\n      type: array\n      items: {type: string}\n";

    #[test]
    fn words_are_explained() {
        for (at, word) in [
            ("requi", "uncommented"),
            ("files", "configuration files"),
            ("instances/t", "tls_verify"),
            ("ite", "Type of every item"),
            ("arra", "A list"),
            ("[ur", "Web address"),
        ] {
            let text = hover(&TEXT.replacen(at, &format!("{at}‸"), 1)).expect(at);
            assert!(text.contains(word), "{at}: {text}");
        }
        assert_eq!(hover(&TEXT.replacen("foo.ya", "foo.‸ya", 1)), None);
    }

    #[test]
    fn options_are_explained_and_examples_are_not() {
        let text = hover(&TEXT.replacen("name: a", "name: a‸", 1));
        assert_eq!(text.as_deref(), Some("**a** (list of strings, required)"));
        let text = "//- foo/assets/configuration/spec.yaml\nfiles:\n- options:\n  - name: a\n    example:\n      re‸quired: true\n";
        assert_eq!(hover(text), None);
    }
}
