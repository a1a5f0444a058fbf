//! `integrationsLs/status`: what the server knows, for people who wonder.

use serde::Serialize;

use super::capabilities::encoding_kind;
use super::server::Session;

/// The answer.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Status {
    version: &'static str,
    position_encoding: String,
    documents: usize,
    revision: u64,
    repositories: Vec<RepositoryStatus>,
    last_error: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RepositoryStatus {
    root: String,
    kind: &'static str,
    indexed: bool,
    integrations: usize,
    metrics: usize,
    /// Which templates of ddev are in use.
    templates: Option<TemplateStatus>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TemplateStatus {
    version: Option<String>,
    origin: &'static str,
    path: String,
}

/// The state of a session in numbers.
pub(super) fn status(session: &Session) -> Status {
    let repositories = session.snapshot.repositories.iter();
    Status {
        version: env!("CARGO_PKG_VERSION"),
        position_encoding: encoding_kind(session.client.encoding).as_str().to_owned(),
        documents: session.snapshot.documents.len(),
        revision: session.snapshot.revision,
        repositories: repositories
            .filter_map(|(root, repository)| {
                let repo = session.snapshot.repo(root)?;
                Some(RepositoryStatus {
                    root: root.to_string_lossy().into_owned(),
                    kind: repo.kind.name(),
                    indexed: repository.is_indexed,
                    integrations: repo.integrations.len(),
                    metrics: repo.metric_count(),
                    templates: repo.templates.as_deref().map(|templates| TemplateStatus {
                        version: templates.version.clone(),
                        origin: templates.origin.describe(),
                        path: templates.dir.to_string_lossy().into_owned(),
                    }),
                })
            })
            .collect(),
        last_error: session.server.last_error(),
    }
}
