//! Puts the containers down: indentation, indicators, names of shared values.

use foldhash::{HashMap, HashSet};

use super::analysis::{Analysis, Scalar, analyze};
use super::{DumpError, DumpStyle, PairValue};
use crate::engine::{Heap, Id, Map, Value};

/// Levels that Python's stack holds when it writes values, roughly.
const MAX_DEPTH: usize = 320;
/// Bytes of one document.
const LIMIT: usize = 1 << 20;
/// Keys of this length or more take the long form with `?`.
const SIMPLE_KEY: usize = 128;
/// Blanks by which each level moves in.
const INDENT: usize = 2;

/// Where a node stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    Item,
    /// Key before which nothing is written.
    SimpleKey,
    /// Any other key, or a value.
    Pair,
}

/// Writes one document.
pub(super) struct Emitter<'a> {
    heap: &'a Heap,
    anchors: HashMap<Id, usize>,
    named: HashSet<Id>,
    pub(super) style: DumpStyle,
    pub(super) out: String,
    /// In characters.
    pub(super) column: usize,
    /// The last thing written was a blank or a line break.
    pub(super) whitespace: bool,
    /// Only blanks and indicators stand on this line.
    pub(super) indention: bool,
    flow_level: usize,
    depth: usize,
    /// A bare scalar at the root: its end has to be marked.
    open_ended: bool,
}

