//! `python/http-wrapper-argument`

use super::{is_in_package, is_integration, uses_wrapper};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::text::{Span, Word};
use crate::workspace::FileCx;

rule! {
    /// A source that uses the HTTP wrapper contains `auth=` or `header=`.
    ///
    /// ## Why
    /// The wrapper takes credentials and headers from the configuration of the instance, so a
    /// call rarely needs to pass them. `ddev validate http` warns about it. It searches the text:
    /// the end of a longer name counts, too.
    ///
    /// If it is meant, a comment `# SKIP_HTTP_VALIDATION` anywhere in the file silences this.
    HTTP_WRAPPER_ARGUMENT = "python/http-wrapper-argument",
    severity: Warning,
    origin: Ddev("http"),
    fix: None,
    check: File(FileKind::Python, check),
}

static WORDS: [Word; 2] = [Word::new("auth="), Word::new("header=")];

fn check(cx: &FileCx, sink: &mut Sink) {
    let excluded = cx.repo.config.http_exclude.contains(cx.dir());
    if excluded || !is_in_package(cx) || !uses_wrapper(cx) || !is_integration(cx) {
        return;
    }
    let found = WORDS
        .iter()
        .filter_map(|word| Some((word.find(cx.text())?, word.as_str().len())))
        .min();
    let Some((start, length)) = found else { return };
    let span = Span::new(start, start + length - 1);
    let name = span.slice(cx.text());
    sink.report(
        span,
        format!("The HTTP wrapper sets `{name}` itself, from the configuration."),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_first_argument_beside_a_use_of_the_wrapper_is_found() {
        assert_findings(
            &HTTP_WRAPPER_ARGUMENT,
            "//- foo/datadog_checks/foo/a.py\nself.http.get(u, «header»={}, auth=x)\n\
             //- foo/datadog_checks/foo/b.py\nself.http.get(u, headers={})\n\
             //- foo/datadog_checks/foo/c.py\nclient.get(u, auth=x)\n\
             //- foo/datadog_checks/foo/d.py\nself.http.get(u, auth=x)  # SKIP_HTTP_VALIDATION\n\
             //- foo/tests/e.py\nself.http.get(u, auth=x)\n",
        );
    }
}
