//! `workspace/executeCommand`: edits are sent to the client, the answer says how many files
//! they change.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tower_lsp::ls_types::{ExecuteCommandParams, Uri};

use super::action::workspace_edit;
use super::{derived, fix_all};
use crate::lsp::outbound::Outgoing;
use crate::lsp::server::Session;
use crate::lsp::uri;

/// Writes derived files again; takes the address of a file of the integration, and optionally
/// the path of the one file to write.
pub(in crate::lsp) const SYNC: &str = "integrationsLs.sync";
/// Applies every safe fix in a repository; takes the address of a file or folder in it.
pub(in crate::lsp) const FIX_REPOSITORY: &str = "integrationsLs.fixAll";

/// `null` where a command has nothing to work on.
pub(in crate::lsp) fn execute(session: &Session, params: &ExecuteCommandParams) -> Option<Value> {
    let mut arguments = params.arguments.iter().map(Value::as_str);
    let uri: Uri = arguments.next()??.parse().ok()?;
    match params.command.as_str() {
        SYNC => {
            let files = derived::sync(session, &uri, arguments.next().flatten())?;
            Some(json!({ "files": files }))
        }
        FIX_REPOSITORY => fix_repository(session, &uri),
        _ => None,
    }
}

fn fix_repository(session: &Session, uri: &Uri) -> Option<Value> {
    let repository = session.snapshot.repository_of(&uri::to_path(uri)?)?;
    let root = &repository.root.path;
    let repo = session.snapshot.repo(root)?;
    let fixes = fix_all::of_repository(session, root)?;
    let files: BTreeSet<&str> = fixes.edits.iter().map(|edit| &*edit.path).collect();
    let answer = json!({ "files": files.len(), "edits": fixes.count });
    if !fixes.edits.is_empty() {
        let edit = workspace_edit(session, root, &repo, &fixes.edits)?;
        // Only fails when the server ends.
        let _ = session.server.outbound.send(Outgoing::Apply(edit));
    }
    Some(answer)
}
