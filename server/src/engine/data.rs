//! Values as Python holds them once YAML is loaded: shared by reference (an alias and its
//! anchor are one object), changed in place, each knowing where it was written.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use foldhash::HashMap;

use foldhash::fast::RandomState;
use indexmap::{Equivalent, IndexMap};

use crate::text::Span;

/// A value in its [`Heap`]. Equal ids are one object, as Python's `is` tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(u32);

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    /// Year, from 1.
    pub year: u16,
    /// Month, from 1.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

/// A point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    /// The day.
    pub date: Date,
    /// Hour, minute and second.
    pub time: [u8; 3],
    /// Microseconds.
    pub micros: u32,
    /// Minutes east of UTC; `None` without a zone.
    pub offset: Option<i16>,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `None`
    Null,
    /// `True` or `False`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number too large for [`Value::Int`], in decimal digits with its sign.
    BigInt(Arc<str>),
    /// Any other number.
    Float(f64),
    /// Text.
    Str(Arc<str>),
    /// A day.
    Date(Date),
    /// A point in time.
    DateTime(DateTime),
    /// `!!binary`
    Bytes(Arc<[u8]>),
    /// A list.
    List(Vec<Id>),
    /// A mapping, in order of insertion.
    Map(Map),
}

/// A key of a mapping. Equal where Python finds them equal (`1`, `1.0` and `True` are one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// `None`
    Null,
    /// A whole number, a float that is whole, or a boolean.
    Int(i64),
    /// A whole number too large for [`Key::Int`].
    BigInt(Arc<str>),
    /// The bits of a number that is not whole.
    Float(u64),
    /// Text.
    Str(Arc<str>),
    /// A day.
    Date(Date),
    /// A point in time.
    DateTime(DateTime),
    /// `!!binary`
    Bytes(Arc<[u8]>),
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Null => 0_u8.hash(state),
            Self::Int(value) => value.hash(state),
            Self::BigInt(digits) => digits.hash(state),
            Self::Float(bits) => bits.hash(state),
            Self::Str(text) => text.hash(state),
            Self::Date(date) => date.hash(state),
            Self::DateTime(time) => time.hash(state),
            Self::Bytes(bytes) => bytes.hash(state),
        }
    }
}

/// A key that is text, to look for it without making a [`Key`].
#[derive(Hash)]
struct Text<'a>(&'a str);

impl Equivalent<Key> for Text<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        matches!(key, Key::Str(text) if **text == *self.0)
    }
}

/// An entry of a mapping.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// The key as an object: `True` where [`Key::Int`] only says 1. Knows its origin.
    pub key: Id,
    /// The value.
    pub value: Id,
}

/// A mapping, in order of insertion.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Map(IndexMap<Key, Entry, RandomState>);

/// Where a value was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Origin {
    /// 0 for the specification, `n` for the n-th template of the load; `u16::MAX` for
    /// values that nobody wrote.
    pub source: u16,
    /// Bytes in that text.
    pub span: Span,
}

#[derive(Debug, Clone)]
struct Slot {
    value: Value,
    origin: Origin,
}

/// All values of one load. Never frees: a load is short.
#[derive(Debug, Clone, Default)]
pub struct Heap {
    slots: Vec<Slot>,
}

/// `source` of values that nobody wrote.
pub const NOWHERE: u16 = u16::MAX;

impl Origin {
    /// Of a value that nobody wrote.
    #[must_use]
    pub fn nowhere() -> Self {
        Self {
            source: NOWHERE,
            span: Span::default(),
        }
    }
}

impl Value {
    /// Text.
    #[must_use]
    pub fn str(text: &str) -> Self {
        Self::Str(text.into())
    }

