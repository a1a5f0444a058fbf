//! `.github/CODEOWNERS`: lines of a pattern and its owners, and which line wins for a path.

use std::collections::BTreeMap;

use crate::text::Span;

/// A word and its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// Bytes.
    pub span: Span,
}

/// One line with a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerLine<'a> {
    /// What it is about.
    pub pattern: Word<'a>,
    /// Who owns it.
    pub owners: Vec<Word<'a>>,
    /// Bytes of the line without its end.
    pub span: Span,
}

/// The lines of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codeowners<'a> {
    /// Lines in order; comments, blank lines and section headings left out.
    pub lines: Vec<OwnerLine<'a>>,
}

impl<'a> Codeowners<'a> {
    /// Reads the text; never fails.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let lines = super::pins::lines(text).filter_map(|span| OwnerLine::of(text, span));
        Self {
            lines: lines.collect(),
        }
    }

    /// The line that decides who owns a path: the last one that matches. `None` when no line
    /// does, or when a pattern on the way cannot be judged.
    #[must_use]
    pub fn winner(&self, path: &str) -> Option<&OwnerLine<'a>> {
        for line in self.lines.iter().rev() {
            if matches(line.pattern.text, path)? {
                return Some(line);
            }
        }
        None
    }

    /// Every pattern can be judged.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.lines
            .iter()
            .all(|line| matches(line.pattern.text, "/").is_some())
    }
}

impl<'a> OwnerLine<'a> {
    fn of(text: &'a str, span: Span) -> Option<Self> {
        let raw = span.slice(text);
        let trimmed = raw.trim();
        let heading =
            (trimmed.starts_with('[') || trimmed.starts_with("^[")) && trimmed.ends_with(']');
        if trimmed.is_empty() || trimmed.starts_with('#') || heading {
            return None;
        }
        let mut words = words(raw, span.start as usize);
        Some(Self {
            pattern: words.next()?,
            owners: words.collect(),
            span,
        })
    }

    /// The directory at the top that the pattern is about, when it says so: `/<dir>/…`.
    #[must_use]
    pub fn directory(&self) -> Option<Word<'a>> {
        let (dir, _) = self.pattern.text.strip_prefix('/')?.split_once('/')?;
        let plain = !dir.is_empty() && !dir.contains(['*', '?', '[', '\\']);
        let start = self.pattern.span.start as usize + 1;
        plain.then(|| Word {
            text: dir,
            span: Span::new(start, start + dir.len()),
        })
    }

    /// The pattern is `/<dir>/` and nothing else.
    #[must_use]
    pub fn is_whole_directory(&self) -> bool {
        self.directory()
            .is_some_and(|dir| dir.text.len() + 2 == self.pattern.text.len())
    }
}

/// Words between blanks; a backslash keeps a blank inside a word.
fn words(raw: &str, offset: usize) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &raw[at..];
        at += rest.find(|c: char| !c.is_whitespace())?;
        let start = at;
        let mut escaped = false;
        let end = raw[at..].find(|c: char| {
            let stop = c.is_whitespace() && !(escaped && c == ' ');
            escaped = c == '\\';
            stop
        });
        at = end.map_or(raw.len(), |length| start + length);
        Some(Word {
            text: &raw[start..at],
            span: Span::new(offset + start, offset + at),
        })
    })
}

/// A line as `ddev validate codeowners` cuts it: at spaces only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DirectoryEntry<'a> {
    /// What stands between the slashes of `/…/`.
    pub directory: Word<'a>,
    /// The second word.
    pub owner: FirstOwner<'a>,
    /// Bytes of the line without its end.
    pub line: Span,
}

/// What stands behind the directory of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstOwner<'a> {
    /// Nothing at all.
    Nothing,
    /// Spaces, and then the end of the line.
    Blank,
    /// A word.
    Word(Word<'a>),
}

/// The lines of the form `/…/ owner`, by directory. Of several lines the last one counts.
#[must_use]
pub fn directory_entries(text: &str) -> BTreeMap<&str, DirectoryEntry<'_>> {
    let entries = super::pins::lines(text).filter_map(|line| {
        let raw = line.slice(text);
        let mut at = line.start as usize;
        let mut words = raw.split(' ').filter_map(|word| {
            let start = at;
            at += word.len() + 1;
            (!word.is_empty() && word != "\t").then(|| Word {
                text: word,
                span: Span::new(start, start + word.len()),
            })
        });
        let first = words.next()?;
        let inner = first.text.strip_prefix('/')?.strip_suffix('/')?;
        let owner = match words.next() {
            Some(word) => FirstOwner::Word(word),
            None if raw.ends_with([' ', '\t']) && (line.end as usize) < text.len() => {
                FirstOwner::Blank
            }
            None => FirstOwner::Nothing,
        };
        let start = first.span.start as usize + 1;
        let directory = Word {
            text: inner,
            span: Span::new(start, start + inner.len()),
        };
        let entry = DirectoryEntry {
            directory,
            owner,
            line,
        };
        (!inner.is_empty()).then_some((inner, entry))
    });
    entries.collect()
}

