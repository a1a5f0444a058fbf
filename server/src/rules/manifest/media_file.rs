//! `manifest/media-file`

use super::media;
use crate::catalog::nearest;
use crate::rules::{Severity, Sink, rule};
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::{ManifestCx, PathTarget};

rule! {
    /// The picture of a gallery entry is not there, or is too large.
    ///
    /// ## Why
    /// The path is relative to the directory of the integration. Pictures of more than
    /// 1,000,000 bytes load slowly; the validators that ship with ddev fail on both. A large
    /// picture is only a warning here: it is shown all the same.
    ///
    /// ## Fix
    /// Names the picture of that directory whose name is nearest.
    MEDIA_FILE = "manifest/media-file",
    severity: Error,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

/// Largest size in bytes.
const LIMIT: u64 = 1_000_000;

fn check(cx: &ManifestCx, sink: &mut Sink) {
    for (entry, _) in media::sound(cx) {
        let Some(node) = entry.get("image_url") else {
            continue;
        };
        let written = node.as_str().unwrap_or_default();
        if let PathTarget::File(file) = cx.resolve(&written) {
            if let crate::workspace::EntryKind::File(size) = file.kind
                && size > LIMIT
            {
                let message = format!("`{written}` has {size} bytes; at most {LIMIT} are allowed.");
                sink.report(node.inner_span(), message)
                    .severity(Severity::Warning);
            }
            continue;
        }
        if cx.leads_to_file(&written) != Some(false) {
            continue;
        }
        let finding = sink.report(node.inner_span(), format!("There is no file `{written}`."));
        let pictures = cx.integration.files.files_below("images");
        let paths = pictures.map(|entry| &*entry.path);
        if let Some(meant) = nearest(&written, paths) {
            let edit = TextEdit::replace(node.span(), quote(meant));
            finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::picture;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const FILE: &str = "//- foo/images/a.png\npicture";

    #[test]
    fn pictures_must_be_there() {
        for path in ["images/a.png", "./images/a.png"] {
            assert_findings(&MEDIA_FILE, &format!("{}{FILE}", picture(path, "x")));
        }
        for path in ["«images/b.png»", "«images»", "«a.png»"] {
            assert_findings(&MEDIA_FILE, &format!("{}{FILE}", picture(path, "x")));
        }
    }

    #[test]
    fn a_large_picture_is_a_warning() {
        let limit = usize::try_from(LIMIT).unwrap();
        let at = |size: usize, path: &str| {
            let text = format!(
                "{}//- foo/images/a.png\n{}",
                picture(path, "x"),
                "x".repeat(size)
            );
            assert_findings(&MEDIA_FILE, &text)
        };
        at(limit, "images/a.png");
        assert_eq!(
            at(limit + 1, "«images/a.png»")[0].severity,
            Severity::Warning
        );
    }

    #[test]
    fn the_picture_meant_is_named() {
        let bad = format!("{}{FILE}", picture("images/a.jpg", "x"));
        let good = picture("images/a.png", "x");
        assert_fix(&MEDIA_FILE, &bad, good.split_once('\n').unwrap().1);
    }
}
