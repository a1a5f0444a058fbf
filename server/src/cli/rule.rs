//! `integrations-ls rule`: the rule list, or the page of one rule, for people or as JSON.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::{Failure, RuleArgs, TextFormat, output};
use crate::catalog::nearest;
use crate::rules::{self, Rule};

pub(super) fn run(args: &RuleArgs) -> Result<ExitCode, Failure> {
    let rule = match &args.code {
        Some(code) => Some(rules::find(code).ok_or_else(|| unknown(code))?),
        None => None,
    };
    let text = match (args.output_format, rule) {
        (TextFormat::Text, None) => rules::docs::plain_list(),
        (TextFormat::Text, Some(rule)) => rules::docs::page(rule),
        (TextFormat::Json, None) => pretty(&rules::all().map(describe).collect()),
        (TextFormat::Json, Some(rule)) => pretty(&describe(rule)),
    };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// A contract with outside tools; documented in the README.
fn describe(rule: &'static Rule) -> Value {
    json!({
        "code": rule.code,
        "summary": rule.summary(),
        "severity": rule.severity.name(),
        "origin": rule.origin.name(),
        "ddev": rule.origin.ddev_command(),
        "fix": rule.fix.name(),
        "url": rule.url(),
        "docs": rules::docs::page(rule),
    })
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn unknown(code: &str) -> Failure {
    let near = nearest(code, rules::all().map(|rule| rule.code)).or_else(|| {
        rules::all()
            .map(|rule| rule.code)
            .find(|c| c.ends_with(&format!("/{code}")))
    });
    let hint = near
        .map(|near| format!(" Did you mean `{near}`?"))
        .unwrap_or_default();
    format!("there is no rule `{code}`.{hint} `integrations-ls rule` lists all.").into()
}
