//! `metadata/wrong-prefix`

use crate::catalog::{columns, nearest};
use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::workspace::{MetadataCx, ValueSource};

rule! {
    /// A metric name does not start with the prefix of the integration.
    ///
    /// ## Why
    /// The prefix, `assets.integration.metrics.prefix` of the manifest, is how the platform
    /// tells which integration a metric belongs to. Besides it only a few shared prefixes,
    /// such as `system.` and `jvm.`, are allowed. `ddev validate metadata` fails otherwise.
    /// The comparison is of plain text: case matters, and a prefix without a final dot also
    /// fits longer words.
    ///
    /// ## Fix
    /// Corrects a misspelt prefix, or puts the prefix before the name.
    WRONG_PREFIX = "metadata/wrong-prefix",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Unsafe,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let Some(prefix) = cx.expected_prefix() else {
        return;
    };
    let shared = &columns().global_prefixes;
    for cell in cx.table.column(Column::MetricName) {
        let name = &*cell.value;
        if name.is_empty()
            || name.starts_with(&prefix.value)
            || shared.iter().any(|p| name.starts_with(p.as_str()))
        {
            continue;
        }
        let message = format!(
            "`{name}` does not start with the metric prefix `{}`.",
            prefix.value
        );
        let finding = sink.report(cell.inner_span(), message);
        if let ValueSource::Manifest(span) = prefix.source {
            finding.related(cx.manifest_path(), span, "The metric prefix.");
        }
        let corrected = with_prefix(name, &prefix.value);
        finding.unsafe_fix(
            format!("Rename to `{corrected}`"),
            vec![cell.rewrite(&corrected)],
        );
    }
}

/// The name with the prefix instead of something similar at its start, or before it.
fn with_prefix(name: &str, prefix: &str) -> String {
    let same_but_case = name
        .get(..prefix.len())
        .filter(|start| start.eq_ignore_ascii_case(prefix));
    if let Some(start) = same_but_case {
        return format!("{prefix}{}", &name[start.len()..]);
    }
    if let Some(bare) = prefix.strip_suffix('.') {
        // `foo_net.in` for the prefix `foo.`
        if let Some(rest) = name.strip_prefix(bare)
            && let Some(rest) = rest.strip_prefix(['_', '-'])
        {
            return format!("{prefix}{rest}");
        }
        let last_dot = bare.matches('.').count();
        let dot = name.match_indices('.').nth(last_dot);
        if let Some((start, rest)) = dot.map(|(at, _)| name.split_at(at))
            && nearest(start, std::iter::once(bare)).is_some()
        {
            return format!("{bare}{rest}");
        }
    }
    format!("{prefix}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    #[test]
    fn own_and_shared_prefixes_are_accepted() {
        let findings = assert_findings(
            &WRONG_PREFIX,
            "//- foo/metadata.csv\nmetric_name\nfoo.a\nsystem.cpu\notelcol_x\n\
             «Foo.a»\n«food.a»\n\"«foo»\"\n",
        );
        assert_eq!(findings[0].related[0].span.slice(MANIFEST), "foo.");
    }

    #[test]
    fn without_a_prefix_nothing_is_said() {
        let manifest = MANIFEST.replace("\"foo.\"", "\"\"");
        assert_findings(
            &WRONG_PREFIX,
            &format!("//- foo/manifest.json\n{manifest}//- foo/metadata.csv\nmetric_name\nbar.a\n"),
        );
    }

    #[test]
    fn the_prefix_is_corrected_or_added() {
        assert_eq!(with_prefix("Foo.a", "foo."), "foo.a");
        assert_eq!(with_prefix("fooo.a.b", "foo."), "foo.a.b");
        assert_eq!(with_prefix("acme.qeue.a", "acme.queue."), "acme.queue.a");
        assert_eq!(with_prefix("foo_x.a", "foo."), "foo.x.a");
        assert_eq!(with_prefix("queue.a", "foo."), "foo.queue.a");
        assert_eq!(with_prefix("a", "foo_"), "foo_a");
        assert_fix(
            &WRONG_PREFIX,
            "//- foo/metadata.csv\nmetric_name\nqueue.size\n",
            "metric_name\nfoo.queue.size\n",
        );
    }
}
