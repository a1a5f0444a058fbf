//! Hover in the settings of this program, and over the rules that a comment switches off.

use super::Hover;
use crate::ide::rule_docs::selector_text;
use crate::ide::tool_settings::own_path;
use crate::workspace::FileCx;
use crate::workspace::settings::{Setting, Shape, repository_kinds};

pub(super) fn hover(cx: &FileCx, offset: usize) -> Option<Hover> {
    let own = own_path(cx)?;
    let node = cx.file.toml()?.node_at(cx.text(), offset)?;
    let path = node.path();
    let inside = path.strip_prefix(own)?;
    let setting = Setting::find(inside.first()?)?;
    let on_key = node.key_span().filter(|span| span.touches(offset));
    let word = match on_key {
        Some(_) => node.key(),
        None => node.as_str(),
    };
    let about_rules = matches!(
        (setting.shape, inside.len(), on_key.is_some()),
        (Shape::Selectors, 1, false)
            | (Shape::FileIgnores, 2, false)
            | (Shape::Severities, 2, true)
    );
    let markdown = if about_rules {
        selector_text(word?)?
    } else if setting.shape == Shape::RepositoryKind && on_key.is_none() {
        let kinds = repository_kinds().into_iter();
        let (name, docs) = kinds.into_iter().find(|(name, _)| Some(*name) == word)?;
        format!("`{name}`: {docs}")
    } else {
        setting_text(setting)
    };
    Some(Hover {
        span: on_key.unwrap_or(node.span()),
        markdown,
    })
}

fn setting_text(setting: &Setting) -> String {
    format!(
        "**{}** (default `{}`)\n\n{}\n\n```toml\n{}```",
        setting.key, setting.default, setting.doc, setting.example
    )
}

/// A rule that a comment names.
pub(super) fn in_comment(cx: &FileCx, offset: usize) -> Option<Hover> {
    if !cx.file.kind.takes_comments() {
        return None;
    }
    let all = &cx.file.suppressions().all;
    let names = all.iter().flat_map(|one| one.rules.iter().flatten());
    let name = names.into_iter().find(|name| name.span.touches(offset))?;
    Some(Hover {
        span: name.span,
        markdown: selector_text(&name.value)?,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::hover;

    fn at(text: &str) -> Option<String> {
        hover(&format!(
            "//- foo/README.md\n//- integrations-ls.toml\n{text}"
        ))
    }

    #[test]
    fn settings_and_rules_are_explained() {
        let says = |text: &str, words: &str| {
            let said = at(text).expect(text);
            assert!(said.contains(words), "{said}");
        };
        says("sel‸ect = []\n", "The rules to run");
        says(
            "select = [\"metadata/un‸sorted\"]\n",
            "docs/rules/metadata/unsorted.md",
        );
        says("[severity]\nread‸me = \"hint\"\n", "An area of rules");
        says("[severity]\nreadme = \"hi‸nt\"\n", "Severity of rules");
        says("repository-kind = \"co‸re\"\n", "integrations-core");
        says("[per-file-ignores]\n\"foo/*\" = [\"A‸LL\"]\n", "Every rule");
        assert_eq!(at("select = [\"gone/ru‸le\"]\n"), None);
        assert_eq!(at("unk‸nown = 1\n"), None);
    }

    #[test]
    fn rules_in_comments_are_explained() {
        let text = "//- foo/README.md\n# A <!-- integrations-ls: ignore[readme/bro‸ken-link] -->\n";
        assert!(
            hover(text)
                .expect("a hover")
                .starts_with("**readme/broken-link**")
        );
    }
}
