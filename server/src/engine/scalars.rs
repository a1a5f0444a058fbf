//! Scalars whose values take some work: large numbers, times and base64. The texts are
//! known to have the right form.

use super::{Date, DateTime, Value};

/// Digits of the largest number that Python writes out.
const MAX_DIGITS: usize = 4300;

/// Decimal digits of a whole number in any of YAML's notations; `None` for what Python
/// refuses to write out.
pub(super) fn decimal(written: &str) -> Option<String> {
    let plain = written.replace('_', "");
    let (body, minus) = match plain.as_bytes().first()? {
        b'-' => (&plain[1..], true),
        b'+' => (&plain[1..], false),
        _ => (&plain[..], false),
    };
    if body.len() > MAX_DIGITS {
        return None;
    }
    let mut number = Large(Vec::new());
    if let Some(bits) = body.strip_prefix("0b") {
        number.read(bits, 2)?;
    } else if let Some(digits) = body.strip_prefix("0x") {
        number.read(digits, 16)?;
    } else if body.contains(':') {
        for part in body.split(':') {
            number.push(60, part.parse().ok()?);
        }
    } else if body.starts_with('0') {
        number.read(body, 8)?;
    } else {
        number.read(body, 10)?;
    }
    let digits = number.digits();
    let sign = if minus && digits != "0" { "-" } else { "" };
    Some(format!("{sign}{digits}"))
}

/// A whole number in parts of nine digits, the least first.
struct Large(Vec<u32>);

impl Large {
    const PART: u64 = 1_000_000_000;

    fn read(&mut self, digits: &str, radix: u32) -> Option<()> {
        for digit in digits.chars() {
            self.push(radix.into(), digit.to_digit(radix)?.into());
        }
        Some(())
    }

    /// Multiplies and adds.
    fn push(&mut self, by: u64, add: u64) {
        let mut carry = add;
        for part in &mut self.0 {
            let value = u64::from(*part) * by + carry;
            *part = (value % Self::PART) as u32;
            carry = value / Self::PART;
        }
        while carry > 0 {
            self.0.push((carry % Self::PART) as u32);
            carry /= Self::PART;
        }
    }

    fn digits(&self) -> String {
        let Some((last, rest)) = self.0.split_last() else {
            return "0".to_owned();
        };
        let rest = rest.iter().rev().map(|part| format!("{part:09}"));
        std::iter::once(last.to_string()).chain(rest).collect()
    }
}

/// A date, or a date with a time.
pub(super) fn timestamp(written: &str) -> Option<Value> {
    let mut rest = written;
    let date = Date {
        year: number(&mut rest)?.try_into().ok()?,
        month: number(&mut rest)?.try_into().ok()?,
        day: number(&mut rest)?.try_into().ok()?,
    };
    if rest.is_empty() {
        return Some(Value::Date(date));
    }
    let mut time = [0; 3];
    for part in &mut time {
        *part = number(&mut rest)?.try_into().ok()?;
    }
    let mut micros = 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let len = fraction.bytes().take_while(u8::is_ascii_digit).count();
        let six = format!("{:0<6.6}", &fraction[..len]);
        micros = six.parse().ok()?;
        rest = &fraction[len..];
    }
    let rest = rest.trim_start_matches([' ', '\t']);
    let offset = match rest.as_bytes().first() {
        None => None,
        Some(sign @ (b'-' | b'+')) => {
            let mut rest = &rest[1..];
            let hours = i16::try_from(number(&mut rest)?).ok()?;
            let minutes = number(&mut rest).unwrap_or(0);
            let offset = hours * 60 + i16::try_from(minutes).ok()?;
            Some(if *sign == b'-' { -offset } else { offset })
        }
        Some(_) => Some(0),
    };
    Some(Value::DateTime(DateTime {
        date,
        time,
        micros,
        offset,
    }))
}

/// The next number, whatever leads to it.
fn number(rest: &mut &str) -> Option<u32> {
    let start = rest.find(|c: char| c.is_ascii_digit())?;
    let tail = &rest[start..];
    let len = tail.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, tail) = tail.split_at(len);
    *rest = tail;
    digits.parse().ok()
}

/// Bytes of a base64 text as Python decodes it: anything foreign is skipped.
pub(super) fn bytes(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() {
        return None;
    }
    let mut out = Vec::new();
    let (mut held, mut count, mut pads) = (0_u32, 0, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'=' => {
                pads += 1;
                if count >= 2 && count + pads >= 4 {
                    return Some(out);
                }
                if count < 2 {
                    pads = 0;
                }
                continue;
            }
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        pads = 0;
        held = held << 6 | u32::from(value);
        count = (count + 1) % 4;
        // Six bits came in, and another byte is full but after the first of four.
        match count {
            2 => out.push((held >> 4) as u8),
            3 => out.push((held >> 2) as u8),
            0 => out.push(held as u8),
            _ => {}
        }
    }
    (count == 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_decimal() {
        for (written, digits) in [
            ("0xFFFFFFFFFFFFFFFFFFFF", "1208925819614629174706175"),
            ("-99_999_999_999_999_999_999", "-99999999999999999999"),
            ("0b1", "1"),
            ("1:00", "60"),
            ("010000000000000000000000", "73786976294838206464"),
        ] {
            assert_eq!(decimal(written).as_deref(), Some(digits), "{written}");
        }
    }

    #[test]
    fn times_have_zones_and_fractions() {
        let Some(Value::DateTime(time)) = timestamp("2001-12-14t21:59:43.1234567 -05:30") else {
            panic!("a time");
        };
        assert_eq!(time.micros, 123_456);
        assert_eq!(time.offset, Some(-330));
        assert_eq!(time.time, [21, 59, 43]);
        assert!(matches!(timestamp("2001-01-02"), Some(Value::Date(_))));
    }

    #[test]
    fn base64_is_read_as_python_does() {
        assert_eq!(bytes("aGVs\nbG8="), Some(b"hello".to_vec()));
        assert_eq!(bytes("aGVsbA=="), Some(b"hell".to_vec()));
        assert_eq!(bytes("aGVsb"), None);
        assert_eq!(bytes("é"), None);
    }
}
