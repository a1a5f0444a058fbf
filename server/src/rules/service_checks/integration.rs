//! `service-checks/integration`

use super::{IntegrationName, integration_name, values};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The integration name of a service check is not the display name of the integration.
    ///
    /// ## Why
    /// `integration` ties a service check to its integration. `ddev validate service-checks` compares
    /// it with the `source_type_name` of the manifest (`display_name` in the layout of 2018), letter by
    /// letter. A few integrations of core share another name, such as `System`.
    ///
    /// ## Example
    /// With the display name `Acme Queue`, `acme_queue` is wrong.
    ///
    /// ## Fix
    /// Replaces it by the display name, as `ddev validate service-checks --sync` does.
    INTEGRATION = "service-checks/integration",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: Safe,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let expected = integration_name(cx);
    for node in values(cx, "integration") {
        let written = node.as_str();
        let (wanted, span) = match &expected {
            Some(IntegrationName::Fixed(name)) => (Some(*name), None),
            Some(IntegrationName::Manifest(name, span)) => (Some(*name), Some(*span)),
            Some(IntegrationName::None) | None => (None, None),
        };
        if written.is_some() && (written.as_deref() == wanted || expected.is_none()) {
            continue;
        }
        let message = match wanted {
            Some(name) => format!("`integration` must be the display name `{name}`."),
            None if written.is_none() => {
                "`integration` must be the display name of the integration, as text.".to_owned()
            }
            None => "The manifest has no display name that `integration` could repeat.".to_owned(),
        };
        let finding = sink.report(node.inner_span(), message);
        if let Some(span) = span {
            let path = FileKind::Manifest.file_name();
            finding.related(cx.integration.repo_path(path), span, "The display name.");
        }
        if let Some(name) = wanted {
            let edit = TextEdit::replace(node.span(), quote(name));
            finding.safe_fix(format!("Replace by `{name}`"), vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::{changed, manifest, text};
    use super::*;
    use crate::rules::Severity;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn it_repeats_the_display_name() {
        assert_findings(&INTEGRATION, &changed(&[]));
        for bad in ["\"«foo»\"", "\"«»\"", "«null»", "«1»"] {
            let findings = assert_findings(&INTEGRATION, &changed(&[("\"Foo\"", bad)]));
            assert_eq!(findings[0].related.len(), 1);
        }
        assert_fix(
            &INTEGRATION,
            &changed(&[("\"Foo\"", "\"foo\"")]),
            &text(&[]),
        );
    }

    #[test]
    fn some_directories_have_a_fixed_name() {
        let disk = changed(&[("\"Foo\"", "\"System\"")]).replace("//- foo/", "//- disk/");
        assert_findings(&INTEGRATION, &disk);
        let disk = changed(&[("\"Foo\"", "\"«Foo»\"")]).replace("//- foo/", "//- disk/");
        assert_findings(&INTEGRATION, &disk);
    }

    #[test]
    fn names_of_the_configuration_do_not_count() {
        let config = "//- .ddev/config.toml\n[overrides.display-name]\nfoo = \"Bar\"\n";
        assert_findings(&INTEGRATION, &format!("{config}{}", changed(&[])));
    }

    #[test]
    fn without_a_display_name_none_is_right() {
        let bad = changed(&[("\"Foo\"", "\"«Foo»\"")]);
        let bad = bad.replace("      \"source_type_name\": \"Foo\",\n", "");
        assert_findings(&INTEGRATION, &bad);
    }

    #[test]
    fn a_manifest_that_is_being_typed_tells_nothing() {
        let broken = changed(&[("\"Foo\"", "\"foo\"")]);
        assert_findings(
            &INTEGRATION,
            &broken.replacen("\"app_id\":", "\"app_id\"", 1),
        );
    }

    #[test]
    fn what_the_manifest_does_not_name_is_a_warning() {
        let text = changed(&[("\"Foo\"", "\"«foo»\"")]).replace(&manifest(), "");
        let findings = assert_findings(&INTEGRATION, &text);
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
