//! `changelog/entry-suffix`

use foldhash::HashSet;

use crate::model::changelog::{Line, lines, text_lines};
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A new entry of the changelog does not end with its pull request.
    ///
    /// ## Why
    /// In extras the first line of every new entry ends with a link to its pull request; the
    /// check on pull requests that change code fails without. Only lines that are not on
    /// `origin/master` yet are looked at. `ddev release changelog fix` adds the link when the
    /// number is known.
    ///
    /// ## Example
    /// ```markdown
    /// * Count queues ([#123](https://github.com/DataDog/integrations-extras/pull/123))
    /// ```
    ENTRY_SUFFIX = "changelog/entry-suffix",
    severity: Warning,
    origin: ChangelogCheck,
    fix: None,
    check: File(FileKind::Changelog, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Extras || !cx.integration.files.has_file("pyproject.toml") {
        return;
    }
    let Some(published) = cx.repo.baseline.text(&cx.file.path) else {
        return;
    };
    let before: HashSet<&str> = text_lines(published)
        .map(|span| span.slice(published).trim_end())
        .collect();
    for (span, line) in lines(cx.text()) {
        let text = span.slice(cx.text());
        if line == Line::Entry && !has_link(text) && !before.contains(text.trim_end()) {
            let message = "A new entry ends with its pull request: ` ([#123](address))`.";
            sink.report(span, message);
        }
    }
}

/// Ends with ` ([#N](url))`.
fn has_link(line: &str) -> bool {
    let Some((_, link)) = line.rsplit_once(" ([#") else {
        return false;
    };
    let Some((number, rest)) = link.split_once("](") else {
        return false;
    };
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let url = rest.strip_suffix("))");
    is_number && url.is_some_and(|url| !url.is_empty() && !url.contains([' ', ')']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;
    use crate::workspace::Baseline;

    fn found(now: &str, published: Option<&str>) -> Vec<String> {
        let mut fixture = Fixture::new(&format!(
            "//- foo/pyproject.toml\n[project]\n//- foo/CHANGELOG.md\n{now}"
        ));
        let texts = published.map(|text| ("foo/CHANGELOG.md".to_owned(), text.into()));
        fixture.repo = fixture
            .repo
            .with_baseline(Baseline::new(texts.into_iter().collect()));
        let findings = fixture.findings_of(&ENTRY_SUFFIX);
        findings
            .iter()
            .map(|f| f.span.slice(now).to_owned())
            .collect()
    }

    #[test]
    fn only_new_lines_need_the_link() {
        let now =
            "* old\n* new\n* linked ([#1](https://x/1))\n  * inner\n* bad ([#x](https://x))\n";
        assert_eq!(
            found(now, Some("* old\n")),
            ["* new", "* bad ([#x](https://x))"]
        );
        assert!(found(now, None).is_empty());
    }
}
