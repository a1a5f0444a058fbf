//! Takes away the findings that comments switch off, and tells which comments switch off
//! nothing.

use super::apply::active;
use super::known;
use super::unused_suppression::UNUSED_SUPPRESSION;
use crate::model::{Named, Suppression};
use crate::rules::{Finding, Origin, Rule, Severity, Sink, all};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;
use crate::workspace::settings::Selector;

/// Applies the comments of a file to its findings.
pub(in crate::rules) fn suppress(cx: &FileCx, findings: &mut Vec<Finding>) {
    let suppressions = &cx.file.suppressions().all;
    if suppressions.is_empty() {
        return;
    }
    // Those for other kinds of files count as run, too: they would find nothing.
    let active: Vec<_> = active(cx, all()).collect();
    let is_broken = findings
        .iter()
        .any(|f| f.rule.origin == Origin::Format && f.severity == Severity::Error);
    let mut used: Vec<Vec<bool>> = suppressions
        .iter()
        .map(|s| vec![false; s.rules.as_ref().map_or(1, Vec::len)])
        .collect();
    findings.retain(|finding| {
        let line = cx.file.lines().line(finding.span.start as usize);
        let mut kept = true;
        for (suppression, used) in suppressions.iter().zip(&mut used) {
            if suppression.line.is_some_and(|about| about != line) {
                continue;
            }
            for (index, used) in used.iter_mut().enumerate() {
                let name = suppression.rules.as_ref().map(|rules| &rules[index]);
                if name.is_none_or(|name| means(name, finding.rule)) {
                    *used = true;
                    kept = false;
                }
            }
        }
        kept
    });
    let is_on = active
        .iter()
        .any(|rule| rule.code == UNUSED_SUPPRESSION.code);
    if !is_on || is_broken || !cx.repo.complete {
        return;
    }
    let mut sink = Sink::new(cx.file);
    sink.enter(&UNUSED_SUPPRESSION, true);
    for (suppression, used) in suppressions.iter().zip(&used) {
        report(suppression, used, &active, &mut sink);
    }
    findings.extend(sink.finish());
    findings.sort_by_key(|f| (f.span.start, f.span.end, f.rule.code));
}

fn means(name: &Named, rule: &Rule) -> bool {
    Selector::new(&name.value).weight(rule.code).is_some()
}

fn report(suppression: &Suppression, used: &[bool], active: &[&'static Rule], sink: &mut Sink) {
    let ran = |rule: &'static Rule| active.iter().any(|active| active.code == rule.code);
    let place = match suppression.line {
        Some(_) => "on the line this comment is about",
        None => "in this file",
    };
    let whole = || vec![TextEdit::delete(suppression.whole)];
    let Some(names) = &suppression.rules else {
        if !used[0] && all().all(ran) {
            let message = format!("No rule finds anything {place}, so the comment has no effect.");
            let finding = sink.report(suppression.span, message);
            finding.safe_fix("Remove the comment", whole());
        }
        return;
    };
    // Unknown names are told elsewhere.
    let is_idle = |(name, used): (&Named, &bool)| {
        let all_ran = || all().filter(|rule| means(name, rule)).all(ran);
        !used && known(&name.value).is_ok() && all_ran()
    };
    let idle: Vec<bool> = names.iter().zip(used).map(is_idle).collect();
    let is_useless = idle.iter().all(|idle| *idle);
    for (index, name) in names.iter().enumerate().filter(|(index, _)| idle[*index]) {
        let message = format!("`{}` finds nothing {place}.", name.value);
        let finding = sink.report(name.span, message);
        if is_useless {
            finding.safe_fix("Remove the comment", whole());
        } else {
            let edit = TextEdit::delete(with_comma(names, &idle, index));
            finding.safe_fix(
                format!("Remove `{}` from the comment", name.value),
                vec![edit],
            );
        }
    }
}

/// A name with the comma that goes with it. The last names go with the comma before them,
/// so that what is left is a list again when all idle ones go at once.
fn with_comma(names: &[Named], idle: &[bool], index: usize) -> Span {
    let own = names[index].span;
    let rest_is_idle = idle[index..].iter().all(|idle| *idle);
    if rest_is_idle && index > 0 {
        return Span::new(names[index - 1].span.end as usize, own.end as usize);
    }
    match names.get(index + 1) {
        Some(next) => Span::new(own.start as usize, next.span.start as usize),
        None => own,
    }
}

#[cfg(test)]
mod tests {
    use crate::ide::compatible_edits;
    use crate::rules::Applicability;
    use crate::testing::Fixture;
    use crate::text::apply_edits;

    const PATH: &str = "foo/pyproject.toml";

    /// A package with a wrong name.
    fn package(name_comment: &str, top: &str) -> String {
        format!(
            "{top}[project]\nname = \"bar\"{name_comment}\n[tool.hatch.version]\npath = \"datadog_checks/foo/__about__.py\"\n"
        )
    }

    fn codes(text: &str) -> Vec<&'static str> {
        let fixture = Fixture::new(&format!(
            "//- {PATH}\n{text}//- foo/datadog_checks/foo/__about__.py\n"
        ));
        // Whatever else the fixture lacks.
        let ours = ["package/name", "settings"];
        let is_ours = |code: &&str| ours.iter().any(|ours| code.starts_with(ours));
        let findings = fixture.check(fixture.file(PATH));
        findings
            .iter()
            .map(|f| f.rule.code)
            .filter(is_ours)
            .collect()
    }

    fn fixed(text: &str) -> String {
        let fixture = Fixture::new(&format!(
            "//- {PATH}\n{text}//- foo/datadog_checks/foo/__about__.py\n"
        ));
        let mut findings = fixture.check(fixture.file(PATH));
        findings.retain(|finding| finding.rule.area() == "settings");
        let edits = compatible_edits(&findings, PATH, Applicability::Safe);
        apply_edits(&fixture.file(PATH).text, &edits).expect("edits apply")
    }

    #[test]
    fn a_comment_takes_the_findings_of_its_line_away() {
        assert_eq!(codes(&package("", "")), ["package/name"]);
        for comment in [
            " # integrations-ls: ignore[package/name]",
            " # integrations-ls: ignore[package]",
            " # integrations-ls: ignore",
        ] {
            assert_eq!(codes(&package(comment, "")), [""; 0], "{comment}");
        }
        let file = "# integrations-ls: ignore-file[package/name]\n";
        assert_eq!(codes(&package("", file)), [""; 0]);
    }

    #[test]
    fn a_comment_without_effect_is_told_and_removed() {
        let unused = "settings/unused-suppression";
        let elsewhere = "# integrations-ls: ignore[package/name]\n";
        assert_eq!(codes(&package("", elsewhere)), [unused, "package/name"]);
        assert_eq!(fixed(&package("", elsewhere)), package("", ""));
        let half = " # integrations-ls: ignore[readme, package/name, package/folder, metadata]";
        assert_eq!(codes(&package(half, "")), [unused; 3]);
        let kept = " # integrations-ls: ignore[package/name]";
        let once = fixed(&package(half, ""));
        assert_eq!(fixed(&once), package(kept, ""));
    }

    #[test]
    fn what_is_off_or_broken_says_nothing_of_a_comment() {
        let comment = " # integrations-ls: ignore[package/folder]";
        let off = format!(
            "{}//- integrations-ls.toml\nignore = ['package/folder']\n",
            package(comment, "")
        );
        assert_eq!(codes(&off), ["package/name"]);
        let unknown = " # integrations-ls: ignore[package/fold]";
        assert_eq!(
            codes(&package(unknown, "")),
            ["package/name", "settings/unknown-rule"]
        );
    }
}