/// A person or group rather than a mail address.
#[must_use]
pub fn is_handle(owner: &str) -> bool {
    owner.starts_with('@')
}

#[derive(Debug, PartialEq)]
enum Part {
    Char(char),
    /// One character but `/`.
    One,
    /// Any number of characters but `/`.
    Many,
    /// Any number of characters.
    Deep,
}

/// Whether a pattern covers a path that begins with `/` and, for a directory, ends in one.
/// As ddev has it: a slash before the last character ties the pattern to the root, a
/// pattern covers everything below what it names, and one that ends in `/*` covers only
/// what lies directly there. `None` for character classes, which owners files do not have.
#[must_use]
pub fn matches(pattern: &str, path: &str) -> Option<bool> {
    let slash = pattern.find('/');
    let anchored = slash.is_some_and(|at| at != pattern.len() - 1);
    let parts = parts(pattern.trim_matches('/'))?;
    if anchored && begins_differently(&parts, path) {
        return Some(false);
    }
    let path: Vec<char> = path.chars().collect();
    let end = |at: usize| match pattern {
        _ if pattern.ends_with('/') => path.get(at) == Some(&'/'),
        _ if pattern.ends_with("/*") => at == path.len(),
        _ => at == path.len() || path[at] == '/',
    };
    // The places where what was read so far may end; advanced part by part.
    let mut reached = vec![false; path.len() + 1];
    if anchored {
        // An anchored pattern begins behind the first slash.
        if path.first() == Some(&'/') {
            reached[1] = true;
        }
    } else {
        reached[0] = true;
        for (at, c) in path.iter().enumerate() {
            reached[at + 1] |= *c == '/';
        }
    }
    for part in &parts {
        let mut next = vec![false; path.len() + 1];
        let mut open = false;
        for at in 0..=path.len() {
            match part {
                Part::Char(_) | Part::One => {
                    let here = path.get(at).filter(|_| reached[at]);
                    if here.is_some_and(|c| match part {
                        Part::Char(wanted) => c == wanted,
                        _ => *c != '/',
                    }) {
                        next[at + 1] = true;
                    }
                }
                Part::Many | Part::Deep => {
                    open |= reached[at];
                    next[at] = open;
                    if *part == Part::Many && path.get(at) == Some(&'/') {
                        open = false;
                    }
                }
            }
        }
        reached = next;
    }
    Some((0..=path.len()).any(|at| reached[at] && end(at)))
}

/// Most lines are about another directory; this tells so at once.
fn begins_differently(parts: &[Part], path: &str) -> bool {
    let mut path = path.chars().skip(1);
    for part in parts {
        match part {
            Part::Char(wanted) if path.next() != Some(*wanted) => return true,
            Part::Char(_) => {}
            _ => return false,
        }
    }
    false
}

fn parts(pattern: &str) -> Option<Vec<Part>> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match chars[at] {
            '[' => return None,
            '\\' => {
                at += 1;
                parts.extend(chars.get(at).copied().map(Part::Char));
            }
            '?' => parts.push(Part::One),
            '*' if chars.get(at + 1) == Some(&'*') => {
                let left = at == 0 || chars[at - 1] == '/';
                let right = at + 2 == chars.len() || chars[at + 2] == '/';
                if left && right {
                    // The slash behind it goes with it.
                    parts.push(Part::Deep);
                    at += 2;
                } else {
                    parts.push(Part::Many);
                }
            }
            '*' => parts.push(Part::Many),
            c => parts.push(Part::Char(c)),
        }
        at += 1;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_words_with_places() {
        let text = "# note\n\n[section]\n/a\\ b/  @x\tme@y.z \r\n*\n";
        let file = Codeowners::of(text);
        let [first, second] = file.lines.as_slice() else {
            panic!("{file:?}")
        };
        assert_eq!(first.pattern.text, "/a\\ b/");
        assert_eq!(first.owners[1].span.slice(text), "me@y.z");
        assert_eq!(second.owners, []);
    }

    #[test]
    fn patterns_cover_paths() {
        let path = "/foo/assets/logs/";
        for (pattern, wanted) in [
            ("*", true),
            ("/foo/", true),
            ("/foo", true),
            ("foo/", true),
            ("foo", true),
            ("/foo/*", false),
            ("/foo/assets/*", false),
            ("/foo/assets/logs/*", true),
            ("/foo/assets/logs", true),
            ("logs/", true),
            ("/logs/", false),
            ("**/logs/", true),
            ("/fo?/", true),
            ("/f*/assets/", true),
            ("/*/logs/", false),
            ("**/assets/logs", true),
            ("/foo/**", true),
            ("/fo/", false),
            ("**/README.md", false),
            ("/foo/assets/log", false),
        ] {
            assert_eq!(matches(pattern, path), Some(wanted), "{pattern}");
        }
        assert_eq!(matches("/[ab]/", path), None);
    }

    #[test]
    fn the_last_line_wins() {
        let file = Codeowners::of("* @a\n/foo/ @b\n/foo/assets/ @c\n/bar/ @d\n");
        let winner = file.winner("/foo/assets/logs/").expect("a line");
        assert_eq!(winner.owners[0].text, "@c");
    }
}
