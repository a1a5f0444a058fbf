//! How a statement is broken into lines.

use super::tree::{Group, Kind, Node, Seq, parse, write_nodes};
use super::{Quotes, Refused, width};

/// Whose rules hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine::models) enum Tool {
    /// black 23.12.
    OldBlack,
    /// black from 24 on.
    Black,
    /// ruff.
    Ruff,
}

/// The rules and the room there is.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine::models) struct Style {
    pub(in crate::engine::models) tool: Tool,
    /// Columns of a line.
    pub(in crate::engine::models) width: usize,
    /// Quotes that texts get.
    pub(in crate::engine::models) quotes: Quotes,
}

impl Style {
    /// A style that leaves quotes alone.
    pub(in crate::engine::models) fn of(tool: Tool, width: usize) -> Self {
        Self {
            tool,
            width,
            quotes: Quotes::Preserve,
        }
    }
}

/// Lays out a logical line without its indentation, line breaks of the result included.
pub(in crate::engine::models) fn statement(
    text: &str,
    indent: usize,
    style: Style,
    out: &mut String,
) -> Result<(), Refused> {
    let text = &*style.quotes.normalised(text);
    let mut writer = Writer { style, out };
    if let Some(value) = text.strip_prefix("return ") {
        let value = parse(value, style.tool)?;
        writer.returned(unwrapped(&value), indent);
    } else if let Some((head, names)) = text.split_once(" import ")
        && head.starts_with("from ")
    {
        writer.import(head, &parse(names, style.tool)?, indent);
    } else if let Some((target, hint, value)) = annotated(text) {
        let hint = parse(hint, style.tool)?;
        let value = value.map(|value| parse(value, style.tool)).transpose()?;
        let head = format!("{target}: ");
        let hint = unwrapped(&hint);
        match value {
            Some(value) => writer.assigned(&head, hint, unwrapped(&value), indent),
            None if writer.is_bare(&head, hint, indent) => writer.bare(&head, hint, None, indent),
            None => writer.element(&head, hint, "", indent),
        }
    } else if let Some(condition) = text
        .strip_prefix("if ")
        .and_then(|rest| rest.strip_suffix(':'))
    {
        writer.condition(&parse(condition, style.tool)?, indent);
    } else {
        let line = parse(text, style.tool)?;
        writer.element("", &line, "", indent);
    }
    Ok(())
}

fn unwrapped(value: &Seq) -> &Seq {
    value.in_parens().map_or(value, unwrapped)
}

/// `name: T = V` in parts.
fn annotated(text: &str) -> Option<(&str, &str, Option<&str>)> {
    let end = text
        .find(|c: char| c != '_' && !c.is_alphanumeric())
        .filter(|end| *end > 0)?;
    let rest = text[end..].strip_prefix(": ")?;
    let target = &text[..end];
    // The hint may hold strings with any text, so the sign is looked for outside of brackets.
    let mut depth = 0_usize;
    let mut quote = None;
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match (quote, bytes[at]) {
            (Some(_), b'\\') => at += 1,
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, byte @ (b'\'' | b'"')) => quote = Some(byte),
            (None, b'[' | b'(' | b'{') => depth += 1,
            (None, b']' | b')' | b'}') => depth = depth.saturating_sub(1),
            (None, b'=') if depth == 0 => {
                return Some((
                    target,
                    rest[..at].trim_end(),
                    Some(rest[at + 1..].trim_start()),
                ));
            }
            _ => {}
        }
        at += 1;
    }
    Some((target, rest, None))
}

struct Writer<'o> {
    style: Style,
    out: &'o mut String,
}

