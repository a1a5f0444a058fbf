//! Hover in `spec.yaml`: what a key, a type, a format or a template means.

use super::Hover;
use crate::catalog::{SpecKey, SpecTemplate, spec_words};
use crate::syntax::yaml::YamlNode;
use crate::workspace::SpecCx;

pub(super) fn hover(cx: &SpecCx, offset: usize) -> Option<Hover> {
    let tree = cx.file.yaml()?;
    let node = tree.node_at(cx.text(), offset);
    let key = node.key_span().filter(|key| key.touches(offset));
    if let Some(span) = key {
        let markdown = key_text(
            keys_of(node)?
                .iter()
                .find(|k| Some(&*k.name) == node.key())?,
        );
        return Some(Hover { span, markdown });
    }
    let words = spec_words();
    let text = node.as_str()?;
    let markdown = match node.key() {
        Some("template") => template_text(words.template(text.split('.').next()?)?),
        Some("type") => words.value_type(text)?.summary.clone(),
        None if node.parent()?.key() == Some("formats") => words.format(text)?.summary.clone(),
        _ => return None,
    };
    let span = node.inner_span();
    Some(Hover { span, markdown })
}

/// The keys that may stand beside this one.
fn keys_of(node: YamlNode) -> Option<&'static [SpecKey]> {
    let words = spec_words();
    let mapping = node.parent()?;
    let Some(holder) = mapping.parent() else {
        return Some(&words.spec_keys);
    };
    // An item of a list is named by the key of the list.
    let named = if mapping.key_node().is_some() {
        mapping
    } else {
        holder
    };
    Some(match named.key()? {
        "files" => &words.file_keys,
        "options" => &words.option_keys,
        "value" | "items" | "additionalProperties" | "anyOf" => &words.value_keys,
        "properties" if node.key() == Some("name") || node.key() == Some("formats") => {
            &words.property_keys
        }
        "properties" => &words.value_keys,
        "discovery" => &words.discovery_keys,
        "strategies" => &words.strategy_keys,
        _ => return None,
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

fn template_text(template: &SpecTemplate) -> String {
    let mut text = format!("**{}**\n\n{}", template.name, template.summary);
    if !template.gives.is_empty() {
        let names: Vec<String> = template
            .gives
            .iter()
            .map(|name| format!("`{}`", name.trim_start_matches('@')))
            .collect();
        text.push_str(&format!("\n\nBrings {}.", names.join(", ")));
    }
    text
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
}
