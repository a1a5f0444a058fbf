//! `textDocument/inlayHint`

use tower_lsp::ls_types::{InlayHint, InlayHintKind, InlayHintLabel, InlayHintParams};

use super::Subject;
use crate::ide;
use crate::lsp::server::Session;

/// Hints of the part of a file that is on the screen.
pub(in crate::lsp) fn hints(session: &Session, params: &InlayHintParams) -> Vec<InlayHint> {
    let Some(subject) = Subject::of(session, &params.text_document.uri) else {
        return Vec::new();
    };
    let encoding = session.client.encoding;
    let within = subject.lines.span(params.range, encoding);
    let columns = session
        .snapshot
        .settings_of(&subject.root)
        .display
        .column_hints;
    let hints = ide::hints(&subject.view.cx(), within, columns).into_iter();
    hints
        .map(|hint| InlayHint {
            position: subject.lines.position(hint.offset, encoding),
            label: InlayHintLabel::String(hint.label),
            kind: Some(InlayHintKind::PARAMETER),
            text_edits: None,
            tooltip: None,
            padding_left: None,
            padding_right: Some(true),
            data: None,
        })
        .collect()
}
