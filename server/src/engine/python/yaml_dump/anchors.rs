//! Which values need a name because they stand in more than one place.

use foldhash::HashMap;

use crate::engine::{Heap, Id, Value};

/// Numbers of shared values, in the order in which a reader meets them again.
pub(super) fn of(heap: &Heap, root: Id) -> HashMap<Id, usize> {
    let mut met: HashMap<Id, usize> = HashMap::default();
    let mut last = 0;
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        let value = heap.get(id);
        if !can_be_shared(value) {
            continue;
        }
        if let Some(number) = met.get_mut(&id) {
            if *number == 0 {
                last += 1;
                *number = last;
            }
            continue;
        }
        met.insert(id, 0);
        match value {
            Value::List(items) => open.extend(items.iter().rev()),
            Value::Map(map) => {
                let start = open.len();
                open.extend(map.iter().flat_map(|(_, entry)| [entry.key, entry.value]));
                open[start..].reverse();
            }
            _ => {}
        }
    }
    met.retain(|_, number| *number > 0);
    met
}

/// Texts, numbers and the like are written again wherever they stand; days are not.
fn can_be_shared(value: &Value) -> bool {
    matches!(
        value,
        Value::List(_) | Value::Map(_) | Value::Date(_) | Value::DateTime(_)
    )
}
