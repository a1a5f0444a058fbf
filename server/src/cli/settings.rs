//! Settings on the command line: what the arguments say, and `integrations-ls config`,
//! which shows what holds in the end.

use std::fs;
use std::sync::Arc;

use super::{Failure, SettingsArgs};
use crate::rules::settings::{known, unknown};
use crate::workspace::settings::{
    ConfigFile, FileChoice, FileIgnores, Layer, Overrides, ProblemKind, Selector,
};

/// The settings of the arguments. A rule that does not exist is wrong use.
pub(super) fn overrides(args: &SettingsArgs) -> Result<Overrides, Failure> {
    let layer = Layer {
        select: match &args.select {
            Some(written) => Some(selectors(written)?),
            None => None,
        },
        extend_select: selectors(&args.extend_select)?,
        ignore: selectors(&args.ignore)?,
        per_file_ignores: per_file_ignores(&args.per_file_ignores)?,
        repository_kind: args.repository_kind.map(super::KindArg::kind),
        ..Layer::default()
    };
    let file = match &args.config {
        _ if args.isolated => FileChoice::Ignore,
        None => FileChoice::Find,
        Some(path) => {
            let name = path.display().to_string();
            let text = fs::read_to_string(path).map_err(|e| format!("cannot read {name}: {e}"))?;
            let file = ConfigFile::parse(&name, text.into());
            let broken = file.problems.iter().find(|p| p.kind == ProblemKind::Syntax);
            if let Some(problem) = broken {
                return Err(file.located(problem.clone()).to_string().into());
            }
            FileChoice::Given(Arc::new(file))
        }
    };
    Ok(Overrides {
        layer: Arc::new(layer),
        file,
        ..Overrides::default()
    })
}

fn selectors(written: &[String]) -> Result<Vec<Selector>, Failure> {
    written.iter().map(|text| selector(text)).collect()
}

fn selector(text: &str) -> Result<Selector, Failure> {
    let selector = Selector::new(text);
    match known(&selector.text) {
        Ok(()) => Ok(selector),
        Err(near) => {
            let message = unknown(&selector.text, near);
            Err(message.replacen("There is", "there is", 1).into())
        }
    }
}

fn per_file_ignores(written: &[String]) -> Result<Option<Vec<FileIgnores>>, Failure> {
    let mut all = Vec::new();
    for pair in written {
        let Some((pattern, rule)) = pair.rsplit_once(':') else {
            return Err(format!(
                "`{pair}` is no pattern with a rule; write `PATTERN:RULE`, such as \
                 `metadata.csv:metadata/unsorted`."
            )
            .into());
        };
        all.push(FileIgnores {
            pattern: pattern.trim().into(),
            rules: vec![selector(rule)?],
        });
    }
    Ok((!all.is_empty()).then_some(all))
}
