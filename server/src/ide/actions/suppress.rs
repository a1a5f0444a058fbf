//! Actions that switch the rule of a finding off: in a comment on its line or in its file,
//! or in the settings file where a format has no comments. They resolve nothing, so no
//! `--fix` and no fix-all ever applies them.

use super::{Action, ActionKind};
use crate::model::{FileKind, Format, MARKER, SourceFile, Suppression};
use crate::rules::Finding;
use crate::syntax::toml::{TomlTree, TomlValue};
use crate::text::{FileAction, FileEdit, Span, TextEdit, apply_edits};
use crate::workspace::FileCx;
use crate::workspace::settings::{CONFIG_FILE, ConfigFile, TOOL_TABLE};

/// Ways to switch off the rules of the findings that touch a range.
#[must_use]
pub fn suppressions<'f>(cx: &FileCx, findings: &'f [Finding], span: Span) -> Vec<Action<'f>> {
    let touches = |f: &&Finding| f.span.start <= span.end && span.start <= f.span.end;
    let mut actions: Vec<Action> = Vec::new();
    for finding in findings.iter().filter(touches) {
        for (place, edit) in [
            ("on this line", on_line(cx, finding)),
            ("in this file", in_file(cx, finding)),
        ] {
            let title = format!("Ignore `{}` {place}", finding.rule.code);
            let Some(edit) = edit else { continue };
            let is_there =
                |action: &Action| action.title == title && action.edits == [edit.clone()];
            if !actions.iter().any(is_there) {
                actions.push(Action {
                    title,
                    kind: ActionKind::QuickFix,
                    finding: Some(finding),
                    preferred: false,
                    edits: vec![edit],
                });
            }
        }
    }
    actions
}

/// Comments that have an effect only once they are written are tried out: an edit is offered
/// only when the text after it is read as meant.
fn tried(
    cx: &FileCx,
    edit: TextEdit,
    is_meant: impl Fn(&SourceFile, &Suppression) -> bool,
) -> Option<FileEdit> {
    let file = cx.file;
    let text = apply_edits(&file.text, std::slice::from_ref(&edit)).ok()?;
    let after = SourceFile::parse(file.path.clone(), file.kind, text.into());
    let all = &after.suppressions().all;
    let works = all.iter().any(|suppression| is_meant(&after, suppression));
    works.then(|| FileEdit {
        path: file.path.to_string(),
        action: FileAction::Edit(vec![edit]),
    })
}

fn names(suppression: &Suppression, code: &str) -> bool {
    let mut rules = suppression.rules.iter().flatten();
    rules.any(|named| &*named.value == code)
}

/// One more name in a comment that is there already.
fn extended(suppression: &Suppression, code: &str) -> Option<TextEdit> {
    let last = suppression.rules.as_ref()?.last()?;
    Some(TextEdit::insert(
        last.span.end as usize,
        format!(", {code}"),
    ))
}

fn comment(kind: FileKind, instruction: &str, code: &str) -> String {
    let body = format!("{MARKER} {instruction}[{code}]");
    match kind.format() {
        Format::Markdown => format!("<!-- {body} -->"),
        Format::Plain if kind == FileKind::Changelog => format!("<!-- {body} -->"),
        _ => format!("# {body}"),
    }
}

