//! Comments that switch rules off: `integrations-ls: ignore[code]` for a line and
//! `integrations-ls: ignore-file[code]` for a file, with the names in brackets or without.

use super::{FileKind, Format, Named, SourceFile};
use crate::catalog::nearest;
use crate::syntax::comments;
use crate::text::{Span, Word};

/// What such a comment begins with.
pub const MARKER: &str = "integrations-ls:";
static MARK: Word = Word::new(MARKER);
const LINE: &str = "ignore";
const FILE: &str = "ignore-file";

/// A comment that switches rules off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// 0-based line it is about; `None` when it is about the whole file.
    pub line: Option<usize>,
    /// Rules and areas; `None` means all rules.
    pub rules: Option<Vec<Named>>,
    /// From the marker to the closing bracket.
    pub span: Span,
    /// What to take away to be rid of it.
    pub whole: Span,
}

/// The comments of a file that switch rules off.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suppressions {
    /// In order of place.
    pub all: Vec<Suppression>,
    /// Those that were meant to and do not, with what is wrong.
    pub malformed: Vec<(Span, String)>,
}

impl Suppressions {
    /// Reads the comments of a file.
    pub(super) fn of(file: &SourceFile) -> Self {
        let mut found = Self::default();
        // Most bytes are in files that cannot hold comments.
        let comments = !matches!(file.kind.format(), Format::Json | Format::Csv);
        if !comments || file.problem.is_some() || !MARK.is_in(&file.text) {
            return found;
        }
        let comments = file.comments();
        for &comment in &comments {
            found.read(file, &comments, comment);
        }
        found
    }

    fn read(&mut self, file: &SourceFile, comments: &[Span], comment: Span) {
        let text = &*file.text;
        let Some((start, marker)) = marker(comment, text) else {
            return;
        };
        let body = &text[marker + MARKER.len()..comment.end as usize];
        let (verb, rest) = word(body);
        let base = comment.end as usize - rest.len();
        let whole_file = match verb {
            LINE => false,
            FILE => true,
            _ => {
                let near = nearest(verb, [LINE, FILE].into_iter());
                // Whoever writes about this program in a comment says nothing to it.
                if let Some(near) = near {
                    let at = base - verb.len();
                    self.malformed.push((
                        Span::new(at, base),
                        format!("`{verb}` is no instruction. Did you mean `{near}`?"),
                    ));
                }
                return;
            }
        };
        let (rules, end) = match names(rest, base) {
            Ok(names) => names,
            Err((span, message)) => return self.malformed.push((span, message.to_owned())),
        };
        let line = match whole_file {
            true => None,
            false => Some(target(file, comments, comment)),
        };
        self.all.push(Suppression {
            line,
            rules,
            span: Span::new(marker, end),
            whole: whole(file, Span::new(start, comment.end as usize)),
        });
    }
}

/// Where the comment that holds the marker begins, and the marker. A comment of a line may
/// hold others: `# noqa # integrations-ls: ignore`.
fn marker(comment: Span, text: &str) -> Option<(usize, usize)> {
    let raw = comment.slice(text);
    let base = comment.start as usize;
    if let Some(inner) = raw.strip_prefix("<!--") {
        let trimmed = inner.trim_start();
        let at = base + raw.len() - trimmed.len();
        return trimmed.starts_with(MARKER).then_some((base, at));
    }
    let mut hashes = raw.match_indices('#');
    hashes.find_map(|(hash, _)| {
        let trimmed = raw[hash..].trim_start_matches('#').trim_start();
        let at = base + raw.len() - trimmed.len();
        trimmed.starts_with(MARKER).then_some((base + hash, at))
    })
}

/// The first word and what follows it.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    // `ignore-->` of Markdown.
    let bare = word.trim_end_matches('-');
    if rest.starts_with('>') {
        return (bare, &text[bare.len()..]);
    }
    (word, rest)
}

type Names = (Option<Vec<Named>>, usize);

