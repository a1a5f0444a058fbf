//! `file/unreadable`

use crate::model::Problem;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// A file cannot be opened.
    ///
    /// ## Why
    /// What cannot be read cannot be checked, and must not look as if it had passed. Most
    /// often the permissions of the file are too narrow; ddev stops there as well.
    UNREADABLE = "file/unreadable",
    severity: Error,
    origin: Format,
    fix: None,
    check: AnyFile(check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(Problem::Refused(reason)) = cx.file.problem else {
        return;
    };
    sink.report(
        Span::at(0),
        format!("The file cannot be read: {reason}. Check its permissions."),
    );
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use crate::model::{FileKind, Problem, SourceFile};
    use crate::testing::Fixture;

    #[test]
    fn a_file_that_cannot_be_opened_gives_one_finding() {
        let fixture = Fixture::new("//- foo/metadata.csv\n");
        let problem = Problem::Refused(ErrorKind::PermissionDenied);
        let path = "foo/metadata.csv".into();
        let file = SourceFile::unreadable(path, FileKind::Metadata, "".into(), problem);
        let findings = fixture.check(&file);
        let codes: Vec<_> = findings.iter().map(|f| f.rule.code).collect();
        assert_eq!(codes, ["file/unreadable"]);
        assert!(findings[0].message.contains("permission denied"));
    }
}
