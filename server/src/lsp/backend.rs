//! The requests of the protocol. Every handler takes the state of its place in the
//! order of messages and computes on a thread of its own; none awaits the client.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionParams,
    CompletionResponse, DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentLink,
    DocumentLinkParams, DocumentSymbolParams, DocumentSymbolResponse, ExecuteCommandParams,
    FoldingRange, FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover,
    HoverParams, InitializeParams, InitializeResult, InlayHint, InlayHintParams, LSPAny, Location,
    PrepareRenameResponse, ReferenceParams, RenameParams, SemanticTokensDeltaParams,
    SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, ServerInfo, TextDocumentPositionParams,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
    WorkspaceEdit, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use super::capabilities;
use super::requests::derived::{self, Rendered, RenderedParams};
use super::requests::{
    action, command, completion, diagnostic, hints, hover, navigation, references, rename, symbols,
    tokens,
};
use super::server::{Server, Session};
use super::service;
use super::status::{Status, status};

/// A held back report of the whole workspace looks again this long after a change: it
/// reads every file that may be concerned, and nobody reads it while typing.
const WORKSPACE_PAUSE: Duration = Duration::from_secs(2);

/// Answers requests.
pub(super) struct Backend {
    server: Arc<Server>,
}

impl Backend {
    pub(super) fn new(server: Arc<Server>) -> Self {
        Self { server }
    }

    /// Computes an answer from the state of this request.
    async fn answer<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Session) -> T + Send + 'static,
    ) -> Result<T> {
        let (session, method) = service::current().ok_or_else(Error::internal_error)?;
        self.compute(session, method, work).await
    }

    async fn compute<T: Send + 'static>(
        &self,
        session: Arc<Session>,
        method: Arc<str>,
        work: impl FnOnce(&Session) -> T + Send + 'static,
    ) -> Result<T> {
        let permit = self.server.permits.acquire().await;
        let _permit = permit.map_err(|_| Error::internal_error())?;
        let task = tokio::task::spawn_blocking(move || {
            super::panics::working_on(&method);
            work(&session)
        });
        task.await.map_err(|_| Error::internal_error())
    }

    /// `integrationsLs/status`
    pub(super) async fn status(&self) -> Result<Status> {
        self.answer(status).await
    }

    /// `integrationsLs/rendered`
    pub(super) async fn rendered(&self, params: RenderedParams) -> Result<Rendered> {
        self.answer(move |session| derived::rendered(session, &params))
            .await
    }

    /// `$/setTrace`: there is nothing to trace, but clients send it unasked.
    pub(super) async fn set_trace(&self, _params: serde_json::Value) {}
}

impl LanguageServer for Backend {
    async fn initialize(&self, _params: InitializeParams) -> Result<InitializeResult> {
        let (session, _) = service::current().ok_or_else(Error::internal_error)?;
        Ok(InitializeResult {
            capabilities: capabilities::server(&session.client),
            server_info: Some(ServerInfo {
                name: super::SOURCE.to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            offset_encoding: None,
        })
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.answer(move |session| hover::hover(session, &params))
            .await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let list = self.answer(move |session| completion::completion(session, &params));
        Ok(Some(CompletionResponse::List(list.await?)))
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        self.answer(move |session| symbols::document(session, &params))
            .await
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<WorkspaceSymbolResponse>> {
        let found = self.answer(move |session| symbols::workspace(session, &params));
        Ok(Some(WorkspaceSymbolResponse::Flat(found.await?)))
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let folds = self.answer(move |session| navigation::folds(session, &params));
        folds.await.map(Some)
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let links = self.answer(move |session| navigation::links(session, &params));
        links.await.map(Some)
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        self.answer(move |session| navigation::definition(session, &params))
            .await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.answer(move |session| references::references(session, &params))
            .await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        self.answer(move |session| rename::prepare(session, &params))
            .await?
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        self.answer(move |session| rename::rename(session, &params))
            .await?
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let actions = self.answer(move |session| action::actions(session, &params));
        actions.await.map(Some)
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let lenses = self.answer(move |session| derived::lenses(session, &params));
        lenses.await.map(Some)
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let tokens = self.answer(move |session| tokens::full(session, &params.text_document.uri));
        Ok(tokens.await?.map(SemanticTokensResult::Tokens))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let uri = params.text_document.uri;
        self.answer(move |session| tokens::delta(session, &uri, &params.previous_result_id))
            .await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let uri = params.text_document.uri;
        let tokens = self.answer(move |session| tokens::range(session, &uri, params.range));
        Ok(tokens.await?.map(SemanticTokensRangeResult::Tokens))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let hints = self.answer(move |session| hints::hints(session, &params));
        hints.await.map(Some)
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        self.answer(move |session| command::execute(session, &params))
            .await
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let report = self.answer(move |session| diagnostic::document(session, params));
        report.await.map(DocumentDiagnosticReportResult::Report)
    }

    /// Answered as soon as there is something new; clients ask again at once, so an empty
    /// answer would only keep both sides busy.
    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let (mut session, method) = service::current().ok_or_else(Error::internal_error)?;
        let previous = Arc::new(diagnostic::previous(params));
        let mut revision = self.server.revision.subscribe();
        let flag = CancelOnDrop::default();
        loop {
            let seen = session.snapshot.revision;
            let (known, cancelled) = (Arc::clone(&previous), Arc::clone(&flag.0));
            let work = move |session: &Session| diagnostic::workspace(session, &known, &cancelled);
            let items = self.compute(session, Arc::clone(&method), work).await?;
            let closed = *revision.borrow() == u64::MAX;
            if !items.is_empty() || closed {
                let report = WorkspaceDiagnosticReport { items };
                return Ok(WorkspaceDiagnosticReportResult::Report(report));
            }
            // Only fails when the server ends.
            let _ = revision.wait_for(|now| *now != seen).await;
            tokio::time::sleep(WORKSPACE_PAUSE).await;
            session = Arc::new(self.server.session());
        }
    }
}

/// Tells work on another thread that nobody waits for it any longer.
#[derive(Default)]
struct CancelOnDrop(Arc<AtomicBool>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
