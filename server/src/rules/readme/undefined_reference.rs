//! `readme/undefined-reference`

use crate::rules::{Sink, rule};
use crate::workspace::ReadmeCx;

rule! {
    /// A link names a number that has no definition.
    ///
    /// ## Why
    /// The reader sees the brackets. Square brackets mean other things too, so only numbers
    /// behind a text are judged, and only in files that number their definitions.
    ///
    /// ## Example
    /// `[the docs][7]` without a line `[7]: https://...`.
    UNDEFINED_REFERENCE = "readme/undefined-reference",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    let outline = &cx.markdown.outline;
    let is_number = |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    if !outline.definitions.iter().any(|found| is_number(&found.id)) {
        return;
    }
    for reference in outline
        .undefined
        .iter()
        .filter(|found| is_number(&found.id))
    {
        // `row[i][0]` is an expression.
        let before = cx.text()[..reference.span.start as usize]
            .chars()
            .next_back();
        let text = reference.span.slice(cx.text()).split("][").next();
        let is_expression = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ']'));
        let has_words =
            text.is_some_and(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 1);
        if has_words && !is_expression {
            let id = &reference.id;
            sink.report(reference.span, format!("`[{id}]` is not defined."));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn numbers_behind_a_text_need_a_definition() {
        assert_findings(
            &UNDEFINED_REFERENCE,
            "//- foo/README.md\n«[the docs][7]» [b][1] row[idx][0] [0-9][2] [see][x] `[a b][3]`\n\n\
             ```\n[the docs][8]\n```\n\n[1]: x\n",
        );
    }

    #[test]
    fn files_without_numbered_definitions_are_left_alone() {
        assert_findings(
            &UNDEFINED_REFERENCE,
            "//- foo/README.md\n[the docs][7]\n\n[a]: x\n",
        );
    }
}