impl Writer<'_> {
    fn line(&mut self, indent: usize, parts: &[&str]) {
        self.out.extend(std::iter::repeat_n(' ', indent));
        for part in parts {
            self.out.push_str(part);
        }
        self.out.push('\n');
    }

    fn measure(&self, text: &str) -> usize {
        width(text, self.style.tool)
    }

    /// `head` + `seq` + `tail` on lines of their own.
    fn element(&mut self, head: &str, seq: &Seq, tail: &str, indent: usize) {
        let flat = indent + self.measure(head) + seq.width + self.measure(tail);
        let group = seq.last_group();
        match group {
            Some(group) if seq.forced || flat > self.style.width => {
                self.explode(head, seq, group, tail, indent);
            }
            _ => self.line(indent, &[head, &seq.flat(), tail]),
        }
    }

    /// Lines of `seq` with one of its groups opened.
    fn explode(&mut self, head: &str, seq: &Seq, at: usize, tail: &str, indent: usize) {
        let Node::Group(group) = &seq.nodes[at] else {
            return;
        };
        let mut before = String::from(head);
        write_nodes(&seq.nodes[..at], &mut before);
        before.push(group.open);
        self.line(indent, &[&before]);
        self.body(group, indent + 4);
        let mut after = String::from(group.close);
        write_nodes(&seq.nodes[at + 1..], &mut after);
        self.line(indent, &[&after, tail]);
    }

    fn body(&mut self, group: &Group, indent: usize) {
        let trailer = group.kind != Kind::Display;
        match group.items.as_slice() {
            [only] if !group.comma => match comprehension(only) {
                Some((each, of)) if indent + only.width > self.style.width || only.forced => {
                    self.element("", &each, "", indent);
                    self.element("", &of, "", indent);
                }
                _ => self.element("", only, "", indent),
            },
            items => {
                let inner = items.iter().map(|item| item.width + 2).sum::<usize>() - 2;
                if trailer && !group.forced && indent + inner <= self.style.width {
                    let mut line = String::new();
                    for (at, item) in items.iter().enumerate() {
                        if at > 0 {
                            line.push_str(", ");
                        }
                        item.write(&mut line);
                    }
                    self.line(indent, &[&line]);
                    return;
                }
                for item in items {
                    self.element("", item, ",", indent);
                }
            }
        }
    }

    fn returned(&mut self, value: &Seq, indent: usize) {
        let fits = indent + "return ".len() + value.width <= self.style.width;
        if value.last_group().is_none() && !fits && indent + 4 + value.width <= self.style.width {
            self.line(indent, &["return ("]);
            self.line(indent + 4, &[&value.flat()]);
            self.line(indent, &[")"]);
        } else {
            self.element("return ", value, "", indent);
        }
    }

    fn import(&mut self, head: &str, names: &Seq, indent: usize) {
        let names = unwrapped_names(names);
        let flat = format!("{head} import {}", names.join(", "));
        if indent + self.measure(&flat) <= self.style.width {
            self.line(indent, &[&flat]);
            return;
        }
        self.line(indent, &[head, " import ("]);
        for name in &names {
            self.line(indent + 4, &[name, ","]);
        }
        self.line(indent, &[")"]);
    }

    /// `name: T = V`
    fn assigned(&mut self, head: &str, hint: &Seq, value: &Seq, indent: usize) {
        let limit = self.style.width;
        let start = indent + self.measure(head);
        let flat = start + hint.width + 3 + value.width;
        if !hint.forced && !value.forced && flat <= limit {
            self.line(indent, &[head, &hint.flat(), " = ", &value.flat()]);
            return;
        }
        let hint_group = hint.last_group();
        let value_group = value.last_group();
        let parens = start + hint.width + " = (".len() <= limit
            && !(self.style.tool == Tool::OldBlack && hint_group.is_some());
        let whole = format!("{head}{} = ", hint.flat());
        if let (Some(group), false) = (value_group, hint.forced) {
            let mut before = String::new();
            write_nodes(&value.nodes[..group], &mut before);
            if self.measure(&whole) + indent + self.measure(&before) < limit {
                self.explode(&whole, value, group, "", indent);
                return;
            }
            if parens {
                self.parenthesised(&whole, value, indent);
                return;
            }
        } else if !hint.forced {
            let bare = self.style.tool == Tool::Ruff && is_plain(value);
            let useful = hint_group.is_some() || indent + 4 + value.width <= limit;
            if parens && useful && !bare {
                self.parenthesised(&whole, value, indent);
                return;
            }
        }
        match hint_group {
            Some(group) => self.typed(head, hint, group, value, indent),
            None if self.style.tool == Tool::Black && self.is_bare(head, hint, indent) => {
                self.bare(head, hint, Some(value), indent);
            }
            None => match value_group {
                Some(group) => self.explode(&whole, value, group, "", indent),
                None => self.line(indent, &[&whole, &value.flat()]),
            },
        }
    }

    /// A hint without brackets that is too long for its line.
    fn is_bare(&self, head: &str, hint: &Seq, indent: usize) -> bool {
        self.style.tool != Tool::OldBlack
            && hint.last_group().is_none()
            && indent + self.measure(head) + hint.width > self.style.width
    }

    /// Such a hint, in parentheses.
    fn bare(&mut self, head: &str, hint: &Seq, value: Option<&Seq>, indent: usize) {
        self.line(indent, &[head, "("]);
        self.line(indent + 4, &[&hint.flat()]);
        let Some(value) = value else {
            self.line(indent, &[")"]);
            return;
        };
        let full = indent + self.measure(head) + 1 > self.style.width;
        match value.last_group() {
            Some(group) if full => {
                self.explode(") = ", value, group, "", indent);
            }
            _ => self.element(") = ", value, "", indent),
        }
    }

    /// `if a == b:`
    fn condition(&mut self, condition: &Seq, indent: usize) {
        let inner = condition.in_parens().unwrap_or(condition);
        if indent + "if :".len() + inner.width <= self.style.width {
            self.line(indent, &["if ", &inner.flat(), ":"]);
            return;
        }
        if inner.last_group().is_some() {
            self.element("if ", inner, ":", indent);
            return;
        }
        self.line(indent, &["if ("]);
        let flat = inner.flat();
        match flat.split_once(" == ") {
            Some((left, right)) if indent + 4 + inner.width > self.style.width => {
                self.line(indent + 4, &[left]);
                self.line(indent + 4, &["== ", right]);
            }
            _ => self.line(indent + 4, &[&flat]),
        }
        self.line(indent, &["):"]);
    }

    fn parenthesised(&mut self, head: &str, value: &Seq, indent: usize) {
        self.line(indent, &[head, "("]);
        self.element("", value, "", indent + 4);
        self.line(indent, &[")"]);
    }

    /// The hint opened, the value after its closing bracket.
    fn typed(&mut self, head: &str, hint: &Seq, at: usize, value: &Seq, indent: usize) {
        let Node::Group(group) = &hint.nodes[at] else {
            return;
        };
        let mut before = String::from(head);
        write_nodes(&hint.nodes[..at], &mut before);
        before.push(group.open);
        self.line(indent, &[&before]);
        self.body(group, indent + 4);
        let mut after = String::from(group.close);
        write_nodes(&hint.nodes[at + 1..], &mut after);
        after.push_str(" = ");
        match value.last_group() {
            // No way to open the hint helps, so black opens all there is.
            Some(group)
                if self.style.tool != Tool::Ruff
                    && indent + self.measure(&before) > self.style.width =>
            {
                self.explode(&after, value, group, "", indent);
            }
            _ => self.element(&after, value, "", indent),
        }
    }
}

/// Values that ruff leaves without parentheses.
fn is_plain(value: &Seq) -> bool {
    match value.nodes.as_slice() {
        [Node::Group(group)] => group.items.is_empty(),
        [Node::Text(text, _)] => text.starts_with('-'),
        _ => false,
    }
}

/// The two parts of `x for v in y`.
fn comprehension(seq: &Seq) -> Option<(Seq, Seq)> {
    const FOR: &str = " for v in ";
    let at = seq
        .nodes
        .iter()
        .position(|node| matches!(node, Node::Text(text, _) if text == FOR))?;
    let mut of = vec![Node::Text(FOR.trim_start().to_owned(), FOR.len() - 1)];
    of.extend_from_slice(&seq.nodes[at + 1..]);
    Some((Seq::of(seq.nodes[..at].to_vec()), Seq::of(of)))
}

fn unwrapped_names(names: &Seq) -> Vec<String> {
    match names.nodes.as_slice() {
        [Node::Group(group)] if group.open == '(' => group.items.iter().map(Seq::flat).collect(),
        _ => names.flat().split(", ").map(str::to_owned).collect(),
    }
}
