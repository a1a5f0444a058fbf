//! `textDocument/references`

use std::sync::Arc;

use tower_lsp::ls_types::{Location, ReferenceParams};

use super::Subject;
use crate::ide;
use crate::lsp::convert::absolute;
use crate::lsp::server::Session;

/// Places that name the option under the cursor.
pub(in crate::lsp) fn references(
    session: &Session,
    params: &ReferenceParams,
) -> Option<Vec<Location>> {
    let place = &params.text_document_position;
    let subject = Subject::of(session, &place.text_document.uri)?;
    let offset = subject.offset(session, place.position);
    let declarations = params.context.include_declaration;
    let read = |path: &str| {
        let lines = session.lines(&absolute(&subject.root, path))?;
        Some(Arc::from(lines.text()))
    };
    let found = ide::references(&subject.view.cx(), offset, declarations, &read);
    let location = |place: ide::Reference| {
        let path = absolute(&subject.root, &place.path);
        let range = session
            .lines(&path)?
            .range(place.span, session.client.encoding);
        Some(Location::new(session.uri(&path)?, range))
    };
    let locations: Vec<Location> = found.into_iter().filter_map(location).collect();
    (!locations.is_empty()).then_some(locations)
}
