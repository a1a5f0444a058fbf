//! `textDocument/prepareRename`, `textDocument/rename`

use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit,
};

use super::Subject;
use super::action::workspace_edit;
use crate::ide;
use crate::lsp::convert::absolute;
use crate::lsp::server::Session;

/// What would be renamed at a place; nothing where no option is named.
pub(in crate::lsp) fn prepare(
    session: &Session,
    params: &TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>> {
    let Some(subject) = Subject::of(session, &params.text_document.uri) else {
        return Ok(None);
    };
    let offset = subject.offset(session, params.position);
    let read = |path: &str| text_of(session, &subject, path);
    let found = ide::prepare_rename(&subject.view.cx(), offset, &read).map_err(refused)?;
    Ok(
        found.map(|found| PrepareRenameResponse::RangeWithPlaceholder {
            range: subject.lines.range(found.span, session.client.encoding),
            placeholder: found.name,
        }),
    )
}

/// Edits of everything that names the option under the cursor.
pub(in crate::lsp) fn rename(
    session: &Session,
    params: &RenameParams,
) -> Result<Option<WorkspaceEdit>> {
    let place = &params.text_document_position;
    let Some(subject) = Subject::of(session, &place.text_document.uri) else {
        return Ok(None);
    };
    let offset = subject.offset(session, place.position);
    let read = |path: &str| text_of(session, &subject, path);
    let edits = ide::rename(&subject.view.cx(), offset, &params.new_name, &read);
    let edits = edits.map_err(refused)?;
    let (root, repo) = (&subject.root, &subject.view.repo);
    Ok(workspace_edit(session, root, repo, &edits))
}

fn text_of(session: &Session, subject: &Subject, path: &str) -> Option<Arc<str>> {
    let lines = session.lines(&absolute(&subject.root, path))?;
    Some(Arc::from(lines.text()))
}

/// Editors show the message where the name was typed.
fn refused(message: String) -> Error {
    Error {
        code: ErrorCode::InvalidParams,
        message: message.into(),
        data: None,
    }
}
