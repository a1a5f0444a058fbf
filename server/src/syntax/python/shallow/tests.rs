//! The cheap look against the tokens: what it lets pass is never nested deeply.
//! `INTEGRATIONS_LS_PYTHON_FILES` may name a file with paths of further texts, one a line.

use super::super::nesting::{LIMIT, has_deep_tokens};
use super::is_surely_shallow;
use crate::testing::{random, texts_listed_in};

/// What begins, ends or hides a level, or looks as if it did.
const PIECES: [&str; 58] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ":",
    "=",
    "-",
    "not ",
    "lambda: ",
    "lambda a, b: ",
    "x",
    " ",
    "    ",
    "\n",
    "\n  ",
    "\n    ",
    "\n        ",
    "\\\n",
    "\\",
    "'",
    "\"",
    "'''",
    "\"\"\"",
    "f'",
    "f\"",
    "f'''",
    "rf'",
    "t\"",
    "b'",
    "r'",
    "'a'",
    "f'{a}'",
    "f'{a!r:>{b}}'",
    "f'{a[\"b\"]}'",
    "{{",
    "}}",
    "\\'",
    "\\\"",
    "#",
    "# c\n",
    "1",
    "0777",
    "1if 1else",
    "1f'",
    "\t",
    "\u{c}",
    "\r",
    "\r\n",
    "\0",
    "é",
    "$",
    "if x:\n",
    "\\N{DASH}",
    "!=",
];

/// Sound texts, from which edits lead to near misses.
const USUAL: [&str; 3] = [
    "class A(B):\n    def f(self, a, *b, **c):\n        '''Doc (\n        [more'''\n        \
     x = f'{a[\"b\"]!r:>10} {{}} {c(1, 2)}' + 'it\\'s' \\\n            + \"(\"\n        \
     if x:  # not (\n            return {'a': [1, -2, (3,)]}\n    y = lambda: 1\n",
    "MAP = {\n    'a': {'b': -1, 'c': [x.y.z(), not d]},\n    # c\n    'e': f\"\"\"{g}\n(\"\"\",\n}\n",
    "try:\n  for a in b:\n    with c as d:\n        e(f'{a:%H:%M}')\n  else:\n    pass\nfinally:\n  x = (\n1)\n",
];

/// Fails where a deep text is let pass; whether this one was.
fn passes(text: &str) -> bool {
    let passes = is_surely_shallow(text);
    assert!(!passes || !has_deep_tokens(text), "{text:?}");
    passes
}

#[test]
fn what_is_nested_deeply_never_passes() {
    let mut texts = texts_listed_in("INTEGRATIONS_LS_PYTHON_FILES");
    let is_short = texts.is_empty();
    let passed = texts.iter().filter(|text| passes(text)).count();
    println!("{passed} of {} files", texts.len());
    let (rounds, usual) = if is_short { (1, 2_000) } else { (4, 40_000) };
    texts.extend((0..usual).map(|n| USUAL[n % 3].to_owned()));
    let mut any = random(23);
    let (mut passed, mut deep) = (0, 0);
    // Most texts have to be just below or above the limit.
    for text in &texts {
        for _ in 0..rounds {
            let mut text = text.clone();
            for _ in 0..=any(3) {
                let at = text.floor_char_boundary(any(text.len() + 1));
                let end = text.floor_char_boundary((at + any(6)).min(text.len()));
                match any(4) {
                    0 => text.replace_range(at..end, ""),
                    _ => text.insert_str(at, PIECES[any(PIECES.len())]),
                }
            }
            let at = text.floor_char_boundary(any(text.len() + 1));
            let piece = [
                "-", "(", "a.", "lambda: ", "[a,", "if x:\n", "f'{", "a\n", "'a' + ", "$\n",
            ][any(10)];
            text.insert_str(at, &piece.repeat(LIMIT / 2 + any(LIMIT)));
            passed += usize::from(passes(&text));
            deep += usize::from(has_deep_tokens(&text));
        }
    }
    for _ in 0..if is_short { 3_000 } else { 60_000 } {
        let count = [30, 300, 1500][any(3)];
        let few: Vec<&str> = (0..=any(6)).map(|_| PIECES[any(PIECES.len())]).collect();
        let text: String = (0..count).map(|_| few[any(few.len())]).collect();
        passed += usize::from(passes(&text));
        deep += usize::from(has_deep_tokens(&text));
    }
    println!("{passed} passed, {deep} deep");
    assert!(passed > 500 && deep > 500, "{passed} passed, {deep} deep");
}

#[test]
fn usual_texts_pass() {
    let list: String = (0..500)
        .map(|n| format!("    'k{n}': {{'a': ['b', -{n}]}},\n"))
        .collect();
    assert!(is_surely_shallow(&format!("MAP = {{\n{list}}}\n")));
    for text in USUAL {
        assert!(is_surely_shallow(text), "{text:?}");
    }
}
