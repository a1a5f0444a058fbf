//! `python/deprecated-import`

use super::{has_manifest, inside, line_end, line_start};
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit, Word};
use crate::workspace::FileCx;

rule! {
    /// An import from `datadog_checks` that is neither of the base library nor of the own package.
    ///
    /// ## Why
    /// The base library lives in `datadog_checks.base`; the modules directly below
    /// `datadog_checks` are remains of older releases. ddev looks at single lines of the files
    /// in `datadog_checks/` and `tests/`: a line with `import` and `datadog_checks` must name
    /// `datadog_checks.base`, `datadog_checks.dev` or the own directory. Comments and texts count.
    ///
    /// ddev takes the name of the directory as it is: where it has a dash, the package's own
    /// imports fail, too.
    ///
    /// ## Example
    /// ```python
    /// from datadog_checks.checks import AgentCheck  # wrong
    /// from datadog_checks.base import AgentCheck
    /// ```
    ///
    /// ## Fix
    /// Inserts `.base`.
    DEPRECATED_IMPORT = "python/deprecated-import",
    severity: Error,
    origin: Ddev("imports"),
    fix: Mixed,
    check: File(FileKind::Python, check),
}

const ROOT: &str = "datadog_checks";
static WORD: Word = Word::new(ROOT);

/// Modules that moved into the base library under the same name.
const MOVED: [&str; 7] = [
    "checks", "config", "errors", "log", "stubs", "utils", "ddyaml",
];

fn check(cx: &FileCx, sink: &mut Sink) {
    let inside = inside(cx);
    let looked_at = inside.starts_with("datadog_checks/") || inside.starts_with("tests/");
    if !looked_at || !has_manifest(cx) {
        return;
    }
    let own = own_module(cx);
    let is_accepted = |rest: &str| {
        let module = rest.strip_prefix('.');
        let accepted = ["base", "dev", own];
        module.is_some_and(|module| accepted.iter().any(|name| module.starts_with(name)))
    };
    let mut end = 0;
    for found in WORD.places(cx.text()) {
        if found < end {
            continue;
        }
        // As in nearly all lines.
        if is_accepted(&cx.text()[found + ROOT.len()..]) {
            end = line_end(cx.text(), found);
            continue;
        }
        let start = line_start(cx.text(), found);
        end = line_end(cx.text(), found);
        let line = Span::new(start, end);
        let (text, at) = (line.slice(cx.text()), found - start);
        let mut places = text.match_indices(ROOT);
        let mut is_named = || places.any(|(at, word)| is_accepted(&text[at + word.len()..]));
        if !text.contains("import") || is_named() {
            continue;
        }
        let start = line.start as usize + at;
        let span = Span::new(start, start + ROOT.len());
        let package = own.replace('-', "_");
        if package != own && text.contains(&format!("{ROOT}.{package}")) {
            sink.report(
                span,
                format!(
                    "ddev only accepts imports of `{ROOT}.{own}` here, though the package is \
                     called `{package}`."
                ),
            );
            continue;
        }
        let edits = text
            .match_indices(ROOT)
            .map(|(at, word)| TextEdit::insert(line.start as usize + at + word.len(), ".base"));
        let edits = edits.collect();
        let message = format!("Import from `{ROOT}.base`, `{ROOT}.dev` or `{ROOT}.{own}`.");
        let finding = sink.report(span, message);
        let title = format!("Import from `{ROOT}.base`");
        if is_moved(text) {
            finding.safe_fix(title, edits);
        } else {
            finding.unsafe_fix(title, edits);
        }
    }
}

/// The name that ddev expects; the directory of a single integration may be called anything.
fn own_module<'a>(cx: &FileCx<'a>) -> &'a str {
    if cx.repo.kind == RepoKind::Single {
        let folder = |path: &'a str| {
            let package = path.strip_prefix("datadog_checks/")?;
            package.split_once('/').map(|(folder, _)| folder)
        };
        let other = || {
            let mut files = cx.integration.files.files_below(ROOT);
            files.find_map(|entry| folder(&entry.path))
        };
        if let Some(name) = folder(inside(cx)).or_else(other) {
            return name;
        }
    }
    cx.dir()
}

/// `from datadog_checks.checks… import …` and its like.
fn is_moved(line: &str) -> bool {
    let module = line.trim_start().strip_prefix("from datadog_checks.");
    let end = |rest: &str| rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    module.is_some_and(|rest| end(rest).is_some_and(|end| MOVED.contains(&&rest[..end])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn lines_are_searched_not_parsed() {
        assert_findings(
            &DEPRECATED_IMPORT,
            "//- foo/datadog_checks/foo/check.py\n\
             from «datadog_checks».checks import AgentCheck\n\
             # important: «datadog_checks»\n\
             from datadog_checks.base import AgentCheck\n\
             from datadog_checks.base_x import AgentCheck\n\
             from datadog_checks.foo import x\n\
             from datadog_checks.checks \\\n    import x\n\
             //- foo/tests/test_a.py\n\
             from datadog_checks.dev import x\nimport «datadog_checks»\n\
             //- foo/setup.py\nimport datadog_checks\n",
        );
    }

    #[test]
    fn a_dash_in_the_directory_hides_the_own_package() {
        let found = assert_findings(
            &DEPRECATED_IMPORT,
            "//- go-metro/datadog_checks/go_metro/__init__.py\nfrom «datadog_checks».go_metro import x\n",
        );
        assert!(found[0].fixes.is_empty());
    }

    #[test]
    fn a_directory_without_manifest_is_not_looked_at() {
        assert_findings(
            &DEPRECATED_IMPORT,
            "//! bare\n//- foo/metadata.csv\n//- foo/tests/a.py\nimport datadog_checks\n",
        );
    }

    #[test]
    fn the_base_library_is_named() {
        assert_fix(
            &DEPRECATED_IMPORT,
            "//- foo/tests/a.py\r\nfrom datadog_checks.errors import X\r\n",
            "from datadog_checks.base.errors import X\r\n",
        );
    }

    #[test]
    fn a_lone_integration_is_called_like_its_package() {
        // The file beside the package sorts before it, and is no package.
        let files = "//! single\n//- foo/datadog_checks/__init__.py\n\
                     //- foo/datadog_checks/bar/__init__.py\n//- foo/tests/test_a.py\n";
        assert_findings(
            &DEPRECATED_IMPORT,
            &format!("{files}from datadog_checks.bar import A\n"),
        );
    }
}
