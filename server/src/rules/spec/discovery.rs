//! `spec/discovery`

use std::collections::{BTreeMap, HashSet};

use super::discovery_candidate::{Placeholders, faults};
use super::{kind_name, written};
use crate::catalog::{nearest, spec_words};
use crate::model::spec::{SpecFile, place_of};
use crate::rules::{Sink, rule};
use crate::syntax::yaml::{YamlKind, YamlNode, edit};
use crate::workspace::SpecCx;

rule! {
    /// The `discovery` of a file is not what ddev expects.
    ///
    /// ## Why
    /// A discovery is a list of strategies, each with the candidates it tries. Candidates fill
    /// options of an instance from placeholders such as `{service.host}` and, with
    /// `from_ports`, `{port.number}`. Strategies led by `local:` come with the check and must
    /// say what they take and give.
    ///
    /// ## Example
    /// ```yaml
    /// discovery:
    ///   strategies:
    ///   - strategy: from_ports
    ///     candidates:
    ///     - openmetrics_endpoint: http://{service.host}:{port.number}/metrics
    /// ```
    ///
    /// ## Fix
    /// Replaces an unknown strategy or key by its nearest match.
    DISCOVERY = "spec/discovery",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    for (index, file) in cx.spec.files.iter().enumerate() {
        if let Some(node) = file.node.get("discovery").filter(|_| has_options(file)) {
            check_stanza(cx, sink, index, node);
        }
    }
}

/// ddev comes to the discovery only when there are options.
fn has_options(file: &SpecFile) -> bool {
    file.node.get("options").is_some_and(|n| n.is_sequence())
}

fn check_stanza(cx: &SpecCx, sink: &mut Sink, file: usize, node: YamlNode) {
    if !node.is_mapping() {
        let message = format!("`discovery` must be a mapping, but is {}.", kind_name(node));
        sink.report(written(node), message);
        return;
    }
    if node
        .get("enabled")
        .is_some_and(|enabled| enabled.is_falsy())
    {
        return;
    }
    let template = node.get("template").is_some();
    let allowed = if template {
        &["template", "overrides", "enabled", "strategies"][..]
    } else {
        &["enabled", "strategies"]
    };
    check_keys(sink, node, allowed);
    let strategies = node.get("strategies");
    let Some(strategies) = strategies.filter(|s| s.items().next().is_some()) else {
        if !template || strategies.is_some() {
            let message = "A discovery needs a list of `strategies`.";
            sink.report(strategies.map_or(place_of(node), written), message);
        }
        return;
    };
    let options = instance_options(cx, file);
    for stanza in strategies.items() {
        check_strategy(sink, stanza, options.as_ref());
    }
}

/// Unknown keys of a stanza or strategy.
fn check_keys(sink: &mut Sink, node: YamlNode, allowed: &[&str]) {
    for (key, value) in node.effective_pairs() {
        if key.as_str().is_some_and(|name| allowed.contains(&name)) {
            continue;
        }
        let name = key.decoded().unwrap_or(key.raw());
        let finding = sink.report(key.span(), format!("`{name}` is not known here."));
        let free = allowed
            .iter()
            .copied()
            .filter(|known| node.get(known).is_none());
        if let Some(meant) = nearest(name, free)
            && let Some(edit) = edit::rename_key(value, meant)
        {
            finding.unsafe_fix(format!("Rename to `{meant}`"), vec![edit]);
        }
    }
}

