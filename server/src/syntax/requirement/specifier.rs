//! Conditions on a version (PEP 440): an operator and what may stand behind it.

use super::{Cursor, RequirementError};
use crate::text::Span;

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specifier {
    /// `==` and the like.
    pub operator: &'static str,
    /// The version, in lower case.
    pub version: String,
    /// Bytes of operator and version.
    pub span: Span,
}

impl Specifier {
    /// Operator and version without a space.
    #[must_use]
    pub fn written(&self) -> String {
        format!("{}{}", self.operator, self.version)
    }
}

const EXPECTED: &str = "a version after the operator";

/// Conditions with commas between them; one comma may stand behind the last.
pub(super) fn many(cursor: &mut Cursor) -> Result<Vec<Specifier>, RequirementError> {
    let mut found: Vec<Specifier> = Vec::new();
    while let Some(one) = one(cursor)? {
        let known =
            |other: &Specifier| (other.operator, &other.version) == (one.operator, &one.version);
        // Nobody writes more than a few; of absurd numbers it does not matter.
        if found.len() > 50 || !found.iter().any(known) {
            found.push(one);
        }
        cursor.blanks();
        if !cursor.eat(",") {
            break;
        }
        cursor.blanks();
    }
    Ok(found)
}

fn one(cursor: &mut Cursor) -> Result<Option<Specifier>, RequirementError> {
    const OPERATORS: [&str; 8] = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"];
    let start = cursor.at;
    let Some(operator) = OPERATORS.into_iter().find(|op| cursor.eat(op)) else {
        return Ok(None);
    };
    cursor.take_while(char::is_whitespace);
    let from = cursor.at;
    if operator == "===" {
        cursor.take_while(|c| !c.is_whitespace() && !matches!(c, ';' | ')' | ','));
    } else {
        let length = version_length(cursor.rest(), operator);
        if length == 0 {
            cursor.at = start;
            return Err(cursor.error(EXPECTED));
        }
        cursor.at += length;
    }
    let version = cursor.text[from..cursor.at].to_lowercase();
    Ok(Some(Specifier {
        operator,
        version,
        span: Span::new(start, cursor.at),
    }))
}

/// Bytes of the version that a text begins with; 0 for none. Every part takes as much as
/// it can, so nothing needs to be tried twice.
fn version_length(text: &str, operator: &str) -> usize {
    let may = |c: char| c.is_ascii_alphanumeric() || "-_.!+*".contains(c);
    let end = text.find(|c| !may(c)).unwrap_or(text.len());
    let lower = text[..end].to_ascii_lowercase();
    let mut rest = lower.strip_prefix('v').unwrap_or(&lower);
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let epoch = digits(rest);
    if epoch > 0 && rest[epoch..].starts_with('!') {
        rest = &rest[epoch + 1..];
    }
    let first = digits(rest);
    if first == 0 {
        return 0;
    }
    rest = &rest[first..];
    let mut parts = 1;
    while let Some(next) = rest.strip_prefix('.').filter(|next| digits(next) > 0) {
        rest = &next[digits(next)..];
        parts += 1;
    }
    if operator == "~=" && parts < 2 {
        return 0;
    }
    let equality = matches!(operator, "==" | "!=");
    if equality && let Some(after) = rest.strip_prefix(".*") {
        return lower.len() - after.len();
    }
    rest = labelled(
        rest,
        &["alpha", "beta", "preview", "pre", "a", "b", "c", "rc"],
    );
    match rest.strip_prefix('-') {
        Some(after) if digits(after) > 0 => rest = &after[digits(after)..],
        _ => rest = labelled(rest, &["post", "rev", "r"]),
    }
    rest = labelled(rest, &["dev"]);
    if equality && let Some(after) = rest.strip_prefix('+') {
        rest = local(after).unwrap_or(rest);
    }
    lower.len() - rest.len()
}

/// Skips `.rc1` and the like.
fn labelled<'t>(text: &'t str, labels: &[&str]) -> &'t str {
    let separator = ['-', '_', '.'];
    let body = text.strip_prefix(separator).unwrap_or(text);
    let Some(after) = labels.iter().find_map(|label| body.strip_prefix(label)) else {
        return text;
    };
    let after = after.strip_prefix(separator).unwrap_or(after);
    after.trim_start_matches(|c: char| c.is_ascii_digit())
}

/// Skips the parts of a local version.
fn local(text: &str) -> Option<&str> {
    let word = |text: &str| {
        text.len()
            - text
                .trim_start_matches(|c: char| c.is_ascii_alphanumeric())
                .len()
    };
    let first = word(text);
    let mut rest = text.get(first..).filter(|_| first > 0)?;
    while let Some(next) = rest
        .strip_prefix(['-', '_', '.'])
        .filter(|next| word(next) > 0)
    {
        rest = &next[word(next)..];
    }
    Some(rest)
}