    /// What Python takes for false: nothing, zero, and whatever is empty.
    #[must_use]
    pub fn is_falsy(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Bool(value) => !value,
            Self::Int(value) => *value == 0,
            Self::Float(value) => *value == 0.0,
            Self::Str(text) => text.is_empty(),
            Self::Bytes(bytes) => bytes.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Map(map) => map.is_empty(),
            Self::BigInt(_) | Self::Date(_) | Self::DateTime(_) => false,
        }
    }

    /// The value as a key of a mapping; `None` where Python cannot hash it.
    #[must_use]
    pub fn to_key(&self) -> Option<Key> {
        Some(match self {
            Self::Null => Key::Null,
            Self::Bool(value) => Key::Int((*value).into()),
            Self::Int(value) => Key::Int(*value),
            Self::BigInt(digits) => Key::BigInt(digits.clone()),
            Self::Float(value) => whole(*value).map_or(Key::Float(value.to_bits()), Key::Int),
            Self::Str(text) => Key::Str(text.clone()),
            Self::Date(date) => Key::Date(*date),
            Self::DateTime(time) => Key::DateTime(*time),
            Self::Bytes(bytes) => Key::Bytes(bytes.clone()),
            Self::List(_) | Self::Map(_) => return None,
        })
    }
}

/// A float that is a whole number; those beyond 2^53 are left alone.
fn whole(value: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    // In range, so the conversion keeps the value.
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

impl Map {
    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// There are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Value of a key that is text.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Id> {
        self.entry(key).map(|entry| entry.value)
    }

    /// Entry of a key that is text.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<Entry> {
        self.0.get(&Text(key)).copied()
    }

    /// Entry of a key of any type.
    #[must_use]
    pub fn entry_of(&self, key: &Key) -> Option<Entry> {
        self.0.get(key).copied()
    }

    /// Assigns as Python does: a known key keeps its place and its object.
    pub fn insert(&mut self, key: Key, entry: Entry) {
        match self.0.get_mut(&key) {
            Some(old) => old.value = entry.value,
            None => {
                self.0.insert(key, entry);
            }
        }
    }

    /// Takes a key out; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        self.0.shift_remove(&Text(key))
    }

    /// Entries in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Key, Entry)> {
        self.0.iter().map(|(key, entry)| (key, *entry))
    }
}

impl Heap {
    /// Puts a value on the heap.
    pub fn alloc(&mut self, value: Value, origin: Origin) -> Id {
        let id = Id(u32::try_from(self.slots.len()).expect("fewer than 2^32 values"));
        self.slots.push(Slot { value, origin });
        id
    }

    /// Forgets the values put here last. Nothing may refer to them any more.
    pub fn truncate(&mut self, len: usize) {
        self.slots.truncate(len);
    }

    /// Number of values put here.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Nothing was put here.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The value.
    #[must_use]
    pub fn get(&self, id: Id) -> &Value {
        &self.slots[id.0 as usize].value
    }

    /// The value, to be changed for all that share it.
    pub fn get_mut(&mut self, id: Id) -> &mut Value {
        &mut self.slots[id.0 as usize].value
    }

    /// Where it was written.
    #[must_use]
    pub fn origin(&self, id: Id) -> Origin {
        self.slots[id.0 as usize].origin
    }

