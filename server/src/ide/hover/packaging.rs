//! Hover in `pyproject.toml` and `hatch.toml`: the keys that rules look at.

use super::Hover;
use crate::workspace::FileCx;

pub(super) fn hover(cx: &FileCx, offset: usize) -> Option<Hover> {
    let node = cx.file.toml()?.node_at(cx.text(), offset)?;
    let path = node.path();
    let text = match path.as_slice() {
        ["project", "name"] => format!(
            "The name of the package: `{}`, from the name of the directory.",
            cx.integration.distribution()
        ),
        ["project", "authors", ..] => {
            "Whom to ask. Each `email` must be a mail address: ddev reads it as one.".to_owned()
        }
        ["project", "dependencies"] => {
            "Nothing but `datadog-checks-base`, with at most one condition: a lowest version.".to_owned()
        }
        ["project", "optional-dependencies", ..] => {
            "Third-party packages, each pinned with `==`. The Agent ships them; they are not installed with the package.".to_owned()
        }
        ["tool", "hatch", "version", "path"] => format!(
            "The file that holds `__version__`: `{}`.",
            cx.integration.about_path()
        ),
        ["tool", "hatch", "build", "targets", "wheel", "include"] => {
            format!("What is shipped: `/datadog_checks/{}`.", cx.integration.package_name())
        }
        ["envs", "default", "matrix", ..] => {
            "Environments of the tests: every combination of the values of a table.".to_owned()
        }
        _ => return None,
    };
    let on_key = node.key_span().filter(|span| span.touches(offset));
    Some(Hover {
        span: on_key.unwrap_or(node.span()),
        markdown: text,
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
