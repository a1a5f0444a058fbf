//! `repr` and `str` of Python values. Shared values are written anew wherever they stand, so
//! a few bytes of YAML can ask for gigabytes: what grows beyond a limit is refused.

use std::fmt::{self, Write as _};

use super::is_printable;
use crate::engine::{DateTime, Heap, Id, Value};

/// The text would be longer than anybody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value is too large to be written out")
    }
}

/// Bytes that one value may take.
const LIMIT: usize = 1 << 20;

/// What is still to be written.
enum Step {
    Text(&'static str),
    Value(Id),
    /// The container is complete.
    Leave(&'static str),
}

/// `repr(value)`.
///
/// # Errors
///
/// [`TooLarge`] beyond a megabyte.
pub fn repr(heap: &Heap, id: Id) -> Result<String, TooLarge> {
    let mut out = String::new();
    let mut within: Vec<Id> = Vec::new();
    let mut steps = vec![Step::Value(id)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Text(text) => out.push_str(text),
            Step::Leave(text) => {
                within.pop();
                out.push_str(text);
            }
            Step::Value(id) => match heap.get(id) {
                Value::List(_) if within.contains(&id) => out.push_str("[...]"),
                Value::Map(_) if within.contains(&id) => out.push_str("{...}"),
                Value::List(items) => {
                    out.push('[');
                    within.push(id);
                    steps.push(Step::Leave("]"));
                    for (at, item) in items.iter().enumerate().rev() {
                        steps.push(Step::Value(*item));
                        steps.extend((at > 0).then_some(Step::Text(", ")));
                    }
                }
                Value::Map(map) => {
                    out.push('{');
                    within.push(id);
                    steps.push(Step::Leave("}"));
                    let entries: Vec<_> = map.iter().map(|(_, entry)| entry).collect();
                    for (at, entry) in entries.iter().enumerate().rev() {
                        steps.push(Step::Value(entry.value));
                        steps.push(Step::Text(": "));
                        steps.push(Step::Value(entry.key));
                        steps.extend((at > 0).then_some(Step::Text(", ")));
                    }
                }
                scalar => out.push_str(&scalar_repr(scalar)),
            },
        }
        if out.len() > LIMIT {
            return Err(TooLarge);
        }
    }
    Ok(out)
}

/// `str(value)`.
///
/// # Errors
///
/// [`TooLarge`] beyond a megabyte.
pub fn str(heap: &Heap, id: Id) -> Result<String, TooLarge> {
    match heap.get(id) {
        Value::Str(text) => Ok(text.to_string()),
        Value::Date(date) => Ok(date_iso(date.year, date.month, date.day)),
        Value::DateTime(time) => Ok(time_iso(time, ' ')),
        _ => repr(heap, id),
    }
}

fn scalar_repr(value: &Value) -> String {
    match value {
        // Containers are taken apart by the caller.
        Value::Null | Value::List(_) | Value::Map(_) => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::BigInt(digits) => digits.to_string(),
        Value::Float(number) => float_repr(*number),
        Value::Str(text) => str_repr(text),
        Value::Date(date) => format!("datetime.date({}, {}, {})", date.year, date.month, date.day),
        Value::DateTime(time) => time_repr(time),
        Value::Bytes(bytes) => bytes_repr(bytes),
    }
}

/// `repr` of a text.
#[must_use]
pub fn str_repr(text: &str) -> String {
    let quote = quote_for(text.contains('\''), text.contains('"'));
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => out.extend(['\\', c]),
            c if is_printable(c) => out.push(c),
            c => {
                let code = u32::from(c);
                let _ = match code {
                    0..=0xff => write!(out, "\\x{code:02x}"),
                    0x100..=0xffff => write!(out, "\\u{code:04x}"),
                    _ => write!(out, "\\U{code:08x}"),
                };
            }
        }
    }
    out.push(quote);
    out
}

