//! `readme/path-outside`

use crate::model::RepoKind;
use crate::rules::{Severity, Sink, rule};
use crate::workspace::{Address, ReadmeCx};

rule! {
    /// A path of the README leads out of the repository.
    ///
    /// ## Why
    /// Whatever it finds on one computer, readers of the page find nothing. Such paths are
    /// never opened.
    ///
    /// ## Example
    /// `../../notes.md` from a README one folder below the root.
    PATH_OUTSIDE = "readme/path-outside",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    for (written, leads) in cx.inner_addresses() {
        if *leads == Address::Outside {
            let finding = sink.report(
                written.span,
                format!("`{}` leads out of the repository.", written.address),
            );
            if cx.repo.kind == RepoKind::Legacy {
                finding.severity(Severity::Hint);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn too_many_steps_up_lead_out() {
        assert_findings(
            &PATH_OUTSIDE,
            "//- foo/README.md\n[a](«../../x.md») ![b](«../../b.png») [c](../LICENSE) [d](/logs)\n\
             [e](https://example.com/../../x)\n",
        );
    }

    #[test]
    fn around_an_integration_alone_nothing_is_known() {
        assert_findings(
            &PATH_OUTSIDE,
            "//! single\n//- README.md\n[a](../x.md)\n//- manifest.json\n{}\n",
        );
    }
}