/// Style of one scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    Plain,
    Single,
    Double,
    Literal,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(heap: &'a Heap, anchors: HashMap<Id, usize>, style: DumpStyle) -> Self {
        Self {
            heap,
            anchors,
            named: HashSet::default(),
            style,
            out: String::new(),
            column: 0,
            whitespace: true,
            indention: true,
            flow_level: 0,
            depth: 0,
            open_ended: false,
        }
    }

    /// A document of one pair.
    pub(super) fn lone_pair(
        mut self,
        key: Id,
        value: PairValue,
        in_list: bool,
    ) -> Result<String, DumpError> {
        let indent = Some(if in_list { INDENT } else { 0 });
        if in_list {
            self.block_indicator("-");
        }
        self.write_indent(indent);
        self.key(key, false, indent)?;
        match value {
            PairValue::Of(id) => self.node(id, Place::Pair, indent)?,
            PairValue::Written(text) => self.indicator(text, true),
        }
        Ok(self.finish())
    }

    /// The whole document.
    pub(super) fn document(mut self, root: Id) -> Result<String, DumpError> {
        self.node(root, Place::Root, None)?;
        Ok(self.finish())
    }

    fn finish(mut self) -> String {
        self.write_indent(None);
        if self.open_ended {
            self.indicator("...", true);
            self.write_indent(None);
        }
        self.out
    }

    fn node(&mut self, id: Id, place: Place, indent: Option<usize>) -> Result<(), DumpError> {
        if self.out.len() > LIMIT {
            return Err(DumpError::TooLarge);
        }
        if let Some(number) = self.anchors.get(&id).copied() {
            if !self.named.insert(id) {
                self.indicator(&format!("*{}", name_of(number)), true);
                return Ok(());
            }
            self.indicator(&format!("&{}", name_of(number)), true);
        }
        let heap = self.heap;
        match heap.get(id) {
            Value::List(items) => self.nested(|own| own.list(items, place, indent)),
            Value::Map(map) => self.nested(|own| own.map(map, indent)),
            value => {
                if let Some(scalar) = Scalar::of(value) {
                    self.scalar(&scalar, place, Some(deeper_in_flow(indent)));
                }
                Ok(())
            }
        }
    }

    fn nested(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), DumpError>,
    ) -> Result<(), DumpError> {
        if self.depth == MAX_DEPTH {
            return Err(DumpError::TooDeep);
        }
        self.depth += 1;
        write(self)?;
        self.depth -= 1;
        Ok(())
    }

    fn in_flow(&self) -> bool {
        self.flow_level > 0 || self.style.flow
    }

    fn list(&mut self, items: &[Id], place: Place, outer: Option<usize>) -> Result<(), DumpError> {
        if items.is_empty() || self.in_flow() {
            let indent = Some(deeper_in_flow(outer));
            self.open_flow("[");
            for (at, item) in items.iter().enumerate() {
                self.separate(at, indent);
                self.node(*item, Place::Item, indent)?;
            }
            self.close_flow("]");
            return Ok(());
        }
        // The items of a mapping's value stand right below its key.
        let same = place == Place::Pair && !self.indention;
        let indent = Some(if same {
            outer.unwrap_or(0)
        } else {
            deeper_in_block(outer)
        });
        for item in items {
            self.write_indent(indent);
            self.block_indicator("-");
            self.node(*item, Place::Item, indent)?;
        }
        Ok(())
    }

    fn map(&mut self, map: &Map, outer: Option<usize>) -> Result<(), DumpError> {
        let flow = map.is_empty() || self.in_flow();
        let indent = Some(if flow {
            deeper_in_flow(outer)
        } else {
            deeper_in_block(outer)
        });
        if flow {
            self.open_flow("{");
        }
        for (at, (_, entry)) in map.iter().enumerate() {
            if flow {
                self.separate(at, indent);
            } else {
                self.write_indent(indent);
            }
            self.key(entry.key, flow, indent)?;
            self.node(entry.value, Place::Pair, indent)?;
        }
        if flow {
            self.close_flow("}");
        }
        Ok(())
    }

    /// The key with its colon.
    fn key(&mut self, key: Id, flow: bool, indent: Option<usize>) -> Result<(), DumpError> {
        if self.is_simple_key(key) {
            self.node(key, Place::SimpleKey, indent)?;
            self.indicator(":", false);
        } else if flow {
            self.indicator("?", true);
            self.node(key, Place::Pair, indent)?;
            if self.column > self.style.width {
                self.write_indent(indent);
            }
            self.indicator(":", true);
        } else {
            self.block_indicator("?");
            self.node(key, Place::Pair, indent)?;
            self.write_indent(indent);
            self.block_indicator(":");
        }
        Ok(())
    }

    /// Short, on one line, and not nothing.
    fn is_simple_key(&self, key: Id) -> bool {
        let anchor = self.anchors.get(&key);
        let mut length = anchor.map_or(0, |number| name_of(*number).len());
        if anchor.is_some() && self.named.contains(&key) {
            return length < SIMPLE_KEY;
        }
        let Some(scalar) = Scalar::of(self.heap.get(key)) else {
            return false;
        };
        length += scalar.tag.len() + scalar.text.chars().count();
        let analysis = analyze(&scalar.text);
        length < SIMPLE_KEY && !analysis.empty && !analysis.multiline
    }

    fn scalar(&mut self, scalar: &Scalar<'_>, place: Place, indent: Option<usize>) {
        let analysis = analyze(&scalar.text);
        let quotes = self.quotes(scalar, analysis, place == Place::SimpleKey);
        let untagged = match quotes {
            Quotes::Plain => scalar.implicit,
            _ => scalar.is_text,
        };
        if !untagged {
            self.indicator(scalar.tag, true);
        }
        let fold = place != Place::SimpleKey;
        match quotes {
            Quotes::Plain => {
                self.open_ended |= place == Place::Root;
                self.plain(&scalar.text, fold, indent);
            }
            Quotes::Single => self.single_quoted(&scalar.text, fold, indent),
            Quotes::Double => self.double_quoted(&scalar.text, fold, indent),
            Quotes::Literal => self.literal(&scalar.text, indent),
        }
    }

    fn quotes(&self, scalar: &Scalar<'_>, analysis: Analysis, simple_key: bool) -> Quotes {
        let flow = self.flow_level > 0;
        if scalar.literal {
            return if !flow && !simple_key && analysis.literal {
                Quotes::Literal
            } else {
                Quotes::Double
            };
        }
        if self.style.double_quoted {
            return Quotes::Double;
        }
        let plain = if flow {
            analysis.plain_in_flow
        } else {
            analysis.plain_in_block
        };
        let key_fits = !(simple_key && (analysis.empty || analysis.multiline));
        if scalar.implicit && plain && key_fits {
            Quotes::Plain
        } else if analysis.single_quoted && !(simple_key && analysis.multiline) {
            Quotes::Single
        } else {
            Quotes::Double
        }
    }

    fn open_flow(&mut self, bracket: &str) {
        self.indicator(bracket, true);
        self.whitespace = true;
        self.flow_level += 1;
    }

    fn close_flow(&mut self, bracket: &str) {
        self.flow_level -= 1;
        self.indicator(bracket, false);
    }

    /// Before an item in flow style.
    fn separate(&mut self, at: usize, indent: Option<usize>) {
        if at > 0 {
            self.indicator(",", false);
        }
        if self.column > self.style.width {
            self.write_indent(indent);
        }
    }

    pub(super) fn indicator(&mut self, text: &str, apart: bool) {
        if apart && !self.whitespace {
            self.write(" ");
        }
        self.write(text);
        self.whitespace = false;
        self.indention = false;
    }

    /// `-`, `?` and `:` of block style count as indentation.
    fn block_indicator(&mut self, text: &str) {
        let indention = self.indention;
        self.indicator(text, true);
        self.indention = indention;
    }

    pub(super) fn write(&mut self, text: &str) {
        self.column += text.chars().count();
        self.out.push_str(text);
    }

    pub(super) fn line_break(&mut self) {
        self.whitespace = true;
        self.indention = true;
        self.column = 0;
        self.out.push('\n');
    }

    /// Goes to the indentation, on this line if nothing is there yet.
    pub(super) fn write_indent(&mut self, indent: Option<usize>) {
        let indent = indent.unwrap_or(0);
        let taken = self.column > indent || (self.column == indent && !self.whitespace);
        if !self.indention || taken {
            self.line_break();
        }
        if self.column < indent {
            self.whitespace = true;
            self.out
                .extend(std::iter::repeat_n(' ', indent - self.column));
            self.column = indent;
        }
    }
}

fn name_of(number: usize) -> String {
    format!("id{number:03}")
}

fn deeper_in_flow(indent: Option<usize>) -> usize {
    indent.map_or(INDENT, |indent| indent + INDENT)
}

fn deeper_in_block(indent: Option<usize>) -> usize {
    indent.map_or(0, |indent| indent + INDENT)
}
