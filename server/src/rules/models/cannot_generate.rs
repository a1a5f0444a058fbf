//! `models/cannot-generate`

use crate::engine::models::ErrorKind;
use crate::rules::{Severity, Sink, rule};
use crate::text::Span;
use crate::workspace::SpecCx;

use super::compared;

rule! {
    /// ddev cannot generate the models of this specification.
    ///
    /// ## Why
    /// The generator asks more of types than the validation of specifications does:
    /// `required: true` on a property, for instance, passes there, but is no list of names.
    /// `ddev validate models` reports it, or breaks off with a traceback.
    ///
    /// ## Example
    /// ```yaml
    /// value:
    ///   type: object
    ///   properties:
    ///   - name: user
    ///     type: string
    ///     required: true   # belongs in a list of names beside `properties`
    /// ```
    ///
    /// Some words of schemas that ddev accepts are not followed here, `allOf` or an `enum` of a list
    /// among them. That is told as information: the models are not compared then, and may be right.
    CANNOT_GENERATE = "models/cannot-generate",
    severity: Error,
    origin: Ddev("models"),
    fix: None,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    let Some(derived) = compared(cx) else {
        return;
    };
    for error in &derived.model_errors {
        let span = cx.resolved().in_spec(error.origin).unwrap_or(Span::at(0));
        let end = match error.kind {
            ErrorKind::Reported => "",
            ErrorKind::Crash => " ddev breaks off at it.",
            ErrorKind::Unknown => {
                let message = format!(
                    "Models are not compared: {}. Only `ddev validate models` can tell.",
                    error.message
                );
                sink.report(span, message).severity(Severity::Information);
                continue;
            }
        };
        sink.report(
            span,
            format!("Models cannot be generated: {}.{end}", error.message),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, assert_findings};

    const PACKAGE: &str = "//- foo/datadog_checks/foo/__about__.py\n__version__ = '1.0.0'\n//- foo/datadog_checks/foo/config_models/__init__.py\n\n";

    fn spec(property: &str) -> String {
        format!(
            "{PACKAGE}//- foo/assets/configuration/spec.yaml\nname: Foo\nfiles:\n- name: foo.yaml\n  options:\n  - name: instances\n    description: All.\n    options:\n    - name: a\n      description: Text.\n      value:\n        type: object\n        properties:\n        - name: user\n          type: string\n{property}"
        )
    }

    #[test]
    fn what_the_validation_passes_may_stop_the_generator() {
        assert_findings(&CANNOT_GENERATE, &spec("          required: «true»\n"));
        assert_findings(&CANNOT_GENERATE, &spec("        required: [user]\n"));
    }

    #[test]
    fn what_is_not_followed_is_told_and_no_error() {
        let text = spec("          allOf: «[{minLength: 3}]»\n");
        let found = assert_findings(&CANNOT_GENERATE, &text);
        assert_eq!(found[0].severity, Severity::Information);
        assert!(found[0].message.contains("`allOf` is not followed"));
        let text = spec("").replace(
            "        type: object\n",
            "        type: object\n        default: !!pairs [a: 1]\n",
        );
        let fixture = Fixture::new(&text);
        let found = fixture.findings_of(&CANNOT_GENERATE);
        assert_eq!(found[0].severity, Severity::Information);
    }
}
