//! `spec/require-trusted-provider`

use super::{fix_boolean, report_faults};
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// `require_trusted_provider` is no boolean.
    ///
    /// ## Why
    /// It decides whether a value is taken from sources that are not trusted, so ddev wants it
    /// clear at every depth of a value.
    ///
    /// ## Fix
    /// Takes the quotes off a boolean.
    REQUIRE_TRUSTED_PROVIDER = "spec/require-trusted-provider",
    severity: Error,
    origin: Ddev("config"),
    fix: Safe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(
        cx,
        sink,
        Code::RequireTrustedProvider,
        |_, node, finding| {
            fix_boolean(node, finding);
        },
    );
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, in_value, value};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn only_booleans_will_do() {
        let text = "type: array\nrequire_trusted_provider: true\nitems:\n  type: string\n  require_trusted_provider: «1»";
        assert_findings(&REQUIRE_TRUSTED_PROVIDER, &value(text));
        let bad = value("type: string\nrequire_trusted_provider: 'true'");
        let good = bare(&in_value("type: string\nrequire_trusted_provider: true"));
        assert_fix(&REQUIRE_TRUSTED_PROVIDER, &bad, &good);
    }
}