    /// The text, if it is one.
    #[must_use]
    pub fn str(&self, id: Id) -> Option<&str> {
        match self.get(id) {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn list(&self, id: Id) -> Option<&[Id]> {
        match self.get(id) {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The mapping, if it is one.
    #[must_use]
    pub fn map(&self, id: Id) -> Option<&Map> {
        match self.get(id) {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// Value of a key that is text, if it is a mapping that has it.
    #[must_use]
    pub fn field(&self, id: Id, key: &str) -> Option<Id> {
        self.map(id)?.get(key)
    }

    /// Assigns a value to a key that is text; `false` if it is no mapping.
    pub fn set_field(&mut self, id: Id, key: &str, value: Id) -> bool {
        let origin = self.origin(value);
        let text: Arc<str> = key.into();
        let key_id = match self.map(id).and_then(|map| map.entry(key)) {
            Some(entry) => entry.key,
            None => self.alloc(Value::Str(text.clone()), origin),
        };
        let Value::Map(map) = self.get_mut(id) else {
            return false;
        };
        map.insert(Key::Str(text), Entry { key: key_id, value });
        true
    }

    /// Takes a key out of a mapping.
    pub fn remove_field(&mut self, id: Id, key: &str) -> Option<Id> {
        match self.get_mut(id) {
            Value::Map(map) => map.remove(key).map(|entry| entry.value),
            _ => None,
        }
    }

    /// A copy that shares nothing mutable with the original, and is shared within itself
    /// where the original is.
    pub fn deep_copy(&mut self, id: Id) -> Id {
        let mut copies: HashMap<Id, Id> = HashMap::default();
        let mut open = vec![id];
        // First every value gets its copy, then the copies are made to point to each other.
        while let Some(id) = open.pop() {
            if copies.contains_key(&id) {
                continue;
            }
            let slot = self.slots[id.0 as usize].clone();
            match &slot.value {
                Value::List(items) => open.extend(items),
                Value::Map(map) => open.extend(map.iter().map(|(_, entry)| entry.value)),
                _ => {}
            }
            let copy = self.alloc(slot.value, slot.origin);
            copies.insert(id, copy);
        }
        for copy in copies.values() {
            match &mut self.slots[copy.0 as usize].value {
                Value::List(items) => items.iter_mut().for_each(|item| *item = copies[item]),
                Value::Map(map) => map
                    .0
                    .values_mut()
                    .for_each(|entry| entry.value = copies[&entry.value]),
                _ => {}
            }
        }
        copies[&id]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(heap: &mut Heap, value: &str) -> Id {
        heap.alloc(Value::str(value), Origin::nowhere())
    }

    #[test]
    fn copies_keep_their_sharing_and_leave_the_original_alone() {
        let mut heap = Heap::default();
        let leaf = text(&mut heap, "a");
        let inner = heap.alloc(Value::List(vec![leaf]), Origin::nowhere());
        let outer = heap.alloc(Value::List(vec![inner, inner]), Origin::nowhere());
        let copy = heap.deep_copy(outer);
        let [first, second] = heap.list(copy).unwrap() else {
            panic!("two items");
        };
        assert_eq!(first, second);
        assert_ne!(*first, inner);
        *heap.get_mut(*first) = Value::Null;
        assert_eq!(heap.list(inner), Some(&[leaf][..]));
    }

    #[test]
    fn a_value_that_holds_itself_can_be_copied() {
        let mut heap = Heap::default();
        let own = heap.alloc(Value::List(Vec::new()), Origin::nowhere());
        *heap.get_mut(own) = Value::List(vec![own]);
        let copy = heap.deep_copy(own);
        assert_eq!(heap.list(copy), Some(&[copy][..]));
    }

    #[test]
    fn keys_are_equal_as_in_python() {
        let one = Key::Int(1);
        assert_eq!(Value::Bool(true).to_key(), Some(one.clone()));
        assert_eq!(Value::Float(1.0).to_key(), Some(one));
        assert_eq!(Value::List(Vec::new()).to_key(), None);
    }

    #[test]
    fn a_key_assigned_again_keeps_its_place() {
        let mut heap = Heap::default();
        let map = heap.alloc(Value::Map(Map::default()), Origin::nowhere());
        let (a, b) = (text(&mut heap, "1"), text(&mut heap, "2"));
        heap.set_field(map, "x", a);
        heap.set_field(map, "y", a);
        heap.set_field(map, "x", b);
        let keys: Vec<_> = heap
            .map(map)
            .unwrap()
            .iter()
            .map(|(key, _)| key.clone())
            .collect();
        assert_eq!(keys, [Key::Str("x".into()), Key::Str("y".into())]);
        assert_eq!(heap.field(map, "x"), Some(b));
    }
}