/// The names in brackets and where they end.
fn names(rest: &str, base: usize) -> Result<Names, (Span, &'static str)> {
    let trimmed = rest.trim_start();
    let Some(inner) = trimmed.strip_prefix('[') else {
        return Ok((None, base));
    };
    let open = base + rest.len() - trimmed.len();
    let Some(length) = inner.find(']') else {
        let line = Span::new(open, open + 1);
        return Err((
            line,
            "The bracket is not closed, so the comment has no effect.",
        ));
    };
    let end = open + 1 + length + 1;
    let mut names = Vec::new();
    let mut at = open + 1;
    for part in inner[..length].split(',') {
        let name = part.trim();
        let start = at + part.len() - part.trim_start().len();
        if !name.is_empty() {
            names.push(Named {
                value: name.into(),
                span: Span::new(start, start + name.len()),
            });
        }
        at += part.len() + 1;
    }
    if names.is_empty() {
        let span = Span::new(open, end);
        return Err((
            span,
            "The brackets name no rule, so the comment has no effect.",
        ));
    }
    Ok((Some(names), end))
}

/// The rest of the comment's first line before it, and of its last line after it.
fn around(file: &SourceFile, comment: Span) -> (&str, &str) {
    let (text, lines) = (&*file.text, file.lines());
    let first = lines.line_range(text, lines.line(comment.start as usize));
    let last = lines.line_range(text, lines.line(comment.end as usize));
    let before = &text[first.start..comment.start as usize];
    let after = text.get(comment.end as usize..last.end).unwrap_or_default();
    (before.trim_start_matches('\u{feff}'), after)
}

fn stands_alone(file: &SourceFile, comment: Span) -> bool {
    let (before, after) = around(file, comment);
    before.trim().is_empty() && after.trim().is_empty()
}

/// The line a comment is about: its own, or when it stands alone the next one that is not
/// such a comment, too. In Markdown blank lines separate paragraphs and may lie between.
fn target(file: &SourceFile, comments: &[Span], comment: Span) -> usize {
    let lines = file.lines();
    if !stands_alone(file, comment) {
        return lines.line(comment.start as usize);
    }
    let mut line = lines.line(comment.end as usize) + 1;
    while line < lines.line_count() {
        let range = lines.line_range(&file.text, line);
        let content = file.text[range.clone()].trim();
        let blank = content.is_empty() && file.kind.format() == Format::Markdown;
        let offset =
            range.start + (file.text[range.clone()].len() - file.text[range].trim_start().len());
        let next = comments
            .iter()
            .find(|c| c.start as usize == offset && !content.is_empty());
        match next {
            Some(next) if stands_alone(file, *next) => {
                line = lines.line(next.end as usize) + 1;
            }
            _ if blank => line += 1,
            _ => break,
        }
    }
    line
}

/// A comment with the line it has for itself, or with the blanks before it.
fn whole(file: &SourceFile, comment: Span) -> Span {
    let text = &*file.text;
    let (before, after) = around(file, comment);
    if before.trim().is_empty() && after.trim().is_empty() {
        let start = comment.start as usize - before.len();
        let end = comment.end as usize + after.len();
        let rest = &text[end..];
        let line_break = ["\r\n", "\n", "\r"].iter().find(|b| rest.starts_with(**b));
        return Span::new(start, end + line_break.map_or(0, |b| b.len()));
    }
    let kept = before.trim_end().len();
    Span::new(
        comment.start as usize - (before.len() - kept),
        comment.end as usize,
    )
}

impl FileKind {
    /// Whether people may write comments into it: the format has them, and nobody writes
    /// the file anew from other files.
    #[must_use]
    pub fn takes_comments(self) -> bool {
        match self {
            Self::ConfigExample | Self::Workflow | Self::ChangelogFragment => false,
            _ => !matches!(self.format(), Format::Json | Format::Csv),
        }
    }
}

