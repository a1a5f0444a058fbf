//! `dataflows/missing-key`

use crate::catalog::dataflows;
use crate::model::FileKind;
use crate::rules::yaml::report_missing_keys;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A data flow lacks its id or the kind of its data.
    ///
    /// ## Why
    /// Every published file has a list `provides`, and every data flow in it an `id`; all but
    /// a few say `data_type`.
    MISSING_KEY = "dataflows/missing-key",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: File(FileKind::Dataflows, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_missing_keys(cx, sink, dataflows(), |mapping| {
        if mapping.parent().is_none() {
            "The file"
        } else {
            "The data flow"
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn customary_keys_are_missed() {
        assert_findings(
            &MISSING_KEY,
            "//- foo/assets/dataflows.yaml\nprovides:\n- id: foo-logs\n  data_type: logs\n\
             - «id»: foo-metrics\n  direction: inbound\n",
        );
        assert_findings(
            &MISSING_KEY,
            "//- foo/assets/dataflows.yaml\n«provide»: []\n",
        );
    }
}
