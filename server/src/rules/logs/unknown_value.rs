//! `logs/unknown-value`

use crate::catalog::log_pipelines;
use crate::model::FileKind;
use crate::rules::yaml::report_unknown_values;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A value in a log pipeline is misspelt.
    ///
    /// ## Why
    /// The types of processors and facets come from closed lists. A type that is almost one
    /// of those is told; others may be newer than the list.
    ///
    /// ## Fix
    /// Replaces the value by the one that is nearest.
    UNKNOWN_VALUE = "logs/unknown-value",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: Files(&[FileKind::LogPipeline, FileKind::LogTests], check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_unknown_values(cx, sink, log_pipelines(), |_| true);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn near_misses_are_told() {
        assert_findings(
            &UNKNOWN_VALUE,
            "//- foo/assets/logs/foo.yaml\nfacets:\n- {source: «logs», type: integer}\n\
             pipeline:\n  type: pipeline\n  processors:\n  - type: «grok-parsr»\n  \
             - type: threat-intel-processor\n  - type: status-remapper\n    \
             enabled: «'true'»\n",
        );
    }

    #[test]
    fn the_nearest_value_is_proposed() {
        let text = |kind| format!("pipeline:\n  processors:\n  - type: {kind}\n");
        let before = format!("//- foo/assets/logs/foo.yaml\n{}", text("date_remapper"));
        assert_fix(&UNKNOWN_VALUE, &before, &text("date-remapper"));
    }
}
