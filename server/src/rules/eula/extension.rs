//! `eula/extension`

use super::present;
use crate::rules::{Sink, rule};
use crate::workspace::ManifestCx;

rule! {
    /// The name of the licence agreement does not end in `.pdf`.
    ///
    /// ## Why
    /// The catalogue shows the agreement as a PDF. `ddev validate eula` says so, but does not fail, and
    /// does not look into the file either.
    EXTENSION = "eula/extension",
    severity: Warning,
    origin: Ddev("eula"),
    fix: None,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    if let Some((node, path)) = present(cx)
        && !path.ends_with(".pdf")
    {
        let message = format!("The licence agreement must be a `.pdf` file; `{path}` is none.");
        sink.report(node.inner_span(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_ending_is_in_lower_case() {
        assert_findings(&EXTENSION, &with("assets/eula.pdf", "text"));
        assert_findings(&EXTENSION, &with("«assets/eula.txt»", "%PDF"));
        assert_findings(&EXTENSION, &with("«assets/eula.PDF»", "%PDF"));
    }
}
