//! Keys that occur twice in one mapping, for the `duplicate-key` rules.

use foldhash::HashMap;

use crate::rules::json::MOST_FIXES;
use crate::rules::{Sink, Tag};
use crate::syntax::yaml::{YamlNode, edit};
use crate::workspace::FileCx;

/// Reports every key that a mapping has before already.
pub(in crate::rules) fn report_duplicates(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx.file.yaml() else { return };
    let text = cx.text();
    let repeated = tree.repeated_keys(text);
    if repeated.is_empty() {
        return;
    }
    let values: HashMap<u32, YamlNode> = tree
        .nodes(text)
        .filter_map(|node| Some((node.key_span()?.start, node)))
        .collect();
    for (index, key) in repeated.into_iter().enumerate() {
        let places = (values.get(&key.first.start), values.get(&key.again.start));
        let (Some(first), Some(again)) = places else {
            continue;
        };
        let equal = first.raw() == again.raw() && first.kind() == again.kind();
        let counts = if equal {
            "Both values are the same."
        } else {
            "Readers use this value and drop the earlier one."
        };
        let message = format!("The key `{}` occurs twice. {counts}", key.key);
        let finding = sink.report(key.again, message);
        finding.related(
            &*cx.file.path,
            key.first,
            if equal {
                "First here."
            } else {
                "First here, without effect."
            },
        );
        if equal {
            finding.tag(Tag::Unnecessary);
        }
        if !tree.errors().is_empty() || index >= MOST_FIXES {
            continue;
        }
        if equal {
            finding.safe_fix("Remove the repeated key", vec![edit::remove(*again)]);
        } else {
            // The value that goes may be the one that was meant.
            let edits = vec![edit::remove(*first)];
            finding.unsafe_fix("Remove the earlier key, which has no effect", edits);
        }
    }
}
