//! `saved-views/missing-file`

use crate::rules::manifest::missing_file::{is_missing_to_ddev, report_missing_files};
use crate::rules::{Sink, rule};
use crate::workspace::ManifestCx;

rule! {
    /// The manifest names a saved view that is not there.
    ///
    /// ## Why
    /// `ddev validate saved-views` follows the paths in the manifest and fails when one leads to no
    /// file.
    ///
    /// ## Fix
    /// Names the file of the folder whose name is nearest.
    MISSING_FILE = "saved-views/missing-file",
    severity: Error,
    origin: Ddev("saved-views"),
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let wanted = |path: &str, written: &str| {
        path.starts_with("/assets/saved_views") && is_missing_to_ddev(cx, written)
    };
    report_missing_files(cx, sink, &wanted, &mut |_, _, _| {});
    // ddev takes a lone path for one saved view, though no schema knows that form.
    let lone = cx.root().pointer("/assets/saved_views");
    if let Some((node, written)) = lone.and_then(|node| Some((node, node.as_str()?)))
        && is_missing_to_ddev(cx, &written)
    {
        let message = format!("There is no file `{written}`.");
        sink.report(node.inner_span(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{file, manifest};
    use super::*;
    use crate::rules::manifest::missing_file::MISSING_FILE as OF_MANIFEST;
    use crate::testing::assert_findings;

    const PATH: &str = "assets/saved_views/foo.json";

    #[test]
    fn every_path_must_lead_to_a_file() {
        assert_findings(&MISSING_FILE, &file("{}"));
        assert_findings(
            &MISSING_FILE,
            &manifest().replace(PATH, &format!("«{PATH}»")),
        );
        assert_findings(&MISSING_FILE, &manifest().replace(PATH, "«»"));
        let lone = |path: &str| {
            let text = manifest();
            let start = text.find("\"saved_views\": {").expect("saved views");
            let end = start + text[start..].find('}').expect("an end") + 1;
            format!(
                "{}\"saved_views\": \"{path}\"{}",
                &text[..start],
                &text[end..]
            )
        };
        assert_findings(&MISSING_FILE, &lone("«assets/saved_views/gone.json»"));
        let near = file("{}").replacen(PATH, "«assets/saved_views/fo.json»", 1);
        assert_eq!(assert_findings(&MISSING_FILE, &near)[0].fixes.len(), 1);
    }

    #[test]
    fn nothing_is_said_twice() {
        assert_findings(&OF_MANIFEST, &manifest());
    }
}
