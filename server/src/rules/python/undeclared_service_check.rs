//! `python/undeclared-service-check`

use super::{is_in_package, sent};
use crate::catalog::{Takes, nearest};
use crate::model::FileKind;
use crate::model::python::Namespace;
use crate::model::service_checks::ServiceCheckFacts;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A check sends a service check that `service_checks.json` does not declare.
    ///
    /// ## Why
    /// Users can only build monitors on service checks that are declared. Names that are written
    /// out, or given to a constant of the same file, are compared, with the namespace of their
    /// class in front.
    UNDECLARED_SERVICE_CHECK = "python/undeclared-service-check",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: File(FileKind::Python, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    // Few files send anything.
    let sent = if is_in_package(cx) { sent(cx) } else { &[] };
    if sent.is_empty() {
        return;
    }
    let Some(declared) = cx.integration.service_checks() else {
        return;
    };
    if !declared.well_formed || declared.checks.is_empty() {
        return;
    }
    for sent in sent {
        if sent.takes != Takes::ServiceCheck || is_declared(declared, &sent.name.value) {
            continue;
        }
        let name = match &sent.namespace {
            Namespace::Known(_) | Namespace::None => sent.full_name().unwrap_or_default(),
            // Any beginning is possible.
            Namespace::Unknown => sent.name.value.to_string(),
        };
        let names = declared.checks.iter().map(|fact| &*fact.check.value);
        let meant = nearest(&name, names)
            .map(|meant| format!(" Is `{meant}` meant?"))
            .unwrap_or_default();
        sink.report(
            sent.name.span,
            format!("The service check `{name}` is not declared in service_checks.json.{meant}"),
        );
    }
}

/// Declared under the name, or with something in front: a namespace may come from anywhere.
fn is_declared(declared: &ServiceCheckFacts, name: &str) -> bool {
    declared.checks.iter().any(|check| {
        let before = check.check.value.strip_suffix(name);
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn source(call: &str) -> String {
        format!(
            "//- foo/assets/service_checks.json\n[{{\"check\": \"foo.can_connect\"}}]\n\
             //- foo/datadog_checks/foo/check.py\n\
             class A(AgentCheck):\n    __NAMESPACE__ = 'foo'\n    UP = 'up'\n\
             \x20   def check(self, _):\n        {call}\n"
        )
    }

    #[test]
    fn names_are_compared_with_their_namespace() {
        assert_findings(
            &UNDECLARED_SERVICE_CHECK,
            &source("self.service_check('«cannot_connect»', 0)"),
        );
        assert_findings(
            &UNDECLARED_SERVICE_CHECK,
            &source("self.service_check(«self.UP», 0)"),
        );
        for fine in [
            "self.service_check('can_connect', 0)",
            "self.service_check('foo.can_connect', 0, raw=True)",
            "self.service_check(name, 0)",
            "self.gauge('other', 0)",
        ] {
            assert_findings(&UNDECLARED_SERVICE_CHECK, &source(fine));
        }
    }

    #[test]
    fn an_empty_or_broken_declaration_proves_nothing() {
        for json in ["[]", "[{\"check\": \"foo.a\""] {
            let text = source("self.service_check('x', 0)")
                .replace("[{\"check\": \"foo.can_connect\"}]", json);
            assert_findings(&UNDECLARED_SERVICE_CHECK, &text);
        }
    }
}
