//! Link definitions of the Python-Markdown view: `[id]: address "title"`, on any line of a
//! paragraph, the address or the title possibly on the line after.

use super::cells::{Cell, Fuel, plain, trim};
use super::lines::{Block, Line};
use foldhash::HashMap;

/// Addresses by lower-case id; the last definition of an id wins.
pub(super) type References = HashMap<String, Vec<Cell>>;

struct Definition {
    id: String,
    address: Vec<Cell>,
    /// Lines it takes.
    lines: usize,
    /// Columns of its last line that it takes.
    columns: usize,
}

/// Takes the first definition of a block and those that follow it directly. Returns what is before
/// and behind them, or `None` when there is none.
pub(super) fn take(
    cells: &[Cell],
    block: &Block,
    references: &mut References,
    fuel: &mut Fuel,
) -> Option<(Option<Block>, Option<Block>)> {
    let lines = block.lines();
    let start = (0..lines.len()).find(|&i| definition(cells, &lines[i..], fuel).is_some())?;
    let mut end = start;
    let mut cursor = start;
    while cursor < lines.len() {
        if lines[cursor].is_empty() {
            cursor += 1;
            continue;
        }
        let Some(def) = definition(cells, &lines[cursor..], fuel) else {
            break;
        };
        if cursor > start && def.lines > 1 {
            break;
        }
        references.insert(def.id, def.address);
        cursor += def.lines;
        end = cursor;
        if def.columns == 0 {
            end -= 1;
        }
    }
    let before = block
        .take(start)
        .filter(|b| !b.is_blank(cells))
        .and_then(|b| b.without_blank_end());
    let after = block
        .skip(end)
        .filter(|b| !b.is_blank(cells))
        .and_then(|b| b.without_blank_start());
    Some((before, after))
}

/// The definition that starts on the first of `lines`.
fn definition(cells: &[Cell], lines: &[Line], fuel: &mut Fuel) -> Option<Definition> {
    let first = lines.first()?;
    let indent = first.indent(cells);
    let text = first.cells(cells);
    if indent > 3 || text.get(indent)?.ch != '[' || fuel.is_empty() {
        return None;
    }
    let (id, row, column) = label(cells, lines, indent + 1, fuel)?;
    // The address, on this line or the next.
    let mut row = row;
    let mut rest = lines[row].skip(column);
    rest = rest.skip(rest.indent(cells));
    if rest.is_empty() {
        row += 1;
        rest = *lines.get(row)?;
        rest = rest.skip(rest.indent(cells));
    }
    let text = rest.cells(cells);
    let length = text.iter().take_while(|c| !c.is_space()).count();
    if length == 0 {
        return None;
    }
    let behind = trim_blanks(&text[length..]);
    let done = |length: usize, lines: usize, columns: usize| {
        let address = bare_address(&text[..length]).to_vec();
        Some(Definition {
            id: id.clone(),
            address,
            lines,
            columns,
        })
    };
    if behind.is_empty() {
        // A title may fill the next line.
        if let Some(next) = lines.get(row + 1) {
            let inner = trim_blanks(next.cells(cells));
            if is_title(inner) {
                return done(length, row + 2, 1);
            }
            if inner.is_empty() {
                return done(length, row + 2, 0);
            }
        }
        return done(length, row + 1, 1);
    }
    if is_title(behind) {
        return done(length, row + 1, 1);
    }
    // A title glued to the address is found only when nothing else fits.
    let whole = trim_end_blanks(text);
    (1..length)
        .rev()
        .find(|&i| is_title(&whole[i..]))
        .and_then(|i| done(i, row + 1, 1))
}

/// The id between the brackets, and row and column behind the colon.
fn label(
    cells: &[Cell],
    lines: &[Line],
    start: usize,
    fuel: &mut Fuel,
) -> Option<(String, usize, usize)> {
    let mut id: Vec<Cell> = Vec::new();
    let mut from = start;
    for (row, line) in lines.iter().enumerate() {
        let text = line.cells(cells);
        let close = (from..text.len()).find(|&i| matches!(text[i].ch, '[' | ']'));
        fuel.burn(close.unwrap_or(text.len()) - from);
        id.extend_from_slice(&text[from..close.unwrap_or(text.len())]);
        if let Some(close) = close {
            let fits = text[close].ch == ']' && text.get(close + 1).is_some_and(|c| c.ch == ':');
            return fits.then(|| (plain(trim(&id)).to_lowercase(), row, close + 2));
        }
        id.push(Cell::new('\n', 0));
        from = 0;
    }
    None
}

/// The address without the angle brackets around it.
fn bare_address(mut address: &[Cell]) -> &[Cell] {
    while let [first, rest @ ..] = address {
        if first.ch != '<' {
            break;
        }
        address = rest;
    }
    while let [rest @ .., last] = address {
        if last.ch != '>' {
            break;
        }
        address = rest;
    }
    address
}

fn trim_end_blanks(cells: &[Cell]) -> &[Cell] {
    let end = cells.iter().rposition(|c| c.ch != ' ').map_or(0, |i| i + 1);
    &cells[..end]
}

fn trim_blanks(cells: &[Cell]) -> &[Cell] {
    let start = cells
        .iter()
        .position(|c| c.ch != ' ')
        .unwrap_or(cells.len());
    trim_end_blanks(&cells[start..])
}

/// Text in quotes or parentheses.
fn is_title(cells: &[Cell]) -> bool {
    match cells {
        [first, .., last] => match first.ch {
            '"' | '\'' => last.ch == first.ch,
            '(' => last.ch == ')',
            _ => false,
        },
        _ => false,
    }
}
