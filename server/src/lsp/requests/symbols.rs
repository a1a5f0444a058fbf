//! `textDocument/documentSymbol` and `workspace/symbol`

use tower_lsp::ls_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation,
    SymbolKind, WorkspaceSymbolParams,
};

use super::Subject;
use crate::ide::{self, Symbol};
use crate::lsp::convert::absolute;
use crate::lsp::server::Session;

/// Results of one search.
const MOST_RESULTS: usize = 128;

/// Outline of a file; as a tree where the client knows trees.
pub(in crate::lsp) fn document(
    session: &Session,
    params: &DocumentSymbolParams,
) -> Option<DocumentSymbolResponse> {
    let uri = &params.text_document.uri;
    let subject = Subject::of(session, uri)?;
    let symbols = ide::document_symbols(&subject.view.cx());
    if session.client.nested_symbols {
        let nested = symbols.into_iter().map(|s| nested(session, &subject, s));
        return Some(DocumentSymbolResponse::Nested(nested.collect()));
    }
    let mut flat = Vec::new();
    // Depth first, so that the order is that of the file.
    let mut stack: Vec<(Symbol, Option<String>)> =
        symbols.into_iter().rev().map(|s| (s, None)).collect();
    while let Some((symbol, container)) = stack.pop() {
        let range = subject.lines.range(symbol.span, session.client.encoding);
        let location = Location::new(uri.clone(), range);
        let children = symbol.children.into_iter().rev();
        stack.extend(children.map(|child| (child, Some(symbol.name.clone()))));
        flat.push(information(symbol.name, symbol.kind, location, container));
    }
    Some(DocumentSymbolResponse::Flat(flat))
}

#[allow(deprecated)]
fn nested(session: &Session, subject: &Subject, symbol: Symbol) -> DocumentSymbol {
    let encoding = session.client.encoding;
    let children = symbol.children.into_iter();
    let children: Vec<_> = children.map(|c| nested(session, subject, c)).collect();
    DocumentSymbol {
        name: non_empty(symbol.name),
        detail: symbol.detail,
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: subject.lines.range(symbol.span, encoding),
        selection_range: subject.lines.range(symbol.selection, encoding),
        children: (!children.is_empty()).then_some(children),
    }
}

/// Editors refuse a whole outline for one symbol without a name.
fn non_empty(name: String) -> String {
    if name.trim().is_empty() {
        "(empty)".to_owned()
    } else {
        name
    }
}

#[allow(deprecated)]
fn information(
    name: String,
    symbol: ide::SymbolKind,
    location: Location,
    container_name: Option<String>,
) -> SymbolInformation {
    SymbolInformation {
        name: non_empty(name),
        kind: kind(symbol),
        tags: None,
        deprecated: None,
        location,
        container_name,
    }
}

fn kind(kind: ide::SymbolKind) -> SymbolKind {
    match kind {
        ide::SymbolKind::Namespace => SymbolKind::NAMESPACE,
        ide::SymbolKind::Metric => SymbolKind::VARIABLE,
        ide::SymbolKind::Integration => SymbolKind::MODULE,
        ide::SymbolKind::Object => SymbolKind::OBJECT,
        ide::SymbolKind::Array => SymbolKind::ARRAY,
        ide::SymbolKind::Property => SymbolKind::PROPERTY,
        ide::SymbolKind::Heading => SymbolKind::STRING,
    }
}

/// Integrations and metrics of all repositories.
pub(in crate::lsp) fn workspace(
    session: &Session,
    params: &WorkspaceSymbolParams,
) -> Vec<SymbolInformation> {
    let mut found = Vec::new();
    for root in session.snapshot.repositories.keys() {
        let Some(repo) = session.snapshot.repo(root) else {
            continue;
        };
        let left = MOST_RESULTS - found.len();
        for symbol in ide::workspace_symbols(&repo, &params.query, left) {
            let path = absolute(root, &symbol.path);
            let (Some(lines), Some(uri)) = (session.lines(&path), session.uri(&path)) else {
                continue;
            };
            let range = lines.range(symbol.span, session.client.encoding);
            let container = Some(symbol.container);
            let location = Location::new(uri, range);
            found.push(information(symbol.name, symbol.kind, location, container));
        }
    }
    found
}