fn on_line(cx: &FileCx, finding: &Finding) -> Option<FileEdit> {
    let (file, code) = (cx.file, finding.rule.code);
    if !file.kind.takes_comments() || file.problem.is_some() {
        return None;
    }
    let line = file.lines().line(finding.span.start as usize);
    let known = &file.suppressions().all;
    let mut there = known.iter().filter(|s| s.line == Some(line));
    if let Some(edit) = there.find_map(|suppression| extended(suppression, code)) {
        return tried(cx, edit, |_, s| s.line == Some(line) && names(s, code));
    }
    let comment = comment(file.kind, "ignore", code);
    let range = file.lines().line_range(&file.text, line);
    let behind = behind(file, line).then(|| {
        let gap = match file.kind.format() {
            Format::Python => "  ",
            _ => " ",
        };
        let end = range.start + file.text[range.clone()].trim_end().len();
        let edit = TextEdit::insert(end, format!("{gap}{comment}"));
        tried(cx, edit, |_, s| s.line == Some(line) && names(s, code))
    });
    if let Some(edit) = behind.flatten() {
        return Some(edit);
    }
    if !above(file, line) {
        return None;
    }
    let content = &file.text[range.clone()];
    let indent = &content[..content.len() - content.trim_start().len()];
    let edit = TextEdit::insert(range.start, format!("{indent}{comment}{}", cx.newline()));
    let shifted = line + 1;
    tried(cx, edit, |_, s| s.line == Some(shifted) && names(s, code))
}

/// Whether a comment may stand behind the content of a line. Lists of lines are read by
/// simple means that take it for a part of the line, and a heading of Markdown would hold it.
fn behind(file: &SourceFile, line: usize) -> bool {
    let text = |line| &file.text[file.lines().line_range(&file.text, line)];
    match file.kind.format() {
        Format::Python => !text(line).ends_with('\\'),
        Format::Toml | Format::Yaml => !text(line).trim().is_empty(),
        _ => false,
    }
}

/// Whether a line of its own may stand above a line.
fn above(file: &SourceFile, line: usize) -> bool {
    let before = line.checked_sub(1);
    let before = before.map(|line| &file.text[file.lines().line_range(&file.text, line)]);
    match file.kind.format() {
        Format::Python => !before.is_some_and(|before| before.ends_with('\\')),
        // Inside of a paragraph, list or table it would be a part of that.
        Format::Markdown => before.is_none_or(|before| before.trim().is_empty()),
        Format::Plain if file.kind == FileKind::Changelog => {
            before.is_none_or(|before| before.trim().is_empty())
        }
        _ => true,
    }
}

fn in_file(cx: &FileCx, finding: &Finding) -> Option<FileEdit> {
    let (file, code) = (cx.file, finding.rule.code);
    if !file.kind.takes_comments() || file.problem.is_some() {
        return in_settings(cx, code);
    }
    let known = &file.suppressions().all;
    let mut there = known.iter().filter(|s| s.line.is_none());
    let is_meant = |_: &SourceFile, s: &Suppression| s.line.is_none() && names(s, code);
    if let Some(edit) = there.find_map(|suppression| extended(suppression, code)) {
        return tried(cx, edit, is_meant);
    }
    let comment = comment(file.kind, "ignore-file", code);
    let newline = cx.newline();
    let edit = if comment.starts_with('<') {
        // The first line of a document is its title.
        let text = file.text.trim_end();
        let rest = Span::new(text.len(), file.text.len());
        TextEdit::replace(rest, format!("{newline}{newline}{comment}{newline}"))
    } else {
        TextEdit::insert(after_head(file), format!("{comment}{newline}"))
    };
    tried(cx, edit, is_meant)
}

/// Where the comments at the top of a file end: a licence has to come first.
fn after_head(file: &SourceFile) -> usize {
    let (text, lines) = (&*file.text, file.lines());
    let mut line = 0;
    while line < lines.line_count() {
        let range = lines.line_range(text, line);
        if !text[range].trim_start_matches('\u{feff}').starts_with('#') {
            break;
        }
        line += 1;
    }
    let start = lines.line_range(text, line).start;
    // The mark at the very beginning stays there.
    start.max(text.len() - text.trim_start_matches('\u{feff}').len())
}

