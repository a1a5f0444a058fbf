//! Service checks that are an integration's own by their first word, and whether anybody
//! declares them.

use crate::catalog::nearest;
use crate::model::service_checks::ServiceCheckFacts;
use crate::model::{Facts, FileKind};
use crate::rules::{Finding, Sink};
use crate::text::{Span, TextEdit};
use crate::workspace::{FileCx, Integration};

/// The service checks of an integration as its dashboards and monitors may name them.
pub(in crate::rules) struct OwnChecks<'a> {
    cx: FileCx<'a>,
    table: &'a ServiceCheckFacts,
    prefix: String,
}

impl<'a> OwnChecks<'a> {
    /// `None` where nothing is told about the service checks of the integration.
    pub(in crate::rules) fn of(cx: &FileCx<'a>) -> Option<Self> {
        let table = table_of(cx.integration).filter(|table| table.well_formed)?;
        let prefix = cx.integration.metrics_prefix(&cx.repo.config);
        Some(Self {
            cx: *cx,
            table,
            prefix: prefix.trim_end_matches('.').to_owned(),
        })
    }

    /// True for a name that begins as those of the integration do, yet nobody declares.
    fn lacks(&self, name: &str) -> bool {
        let repo = self.cx.repo;
        let mut all = repo
            .integrations
            .values()
            .filter_map(|other| table_of(other));
        let declared = self.table.get(name).is_some();
        self.is_own(name)
            && !declared
            && repo.complete
            && !all.any(|table| table.get(name).is_some())
    }

    fn is_own(&self, name: &str) -> bool {
        let mut declared = self.table.checks.iter();
        let below = |space: &str| {
            let rest = (!space.is_empty())
                .then(|| name.strip_prefix(space))
                .flatten();
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        below(self.cx.dir())
            || below(&self.prefix)
            || declared.any(|fact| below(fact.check.value.split('.').next().unwrap_or_default()))
    }

    /// Reports a name that nobody declares; `place` is what to replace by another.
    pub(in crate::rules) fn report<'s>(
        &self,
        name: &str,
        place: Span,
        sink: &'s mut Sink,
    ) -> Option<&'s mut Finding> {
        if name.contains('$') || !self.lacks(name) {
            return None;
        }
        // What needs an escape is no name to propose.
        let plain = |name: &&str| !name.contains(['"', '\\']);
        let declared = self.table.checks.iter().map(|fact| &*fact.check.value);
        let declared = declared.filter(plain);
        let meant = nearest(name, declared);
        let mut message = format!("`service_checks.json` declares no check `{name}`.");
        if let Some(meant) = meant {
            message.push_str(&format!(" Did you mean `{meant}`?"));
        }
        let finding = sink.report(place, message);
        if let Some(meant) = meant {
            let edit = TextEdit::replace(place, meant);
            finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
        }
        Some(finding)
    }
}

fn table_of(integration: &Integration) -> Option<&ServiceCheckFacts> {
    let named = integration
        .manifest()
        .and_then(|m| m.service_checks_path.as_ref());
    let path = named.map_or(FileKind::ServiceChecks.file_name(), |path| {
        path.value.trim_start_matches("./")
    });
    integration
        .facts_at(path)
        .and_then(Facts::as_service_checks)
}
