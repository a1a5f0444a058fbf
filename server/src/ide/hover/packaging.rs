//! Hover in `pyproject.toml` and `hatch.toml`: the keys that tools look at, and what the
//! directory asks of them.

use super::Hover;
use crate::ide::package_refs::known_keys;
use crate::workspace::FileCx;

pub(super) fn hover(cx: &FileCx, offset: usize) -> Option<Hover> {
    let node = cx.file.toml()?.node_at(cx.text(), offset)?;
    let path = node.path();
    let key = known_keys(cx.file.kind)?.key(&path)?;
    let expected = match path.as_slice() {
        ["project", "name"] => Some(cx.integration.distribution()),
        ["tool", "hatch", "version", "path"] => Some(cx.integration.about_path()),
        ["tool", "hatch", "build", "targets", "wheel", "include"] => {
            Some(format!("/datadog_checks/{}", cx.integration.package_name()))
        }
        _ => None,
    };
    let mut markdown = format!(
        "`{}`: {}\n\n{}",
        path.join("."),
        key.value.describe(),
        key.summary
    );
    if let Some(expected) = expected {
        markdown.push_str(&format!("\n\nHere: `{expected}`."));
    }
    let on_key = node.key_span().filter(|span| span.touches(offset));
    Some(Hover {
        span: on_key.unwrap_or(node.span()),
        markdown,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::hover;

    #[test]
    fn keys_tell_what_is_expected() {
        let text = "//- acme_queue/pyproject.toml\n[project]\nna‸me = \"x\"\n";
        assert!(
            hover(text)
                .expect("a hover")
                .contains("`datadog-acme-queue`")
        );
        let text = "//- foo/hatch.toml\n[[envs.default.matrix]]\npyt‸hon = [\"3.13\"]\n";
        assert!(hover(text).is_some());
        assert_eq!(
            hover("//- foo/pyproject.toml\n[tool.black]\nli‸ne = 1\n"),
            None
        );
    }
}
