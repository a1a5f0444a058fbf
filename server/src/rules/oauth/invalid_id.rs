//! `oauth/invalid-id`

use super::value;
use crate::model::FileKind;
use crate::rules::manifest::invalid_uuid::is_uuid;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The identifier of an OAuth client is no UUID.
    ///
    /// ## Why
    /// Datadog gives every client a UUID: 32 hexadecimal digits in five groups.
    INVALID_ID = "oauth/invalid-id",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: File(FileKind::OauthClients, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(node) = value(cx, "id") else { return };
    if node.as_str().is_some_and(|id| is_uuid(&id)) {
        return;
    }
    let message = "This is no UUID: 8, 4, 4, 4 and 12 hexadecimal digits joined by dashes.";
    sink.report(node.inner_span(), message);
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::changed;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_identifier_is_a_uuid() {
        assert_findings(&INVALID_ID, &changed("Foo", "Foo"));
        let id = "5b3c1b3e-9d1a-4c43-8f0a-0a4b6a1f2c3d";
        assert_findings(&INVALID_ID, &changed(id, "«foo»"));
    }
}
