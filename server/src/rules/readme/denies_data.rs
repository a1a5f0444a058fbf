//! `readme/denies-data`

use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::text::{Span, places};
use crate::workspace::ReadmeCx;

rule! {
    /// The README says that the integration has no service checks, events or metrics, but it has.
    ///
    /// ## Why
    /// The sentence comes from a template and stays when the data is added. Readers then do not look
    /// for what is there: service checks in `assets/service_checks.json`, events where the manifest
    /// says `"creates_events": true`, metrics in `metadata.csv`.
    ///
    /// ## Example
    /// "Acme Queue does not include any service checks." beside a file that declares
    /// `acme_queue.can_connect`.
    DENIES_DATA = "readme/denies-data",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: Readme(check),
}

/// What follows the subject of the sentence.
const VERBS: [&str; 6] = ["include", "provide", "send", "collect", "emit", "submit"];

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    const NOT: &str = "does not ";
    let text = cx.text();
    for start in places(text, NOT) {
        let rest = &text[start + NOT.len()..];
        let Some(rest) = VERBS.iter().find_map(|verb| rest.strip_prefix(verb)) else {
            continue;
        };
        let Some(rest) = rest.strip_prefix(" any ") else {
            continue;
        };
        let Some(end) = rest
            .find(['.', '\n'])
            .filter(|&end| rest[end..].starts_with('.'))
        else {
            continue;
        };
        let length = start + (text.len() - start - rest.len()) + end;
        for what in rest[..end].split(" or ") {
            if let Some((message, path)) = contradiction(cx, what) {
                let finding = sink.report(Span::new(start, length), message);
                finding.related(
                    cx.integration.repo_path(path),
                    Span::at(0),
                    "What is there.",
                );
            }
        }
    }
}

/// What there is of a kind of data, and the file that says so.
fn contradiction(cx: &ReadmeCx, what: &str) -> Option<(String, &'static str)> {
    let integration = cx.integration;
    match what.to_lowercase().as_str() {
        "service checks" => {
            let path = FileKind::ServiceChecks.file_name();
            let facts = integration.facts_at(path)?.as_service_checks()?;
            let first = facts.checks.first()?;
            let message = format!("There are service checks, such as `{}`.", first.check.value);
            Some((message, path))
        }
        "events" => {
            let creates = integration.manifest()?.creates_events?;
            let message = "The manifest says that the integration creates events.".to_owned();
            creates.then_some((message, FileKind::Manifest.file_name()))
        }
        "metrics" => {
            let first = integration.metadata()?.metrics.first()?;
            let message = format!("There are metrics, such as `{}`.", first.name);
            Some((message, FileKind::Metadata.file_name()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MANIFEST, assert_findings};

    const CHECKS: &str = "//- foo/assets/service_checks.json\n[{\"check\": \"foo.a\"}]\n";
    const ROWS: &str = "//- foo/metadata.csv\nmetric_name\nfoo.a\n";

    fn readme(text: &str) -> String {
        format!("//- foo/README.md\n# Foo\n\n{text}\n")
    }

    #[test]
    fn what_is_there_is_not_denied() {
        let text = readme("Foo «does not include any service checks».");
        assert_findings(&DENIES_DATA, &format!("{text}{CHECKS}"));
        let text = readme("The check «does not provide any metrics».");
        assert_findings(&DENIES_DATA, &format!("{text}{ROWS}"));
        let events = MANIFEST.replace("\"creates_events\": false", "\"creates_events\": true");
        let text = readme("Foo «does not include any metrics or events».");
        assert_findings(
            &DENIES_DATA,
            &format!("{text}//- foo/manifest.json\n{events}"),
        );
    }

    #[test]
    fn what_is_not_there_may_be_denied() {
        let all = "Foo does not include any service checks. Foo does not include any events.";
        let none = "//- foo/assets/service_checks.json\n[]\n";
        assert_findings(&DENIES_DATA, &format!("{}{none}{ROWS}", readme(all)));
        let other = "Foo does not include any metrics of its own.";
        assert_findings(&DENIES_DATA, &format!("{}{ROWS}", readme(other)));
    }
}
