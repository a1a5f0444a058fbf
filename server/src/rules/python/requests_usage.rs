//! `python/requests-usage`

use super::{is_in_package, is_integration, line_end};
use crate::model::FileKind;
use crate::model::python::{SKIP_HTTP, requests_use};
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// A source calls the `requests` library instead of the HTTP wrapper.
    ///
    /// ## Why
    /// `self.http` of the base class takes proxies, credentials, certificates and timeouts from
    /// the configuration; a plain call ignores them. `ddev validate http` searches the text for
    /// `requests`, any character, letters of the names of the methods, and a parenthesis, so
    /// `requests.auth(` is found as well as `requests.get(`, but not `requests.Session(`. It
    /// tells the first place of each file.
    ///
    /// ## Fix
    /// Adds the comment that switches the search off for the file, for calls that are meant.
    REQUESTS_USAGE = "python/requests-usage",
    severity: Error,
    origin: Ddev("http"),
    fix: Unsafe,
    check: File(FileKind::Python, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let excluded = cx.repo.config.http_exclude.contains(cx.dir());
    if excluded || !is_in_package(cx) || !is_integration(cx) {
        return;
    }
    let Some(span) = requests_use(cx.text()) else {
        return;
    };
    let found = format!("{})", span.slice(cx.text()));
    let finding = sink.report(
        span,
        format!("Use the HTTP wrapper `self.http` instead of `{found}`."),
    );
    let end = line_end(cx.text(), span.end as usize);
    // Behind a backslash nothing may stand.
    if !cx.text()[..end].ends_with('\\') {
        let edit = TextEdit::insert(end, format!("  # {SKIP_HTTP}"));
        finding.unsafe_fix("Exempt the file by a comment", vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn the_first_call_in_the_package_is_found() {
        assert_findings(
            &REQUESTS_USAGE,
            "//- foo/datadog_checks/foo/a.py\nr = «requests.get(»u)\nr = requests.post(u)\n\
             //- foo/datadog_checks/foo/b.py\ns = requests.Session()\n\
             //- foo/datadog_checks/bar/c.py\nr = requests.get(u)\n\
             //- foo/tests/d.py\nr = requests.get(u)\n",
        );
    }

    #[test]
    fn excluded_directories_are_not_looked_at() {
        assert_findings(
            &REQUESTS_USAGE,
            "//- .ddev/config.toml\n[overrides.validate.http]\nexclude = ['foo']\n\
             //- foo/datadog_checks/foo/a.py\nr = requests.get(u)\n",
        );
    }

    #[test]
    fn a_comment_exempts_the_file() {
        assert_fix(
            &REQUESTS_USAGE,
            "//- foo/datadog_checks/foo/a.py\nr = requests.get(u)\n",
            "r = requests.get(u)  # SKIP_HTTP_VALIDATION\n",
        );
    }
}
