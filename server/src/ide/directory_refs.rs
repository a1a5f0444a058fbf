//! Where files of the repository name a directory, a package or a key, for hover and
//! definition alike.

use crate::catalog::{ConfigValue, config_key};
use crate::model::FileKind;
use crate::model::codeowners::Codeowners;
use crate::model::labeler::labels;
use crate::model::pins::PinFacts;
use crate::text::Span;
use crate::workspace::{FileCx, Integration, Repo};

/// A directory that a text names.
#[derive(Debug, Clone)]
pub(super) struct Named<'a> {
    /// Bytes that name it.
    pub(super) span: Span,
    /// Its name.
    pub(super) dir: &'a str,
}

/// The directory under the cursor.
pub(super) fn directory_at<'a>(cx: &FileCx<'a>, offset: usize) -> Option<Named<'a>> {
    match cx.file.kind {
        FileKind::Codeowners => {
            let lines = Codeowners::of(cx.text()).lines;
            let line = lines
                .into_iter()
                .find(|line| line.pattern.span.touches(offset))?;
            let dir = line.directory()?;
            Some(Named {
                span: line.pattern.span,
                dir: dir.text,
            })
        }
        FileKind::Labeler => labels(cx.file)?.into_iter().find_map(|label| {
            let key = label.rules.key_span()?;
            let glob = label.glob();
            if key.touches(offset) && label.is_of_integration() {
                let dir = label.directory().unwrap_or(label.named_directory());
                return Some(Named { span: key, dir });
            }
            let span = glob?.inner_span();
            let dir = label.directory()?;
            span.touches(offset).then_some(Named { span, dir })
        }),
        FileKind::AgentRelease => {
            let pins = PinFacts::of(cx.file).pins;
            let pin = pins.into_iter().find(|pin| pin.line.touches(offset))?;
            let directory = cx.repo.by_distribution(&pin.name.value)?;
            Some(Named {
                span: pin.name.span,
                dir: &directory.dir,
            })
        }
        FileKind::DdevConfig => {
            let node = cx.file.toml()?.node_at(cx.text(), offset)?;
            let key = config_key(&node.path())?;
            if key.value == ConfigValue::Directories && node.key().is_none() {
                return Some(Named {
                    span: node.inner_span(),
                    dir: node.as_str()?,
                });
            }
            let span = node.key_span().filter(|span| span.touches(offset))?;
            let dir = node.key().filter(|_| key.is_directory())?;
            Some(Named { span, dir })
        }
        _ => None,
    }
}

/// An integration, or a package beside them.
pub(super) fn directory<'a>(repo: &'a Repo, dir: &str) -> Option<&'a Integration> {
    let known = repo
        .integrations
        .get(dir)
        .or_else(|| repo.packages.get(dir));
    known.map(|known| &**known)
}

/// The file that tells most about a directory, by its path in the repository.
pub(super) fn front_file(directory: &Integration) -> Option<String> {
    let about = directory.about_path();
    let files = ["manifest.json", "README.md", "pyproject.toml", &about];
    let found = files
        .into_iter()
        .find(|file| directory.files.has_file(file))?;
    Some(directory.repo_path(found))
}

/// A few lines about a directory.
pub(super) fn describe(repo: &Repo, dir: &str) -> String {
    let Some(directory) = directory(repo, dir) else {
        return format!("There is no integration `{dir}`.");
    };
    let mut text = format!("**{}** (`{dir}`)", directory.display_name(&repo.config));
    let what = match (directory.is_package_only, directory.is_package()) {
        (true, _) => "A package beside the integrations",
        (false, true) => "An integration with a Python package",
        (false, false) => "An integration without a package",
    };
    text.push_str(&format!("\n\n{what}"));
    if let Some(version) = directory.version() {
        text.push_str(&format!(", version {}", version.value));
    }
    text.push('.');
    if let Some(metadata) = directory.metadata() {
        text.push_str(&format!(" Metrics: {}.", metadata.metrics.len()));
    }
    text
}
