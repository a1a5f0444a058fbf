//! `codeowners/missing-entry`

use std::cell::LazyCell;

use super::{after_line, aligned, usual_owner, wants_entries};
use crate::model::FileKind;
use crate::model::codeowners::{Codeowners, OwnerLine, directory_entries};
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// An integration has no line in the owners file.
    ///
    /// ## Why
    /// Outside of integrations-core every integration needs a line `/<directory>/` with its
    /// owners; `ddev validate codeowners` fails without. The pattern must be written just so,
    /// and spaces must stand behind it: `/acme_queue`, `/acme_queue/*` or a tab do not count.
    /// A directory that is no integration is named in `overrides.is-integration` of
    /// `.ddev/config.toml`.
    ///
    /// ## Fix
    /// Inserts a line in the alphabetical place, owned by the team that owns most
    /// integrations.
    MISSING_ENTRY = "codeowners/missing-entry",
    severity: Error,
    origin: Ddev("codeowners"),
    fix: Unsafe,
    check: File(FileKind::Codeowners, check),
}

/// What tools leave behind is no integration, whatever ddev takes it for.
const LEFTOVERS: [&str; 9] = [
    "__pycache__",
    "build",
    "dist",
    "env",
    "node_modules",
    "site-packages",
    "target",
    "venv",
    "docs",
];

fn check(cx: &FileCx, sink: &mut Sink) {
    if !wants_entries(cx) || !cx.repo.complete {
        return;
    }
    let entries = directory_entries(cx.text());
    let file = LazyCell::new(|| Codeowners::of(cx.text()));
    for dir in cx.repo.ddev_integrations() {
        let known = cx.repo.integrations.contains_key(dir);
        if entries.contains_key(dir) || (!known && LEFTOVERS.contains(&dir)) {
            continue;
        }
        let before = predecessor(&file, dir);
        let first = file.lines.iter().find(|line| line.is_whole_directory());
        let neighbour = before.or(first);
        let span = neighbour.map_or(Span::at(cx.text().len()), |line| line.pattern.span);
        let finding = sink.report(
            span,
            format!("The integration `{dir}` has no line `/{dir}/`."),
        );
        let Some(owner) = usual_owner(&file) else {
            continue;
        };
        let line = aligned(&format!("/{dir}/"), owner, neighbour);
        let (at, gap) = match (before, first) {
            (Some(line), _) => after_line(cx, line.span),
            (None, Some(line)) => (line.span.start as usize, ""),
            (None, None) => continue,
        };
        let edit = TextEdit::insert(at, format!("{gap}{line}{}", cx.newline()));
        finding.unsafe_fix(format!("Insert a line for `{dir}`"), vec![edit]);
    }
}

/// The last line about the directory that comes before in the alphabet.
fn predecessor<'f, 'a>(file: &'f Codeowners<'a>, dir: &str) -> Option<&'f OwnerLine<'a>> {
    let named = |line: &OwnerLine<'a>| line.directory().map(|word| word.text);
    let whole = file.lines.iter().filter(|line| line.is_whole_directory());
    let smaller = whole.filter_map(named).filter(|name| *name < dir);
    let nearest = smaller.max()?;
    let mut block = file
        .lines
        .iter()
        .skip_while(|line| named(line) != Some(nearest));
    let first = block.next()?;
    Some(
        block
            .take_while(|line| named(line) == Some(nearest))
            .last()
            .unwrap_or(first),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const FOO: &str = "//- foo/README.md\n//- bar/README.md\n//- .github/CODEOWNERS\n";

    #[test]
    fn every_integration_has_a_line() {
        for bad in ["/foo", "foo/", "/foo/*", "/foo/\t"] {
            let text = format!("{FOO}«/bar/» @a/b\n{bad} @a/b\n");
            assert_findings(&MISSING_ENTRY, &text);
        }
        assert_findings(&MISSING_ENTRY, &format!("{FOO}/bar/ @a\n/foo/ @b\n"));
        assert_findings(&MISSING_ENTRY, &format!("//! core\n{FOO}* @a\n"));
    }

    #[test]
    fn every_directory_is_one_unless_told_otherwise() {
        let text = "//! bare\n//- scripts/a.sh\n//- docs/a.md\n//- .github/CODEOWNERS\n";
        assert_findings(&MISSING_ENTRY, &format!("{text}# none\n«»"));
        let config = "//- .ddev/config.toml\n[overrides.is-integration]\nscripts = false\n";
        assert_findings(&MISSING_ENTRY, &format!("{config}{text}# none\n"));
    }

    #[test]
    fn the_line_is_inserted_where_it_belongs() {
        let text = "/bar/         @a/b\n/bar/a.md     @c\n/goo/ @a/b\n";
        let after = text.replace("/goo/", "/foo/         @a/b\n/goo/");
        assert_fix(&MISSING_ENTRY, &format!("{FOO}{text}"), &after);
        let text = "# all\n/goo/ @a/b\n/bar/ @a/b";
        assert_fix(
            &MISSING_ENTRY,
            &format!("{FOO}{text}"),
            &format!("{text}\n/foo/ @a/b\n"),
        );
    }
}
