//! `package/author-email`

use super::{TOOLS, is_toml};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The email address of an author is none.
    ///
    /// ## Why
    /// `ddev validate package` reads every `email` of `project.authors` as one mail address
    /// and fails on anything else, or stops altogether. Several addresses are several authors.
    /// Users look there for whom to ask.
    ///
    /// ## Example
    /// `help@example.com` is one; `help at example.com` and `help@` are not.
    AUTHOR_EMAIL = "package/author-email",
    severity: Error,
    origin: Ddev("package"),
    fix: None,
    check: File(FileKind::Pyproject, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let looked_at = is_toml(cx) && !TOOLS.contains(&cx.dir());
    let Some(tree) = cx.file.toml().filter(|_| looked_at) else {
        return;
    };
    let authors = tree.root(cx.text()).find(&["project", "authors"]);
    for author in authors.into_iter().flat_map(|authors| authors.children()) {
        let Some(email) = author.get("email") else {
            continue;
        };
        let message = match email.as_str() {
            None => "The email address of an author must be a string.",
            Some(text) if is_address(text) == Some(false) => {
                if text.matches('@').count() > 1 {
                    "This is not one email address; each author has one, `name@domain`."
                } else {
                    "This is no email address; `name@domain` is expected."
                }
            }
            Some(_) => continue,
        };
        sink.report(email.inner_span(), message);
    }
}

/// Whether a text is one mail address; `None` for quotes, comments and the like, where nobody
/// but a mail server knows.
fn is_address(text: &str) -> Option<bool> {
    let blank = [' ', '\t'];
    let unusual = |c: char| {
        let space = c.is_whitespace() || c.is_control();
        (space && !blank.contains(&c)) || "\"()[]\\".contains(c)
    };
    if text.contains(['\r', '\n']) {
        return Some(false);
    }
    if text.contains(unusual) {
        return None;
    }
    // Blanks may stand around the two halves only.
    let words = |part: &str| {
        let mut words = part.trim_matches(blank).split('.');
        words.all(|word| !word.is_empty() && !word.contains(blank))
    };
    let Some((local, domain)) = text.split_once('@') else {
        return Some(false);
    };
    Some(
        local.is_ascii()
            && words(local)
            && words(domain)
            && !text.contains(['<', '>', ',', ':', ';'])
            && !domain.contains('@'),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn project(authors: &str) -> String {
        format!(
            "//- foo/datadog_checks/foo/__about__.py\n//- foo/pyproject.toml\n[project]\nname = \"datadog-foo\"\nauthors = {authors}\n"
        )
    }

    #[test]
    fn addresses_have_a_name_and_a_domain() {
        for bad in [
            "help",
            "help@",
            "@a.b",
            "a..b@c.d",
            "you there@b.c",
            "quoted me@b.c",
            "a@b@c",
            "a <a@b.c>x",
            "a@b.c, d@e.f",
            "a@b.c d@e.f",
            "a@b.c\\n",
            "é@b.c",
        ] {
            let text = format!("[{{ email = \"«{bad}»\" }}]");
            assert_findings(&AUTHOR_EMAIL, &project(&text));
        }
        assert_findings(
            &AUTHOR_EMAIL,
            &project("[{ email = \"«help at example.com»\" }]"),
        );
        assert_findings(&AUTHOR_EMAIL, &project("[{ email = «1» }]"));
        let tool = project("[{ email = \"help\" }]").replace("foo/", "ddev/");
        assert_findings(&AUTHOR_EMAIL, &tool);
    }

    #[test]
    fn usual_and_unusual_addresses_pass() {
        for good in [
            "a@b",
            "a.b+c@d-e.f",
            "packages@datadoghq.com",
            " a @ b.c\\t",
            "(a, b)c@d",
        ] {
            assert_findings(
                &AUTHOR_EMAIL,
                &project(&format!("[{{ email = \"{good}\" }}]")),
            );
        }
        assert_findings(&AUTHOR_EMAIL, &project("[{ name = \"help\" }, \"x\"]"));
    }
}
