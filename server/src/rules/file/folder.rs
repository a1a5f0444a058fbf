//! `file/folder`

use crate::model::RepoKind;
use crate::rules::spec::user_of_http;
use crate::rules::{Sink, python, rule};
use crate::text::Span;
use crate::workspace::{ManifestCx, PathTarget};

rule! {
    /// A folder has the name of a file that ddev opens.
    ///
    /// ## Why
    /// ddev asks whether something of that name is there, opens it, and stops with an unhandled
    /// exception: `validate readmes` at `README.md`, `validate http` at the specification of a
    /// check that uses the HTTP wrapper, and in core `validate version` at `CHANGELOG.md` and
    /// `__about__.py`. To a command that looks for a file first the file is missing, and the rule
    /// about that tells so. Told at the beginning of the manifest.
    FOLDER = "file/folder",
    severity: Error,
    origin: Format,
    fix: None,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let mut tell = |path: &str| {
        sink.report(
            Span::from(cx.file.lines().line_range(cx.text(), 0)),
            format!("`{path}` is a folder; ddev opens it as a file and stops."),
        );
    };
    let today = !matches!(cx.repo.kind, RepoKind::Legacy | RepoKind::Single);
    if !today {
        return;
    }
    let about = cx.integration.about_path();
    let opened: &[&str] = match cx.repo.kind {
        RepoKind::Core => &["README.md", "CHANGELOG.md", &about],
        _ => &["README.md"],
    };
    for path in opened {
        if cx.integration.files.has_directory(path) {
            tell(path);
        }
    }
    let spec = cx.integration.config_spec_path();
    let looked_at = !cx.repo.config.http_exclude.contains(cx.dir()) && python::is_integration(cx);
    let is_folder = matches!(cx.integration.resolve(spec), PathTarget::Directory);
    if is_folder && looked_at && user_of_http(cx).is_some() {
        tell(spec);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    const MANIFEST: &str = "//- foo/manifest.json\n«{»\n}\n";
    const CHECK: &str = "//- foo/datadog_checks/foo/check.py\nself.http.get(url)\n";
    const SPEC: &str = "//- foo/assets/configuration/spec.yaml/x.txt\n\n";

    #[test]
    fn a_readme_is_a_file() {
        let folder = "//- foo/README.md/x.txt\n\n";
        for kind in ["core", "extras", "marketplace"] {
            assert_findings(&FOLDER, &format!("//! {kind}\n{MANIFEST}{folder}"));
        }
        let fine = MANIFEST.replace(['«', '»'], "");
        for path in ["CHANGELOG.md", "datadog_checks/foo/__about__.py"] {
            let folder = format!("//- foo/{path}/x.txt\n\n");
            assert_findings(&FOLDER, &format!("//! core\n{MANIFEST}{folder}"));
            assert_findings(&FOLDER, &format!("{fine}{folder}"));
        }
        assert_findings(&FOLDER, &format!("//! legacy\n{fine}{folder}"));
        assert_findings(&FOLDER, &format!("{fine}//- foo/README.md\n\n"));
        assert_findings(&FOLDER, &fine);
    }

    #[test]
    fn a_specification_is_a_file_where_the_wrapper_is_used() {
        assert_findings(&FOLDER, &format!("{MANIFEST}{CHECK}{SPEC}"));
        let fine = MANIFEST.replace(['«', '»'], "");
        assert_findings(&FOLDER, &format!("{fine}{SPEC}"));
        let config = "//- .ddev/config.toml\n[overrides.validate.http]\nexclude = ['foo']\n";
        assert_findings(&FOLDER, &format!("{config}{fine}{CHECK}{SPEC}"));
    }
}
