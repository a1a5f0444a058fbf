//! `readme/placeholder`

use crate::rules::{Sink, rule};
use crate::text::{Span, Word, places};
use crate::workspace::ReadmeCx;

rule! {
    /// The README still holds a placeholder of the template it was made from.
    ///
    /// ## Why
    /// `ddev create` writes a README with places to fill in: instructions between exclamation marks, a
    /// list of questions to answer in the overview, and names in braces when the template was copied by
    /// hand. Left in, they are published.
    PLACEHOLDER = "readme/placeholder",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: Readme(check),
}

/// Names in braces that the templates replace.
const NAMES: [&str; 4] = [
    "{integration_name}",
    "{check_name}",
    "{install_info}",
    "{integration_links}",
];

/// How the list of questions begins.
const QUESTIONS: &str = "Include a high level overview of";

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    const MARK: &str = "!!!";
    let text = cx.text();
    let named = |at: usize| NAMES.iter().any(|name| text[at..].starts_with(name));
    static SIGNS: [Word; 2] = [Word::new(MARK), Word::new(QUESTIONS)];
    if !SIGNS.iter().any(|sign| sign.is_in(text)) && !places(text, "{").any(named) {
        return;
    }
    let mut offset = 0;
    for line in cx.text().split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let content = line.trim();
        let begin = start + (line.len() - line.trim_start().len());
        let between = content
            .strip_prefix(MARK)
            .and_then(|rest| rest.strip_suffix(MARK))
            .is_some_and(|inner| inner.starts_with(' ') && inner.ends_with(' '));
        if between || content.starts_with(QUESTIONS) {
            let message = "This is a placeholder of the template; say it in your own words.";
            sink.report(Span::new(begin, begin + content.len()), message);
            continue;
        }
        for name in NAMES {
            if let Some(at) = line.find(name) {
                let span = Span::new(start + at, start + at + name.len());
                sink.report(
                    span,
                    format!("The placeholder `{name}` was never filled in."),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn places_to_fill_in_are_found() {
        let text = "# Foo\n\n  «!!! Add the steps here !!!»\n\n«{integration_name}» is «{check_name}».\n\n«Include a high level overview of what it does:»\n- What?\n";
        assert_findings(&PLACEHOLDER, &format!("//- foo/README.md\n{text}"));
    }

    #[test]
    fn customary_marks_are_fine() {
        let text = "Wow!!!\n\n!!! note\n\n`==<INTEGRATION_VERSION>` `{name}` <YOUR_API_KEY>\n";
        assert_findings(&PLACEHOLDER, &format!("//- foo/README.md\n{text}"));
    }
}
