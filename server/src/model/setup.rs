//! `setup.py`: ddev looks for a few texts in its lines where a package has no `pyproject.toml`.

use crate::text::Span;

/// Path relative to the integration directory.
pub const SETUP: &str = "setup.py";

/// What the variable with the requirement on the base library begins with.
pub const BASE_VARIABLE: &str = "CHECKS_BASE_REQ";

/// The name of the package: what stands between quotes behind the first `name=`.
#[must_use]
pub fn name(text: &str) -> Option<Span> {
    lines(text).find_map(|line| {
        let written = line.slice(text);
        let found = written.match_indices("name=").find_map(|(at, word)| {
            let start = at + word.len();
            let inner = written[start..].strip_prefix(['"', '\''])?;
            // Whatever the first quote is, the last one of the line ends the name.
            let len = inner.rfind(['"', '\''])?;
            Some((start + 1, len))
        });
        let (start, len) = found?;
        let start = line.start as usize + start;
        Some(Span::new(start, start + len))
    })
}

/// The line that sets the variable with the requirement on the base library, and the bytes of what
/// it is set to: all up to another ` = `, if there is one.
#[must_use]
pub fn base(text: &str) -> Option<(Span, Option<Span>)> {
    let line = lines(text).find_map(|line| {
        let written = line.slice(text);
        let start = line.start as usize + (written.len() - written.trim_start().len());
        let len = written.trim().len();
        let line = Span::new(start, start + len);
        line.slice(text).starts_with(BASE_VARIABLE).then_some(line)
    })?;
    let written = line.slice(text);
    let value = written.split_once(" = ").map(|(before, after)| {
        let start = line.start as usize + before.len() + " = ".len();
        let after = after.split(" = ").next().unwrap_or_default();
        let inner = after.trim_start_matches(['"', '\'']);
        let start = start + after.len() - inner.len();
        let inner = inner.trim_end_matches(['"', '\'']);
        Span::new(start, start + inner.len())
    });
    Some((line, value))
}

/// Lines without their breaks, as Python opens texts.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    text.split(['\n', '\r']).map(move |line| {
        let span = Span::new(start, start + line.len());
        start += line.len() + 1;
        span
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_between_quotes_counts() {
        for (text, found) in [
            ("setup(\r\n    name='datadog-foo',\r\n)", "datadog-foo"),
            ("name=x\nsurname=\"a'b\", c='d')\nname='z'", "a'b\", c='d"),
            ("name='é\rname=\"x\"", "x"),
            ("name=name='x'", "x"),
            ("name=''", ""),
        ] {
            let span = name(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(span.slice(text), found, "{text}");
        }
        for text in ["name = 'x'", "name='x", "name=x'y'", ""] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn the_requirement_stands_behind_a_sign_with_spaces() {
        let read = |text: &str| {
            base(text).map(|(line, value)| {
                let value = value.map(|value| value.slice(text).to_owned());
                (line.slice(text).to_owned(), value)
            })
        };
        let line = "CHECKS_BASE_REQ = 'datadog-checks-base>=4'";
        let value = Some("datadog-checks-base>=4".to_owned());
        let text = format!("import os\r\n  {line} \r\nCHECKS_BASE_REQ = 'x'\n");
        assert_eq!(read(&text), Some((line.to_owned(), value)));
        let tight = "CHECKS_BASE_REQ='x'";
        assert_eq!(read(tight), Some((tight.to_owned(), None)));
        let twice = "CHECKS_BASE_REQ = ABC = 'x'";
        assert_eq!(
            read(twice).and_then(|(_, value)| value).as_deref(),
            Some("ABC")
        );
        assert_eq!(read("# CHECKS_BASE_REQ = 'x'\n"), None);
    }
}
