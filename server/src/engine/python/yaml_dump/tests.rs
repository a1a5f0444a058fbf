//! Expected texts are those of `PyYAML` 6.0.

use std::sync::Arc;

use super::*;
use crate::engine::{Date, DateTime, Entry, Map, Origin, Value};

fn put(heap: &mut Heap, value: Value) -> Id {
    heap.alloc(value, Origin::nowhere())
}

fn list(heap: &mut Heap, items: Vec<Value>) -> Id {
    let items = items.into_iter().map(|item| put(heap, item)).collect();
    put(heap, Value::List(items))
}

fn map(heap: &mut Heap, pairs: Vec<(Id, Id)>) -> Id {
    let mut map = Map::default();
    for (key, value) in pairs {
        let hash = heap.get(key).to_key().expect("a key");
        map.insert(hash, Entry { key, value });
    }
    put(heap, Value::Map(map))
}

fn text(value: &str) -> Value {
    Value::Str(Arc::from(value))
}

fn block(heap: &Heap, id: Id) -> String {
    yaml_dump(heap, id, DumpStyle::default()).expect("writable")
}

fn item(value: Value) -> String {
    let mut heap = Heap::default();
    let id = list(&mut heap, vec![value]);
    block(&heap, id)
}

const DAY: Date = Date {
    year: 2020,
    month: 1,
    day: 2,
};

#[test]
fn texts_are_quoted_where_they_would_read_as_something_else() {
    let cases = [
        ("it's", "it's"),
        ("", "''"),
        ("yes", "'yes'"),
        ("0x1f", "'0x1f'"),
        ("=", "'='"),
        ("<<", "'<<'"),
        ("a: b", "'a: b'"),
        ("x #y", "'x #y'"),
        ("x#y", "x#y"),
        ("a,b", "a,b"),
        ("-x", "-x"),
        ("- x", "'- x'"),
        (":x", ":x"),
        ("%x", "'%x'"),
        (" a", "' a'"),
        ("é", "\"\\xE9\""),
        ("😀\t\u{2028}", "\"\\U0001F600\\t\\L\""),
        ("a\nb\n", "'a\n\n  b\n\n  '"),
        ("a \nb", "\"a \\nb\""),
    ];
    for (value, expected) in cases {
        assert_eq!(item(text(value)), format!("- {expected}\n"));
    }
}

#[test]
fn numbers_days_and_bytes_keep_their_type() {
    assert_eq!(item(Value::Float(1e20)), "- 1.0e+20\n");
    assert_eq!(item(Value::Float(f64::NEG_INFINITY)), "- -.inf\n");
    assert_eq!(
        item(Value::BigInt("1180591620717411303424".into())),
        "- 1180591620717411303424\n"
    );
    assert_eq!(item(Value::Bool(true)), "- true\n");
    assert_eq!(item(Value::Null), "- null\n");
    assert_eq!(item(Value::Date(DAY)), "- 2020-01-02\n");
    assert_eq!(
        item(Value::Bytes((*b"abc").into())),
        "- !!binary |\n  YWJj\n"
    );
}

#[test]
fn long_texts_are_folded_after_column_eighty() {
    let words = ["word"; 20].join(" ");
    let head = ["word"; 16].join(" ");
    assert_eq!(
        item(text(&words)),
        format!("- {head}\n  word word word word\n")
    );
    let quoted = format!("{words}'{words}: ");
    assert!(item(text(&quoted)).lines().all(|line| line.len() < 88));
    let escaped = format!("\t{words}");
    let folded = item(text(&escaped));
    assert!(folded.starts_with("- \"\\tword "), "{folded}");
    assert!(folded.contains("\\\n  \\ word"), "{folded}");
}

