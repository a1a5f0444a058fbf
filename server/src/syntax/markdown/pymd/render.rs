//! Fourth stage of the Python-Markdown view: writes the block tree as HTML, as cells, so that every
//! character of the HTML still knows its place in the source.

use super::blocks::{Kind, Node, Tree};
use super::cells::{Cell, Fuel, MARK, Token, push_str, trim};
use super::inert::is_inert;
use super::inline::{Inline, copy_until, entity_end, join};
use super::lines::Line;
use super::rawblocks::is_block_level;
use super::refdefs::References;

/// A node, and whether what cannot matter in it is skipped.
enum Step {
    Open(usize, bool),
    Close(usize, bool),
}

/// The whole document as HTML.
pub(super) fn document(
    cells: &[Cell],
    tree: &Tree,
    references: &References,
    tokens: &mut Vec<Token>,
    fuel: &mut Fuel,
    tidy: bool,
) -> Vec<Cell> {
    let mut inline = Inline {
        tokens,
        references,
        fuel,
    };
    let mut out = Vec::with_capacity(cells.len() * 2);
    let mut steps = vec![Step::Open(0, tidy)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Open(id, tidy) => {
                let node = &tree.nodes[id];
                let text = read(cells, &node.text, node.kind, &mut inline, tidy);
                open(&mut out, node, &text, inline.tokens);
                steps.push(Step::Close(id, tidy));
                // A heading may come to hold items, whose text is its own.
                let tidy = tidy && !matches!(node.kind, Kind::Heading { .. });
                let children = node.children.iter().rev();
                steps.extend(children.map(|child| Step::Open(*child, tidy)));
            }
            Step::Close(id, tidy) => {
                let node = &tree.nodes[id];
                close(&mut out, node);
                // No element of its own: behind a heading, markup in it is what follows.
                let tidy = tidy && !matches!(node.kind, Kind::Heading { .. });
                let tail = read(cells, &node.tail, Kind::Paragraph, &mut inline, tidy);
                if tail.is_empty() {
                    push_at_end(&mut out, "\n");
                } else {
                    push_at_end(&mut out, "\n");
                    write_text(&mut out, &tail, inline.tokens);
                }
            }
        }
    }
    // White space around the whole is dropped, also that of raw HTML.
    let shown = trim(&out).len();
    let start = out.iter().take_while(|cell| cell.is_space()).count();
    out.truncate(start + shown);
    out.drain(..start);
    out
}

/// Text of a node with its markup read. Of text that cannot matter in a tidy document one
/// character is enough to stand for it.
fn read(
    cells: &[Cell],
    lines: &[Line],
    kind: Kind,
    inline: &mut Inline<'_>,
    tidy: bool,
) -> Vec<Cell> {
    let parts = || lines.iter().map(|line| line.cells(cells));
    let first = lines.first().and_then(|line| line.cells(cells).first());
    if let Some(first) = first
        && tidy
        && !matches!(kind, Kind::Heading { .. })
        && parts().all(is_inert)
    {
        return vec![Cell::new('.', first.at)];
    }
    let text = join(parts());
    if tidy && !matches!(kind, Kind::Heading { .. }) && is_inert(&text) {
        return text
            .first()
            .map(|first| Cell::new('.', first.at))
            .into_iter()
            .collect();
    }
    if kind == Kind::Code {
        text
    } else {
        inline.read(text)
    }
}

/// Appends text at the place of the cell before it.
fn push_at_end(out: &mut Vec<Cell>, text: &str) {
    let at = out.last().map_or(0, |c| c.at);
    push_str(out, text, at);
}

fn open(out: &mut Vec<Cell>, node: &Node, text: &[Cell], tokens: &[Token]) {
    match node.kind {
        Kind::Root => {}
        Kind::Heading { level, open, .. } => push_str(out, &format!("<h{level}>"), open),
        Kind::Paragraph => {
            if let [mark] = text
                && is_raw_block(*mark, tokens)
            {
                return write_text(out, text, tokens);
            }
            push_at_end(out, "<p>");
        }
        Kind::Code => push_at_end(out, "<pre><code>"),
        Kind::Rule => push_at_end(out, "<hr />"),
        Kind::List { ordered: true } => push_at_end(out, "<ol>\n"),
        Kind::List { ordered: false } => push_at_end(out, "<ul>\n"),
        Kind::ListItem if text.is_empty() && !node.children.is_empty() => {
            push_at_end(out, "<li>\n");
        }
        Kind::ListItem => push_at_end(out, "<li>"),
        Kind::Quote if node.children.is_empty() => push_at_end(out, "<blockquote>"),
        Kind::Quote => push_at_end(out, "<blockquote>\n"),
    }
    if node.kind == Kind::Code {
        write_code(out, text, tokens);
    } else {
        write_text(out, text, tokens);
    }
    if node.kind == Kind::Paragraph {
        push_at_end(out, "</p>");
    }
}

fn close(out: &mut Vec<Cell>, node: &Node) {
    match node.kind {
        Kind::Heading { level, close, .. } => push_str(out, &format!("</h{level}>"), close),
        Kind::Code => push_at_end(out, "\n</code></pre>"),
        Kind::List { ordered: true } => push_at_end(out, "</ol>"),
        Kind::List { ordered: false } => push_at_end(out, "</ul>"),
        Kind::ListItem => push_at_end(out, "</li>"),
        Kind::Quote => push_at_end(out, "</blockquote>"),
        Kind::Root | Kind::Paragraph | Kind::Rule => {}
    }
}