/// One more entry of `per-file-ignores`, in a new settings file if need be.
fn in_settings(cx: &FileCx, code: &str) -> Option<FileEdit> {
    let path = &*cx.file.path;
    let entry = format!("\"{}\" = [\"{code}\"]", escaped(path)?);
    let Some(file) = &cx.repo.config_file else {
        return Some(FileEdit {
            path: CONFIG_FILE.to_owned(),
            action: FileAction::Create(format!("[per-file-ignores]\n{entry}\n")),
        });
    };
    let edit = settings_edit(file, path, &entry, code);
    // Whatever the file looks like, the edit has to do what it says.
    let text = apply_edits(&file.text, std::slice::from_ref(&edit)).ok()?;
    let after = match &*file.path {
        CONFIG_FILE => ConfigFile::parse(CONFIG_FILE, text.into()),
        _ => ConfigFile::of_pyproject(text.into())?,
    };
    let ignores = after.layer.per_file_ignores.as_deref()?;
    let works = after.problems.len() <= file.problems.len()
        && ignores.iter().any(|ignores| {
            *ignores.pattern == *path && ignores.rules.iter().any(|rule| &*rule.text == code)
        });
    works.then(|| FileEdit {
        path: file.path.to_string(),
        action: FileAction::Edit(vec![edit]),
    })
}

fn settings_edit(file: &ConfigFile, path: &str, entry: &str, code: &str) -> TextEdit {
    let text = &*file.text;
    let newline = crate::text::line_ending(text);
    let tree = TomlTree::parse(text);
    let mut table: Vec<&str> = Vec::new();
    if &*file.path != CONFIG_FILE {
        table.extend(TOOL_TABLE.split('.'));
    }
    table.push("per-file-ignores");
    let Some(node) = tree.root(text).find(&table) else {
        let gap = match text.trim_end() {
            "" => "",
            _ => newline,
        };
        let header = table.join(".");
        let rest = Span::new(text.trim_end().len(), text.len());
        let start = if gap.is_empty() { "" } else { newline };
        return TextEdit::replace(
            rest,
            format!("{start}{gap}[{header}]{newline}{entry}{newline}"),
        );
    };
    if let Some(list) = node.get(path)
        && *list.value() == TomlValue::Array
    {
        let end = (list.span().end as usize).saturating_sub(1);
        let last = list.children().next_back();
        return match last {
            Some(last) => TextEdit::insert(last.span().end as usize, format!(", \"{code}\"")),
            None => TextEdit::insert(end, format!("\"{code}\"")),
        };
    }
    // Below the header, or below the last entry.
    let last = node.children().map(|child| child.span().end).max();
    let after = last.unwrap_or(node.span().end) as usize;
    let line_end = text[after..].find('\n').map(|length| after + length + 1);
    match line_end {
        Some(at) => TextEdit::insert(at, format!("{entry}{newline}")),
        None => TextEdit::insert(text.len(), format!("{newline}{entry}{newline}")),
    }
}

