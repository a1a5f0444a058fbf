//! `textDocument/codeAction`

use std::collections::HashMap;
use std::path::Path;

use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CreateFile,
    DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier,
    RenameFile, ResourceOp, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use super::derived::sync_edits;
use super::{Subject, fix_all};
use crate::ide::{self, Action, ActionKind};
use crate::lsp::capabilities::{FIX_ALL, SORT_ROWS, SYNC};
use crate::lsp::convert::{absolute, diagnostic};
use crate::lsp::server::Session;
use crate::model::FileKind;
use crate::rules;
use crate::text::{self, FileAction};
use crate::workspace::Repo;

/// Fixes at a range, and what can be done to the whole file.
pub(in crate::lsp) fn actions(
    session: &Session,
    params: &CodeActionParams,
) -> Vec<CodeActionOrCommand> {
    let Some(subject) = Subject::of(session, &params.text_document.uri) else {
        return Vec::new();
    };
    if !session.client.action_literals {
        return Vec::new();
    }
    let span = subject.lines.span(params.range, session.client.encoding);
    let cx = subject.view.cx();
    let findings = rules::check_file(&cx);
    let mut all = ide::quick_fixes(&findings, span);
    all.extend(ide::suppressions(&cx, &findings, span));
    all.extend(ide::source_actions(&cx, &findings));
    all.extend(sync_action(session, &subject));
    let only = params.context.only.as_deref();
    all.into_iter()
        .filter(|action| only.is_none_or(|only| wanted(&kind(action.kind), only)))
        .map(|action| in_rounds(session, &subject, action, only.is_some()))
        .filter_map(|action| literal(session, &subject, action))
        .map(CodeActionOrCommand::CodeAction)
        .collect()
}

/// Brings what is derived from the specification in sync with it.
fn sync_action<'f>(session: &Session, subject: &Subject) -> Option<Action<'f>> {
    if subject.view.file.kind != FileKind::Spec {
        return None;
    }
    let edits = sync_edits(session, subject, None);
    let title = match &edits[..] {
        [] => return None,
        [file] => format!("Write {} again", file.path.rsplit('/').next()?),
        files => format!("Write {} derived files again", files.len()),
    };
    Some(Action {
        title,
        kind: ActionKind::Sync,
        finding: None,
        preferred: false,
        edits,
    })
}

/// Who asks for all fixes gets those that others make way for, too. A menu of everything that
/// can be done, opened with every move of the caret, has the first round only.
fn in_rounds<'f>(
    session: &Session,
    subject: &Subject,
    mut action: Action<'f>,
    is_asked_for: bool,
) -> Action<'f> {
    if action.kind == ActionKind::FixAll && is_asked_for {
        let path = absolute(&subject.root, &subject.view.file.path);
        if let Some(fixes) = fix_all::of_file(session, &path) {
            action.edits = fixes.edits;
        }
    }
    action
}

/// Kinds form a hierarchy by their dots; asking for one asks for all below.
fn wanted(kind: &CodeActionKind, only: &[CodeActionKind]) -> bool {
    let below = |rest: &str| rest.is_empty() || rest.starts_with('.');
    only.iter().any(|asked| {
        let rest = kind.as_str().strip_prefix(asked.as_str());
        asked.as_str().is_empty() || rest.is_some_and(below)
    })
}

fn kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::QuickFix => CodeActionKind::QUICKFIX,
        ActionKind::FixAll => FIX_ALL,
        ActionKind::SortRows => SORT_ROWS,
        ActionKind::Sync => SYNC,
    }
}

/// `None` when the client cannot do what the action needs.
fn literal(session: &Session, subject: &Subject, action: Action) -> Option<CodeAction> {
    let repo = &subject.view.repo;
    let edit = workspace_edit(session, &subject.root, repo, &action.edits)?;
    let of_finding = action
        .finding
        .map(|finding| vec![diagnostic(session, &subject.root, &subject.lines, finding)]);
    Some(CodeAction {
        title: action.title,
        kind: Some(kind(action.kind)),
        diagnostics: of_finding,
        edit: Some(edit),
        is_preferred: (action.preferred && session.client.action_preferred).then_some(true),
        ..CodeAction::default()
    })
}

