//! Syntax errors of TOML files that ddev reads.

use super::{Severity, Sink};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

/// The mark that some editors put in front of a text. Our parser passes over it, and Python's
/// does not.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Reports what Python cannot read of a TOML file.
pub(super) fn report_syntax(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx.file.toml() else { return };
    if cx.text().starts_with(BYTE_ORDER_MARK) {
        let span = Span::new(0, BYTE_ORDER_MARK.len());
        let message = "This is no TOML: it must not begin with a byte order mark.";
        let edit = TextEdit::delete(span);
        sink.report(span, message)
            .severity(Severity::Error)
            .safe_fix("Remove the byte order mark", vec![edit]);
    }
    let newer = if tree.errors().is_empty() {
        tree.newer_syntax(cx.text())
    } else {
        Vec::new()
    };
    // What follows the first slip is mostly its echo.
    for error in tree.errors().iter().take(1).chain(&newer) {
        let about = error.message.trim_end_matches('.');
        sink.report(error.span, format!("This is no TOML: {about}."))
            .severity(Severity::Error);
    }
}
