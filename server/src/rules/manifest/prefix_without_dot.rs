//! `manifest/prefix-without-dot`

use crate::model::manifest::Field;
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// The metric prefix does not end with a dot.
    ///
    /// ## Why
    /// Names are compared with the prefix letter by letter, so `foo` also accepts
    /// `foobar.requests`. With `foo.` only the names of the integration pass. Nothing is said
    /// when some metric needs the shorter prefix.
    ///
    /// ## Fix
    /// Appends the dot.
    PREFIX_WITHOUT_DOT = "manifest/prefix-without-dot",
    severity: Hint,
    origin: Ours,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let Some(node) = cx.field(Field::Prefix) else {
        return;
    };
    let Some(prefix) = node.as_str().filter(|p| !p.is_empty() && !p.ends_with('.')) else {
        return;
    };
    let metrics = cx.integration.metadata().map(|m| m.metrics.as_slice());
    let needed = metrics.unwrap_or_default().iter().any(|metric| {
        let rest = metric.name.strip_prefix(&*prefix);
        rest.is_some_and(|rest| !rest.starts_with('.'))
    });
    if !needed {
        let message =
            format!("The prefix `{prefix}` also fits longer words; `{prefix}.` does not.");
        let end = node.inner_span().end as usize;
        sink.report(node.inner_span(), message)
            .unsafe_fix("Append a dot", vec![TextEdit::insert(end, ".")]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    #[test]
    fn a_prefix_ends_with_a_dot_unless_metrics_need_it_otherwise() {
        let bad = manifest(&[("\"foo.\"", "\"«foo»\"")]);
        assert_findings(&PREFIX_WITHOUT_DOT, &bad);
        assert_fix(&PREFIX_WITHOUT_DOT, &bad, MANIFEST);
        let quiet = bad.replace(['«', '»'], "");
        assert_findings(
            &PREFIX_WITHOUT_DOT,
            &format!("{quiet}//- foo/metadata.csv\nmetric_name\nfoo_bar.a\n"),
        );
        assert_findings(&PREFIX_WITHOUT_DOT, &manifest(&[("\"foo.\"", "\"\"")]));
    }
}
