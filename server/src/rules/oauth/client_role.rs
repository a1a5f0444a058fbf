//! `oauth/client-role`

use super::value;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The role of an OAuth client is not `integration`.
    ///
    /// ## Why
    /// It is the only role that clients of integrations have.
    ///
    /// ## Fix
    /// Replaces the value.
    CLIENT_ROLE = "oauth/client-role",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::OauthClients, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(node) = value(cx, "client_role") else {
        return;
    };
    if node.as_str().as_deref() == Some("integration") {
        return;
    }
    let message = "The role of a client is `integration`.";
    let edit = TextEdit::replace(node.span(), "\"integration\"");
    sink.report(node.inner_span(), message)
        .unsafe_fix("Replace by `integration`", vec![edit]);
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::changed;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn there_is_one_role() {
        assert_findings(&CLIENT_ROLE, &changed("Foo", "Foo"));
        let role = "\"client_role\": \"integration\"";
        assert_findings(&CLIENT_ROLE, &changed(role, "\"client_role\": \"«user»\""));
        let good = changed("Foo", "Foo").split_once('\n').unwrap().1.to_owned();
        assert_fix(&CLIENT_ROLE, &changed(role, "\"client_role\": null"), &good);
    }
}
