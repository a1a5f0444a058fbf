//! How deep a Python text is nested, judged by its tokens before anything builds a tree:
//! building and dropping one takes stack for every level.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, lexer};

use super::shallow::is_surely_shallow;

/// More levels than any program has, and few enough for a small stack.
pub(super) const LIMIT: usize = 400;

/// Texts up to this size cannot be nested deep enough to matter.
const HARMLESS: usize = 1024;

/// One open bracket: the operators since its last comma.
#[derive(Default)]
struct Level {
    operators: usize,
}

/// True for a text that no one wrote by hand. Never too low: every operator, call and
/// attribute of an expression counts as a level.
pub(super) fn is_too_deep(text: &str) -> bool {
    text.len() > HARMLESS && !is_surely_shallow(text) && has_deep_tokens(text)
}

/// The same, of a text of any size, by its tokens.
pub(super) fn has_deep_tokens(text: &str) -> bool {
    let mut lexer = lexer::lex(text, Mode::Module);
    let mut levels = vec![Level::default()];
    let (mut indents, mut lambdas, mut sum) = (0usize, 0usize, 0usize);
    loop {
        use TokenKind as T;
        let kind = lexer.next_token();
        let level = levels.last_mut().expect("the outermost is never closed");
        match kind {
            T::EndOfFile => return false,
            T::Lpar | T::Lsqb | T::Lbrace | T::FStringStart | T::TStringStart => {
                // A call or subscript is a level of the expression before the bracket, too.
                level.operators += 1;
                sum += 1;
                levels.push(Level::default());
            }
            T::Rpar | T::Rsqb | T::Rbrace | T::FStringEnd | T::TStringEnd => {
                sum -= level.operators;
                level.operators = 0;
                if levels.len() > 1 {
                    levels.pop();
                }
            }
            T::Comma => {
                sum -= level.operators;
                level.operators = 0;
            }
            T::Newline | T::Semi => {
                levels.truncate(1);
                levels[0].operators = 0;
                (sum, lambdas) = (0, 0);
            }
            T::Indent => indents += 1,
            T::Dedent => indents = indents.saturating_sub(1),
            // The commas of its parameters do not end it.
            T::Lambda => lambdas += 1,
            T::Name
            | T::Int
            | T::Float
            | T::Complex
            | T::String
            | T::FStringMiddle
            | T::TStringMiddle
            | T::Comment
            | T::NonLogicalNewline
            | T::And
            | T::Or => {}
            _ => {
                level.operators += 1;
                sum += 1;
            }
        }
        if sum + indents + lambdas > LIMIT {
            return true;
        }
    }
}
