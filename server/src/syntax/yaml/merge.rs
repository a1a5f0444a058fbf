//! Look-ups in mappings: the last of repeated keys counts, and merge keys bring the
//! pairs of other mappings, without ever copying one.

use super::{MERGE_LIMIT, NodeId, Scalar, YamlKind, YamlNode, YamlTree};
use crate::text::{Keys, Span};
use foldhash::{HashMap, HashSet};

/// A key that is written again in the same mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RepeatedKey<'a> {
    /// Text of the key.
    pub key: &'a str,
    /// Where it stands first.
    pub first: Span,
    /// Where it stands again; the loader takes the last.
    pub again: Span,
}

impl<'a> YamlNode<'a> {
    /// Value of a key that is text for the loader (`on: 1` has no key `"on"`): the last
    /// one written, else one that a merge key brings. An alias is followed.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Self> {
        let own = self.get_own(key);
        if own.is_some() || !self.has_merge() {
            return own;
        }
        self.effective_pairs()
            .into_iter()
            .find(|(k, _)| k.as_str() == Some(key))
            .map(|(_, value)| value)
    }

    /// Like [`YamlNode::get`] without merge keys.
    #[must_use]
    pub fn get_own(&self, key: &str) -> Option<Self> {
        let is_key = |k: &Self| k.value().kind() == YamlKind::Str && k.is_written(key);
        let named = self.pairs().filter(|(k, _)| is_key(k));
        named.last().map(|(_, value)| value)
    }

    /// Value of a key by its text, of whatever type the key is; the last one written.
    #[must_use]
    pub fn get_written(&self, key: &str) -> Option<Self> {
        let named = self.pairs().filter(|(k, _)| k.is_written(key));
        named.last().map(|(_, value)| value)
    }

    fn has_merge(&self) -> bool {
        self.pairs().any(|(key, _)| key.kind() == YamlKind::Merge)
    }

    /// The pairs the loader ends up with, in its order: merged ones first, each key once
    /// with its last value. Keys that are collections are left out.
    #[must_use]
    pub fn effective_pairs(&self) -> Vec<(Self, Self)> {
        let mut out: Vec<(Self, Self)> = Vec::new();
        let mut places: HashMap<KeyIdentity, usize> = HashMap::default();
        for (key, value) in self.flattened() {
            let Some(identity) = key.identity() else {
                continue;
            };
            match places.entry(identity) {
                std::collections::hash_map::Entry::Occupied(place) => {
                    let (first, _) = out[*place.get()];
                    out[*place.get()] = (first, value);
                }
                std::collections::hash_map::Entry::Vacant(place) => {
                    place.insert(out.len());
                    out.push((key, value));
                }
            }
        }
        out
    }

    /// Merged pairs before own ones, repeated keys included.
    fn flattened(&self) -> Vec<(Self, Self)> {
        let mut work = 0;
        let mut frames = vec![Frame::new(self.value(), &mut work)];
        loop {
            let Some(frame) = frames.last_mut() else {
                return Vec::new();
            };
            if let Some(source) = frame.sources.next() {
                let mapping = source.value();
                // A mapping that merges itself brings nothing the second time.
                let again = frames.iter().any(|f| f.mapping == mapping);
                if mapping.kind() == YamlKind::Mapping && !again && work < MERGE_LIMIT {
                    frames.push(Frame::new(mapping, &mut work));
                }
                continue;
            }
            let Some(done) = frames.pop() else { continue };
            let mut pairs = done.merged;
            let own = done.mapping.pairs();
            pairs.extend(own.filter(|(key, _)| key.kind() != YamlKind::Merge));
            let Some(above) = frames.last_mut() else {
                return pairs;
            };
            work += pairs.len();
            for (key, value) in pairs {
                if above.seen.insert(Brought::of(&key)) {
                    above.merged.push((key, value));
                }
            }
        }
    }

    /// What makes this key equal to another for Python: `1`, `01`, `1.0` and `yes` are one key.
    /// `None` for collections.
    #[must_use]
    pub fn identity(&self) -> Option<KeyIdentity<'a>> {
        let text = self.decoded()?;
        Some(match self.scalar() {
            Some(Scalar::Bool(value)) => KeyIdentity::Int(value.into()),
            Some(Scalar::Int(value)) => KeyIdentity::Int(value),
            Some(Scalar::Float(value)) if value.fract() == 0.0 && value.abs() < 1e15 => {
                KeyIdentity::Int(value as i64)
            }
            Some(Scalar::Float(value)) => KeyIdentity::Float(value.to_bits()),
            Some(Scalar::Null) => KeyIdentity::Text(YamlKind::Null, ""),
            _ => KeyIdentity::Text(self.value().kind(), text),
        })
    }
}

