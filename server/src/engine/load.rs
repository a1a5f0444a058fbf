//! From a YAML tree to values, as the safe loader of `PyYAML` builds them: an alias is the
//! very object of its anchor, a repeated key keeps its first place and its last value.

use foldhash::HashMap;

use super::scalars;
use super::{Entry, Heap, Id, Map, Origin, Value};
use crate::syntax::yaml::{NodeId, Scalar, YamlKind, YamlNode};

/// Why a tree gives no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadError {
    /// The loader stops at a fault.
    Faulty,
    /// There would be more values than anybody needs.
    TooLarge,
}

/// Puts the value of a node on the heap. `source` goes into the origins; the heap never
/// holds more than `limit` values.
pub fn load(heap: &mut Heap, node: YamlNode, source: u16, limit: usize) -> Result<Id, LoadError> {
    let mut loading = Loading {
        heap,
        source,
        limit,
        made: HashMap::default(),
        open: Vec::new(),
    };
    let root = loading.make(node)?;
    while let Some((node, id)) = loading.open.pop() {
        let value = loading.fill(node)?;
        *loading.heap.get_mut(id) = value;
    }
    Ok(root)
}

struct Loading<'h, 'a> {
    heap: &'h mut Heap,
    source: u16,
    limit: usize,
    made: HashMap<NodeId, Id>,
    /// Collections that wait for their content.
    open: Vec<(YamlNode<'a>, Id)>,
}

impl<'a> Loading<'_, 'a> {
    fn make(&mut self, node: YamlNode<'a>) -> Result<Id, LoadError> {
        let node = node.value();
        if let Some(&id) = self.made.get(&node.id()) {
            return Ok(id);
        }
        if self.heap.len() >= self.limit {
            return Err(LoadError::TooLarge);
        }
        let collection = matches!(node.kind(), YamlKind::Mapping | YamlKind::Sequence);
        let value = if collection {
            Value::Null
        } else {
            scalar(node).ok_or(LoadError::Faulty)?
        };
        let origin = Origin {
            source: self.source,
            span: node.span(),
        };
        let id = self.heap.alloc(value, origin);
        self.made.insert(node.id(), id);
        if collection {
            self.open.push((node, id));
        }
        Ok(id)
    }

    fn fill(&mut self, node: YamlNode<'a>) -> Result<Value, LoadError> {
        if node.kind() == YamlKind::Sequence {
            let items: Result<Vec<Id>, LoadError> =
                node.items().map(|item| self.make(item)).collect();
            return Ok(Value::List(items?));
        }
        let mut map = Map::default();
        for (key, value) in node.effective_pairs() {
            let key = self.make(key)?;
            let value = self.make(value)?;
            let known = self.heap.get(key).to_key().ok_or(LoadError::Faulty)?;
            map.insert(known, Entry { key, value });
        }
        Ok(Value::Map(map))
    }
}

fn scalar(node: YamlNode) -> Option<Value> {
    if node.kind() == YamlKind::Binary {
        return scalars::bytes(node.decoded()?).map(|bytes| Value::Bytes(bytes.into()));
    }
    Some(match node.scalar()? {
        Scalar::Null => Value::Null,
        Scalar::Bool(value) => Value::Bool(value),
        Scalar::Int(value) => Value::Int(value),
        Scalar::BigInt(written) => Value::BigInt(scalars::decimal(written)?.into()),
        Scalar::Float(value) => Value::Float(value),
        Scalar::Timestamp(written) => scalars::timestamp(written)?,
        Scalar::Str(text) => Value::str(text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::YamlTree;

    fn loaded(text: &str) -> (Heap, Id) {
        let tree = YamlTree::parse(text);
        let mut heap = Heap::default();
        let root = load(&mut heap, tree.root(text), 0, 1000).expect("it loads");
        (heap, root)
    }

    #[test]
    fn an_alias_is_the_object_of_its_anchor() {
        let (heap, root) = loaded("a: &x [1]\nb: *x\nc: {<<: {d: 1, e: 2}, e: 3}\n");
        assert_eq!(heap.field(root, "a"), heap.field(root, "b"));
        let merged = heap.field(root, "c").unwrap();
        let e = heap.field(merged, "e").unwrap();
        assert_eq!(heap.get(e), &Value::Int(3));
    }

    #[test]
    fn a_list_can_hold_itself() {
        let (heap, root) = loaded("&a [*a]\n");
        assert_eq!(heap.list(root), Some(&[root][..]));
    }

    #[test]
    fn a_repeated_key_keeps_its_place_and_takes_the_last_value() {
        let (heap, root) = loaded("a: 1\nb: 2\na: 3\n");
        let map = heap.map(root).unwrap();
        let values: Vec<&Value> = map.iter().map(|(_, e)| heap.get(e.value)).collect();
        assert_eq!(values, [&Value::Int(3), &Value::Int(2)]);
    }

    #[test]
    fn too_much_is_refused() {
        let text = format!("[{}]", "1,".repeat(2000));
        let tree = YamlTree::parse(&text);
        let mut heap = Heap::default();
        let result = load(&mut heap, tree.root(&text), 0, 1000);
        assert_eq!(result, Err(LoadError::TooLarge));
    }
}
