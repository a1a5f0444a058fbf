//! `python/license-header`

use super::{has_manifest, inside};
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::{FileCx, Head};

rule! {
    /// The licence header of a source of core is missing or not the right one.
    ///
    /// ## Why
    /// `ddev validate license-headers` demands three lines at the very start of every Python file
    /// of an integration in core: the copyright with the year of today and `-present` in new
    /// files, and in files that are published already the very header they have there. Published
    /// is what stands on `origin/master`; without git only a header that is missing is found.
    ///
    /// ddev passes over hidden folders, `tests/compose`, `tests/docker`, and files that git
    /// ignores.
    ///
    /// ## Fix
    /// Inserts the header, or puts the right one in its place.
    LICENSE_HEADER = "python/license-header",
    severity: Error,
    origin: Ddev("license-headers"),
    fix: Safe,
    check: File(FileKind::Python, check),
}

/// Folders and files that ddev passes over, by directory; those of the empty name everywhere.
const IGNORED: [(&str, &str); 6] = [
    ("", "tests/compose"),
    ("", "tests/docker"),
    ("datadog_checks_dev", "datadog_checks/dev/tooling/templates"),
    ("mysql", "datadog_checks/mysql/databases_data.py"),
    ("php_fpm", "datadog_checks/php_fpm/vendor"),
    ("snmp", "tests/mibs"),
];

/// Folders that repositories let git ignore.
const UNTRACKED: [&str; 3] = ["build", "dist", "htmlcov"];

/// How many bytes of published files are at hand.
const HEAD: usize = 512;

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Core || !has_manifest(cx) || is_passed_over(cx) {
        return;
    }
    let text = cx.text();
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let header = Header::of(&text[start..]);
    let first = Span::new(start, super::line_end(text, start));
    let published = cx.repo.baseline.head(&cx.file.path);
    let message;
    let wanted = match (published, &header) {
        (Some(Head::Text(before)), _) => match (Header::of(before), &header) {
            (Some(before), Some(now)) if before.text == now.text => return,
            (Some(before), _) => {
                message = "The licence header of a published file must stay as it is.";
                Some(before.text)
            }
            (None, Some(_)) => return,
            // It may be longer than what is at hand.
            (None, None) if before.len() >= HEAD && before.starts_with(OWNER) => return,
            (None, None) => {
                message = "The licence header is missing.";
                None
            }
        },
        (Some(Head::New(year)), None) => {
            message = "The licence header is missing.";
            Some(template(year))
        }
        (Some(Head::New(year)), Some(now)) => {
            let wanted = template(year);
            if now.text == wanted {
                return;
            }
            message = "The licence header of a new file must be that of today.";
            Some(wanted)
        }
        (None, None) => {
            message = "The licence header is missing.";
            None
        }
        (None, Some(_)) => return,
    };
    let span = header
        .as_ref()
        .map_or(first, |header| Span::new(start, start + header.length));
    let finding = sink.report(span, message);
    let Some(wanted) = wanted else { return };
    let wanted = wanted.replace('\n', cx.newline());
    if header.is_some() {
        let edit = TextEdit::replace(span, wanted);
        finding.safe_fix("Replace the licence header", vec![edit]);
    } else {
        let edit = TextEdit::insert(start, format!("{wanted}{}", cx.newline()));
        finding.safe_fix("Insert the licence header", vec![edit]);
    }
}

