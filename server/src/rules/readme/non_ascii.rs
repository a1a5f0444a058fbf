//! `readme/non-ascii`

use super::is_validated;
use crate::model::RepoKind;
use crate::rules::{Severity, Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::ReadmeCx;

/// More findings than this on one file help nobody.
const MOST: usize = 50;

rule! {
    /// A character outside the first 257 of Unicode stands in the README.
    ///
    /// ## Why
    /// `ddev validate readmes` fails on it, in text, code blocks and addresses alike. Most
    /// come from word processors: curly quotes, dashes, ellipses, invisible characters.
    /// Western European letters (`é`, `ü`) pass, and the marketplace allows everything.
    ///
    /// ## Example
    /// Write `-` for an en dash, `'` for a curly quote, `...` for an ellipsis, `->` for an
    /// arrow; write an emoji as a word.
    ///
    /// ## Fix
    /// Replaces typographic characters by their plain forms and drops invisible ones. Inside
    /// addresses, or where the plain form would be Markdown, it does so only on request.
    NON_ASCII = "readme/non-ascii",
    severity: Error,
    origin: Ddev("readmes"),
    fix: Mixed,
    check: Readme(check),
}

/// The line separators above the limit are line breaks to the reference validator, which
/// does not look at those.
fn is_refused(c: char) -> bool {
    u32::from(c) > 256 && !matches!(c, '\u{2028}' | '\u{2029}')
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    let text = cx.text();
    if text.is_ascii() || cx.repo.kind == RepoKind::Marketplace || !is_validated(cx) {
        return;
    }
    let mut runs = Runs { text, at: 0 };
    for run in runs.by_ref().take(MOST) {
        report(cx, run, sink);
    }
    let rest = runs.count();
    if rest > 0 {
        let first = Span::from(cx.file.lines().line_range(text, 0));
        let finding = sink.report(
            first,
            format!("{rest} more places hold characters that ddev refuses."),
        );
        severity(cx, finding);
    }
}

/// One integration alone may belong to the marketplace.
fn severity(cx: &ReadmeCx, finding: &mut crate::rules::Finding) {
    if cx.repo.kind == RepoKind::Single {
        finding.severity(Severity::Warning);
    }
}

fn report(cx: &ReadmeCx, run: Span, sink: &mut Sink) {
    let held = run.slice(cx.text());
    let shown = match held.chars().next() {
        Some(c) if held.chars().nth(1).is_none() => describe(c),
        _ => format!("`{held}`"),
    };
    let finding = sink.report(run, format!("ddev refuses {shown} in a README."));
    severity(cx, finding);
    let Some(plain) = plain_run(held) else {
        return;
    };
    let title = match plain.as_str() {
        "" => "Remove it".to_owned(),
        " " => "Replace by a blank".to_owned(),
        plain => format!("Replace by `{plain}`"),
    };
    let edit = vec![TextEdit::replace(run, plain.clone())];
    if keeps_meaning(cx, run, &plain) {
        finding.safe_fix(title, edit);
    } else {
        finding.unsafe_fix(title, edit);
    }
}

/// Runs of refused characters.
struct Runs<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Runs<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let start = self.at + self.text[self.at..].find(is_refused)?;
        let rest = &self.text[start..];
        let length = rest.find(|c| !is_refused(c)).unwrap_or(rest.len());
        self.at = start + length;
        Some(Span::new(start, self.at))
    }
}

fn describe(c: char) -> String {
    let code = u32::from(c);
    match c {
        '\u{feff}' => "the byte order mark (U+FEFF)".to_owned(),
        c if plain(c) == Some("") || plain(c) == Some(" ") => {
            format!("the invisible character U+{code:04X}")
        }
        c => format!("`{c}` (U+{code:04X})"),
    }
}

/// Plain form of a typographic character.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' => "'",
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '\u{2026}' => "...",
        '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => "",
        '\u{2190}' => "<-",
        '\u{2192}' => "->",
        '\u{21d2}' => "=>",
        '\u{2022}' => "-",
        '\u{2122}' => "(TM)",
        '\u{2264}' => "<=",
        '\u{2265}' => ">=",
        '\u{2713}' | '\u{2714}' => "x",
        _ => return None,
    })
}

