//! The format of hand-written examples, read the way ddev reads it: line by line, by
//! indentation, with all its turns. Only files without a specification are read so.

mod block;
mod line;

use foldhash::HashMap;

use line::{Declared, indent_of, is_at_least, is_blank, python_lines};

/// Objects inside objects looked at; ddev itself gives up at some depth.
const MAX_DEPTH: usize = 200;
/// Characters of a line of a description, behind `##`.
pub const MAX_COMMENT: usize = 120;
/// Types that may stand in a `@param` line; `list` may go on.
pub const TYPES: [&str; 8] = [
    "boolean",
    "string",
    "integer",
    "double",
    "float",
    "object",
    "list",
    "dictionary",
];

/// What a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// The sections `init_config` and `instances`.
    Sections,
    /// Indentation, order and completeness of the blocks.
    Layout,
    /// The `@param` line.
    Param,
    /// The type in it.
    Type,
    /// The description.
    Description,
    /// An object that is none.
    Object,
    /// A name used twice.
    Duplicate,
}

/// Something wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is about.
    pub aspect: Aspect,
    /// The line, from 0; `None` for the whole file.
    pub line: Option<usize>,
    /// A line that explains it.
    pub related: Option<usize>,
    /// In words.
    pub message: String,
    /// ddev only warns.
    pub warning: bool,
}

/// Lines of a text as Python counts them in a file.
#[must_use]
pub fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r']) {
        lines.push(&rest[..at]);
        let long = rest[at..].starts_with("\r\n");
        rest = &rest[at + if long { 2 } else { 1 }..];
    }
    lines.push(rest);
    lines
}

/// Problems of a text, in the order in which ddev meets them.
#[must_use]
pub fn problems(text: &str) -> Vec<Problem> {
    let lines = lines(text);
    let mut linter = Linter {
        lines: &lines,
        problems: Vec::new(),
    };
    linter.run();
    linter.problems
}

struct Block<'a> {
    declared: Option<Declared<'a>>,
    description: Option<String>,
    line: usize,
    length: usize,
    recurse: bool,
}

struct Linter<'a> {
    lines: &'a [&'a str],
    problems: Vec<Problem>,
}

impl<'a> Linter<'a> {
    fn error(&mut self, aspect: Aspect, line: usize, message: impl Into<String>) {
        // Some turns lead behind the last line.
        let line = line.min(self.lines.len().saturating_sub(1));
        self.problems.push(Problem {
            aspect,
            line: Some(line),
            related: None,
            message: message.into(),
            warning: false,
        });
    }

    fn run(&mut self) {
        let mut places: [Option<usize>; 2] = [None, None];
        for (index, line) in self.lines.iter().enumerate() {
            for (place, section) in places.iter_mut().zip(["init_config:", "instances:"]) {
                if line.starts_with(section) {
                    *place = Some(index);
                    if *line != section {
                        self.error(
                            Aspect::Sections,
                            index,
                            "Nothing may follow the colon here.",
                        );
                        self.problems.last_mut().expect("just added").warning = true;
                    }
                }
            }
        }
        let [init_config, instances] = places;
        for (place, section) in [(init_config, "init_config"), (instances, "instances")] {
            if place.is_none() {
                self.problems.push(Problem {
                    aspect: Aspect::Sections,
                    line: None,
                    related: None,
                    message: format!("The section `{section}` is missing."),
                    warning: false,
                });
                return;
            }
        }
        let (init_config, instances) = (init_config.unwrap_or(0), instances.unwrap_or(0));
        self.init_config(init_config);
        let Some(end) = self.end_of_part(instances, None) else {
            let message = "The section `instances` holds nothing that is indented.";
            self.error(Aspect::Sections, instances, message);
            return;
        };
        self.blocks(instances + 1, end, 0, &mut HashMap::default());
    }

    fn init_config(&mut self, start: usize) {
        let next = self.lines[start + 1..].iter().find(|line| !is_blank(line));
        if next.is_none_or(|line| !is_at_least(line, 1)) {
            return;
        }
        if let Some(end) = self.end_of_part(start, None) {
            self.blocks(start + 1, end, 0, &mut HashMap::default());
        } else {
            let message = "The end of the section `init_config` cannot be found.";
            self.error(Aspect::Sections, start, message);
        }
    }

    fn end_of_part(&self, start: usize, indent: Option<usize>) -> Option<usize> {
        let Some(first) = self.lines.get(start) else {
            return Some(self.lines.len());
        };
        if is_blank(first) {
            return None;
        }
        let indent = indent.unwrap_or_else(|| indent_of(first));
        let mut seen = false;
        for (index, line) in self.lines.iter().enumerate().skip(start + 1) {
            if is_blank(line) {
            } else if is_at_least(line, indent + 1) {
                seen = true;
            } else {
                return seen.then_some(index);
            }
        }
        seen.then_some(self.lines.len())
    }

