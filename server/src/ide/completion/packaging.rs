//! Completion in `pyproject.toml`: the texts that follow from the directory.

use super::{Completion, CompletionKind};
use crate::model::FileKind;
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    if cx.file.kind != FileKind::Pyproject {
        return Vec::new();
    }
    let Some(node) = cx
        .file
        .toml()
        .and_then(|tree| tree.node_at(cx.text(), offset))
    else {
        return Vec::new();
    };
    let span = node.inner_span();
    // Only inside of a text that stands on one line.
    if node.as_str().is_none() || !span.touches(offset) || span.slice(cx.text()).contains('\n') {
        return Vec::new();
    }
    let package = cx.integration.package_name();
    let offers: Vec<String> = match node.path().as_slice() {
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
    };
    let item = |text: String| {
        let edit = TextEdit::replace(
            Span::new(span.start as usize, span.end as usize),
            text.clone(),
        );
        Completion::new(text, CompletionKind::Value, edit)
    };
    offers.into_iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::accept_completion;

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
}
