//! One requirement of a Python package (`name[extra] == 1.0; marker`) with byte ranges, read
//! as strictly as ddev reads it. Only what its rules ask for is kept.

mod marker;
mod specifier;

pub use specifier::Specifier;

use crate::text::Span;

/// A requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Bytes of the name.
    pub name: Span,
    /// The name in lower case, with `-` for every run of `-`, `_` and `.`.
    pub normalized: String,
    /// Names in brackets, normalised and in order.
    pub extras: Vec<String>,
    /// Conditions on the version in order of place, equal ones once.
    pub specifiers: Vec<Specifier>,
    /// Where to get it instead of from the index.
    pub url: Option<String>,
    /// The condition on the environment, in one spelling.
    pub marker: Option<String>,
}

/// What cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementError {
    /// Bytes that cannot be read.
    pub span: Span,
    /// What is expected there.
    pub expected: &'static str,
}

impl Requirement {
    /// Reads a requirement.
    pub fn parse(text: &str) -> Result<Self, RequirementError> {
        let mut cursor = Cursor { text, at: 0 };
        cursor.blanks();
        let name = cursor.identifier("the name of a package")?;
        cursor.blanks();
        let extras = extras(&mut cursor)?;
        cursor.blanks();
        let mut requirement = Self {
            normalized: normalize_name(name.slice(text)),
            name,
            extras,
            specifiers: Vec::new(),
            url: None,
            marker: None,
        };
        if cursor.eat("@") {
            cursor.blanks();
            let start = cursor.at;
            cursor.take_while(|c| c != ' ' && c != '\t');
            if cursor.at == start {
                return Err(cursor.error("an address after `@`"));
            }
            requirement.url = Some(text[start..cursor.at].to_owned());
        } else {
            let open = cursor.eat("(");
            cursor.blanks();
            requirement.specifiers = specifier::many(&mut cursor)?;
            cursor.blanks();
            if open && !cursor.eat(")") {
                return Err(cursor.error("`)`"));
            }
        }
        cursor.blanks();
        if cursor.is_done() {
            return Ok(requirement);
        }
        if !cursor.eat(";") {
            return Err(cursor.error("a comma, a semicolon or the end"));
        }
        requirement.marker = Some(marker::parse(&mut cursor)?);
        if cursor.is_done() {
            return Ok(requirement);
        }
        Err(cursor.error("the end of the condition"))
    }

    /// The conditions on the version in one spelling, without spaces and in order.
    #[must_use]
    pub fn versions(&self) -> String {
        let mut all: Vec<String> = self.specifiers.iter().map(Specifier::written).collect();
        all.sort();
        all.join(",")
    }

    /// The requirement in one spelling: two that differ only in form give the same text.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = self.normalized.clone();
        if !self.extras.is_empty() {
            text.push_str(&format!("[{}]", self.extras.join(",")));
        }
        text.push_str(&self.versions());
        if let Some(url) = &self.url {
            text.push_str(&format!(" @ {url}"));
            if self.marker.is_some() {
                text.push(' ');
            }
        }
        if let Some(marker) = &self.marker {
            text.push_str(&format!("; {marker}"));
        }
        text.replace('"', "'")
    }
}

/// A package name in lower case, with `-` for every run of `-`, `_` and `.`.
#[must_use]
pub fn normalize_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if !matches!(c, '-' | '_' | '.') {
            out.extend(c.to_lowercase());
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out
}

fn extras(cursor: &mut Cursor) -> Result<Vec<String>, RequirementError> {
    let mut extras = Vec::new();
    if !cursor.eat("[") {
        return Ok(extras);
    }
    cursor.blanks();
    if !cursor.eat("]") {
        loop {
            let name = cursor.identifier("the name of an extra")?;
            extras.push(normalize_name(name.slice(cursor.text)));
            cursor.blanks();
            if cursor.eat("]") {
                break;
            }
            if !cursor.eat(",") {
                return Err(cursor.error("a comma or `]`"));
            }
            cursor.blanks();
        }
    }
    extras.sort();
    extras.dedup();
    Ok(extras)
}

/// A place in the text of one requirement.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn is_done(&self) -> bool {
        self.at == self.text.len()
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !keep(c)).unwrap_or(rest.len());
    }

    fn blanks(&mut self) {
        self.take_while(|c| c == ' ' || c == '\t');
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// A name that begins and ends with a letter or digit.
    fn identifier(&mut self, expected: &'static str) -> Result<Span, RequirementError> {
        let start = self.at;
        self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
        let name = &self.text[start..self.at];
        let whole = self.rest().chars().next();
        let ends = |c: char| c.is_ascii_alphanumeric();
        if name.starts_with(ends)
            && name.ends_with(ends)
            && !whole.is_some_and(char::is_alphanumeric)
        {
            return Ok(Span::new(start, self.at));
        }
        self.at = start;
        Err(self.error(expected))
    }

    /// From here to the end nothing can be read.
    fn error(&self, expected: &'static str) -> RequirementError {
        RequirementError {
            span: Span::new(self.at, self.text.len()),
            expected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_requirement_are_equal() {
        for (text, canonical) in [
            ("Foo_Bar == 1.0", "foo-bar==1.0"),
            ("foo(>=1.0 , <2)", "foo<2,>=1.0"),
            ("foo[B_x, a]==1.0RC1", "foo[a,b-x]==1.0rc1"),
            (
                "foo==1; python_version>\"3.0\" and (sys.platform == 'win32')",
                "foo==1; python_version > '3.0' and sys_platform == 'win32'",
            ),
            ("foo; a_platform == 'x'", ""),
            (
                "foo; (os_name == 'a' or os_name=='b') and 'x' not in extra",
                "foo; (os_name == 'a' or os_name == 'b') and 'x' not in extra",
            ),
            (
                "foo @ git+https://example.com/a@1 ; os_name == 'a'",
                "foo @ git+https://example.com/a@1 ; os_name == 'a'",
            ),
            ("foo==1.0,", "foo==1.0"),
            ("foo==1.*", "foo==1.*"),
            ("foo", "foo"),
        ] {
            let parsed = Requirement::parse(text);
            assert_eq!(parsed.is_err(), canonical.is_empty(), "{text}");
            assert_eq!(parsed.map(|r| r.canonical()).unwrap_or_default(), canonical);
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        for (text, place) in [
            ("", ""),
            ("foo bar", "bar"),
            ("foo=1", "=1"),
            ("foo==", "=="),
            ("foo==a", "==a"),
            ("foo>=1.*", ".*"),
            ("foo~=1", "~=1"),
            ("foo (==1", ""),
            ("foo[a b]", "b]"),
            ("-foo", "-foo"),
            ("foo-", "foo-"),
            ("foo @", ""),
            ("foo; os_name", ""),
            ("foo; os_name == 'a' and", ""),
        ] {
            let error = Requirement::parse(text).expect_err(text);
            assert_eq!(error.span.slice(text), place, "{text}");
        }
        let deep = format!("foo; {}", "(".repeat(100_000));
        assert!(Requirement::parse(&deep).is_err());
    }
}
