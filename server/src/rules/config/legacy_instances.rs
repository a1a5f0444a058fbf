//! `config/legacy-instances`

use super::{is_hand_written, is_readable};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// A hand-written example has no list of `instances`.
    ///
    /// ## Why
    /// The Agent runs a check once for every entry of `instances`; an example without one does
    /// nothing.
    LEGACY_INSTANCES = "config/legacy-instances",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

/// Checks that ddev lets do without a list.
const WITHOUT_LIST: [&str; 7] = [
    "ceph",
    "dotnetclr",
    "gunicorn",
    "marathon",
    "pgbouncer",
    "process",
    "supervisord",
];

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx
        .file
        .yaml()
        .filter(|_| is_hand_written(cx) && is_readable(cx))
    else {
        return;
    };
    let root = tree.root(cx.text());
    match root.get("instances") {
        None => {
            let message = "The configuration has no key `instances`.";
            sink.report(Span::at(0), message);
        }
        Some(instances) if !instances.is_sequence() && !WITHOUT_LIST.contains(&cx.dir()) => {
            let span = instances.key_span().unwrap_or(instances.span());
            sink.report(span, "`instances` must be a list with at least one entry.");
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn instances_are_a_list() {
        assert_findings(&LEGACY_INSTANCES, &example("«»init_config:\n"));
        assert_findings(&LEGACY_INSTANCES, &example("«»"));
        assert_findings(&LEGACY_INSTANCES, &example("«instances»:\n  a: b\n"));
        assert_findings(&LEGACY_INSTANCES, &example("«instances»:\n"));
        assert_findings(&LEGACY_INSTANCES, &example("instances: []\n"));
        let ceph = example("instances:\n").replace("foo", "ceph");
        assert_findings(&LEGACY_INSTANCES, &ceph);
    }
}