/// Whether a token is raw HTML that stands on its own, without a paragraph around it.
fn is_raw_block(mark: Cell, tokens: &[Token]) -> bool {
    let Some(Token::Raw(html)) = token(mark, tokens) else {
        return false;
    };
    let [open, rest @ ..] = html.as_slice() else {
        return false;
    };
    let rest = match rest {
        [slash, rest @ ..] if slash.ch == '/' => rest,
        _ => rest,
    };
    let name: String = rest
        .iter()
        .map(|c| c.ch)
        .take_while(|ch| !matches!(ch, ' ' | '>'))
        .collect();
    open.ch == '<'
        && (name.starts_with(['!', '?', '@', '%']) || (!name.is_empty() && is_block_level(&name)))
}

fn token(cell: Cell, tokens: &[Token]) -> Option<&Token> {
    if cell.ch == MARK {
        tokens.get(cell.at as usize)
    } else {
        None
    }
}

/// Text with its markup, escaped for HTML.
fn write_text(out: &mut Vec<Cell>, text: &[Cell], tokens: &[Token]) {
    let mut i = 0;
    loop {
        i = copy_until(text, i, out, is_special);
        let Some(cell) = text.get(i) else { return };
        match token(*cell, tokens) {
            Some(token) => write_token(out, token, tokens),
            None => write_escaped(out, text, i),
        }
        i += 1;
    }
}

/// What may not stand in HTML as it is.
fn is_special(ch: char) -> bool {
    matches!(ch, MARK | '<' | '>' | '"' | '&')
}

/// The character at `i`; an ampersand that starts a reference stays as it is.
fn write_escaped(out: &mut Vec<Cell>, text: &[Cell], i: usize) {
    let cell = text[i];
    match cell.ch {
        '<' => push_str(out, "&lt;", cell.at),
        '>' => push_str(out, "&gt;", cell.at),
        '"' => push_str(out, "&quot;", cell.at),
        '&' if !starts_reference(text, i) => push_str(out, "&amp;", cell.at),
        _ => out.push(cell),
    }
}

fn starts_reference(text: &[Cell], i: usize) -> bool {
    let upper_hex = text.get(i + 1).is_some_and(|c| c.ch == '#')
        && text.get(i + 2).is_some_and(|c| c.ch == 'X');
    if !upper_hex {
        return entity_end(text, i).is_some();
    }
    let end = (i + 3..text.len()).find(|&k| !text[k].ch.is_ascii_hexdigit());
    end.is_some_and(|end| end > i + 3 && text[end].ch == ';')
}

/// Text of a code span or block: nothing in it is a reference.
fn write_code(out: &mut Vec<Cell>, text: &[Cell], tokens: &[Token]) {
    let mut i = 0;
    loop {
        i = copy_until(text, i, out, is_special);
        let Some(cell) = text.get(i) else { return };
        match token(*cell, tokens) {
            Some(token) => write_token(out, token, tokens),
            None if cell.ch == '&' => push_str(out, "&amp;", cell.at),
            None => write_escaped(out, text, i),
        }
        i += 1;
    }
}

/// Tokens nest only as deep as there are passes, so recursion is bounded.
fn write_token(out: &mut Vec<Cell>, token: &Token, tokens: &[Token]) {
    match token {
        Token::Raw(html) => {
            for cell in html {
                match self::token(*cell, tokens) {
                    Some(inner) => write_token(out, inner, tokens),
                    None => out.push(*cell),
                }
            }
        }
        Token::Literal { chars, .. } => {
            for i in 0..chars.len() {
                write_escaped(out, chars, i);
            }
        }
        Token::Code(text) => {
            push_at_end(out, "<code>");
            write_code(out, text, tokens);
            push_at_end(out, "</code>");
        }
        Token::Link { open, close, body } => {
            push_str(out, "<a>", *open);
            write_text(out, body, tokens);
            push_str(out, "</a>", *close);
        }
        Token::Image { open, close, src } => {
            push_str(out, "<img src=\"", *open);
            write_text(out, src, tokens);
            push_str(out, "\" />", *close);
        }
        Token::Tag { text, at } => push_str(out, text, *at),
    }
}

/// Text of an address: tokens give way to their text.
pub(super) fn unescaped(text: &[Cell], tokens: &[Token]) -> Vec<Cell> {
    let mut out = Vec::with_capacity(text.len());
    for cell in text {
        match token(*cell, tokens) {
            None => out.push(*cell),
            Some(Token::Literal { chars, .. }) => out.extend_from_slice(chars),
            Some(Token::Code(code)) => write_code(&mut out, code, tokens),
            Some(Token::Link { body, .. }) => out.extend(unescaped(body, tokens)),
            Some(Token::Raw(_)) => out.push(*cell),
            Some(Token::Image { .. } | Token::Tag { .. }) => {}
        }
    }
    out
}

/// Text of an inline tag: backslashes come back, elements become HTML.
pub(super) fn restored(text: &[Cell], tokens: &[Token]) -> Vec<Cell> {
    let mut out = Vec::with_capacity(text.len());
    for cell in text {
        match token(*cell, tokens) {
            None => out.push(*cell),
            Some(Token::Literal { slash, chars }) => {
                out.push(*slash);
                out.extend_from_slice(chars);
            }
            Some(Token::Raw(_)) => out.push(*cell),
            Some(other) => write_token(&mut out, other, tokens),
        }
    }
    out
}
