//! `codeowners/logs-team`

use super::{after_line, aligned};
use crate::model::codeowners::{Codeowners, OwnerLine};
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// The log pipelines of an integration are not owned by the logs team.
    ///
    /// ## Why
    /// `@DataDog/logs-integrations-reviewers` reviews everything below `assets/logs`. The last
    /// pattern that matches `/<directory>/assets/logs/` must list it;
    /// `ddev validate codeowners` fails otherwise, in every repository.
    ///
    /// ## Example
    /// `/acme_queue/assets/logs/ @acme @DataDog/logs-integrations-reviewers`
    ///
    /// ## Fix
    /// Adds the team to the line of the folder, or a line for the folder behind the one that
    /// decides now, with its owners and the team.
    LOGS_TEAM = "codeowners/logs-team",
    severity: Error,
    origin: Ddev("codeowners"),
    fix: Unsafe,
    check: File(FileKind::Codeowners, check),
}

const TEAM: &str = "@DataDog/logs-integrations-reviewers";

fn check(cx: &FileCx, sink: &mut Sink) {
    let file = Codeowners::of(cx.text());
    if cx.repo.kind == RepoKind::Legacy || !file.is_readable() {
        return;
    }
    let known = cx.repo.ddev_integrations();
    for integration in cx.repo.integrations.values() {
        let dir = &*integration.dir;
        if integration.files.get("assets/logs").is_none() || !known.contains(dir) {
            continue;
        }
        let folder = format!("/{dir}/assets/logs/");
        let winner = file.winner(&folder);
        if winner.is_some_and(|line| line.owners.iter().any(|owner| owner.text == TEAM)) {
            continue;
        }
        let span = winner.map_or(Span::at(cx.text().len()), |line| line.pattern.span);
        let finding = sink.report(span, format!("`{folder}` is not owned by `{TEAM}`."));
        let edit = edit(cx, &folder, winner);
        finding.unsafe_fix(format!("Give `{folder}` to `{TEAM}`"), vec![edit]);
    }
}

fn edit(cx: &FileCx, folder: &str, winner: Option<&OwnerLine>) -> TextEdit {
    if let Some(line) = winner.filter(|line| line.pattern.text == folder) {
        let end = line
            .owners
            .last()
            .map_or(line.pattern.span.end, |owner| owner.span.end);
        return TextEdit::insert(end as usize, format!(" {TEAM}"));
    }
    let owners = winner.map_or(&[][..], |line| &line.owners);
    let mut all: Vec<&str> = owners.iter().map(|owner| owner.text).collect();
    all.push(TEAM);
    let place = winner.map_or(Span::at(cx.text().len()), |line| line.span);
    let (at, before) = after_line(cx, place);
    let before = if at == 0 { "" } else { before };
    let line = aligned(folder, &all.join(" "), winner);
    TextEdit::insert(at, format!("{before}{line}{}", cx.newline()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const PIPELINE: &str = "//- foo/assets/logs/foo.yaml\n";

    #[test]
    fn the_line_that_decides_lists_the_team() {
        for lines in [
            "/foo/ @a\n«/foo/assets/» @b",
            "/foo/ @a\n«/fo[no]/assets/» @b\n/fo[nm]/ @c",
            "/foo/assets/logs/ @DataDog/logs-integrations-reviewers\n«**/assets/*/» @b",
            "«*» @a",
            "«»",
        ] {
            let lines = if lines == "«»" {
                lines.to_owned()
            } else {
                format!("{lines}\n")
            };
            assert_findings(
                &LOGS_TEAM,
                &format!("{PIPELINE}//- .github/CODEOWNERS\n{lines}"),
            );
        }
        let good = "//- .github/CODEOWNERS\n/foo/assets/logs/ @a @DataDog/logs-integrations-reviewers\n/foo/assets/*.md @a\n";
        assert_findings(&LOGS_TEAM, &format!("//! core\n{PIPELINE}{good}"));
        assert_findings(
            &LOGS_TEAM,
            "//- foo/README.md\n//- .github/CODEOWNERS\n/foo/ @a\n",
        );
    }

    #[test]
    fn the_team_is_added() {
        let text = format!("{PIPELINE}//- .github/CODEOWNERS\n/foo/assets/logs/  @a \n");
        assert_fix(
            &LOGS_TEAM,
            &text,
            "/foo/assets/logs/  @a @DataDog/logs-integrations-reviewers \n",
        );
        let text =
            format!("{PIPELINE}//- .github/CODEOWNERS\n/foo/                @a b@c.d\n/goo/ @a");
        let line = "/foo/assets/logs/    @a b@c.d @DataDog/logs-integrations-reviewers";
        let after = format!("/foo/                @a b@c.d\n{line}\n/goo/ @a");
        assert_fix(&LOGS_TEAM, &text, &after);
    }
}
