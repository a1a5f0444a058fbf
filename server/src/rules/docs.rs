//! Rule pages and lists, written from the rules themselves. `docs/rules/` holds the
//! output; a test keeps it fresh.

use std::fmt::Write;

use super::{FixKind, Rule, all};

/// The Markdown page of a rule.
#[must_use]
pub fn page(rule: &Rule) -> String {
    let docs = rule.docs();
    let (summary, rest) = docs.split_once("\n\n").unwrap_or((docs.as_str(), ""));
    let mut page = format!("# {}\n\n{}\n\n", rule.code, summary);
    let _ = writeln!(page, "- Severity: {}", rule.severity.name());
    let _ = writeln!(page, "- Source: {}", rule.origin.describe());
    let _ = writeln!(page, "- Fix: {}", describe_fix(rule.fix));
    if !rest.is_empty() {
        let _ = write!(page, "\n{rest}\n");
    }
    page
}

fn describe_fix(fix: FixKind) -> &'static str {
    match fix {
        FixKind::None => "none.",
        FixKind::Safe => "safe; part of `--fix` and of fix-all.",
        FixKind::Unsafe => "sometimes; look at it first (`--unsafe-fixes`).",
        FixKind::Mixed => "sometimes; safe or unsafe by case.",
    }
}

/// All rules as an aligned list for the terminal.
#[must_use]
pub fn plain_list() -> String {
    let width = all().map(|rule| rule.code.len()).max().unwrap_or(0);
    let mut list = String::new();
    for rule in all() {
        let _ = writeln!(
            list,
            "{:width$}  {:11}  {}",
            rule.code,
            rule.severity.name(),
            rule.summary()
        );
    }
    list
}

/// All rules as Markdown tables, one per area, with links to the pages.
#[must_use]
pub fn index() -> String {
    let mut index = String::from(
        "# Rules\n\nWritten by `UPDATE_GENERATED=1 cargo test` from the rules' own \
         doc comments. Do not edit.\n",
    );
    let mut area = "";
    for rule in all() {
        if rule.area() != area {
            area = rule.area();
            let _ = write!(
                index,
                "\n## {area}\n\n| Rule | Severity | Fix | What |\n|---|---|---|---|\n"
            );
        }
        let fix = match rule.fix {
            FixKind::None => "",
            FixKind::Safe => "safe",
            FixKind::Unsafe => "unsafe",
            FixKind::Mixed => "safe or unsafe",
        };
        let summary = rule.summary().replace('|', "\\|");
        let severity = rule.severity.name();
        let _ = writeln!(
            index,
            "| [{0}]({0}.md) | {severity} | {fix} | {summary} |",
            rule.code
        );
    }
    index
}

/// The subcommands of `ddev validate`, and what our rules leave to it. Rules about the same
/// as a command are found by their origin.
const COMMANDS: [(&str, &str); 26] = [
    ("agent-reqs", ""),
    (
        "ci",
        "Display names so long that the generated line is folded.",
    ),
    ("codeowners", ""),
    ("config", ""),
    ("dashboards", ""),
    (
        "dep",
        "Dependencies in `requirements.in` where there is no `pyproject.toml`. In community repositories the command fails on dependencies that the Agent does not ship; we say nothing there.",
    ),
    ("eula", ""),
    ("http", ""),
    ("imports", ""),
    ("integration-style", ""),
    ("jmx-metrics", ""),
    ("labeler", ""),
    ("legacy-signature", ""),
    (
        "license-headers",
        "Where git or its `origin/master` is missing, headers that are there are not compared.",
    ),
    (
        "licenses",
        "All of it: it asks the package index for the licences of dependencies.",
    ),
    ("metadata", ""),
    (
        "models",
        "Specifications that use words for which no model is generated here; see [parity](parity.md).",
    ),
    ("openmetrics", ""),
    ("package", ""),
    (
        "pr-description",
        "All of it: it is about a pull request, not about files.",
    ),
    (
        "qa-label",
        "All of it: it is about a pull request, not about files.",
    ),
    ("readmes", ""),
    ("saved-views", ""),
    ("service-checks", ""),
    (
        "typos",
        "All of it: it needs the word lists of another program.",
    ),
    ("version", ""),
];

/// What belongs to no subcommand of its own, or no longer to one.
const OTHERS: &str = "\
- `ddev validate all` runs the commands above; the key `validations` of `.ddev/config.toml` \
chooses among them.
- `ddev validate manifest` and `ddev validate recommended-monitors` are gone. The rules of the area \
`manifest` follow the validators that still ship with ddev, as far as they need no server.
";

/// Which rules stand for which subcommand of `ddev validate`, as Markdown.
#[must_use]
pub fn ddev() -> String {
    let mut page = String::from(
        "# Rules and `ddev validate`\n\nWritten by `UPDATE_GENERATED=1 cargo test` from the \
         origins of the rules. Do not edit.\n\nFindings of severity error are what the command \
         fails on. Where a command does not look at a file, rules say less or nothing.\n\n\
         | Command | Rules | Left to ddev |\n|---|---|---|\n",
    );
    for (command, left) in COMMANDS {
        let rules: Vec<String> = all()
            .filter(|rule| {
                rule.origin.ddev_command().and_then(|c| c.split(' ').next()) == Some(command)
            })
            .map(|rule| format!("[{0}](rules/{0}.md)", rule.code))
            .collect();
        let rules = rules.join(", ");
        let _ = writeln!(page, "| `{command}` | {rules} | {left} |");
    }
    let _ = write!(page, "\n{OTHERS}");
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_of_a_rule_is_listed() {
        for command in all().filter_map(|rule| rule.origin.ddev_command()) {
            let name = command.split(' ').next();
            assert!(
                COMMANDS.iter().any(|(known, _)| Some(*known) == name),
                "{command}"
            );
        }
        assert!(ddev().contains("| `labeler` | [labeler/duplicate-key]"));
    }

    #[test]
    fn codes_are_unique_sorted_within_their_area_and_documented() {
        let codes: Vec<_> = all().map(|rule| rule.code).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(codes, sorted);
        for rule in all() {
            assert!(rule.summary().ends_with('.'), "{}", rule.code);
            assert!(rule.docs().contains("## Why"), "{}", rule.code);
            let has_fix_section = rule.docs().contains("## Fix");
            assert!(
                rule.fix == FixKind::None || has_fix_section,
                "{}",
                rule.code
            );
        }
    }
}