/// Edits in the shape the client understands; `None` when it cannot do what they need.
pub(super) fn workspace_edit(
    session: &Session,
    root: &Path,
    repo: &Repo,
    edits: &[text::FileEdit],
) -> Option<WorkspaceEdit> {
    let mut operations = Vec::new();
    for file in edits {
        let path = absolute(root, &file.path);
        let uri = session.uri(&path)?;
        let open = session.snapshot.documents.get(&path);
        let version = open.map(|open| open.document.version());
        let edits = match &file.action {
            FileAction::Edit(edits) => {
                // The index knows the settings file as it is on disk.
                let config = repo.config_file.as_ref();
                let config = config.filter(|config| *config.path == *file.path);
                if let (Some(open), Some(config)) = (open, config)
                    && open.document.text() != config.text
                {
                    return None;
                }
                let lines = session.lines(&path)?;
                let edit = |edit: &text::TextEdit| TextEdit {
                    range: lines.range(edit.span, session.client.encoding),
                    new_text: edit.text.clone(),
                };
                edits.iter().map(edit).collect()
            }
            FileAction::Rename(new) => {
                if !session.client.renames_files {
                    return None;
                }
                let rename = RenameFile {
                    old_uri: uri,
                    new_uri: session.uri(&absolute(root, new))?,
                    options: None,
                    annotation_id: None,
                };
                operations.push(DocumentChangeOperation::Op(ResourceOp::Rename(rename)));
                continue;
            }
            FileAction::Create(content) => {
                if !session.client.creates_files {
                    return None;
                }
                operations.push(DocumentChangeOperation::Op(ResourceOp::Create(
                    CreateFile {
                        uri: uri.clone(),
                        options: None,
                        annotation_id: None,
                    },
                )));
                vec![TextEdit {
                    new_text: content.clone(),
                    ..TextEdit::default()
                }]
            }
        };
        operations.push(DocumentChangeOperation::Edit(TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
            edits: edits.into_iter().map(OneOf::Left).collect(),
        }));
    }
    Some(if session.client.document_changes {
        WorkspaceEdit {
            document_changes: Some(DocumentChanges::Operations(operations)),
            ..WorkspaceEdit::default()
        }
    } else {
        WorkspaceEdit {
            changes: Some(plain_changes(operations)),
            ..WorkspaceEdit::default()
        }
    })
}

/// The same for clients that know neither versions nor operations.
// An address never changes, whatever lies behind it.
#[allow(clippy::mutable_key_type)]
fn plain_changes(operations: Vec<DocumentChangeOperation>) -> HashMap<Uri, Vec<TextEdit>> {
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for operation in operations {
        if let DocumentChangeOperation::Edit(edit) = operation {
            let edits = edit.edits.into_iter().filter_map(|edit| match edit {
                OneOf::Left(edit) => Some(edit),
                OneOf::Right(_) => None,
            });
            changes
                .entry(edit.text_document.uri)
                .or_default()
                .extend(edits);
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_for_a_kind_asks_for_all_below_it() {
        let wants = |only: &str| {
            let only = [CodeActionKind::from(only.to_owned())];
            (
                wanted(&FIX_ALL, &only),
                wanted(&CodeActionKind::QUICKFIX, &only),
            )
        };
        assert_eq!(wants("source"), (true, false));
        assert_eq!(wants("source.fixAll"), (true, false));
        assert_eq!(wants("source.fix"), (false, false));
        assert_eq!(wants("source.fixAll.other"), (false, false));
        assert_eq!(wants("quickfix"), (false, true));
        assert_eq!(wants(""), (true, true));
    }
}