fn is_passed_over(cx: &FileCx) -> bool {
    let inside = inside(cx);
    let folders = inside.rsplit_once('/').map_or("", |(folders, _)| folders);
    let hidden = |folder: &str| folder.starts_with('.') || UNTRACKED.contains(&folder);
    let ignored = IGNORED.iter().any(|(dir, path)| {
        let applies = dir.is_empty() || *dir == cx.dir();
        let rest = inside.strip_prefix(path).filter(|_| applies);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    ignored || (!folders.is_empty() && folders.split('/').any(hidden))
}

const OWNER: &str = "# (C)";
const RIGHTS: &str = "# All rights reserved";

/// The header of a new file.
fn template(year: i64) -> String {
    format!(
        "{OWNER} Datadog, Inc. {year}-present\n{RIGHTS}\n\
         # Licensed under a 3-clause BSD style license (see LICENSE)"
    )
}

/// A licence header at the very start of a text.
struct Header {
    /// Its text, lines broken by `\n`.
    text: String,
    /// Its length in bytes as it is written.
    length: usize,
}

impl Header {
    /// Copyright holders, each with its text on the same line or the next that is not blank;
    /// the line about rights; blank lines; a comment line with the word licence in it.
    fn of(text: &str) -> Option<Self> {
        if !text.starts_with(OWNER) {
            return None;
        }
        let mut lines = crate::model::changelog::text_lines(text);
        let mut has_content = true;
        loop {
            let line = lines.next()?.slice(text);
            if let Some(rest) = line.strip_prefix(RIGHTS) {
                if !rest.trim().is_empty() {
                    return None;
                }
                break;
            }
            let line = line.trim();
            if let Some(rest) = line.strip_prefix(OWNER) {
                has_content = !rest.trim().is_empty();
            } else if !line.is_empty() {
                if has_content {
                    return None;
                }
                has_content = true;
            }
        }
        let last = lines.find(|line| !line.slice(text).trim().is_empty())?;
        let comment = last.slice(text).strip_prefix("# ")?;
        if !comment.to_ascii_lowercase().contains("license") {
            return None;
        }
        let length = last.end as usize;
        let text = text[..length].replace("\r\n", "\n").replace('\r', "\n");
        Some(Self { text, length })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use foldhash::HashMap;

    use crate::testing::Fixture;
    use crate::text::{FileAction, apply_edits};
    use crate::workspace::{Baseline, Heads};

    const NEW: &str = "# (C) Datadog, Inc. 2026-present\n# All rights reserved\n\
                       # Licensed under a 3-clause BSD style license (see LICENSE)\n";
    const OLD: &str = "# (C) Datadog, Inc. 2019-present\n# All rights reserved\n\
                       # Licensed under a 3-clause BSD style license (see LICENSE)\n";
    const PATH: &str = "foo/tests/a.py";

    /// Messages, and the text after the first fix.
    fn found(path: &str, published: Option<&str>, now: &str) -> Option<(String, Option<String>)> {
        let mut fixture = Fixture::new(&format!("//! core\n//- {path}\n{now}"));
        let texts: HashMap<String, _> = published
            .map(|text| (path.to_owned(), text.into()))
            .into_iter()
            .collect();
        let heads = Heads { texts, year: 2026 };
        fixture.repo = fixture
            .repo
            .with_baseline(Baseline::default().with_heads(Some(heads)));
        let finding = fixture.findings_of(&LICENSE_HEADER).into_iter().next()?;
        let fixed = finding.fixes.first().map(|fix| {
            let FileAction::Edit(edits) = &fix.edits[0].action else {
                panic!("an edit")
            };
            apply_edits(now, edits).expect("edits apply")
        });
        Some((finding.message, fixed))
    }

    #[test]
    fn new_files_carry_the_header_of_today() {
        assert_eq!(found(PATH, None, &format!("{NEW}import x\n")), None);
        let (_, fixed) = found(PATH, None, "import x\n").expect("a finding");
        assert_eq!(fixed.as_deref(), Some(&*format!("{NEW}import x\n")));
        let (_, fixed) = found(PATH, None, &format!("{OLD}import x\n")).expect("a finding");
        assert_eq!(fixed.as_deref(), Some(&*format!("{NEW}import x\n")));
        let shebang = format!("#!/usr/bin/python\n{NEW}");
        assert!(found(PATH, None, &shebang).is_some());
        assert!(found(PATH, None, "").is_some());
        assert_eq!(found(PATH, None, &format!("\u{feff}{NEW}")), None);
    }

    #[test]
    fn published_files_keep_theirs() {
        assert_eq!(found(PATH, Some(OLD), &format!("{OLD}import x\n")), None);
        let (_, fixed) = found(PATH, Some(OLD), NEW).expect("a finding");
        assert_eq!(fixed.as_deref(), Some(OLD));
        let (_, fixed) = found(PATH, Some("x = 1\n"), "x = 1\n").expect("a finding");
        assert_eq!(fixed, None);
        assert_eq!(found(PATH, Some("x = 1\n"), OLD), None);
        assert_eq!(found(PATH, Some(OLD), &OLD.replace('\n', "\r\n")), None);
    }

    #[test]
    fn some_folders_and_other_repositories_are_passed_over() {
        for path in [
            "foo/tests/docker/a/b.py",
            "foo/.x/a.py",
            "snmp/tests/mibs/a.py",
        ] {
            assert_eq!(found(path, None, "x = 1\n"), None, "{path}");
        }
        assert!(found("foo/tests/mibs/a.py", None, "x = 1\n").is_some());
        let fixture = Fixture::new("//- foo/tests/a.py\nx = 1\n");
        assert!(fixture.findings_of(&LICENSE_HEADER).is_empty());
    }

    #[test]
    fn several_holders_and_odd_spacing_make_a_header() {
        let is_header = |text: &str| Header::of(text).is_some();
        assert!(is_header(
            "# (C) A\n# (C) B\n# All rights reserved\n# The LICENSE x"
        ));
        assert!(is_header(
            "# (C)\n\n  A\n\n# All rights reserved  \n\n# license\n"
        ));
        assert!(!is_header("# (C) A\nB\n# All rights reserved\n# license\n"));
        assert!(!is_header(
            "# (C) A\n# All rights reserved\n# nothing\n# license\n"
        ));
        assert!(!is_header("# (C) A\n # All rights reserved\n# license\n"));
        assert!(!is_header("# (C) A\n# All rights reserved.\n# license\n"));
    }
}
