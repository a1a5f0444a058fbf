//! Quotes of texts, as the formatter chooses them.

/// What a repository asks the formatter to do about quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quotes {
    /// They stay as they are written.
    #[default]
    Preserve,
    /// `'`, unless that needs more escapes.
    Single,
    /// `"`, unless that needs more escapes.
    Double,
}

impl Quotes {
    /// Python source with its texts in these quotes; comments stay as they are.
    pub(in crate::engine::models) fn normalised(self, source: &str) -> String {
        let preferred = match self {
            Self::Preserve => return source.to_owned(),
            Self::Single => '\'',
            Self::Double => '"',
        };
        let mut out = String::with_capacity(source.len());
        let mut rest = source;
        while let Some(at) = rest.find(['\'', '"', '#']) {
            out.push_str(&rest[..at]);
            let open = rest.as_bytes()[at];
            let inside = &rest[at + 1..];
            if open == b'#' {
                let end = inside.find('\n').unwrap_or(inside.len());
                out.push_str(&rest[at..=at + end]);
                rest = &inside[end..];
                if rest.is_empty() {
                    return out;
                }
                continue;
            }
            let Some(end) = closing(inside, open) else {
                out.push_str(&rest[at..]);
                return out;
            };
            let is_raw = out.ends_with('r');
            rewritten(
                &inside[..end],
                char::from(open),
                preferred,
                is_raw,
                &mut out,
            );
            rest = &inside[end + 1..];
        }
        out.push_str(rest);
        out
    }
}

/// Byte offset of the quote that ends a text.
fn closing(inside: &str, open: u8) -> Option<usize> {
    let bytes = inside.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            byte if byte == open => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

fn rewritten(text: &str, open: char, preferred: char, is_raw: bool, out: &mut String) {
    let other = if preferred == '"' { '\'' } else { '"' };
    let count = |quote| text.matches(quote).count();
    let quote = match is_raw {
        // Nothing in a raw text can be escaped.
        true if text.contains(preferred) => open,
        false if count(preferred) > count(other) => other,
        _ => preferred,
    };
    out.push(quote);
    if is_raw {
        out.push_str(text);
        out.push(quote);
        return;
    }
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(next @ ('\'' | '"'))) if *next != quote => {}
            ('\\', Some(next)) => {
                out.push(c);
                out.push(*next);
                chars.next();
            }
            (c, _) if c == quote => {
                out.push('\\');
                out.push(c);
            }
            (c, _) => out.push(c),
        }
    }
    out.push(quote);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_take_the_quotes_that_are_asked_for() {
        let double = |text: &str| Quotes::Double.normalised(text);
        assert_eq!(double("f(a='x', b=\"y\")"), "f(a=\"x\", b=\"y\")");
        assert_eq!(double(r"r'\d' + f'{x}'"), r#"r"\d" + f"{x}""#);
        assert_eq!(double("# it's\n'a'"), "# it's\n\"a\"");
        assert_eq!(Quotes::Single.normalised("\"x\""), "'x'");
        assert_eq!(Quotes::Preserve.normalised("'x' \"y\""), "'x' \"y\"");
    }

    #[test]
    fn the_quotes_with_fewer_escapes_win() {
        let double = |text: &str| Quotes::Double.normalised(text);
        assert_eq!(double(r#"'say "x"'"#), r#"'say "x"'"#);
        assert_eq!(double(r#"'it\'s "x"'"#), r#"'it\'s "x"'"#);
        assert_eq!(double(r#"'it\'s "'"#), r#""it's \"""#);
        assert_eq!(double(r"'back\\slash\n'"), r#""back\\slash\n""#);
    }
}
