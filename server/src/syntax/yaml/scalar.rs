//! Types and values of scalars by the rules of `PyYAML`'s safe loader (YAML 1.1 with
//! its own idea of floats): `yes` is a boolean, `017` is fifteen, `1.6E12` is text.

use super::YamlKind;

/// Value of a scalar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scalar<'a> {
    /// Nothing, `~` or `null`.
    Null,
    /// `true`, `yes`, `on` and their opposites.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number too large for [`Scalar::Int`], as written.
    BigInt(&'a str),
    /// A number with a point, an infinity or no number.
    Float(f64),
    /// A date or a time, as written.
    Timestamp(&'a str),
    /// Text.
    Str(&'a str),
}

/// Type of a plain scalar. `<<` is [`YamlKind::Merge`], a lone `=` is text.
#[must_use]
pub fn resolve(text: &str) -> YamlKind {
    let Some(first) = text.bytes().next() else {
        return YamlKind::Null;
    };
    match first {
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' => match text {
            "null" | "Null" | "NULL" => YamlKind::Null,
            _ if boolean(text).is_some() => YamlKind::Bool,
            _ => YamlKind::Str,
        },
        b'~' if text == "~" => YamlKind::Null,
        b'<' if text == "<<" => YamlKind::Merge,
        b'-' | b'+' | b'.' | b'0'..=b'9' => {
            if looks_float(text) {
                YamlKind::Float
            } else if looks_int(text) {
                YamlKind::Int
            } else if time_parts(text).is_some() {
                YamlKind::Timestamp
            } else {
                YamlKind::Str
            }
        }
        _ => YamlKind::Str,
    }
}

/// Value of a decoded scalar text of a type; `None` where Python raises an error.
#[must_use]
pub fn value(kind: YamlKind, text: &str) -> Option<Scalar<'_>> {
    match kind {
        YamlKind::Null => Some(Scalar::Null),
        YamlKind::Bool => boolean(&text.to_ascii_lowercase()).map(Scalar::Bool),
        YamlKind::Int => int(text),
        YamlKind::Float => float(text).map(Scalar::Float),
        YamlKind::Timestamp => exists(&time_parts(text)?).then_some(Scalar::Timestamp(text)),
        _ => Some(Scalar::Str(text)),
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Some(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// Without a sign, and whether it was a minus.
fn unsigned(text: &str) -> (&str, bool) {
    match text.as_bytes().first() {
        Some(b'-') => (&text[1..], true),
        Some(b'+') => (&text[1..], false),
        _ => (text, false),
    }
}

/// At least one byte, and all of them in a class.
fn all(text: &str, class: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(class)
}

/// `[0-9][0-9_]*`
fn digits(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && all(text, |b| b.is_ascii_digit() || b == b'_')
}

/// `[0-5]?[0-9]`
fn sixtieth(text: &str) -> bool {
    match text.as_bytes() {
        [b] => b.is_ascii_digit(),
        [a, b] => (b'0'..=b'5').contains(a) && b.is_ascii_digit(),
        _ => false,
    }
}

fn looks_int(text: &str) -> bool {
    let (text, _) = unsigned(text);
    if let Some(rest) = text.strip_prefix("0b") {
        return all(rest, |b| matches!(b, b'0' | b'1' | b'_'));
    }
    if let Some(rest) = text.strip_prefix("0x") {
        return all(rest, |b| b.is_ascii_hexdigit() || b == b'_');
    }
    if let Some(rest) = text.strip_prefix('0') {
        return rest.is_empty() || all(rest, |b| matches!(b, b'0'..=b'7' | b'_'));
    }
    let mut parts = text.split(':');
    parts.next().is_some_and(digits) && parts.all(sixtieth)
}

fn looks_float(text: &str) -> bool {
    let (body, _) = unsigned(text);
    if matches!(body, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let Some((whole, rest)) = body.split_once('.') else {
        return false;
    };
    let (fraction, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], Some(&rest[at + 1..])),
        None => (rest, None),
    };
    let exponent_fits =
        exponent.is_none_or(|e| e.starts_with(['-', '+']) && all(&e[1..], |b| b.is_ascii_digit()));
    if !exponent_fits {
        return false;
    }
    if whole.is_empty() {
        return body.len() == text.len() && digits(fraction);
    }
    if !fraction.bytes().all(|b| b.is_ascii_digit() || b == b'_') {
        return false;
    }
    if digits(whole) {
        return true;
    }
    let mut parts = whole.split(':');
    exponent.is_none() && parts.next().is_some_and(digits) && parts.all(sixtieth)
}

fn int(text: &str) -> Option<Scalar<'_>> {
    let plain = text.replace('_', "");
    let (body, minus) = unsigned(&plain);
    let (number, radix) = if body == "0" {
        (body, 10)
    } else if let Some(rest) = body.strip_prefix("0b") {
        (rest, 2)
    } else if let Some(rest) = body.strip_prefix("0x") {
        (rest, 16)
    } else if body.starts_with('0') {
        (body, 8)
    } else {
        (body, 10)
    };
    if radix == 10 && number.contains(':') {
        let mut sum = 0_i64;
        for part in number.split(':') {
            let part = all(part, |b| b.is_ascii_digit()).then_some(part)?;
            let next = part
                .parse()
                .ok()
                .and_then(|p: i64| sum.checked_mul(60)?.checked_add(p));
            let Some(next) = next else {
                return Some(Scalar::BigInt(text));
            };
            sum = next;
        }
        return Some(Scalar::Int(if minus { -sum } else { sum }));
    }
    if !all(number, |b| char::from(b).is_digit(radix)) {
        return None;
    }
    let signed = i128::from_str_radix(number, radix)
        .ok()
        .map(|n| if minus { -n } else { n });
    let fits = signed.and_then(|n| i64::try_from(n).ok());
    Some(fits.map_or(Scalar::BigInt(text), Scalar::Int))
}

fn float(text: &str) -> Option<f64> {
    let plain = text.replace('_', "").to_ascii_lowercase();
    let (body, minus) = unsigned(&plain);
    let value = match body {
        ".inf" => f64::INFINITY,
        ".nan" => f64::NAN,
        _ => {
            let mut sum = 0.0;
            for part in body.split(':') {
                sum = sum * 60.0 + part.parse::<f64>().ok()?;
            }
            sum
        }
    };
    Some(if minus { -value } else { value })
}

/// Numbers of a date, and of the time of day and the offset when there is one.
struct TimeParts {
    date: [u32; 3],
    time: [u32; 3],
    offset: [u32; 2],
}

/// Reads what the pattern of `PyYAML` for timestamps matches.
fn time_parts(text: &str) -> Option<TimeParts> {
    let mut rest = text;
    let year = number(&mut rest, 4, 4)?;
    rest = rest.strip_prefix('-')?;
    let before = rest;
    let month = number(&mut rest, 1, 2)?;
    rest = rest.strip_prefix('-')?;
    let day = number(&mut rest, 1, 2)?;
    let mut parts = TimeParts {
        date: [year, month, day],
        time: [0; 3],
        offset: [0; 2],
    };
    if rest.is_empty() {
        return (before.len() == 5).then_some(parts);
    }
    let blank: &[char] = &[' ', '\t'];
    rest = rest.strip_prefix(['T', 't']).or_else(|| {
        let trimmed = rest.trim_start_matches(blank);
        (trimmed.len() < rest.len()).then_some(trimmed)
    })?;
    let hour = number(&mut rest, 1, 2)?;
    rest = rest.strip_prefix(':')?;
    let minute = number(&mut rest, 2, 2)?;
    rest = rest.strip_prefix(':')?;
    parts.time = [hour, minute, number(&mut rest, 2, 2)?];
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    if rest.is_empty() {
        return Some(parts);
    }
    rest = rest.trim_start_matches(blank);
    if rest == "Z" {
        return Some(parts);
    }
    rest = rest.strip_prefix(['-', '+'])?;
    parts.offset[0] = number(&mut rest, 1, 2)?;
    if let Some(minutes) = rest.strip_prefix(':') {
        rest = minutes;
        parts.offset[1] = number(&mut rest, 2, 2)?;
    }
    rest.is_empty().then_some(parts)
}

/// Takes a number of `least` to `most` digits off the front.
fn number(rest: &mut &str, least: usize, most: usize) -> Option<u32> {
    let len = rest
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    if len < least {
        return None;
    }
    let (head, tail) = rest.split_at(len);
    *rest = tail;
    head.parse().ok()
}

/// Python has such a date and time.
fn exists(parts: &TimeParts) -> bool {
    let [year, month, day] = parts.date;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    };
    let [hour, minute, second] = parts.time;
    let offset = parts.offset[0] * 60 + parts.offset[1];
    year > 0
        && (1..=days).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60
        && offset < 24 * 60
}