#[test]
fn containers_stand_in_blocks_and_empty_ones_in_brackets() {
    let mut heap = Heap::default();
    let inner = list(&mut heap, vec![Value::Int(2)]);
    let none = list(&mut heap, Vec::new());
    let empty = map(&mut heap, Vec::new());
    let key = put(&mut heap, text("b"));
    let pair = map(&mut heap, vec![(key, inner)]);
    let outer = put(&mut heap, Value::List(vec![none, empty, pair]));
    let name = put(&mut heap, text("a"));
    let root = map(&mut heap, vec![(name, outer)]);
    assert_eq!(block(&heap, root), "a:\n- []\n- {}\n- b:\n  - 2\n");
    let items = yaml_dump_pair(&heap, name, PairValue::Of(outer), true);
    assert_eq!(items.unwrap(), "- a:\n  - []\n  - {}\n  - b:\n    - 2\n");
    let written = yaml_dump_pair(&heap, name, PairValue::Written("null"), false);
    assert_eq!(written.unwrap(), "a: null\n");
    let flow = DumpStyle {
        flow: true,
        ..DumpStyle::default()
    };
    assert_eq!(
        yaml_dump(&heap, root, flow).unwrap(),
        "{a: [[], {}, {b: [2]}]}\n"
    );
}

#[test]
fn keys_that_are_long_or_hard_to_read_take_a_question_mark() {
    let mut heap = Heap::default();
    let one = put(&mut heap, Value::Int(1));
    let keys = ["", "a\nb", &"k".repeat(123)];
    let pairs = keys.map(|key| (put(&mut heap, text(key)), one));
    let root = map(&mut heap, pairs.to_vec());
    let long = "k".repeat(123);
    assert_eq!(
        block(&heap, root),
        format!("? ''\n: 1\n? 'a\n\n  b'\n: 1\n? {long}\n: 1\n")
    );
}

#[test]
fn flow_style_says_the_type_that_quotes_would_hide() {
    let mut heap = Heap::default();
    let time = DateTime {
        date: DAY,
        time: [3, 4, 0],
        micros: 0,
        offset: None,
    };
    let root = list(&mut heap, vec![text("a,b"), Value::DateTime(time)]);
    let flow = DumpStyle {
        flow: true,
        ..DumpStyle::default()
    };
    assert_eq!(
        yaml_dump(&heap, root, flow).unwrap(),
        "['a,b', !!timestamp '2020-01-02 03:04:00']\n"
    );
    let number = put(&mut heap, Value::Int(5));
    assert_eq!(yaml_dump(&heap, number, flow).unwrap(), "5\n...\n");
    let word = put(&mut heap, text("a"));
    let quoted = DumpStyle {
        double_quoted: true,
        ..flow
    };
    assert_eq!(yaml_dump(&heap, word, quoted).unwrap(), "\"a\"\n");
}

#[test]
fn values_in_several_places_get_names() {
    let mut heap = Heap::default();
    let shared = list(&mut heap, vec![Value::Int(1)]);
    let day = put(&mut heap, Value::Date(DAY));
    let empty = map(&mut heap, Vec::new());
    let [a, b, c] = ["a", "b", "c"].map(|key| put(&mut heap, text(key)));
    let root = map(
        &mut heap,
        vec![(a, shared), (b, shared), (c, day), (day, empty)],
    );
    assert_eq!(
        block(&heap, root),
        "a: &id001\n- 1\nb: *id001\nc: &id002 2020-01-02\n*id002: {}\n"
    );
    let own = put(&mut heap, Value::List(Vec::new()));
    *heap.get_mut(own) = Value::List(vec![own]);
    assert_eq!(block(&heap, own), "&id001\n- *id001\n");
}

#[test]
fn bombs_and_pits_are_refused() {
    let mut heap = Heap::default();
    let big = put(&mut heap, text(&"x".repeat(100_000)));
    let many = put(&mut heap, Value::List(vec![big; 10_000]));
    assert_eq!(
        yaml_dump(&heap, many, DumpStyle::default()),
        Err(DumpError::TooLarge)
    );
    let mut deep = big;
    for _ in 0..100_000 {
        deep = put(&mut heap, Value::List(vec![deep]));
    }
    assert_eq!(
        yaml_dump(&heap, deep, DumpStyle::default()),
        Err(DumpError::TooDeep)
    );
}
