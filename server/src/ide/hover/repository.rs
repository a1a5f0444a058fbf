//! Hover in files of the repository: directories, owners, pins, and keys of ddev's
//! configuration.

use super::{Hover, yaml};
use crate::catalog::config_key;
use crate::ide::directory_refs::{describe, directory_at};
use crate::model::FileKind;
use crate::model::codeowners::Codeowners;
use crate::model::pins::PinFacts;
use crate::workspace::FileCx;

pub(super) fn hover(cx: &FileCx, offset: usize) -> Option<Hover> {
    match cx.file.kind {
        FileKind::Codeowners => owner(cx, offset).or_else(|| directory(cx, offset)),
        FileKind::AgentRequirements => requirement(cx, offset),
        FileKind::DdevConfig => config(cx, offset),
        FileKind::Workflow | FileKind::Coverage => {
            directory(cx, offset).or_else(|| yaml::hover(cx, offset))
        }
        _ => directory(cx, offset),
    }
}

fn directory(cx: &FileCx, offset: usize) -> Option<Hover> {
    let named = directory_at(cx, offset)?;
    let mut markdown = describe(cx.repo, named.dir);
    if cx.file.kind == FileKind::Codeowners {
        let file = Codeowners::of(cx.text());
        let mut owned = |what: &str, path: &str| {
            if let Some(line) = file.winner(path) {
                let owners: Vec<&str> = line.owners.iter().map(|owner| owner.text).collect();
                let owners = if owners.is_empty() {
                    "nobody".to_owned()
                } else {
                    owners.join(", ")
                };
                markdown.push_str(&format!("\n\n{what}: {owners}"));
            }
        };
        owned("Owners of the directory", &format!("/{}/", named.dir));
        let known = cx.repo.integrations.get(named.dir);
        if known.is_some_and(|known| known.files.get("assets/logs").is_some()) {
            owned(
                "Owners of its log pipelines",
                &format!("/{}/assets/logs/", named.dir),
            );
        }
    }
    Some(Hover {
        span: named.span,
        markdown,
    })
}

fn owner(cx: &FileCx, offset: usize) -> Option<Hover> {
    let lines = Codeowners::of(cx.text()).lines;
    let owners = || lines.iter().flat_map(|line| &line.owners);
    let owner = owners().find(|owner| owner.span.touches(offset))?;
    let count = owners().filter(|other| other.text == owner.text).count();
    Some(Hover {
        span: owner.span,
        markdown: format!(
            "`{}` owns what {count} lines of this file match.",
            owner.text
        ),
    })
}

fn requirement(cx: &FileCx, offset: usize) -> Option<Hover> {
    let pins = PinFacts::of(cx.file).pins;
    let pin = pins.iter().find(|pin| pin.line.touches(offset))?;
    let users: Vec<String> = cx
        .repo
        .directories()
        .filter(|dir| {
            dir.package()
                .is_some_and(|p| p.needs.contains(&pin.package))
        })
        .map(|dir| format!("`{}`", dir.dir))
        .collect();
    let users = if users.is_empty() {
        "no package".to_owned()
    } else {
        users.join(", ")
    };
    Some(Hover {
        span: pin.line,
        markdown: format!("**{}**\n\nNeeded by {users}.", pin.package),
    })
}

fn config(cx: &FileCx, offset: usize) -> Option<Hover> {
    let node = cx.file.toml()?.node_at(cx.text(), offset)?;
    let path = node.path();
    let key = config_key(&path)?;
    let mut markdown = format!(
        "`{}`: {}\n\n{}",
        path.join("."),
        key.value.describe(),
        key.summary
    );
    let named = directory_at(cx, offset);
    if let Some(named) = &named {
        markdown.push_str(&format!("\n\n{}", describe(cx.repo, named.dir)));
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
    fn directories_and_owners_are_explained() {
        let owners = "//- foo/README.md\n//- .github/CODEOWNERS\n";
        let shown = hover(&format!("{owners}* @a\n/fo‸o/ @b @c\n")).expect("a hover");
        assert!(
            shown.contains("**Foo** (`foo`)") && shown.contains("@b, @c"),
            "{shown}"
        );
        let shown = hover(&format!("{owners}/foo/ @‸b\n/bar/ @b\n")).expect("a hover");
        assert!(shown.contains("2 lines"), "{shown}");
    }

    #[test]
    fn jobs_tell_their_directory() {
        let jobs = "//! core\n//- foo/README.md\n//- .github/workflows/test-all.yml\njobs:\n  j1:\n    with:\n      target: foo\n";
        for (there, here) in [("j1", "j‸1"), ("target: foo", "target: fo‸o")] {
            let shown = hover(&jobs.replace(there, here)).expect("a hover");
            assert!(shown.contains("**Foo** (`foo`)"), "{shown}");
        }
        let shown = hover(&jobs.replace("target:", "tar‸get:")).expect("a hover");
        assert!(shown.contains("The directory that is tested"), "{shown}");
    }

    #[test]
    fn keys_of_the_configuration_are_explained() {
        let shown = hover(
            "//- foo/README.md\n//- .ddev/config.toml\n[overrides.is-integration]\nfo‸o = false\n",
        );
        let shown = shown.expect("a hover");
        assert!(
            shown.contains("no integration") && shown.contains("**Foo**"),
            "{shown}"
        );
    }

    #[test]
    fn requirements_tell_who_needs_them() {
        let text = "//! core\n//- agent_requirements.in\na‸b==1\n//- foo/pyproject.toml\n[project.optional-dependencies]\ndeps = ['ab==1']\n";
        assert_eq!(hover(text).as_deref(), Some("**ab**\n\nNeeded by `foo`."));
    }
}
