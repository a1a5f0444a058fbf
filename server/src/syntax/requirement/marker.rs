//! Conditions on the environment (PEP 508 markers), brought into one spelling.

use super::{Cursor, RequirementError};

/// Parentheses inside parentheses; deeper than anybody writes.
const MAX_DEPTH: usize = 50;

const VARIABLES: [&str; 14] = [
    "python_version",
    "python_full_version",
    "os_name",
    "sys_platform",
    "platform_release",
    "platform_system",
    "platform_version",
    "platform_machine",
    "platform_python_implementation",
    "python_implementation",
    "implementation_name",
    "implementation_version",
    "extra",
    "extras",
];

/// The conditions of one pair of parentheses, with `and` and `or` between them.
#[derive(Default)]
struct Group {
    parts: Vec<String>,
    /// The one part is itself a group, whose parentheses say nothing.
    inner: Option<String>,
}

impl Group {
    fn push(&mut self, text: String, bare: Option<String>) {
        self.inner = if self.parts.is_empty() { bare } else { None };
        self.parts.push(text);
    }

    /// As it stands inside others, and as it stands alone.
    fn close(self) -> (String, String) {
        let bare = match self.inner {
            Some(inner) if self.parts.len() == 1 => inner,
            _ => self.parts.join(" "),
        };
        if self.parts.len() == 1 {
            return (self.parts.into_iter().next().unwrap_or_default(), bare);
        }
        (format!("({bare})"), bare)
    }
}

/// Reads a condition to its end.
pub(super) fn parse(cursor: &mut Cursor) -> Result<String, RequirementError> {
    let mut stack = vec![Group::default()];
    loop {
        cursor.blanks();
        while cursor.eat("(") {
            if stack.len() > MAX_DEPTH {
                return Err(cursor.error("fewer parentheses"));
            }
            stack.push(Group::default());
            cursor.blanks();
        }
        let item = comparison(cursor)?;
        let Some(group) = stack.last_mut() else {
            break;
        };
        group.push(item, None);
        cursor.blanks();
        while stack.len() > 1 && cursor.eat(")") {
            let closed = stack.pop().unwrap_or_default();
            let (text, bare) = closed.close();
            if let Some(group) = stack.last_mut() {
                group.push(text, Some(bare));
            }
            cursor.blanks();
        }
        let Some(operator) = ["and", "or"].into_iter().find(|word| keyword(cursor, word)) else {
            break;
        };
        if let Some(group) = stack.last_mut() {
            group.push(operator.to_owned(), None);
        }
    }
    if stack.len() > 1 {
        return Err(cursor.error("`)`"));
    }
    Ok(stack.pop().unwrap_or_default().close().1)
}

fn comparison(cursor: &mut Cursor) -> Result<String, RequirementError> {
    let left = operand(cursor)?;
    cursor.blanks();
    let operator = operator(cursor)?;
    cursor.blanks();
    let right = operand(cursor)?;
    Ok(format!("{left} {operator} {right}"))
}

fn operand(cursor: &mut Cursor) -> Result<String, RequirementError> {
    const EXPECTED: &str = "the name of a variable or a text in quotes";
    let start = cursor.at;
    for quote in ['"', '\''] {
        let Some(body) = cursor.rest().strip_prefix(quote) else {
            continue;
        };
        let Some(end) = body.find(quote) else {
            return Err(cursor.error("the closing quote"));
        };
        let value = &body[..end];
        if value.contains(['\n', '\r']) {
            return Err(cursor.error("a text on one line"));
        }
        cursor.at += end + 2;
        return Ok(format!("'{value}'"));
    }
    cursor.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    let written = &cursor.text[start..cursor.at];
    let name = written.replace('.', "_");
    // A point may stand only behind these.
    let dotted = !written.contains('.')
        || ["os.", "sys.", "platform."]
            .iter()
            .any(|p| written.starts_with(p))
            && written.matches('.').count() == 1
            && !matches!(written, "platform.release" | "platform.system");
    if !(dotted && (VARIABLES.contains(&name.as_str()) || name == "dependency_groups")) {
        cursor.at = start;
        return Err(cursor.error(EXPECTED));
    }
    Ok(match name.as_str() {
        "python_implementation" => "platform_python_implementation".to_owned(),
        _ => name,
    })
}

fn operator(cursor: &mut Cursor) -> Result<&'static str, RequirementError> {
    if keyword(cursor, "in") {
        return Ok("in");
    }
    if keyword(cursor, "not") {
        let gap = cursor.at;
        cursor.blanks();
        if cursor.at > gap && keyword(cursor, "in") {
            return Ok("not in");
        }
        return Err(cursor.error("`in` after `not`"));
    }
    const OPERATORS: [&str; 8] = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"];
    let found = OPERATORS.into_iter().find(|op| cursor.eat(op));
    found.ok_or_else(|| cursor.error("a comparison such as `==`"))
}

/// A whole word.
fn keyword(cursor: &mut Cursor, word: &str) -> bool {
    let Some(after) = cursor.rest().strip_prefix(word) else {
        return false;
    };
    let goes_on = |c: char| c.is_alphanumeric() || c == '_';
    if after.starts_with(goes_on) || cursor.text[..cursor.at].ends_with(goes_on) {
        return false;
    }
    cursor.at += word.len();
    true
}
