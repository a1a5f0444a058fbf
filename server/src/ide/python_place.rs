//! What stands under the cursor in a Python source: a method that sends something, or the
//! name of a metric or service check. Shared by hover and definition.

use crate::catalog::{CheckMethod, Takes, agent_check};
use crate::model::metadata::MetricFact;
use crate::model::python::{Namespace, Sent, is_of_check, sent_by};
use crate::model::service_checks::ServiceCheckFact;
use crate::text::Span;
use crate::workspace::FileCx;

/// What stands under the cursor.
pub(super) enum PythonPlace<'a> {
    /// A method of the base class.
    Method(Span, &'static CheckMethod),
    /// A metric of metadata.csv.
    Metric(Span, &'a MetricFact),
    /// A declared service check.
    ServiceCheck(Span, &'a ServiceCheckFact),
}

impl<'a> PythonPlace<'a> {
    pub(super) fn at(cx: &FileCx<'a>, offset: usize) -> Option<Self> {
        let tree = cx.file.python()?;
        for call in &tree.calls {
            if call.function.span.touches(offset) && is_of_check(tree, call) {
                let method = agent_check().method(&call.function.text)?;
                return Some(Self::Method(call.function.span, method));
            }
            let Some(sent) = sent_by(tree, call).filter(|s| s.name.span.touches(offset)) else {
                continue;
            };
            return match sent.takes {
                Takes::Metric => metric(cx, &sent),
                _ => service_check(cx, &sent),
            };
        }
        literal(cx, offset)
    }
}

/// A text that is the full name of a metric or service check, wherever it stands: tables of
/// names are sent by loops.
fn literal<'a>(cx: &FileCx<'a>, offset: usize) -> Option<PythonPlace<'a>> {
    let text = cx.text();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    let start = text[..offset].trim_end_matches(is_name).len();
    let rest = &text[offset..];
    let end = offset + rest.find(|c| !is_name(c)).unwrap_or(rest.len());
    let quote = text[..start].chars().next_back()?;
    if !matches!(quote, '\'' | '"') || !text[end..].starts_with(quote) {
        return None;
    }
    let span = Span::new(start, end);
    let name = span.slice(text);
    let metric = cx
        .integration
        .metadata()
        .and_then(|facts| facts.metric(name));
    if let Some(metric) = metric {
        return Some(PythonPlace::Metric(span, metric));
    }
    let checks = cx.integration.service_checks()?.checks.iter();
    let mut found = checks.filter(|fact| &*fact.check.value == name);
    Some(PythonPlace::ServiceCheck(span, found.next()?))
}

fn metric<'a>(cx: &FileCx<'a>, sent: &Sent) -> Option<PythonPlace<'a>> {
    let metrics = &cx.integration.metadata()?.metrics;
    let found = metrics.iter().find(|metric| is_meant(sent, &metric.name))?;
    Some(PythonPlace::Metric(sent.name.span, found))
}

fn service_check<'a>(cx: &FileCx<'a>, sent: &Sent) -> Option<PythonPlace<'a>> {
    let checks = &cx.integration.service_checks()?.checks;
    let found = checks
        .iter()
        .find(|fact| is_meant(sent, &fact.check.value))?;
    Some(PythonPlace::ServiceCheck(sent.name.span, found))
}

/// The declared name, with anything in front when the namespace is not known.
fn is_meant(sent: &Sent, declared: &str) -> bool {
    match &sent.namespace {
        Namespace::Unknown => {
            let before = declared.strip_suffix(&*sent.name.value);
            before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
        }
        _ => sent.full_name().as_deref() == Some(declared),
    }
}