impl SourceFile {
    /// Bytes of all comments with their marks, in order of place.
    #[must_use]
    pub fn comments(&self) -> Vec<Span> {
        match self.kind.format() {
            Format::Json | Format::Csv => Vec::new(),
            Format::Markdown => comments::markdown(&self.text),
            Format::Toml => comments::toml(&self.text),
            Format::Python => comments::python(&self.text),
            Format::Yaml => {
                let tree = self.yaml();
                tree.map(|tree| tree.comments(&self.text))
                    .unwrap_or_default()
            }
            Format::Plain => match self.kind {
                FileKind::Changelog => comments::markdown(&self.text),
                FileKind::ChangelogFragment => Vec::new(),
                _ => comments::lines(&self.text),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, text: &str) -> Suppressions {
        let kind = FileKind::of(path).or_else(|| FileKind::of_root(path));
        let kind = kind.expect("a kind");
        Suppressions::of(&SourceFile::parse(path.into(), kind, text.into()))
    }

    /// Line and rules of each.
    fn lines(path: &str, text: &str) -> Vec<(Option<usize>, Vec<String>)> {
        let all = read(path, text).all.into_iter();
        all.map(|s| {
            let rules = s.rules.into_iter().flatten();
            (s.line, rules.map(|named| named.value.to_string()).collect())
        })
        .collect()
    }

    fn rules(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_comment_is_about_its_line_or_the_next() {
        let text = "a = 1 # integrations-ls: ignore[x/y, z]\n\
                    # integrations-ls: ignore\n# why\n# integrations-ls: ignore [z] since\n\
                    b = 2\nc = 3 # noqa # integrations-ls:ignore[q]\n";
        assert_eq!(
            lines("pyproject.toml", text),
            [
                (Some(0), rules(&["x/y", "z"])),
                (Some(4), vec![]),
                (Some(4), rules(&["z"])),
                (Some(5), rules(&["q"])),
            ]
        );
    }

    #[test]
    fn a_comment_may_be_about_the_file() {
        let python =
            "# Copyright\n# integrations-ls: ignore-file[x/y]\n\nx = '# integrations-ls: ignore'\n";
        assert_eq!(lines("a.py", python), [(None, rules(&["x/y"]))]);
        let owners = "# integrations-ls: ignore-file\n/foo @bar\n";
        assert_eq!(lines(".github/CODEOWNERS", owners), [(None, vec![])]);
    }

    #[test]
    fn yaml_texts_hold_no_comments() {
        let text = "a: '# integrations-ls: ignore'\nb: |\n  # integrations-ls: ignore\n\
                    c: 1 # integrations-ls: ignore[x/y]\n";
        let path = "assets/configuration/spec.yaml";
        assert_eq!(lines(path, text), [(Some(3), rules(&["x/y"]))]);
    }

    #[test]
    fn markdown_has_comments_of_its_own() {
        let text = "# A\n\n<!-- integrations-ls: ignore[x] -->\n\n## B\n\n\
                    c <!-- integrations-ls: ignore-->\n\n`<!-- integrations-ls: ignore -->`\n";
        assert_eq!(
            lines("README.md", text),
            [(Some(4), rules(&["x"])), (Some(6), vec![])]
        );
    }

    #[test]
    fn what_cannot_work_is_told() {
        let text = "# integrations-ls: ignroe[x]\n# integrations-ls: ignore[x\n\
                    # integrations-ls: ignore[ ]\n# integrations-ls: a fine program\n";
        let found = read("pyproject.toml", text);
        assert!(found.all.is_empty());
        let told: Vec<_> = found
            .malformed
            .iter()
            .map(|(span, _)| span.slice(text))
            .collect();
        assert_eq!(told, ["ignroe", "[", "[ ]"]);
        assert!(found.malformed[0].1.contains("`ignore`"));
    }

    #[test]
    fn a_comment_goes_with_its_line_or_its_blanks() {
        let text = "a = 1  # integrations-ls: ignore\n  # integrations-ls: ignore\nb = 2 # x # integrations-ls: ignore\n";
        let found = read("pyproject.toml", text);
        let whole: Vec<_> = found.all.iter().map(|s| s.whole.slice(text)).collect();
        assert_eq!(
            whole,
            [
                "  # integrations-ls: ignore",
                "  # integrations-ls: ignore\n",
                " # integrations-ls: ignore"
            ]
        );
    }
}