/// What Python compares keys by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyIdentity<'a> {
    /// A whole number, however written, or a boolean.
    Int(i64),
    /// The bits of any other number.
    Float(u64),
    /// Anything else by its kind and text.
    Text(YamlKind, &'a str),
}

/// A mapping whose merge keys are being followed.
struct Frame<'a> {
    mapping: YamlNode<'a>,
    sources: std::vec::IntoIter<YamlNode<'a>>,
    merged: Vec<(YamlNode<'a>, YamlNode<'a>)>,
    seen: HashSet<Brought<'a>>,
}

impl<'a> Frame<'a> {
    fn new(mapping: YamlNode<'a>, work: &mut usize) -> Self {
        let mut sources = Vec::new();
        for (key, value) in mapping.pairs() {
            let room = MERGE_LIMIT.saturating_sub(*work + sources.len());
            match (key.kind(), value.is_sequence()) {
                (YamlKind::Merge, true) => sources.extend(value.items().take(room)),
                (YamlKind::Merge, false) if room > 0 => sources.push(value),
                _ => {}
            }
        }
        *work += sources.len();
        Self {
            mapping,
            sources: sources.into_iter(),
            merged: Vec::new(),
            seen: HashSet::default(),
        }
    }
}

/// A pair that several merged mappings bring counts once. The loader knows such a pair by
/// the key's string object, of which there is but one for a short text.
#[derive(PartialEq, Eq, Hash)]
enum Brought<'a> {
    Key(NodeId),
    Short(&'a str),
}

impl<'a> Brought<'a> {
    fn of(key: &YamlNode<'a>) -> Self {
        match key.decoded() {
            Some(text) if text.chars().count() < 2 && text < "\u{100}" => Self::Short(text),
            _ => Self::Key(key.value().id),
        }
    }
}

/// Mappings with so few pairs are compared as they are written, without a table.
const FEW: usize = 8;

/// False when no two keys of a mapping are the same, compared one by one; it may be wrong only
/// where it is true.
fn have_equals(mapping: YamlNode) -> bool {
    let mut written = [""; FEW];
    for (index, (key, _)) in mapping.pairs().enumerate() {
        let Some(text) = key.decoded().filter(|_| key.kind() == YamlKind::Str) else {
            return true;
        };
        if index >= FEW || written[..index].contains(&text) {
            return true;
        }
        written[index] = text;
    }
    false
}

impl YamlTree {
    pub(super) fn find_suspects(&self, text: &str) -> Vec<NodeId> {
        let may_repeat = |mapping: &YamlNode| {
            let mut keys = Keys::default();
            for (key, _) in mapping.pairs() {
                let text = key.decoded().filter(|_| key.kind() == YamlKind::Str);
                keys.note(text.map(str::as_bytes));
            }
            keys.may_repeat()
        };
        let mappings = self.nodes(text).filter(|n| n.kind() == YamlKind::Mapping);
        mappings
            .filter(may_repeat)
            .map(|mapping| mapping.id)
            .collect()
    }

    /// Keys that are written again in their mapping, at any depth, in order of mappings.
    #[must_use]
    pub fn repeated_keys<'a>(&'a self, text: &'a str) -> Vec<RepeatedKey<'a>> {
        let mut out = Vec::new();
        let mut seen: HashMap<KeyIdentity, Span> = HashMap::default();
        for mapping in self.suspects.iter().map(|id| self.node(text, *id)) {
            if !have_equals(mapping) {
                continue;
            }
            seen.clear();
            for (key, _) in mapping.pairs() {
                let (Some(identity), Some(text)) = (key.identity(), key.decoded()) else {
                    continue;
                };
                // Several merge keys are allowed to stand side by side.
                if key.kind() == YamlKind::Merge {
                    continue;
                }
                match seen.get(&identity) {
                    Some(&first) => out.push(RepeatedKey {
                        key: text,
                        first,
                        again: key.span(),
                    }),
                    None => {
                        seen.insert(identity, key.span());
                    }
                }
            }
        }
        out
    }
}
