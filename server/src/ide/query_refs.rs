//! What the text under the cursor in a dashboard or monitor refers to: a metric or a
//! template variable of a query. Completion, hover and definition all ask here.

use crate::model::dashboard::{Dashboard, is_metric_query};
use crate::model::metadata::MetricFact;
use crate::model::monitor::Monitor;
use crate::model::service_checks::{ServiceCheckFact, ServiceCheckFacts};
use crate::model::{Facts, FileKind, SourceFile};
use crate::syntax::json::{Decoded, JsonKind, JsonNode};
use crate::syntax::query::{self, Part, Token};
use crate::text::Span;
use crate::workspace::{FileCx, Integration};

/// A string of the file, decoded, and the cursor in it.
pub(super) struct Text<'a> {
    /// The string.
    pub(super) node: JsonNode<'a>,
    /// What it says.
    pub(super) decoded: Decoded<'a>,
    /// The cursor in the decoded text.
    pub(super) at: usize,
    /// The parts, when it is a query over metrics or service checks.
    pub(super) parts: Option<Vec<Token>>,
}

impl<'a> Text<'a> {
    /// The string value that the cursor is in.
    pub(super) fn at(cx: &FileCx<'a>, offset: usize) -> Option<Self> {
        let node = cx.file.json()?.node_at(cx.text(), offset);
        let inside = node.kind() == JsonKind::String && node.inner_span().touches(offset);
        let decoded = Decoded::of(node).filter(|_| inside)?;
        let parts = is_query(cx.file, node).then(|| query::parts(&decoded.text));
        Some(Self {
            node,
            at: decoded.inner(offset),
            decoded,
            parts,
        })
    }

    /// The part of a query that the cursor touches, of a kind that fits.
    pub(super) fn part(&self, fits: impl Fn(Part) -> bool) -> Option<Token> {
        let parts = self.parts.iter().flatten();
        parts
            .copied()
            .find(|token| fits(token.part) && token.span.touches(self.at))
    }

    /// Bytes of the file below a part of the text.
    pub(super) fn outer(&self, span: Span) -> Span {
        self.decoded.outer_span(span)
    }
}

/// True for a string that holds a query over metrics or service checks.
fn is_query(file: &SourceFile, node: JsonNode) -> bool {
    let monitor = || Monitor::of(file).and_then(|monitor| monitor.query());
    is_metric_query(node) || (file.kind == FileKind::Monitor && monitor() == Some(node))
}

/// What a part of a text refers to.
pub(super) enum Reference<'a> {
    /// A metric, with its row and the integration that lists it, if one does.
    Metric(String, Option<(&'a Integration, &'a MetricFact)>),
    /// A declared template variable: the string of its name.
    Variable(JsonNode<'a>),
    /// A declared service check, with the path of the file that declares it.
    Check(String, &'a ServiceCheckFact),
}

/// What the cursor is on, and its bytes in the file.
pub(super) fn reference<'a>(cx: &FileCx<'a>, offset: usize) -> Option<(Span, Reference<'a>)> {
    let text = Text::at(cx, offset)?;
    if let Some(token) = text.part(|part| part == Part::Metric) {
        let name = token.span.slice(&text.decoded.text);
        let row = row(cx, name);
        let found = (!name.is_empty()).then(|| Reference::Metric(name.to_owned(), row))?;
        return Some((text.outer(token.span), found));
    }
    let check = text
        .part(|part| part == Part::Check)
        .map(|token| token.span);
    let whole = || Span::new(0, text.decoded.text.len());
    if let Some(span) = check.or_else(|| is_check(text.node).then(whole)) {
        let name = span.slice(&text.decoded.text);
        let mut all = std::iter::once(cx.integration)
            .chain(cx.repo.integrations.values().map(|other| &**other));
        let (path, fact) = all.find_map(|other| {
            let (path, table) = checks_of(other)?;
            Some((other.repo_path(path), table.get(name)?))
        })?;
        return Some((text.outer(span), Reference::Check(path, fact)));
    }
    if cx.file.kind != FileKind::Dashboard {
        return None;
    }
    let dashboard = Dashboard::of(cx.file)?;
    let named = query::variables(&text.decoded.text).find(|span| {
        // The dollar sign belongs to the name.
        let start = span.start.saturating_sub(1);
        Span { start, ..*span }.touches(text.at)
    })?;
    let find = |name: &str| {
        let mut names = dashboard.variables();
        names.find(|node| node.as_str().as_deref() == Some(name))
    };
    let name = query::variable(named.slice(&text.decoded.text), &|name| {
        find(name).is_some()
    });
    let start = named.start as usize;
    let span = Span::new(start.saturating_sub(1), start + name.len());
    Some((text.outer(span), Reference::Variable(find(name)?)))
}

/// True for the name of a service check that a widget shows.
pub(super) fn is_check(node: JsonNode) -> bool {
    let widget = || {
        node.parent()
            .and_then(|definition| definition.str_at("/type"))
    };
    node.key().as_deref() == Some("check") && widget().as_deref() == Some("check_status")
}

/// The service checks that an integration declares, with the path of their file.
pub(super) fn checks_of(integration: &Integration) -> Option<(&str, &ServiceCheckFacts)> {
    let manifest = integration.manifest();
    let named = manifest.and_then(|manifest| manifest.service_checks_path.as_ref());
    let path = named.map_or(FileKind::ServiceChecks.file_name(), |path| {
        path.value.trim_start_matches("./")
    });
    let facts = integration
        .facts_at(path)
        .and_then(Facts::as_service_checks)?;
    Some((path, facts))
}

/// The row of a metric: of this integration, else of one whose prefix it has.
fn row<'a>(cx: &FileCx<'a>, name: &str) -> Option<(&'a Integration, &'a MetricFact)> {
    let own = cx.integration;
    if let Some(metric) = own.metadata().and_then(|table| table.queried(name)) {
        return Some((own, metric));
    }
    let others = cx.repo.integrations.values().map(|other| &**other);
    let mut others = others.filter(|other| {
        let prefix = other.metrics_prefix(&cx.repo.config);
        !prefix.is_empty() && name.starts_with(&prefix)
    });
    others.find_map(|other| Some((other, other.metadata()?.queried(name)?)))
}
