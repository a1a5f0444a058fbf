//! `file/too-large`

use crate::model::{MAX_FILE_SIZE, Problem};
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// A file is larger than 4 MiB and is not analysed.
    ///
    /// ## Why
    /// The largest file of this kind in any published repository is below 400 kB. A file
    /// ten times that size is most likely data that landed in the wrong place, and
    /// analysing it at every keystroke would make the editor slow.
    TOO_LARGE = "file/too-large",
    severity: Information,
    origin: Ours,
    fix: None,
    check: AnyFile(check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(Problem::TooLarge(size)) = cx.file.problem else {
        return;
    };
    let limit = MAX_FILE_SIZE / (1024 * 1024);
    sink.report(
        Span::at(0),
        format!("The file has {size} bytes and is not analysed (limit: {limit} MiB)."),
    );
}

#[cfg(test)]
mod tests {
    use crate::model::{FileKind, MAX_FILE_SIZE, SourceFile};
    use crate::testing::Fixture;

    #[test]
    fn a_huge_file_gives_one_finding() {
        let fixture = Fixture::new("//- foo/metadata.csv\n");
        let text = "x".repeat(MAX_FILE_SIZE as usize + 1);
        let path = "foo/metadata.csv".into();
        let file = SourceFile::parse(path, FileKind::Metadata, text.into());
        let codes: Vec<_> = fixture.check(&file).iter().map(|f| f.rule.code).collect();
        assert_eq!(codes, ["file/too-large"]);
    }
}
