//! What is derived from a specification, in the editor: `integrationsLs/rendered` for a
//! preview, lenses on the specification, and the edits that write the files again.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{CodeLens, CodeLensParams, Command, Uri, WorkspaceEdit};

use super::Subject;
use super::action::workspace_edit;
use super::command::SYNC;
use crate::lsp::convert::absolute;
use crate::lsp::outbound::Outgoing;
use crate::lsp::server::Session;
use crate::model::FileKind;
use crate::text::{Difference, FileAction, FileEdit, Span};
use crate::workspace::{Derived, DerivedFile, DerivedKind, Freshness, Trouble};

/// The command of the client that shows a rendered file.
pub(in crate::lsp) const SHOW: &str = "integrationsLs.showRendered";

/// What is asked for a preview.
#[derive(Debug, Deserialize)]
pub(in crate::lsp) struct RenderedParams {
    uri: Uri,
    file: Option<String>,
}

/// A rendered file, or why there is none.
#[derive(Debug, Default, Serialize)]
pub(in crate::lsp) struct Rendered {
    /// Name of the file, without its folder.
    file: Option<String>,
    text: Option<String>,
    problem: Option<String>,
}

impl Rendered {
    fn problem(text: &str) -> Self {
        Self {
            problem: Some(text.to_owned()),
            ..Self::default()
        }
    }
}

fn why(trouble: Option<Trouble>) -> &'static str {
    match trouble {
        Some(Trouble::Errors) => "The specification has errors.",
        Some(Trouble::NoTemplates) => {
            "The specification uses templates of ddev, and none were found on this machine. \
             Install ddev, or name them with the setting `templates`."
        }
        None => "The specification has no such file.",
    }
}

/// The rendered file of an open specification.
pub(in crate::lsp) fn rendered(session: &Session, params: &RenderedParams) -> Rendered {
    let Some(subject) = Subject::of(session, &params.uri) else {
        return Rendered::problem("This file belongs to no integration.");
    };
    let Some(derived) = subject.view.cx().derived() else {
        return Rendered::problem("This integration has no specification.");
    };
    let mut examples = examples(&derived);
    let found = match &params.file {
        Some(wanted) => examples.find(|file| file.name() == wanted),
        None => examples.next(),
    };
    match found {
        Some(file) => Rendered {
            file: Some(file.name().to_owned()),
            text: Some(file.text.to_string()),
            problem: None,
        },
        None => Rendered {
            file: params.file.clone(),
            ..Rendered::problem(why(derived.trouble))
        },
    }
}

fn examples(derived: &Derived) -> impl Iterator<Item = &DerivedFile> {
    let files = derived.files.iter();
    files.filter(|file| file.kind == DerivedKind::Example)
}

/// Lenses of a specification: what is out of sync, and the previews.
pub(in crate::lsp) fn lenses(session: &Session, params: &CodeLensParams) -> Vec<CodeLens> {
    let Some(subject) = Subject::of(session, &params.text_document.uri) else {
        return Vec::new();
    };
    let cx = subject.view.cx();
    let Some(derived) = cx.derived().filter(|_| cx.file.kind == FileKind::Spec) else {
        return Vec::new();
    };
    let uri = &params.text_document.uri;
    let lens =
        |at: Span, title: String, command: &str, arguments: Vec<serde_json::Value>| CodeLens {
            range: subject.lines.range(at, session.client.encoding),
            command: Some(Command {
                title,
                command: command.to_owned(),
                arguments: Some(arguments),
            }),
            data: None,
        };
    let mut all = Vec::new();
    let stale: Vec<&DerivedFile> = derived
        .expected()
        .filter(|file| {
            matches!(
                file.freshness(cx.integration),
                Freshness::Differs | Freshness::Missing
            )
        })
        .collect();
    if stale.len() > 1 {
        let title = format!("Write {} derived files again", stale.len());
        let arguments = vec![uri.as_str().into()];
        all.push(lens(Span::at(0), title, SYNC, arguments));
    }
    for file in stale {
        let title = format!("Write {} again", file.name());
        let arguments = vec![uri.as_str().into(), (*file.path).into()];
        all.push(lens(file.named_at, title, SYNC, arguments));
    }
    if session.client.shows_rendered {
        for file in examples(&derived) {
            let title = format!("Show {}", file.name());
            let arguments = vec![uri.as_str().into(), file.name().into()];
            all.push(lens(file.named_at, title, SHOW, arguments));
        }
    }
    all
}

/// Edits that bring derived files in sync: all, or the one at a path.
pub(super) fn sync_edits(
    session: &Session,
    subject: &Subject,
    path: Option<&str>,
) -> Vec<FileEdit> {
    let cx = subject.view.cx();
    let Some(derived) = cx.derived() else {
        return Vec::new();
    };
    let files = derived
        .expected()
        .filter(|file| path.is_none_or(|path| *file.path == *path));
    files
        .filter_map(|file| {
            let relative = cx.integration.repo_path(&file.path);
            let action = match file.freshness(cx.integration) {
                Freshness::Same | Freshness::Unknown => return None,
                Freshness::Missing => FileAction::Create(file.text.to_string()),
                Freshness::Differs => {
                    let lines = session.lines(&absolute(&subject.root, &relative))?;
                    let difference = Difference::between(lines.text(), &file.text)?;
                    FileAction::Edit(vec![difference.edit(lines.text())])
                }
            };
            Some(FileEdit {
                path: relative,
                action,
            })
        })
        .collect()
}

/// Sends the edits that write derived files again; gives the number of files, `None` where
/// nothing is derived.
pub(super) fn sync(session: &Session, uri: &Uri, path: Option<&str>) -> Option<usize> {
    let subject = Subject::of(session, uri)?;
    let derived = subject.view.cx().derived()?;
    derived.expected().next()?;
    let edits = sync_edits(session, &subject, path);
    if edits.is_empty() {
        return Some(0);
    }
    let edit: WorkspaceEdit = workspace_edit(session, &subject.root, &subject.view.repo, &edits)?;
    // Only fails when the server ends.
    let _ = session.server.outbound.send(Outgoing::Apply(edit));
    Some(edits.len())
}
