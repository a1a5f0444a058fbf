//! `jmx/missing-metrics-file`

use super::{flag, is_example};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A JMX package has no `metrics.yaml`.
    ///
    /// ## Why
    /// The example configuration says `is_jmx`, so the Agent looks for `metrics.yaml` beside
    /// it to know what to collect. `ddev validate jmx-metrics` fails.
    MISSING_METRICS_FILE = "jmx/missing-metrics-file",
    severity: Error,
    origin: Ddev("jmx-metrics"),
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(flag) = flag(cx).filter(|_| is_example(cx)) else {
        return;
    };
    let path = cx.integration.jmx_metrics_path();
    if !cx.integration.files.has_file(&path) {
        sink.report(flag, format!("A JMX integration needs the file `{path}`."));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{EXAMPLE, metrics};
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_file_must_stand_beside_the_example() {
        let marked = EXAMPLE.replace("is_jmx", "«is_jmx»");
        assert_findings(&MISSING_METRICS_FILE, &marked);
        assert_findings(&MISSING_METRICS_FILE, &metrics("jmx_metrics: []\n"));
        for other in ["is_jmx: false", "is_jmx: ''", "other: true"] {
            let text = EXAMPLE.replace("is_jmx: true", other);
            assert_findings(&MISSING_METRICS_FILE, &text);
        }
        // Any text is true.
        let text = marked.replace("true", "'no'");
        assert_findings(&MISSING_METRICS_FILE, &text);
    }

    #[test]
    fn only_the_example_of_the_package_counts() {
        let text = EXAMPLE.replace("checks/foo", "checks/bar");
        assert_findings(&MISSING_METRICS_FILE, &text);
        let text = EXAMPLE.replace("conf.yaml.example", "auto_conf.yaml");
        assert_findings(&MISSING_METRICS_FILE, &text);
    }
}
