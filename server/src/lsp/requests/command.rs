//! `workspace/executeCommand`: edits are sent to the client, the answer says how many files
//! they change.

use serde_json::{Value, json};
use tower_lsp::ls_types::{ExecuteCommandParams, Uri};

use super::action::workspace_edit;
use super::derived;
use super::diagnostic::{closed_view, files};
use crate::ide::compatible_edits;
use crate::lsp::convert::absolute;
use crate::lsp::outbound::Outgoing;
use crate::lsp::server::Session;
use crate::lsp::uri;
use crate::rules::{self, Applicability};
use crate::text::{FileAction, FileEdit};

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
    // Before everything is read, some findings are not there yet and some are not true.
    let repo = session.snapshot.repo(root).filter(|repo| repo.complete)?;
    let (mut edits, mut fixes) = (Vec::new(), 0);
    for file in files(&repo) {
        let path = absolute(root, &file.integration.repo_path(file.name));
        let view = if session.snapshot.documents.contains_key(&path) {
            session.snapshot.view(&path)
        } else {
            closed_view(repository, &repo, &file)
        };
        let Some(view) = view else { continue };
        let findings = rules::check_file(&view.cx());
        let of_file = compatible_edits(&findings, &view.file.path, Applicability::Safe);
        if !of_file.is_empty() {
            fixes += of_file.len();
            edits.push(FileEdit {
                path: view.file.path.to_string(),
                action: FileAction::Edit(of_file),
            });
        }
    }
    if !edits.is_empty() {
        let edit = workspace_edit(session, root, &repo, &edits)?;
        // Only fails when the server ends.
        let _ = session.server.outbound.send(Outgoing::Apply(edit));
    }
    Some(json!({ "files": edits.len(), "edits": fixes }))
}
