//! `readme/unreadable-html`

use super::is_validated;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::ReadmeCx;

rule! {
    /// The README holds a sequence that stops ddev's HTML parser.
    ///
    /// ## Why
    /// `ddev validate readmes` turns the README into HTML and parses that. Its parser gives
    /// up with an unhandled exception at `<![` when no marked section it knows follows, and
    /// the integrations after this one are not checked.
    ///
    /// ## Example
    /// `<![endif]>` of a conditional comment is read; `<![x` is not. Write `&lt;![`.
    UNREADABLE_HTML = "readme/unreadable-html",
    severity: Error,
    origin: Ddev("readmes"),
    fix: None,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    if !is_validated(cx) || !cx.markdown.pymd.unreadable {
        return;
    }
    let span = match cx.text().find("<![") {
        Some(at) => Span::new(at, at + 3),
        None => Span::from(cx.file.lines().line_range(cx.text(), 0)),
    };
    sink.report(
        span,
        "ddev's HTML parser stops at a `<![` that it does not know.",
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn a_marked_section_nobody_knows_stops_the_parser() {
        assert_findings(
            &UNREADABLE_HTML,
            "//- foo/README.md\n## Overview\n\n<div>«<![»x y]></div>\n\n## Setup\n\nb\n",
        );
        assert_findings(
            &UNREADABLE_HTML,
            "//- foo/README.md\n## Overview\n\n`<![x y]>`\n\n## Setup\n\nb\n",
        );
    }
}
