//! `readme/broken-link`

use crate::model::RepoKind;
use crate::model::readme::{Written, blob_url};
use crate::rules::{Severity, Sink, rule};
use crate::text::TextEdit;
use crate::workspace::{Address, ReadmeCx, github_path};

rule! {
    /// A link leads to a file of the repository that does not exist.
    ///
    /// ## Why
    /// The reader of the page gets an error. Files are often moved or renamed after the
    /// README was written. Relative links are followed, and links to the pages of the
    /// repository on GitHub on the branch `master`.
    ///
    /// ## Example
    /// `[metadata.csv](https://github.com/DataDog/integrations-extras/blob/master/foo/metrics.csv)`;
    /// or a mail address without `mailto:`, which browsers take for a file.
    ///
    /// ## Fix
    /// Names the file of the integration with the same name, or adds what is missing at the
    /// front of the address.
    BROKEN_LINK = "readme/broken-link",
    severity: Warning,
    origin: Ours,
    fix: Mixed,
    check: Readme(check),
}

fn check(cx: &ReadmeCx, sink: &mut Sink) {
    // Images have rules of their own, except in the layout of 2016.
    let legacy = cx.repo.kind == RepoKind::Legacy;
    for (written, leads) in cx.inner_addresses() {
        if written.image && !legacy {
            continue;
        }
        let Address::Missing(path) = leads else {
            continue;
        };
        let finding = match foreign(written.address) {
            Some(scheme) => {
                let finding = sink.report(
                    written.span,
                    format!("This address needs `{scheme}` at its front."),
                );
                let edit = TextEdit::insert(written.span.start as usize, scheme);
                if written.span.slice(cx.text()) == written.address {
                    finding.safe_fix(format!("Insert `{scheme}`"), vec![edit]);
                }
                finding
            }
            None => {
                let finding = sink.report(written.span, format!("`{path}` does not exist."));
                if let Some((title, edit)) = same_name(cx, written, path) {
                    finding.unsafe_fix(title, vec![edit]);
                }
                finding
            }
        };
        if legacy {
            finding.severity(Severity::Hint);
        }
    }
}

/// The front that an address of something else than a file lacks.
fn foreign(address: &str) -> Option<&'static str> {
    let host = address.split('/').next().unwrap_or_default();
    if host.contains('@') && host == address {
        Some("mailto:")
    } else if address.starts_with("www.") {
        Some("https://")
    } else {
        None
    }
}

/// The only file of the integration with the same name, ignoring case.
fn same_name(cx: &ReadmeCx, written: &Written, path: &str) -> Option<(String, TextEdit)> {
    if written.span.slice(cx.text()) != written.address {
        return None;
    }
    let name = path.rsplit('/').next()?;
    let mut files = cx.integration.files.files_below("").filter(|entry| {
        let own = entry.path.rsplit('/').next().unwrap_or_default();
        own.eq_ignore_ascii_case(name)
    });
    let (Some(found), None) = (files.next(), files.next()) else {
        return None;
    };
    let address = written.address;
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let front = if github_path(cx.repo.kind, address).is_some() {
        blob_url(cx.repo.kind, cx.dir(), &found.path)?
    } else {
        found.path.replace(' ', "%20")
    };
    let edit = TextEdit::replace(written.span, format!("{front}{}", &address[end..]));
    Some((format!("Link to `{}`", found.path), edit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const PAGE: &str = "https://github.com/DataDog/integrations-extras/blob/master";

    #[test]
    fn links_to_files_of_the_repository_are_followed() {
        assert_findings(
            &BROKEN_LINK,
            &format!(
                "//- foo/README.md\n\
                 [a](metadata.csv) [b](«metrics.csv») [c](./assets) [d]({PAGE}/foo/metadata.csv#L3)\n\
                 [e]({PAGE}/docs/x.md) [f](https://example.com/x) [g](/logs) [h][1] [i](#x)\n\
                 [j](../bar/metadata.csv) [k](«../bar/x.md») `[l](x.md)`\n\n\
                 [1]: «{PAGE}/bar/x.md»\n\
                 //- foo/metadata.csv\nmetric_name\n\
                 //- foo/assets/x.json\n{{}}\n\
                 //- bar/metadata.csv\nmetric_name\n"
            ),
        );
    }

    #[test]
    fn images_are_left_to_their_own_rules_except_in_2016() {
        assert_findings(
            &BROKEN_LINK,
            "//- foo/README.md\n![a](a.png) ![b][1]\n\n[1]: b.png\n",
        );
        let old = "//! legacy\n//- foo/README.md\n![a](«a.png»)\n";
        assert_eq!(
            assert_findings(&BROKEN_LINK, old)[0].severity,
            Severity::Hint
        );
    }

    #[test]
    fn the_front_of_an_address_is_completed() {
        assert_fix(
            &BROKEN_LINK,
            "//- foo/README.md\n[a][1]\n\n[1]: help@example.com\n",
            "[a][1]\n\n[1]: mailto:help@example.com\n",
        );
        assert_fix(
            &BROKEN_LINK,
            "//- foo/README.md\n[a](www.example.com/x)\n",
            "[a](https://www.example.com/x)\n",
        );
    }

    #[test]
    fn a_moved_file_is_found_by_its_name() {
        let files = "//- foo/assets/service_checks.json\n[]\n";
        assert_fix(
            &BROKEN_LINK,
            &format!("//- foo/README.md\n[a](service_checks.json#x)\n{files}"),
            "[a](assets/service_checks.json#x)\n",
        );
        assert_fix(
            &BROKEN_LINK,
            &format!("//- foo/README.md\n[a]({PAGE}/foo/service_checks.json)\n{files}"),
            &format!("[a]({PAGE}/foo/assets/service_checks.json)\n"),
        );
    }
}
