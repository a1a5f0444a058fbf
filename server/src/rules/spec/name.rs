//! `spec/name`

use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::workspace::SpecCx;

rule! {
    /// The specification is named otherwise than the integration.
    ///
    /// ## Why
    /// The `name` at the top is for readers, and nearly all specifications repeat the title or
    /// the `source_type_name` of the manifest there.
    ///
    /// ## Fix
    /// Takes the name of the manifest.
    NAME = "spec/name",
    severity: Hint,
    origin: Ours,
    fix: Safe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    let (Some(node), Some(manifest)) = (cx.spec.root.get("name"), cx.integration.manifest()) else {
        return;
    };
    let Some(name) = node.as_str() else { return };
    let names = [&manifest.title, &manifest.source_type_name];
    let names: Vec<&str> = names
        .into_iter()
        .flatten()
        .map(|named| &*named.value)
        .collect();
    let Some(first) = names.first() else { return };
    if names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return;
    }
    let known: Vec<String> = names.iter().map(|known| format!("`{known}`")).collect();
    let mut known = known;
    known.dedup();
    let message = format!(
        "The manifest calls this integration {}.",
        known.join(" or ")
    );
    let finding = sink.report(node.inner_span(), message);
    let edit = edit::set_text(node, first);
    finding.safe_fix(format!("Replace by `{first}`"), vec![edit]);
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::file;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn the_name_is_that_of_the_manifest() {
        assert_findings(&NAME, &file("name: «Bar»\nfiles: []\n"));
        assert_findings(&NAME, &file("name: foo\nfiles: []\n"));
        assert_findings(&NAME, &file("files: []\n"));
        let good = "name: Foo\nfiles: []\n";
        assert_fix(&NAME, &file("name: Bar\nfiles: []\n"), good);
    }
}
