//! `manifest/v1-name`

use crate::model::RepoKind;
use crate::model::manifest::Field;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// The `name` of an older manifest is not the name of its directory.
    ///
    /// ## Why
    /// Tools of the time found the integration by either. Case does not matter. Directories
    /// must not begin with `datadog`, as everything here does; the Cluster Agent is exempt.
    ///
    /// ## Fix
    /// Replaces the name by that of the directory.
    V1_NAME = "manifest/v1-name",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let dir = cx.dir();
    // The directory of a single integration may be called anything.
    if cx.repo.kind == RepoKind::Single {
        return;
    }
    let Some(node) = cx.field(Field::Name) else {
        return;
    };
    let Some(name) = node.as_str() else { return };
    if name.to_lowercase() != dir.to_lowercase() {
        let message = format!("The name must be that of the directory: `{dir}`.");
        sink.report(node.inner_span(), message).unsafe_fix(
            format!("Replace by `{dir}`"),
            vec![TextEdit::replace(node.span(), quote(dir))],
        );
    } else if dir.starts_with("datadog") && dir != "datadog_cluster_agent" {
        sink.report(node.inner_span(), "The name must not begin with `datadog`.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn old(dir: &str, name: &str) -> String {
        format!(
            "//- {dir}/manifest.json\n{{\"manifest_version\": \"1.0.0\", \"name\": \"{name}\"}}\n"
        )
    }

    #[test]
    fn names_are_those_of_directories() {
        assert_findings(&V1_NAME, &old("foo", "«bar»"));
        assert_findings(&V1_NAME, &old("foo", "Foo"));
        assert_findings(&V1_NAME, &old("datadog_x", "«datadog_x»"));
        assert_findings(
            &V1_NAME,
            &old("datadog_cluster_agent", "datadog_cluster_agent"),
        );
        assert_findings(&V1_NAME, &old("foo", "bar").replace("1.0.0", "2.0.0"));
    }

    #[test]
    fn the_directory_gives_the_name() {
        let good = old("foo", "foo");
        assert_fix(
            &V1_NAME,
            &old("foo", "bar"),
            good.split_once('\n').unwrap().1,
        );
    }
}