/// A path as a pattern in TOML; `None` for one that would mean something else.
fn escaped(path: &str) -> Option<&str> {
    let special = |c: char| "*?[]{}!\\\"".contains(c) || c.is_control();
    (!path.contains(special)).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    /// Titles and texts after the actions on the first finding of a rule.
    fn offered(fixture: &str, path: &str, code: &str) -> Vec<(String, String)> {
        let fixture = Fixture::new(fixture);
        let file = fixture.file(path);
        let cx = fixture.context(file);
        let findings = fixture.check(file);
        let finding = findings.iter().find(|f| f.rule.code == code);
        let finding = finding.unwrap_or_else(|| panic!("{code} among {findings:?}"));
        let one = std::slice::from_ref(finding);
        let actions = suppressions(&cx, one, finding.span);
        let after = |edit: &FileEdit| match &edit.action {
            FileAction::Create(text) => text.clone(),
            FileAction::Rename(path) => panic!("{path} instead of a comment"),
            FileAction::Edit(edits) => {
                let text = match &cx.repo.config_file {
                    Some(config) if *config.path == *edit.path => &config.text,
                    _ => &fixture.file(&edit.path).text,
                };
                apply_edits(text, edits).expect("edits apply")
            }
        };
        let actions = actions.iter();
        actions
            .map(|action| (action.title.clone(), after(&action.edits[0])))
            .collect()
    }

    fn texts(fixture: &str, path: &str, code: &str) -> Vec<String> {
        let offered = offered(fixture, path, code).into_iter();
        offered.map(|(_, text)| text).collect()
    }

    #[test]
    fn toml_takes_comments_behind_a_line_and_at_the_top() {
        let package = "[project]\nname = \"bar\"\n";
        let fixture = format!("//- foo/pyproject.toml\n{package}");
        let found = offered(&fixture, "foo/pyproject.toml", "package/name");
        assert_eq!(
            found,
            [
                (
                    "Ignore `package/name` on this line".to_owned(),
                    "[project]\nname = \"bar\" # integrations-ls: ignore[package/name]\n"
                        .to_owned()
                ),
                (
                    "Ignore `package/name` in this file".to_owned(),
                    format!("# integrations-ls: ignore-file[package/name]\n{package}")
                ),
            ]
        );
    }

    #[test]
    fn a_comment_that_is_there_gets_one_more_name() {
        let fixture = "//- foo/pyproject.toml\n# Licence\n# integrations-ls: ignore-file[readme]\n\
                       [project]\nname = \"bar\" # integrations-ls: ignore[metadata] since\n";
        let found = texts(fixture, "foo/pyproject.toml", "package/name");
        assert!(
            found[0].contains("ignore[metadata, package/name] since"),
            "{found:?}"
        );
        assert!(
            found[1].contains("ignore-file[readme, package/name]\n"),
            "{found:?}"
        );
    }

    #[test]
    fn markdown_takes_comments_above_a_paragraph_and_at_the_end() {
        let readme = "# Foo\n\n[x](nowhere.md)\n\ntext\n";
        let fixture = format!("//- foo/README.md\n{readme}");
        let found = texts(&fixture, "foo/README.md", "readme/broken-link");
        let line = "# Foo\n\n<!-- integrations-ls: ignore[readme/broken-link] -->\n[x](nowhere.md)\n\ntext\n";
        let file = format!("{readme}\n<!-- integrations-ls: ignore-file[readme/broken-link] -->\n");
        assert_eq!(found, [line, &file]);
    }

    const TABLE: &str =
        "//- foo/metadata.csv\nmetric_name,metric_type,unit_name\nfoo.a,gauge,bytes\n";

    #[test]
    fn a_format_without_comments_is_named_in_the_settings() {
        let ignored = |settings: &str| {
            let fixture = format!("{settings}{TABLE}");
            texts(&fixture, "foo/metadata.csv", "metadata/invalid-unit")
        };
        let entry = "\"foo/metadata.csv\" = [\"metadata/invalid-unit\"]\n";
        assert_eq!(ignored(""), [format!("[per-file-ignores]\n{entry}")]);
        assert_eq!(
            ignored("//- integrations-ls.toml\nselect = [\"ALL\"]\n"),
            [format!("select = [\"ALL\"]\n\n[per-file-ignores]\n{entry}")]
        );
        assert_eq!(
            ignored(
                "//- integrations-ls.toml\n[per-file-ignores]\n\"a\" = [\"readme\"]\n\n[severity]\n"
            ),
            [format!(
                "[per-file-ignores]\n\"a\" = [\"readme\"]\n{entry}\n[severity]\n"
            )]
        );
        assert_eq!(
            ignored(
                "//- integrations-ls.toml\n[per-file-ignores]\n\"foo/metadata.csv\" = [\"readme\"]\n"
            ),
            [
                "[per-file-ignores]\n\"foo/metadata.csv\" = [\"readme\", \"metadata/invalid-unit\"]\n"
            ]
        );
        assert_eq!(
            ignored("//- pyproject.toml\n[tool.integrations-ls]\nlegacy-rules = true\n"),
            [format!(
                "[tool.integrations-ls]\nlegacy-rules = true\n\n\
                 [tool.integrations-ls.per-file-ignores]\n{entry}"
            )]
        );
        // A table in one line has no place for another entry.
        assert_eq!(
            ignored("//- integrations-ls.toml\nper-file-ignores = { \"a\" = [] }\n"),
            [""; 0]
        );
    }
}