fn plain_run(held: &str) -> Option<String> {
    held.chars().map(plain).collect()
}

/// Symbols are a matter of taste; a dash or a blank at the start of a line may become
/// Markdown, a dash in a heading changes its anchor, and an address must stay as it is.
fn keeps_meaning(cx: &ReadmeCx, run: Span, plain: &str) -> bool {
    let (text, outline) = (cx.text(), &cx.markdown.outline);
    let symbol = plain.contains(['<', '>', '(', 'x']) || run.slice(text).contains('\u{2022}');
    let before = text[..run.start as usize].rsplit(['\n', '\r']).next();
    let opens_line = before.is_some_and(|before| before.trim().is_empty());
    let within = |span: &Span| span.contains(run);
    let in_address = outline
        .links
        .iter()
        .filter_map(|link| link.destination_span)
        .chain(outline.definitions.iter().map(|definition| definition.span))
        .any(|span| within(&span));
    let in_heading = outline.headings.iter().any(|h| within(&h.span));
    let markup = plain.contains(['-', ' ']);
    !symbol && !in_address && !(markup && (opens_line || in_heading))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Applicability;
    use crate::testing::{Fixture, assert_findings, assert_fix};

    const SECTIONS: &str = "## Overview\n\na\n\n## Setup\n\nb\n";

    #[test]
    fn runs_above_the_limit_are_found_everywhere() {
        assert_findings(
            &NON_ASCII,
            "//- foo/README.md\n# Foo é Ā\n\n«ā» `«→»` «日本» x\n\n[1]: https://e.com/«…»\n",
        );
    }

    #[test]
    fn line_separators_escape_the_reference_validator() {
        assert_findings(&NON_ASCII, "//- foo/README.md\na\u{2028}b\u{2029}c\n");
    }

    #[test]
    fn the_marketplace_and_2016_allow_everything_and_alone_nobody_knows() {
        assert_findings(&NON_ASCII, "//! marketplace\n//- foo/README.md\n→\n");
        assert_findings(&NON_ASCII, "//! legacy\n//- foo/README.md\n→\n");
        let alone = "//! single\n//- README.md\n«→»\n//- manifest.json\n{}\n";
        assert_eq!(
            assert_findings(&NON_ASCII, alone)[0].severity,
            Severity::Warning
        );
    }

    #[test]
    fn typographic_characters_have_plain_forms() {
        for (typographic, plain) in [
            ("It\u{2019}s", "It's"),
            ("a \u{2013} b", "a - b"),
            ("wait\u{2026}", "wait..."),
            ("\u{feff}# Foo", "# Foo"),
            ("a\u{200b}b", "ab"),
            ("a\u{202f}b", "a b"),
        ] {
            assert_fix(
                &NON_ASCII,
                &format!("//- foo/README.md\n{typographic}\n\n{SECTIONS}"),
                &format!("{plain}\n\n{SECTIONS}"),
            );
        }
    }

    #[test]
    fn a_fix_is_safe_only_where_it_cannot_change_the_page() {
        for (text, safe) in [
            ("say \u{201c}x\u{201d}", true),
            ("a\n\u{2014}\n", false),
            ("\u{2003}\u{2003}a", false),
            ("## A \u{2013} B", false),
            ("[a](https://e.com/b\u{2013}c)", false),
            ("a \u{2192} b", false),
        ] {
            let fixture = Fixture::new(&format!("//- foo/README.md\n{text}\n"));
            let finding = &fixture.findings_of(&NON_ASCII)[0];
            let is_safe = finding.fixes[0].applicability == Applicability::Safe;
            assert_eq!(is_safe, safe, "{text:?}");
        }
        let fixture = Fixture::new("//- foo/README.md\na \u{1f600} b\n");
        assert!(fixture.findings_of(&NON_ASCII)[0].fixes.is_empty());
    }

    #[test]
    fn a_file_in_another_script_gives_a_bounded_number_of_findings() {
        let text = "日 ".repeat(1000);
        let fixture = Fixture::new(&format!("//- foo/README.md\n{text}\n"));
        let findings = fixture.findings_of(&NON_ASCII);
        assert_eq!(findings.len(), MOST + 1);
        assert!(findings.iter().any(|f| f.message.starts_with("950 more")));
    }
}
