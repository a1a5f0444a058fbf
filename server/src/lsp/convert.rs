//! Findings and other values of the core as the protocol has them.

use std::path::{Path, PathBuf};

use serde_json::json;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, NumberOrString, Range,
};

use super::lines::Lines;
use super::server::Session;
use crate::rules::{Applicability, Finding, Severity, Tag};
use crate::workspace::FileView;

/// Findings shown per file; a list longer than this helps nobody and slows editors down.
const MOST_DIAGNOSTICS: usize = 1000;

/// Absolute path of a path relative to a repository root.
pub(super) fn absolute(root: &Path, relative: &str) -> PathBuf {
    // Templates of ddev live elsewhere.
    if Path::new(relative).is_absolute() {
        return PathBuf::from(relative);
    }
    let mut path = root.to_owned();
    path.extend(relative.split('/').filter(|part| !part.is_empty()));
    path
}

/// Diagnostics of the findings of one file.
pub(super) fn diagnostics(
    session: &Session,
    root: &Path,
    view: &FileView,
    findings: &[Finding],
) -> Vec<Diagnostic> {
    let lines = Lines::Parsed(view.file.clone());
    let shown = findings.iter().take(MOST_DIAGNOSTICS);
    let mut all: Vec<Diagnostic> = shown
        .map(|finding| diagnostic(session, root, &lines, finding))
        .collect();
    if findings.len() > all.len() {
        let more = findings.len() - all.len();
        all.push(Diagnostic {
            range: Range::default(),
            severity: Some(DiagnosticSeverity::INFORMATION),
            source: Some(super::SOURCE.to_owned()),
            message: format!("{more} more findings of this file are not shown."),
            ..Diagnostic::default()
        });
    }
    all
}

/// Diagnostic of one finding; `lines` are those of its file.
pub(super) fn diagnostic(
    session: &Session,
    root: &Path,
    lines: &Lines,
    finding: &Finding,
) -> Diagnostic {
    let client = &session.client;
    let tags = finding.tags.iter().map(|tag| match tag {
        Tag::Unnecessary => DiagnosticTag::UNNECESSARY,
        Tag::Deprecated => DiagnosticTag::DEPRECATED,
    });
    let related = finding.related.iter().filter_map(|related| {
        let path = absolute(root, &related.path);
        let range = session.lines(&path)?.range(related.span, client.encoding);
        Some(DiagnosticRelatedInformation {
            location: Location::new(session.uri(&path)?, range),
            message: related.message.clone(),
        })
    });
    let fix = finding.fixes.first().map(|fix| match fix.applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
    });
    Diagnostic {
        range: lines.range(finding.span, client.encoding),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Information => DiagnosticSeverity::INFORMATION,
            Severity::Hint => DiagnosticSeverity::HINT,
        }),
        code: Some(NumberOrString::String(finding.rule.code.to_owned())),
        code_description: client
            .diagnostic_description
            .then(|| finding.rule.url().parse().ok())
            .flatten()
            .map(|href| CodeDescription { href }),
        source: Some(super::SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: (client.diagnostic_related && !finding.related.is_empty())
            .then(|| related.collect()),
        tags: (client.diagnostic_tags && !finding.tags.is_empty()).then(|| tags.collect()),
        data: fix
            .filter(|_| client.diagnostic_data)
            .map(|fix| json!({ "fix": fix })),
    }
}

/// Markdown for clients that show plain text: without marks of code and emphasis.
pub(super) fn plain_text(markdown: &str) -> String {
    let lines = markdown
        .lines()
        .filter(|line| !line.trim_start().starts_with("```"))
        .map(|line| {
            line.trim_start_matches('#')
                .replace(['`'], "")
                .replace("**", "")
        });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_has_no_marks() {
        let markdown = "## `byte`\n\n**Family**: bytes\n```csv\na,b\n```";
        assert_eq!(plain_text(markdown), "byte\n\nFamily: bytes\na,b");
    }

    #[test]
    fn relative_paths_become_absolute_part_by_part() {
        let path = absolute(Path::new("/repo"), "foo/assets//x.json");
        assert_eq!(path, Path::new("/repo/foo/assets/x.json"));
    }
}
