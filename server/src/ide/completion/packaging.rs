//! Completion in `pyproject.toml` and `hatch.toml`: tables and keys, and the texts that follow
//! from the directory.

use super::{Completion, CompletionKind, toml_keys};
use crate::ide::package_refs::known_keys;
use crate::ide::toml_spot::{TomlPart, spot};
use crate::model::FileKind;
use crate::text::TextEdit;
use crate::workspace::FileCx;

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let Some((spot, keys)) = spot(cx.text(), offset).zip(known_keys(cx.file.kind)) else {
        return Vec::new();
    };
    match spot.part {
        TomlPart::Value { .. } => texts(cx, offset),
        _ => toml_keys::complete(cx, keys, &spot),
    }
}

/// Texts of the place, inside of one that stands on one line.
fn texts(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let Some(node) = cx
        .file
        .toml()
        .and_then(|tree| tree.node_at(cx.text(), offset))
    else {
        return Vec::new();
    };
    let span = node.inner_span();
    if node.as_str().is_none() || !span.touches(offset) || span.slice(cx.text()).contains('\n') {
        return Vec::new();
    }
    let path = node.path();
    let choices = known_keys(cx.file.kind).and_then(|keys| keys.key(&path));
    let choices = choices.into_iter().flat_map(|key| key.choices.clone());
    let mut offers = from_directory(cx, &path);
    offers.extend(choices);
    let item = |text: String| {
        let edit = TextEdit::replace(span, text.clone());
        Completion::new(text, CompletionKind::Value, edit)
    };
    offers.into_iter().map(item).collect()
}

/// What follows from the directory and the repository.
fn from_directory(cx: &FileCx, path: &[&str]) -> Vec<String> {
    if cx.file.kind != FileKind::Pyproject {
        return Vec::new();
    }
    let package = cx.integration.package_name();
    match path {
        ["project", "name"] => vec![cx.integration.distribution()],
        ["project", "dependencies"] => {
            let base = cx.repo.by_distribution("datadog-checks-base");
            let version = base.and_then(|base| base.version());
            let lowest = version.map(|version| format!("datadog-checks-base>={}", version.value));
            lowest
                .into_iter()
                .chain(["datadog-checks-base".to_owned()])
                .collect()
        }
        ["project", "optional-dependencies", ..] => {
            let pins = cx.repo.agent_requirements().map(|facts| &facts.pins);
            pins.into_iter()
                .flatten()
                .map(|pin| pin.canonical.to_string())
                .collect()
        }
        ["tool", "hatch", "version", "path"] => vec![cx.integration.about_path()],
        ["tool", "hatch", "build", "targets", "wheel", "include"] => {
            vec![format!("/datadog_checks/{package}")]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    #[test]
    fn texts_follow_from_the_directory() {
        let project = |body: &str| format!("//- acme_queue/pyproject.toml\n{body}");
        let name = "[project]\nname = \"@\"\n";
        let accepted =
            accept_completion(&project(&name.replace('@', "data‸")), "datadog-acme-queue");
        assert_eq!(accepted, name.replace('@', "datadog-acme-queue"));
        let path = "[tool.hatch.version]\npath = \"@\"\n";
        let about = "datadog_checks/acme_queue/__about__.py";
        assert_eq!(
            accept_completion(&project(&path.replace('@', "‸")), about),
            path.replace('@', about)
        );
        let deps = "[project]\ndependencies = [\n  \"@\",\n]\n";
        let base = "datadog-checks-base";
        assert_eq!(
            accept_completion(&project(&deps.replace('@', "‸")), base),
            deps.replace('@', base)
        );
    }
    #[test]
    fn keys_and_tables_are_offered() {
        let project = |body: &str| format!("//- foo/pyproject.toml\n{body}");
        let text = project("[project]\nname = \"x\"\nread‸\n");
        assert_eq!(
            accept_completion(&text, "readme"),
            "[project]\nname = \"x\"\nreadme = \"$0\"\n"
        );
        assert!(!completions(&text).iter().any(|item| item.label == "name"));
        let text = project("[project]\nreadme = \"‸\"\n");
        assert_eq!(accept_completion(&text, "README.md"), text_of("README.md"));
        let text = project("[tool.hatch.‸]\n");
        assert_eq!(
            accept_completion(&text, "version"),
            "[tool.hatch.version]\n"
        );
        let text = "//- foo/hatch.toml\n[[envs.default.matrix]]\n‸\n";
        assert_eq!(
            accept_completion(text, "python"),
            "[[envs.default.matrix]]\npython = [\"$0\"]\n"
        );
    }

    fn text_of(readme: &str) -> String {
        format!("[project]\nreadme = \"{readme}\"\n")
    }
}
