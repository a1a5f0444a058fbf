//! One block of a hand-written example: its `@param` line, description and value.

use super::line::{
    Declared, after, declared, indent_of, is_at_least, is_blank, is_name, wrong_indent,
};
use super::{Aspect, Block, Linter};

impl<'a> Linter<'a> {
    pub(super) fn block(&mut self, start: usize, indent: usize) -> Block<'a> {
        let plain = |length| Block {
            declared: None,
            description: None,
            line: start,
            length,
            recurse: false,
        };
        if self.is_comment(start, indent) {
            let (description, end) = self.comment(start);
            return Block {
                description: Some(description),
                ..plain(end - start)
            };
        }
        let Some(end) = self.end_of_block(start, indent, false) else {
            return plain(self.next_block(start) - start);
        };
        let Some(declared) = self.declaration(start, indent) else {
            return plain(end - start);
        };
        let mut length = end - start;
        let mut end = end;
        if declared.kind.starts_with("list") {
            let Some(longer) = self.end_of_block(start, indent, true) else {
                return plain(self.next_block(start) - start);
            };
            end = longer;
            length = end - start;
        }
        let (description, content) = self.description(start + 1, end, indent);
        let block = Block {
            declared: Some(declared),
            description,
            ..plain(length)
        };
        let Some(content) = content else {
            return block;
        };
        if !self.is_object(content, indent, block.declared.as_ref()) {
            return block;
        }
        match self.inner(content, indent) {
            None => Block {
                recurse: true,
                ..block
            },
            Some(next) => Block {
                length: next - start,
                ..block
            },
        }
    }

    /// Only `##` lines, up to a blank one.
    fn is_comment(&mut self, start: usize, indent: usize) -> bool {
        if self.lines[start].contains("## @param") {
            return false;
        }
        for at in start..self.lines.len() {
            let line = self.lines[at];
            let blank = line.len() - line.trim_start_matches(' ').len();
            if line[blank..].starts_with("##") {
                if blank != indent {
                    self.error(Aspect::Layout, at, wrong_indent(indent, blank));
                }
            } else {
                return is_blank(line);
            }
        }
        true
    }

    fn comment(&self, start: usize) -> (String, usize) {
        let mut texts = Vec::new();
        let mut at = start;
        while let Some(text) = self
            .lines
            .get(at)
            .and_then(|line| line.trim_start_matches(' ').strip_prefix("##"))
        {
            texts.push(text);
            at += 1;
        }
        while self.lines.get(at).is_some_and(|line| is_blank(line)) {
            at += 1;
        }
        (texts.join("\n"), at)
    }

    /// The line behind a block of which the beginning looks right.
    fn end_of_block(&mut self, start: usize, indent: usize, list: bool) -> Option<usize> {
        let lines = self.lines;
        let first = lines[start];
        if indent_of(first) != indent {
            self.error(
                Aspect::Layout,
                start,
                wrong_indent(indent, indent_of(first)),
            );
            return None;
        }
        let dashless = first.len() - first.trim_start_matches(' ').len();
        if dashless != indent || !first[dashless..].starts_with("## @param") {
            self.error(
                Aspect::Layout,
                start,
                "A `## @param` line is expected here.",
            );
            return None;
        }
        let mut at = start + 1;
        while at < lines.len() {
            let line = lines[at];
            if is_blank(line) {
                let message = "A blank line may not stand inside a description. A line with a single `#` ends it.";
                self.error(Aspect::Layout, at, message);
                return None;
            }
            if indent_of(line) != indent {
                self.error(Aspect::Layout, at, wrong_indent(indent, indent_of(line)));
                return None;
            }
            let body = &line[indent..];
            at += 1;
            if body.starts_with("##") {
                continue;
            }
            if body.starts_with('#') {
                break;
            }
            let message = "The description must end with a line that holds a single `#`.";
            self.error(Aspect::Layout, at - 1, message);
            return None;
        }
        at += 1;
        let mut list = list;
        while at < lines.len() {
            let line = lines[at];
            if is_blank(line) {
                at += 1;
                continue;
            }
            if !is_at_least(line, indent) {
                break;
            }
            let body = after(line, indent);
            if body.starts_with("# ") {
                at += 1;
            } else if body.trim_start_matches(' ').starts_with("- ") {
                list = true;
                at += 1;
            } else if list && is_at_least(line, indent + 1) {
                at += 1;
            } else {
                break;
            }
        }
        Some(at)
    }

    fn declaration(&mut self, at: usize, indent: usize) -> Option<Declared<'a>> {
        let line: &'a str = self.lines[at];
        let declared = declared(after(line, indent));
        if declared.is_none() {
            let message = "A `@param` line reads `## @param name - type - required` or `... - optional`, perhaps with ` - default: value` behind it.";
            self.error(Aspect::Param, at, message);
        }
        declared
    }

    /// The description, and the line of the content where the description ends well.
    fn description(
        &mut self,
        from: usize,
        end: usize,
        indent: usize,
    ) -> (Option<String>, Option<usize>) {
        let mut texts = Vec::new();
        for at in from..end.min(self.lines.len()) {
            let line = self.lines[at];
            if is_blank(line) || indent_of(line) != indent {
                self.error(
                    Aspect::Layout,
                    at,
                    "The description ends without a line that holds a single `#`.",
                );
                return (None, None);
            }
            let body = &line[indent..];
            if let Some(text) = body.strip_prefix("##") {
                texts.push(text);
            } else if body.starts_with('#') && is_blank(&body[1..]) {
                return (Some(texts.join("\n")), Some(at + 1));
            } else {
                let message = "The description must end with a line that holds a single `#`.";
                self.error(Aspect::Layout, at, message);
                return (Some(texts.join("\n")), None);
            }
        }
        self.error(Aspect::Layout, end, "The file ends inside a description.");
        (None, None)
    }

    fn is_object(&mut self, at: usize, indent: usize, declared: Option<&Declared>) -> bool {
        let Some(&line) = self.lines.get(at) else {
            let message = "The file ends before the value of the last option.";
            self.error(Aspect::Layout, at, message);
            return false;
        };
        if is_blank(line) || indent_of(line) != indent {
            let message =
                "The value must follow right here, at the indentation of its description.";
            self.error(Aspect::Layout, at, message);
            return false;
        }
        let Some(declared) = declared.filter(|declared| declared.kind == "object") else {
            return false;
        };
        let body = after(line, indent);
        let body = body
            .strip_prefix("# ")
            .unwrap_or(body)
            .trim_end_matches(' ');
        let bare = body
            .strip_suffix(':')
            .is_some_and(|key| !key.is_empty() && key.bytes().all(is_name));
        if !bare {
            let message = format!(
                "`{}` is declared as an object, but its value stands on the same line.",
                declared.name
            );
            self.error(Aspect::Object, at, message);
        }
        bare
    }

    /// `None` when the members of an object are described; else the line behind the object.
    fn inner(&self, start: usize, indent: usize) -> Option<usize> {
        let lines = self.lines;
        let skipped = |line: &&str| is_blank(line) || after(line, indent).starts_with("# ");
        let Some(first) = (start + 1..lines.len()).find(|&at| !skipped(&lines[at])) else {
            return Some(lines.len());
        };
        let member = indent_of(lines[first]);
        if member <= indent {
            return Some(first);
        }
        for (at, line) in lines.iter().enumerate().skip(first) {
            if is_blank(line) {
                continue;
            }
            if indent_of(line) <= indent {
                return Some(at);
            }
            let blank = line.len() - line.trim_start_matches(' ').len();
            if blank == member && line[blank..].starts_with("## @param") {
                return None;
            }
        }
        Some(lines.len())
    }

    /// Where to go on after a block that could not be read.
    fn next_block(&self, start: usize) -> usize {
        let lines = self.lines;
        let indent = indent_of(lines[start]);
        let passed = |line: &&str| is_blank(line) || line.trim_start_matches(' ').starts_with('#');
        let data = (start..lines.len()).find(|&at| !passed(&lines[at]));
        let Some(data) = data else {
            return lines.len();
        };
        (data..lines.len())
            .find(|&at| {
                let line = lines[at];
                !is_blank(line) && indent_of(line) == indent && after(line, indent).starts_with('#')
            })
            .unwrap_or(lines.len())
    }
}
