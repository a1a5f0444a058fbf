//! Completion in Python sources: names of declared metrics and service checks, inside the
//! first text of a call that sends them. The rest is the business of a Python server.

use super::{Completion, CompletionKind};
use crate::catalog::{CheckMethod, Takes, agent_check};
use crate::model::Facts;
use crate::model::python::{Namespace, namespace};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let Some(spot) = Spot::at(cx.text(), offset) else {
        return Vec::new();
    };
    let fronts = fronts(cx, &spot);
    let short = |name: &str| {
        fronts
            .iter()
            .find_map(|front| name.strip_prefix(front.as_str()))
            .map(str::to_owned)
    };
    let item = |name: &str, detail: &str, docs: &str, rank: u32| {
        let label = short(name)?;
        let edit = TextEdit::replace(spot.span, label.as_str());
        let mut item = Completion::new(label, CompletionKind::Reference, edit);
        item.detail = (!detail.is_empty()).then(|| detail.to_owned());
        item.documentation = (!docs.is_empty()).then(|| docs.to_owned());
        item.rank = rank;
        Some(item)
    };
    if spot.method.takes == Takes::ServiceCheck {
        let declared = cx.integration.service_checks().into_iter();
        let checks = declared.flat_map(|facts| &facts.checks);
        return checks
            .filter_map(|fact| item(&fact.check.value, &fact.name, &fact.description, 0))
            .collect();
    }
    let metrics = cx.integration.metadata().into_iter();
    let metrics = metrics.flat_map(|facts| &facts.metrics);
    metrics
        .filter_map(|metric| {
            let fits = spot.method.stored.as_deref();
            let rank = u32::from(fits.is_some_and(|stored| stored != &*metric.metric_type));
            let detail = [&*metric.metric_type, &*metric.unit].join(" ");
            item(&metric.name, detail.trim(), &metric.description, rank)
        })
        .collect()
}

/// The text under the cursor and the method it goes to.
struct Spot {
    method: &'static CheckMethod,
    /// Where the name of the method ends.
    method_end: usize,
    /// Bytes of the name written so far.
    span: Span,
}

impl Spot {
    /// Judged by the text before the cursor: while somebody types, the quote is not closed.
    fn at(text: &str, offset: usize) -> Option<Self> {
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        let before = text.get(..offset)?.trim_end_matches(is_name);
        let start = before.len();
        let call = before.strip_suffix(['\'', '"'])?.trim_end();
        let call = match call.strip_suffix('=') {
            Some(keyword) => keyword.trim_end().strip_suffix("name")?.trim_end(),
            None => call,
        };
        let call = call.strip_suffix('(')?;
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let receiver = call.trim_end_matches(is_word);
        let method = agent_check().method(&call[receiver.len()..])?;
        let takes_name = matches!(method.takes, Takes::Metric | Takes::ServiceCheck);
        if !receiver.ends_with('.') || !takes_name {
            return None;
        }
        let rest = text[offset..].find(|c| !is_name(c));
        let end = rest.map_or(text.len(), |at| offset + at);
        Some(Self {
            method,
            method_end: call.len(),
            span: Span::new(start, end),
        })
    }
}

/// What declared names may begin with that the source leaves out, the longest first.
fn fronts(cx: &FileCx, spot: &Spot) -> Vec<String> {
    let call = cx.file.python().and_then(|tree| {
        let mut calls = tree.calls.iter();
        let call = calls.find(|call| call.function.span.end as usize == spot.method_end)?;
        Some(namespace(tree, call.class))
    });
    match call {
        Some(Namespace::None) => vec![String::new()],
        Some(Namespace::Known(namespace)) => vec![format!("{namespace}.")],
        _ => {
            let facts = cx.integration.facts_below("datadog_checks/");
            let sources = facts.filter_map(|(_, facts): (_, &Facts)| facts.as_python());
            let spaces = sources.flat_map(|source| &source.namespaces);
            let mut fronts: Vec<String> = spaces.map(|space| format!("{}.", space.value)).collect();
            fronts.sort_by_key(|front| std::cmp::Reverse(front.len()));
            fronts.push(String::new());
            fronts
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{accept_completion, completions};

    fn source(base: &str, call: &str) -> String {
        format!(
            "//- foo/metadata.csv\nmetric_name,metric_type,description\nfoo.a,count,A.\nfoo.b,gauge,B.\nbar.c,gauge,\n\
             //- foo/assets/service_checks.json\n[{{\"check\": \"foo.up\", \"name\": \"Up\"}}]\n\
             //- foo/datadog_checks/foo/check.py\nclass A(AgentCheck):\n    {base}\n    def check(self, _):\n        {call}\n"
        )
    }

    fn labels(base: &str, call: &str) -> Vec<String> {
        let items = completions(&source(base, call));
        items.into_iter().map(|item| item.label).collect()
    }

    #[test]
    fn metrics_come_without_the_namespace_and_those_that_fit_first() {
        let space = "__NAMESPACE__ = 'foo'";
        assert_eq!(labels(space, "self.gauge('‸', 1)"), ["b", "a"]);
        assert_eq!(labels(space, "self.count('‸"), ["a", "b"]);
        assert_eq!(
            labels("x = 1", "self.count(\n  name=\"fo‸\"\n)"),
            ["foo.a", "bar.c", "foo.b"]
        );
        assert_eq!(labels(space, "self.service_check('u‸', 0)"), ["up"]);
        assert!(
            accept_completion(&source(space, "self.gauge('x‸y.z', 1)"), "b")
                .contains("self.gauge('b', 1)")
        );
    }

    #[test]
    fn other_texts_are_not_ours() {
        for call in [
            "self.gauge('a', '‸')",
            "self.log.info('‸')",
            "gauge('‸')",
            "self.event('‸')",
        ] {
            assert_eq!(labels("x = 1", call), Vec::<String>::new(), "{call}");
        }
    }
}