fn check_strategy(sink: &mut Sink, stanza: YamlNode, options: Option<&HashSet<&str>>) {
    if !stanza.is_mapping() {
        let message = format!(
            "A strategy must be a mapping, but this is {}.",
            kind_name(stanza)
        );
        sink.report(written(stanza), message);
        return;
    }
    if stanza.get("template").is_some() {
        return;
    }
    let words = spec_words();
    let named = stanza.get("strategy");
    let name = named.and_then(|node| node.as_str());
    let known = words.strategies.iter().find(|s| Some(&*s.name) == name);
    let local = name.is_some_and(|name| name.starts_with("local:"));
    let mut placeholders: Placeholders = BTreeMap::new();
    placeholders.insert(
        "service".to_owned(),
        words.placeholders.get("service").cloned(),
    );
    let mut inputs: Vec<(String, String, bool)> = Vec::new();
    let mut allowed: Vec<&str> = vec!["strategy", "candidates"];
    if let Some(known) = known {
        for provided in &known.provides {
            placeholders.insert(provided.clone(), words.placeholders.get("port").cloned());
        }
        inputs.extend(
            known
                .inputs
                .iter()
                .map(|(k, t)| (k.clone(), t.clone(), false)),
        );
    } else if local {
        allowed.extend(["provides", "inputs"]);
        read_contract(sink, stanza, &mut placeholders, &mut inputs);
    } else {
        let message = match name {
            Some(name) => format!("There is no strategy `{name}`."),
            None => "This strategy has no name.".to_owned(),
        };
        let finding = sink.report(named.map_or(place_of(stanza), written), message);
        let names = words.strategies.iter().map(|s| s.name.as_str());
        if let (Some(node), Some(meant)) = (named, name.and_then(|name| nearest(name, names))) {
            let edit = edit::set_text(node, meant);
            finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
        }
        return;
    }
    allowed.extend(inputs.iter().map(|(key, ..)| key.as_str()));
    check_keys(sink, stanza, &allowed);
    for (key, wanted, required) in &inputs {
        check_input(sink, stanza, key, wanted, *required);
    }
    check_candidates(sink, stanza, options, &placeholders);
}

/// What a strategy of the check says it takes and gives.
fn read_contract(
    sink: &mut Sink,
    stanza: YamlNode,
    placeholders: &mut Placeholders,
    inputs: &mut Vec<(String, String, bool)>,
) {
    let provides = stanza.get("provides");
    let texts: Option<Vec<&str>> = provides
        .filter(|node| node.is_sequence())
        .and_then(|node| node.items().map(|item| item.as_str()).collect());
    match texts {
        Some(texts) => placeholders.extend(texts.iter().map(|name| ((*name).to_owned(), None))),
        None => {
            let message = "A `local:` strategy must list the names it gives under `provides`.";
            sink.report(provides.map_or(place_of(stanza), written), message);
        }
    }
    let taken = stanza.get("inputs");
    let pairs: Option<Vec<(&str, &str)>> = taken.filter(|n| n.is_mapping()).and_then(|node| {
        let pairs = node.effective_pairs();
        let mut pairs = pairs.iter().map(|(k, v)| Some((k.as_str()?, v.as_str()?)));
        pairs.by_ref().collect()
    });
    match pairs {
        Some(pairs) => {
            let all = pairs
                .iter()
                .map(|(k, t)| ((*k).to_owned(), (*t).to_owned(), true));
            inputs.extend(all);
        }
        None => {
            let message =
                "A `local:` strategy must map the keys it takes to their types under `inputs`.";
            sink.report(taken.map_or(place_of(stanza), written), message);
        }
    }
}

fn check_input(sink: &mut Sink, stanza: YamlNode, key: &str, wanted: &str, required: bool) {
    let Some(node) = stanza.get(key) else {
        if required {
            let message = format!("`{key}` is missing, which the strategy takes.");
            sink.report(place_of(stanza), message);
        }
        return;
    };
    let whole = |node: YamlNode| node.value().kind() == YamlKind::Int;
    let (fits, what) = match wanted {
        "array[int]" => (
            node.is_sequence() && node.items().all(whole),
            "a list of whole numbers",
        ),
        "integer" => (whole(node), "a whole number"),
        "string" => (node.as_str().is_some(), "text"),
        "boolean" => (node.as_bool().is_some(), "`true` or `false`"),
        _ => return,
    };
    if !fits {
        sink.report(written(node), format!("`{key}` must be {what}."));
    }
}

