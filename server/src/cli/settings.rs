//! Settings on the command line: what the arguments say, and `integrations-ls config`,
//! which shows what holds in the end.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::{ConfigArgs, Failure, SettingsArgs, SyncArgs, output, select};
use crate::rules;
use crate::rules::settings::{is_on, known, told, unknown};
use crate::workspace::loader::Disk;
use crate::workspace::settings::{
    ConfigFile, FileChoice, FileIgnores, Layer, Overrides, ProblemKind, SETTINGS, Selector,
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
        templates: args.templates.as_deref().map(absolute).transpose()?,
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

/// The settings of the arguments of `sync`.
pub(super) fn of_sync(args: &SyncArgs) -> Result<Overrides, Failure> {
    let layer = Layer {
        repository_kind: args.repository_kind.map(super::KindArg::kind),
        templates: args.templates.as_deref().map(absolute).transpose()?,
        ..Layer::default()
    };
    Ok(Overrides {
        layer: Arc::new(layer),
        ..Overrides::default()
    })
}

/// A path on the command line is relative to where the user stands.
fn absolute(path: &Path) -> Result<Box<str>, Failure> {
    let full = std::path::absolute(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(full.to_string_lossy().into())
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

/// `integrations-ls config`
pub(super) fn show(args: &ConfigArgs) -> Result<ExitCode, Failure> {
    let overrides = overrides(&args.settings)?;
    let jobs = select::jobs(std::slice::from_ref(&args.path))?;
    let Some((root, _)) = jobs.into_iter().next() else {
        return Err(select::no_integration(&args.path));
    };
    let found = overrides.config_file(&Disk::new(&root.path));
    let file = found.filter(|_| overrides.file != FileChoice::Ignore);
    for warning in file.as_deref().map(told).unwrap_or_default() {
        eprintln!("warning: {warning}");
    }
    let settings = overrides.settings(file.as_deref());
    let mut text = format!("# repository: {}\n", root.path.display());
    let from = file.as_ref().map_or("none", |file| &file.path);
    let _ = writeln!(text, "# settings file: {from}\n");
    // The weightiest source that says something.
    let sources = [("command line", &overrides.layer)];
    let of_file = file.as_ref().map(|file| (&*file.path, &file.layer));
    let sources: Vec<_> = sources.into_iter().chain(of_file).collect();
    for (key, values) in entries() {
        let said = sources
            .iter()
            .find_map(|(source, layer)| Some((*source, values(layer)?)));
        let (source, value) = match said {
            Some((source, value)) => (source, value),
            None => ("default", default(key)),
        };
        let _ = writeln!(text, "{key} = {value} # {source}");
    }
    let off: Vec<&str> = rules::all()
        .filter(|rule| !is_on(&settings, rule))
        .map(|rule| rule.code)
        .collect();
    let count = rules::all().count();
    let _ = writeln!(text, "\n# {} of {count} rules run", count - off.len());
    for code in off {
        let _ = writeln!(text, "# off: {code}");
    }
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// What a layer says to a setting, as TOML.
type Say = fn(&Layer) -> Option<String>;

fn entries() -> [(&'static str, Say); 8] {
    [
        ("select", |layer| layer.select.as_deref().map(list)),
        ("extend-select", |layer| some_list(&layer.extend_select)),
        ("ignore", |layer| some_list(&layer.ignore)),
        ("per-file-ignores", |layer| {
            let ignores = layer.per_file_ignores.as_ref()?.iter();
            Some(table(ignores.map(|i| (&*i.pattern, list(&i.rules)))))
        }),
        ("severity", |layer| {
            let levels = layer.severity.iter();
            let levels = levels.map(|(rule, level)| (&*rule.text, quoted(level.name())));
            (!layer.severity.is_empty()).then(|| table(levels))
        }),
        ("repository-kind", |layer| {
            layer.repository_kind.map(|kind| quoted(kind.name()))
        }),
        ("legacy-rules", |layer| {
            layer.legacy_rules.map(|on| on.to_string())
        }),
        ("templates", |layer| layer.templates.as_deref().map(quoted)),
    ]
}

fn default(key: &str) -> String {
    let setting = SETTINGS.iter().find(|setting| setting.key == key);
    setting.map_or("", |setting| setting.default).to_owned()
}

fn quoted(text: &str) -> String {
    // What JSON escapes TOML escapes, too.
    serde_json::to_string(text).unwrap_or_default()
}

fn list(selectors: &[Selector]) -> String {
    let all: Vec<_> = selectors.iter().map(|s| quoted(&s.text)).collect();
    format!("[{}]", all.join(", "))
}

fn some_list(selectors: &[Selector]) -> Option<String> {
    (!selectors.is_empty()).then(|| list(selectors))
}

fn table<'a>(entries: impl Iterator<Item = (&'a str, String)>) -> String {
    let all: Vec<_> = entries
        .map(|(key, value)| format!("{} = {value}", quoted(key)))
        .collect();
    if all.is_empty() {
        return "{}".to_owned();
    }
    format!("{{ {} }}", all.join(", "))
}
