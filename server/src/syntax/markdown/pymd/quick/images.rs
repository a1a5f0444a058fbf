//! Images for the quick reader of the Python-Markdown view, in pieces that have no headings. Most
//! are paragraphs of their own and are read here; around the others, no more than their block goes
//! through the stages.

use super::super::PyImage;
use super::lines::is_blank;
use super::{Reader, passed};
use crate::text::Span;
use memchr::memchr;

impl Reader<'_> {
    /// Reads what holds images in a piece without headings behind `start`, which is cut at simple
    /// items: the list they continue does not matter to images.
    pub(super) fn pictures(
        &mut self,
        start: usize,
        items: &[usize],
        first: usize,
        end: usize,
    ) -> Option<()> {
        let mut start = start;
        let mut next = first;
        for end in items.iter().copied().chain([end]) {
            passed(&self.marks.images, &mut next, |image| *image < start);
            let found = passed(&self.marks.images, &mut next, |image| *image < end);
            let plain = if found == 1 {
                self.plain_image(start, end)
            } else {
                None
            };
            if let Some(image) = plain {
                self.view.images.push(image);
            } else if found > 0 {
                let view = self.stages(start, end)?;
                if !view.headings.is_empty() {
                    return None;
                }
                self.adopt(view, None)?;
            }
            start = end;
        }
        Some(())
    }

    /// The image of a part of the text that has no other, when it is a paragraph of its own at the
    /// start and its address is plain.
    fn plain_image(&mut self, start: usize, end: usize) -> Option<PyImage> {
        let part = &self.bytes[start..end];
        let length = memchr(b'\n', part).unwrap_or(part.len());
        let behind = part.get(length + 1..).unwrap_or_default();
        let next = memchr(b'\n', behind).unwrap_or(behind.len());
        let line = part[..length].trim_ascii_end();
        let indent = line.iter().take_while(|b| **b == b' ').count();
        let alt = line[indent..].strip_prefix(b"![")?;
        let close = alt
            .iter()
            .position(|b| matches!(b, b'[' | b']' | b'`' | b'<' | b'&' | b'\\'))?;
        if indent > 3 || !is_blank(&behind[..next]) || line.contains(&b'\t') {
            return None;
        }
        let (open, last) = (start + indent, start + line.len());
        let inner = open + 2 + close + 2;
        let named = match &alt[close..] {
            [b']', b'(', .., b')'] => false,
            [b']', b'[', .., b']'] => true,
            _ => return None,
        };
        let address = if named {
            self.learn_definitions();
            let id = &self.text[inner..last - 1];
            let id = id
                .bytes()
                .all(|b| b.is_ascii_graphic())
                .then(|| id.to_ascii_lowercase())?;
            let cells = self.known.as_ref()?.get(&id)?;
            Span::new(cells.first()?.at as usize, cells.last()?.at as usize + 1)
        } else {
            Span::new(inner, last - 1)
        };
        let src = address.slice(self.text);
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./:?=#%+~,;@$".contains(&b);
        (!src.is_empty() && src.bytes().all(plain)).then(|| PyImage {
            src: Some(src.to_owned()),
            span: Span::new(open, last),
            src_span: address,
            under_h2: self.last_h2,
        })
    }
}
