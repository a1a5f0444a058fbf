//! `assets/service_checks.json`: the checks an integration declares.

use super::{Facts, Named, SourceFile};
use crate::syntax::json::{JsonKind, JsonNode};

/// A declared service check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceCheckFact {
    /// Name under which it is sent.
    pub check: Named,
    /// Name that people see; empty when there is none.
    pub name: Box<str>,
    /// What it means; empty when there is none.
    pub description: Box<str>,
    /// Statuses it can have.
    pub statuses: Vec<Box<str>>,
}

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServiceCheckFacts {
    /// Checks with a name, in file order.
    pub checks: Vec<ServiceCheckFact>,
    /// The list holds nothing, not even checks without a name.
    pub is_empty: bool,
    /// The text is JSON. Of one that is not, a missing check proves nothing.
    pub well_formed: bool,
}

impl ServiceCheckFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let Some(tree) = file.json() else {
            return Self::default();
        };
        let root = tree.root(&file.text);
        let items = root.children().filter(|_| root.kind() == JsonKind::Array);
        Self {
            checks: items.filter_map(fact).collect(),
            is_empty: root.is_falsy(),
            well_formed: tree.errors().is_empty(),
        }
    }

    /// The declared check of a name.
    #[must_use]
    pub fn get(&self, check: &str) -> Option<&ServiceCheckFact> {
        self.checks.iter().find(|fact| &*fact.check.value == check)
    }
}

fn fact(item: JsonNode) -> Option<ServiceCheckFact> {
    let text = |key: &str| -> Box<str> {
        let value = item.get(key).and_then(|node| node.as_str());
        value.map(|text| text.as_ref().into()).unwrap_or_default()
    };
    let check = item.get("check")?;
    let value = check.as_str().filter(|name| !name.is_empty())?;
    let statuses = item.get("statuses").into_iter();
    Some(ServiceCheckFact {
        check: Named {
            value: value.as_ref().into(),
            span: check.inner_span(),
        },
        name: text("name"),
        description: text("description"),
        statuses: statuses
            .flat_map(|list| list.children())
            .filter_map(|status| Some(status.as_str()?.as_ref().into()))
            .collect(),
    })
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_service_checks(&self) -> Option<&ServiceCheckFacts> {
        if let Self::ServiceChecks(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
