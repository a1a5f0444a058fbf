//! `textDocument/hover`

use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::Subject;
use crate::ide;
use crate::lsp::convert::plain_text;
use crate::lsp::server::Session;

/// What is under the cursor.
pub(in crate::lsp) fn hover(session: &Session, params: &HoverParams) -> Option<Hover> {
    let place = &params.text_document_position_params;
    let subject = Subject::of(session, &place.text_document.uri)?;
    let offset = subject.offset(session, place.position);
    let hover = ide::hover(&subject.view.cx(), offset)?;
    let (kind, value) = if session.client.hover_markdown {
        (MarkupKind::Markdown, hover.markdown)
    } else {
        (MarkupKind::PlainText, plain_text(&hover.markdown))
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: Some(subject.lines.range(hover.span, session.client.encoding)),
    })
}
