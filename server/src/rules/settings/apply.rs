//! What the settings make of the rules: which ones run on a file, and as how bad their
//! findings count. The only place that asks, for editor and command line alike.

use crate::catalog::nearest;
use crate::rules::{Finding, Origin, Rule, Severity, all};
use crate::workspace::FileCx;
use crate::workspace::settings::{
    ALL, ConfigFile, ConfigProblem, Layer, Level, ProblemKind, RawProblem, Settings,
};

/// The severity of a level; `None` when the rule is off.
fn severity(level: Level) -> Option<Severity> {
    match level {
        Level::Error => Some(Severity::Error),
        Level::Warning => Some(Severity::Warning),
        Level::Information => Some(Severity::Information),
        Level::Hint => Some(Severity::Hint),
        Level::Off => None,
    }
}

/// Whether the settings of the repository let a rule run at all.
#[must_use]
pub fn is_on(settings: &Settings, rule: &Rule) -> bool {
    let legacy = rule.origin == Origin::Guide2016;
    (!legacy || settings.legacy_rules()) && settings.is_on(rule.code)
}

/// Those of some rules that run on a file.
pub(in crate::rules) fn active<'a>(
    cx: &FileCx<'a>,
    rules: impl Iterator<Item = &'static Rule> + 'a,
) -> impl Iterator<Item = &'static Rule> + 'a {
    let settings = &*cx.repo.settings;
    let all = settings.concerns_no_rule();
    let ignored = if all {
        Vec::new()
    } else {
        settings.ignored_in(&cx.file.path)
    };
    rules.filter(move |rule| {
        let ignored = || ignored.iter().any(|s| s.weight(rule.code).is_some());
        all || (is_on(settings, rule) && !ignored())
    })
}

/// Gives findings the severities of the user.
pub(in crate::rules) fn set_severities(settings: &Settings, findings: &mut [Finding]) {
    if settings.concerns_no_rule() {
        return;
    }
    for finding in findings {
        if let Some(severity) = settings.level(finding.rule.code).and_then(severity) {
            finding.severity = severity;
        }
    }
}

/// Everything a selector may be: `ALL`, areas and codes.
pub fn selectors() -> impl Iterator<Item = &'static str> {
    let mut areas: Vec<&'static str> = all().map(Rule::area).collect();
    areas.dedup();
    let codes = all().map(|rule| rule.code);
    std::iter::once(ALL).chain(areas).chain(codes)
}

/// What was meant by a selector that means no rule: the nearest one, if any.
/// `Ok` for one that means a rule.
pub fn known(text: &str) -> Result<(), Option<&'static str>> {
    if selectors().any(|known| known == text) {
        return Ok(());
    }
    let name = format!("/{text}");
    let near = nearest(text, selectors());
    Err(near.or_else(|| selectors().find(|known| known.ends_with(&name))))
}

/// Says that there is no such rule, and what may have been meant.
#[must_use]
pub fn unknown(text: &str, near: Option<&str>) -> String {
    let hint = match near {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "`integrations-ls rule` lists all.".to_owned(),
    };
    format!("There is no rule or area `{text}`. {hint}")
}

/// The selectors of a layer that mean no rule.
#[must_use]
pub fn unknown_rules(layer: &Layer) -> Vec<RawProblem> {
    let problem = |text: &str, span| {
        let near = known(text).err()?;
        Some(RawProblem {
            kind: ProblemKind::UnknownRule,
            span,
            message: unknown(text, near),
            replacement: near.map(|near| format!("\"{near}\"")),
        })
    };
    let selectors = layer.selectors();
    selectors
        .filter_map(|selector| problem(&selector.text, selector.span))
        .collect()
}

/// Everything that is wrong with a settings file, in order of place.
#[must_use]
pub fn problems(file: &ConfigFile) -> Vec<ConfigProblem> {
    let mut raw = file.problems.clone();
    raw.extend(unknown_rules(&file.layer));
    raw.sort_by_key(|problem| problem.span);
    raw.into_iter().map(|raw| file.located(raw)).collect()
}

/// The same in words for the user, with a word on a second file that does not count.
#[must_use]
pub fn told(file: &ConfigFile) -> Vec<String> {
    let problems = problems(file).into_iter();
    let mut told: Vec<String> = problems.map(|problem| problem.to_string()).collect();
    told.extend(shadows(file));
    told
}

/// A word on a second file with settings that do not count.
#[must_use]
pub fn shadows(file: &ConfigFile) -> Option<String> {
    file.shadows.as_ref().map(|other| {
        format!(
            "{other}: the settings there do not count, because {} exists.",
            file.path
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    const TABLE: &str =
        "//- foo/metadata.csv\nmetric_name,metric_type,unit_name\nfoo.b,gauge,bytes\nfoo.a,gage,\n";

    fn found(settings: &str) -> Vec<(&'static str, Severity)> {
        let fixture = Fixture::new(&format!("//- integrations-ls.toml\n{settings}\n{TABLE}"));
        let findings = fixture.check(fixture.file("foo/metadata.csv"));
        let found = findings.iter().map(|f| (f.rule.code, f.severity));
        found
            .filter(|(code, _)| *code != "metadata/missing-column")
            .collect()
    }

    fn codes(settings: &str) -> Vec<&'static str> {
        found(settings).into_iter().map(|(code, _)| code).collect()
    }

    #[test]
    fn settings_choose_the_rules_of_a_file() {
        let unit = "metadata/invalid-unit";
        assert!(codes("").contains(&unit));
        assert!(codes("").len() > 1);
        assert_eq!(codes("select = ['metadata/invalid-unit']"), [unit]);
        assert!(!codes("ignore = ['metadata/invalid-unit']").contains(&unit));
        assert!(codes("ignore = ['metadata']").is_empty());
        assert!(codes("[per-file-ignores]\n'metadata.csv' = ['ALL']").is_empty());
        assert!(codes("[per-file-ignores]\n'bar/*' = ['ALL']").contains(&unit));
    }

    #[test]
    fn settings_give_severities() {
        let unit = |settings: &str| {
            let found = found(settings);
            let mut unit = found
                .iter()
                .filter(|(code, _)| *code == "metadata/invalid-unit");
            unit.next().map(|(_, severity)| *severity)
        };
        assert_eq!(unit(""), Some(Severity::Error));
        assert_eq!(unit("[severity]\nmetadata = 'hint'"), Some(Severity::Hint));
        assert_eq!(unit("[severity]\nmetadata = 'off'"), None);
    }

    #[test]
    fn unknown_rules_are_told_with_the_nearest() {
        assert_eq!(known("metadata"), Ok(()));
        assert_eq!(known("ALL"), Ok(()));
        assert_eq!(known("all"), Err(Some("ALL")));
        assert_eq!(
            known("metadata/invalid-unti"),
            Err(Some("metadata/invalid-unit"))
        );
        assert_eq!(known("unsorted"), Err(Some("metadata/unsorted")));
        assert_eq!(known("zzzzzzzzzz"), Err(None));
        let file = ConfigFile::parse(
            "x.toml",
            "ignore = ['metdata']\n[severity]\nx-y-z = 'off'\n".into(),
        );
        let told = told(&file);
        assert!(
            told[0].starts_with("x.toml:1:11: There is no rule or area `metdata`."),
            "{told:?}"
        );
        assert!(told[1].starts_with("x.toml:3:1: "), "{told:?}");
    }
}
