//! The part of the Python formatters that generated files need: statements that are too wide
//! are laid out over several lines. Written after what the formatters do to such files.

mod layout;
mod lines;
mod quotes;
mod tree;

pub(super) use layout::{Style, Tool, statement};
pub(super) use lines::reformat;
pub use quotes::Quotes;

use unicode_width::UnicodeWidthChar;

/// Why a text is not laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// The formatters do not accept it, because it is no Python.
    Syntax,
    /// Not followed here: too many brackets within brackets, or a lone subscript with a comma.
    Beyond,
}

/// Columns of a text; code points where the formatter does not know better.
fn width(text: &str, tool: Tool) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let columns = |c: char| c.width().unwrap_or(0);
    match tool {
        Tool::OldBlack => text.chars().count(),
        // Knows of characters that are wide, but of none that take no room.
        Tool::Black => text.chars().map(|c| columns(c).max(1)).sum(),
        Tool::Ruff => text.chars().map(columns).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(text: &str, width: usize, tool: Tool) -> String {
        let mut out = String::new();
        statement(text, 4, Style::of(tool, width), &mut out).expect("Python");
        out
    }

    #[test]
    fn what_fits_stays_on_its_line() {
        let text = "port: Optional[int] = Field(None, ge=1)";
        let expected = format!("    {text}\n");
        assert_eq!(laid_out(text, 120, Tool::Black), expected);
    }

    #[test]
    fn the_last_brackets_of_a_value_are_opened_first() {
        let text = "port: Optional[int] = Field(None, examples=[1, 2], ge=1)";
        let expected =
            "    port: Optional[int] = Field(\n        None, examples=[1, 2], ge=1\n    )\n";
        assert_eq!(laid_out(text, 50, Tool::Black), expected);
    }

    #[test]
    fn a_list_is_opened_item_by_item() {
        let text = "return ['one', 'two']";
        let expected = "    return [\n        'one',\n        'two',\n    ]\n";
        assert_eq!(laid_out(text, 20, Tool::Ruff), expected);
    }

    #[test]
    fn a_value_without_brackets_gets_parentheses() {
        let text = "kind: Optional[Literal['a', 'b']] = None";
        let new = "    kind: Optional[Literal['a', 'b']] = (\n        None\n    )\n";
        let old = "    kind: Optional[\n        Literal['a', 'b']\n    ] = None\n";
        assert_eq!(laid_out(text, 42, Tool::Black), new);
        assert_eq!(laid_out(text, 42, Tool::OldBlack), old);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(width("日本", Tool::Black), 4);
        assert_eq!(width("日本", Tool::OldBlack), 2);
        assert_eq!(width("e\u{301}", Tool::Black), 2);
        assert_eq!(width("e\u{301}", Tool::Ruff), 1);
    }

    #[test]
    fn no_python_is_refused() {
        let style = Style::of(Tool::Ruff, 120);
        let refused = |text: &str| statement(text, 0, style, &mut String::new()).unwrap_err();
        assert_eq!(refused("x = f(, a)"), Refused::Syntax);
        assert_eq!(refused("x = f('a)"), Refused::Syntax);
        assert_eq!(refused(&"[".repeat(10_000)), Refused::Beyond);
    }

    #[test]
    fn a_file_is_laid_out_anew() {
        let style = Style::of(Tool::Ruff, 30);
        let text = "\n\ndef shared():\n    return {'a': 'long enough', 'b': 1}\n";
        let expected =
            "def shared():\n    return {\n        'a': 'long enough',\n        'b': 1,\n    }\n";
        assert_eq!(reformat(text, style).as_deref(), Ok(expected));
    }
}
