//! `dataflows/unknown-value`

use crate::catalog::dataflows;
use crate::model::FileKind;
use crate::rules::yaml::report_unknown_values;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A value of a data flow is none of those in use.
    ///
    /// ## Why
    /// The kinds of data and the direction come from short lists. A value that is almost one
    /// of those is a warning, any other a hint: the lists may have grown.
    ///
    /// ## Fix
    /// Replaces the value by the one that is nearest.
    UNKNOWN_VALUE = "dataflows/unknown-value",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::Dataflows, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_unknown_values(cx, sink, dataflows(), |_| false);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Severity;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn values_are_those_in_use() {
        let findings = assert_findings(
            &UNKNOWN_VALUE,
            "//- foo/assets/dataflows.yaml\nprovides:\n- data_type: «metric»\n  \
             direction: «sideways»\n  always_on: «'yes'»\n  granular: yes\n- data_type: logs\n",
        );
        let severe = |f: &&crate::rules::Finding| f.severity == Severity::Warning;
        assert_eq!(findings.iter().filter(severe).count(), 1);
    }

    #[test]
    fn the_nearest_value_is_proposed() {
        assert_fix(
            &UNKNOWN_VALUE,
            "//- foo/assets/dataflows.yaml\nprovides:\n- data_type: metric\n",
            "provides:\n- data_type: metrics\n",
        );
    }
}
