//! The release of a changelog that a place belongs to.

use crate::model::changelog::{Line, lines};
use crate::model::python::version_at;
use crate::text::Span;
use crate::workspace::FileCx;

/// Bytes of the version in the heading under the cursor.
pub(super) fn release_at(cx: &FileCx, offset: usize) -> Option<Span> {
    let text = cx.text();
    lines(text).find_map(|(line, kind)| {
        let Line::Release(title) = kind else {
            return None;
        };
        let start = title.start as usize;
        let end = version_at(text, start).filter(|_| line.touches(offset))?;
        Some(Span::new(start, end))
    })
}
