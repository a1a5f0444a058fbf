//! Values of a JSON file beside its schema, for every feature that works on both.

use crate::catalog::Schema;
use crate::syntax::json::{JsonKind, JsonNode};
use crate::text::Span;
use crate::workspace::FileCx;

/// Schema of a value, found along its keys from that of the whole file.
pub(in crate::ide) fn schema_of(whole: &'static Schema, node: JsonNode) -> Option<&'static Schema> {
    let mut way = vec![node];
    while let Some(parent) = way.last().and_then(JsonNode::parent) {
        way.push(parent);
    }
    way.windows(2).rev().try_fold(whole, |schema, pair| {
        let (child, parent) = (pair[0], pair[1]);
        match parent.kind() {
            JsonKind::Object => schema.property(&child.key()?),
            _ => schema.item(),
        }
    })
}

/// The value under the cursor, the bytes asked about (its key, or itself), and whether
/// that is the key.
pub(in crate::ide) fn node_under<'a>(
    cx: &FileCx<'a>,
    offset: usize,
) -> Option<(JsonNode<'a>, Span, bool)> {
    let node = cx.file.json()?.node_at(cx.text(), offset);
    if let Some(key) = node.key_span().filter(|key| key.touches(offset)) {
        return Some((node, key, true));
    }
    let simple = !matches!(
        node.kind(),
        JsonKind::Object | JsonKind::Array | JsonKind::Missing
    );
    (simple && node.span().touches(offset)).then(|| (node, node.span(), false))
}