fn check_candidates(
    sink: &mut Sink,
    stanza: YamlNode,
    options: Option<&HashSet<&str>>,
    placeholders: &Placeholders,
) {
    let candidates = stanza.get("candidates");
    let Some(candidates) = candidates.filter(|c| c.items().next().is_some()) else {
        let message = "A strategy needs a list of `candidates`.";
        sink.report(candidates.map_or(place_of(stanza), written), message);
        return;
    };
    for candidate in candidates.items() {
        let pairs = candidate.effective_pairs();
        if !candidate.is_mapping() || pairs.is_empty() {
            let message = "A candidate must be a mapping of options.";
            sink.report(written(candidate), message);
            continue;
        }
        for (key, value) in pairs {
            let Some(name) = key.as_str() else {
                sink.report(key.span(), "The option of a candidate must be text.");
                continue;
            };
            if options.is_some_and(|options| !options.contains(name)) {
                let message = format!("The instances have no option `{name}`.");
                sink.report(key.span(), message);
            }
            if let Some(text) = value.as_str() {
                for fault in faults(text, placeholders) {
                    sink.report(value.inner_span(), fault);
                }
            }
        }
    }
}

/// Names of the options of an instance, when all of them are written out; `None` otherwise,
/// and when there are none.
fn instance_options<'a>(cx: &SpecCx<'a>, file: usize) -> Option<HashSet<&'a str>> {
    let spec = &cx.spec;
    let mut top = spec.options.iter().enumerate();
    let (section, _) = top.find(|(_, option)| {
        option.file == file && option.parent.is_none() && option.name() == Some("instances")
    })?;
    let certain = spec.options.iter();
    let certain = certain.filter(|option| option.file == file && option.parent.is_none());
    if certain.clone().any(|option| option.name().is_none()) {
        return None;
    }
    let inner = spec.options.iter().filter(|o| o.parent == Some(section));
    let names: Option<HashSet<&str>> = inner.map(|option| option.name()).collect();
    names.filter(|names| !names.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::file;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn text(discovery: &str) -> String {
        let options = "- template: instances\n    options:\n    - name: url\n      description: a\n      value: {type: string}";
        format!("files:\n- name: foo.yaml\n  options:\n  {options}\n  {discovery}\n")
    }

    fn strategy(more: &str) -> String {
        text(&format!("discovery:\n    strategies:\n    - {more}"))
    }

    #[test]
    fn stanzas_are_checked() {
        for bad in [
            "discovery: «text»",
            "«discovery»:\n    enabled: true",
            "discovery:\n    strategies: «[]»",
            "discovery:\n    strategies: [«a»]",
            "discovery:\n    template: discovery/openmetrics_from_ports\n    «x»: 1",
        ] {
            assert_findings(&DISCOVERY, &file(&text(bad)));
        }
        assert_findings(
            &DISCOVERY,
            &file(&text("discovery: {enabled: false, x: 1}")),
        );
        let template = "discovery:\n    template: discovery/openmetrics_from_ports";
        assert_findings(&DISCOVERY, &file(&text(template)));
    }

    #[test]
    fn strategies_are_checked() {
        let good = "candidates: [{url: '{service.host}'}]";
        for bad in [
            format!("strategy: «ports»\n      {good}"),
            format!("strategy: from_ports\n      «x»: 1\n      {good}"),
            format!("strategy: from_ports\n      port_hints: «[a]»\n      {good}"),
            "«strategy»: from_ports".to_owned(),
            "strategy: from_ports\n      candidates: [«{}»]".to_owned(),
            "strategy: from_ports\n      candidates: [{«uri»: a}]".to_owned(),
            "strategy: from_ports\n      candidates: [{url: '«{port.id}»'}]".to_owned(),
            format!("«strategy»: local:mine\n      inputs: {{}}\n      {good}"),
        ] {
            assert_findings(&DISCOVERY, &file(&strategy(&bad)));
        }
        let local = format!(
            "strategy: local:mine\n      provides: [port]\n      inputs: {{a: string}}\n      a: b\n      {good}"
        );
        assert_findings(&DISCOVERY, &file(&strategy(&local)));
    }

    #[test]
    fn slips_are_mended() {
        let good = "strategy: from_ports\n      candidates: [{url: '{port.number}'}]";
        let bad = good.replace("from_ports", "from_port");
        assert_fix(&DISCOVERY, &file(&strategy(&bad)), &strategy(good));
    }
}