    /// Reads the blocks of one level, and those of objects inside. Names are unique over all
    /// levels of a section.
    fn blocks(
        &mut self,
        start: usize,
        end: usize,
        depth: usize,
        names: &mut HashMap<&'a str, usize>,
    ) {
        let Some(first) = (start..end).find(|&at| self.lines.get(at).is_some_and(|l| !is_blank(l)))
        else {
            return;
        };
        let indent = indent_of(self.lines[first]);
        let mut at = first;
        while at < end && at < self.lines.len() {
            let line = self.lines[at];
            if is_blank(line) {
                at += 1;
                continue;
            }
            if !is_at_least(line, indent) {
                let message = "This line is indented less than the blocks before it. The rest of the section is not read.";
                self.error(Aspect::Layout, at, message);
                return;
            }
            let block = self.block(at, indent);
            at += block.length.max(1);
            self.judge(&block, names);
            if block.recurse && depth < MAX_DEPTH {
                let Some(inner) = self.end_of_part(at, Some(indent)) else {
                    let name = block.declared.as_ref().map_or("?", |d| d.name);
                    let message =
                        format!("The object `{name}` cannot be read. Look at the indentation.");
                    self.error(Aspect::Layout, at, message);
                    return;
                };
                let inner = inner.min(end);
                self.blocks(at, inner, depth + 1, names);
                at = inner;
            }
        }
    }

    /// What can be said of a block once it is read.
    fn judge(&mut self, block: &Block<'a>, names: &mut HashMap<&'a str, usize>) {
        if let Some(declared) = &block.declared {
            if let Some(first) = names.insert(declared.name, block.line) {
                let message = format!("`{}` is described above already.", declared.name);
                self.error(Aspect::Duplicate, block.line, message);
                self.problems.last_mut().expect("just added").related = Some(first);
                names.insert(declared.name, first);
            }
            if !accepted(declared.kind) {
                let message = format!(
                    "`{}` is no type of a hand-written example. There are {}.",
                    declared.kind,
                    TYPES.map(|kind| format!("`{kind}`")).join(", ")
                );
                self.error(Aspect::Type, block.line, message);
            }
        }
        let Some(description) = &block.description else {
            return;
        };
        if description.trim().is_empty() {
            let message = match &block.declared {
                Some(declared) => format!("`{}` has no description.", declared.name),
                // ddev asks for the name of the option and crashes.
                None => "A comment may not be empty.".to_owned(),
            };
            self.error(Aspect::Description, block.line, message);
            self.problems.last_mut().expect("just added").warning = block.declared.is_some();
        }
        for (index, line) in python_lines(description).enumerate() {
            let length = line.chars().count();
            if length > MAX_COMMENT && !line.ends_with("#noqa") {
                let message = format!(
                    "This line of a description has {length} characters behind `##`; at most {MAX_COMMENT} fit."
                );
                // Lines of a comment begin on its own line.
                let own = usize::from(block.declared.is_some());
                self.error(Aspect::Description, block.line + index + own, message);
            }
        }
    }
}

fn accepted(kind: &str) -> bool {
    kind.starts_with("list") || TYPES.contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::line::declared;
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let found = problems(text).into_iter();
        found
            .map(|p| format!("{:?} {}", p.aspect, p.line.map_or(0, |line| line + 1)))
            .collect()
    }

    const GOOD: &str = "init_config:\n\ninstances:\n    ## @param host - string - required\n    ## Host.\n    #\n  - host: a\n\n    ## A comment.\n\n    ## @param map - object - optional\n    ## Map.\n    #\n    map:\n      ## @param x - list of integers - optional - default: [1]\n      ## X.\n      #\n      # x:\n      #   - 1\n";

    #[test]
    fn a_clean_example_passes() {
        assert_eq!(shown(GOOD), Vec::<String>::new());
        assert_eq!(shown(&GOOD.replace('\n', "\r\n")), Vec::<String>::new());
    }

    #[test]
    fn every_aspect_is_found() {
        let with = |from: &str, to: &str| {
            assert!(GOOD.contains(from), "{from}");
            shown(&GOOD.replacen(from, to, 1))
        };
        assert_eq!(with("init_config:", "init:"), ["Sections 0"]);
        assert_eq!(with("init_config:", "init_config: {}"), ["Sections 1"]);
        assert_eq!(with("string - required", "string"), ["Param 4"]);
        assert_eq!(with("string -", "number -"), ["Type 4"]);
        assert_eq!(with("## Host.", "##"), ["Description 4"]);
        assert_eq!(
            with("## Host.", &format!("## {}", "x".repeat(120))),
            ["Description 5"]
        );
        assert_eq!(with("    map:", "    map: 1"), ["Object 14", "Layout 15"]);
        assert_eq!(with("@param map", "@param host"), ["Duplicate 11"]);
        assert_eq!(with("    ## Host.", "     ## Host."), ["Layout 5"]);
    }

    #[test]
    fn types_may_hold_separators() {
        let line = "## @param a  - list - of - required - optional - default: x - required";
        let found = declared(line).map(|d| (d.name, d.kind));
        assert_eq!(
            found,
            Some(("a", "list - of - required - optional - default: x"))
        );
        assert!(declared("## @param a - required").is_none());
        assert!(declared("## @param a- string - required").is_none());
    }
}
