//! Folding of `spec.yaml`: files, sections, options and long texts.

use super::Fold;
use crate::workspace::SpecCx;

pub(super) fn folds(cx: &SpecCx) -> Vec<Fold> {
    let files = cx.spec.files.iter().map(|file| file.node.value());
    let options = cx.spec.options.iter().map(|option| option.node);
    files
        .chain(options)
        .filter(|node| node.raw().contains(['\n', '\r']))
        .map(|node| Fold {
            span: node.span(),
            comment: false,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn options_of_several_lines_fold() {
        let text = "//- foo/assets/configuration/spec.yaml\nfiles:\n- name: foo.yaml\n  options:\n  - name: a\n    description: b\n  - template: logs\n";
        let fixture = Fixture::new(text);
        let file = fixture.file("foo/assets/configuration/spec.yaml");
        let folds = ide::folding(&fixture.context(file));
        let shown: Vec<&str> = folds
            .iter()
            .map(|fold| fold.span.slice(&file.text))
            .collect();
        assert_eq!(shown.len(), 2);
        assert_eq!(shown[1], "name: a\n    description: b");
    }
}
