//! `config/byte-order-mark`

use super::is_rendered;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// A rendered configuration begins with a byte order mark.
    ///
    /// ## Why
    /// Nothing that is rendered from a specification begins with one, so that
    /// `ddev validate config` finds the file out of sync. Editors do not show the mark.
    ///
    /// ## Fix
    /// Removes the mark.
    BYTE_ORDER_MARK = "config/byte-order-mark",
    severity: Error,
    origin: Ddev("config"),
    fix: Safe,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.text().starts_with('\u{feff}') && is_rendered(cx) {
        let span = Span::new(0, '\u{feff}'.len_utf8());
        let message = "The file begins with a byte order mark; what is rendered has none.";
        sink.report(span, message)
            .safe_fix("Remove the byte order mark", vec![TextEdit::delete(span)]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const SPEC: &str =
        "//- foo/assets/configuration/spec.yaml\nname: Foo\nfiles:\n- name: foo.yaml\n";

    #[test]
    fn nothing_rendered_has_one() {
        let text = format!("{SPEC}{}", example("«\u{feff}»instances: []\n"));
        assert_findings(&BYTE_ORDER_MARK, &text);
        let plain = text.replace(['«', '»'], "");
        assert_fix(&BYTE_ORDER_MARK, &plain, "instances: []\n");
    }

    #[test]
    fn what_is_not_rendered_may_have_one() {
        assert_findings(&BYTE_ORDER_MARK, &example("\u{feff}instances: []\n"));
        let other =
            example("\u{feff}instances: []\n").replace("conf.yaml.example", "auto_conf.yaml");
        assert_findings(&BYTE_ORDER_MARK, &format!("{SPEC}{other}"));
    }
}
