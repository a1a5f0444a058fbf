//! CSV scanner with the exact byte range of every field. Follows the reading of
//! Python's `csv` module (comma, double quote, default dialect), because that is
//! what the reference validator uses; the `csv` crate gives no field ranges.

use std::borrow::Cow;

use crate::text::Span;

/// One field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Bytes of the field as written, quotes included.
    pub span: Span,
    /// Starts with a quote.
    pub quoted: bool,
    /// A quoted field whose closing quote was found; true for unquoted fields.
    pub closed: bool,
}

impl Field {
    /// Value of the field: quotes removed, doubled quotes halved. Text after a closing
    /// quote is part of the value, as in Python.
    #[must_use]
    pub fn value<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let raw = self.span.slice(text);
        if !self.quoted {
            return Cow::Borrowed(raw);
        }
        let body = &raw[1..];
        match memchr::memchr(b'"', body.as_bytes()) {
            None => Cow::Borrowed(body),
            Some(at) if at + 1 == body.len() => Cow::Borrowed(&body[..at]),
            Some(_) => Cow::Owned(unquote(body)),
        }
    }

    /// Bytes between the quotes; the whole field when it is not quoted.
    #[must_use]
    pub fn inner_span(&self) -> Span {
        if !self.quoted {
            return self.span;
        }
        let start = self.span.start + 1;
        let end = if self.closed && self.span.end > start {
            self.span.end - 1
        } else {
            self.span.end
        };
        Span {
            start,
            end: end.max(start),
        }
    }
}

/// Body of a quoted field after its opening quote.
fn unquote(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut chars = body.chars().peekable();
    let mut inside = true;
    while let Some(c) = chars.next() {
        if c != '"' || !inside {
            out.push(c);
        } else if chars.peek() == Some(&'"') {
            chars.next();
            out.push('"');
        } else {
            inside = false;
        }
    }
    out
}

/// One record: a line of the file, or several when a quoted field holds line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Bytes of the record without its line break.
    pub span: Span,
    first: u32,
    count: u32,
}

/// All records of a file. Blank lines are no records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Csv {
    records: Vec<Record>,
    fields: Vec<Field>,
    /// The text begins with a blank line: the reference reader then takes an empty header.
    pub leading_blank_line: bool,
    has_open: bool,
}

impl Csv {
    /// Scans a text. Never fails; an unclosed quote swallows the rest, as in Python.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let bytes = text.as_bytes();
        // A byte order mark has a rule of its own; here it would only hide the first column.
        let mut at = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let mut csv = Self {
            leading_blank_line: matches!(bytes.get(at), Some(b'\n' | b'\r')),
            // As many as most tables have; the room is taken at once.
            fields: Vec::with_capacity(bytes.len() / 12),
            records: Vec::with_capacity(bytes.len() / 120),
            ..Self::default()
        };
        while at < bytes.len() {
            if matches!(bytes[at], b'\n' | b'\r') {
                at += 1;
                continue;
            }
            at = csv.record(bytes, at);
        }
        csv
    }

    /// Scans one record at `start`; returns the offset of its line break or the end.
    fn record(&mut self, bytes: &[u8], start: usize) -> usize {
        let first = self.fields.len();
        let mut at = start;
        loop {
            let field = scan_field(bytes, at);
            at = field.span.end as usize;
            self.fields.push(field);
            if bytes.get(at) != Some(&b',') {
                break;
            }
            at += 1;
        }
        self.has_open |= !self.fields[first..].iter().all(|field| field.closed);
        self.records.push(Record {
            span: Span::new(start, at),
            first: first as u32,
            count: (self.fields.len() - first) as u32,
        });
        at
    }

    /// Records in file order; the first is the header.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Some field is not [closed](Field::closed).
    #[must_use]
    pub fn has_open_field(&self) -> bool {
        self.has_open
    }

    /// Fields of a record.
    #[must_use]
    pub fn fields(&self, record: &Record) -> &[Field] {
        &self.fields[record.first as usize..(record.first + record.count) as usize]
    }
}

