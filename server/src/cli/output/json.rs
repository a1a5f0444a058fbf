//! The `json` format: one array, a contract with outside tools. Fields and their
//! meaning are documented in the README; adding a field is fine, changing one is not.

use serde_json::{Value, json};

use super::{Files, Place, place};
use crate::cli::check::Checked;
use crate::rules::{Applicability, Finding, Fix};
use crate::text::FileAction;

pub(super) fn render(checked: &[Checked]) -> String {
    let mut all = Vec::new();
    for checked in checked {
        let files = Files::of(checked);
        all.extend(checked.findings.iter().map(|finding| one(finding, &files)));
    }
    let mut text = serde_json::to_string_pretty(&Value::Array(all)).unwrap_or_default();
    text.push('\n');
    text
}

fn one(finding: &Finding, files: &Files) -> Value {
    let file = files.checked.file(&finding.path);
    let at = |offset| file.map(|file| point(place(file, offset)));
    json!({
        "code": finding.rule.code,
        "severity": finding.severity.name(),
        "message": finding.message,
        "filename": &*finding.path,
        "location": at(finding.span.start),
        "end_location": at(finding.span.end),
        "url": finding.rule.url(),
        "fix": finding.fixes.first().map(|f| fix(f, files)),
    })
}

fn point(place: Place) -> Value {
    json!({"row": place.row, "column": place.column})
}

fn fix(fix: &Fix, files: &Files) -> Value {
    let start = Place { row: 1, column: 1 };
    let edits: Vec<Value> = fix
        .edits
        .iter()
        .flat_map(|edit| match &edit.action {
            FileAction::Create(content) => vec![json!({
                "filename": edit.path,
                "create": true,
                "location": point(start),
                "end_location": point(start),
                "content": content,
            })],
            FileAction::Rename(path) => vec![json!({
                "filename": edit.path,
                "rename": path,
                "location": point(start),
                "end_location": point(start),
                "content": "",
            })],
            FileAction::Edit(edits) => {
                let file = files.checked.file(&edit.path);
                edits
                    .iter()
                    .map(|e| {
                        json!({
                            "filename": edit.path,
                            "location": file.map(|file| point(place(file, e.span.start))),
                            "end_location": file.map(|file| point(place(file, e.span.end))),
                            "content": e.text,
                        })
                    })
                    .collect()
            }
        })
        .collect();
    json!({
        "applicability": match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
        },
        "message": fix.title,
        "edits": edits,
    })
}
