//! `textDocument/definition`, `textDocument/documentLink`, `textDocument/foldingRange`

use tower_lsp::ls_types::{
    DocumentLink, DocumentLinkParams, FoldingRange, FoldingRangeKind, FoldingRangeParams,
    GotoDefinitionParams, GotoDefinitionResponse, Location, LocationLink, Uri,
};

use super::Subject;
use crate::ide::{self, LinkTarget};
use crate::lsp::convert::absolute;
use crate::lsp::server::Session;

/// Where the thing under the cursor is defined.
pub(in crate::lsp) fn definition(
    session: &Session,
    params: &GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let place = &params.text_document_position_params;
    let subject = Subject::of(session, &place.text_document.uri)?;
    let offset = subject.offset(session, place.position);
    let encoding = session.client.encoding;
    let targets = ide::definition(&subject.view.cx(), offset);
    let links: Vec<LocationLink> = targets
        .into_iter()
        .filter_map(|target| {
            let path = absolute(&subject.root, &target.path);
            // What is no text (a picture) is shown from its beginning.
            let range = session
                .lines(&path)
                .map(|lines| lines.range(target.span, encoding))
                .unwrap_or_default();
            Some(LocationLink {
                origin_selection_range: Some(subject.lines.range(target.origin, encoding)),
                target_uri: session.uri(&path)?,
                target_range: range,
                target_selection_range: range,
            })
        })
        .collect();
    if links.is_empty() {
        return None;
    }
    Some(if session.client.definition_links {
        GotoDefinitionResponse::Link(links)
    } else {
        let plain = |link: LocationLink| Location::new(link.target_uri, link.target_range);
        GotoDefinitionResponse::Array(links.into_iter().map(plain).collect())
    })
}

/// Links of a file.
pub(in crate::lsp) fn links(session: &Session, params: &DocumentLinkParams) -> Vec<DocumentLink> {
    let Some(subject) = Subject::of(session, &params.text_document.uri) else {
        return Vec::new();
    };
    let links = ide::links(&subject.view.cx()).into_iter();
    links
        .filter_map(|link| {
            let (target, tooltip) = match link.target {
                LinkTarget::Url(url) => (url.parse().ok()?, None),
                LinkTarget::File(path, offset) => {
                    (file_target(session, &subject, &path, offset)?, Some(path))
                }
            };
            Some(DocumentLink {
                range: subject.lines.range(link.span, session.client.encoding),
                target: Some(target),
                tooltip: tooltip.filter(|_| session.client.link_tooltips),
                data: None,
            })
        })
        .collect()
}

/// Editors show the line that a fragment `L<number>` names.
fn file_target(session: &Session, subject: &Subject, path: &str, offset: usize) -> Option<Uri> {
    let path = absolute(&subject.root, path);
    let uri = session.uri(&path)?;
    if offset == 0 {
        return Some(uri);
    }
    let line = session
        .lines(&path)?
        .position(offset, session.client.encoding)
        .line;
    format!("{}#L{}", uri.as_str(), line + 1).parse().ok()
}

/// Foldable ranges by whole lines.
pub(in crate::lsp) fn folds(session: &Session, params: &FoldingRangeParams) -> Vec<FoldingRange> {
    let Some(subject) = Subject::of(session, &params.text_document.uri) else {
        return Vec::new();
    };
    let limit = session.client.folding_limit.unwrap_or(usize::MAX);
    let folds = ide::folding(&subject.view.cx()).into_iter();
    folds
        .filter_map(|fold| {
            let range = subject.lines.range(fold.span, session.client.encoding);
            (range.start.line < range.end.line).then(|| FoldingRange {
                start_line: range.start.line,
                end_line: range.end.line,
                kind: fold.comment.then_some(FoldingRangeKind::Comment),
                ..FoldingRange::default()
            })
        })
        .take(limit)
        .collect()
}
