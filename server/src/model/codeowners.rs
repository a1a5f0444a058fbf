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
    /// does, or when a pattern on the way cannot be read.
    #[must_use]
    pub fn winner(&self, path: &str) -> Option<&OwnerLine<'a>> {
        for line in self.lines.iter().rev() {
            if matches(line.pattern.text, path)? {
                return Some(line);
            }
        }
        None
    }

    /// Every pattern can be read.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.lines.iter().all(|line| is_readable(line.pattern.text))
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
    // Byte by byte where every byte is a character that stands for itself.
    let plain = raw.is_ascii() && memchr::memchr(b'\\', raw.as_bytes()).is_none();
    let is_blank = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &raw[at..];
        at += if plain {
            rest.bytes().take_while(is_blank).count()
        } else {
            rest.len() - rest.trim_start().len()
        };
        let start = (at < raw.len()).then_some(at)?;
        let end = if plain {
            raw.as_bytes()[at..].iter().position(is_blank)
        } else {
            let mut escaped = false;
            raw[at..].find(|c: char| {
                let stop = c.is_whitespace() && !(escaped && c == ' ');
                escaped = c == '\\';
                stop
            })
        };
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

/// One step of a pattern: a character, or any number of them.
#[derive(Debug)]
struct Part {
    class: Class,
    repeated: bool,
}

/// Which characters a step takes.
#[derive(Debug)]
enum Class {
    Char(char),
    Any,
    /// One of some characters, or none of them.
    Set {
        chars: Vec<char>,
        negated: bool,
    },
}

impl Class {
    fn takes(&self, c: char) -> bool {
        match self {
            Self::Char(wanted) => c == *wanted,
            Self::Any => true,
            Self::Set { chars, negated } => chars.contains(&c) != *negated,
        }
    }
}

/// Whether a pattern covers a path that begins with `/` and, for a directory, ends in one.
/// As ddev has it: a slash before the last character ties the pattern to the root, a
/// pattern covers everything below what it names, and one that ends in `/*` covers only
/// what lies directly there. `None` when a bracket stays open, which stops ddev.
#[must_use]
pub fn matches(pattern: &str, path: &str) -> Option<bool> {
    let slash = pattern.find('/');
    let anchored = slash.is_some_and(|at| at != pattern.len() - 1);
    // Most patterns are plain, and about another directory.
    let plain = is_plain(pattern);
    if anchored && plain && !path.get(1..)?.starts_with(pattern.trim_matches('/')) {
        return Some(false);
    }
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
            let taken = path.get(at).is_some_and(|c| part.class.takes(*c));
            if part.repeated {
                open |= reached[at];
                next[at] = open;
                open &= taken;
            } else if taken && reached[at] {
                next[at + 1] = true;
            }
        }
        reached = next;
    }
    Some((0..=path.len()).any(|at| reached[at] && end(at)))
}

/// ddev can read a pattern: its brackets are closed.
#[must_use]
pub fn is_readable(pattern: &str) -> bool {
    is_plain(pattern) || parts(pattern.trim_matches('/')).is_some()
}

/// Every character of a pattern stands for itself.
fn is_plain(pattern: &str) -> bool {
    let special = |byte: u8| matches!(byte, b'\\' | b'?' | b'*' | b'[');
    !pattern.bytes().any(special)
}

/// Most lines are about another directory; this tells so at once.
fn begins_differently(parts: &[Part], path: &str) -> bool {
    let mut path = path.chars().skip(1);
    for part in parts {
        match part.class {
            Class::Char(wanted) if path.next() != Some(wanted) => return true,
            Class::Char(_) => {}
            _ => return false,
        }
    }
    false
}

/// A character of the regular expression that ddev makes of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// Stands for itself.
    Literal(char),
    /// Has its meaning in regular expressions.
    Special(char),
}

/// The steps of a pattern; `None` when a bracket stays open. ddev translates signs one by one
/// without regard to brackets, so that what stands in brackets means what the regular
/// expression happens to mean: `[a-c]` is one of three characters, and a `*` in brackets
/// ends them.
fn parts(pattern: &str) -> Option<Vec<Part>> {
    let tokens = tokens(pattern)?;
    let mut tokens = tokens.into_iter().peekable();
    let mut parts: Vec<Part> = Vec::new();
    while let Some(token) = tokens.next() {
        let class = match token {
            Token::Special('.') => Class::Any,
            Token::Special('*') => {
                // It follows a dot or a bracket.
                parts.last_mut()?.repeated = true;
                continue;
            }
            Token::Special('[') => {
                let negated = tokens.next_if_eq(&Token::Special('^')).is_some();
                let mut chars = Vec::new();
                loop {
                    match tokens.next()? {
                        Token::Special(']') if !chars.is_empty() => break,
                        Token::Special(c) | Token::Literal(c) => chars.push(c),
                    }
                }
                Class::Set { chars, negated }
            }
            Token::Special(c) | Token::Literal(c) => Class::Char(c),
        };
        parts.push(Part {
            class,
            repeated: false,
        });
    }
    Some(parts)
}

fn tokens(pattern: &str) -> Option<Vec<Token>> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut tokens = Vec::new();
    let (mut at, mut in_brackets) = (0, false);
    while at < chars.len() {
        match chars[at] {
            '\\' => {
                at += 1;
                tokens.extend(chars.get(at).copied().map(Token::Literal));
            }
            '?' => special(&mut tokens, "[^/]"),
            '*' if chars.get(at + 1) == Some(&'*') && stands_alone(&chars, at) => {
                // The slash behind it goes with it.
                special(&mut tokens, ".*");
                at += 2;
            }
            '*' => special(&mut tokens, "[^/]*"),
            '[' => {
                special(&mut tokens, "[");
                in_brackets = true;
            }
            ']' if in_brackets => {
                special(&mut tokens, "]");
                in_brackets = false;
            }
            c => tokens.push(Token::Literal(c)),
        }
        at += 1;
    }
    (!in_brackets).then_some(tokens)
}

fn special(tokens: &mut Vec<Token>, text: &str) {
    tokens.extend(text.chars().map(Token::Special));
}

/// Two stars have slashes, or the ends of the pattern, on both sides.
fn stands_alone(chars: &[char], at: usize) -> bool {
    let left = at == 0 || chars[at - 1] == '/';
    left && chars.get(at + 2).is_none_or(|c| *c == '/')
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
    }

    #[test]
    fn brackets_mean_what_they_do_to_ddev() {
        let path = "/foo/assets/logs/";
        for (pattern, wanted) in [
            ("/[ef]oo/", Some(true)),
            ("/[e-g]oo/", Some(false)),
            ("/[!a]oo/", Some(false)),
            ("/[^f]oo/", Some(true)),
            ("/[\\f]oo/", Some(true)),
            ("/f[o]o/**", Some(true)),
            ("/f[]o]o/", None),
            ("/f[]o[]o/", Some(true)),
            ("/f[?]o/", Some(false)),
            ("/f[*]o/", Some(false)),
            ("/foo[x/", None),
            ("/foo[\\]/", None),
            ("/fo\\[o/", Some(false)),
            ("/foo]/", Some(false)),
        ] {
            assert_eq!(matches(pattern, path), wanted, "{pattern}");
        }
    }

    #[test]
    fn the_last_line_wins() {
        let file = Codeowners::of("* @a\n/foo/ @b\n/foo/assets/ @c\n/bar/ @d\n");
        let winner = file.winner("/foo/assets/logs/").expect("a line");
        assert_eq!(winner.owners[0].text, "@c");
    }
}
