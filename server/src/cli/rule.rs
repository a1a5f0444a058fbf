//! `integrations-ls rule`: the rule list, or the page of one rule.

use std::process::ExitCode;

use super::{Failure, output};
use crate::catalog::nearest;
use crate::rules;

pub(super) fn run(code: Option<&str>) -> Result<ExitCode, Failure> {
    let text = match code {
        None => rules::docs::plain_list(),
        Some(code) => match rules::find(code) {
            Some(rule) => rules::docs::page(rule),
            None => return Err(unknown(code)),
        },
    };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
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