fn bytes_repr(bytes: &[u8]) -> String {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut out = String::from("b");
    out.push(quote);
    for byte in bytes {
        match char::from(*byte) {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => out.extend(['\\', c]),
            c @ ' '..='~' => out.push(c),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push(quote);
    out
}

fn quote_for(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}

/// `repr` of a number that is not whole by type: the fewest digits that read back as it.
#[must_use]
pub fn float_repr(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = shortest(number);
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let decimals = digits.split_once('.').map_or(0, |(_, rest)| rest.len());
        let decimals = i32::try_from(decimals).unwrap_or(0) - exponent;
        let decimals = usize::try_from(decimals).unwrap_or(0).max(1);
        return format!("{number:.decimals$}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

/// As few digits as read back as the number, in scientific notation. Of two such texts that are
/// equally near Python takes the one with an even digit at its end.
fn shortest(number: f64) -> String {
    let short = format!("{number:e}");
    let digits = short
        .split_once('.')
        .map_or(0, |(_, rest)| rest.find('e').unwrap_or(0));
    let rounded = format!("{number:.digits$e}");
    if rounded.parse() == Ok(number) {
        rounded
    } else {
        short
    }
}

fn time_repr(time: &DateTime) -> String {
    let date = time.date;
    let [hour, minute, second] = time.time;
    let mut out = format!(
        "datetime.datetime({}, {}, {}, {hour}, {minute}",
        date.year, date.month, date.day
    );
    if second != 0 || time.micros != 0 {
        let _ = write!(out, ", {second}");
    }
    if time.micros != 0 {
        let _ = write!(out, ", {}", time.micros);
    }
    if let Some(offset) = time.offset {
        out.push_str(", tzinfo=datetime.timezone");
        let seconds = i32::from(offset) * 60;
        let _ = match offset {
            0 => write!(out, ".utc"),
            1.. => write!(out, "(datetime.timedelta(seconds={seconds}))"),
            // Python keeps the seconds of a span positive.
            _ => write!(
                out,
                "(datetime.timedelta(days=-1, seconds={}))",
                seconds + 86400
            ),
        };
    }
    out.push(')');
    out
}

fn date_iso(year: u16, month: u8, day: u8) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// `isoformat` with a separator of day and time.
#[must_use]
pub fn time_iso(time: &DateTime, separator: char) -> String {
    let [hour, minute, second] = time.time;
    let mut out = date_iso(time.date.year, time.date.month, time.date.day);
    let _ = write!(out, "{separator}{hour:02}:{minute:02}:{second:02}");
    if time.micros != 0 {
        let _ = write!(out, ".{:06}", time.micros);
    }
    if let Some(offset) = time.offset {
        let sign = if offset < 0 { '-' } else { '+' };
        let minutes = offset.unsigned_abs();
        let _ = write!(out, "{sign}{:02}:{:02}", minutes / 60, minutes % 60);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Date, Entry, Map, Origin};

    fn put(heap: &mut Heap, value: Value) -> Id {
        heap.alloc(value, Origin::nowhere())
    }

    fn of(value: Value) -> String {
        let mut heap = Heap::default();
        let id = put(&mut heap, value);
        repr(&heap, id).unwrap()
    }

    #[test]
    fn texts_take_the_quotes_they_do_not_contain() {
        assert_eq!(str_repr("a"), "'a'");
        assert_eq!(str_repr("it's"), "\"it's\"");
        assert_eq!(str_repr("'\""), "'\\'\"'");
        assert_eq!(str_repr("\\\t\n\r\0\u{7f}"), "'\\\\\\t\\n\\r\\x00\\x7f'");
        assert_eq!(
            str_repr("é\u{a0}\u{200b}😀\u{e0001}"),
            "'é\\xa0\\u200b😀\\U000e0001'"
        );
    }

    #[test]
    fn floats_have_the_fewest_digits_and_a_point_or_an_exponent() {
        let cases = [
            (1.0, "1.0"),
            (-0.0, "-0.0"),
            (0.1, "0.1"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (1.5e300, "1.5e+300"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (5e-324, "5e-324"),
            (1_734_334_276_428_729.0 / 8.0, "216791784553591.12"),
            (f64::INFINITY, "inf"),
            (f64::NAN, "nan"),
        ];
        for (number, text) in cases {
            assert_eq!(float_repr(number), text);
        }
    }

    #[test]
    fn days_times_and_bytes_are_calls() {
        let date = Date {
            year: 2020,
            month: 1,
            day: 2,
        };
        assert_eq!(of(Value::Date(date)), "datetime.date(2020, 1, 2)");
        let mut time = DateTime {
            date,
            time: [3, 4, 0],
            micros: 0,
            offset: None,
        };
        assert_eq!(
            of(Value::DateTime(time)),
            "datetime.datetime(2020, 1, 2, 3, 4)"
        );
        time.micros = 50;
        time.offset = Some(-90);
        assert_eq!(
            of(Value::DateTime(time)),
            "datetime.datetime(2020, 1, 2, 3, 4, 0, 50, \
             tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=81000)))"
        );
        assert_eq!(time_iso(&time, ' '), "2020-01-02 03:04:00.000050-01:30");
        assert_eq!(of(Value::Bytes((*b"a'\xff\n").into())), "b\"a'\\xff\\n\"");
    }

    #[test]
    fn containers_name_their_items_and_stop_at_themselves() {
        let mut heap = Heap::default();
        let yes = put(&mut heap, Value::Bool(true));
        let none = put(&mut heap, Value::Null);
        let list = put(&mut heap, Value::List(vec![yes, none]));
        let mut map = Map::default();
        let entry = Entry {
            key: yes,
            value: list,
        };
        map.insert(heap.get(yes).to_key().unwrap(), entry);
        let map = put(&mut heap, Value::Map(map));
        assert_eq!(repr(&heap, map).unwrap(), "{True: [True, None]}");
        *heap.get_mut(list) = Value::List(vec![map, list]);
        assert_eq!(repr(&heap, map).unwrap(), "{True: [{...}, [...]]}");
        assert_eq!(str(&heap, none).unwrap(), "None");
    }

    #[test]
    fn a_bomb_of_shared_values_is_refused() {
        let mut heap = Heap::default();
        let mut id = put(&mut heap, Value::str("ha"));
        for _ in 0..60 {
            id = put(&mut heap, Value::List(vec![id, id]));
        }
        assert_eq!(repr(&heap, id), Err(TooLarge));
    }

    #[test]
    fn deep_values_need_no_stack() {
        let mut heap = Heap::default();
        let mut id = put(&mut heap, Value::Null);
        for _ in 0..2000 {
            id = put(&mut heap, Value::List(vec![id]));
        }
        assert_eq!(repr(&heap, id).unwrap().len(), 2000 * 2 + 4);
    }
}
