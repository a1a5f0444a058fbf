//! Keys that occur twice in one object, for the `duplicate-key` rules.

use foldhash::HashMap;

use crate::rules::{Sink, Tag};
use crate::syntax::json::{JsonNode, edit};
use crate::workspace::FileCx;

/// Objects with so few members are compared without a table.
const FEW: usize = 12;

/// False when no two keys of an object are the same.
fn may_repeat(object: JsonNode) -> bool {
    let mut seen = [""; FEW];
    for (index, member) in object.children().enumerate() {
        match member.plain_key() {
            Some(key) if index < FEW && !seen[..index].contains(&key) => seen[index] = key,
            _ => return true,
        }
    }
    false
}

/// So many repeated keys of a file get a fix: each takes a look at all members before it, and
/// no more of them are told.
pub(in crate::rules) const MOST_FIXES: usize = crate::rules::limit::MOST;

/// Reports every key that an object has before already.
pub(in crate::rules) fn report_duplicates(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx.file.json() else { return };
    let mut count = 0;
    for object in tree.objects_to_compare(cx.text()) {
        if !may_repeat(object) {
            continue;
        }
        let mut seen = HashMap::default();
        for member in object.children() {
            let (Some(key), Some(key_span)) = (member.key(), member.key_inner_span()) else {
                continue;
            };
            let Some(first) = seen.insert(key.clone(), member) else {
                continue;
            };
            let same = first.raw() == member.raw();
            let counts = if same {
                "Both values are the same."
            } else {
                "Readers use this value and drop the earlier one."
            };
            let finding = sink.report(key_span, format!("The key `{key}` occurs twice. {counts}"));
            finding.related(
                cx.file.path.to_string(),
                first.key_inner_span().unwrap_or(first.span()),
                if same {
                    "First here."
                } else {
                    "First here, without effect."
                },
            );
            if same {
                finding.tag(Tag::Unnecessary);
            }
            count += 1;
            if tree.errors().is_empty() && count <= MOST_FIXES {
                if same {
                    let edit = edit::remove(member);
                    finding.safe_fix("Remove the repeated member", vec![edit]);
                } else {
                    // The value that goes may be the one that was meant.
                    let edit = edit::remove(first);
                    finding
                        .unsafe_fix("Remove the earlier member, which has no effect", vec![edit]);
                }
            }
        }
    }
}