fn scan_field(bytes: &[u8], start: usize) -> Field {
    let quoted = bytes.get(start) == Some(&b'"');
    let mut at = start;
    let mut closed = true;
    if quoted {
        at += 1;
        closed = false;
        while at < bytes.len() {
            if bytes[at] != b'"' {
                at += 1;
            } else if bytes.get(at + 1) == Some(&b'"') {
                at += 2;
            } else {
                at += 1;
                closed = true;
                break;
            }
        }
    }
    // Unquoted text, or Python's leniency: text after the closing quote.
    let rest = bytes.get(at..).unwrap_or_default();
    let ends = |byte: &u8| matches!(byte, b',' | b'\n' | b'\r');
    let length = rest.iter().position(ends).unwrap_or(rest.len());
    at += length;
    // The inner span of such a field is not bounded by quotes any more.
    closed &= !quoted || length == 0;
    Field {
        span: Span::new(start, at),
        quoted,
        closed,
    }
}

/// Writes one cell as CSV: quoted only where the reader needs it.
#[must_use]
pub fn write_cell(value: &str) -> String {
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    // Writing to memory cannot fail; a lone empty field would be written as `""`.
    if value.is_empty() || writer.write_record([value]).is_err() {
        return String::new();
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes)
        .unwrap_or_default()
        .trim_end_matches('\n')
        .to_owned()
}

/// Writes one cell as CSV in quotes, whether the reader needs them or not.
#[must_use]
pub fn write_quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let csv = Csv::parse(text);
        csv.records()
            .iter()
            .map(|r| {
                csv.fields(r)
                    .iter()
                    .map(|f| f.value(text).into_owned())
                    .collect()
            })
            .collect()
    }

    #[test]
    fn python_leniencies() {
        assert_eq!(rows("a,\"b\"c,d\"e\"\n"), [["a", "bc", "d\"e\""]]);
        assert_eq!(
            rows("\n\na,b\r\rc,\"d\"\"e\"\r\n"),
            [["a", "b"], ["c", "d\"e"]]
        );
        assert_eq!(rows("a,\"b\nc"), [["a", "b\nc"]]);
        assert_eq!(rows("a,,\n,"), [vec!["a", "", ""], vec!["", ""]]);
    }

    #[test]
    fn ranges_are_exact_with_quotes_and_crlf() {
        let text = "a,b\r\n\"x,1\",y\r\n";
        let csv = Csv::parse(text);
        let fields = csv.fields(&csv.records()[1]);
        assert_eq!(fields[0].span.slice(text), "\"x,1\"");
        assert_eq!(fields[0].inner_span().slice(text), "x,1");
        assert_eq!(fields[1].span.slice(text), "y");
        assert_eq!(csv.records()[1].span.slice(text), "\"x,1\",y");
    }

    #[test]
    fn cells_are_quoted_only_when_needed() {
        assert_eq!(write_cell("plain text"), "plain text");
        assert_eq!(write_cell("a,b"), "\"a,b\"");
        assert_eq!(write_cell("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(write_cell(""), "");
        assert_eq!(write_quoted("say \"hi\""), "\"say \"\"hi\"\"\"");
    }

    #[test]
    fn a_byte_order_mark_belongs_to_no_field() {
        assert_eq!(rows("\u{feff}\"a\",b\n"), [["a", "b"]]);
        assert!(Csv::parse("\u{feff}\na\n").leading_blank_line);
    }

    /// The `csv` crate reads well-formed text the same way: rows written by it come back.
    #[test]
    fn agrees_with_the_csv_crate() {
        let mut seed = 11u64;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % below
        };
        let pieces = [
            "gauge",
            "",
            "a,b",
            "q\"q",
            "two\nlines",
            "é😀",
            " pad ",
            "cr\r\nlf",
        ];
        for _ in 0..200 {
            let width = 2 + next(4);
            let table: Vec<Vec<&str>> = (0..1 + next(6))
                .map(|_| (0..width).map(|_| pieces[next(pieces.len())]).collect())
                .collect();
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|r| r.unwrap().iter().map(str::to_owned).collect())
                .collect();
            assert_eq!(rows(&text), theirs);
            assert_eq!(rows(&text), table);
        }
    }
}
