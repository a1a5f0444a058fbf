//! `file/invalid-utf8`

use crate::model::Problem;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// A file holds bytes that are not UTF-8.
    ///
    /// ## Why
    /// Every tool of the repository reads text as UTF-8. ddev stops with an unhandled
    /// exception at the first such file and checks nothing after it.
    ///
    /// ## Fix
    /// Save the file in UTF-8.
    INVALID_UTF8 = "file/invalid-utf8",
    severity: Error,
    origin: Format,
    fix: None,
    check: AnyFile(check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(Problem::InvalidUtf8(at)) = cx.file.problem else {
        return;
    };
    // The text holds a replacement character from here on.
    let width = cx.text()[at..].chars().next().map_or(0, char::len_utf8);
    sink.report(
        Span::new(at, at + width),
        "The file is not UTF-8 from here on; save it as UTF-8.",
    );
}

#[cfg(test)]
mod tests {
    use crate::model::{FileKind, Problem, SourceFile};
    use crate::testing::Fixture;

    #[test]
    fn the_first_bad_byte_is_underlined() {
        let fixture = Fixture::new("//- foo/README.md\n");
        let problem = Problem::InvalidUtf8(2);
        let text = "ab\u{fffd}c".into();
        let file = SourceFile::unreadable("foo/README.md".into(), FileKind::Readme, text, problem);
        let findings = fixture.check(&file);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].span.slice(&file.text), "\u{fffd}");
    }
}
