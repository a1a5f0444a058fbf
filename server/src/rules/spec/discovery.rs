//! `spec/discovery`

use super::report_faults;
use crate::catalog::{nearest, spec_words};
use crate::engine::{Code, Mark};
use crate::rules::{Sink, rule};
use crate::syntax::yaml::{YamlNode, edit};
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
    report_faults(cx, sink, Code::Discovery, |error, node, finding| {
        if node.key() == Some("strategy") {
            let names = spec_words().strategies.iter().map(|s| s.name.as_str());
            let meant = node.as_str().and_then(|name| nearest(name, names));
            if let Some(meant) = meant {
                let edit = edit::set_text(node, meant);
                finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
            }
        } else if error.site.mark == Mark::Key
            && let (Some(key), Some(holder)) = (node.key(), node.parent())
            && let Some(meant) = known_key(holder, key)
            && let Some(edit) = edit::rename_key(node, meant)
        {
            finding.unsafe_fix(format!("Rename to `{meant}`"), vec![edit]);
        }
    });
}

/// The known key that was meant in a stanza or strategy.
fn known_key(holder: YamlNode, key: &str) -> Option<&'static str> {
    let words = spec_words();
    let keys = match holder.key() {
        Some("discovery") => &words.discovery_keys,
        _ if holder.get("strategy").is_some() => &words.strategy_keys,
        _ => return None,
    };
    let free = keys.iter().map(|known| known.name.as_str());
    nearest(key, free.filter(|known| holder.get(known).is_none()))
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
