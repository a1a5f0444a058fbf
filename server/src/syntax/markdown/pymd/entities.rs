//! Character references of HTML. The names come from pulldown-cmark, which knows them all.

use pulldown_cmark::{Event, Parser};

/// What `&name;` stands for, if the name is known.
pub(super) fn named(name: &str) -> Option<String> {
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let source = format!("&{name};");
    let mut out = String::new();
    for event in Parser::new(&source) {
        if let Event::Text(text) = event {
            out.push_str(&text);
        }
    }
    (out != source).then_some(out)
}

/// What the digits of a numeric reference (`39`, `x27`) stand for.
pub(super) fn numbered(digits: &str) -> char {
    let hex = digits.strip_prefix(['x', 'X']);
    let number = match hex {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    let number = number.unwrap_or(u32::MAX);
    // Numbers of the C1 controls are taken as Windows-1252.
    const WINDOWS: [u16; 32] = [
        0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039,
        0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
        0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
    ];
    let number = match number {
        0x80..=0x9f => u32::from(WINDOWS[number as usize - 0x80]),
        _ => number,
    };
    char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// An attribute value with its references resolved.
pub(super) fn attribute(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest[1..].find(|ch: char| !(ch.is_ascii_alphanumeric() || ch == '#'));
        let body = &rest[1..end.map_or(rest.len(), |end| end + 1)];
        let closed = rest[1 + body.len()..].starts_with(';');
        let decoded = match body.strip_prefix('#') {
            Some(digits) if is_number(digits) => Some(numbered(digits).to_string()),
            Some(_) => None,
            None if closed => named(body),
            None => None,
        };
        match decoded {
            Some(text) => {
                out.push_str(&text);
                rest = &rest[1 + body.len() + usize::from(closed)..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn is_number(digits: &str) -> bool {
    let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16),
        None => (digits, 10),
    };
    !digits.is_empty() && digits.chars().all(|ch| ch.is_digit(radix))
}
