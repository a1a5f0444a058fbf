//! `README.md`: what other files may know of it. The two readings of the text
//! (CommonMark, and the reference validator's) are in [`crate::syntax::markdown`].

use super::{Facts, RepoKind, SourceFile};
use crate::syntax::markdown::Outline;
use crate::syntax::markdown::outline::{Heading, Reference};
use crate::text::Span;
use memchr::memchr_iter;

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingFact {
    /// 1 to 6.
    pub level: u8,
    /// Plain text.
    pub title: Box<str>,
    /// Bytes of the title.
    pub span: Span,
}

/// What other files may know of a README.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadmeFacts {
    /// Headings in file order.
    pub headings: Vec<HeadingFact>,
    /// Has the words that the reference validator takes for log collection.
    pub mentions_logs: bool,
}

impl ReadmeFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let Some(markdown) = file.markdown() else {
            return Self::default();
        };
        let headings = markdown.outline.headings.iter().map(|h| HeadingFact {
            level: h.level,
            title: h.text.as_str().into(),
            span: h.title_span,
        });
        Self {
            headings: headings.collect(),
            mentions_logs: mentions_logs(&file.text),
        }
    }
}

/// In any case of letters; no letter beyond ASCII is one of these in lower case.
fn mentions_logs(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts = |rest: &[u8], words: &str| {
        rest.get(..words.len())
            .is_some_and(|rest| rest.eq_ignore_ascii_case(words.as_bytes()))
    };
    memchr_iter(b'#', bytes).any(|at| {
        let rest = &bytes[at + 1..];
        starts(rest, " logs") || starts(rest, " log collection")
    })
}

impl Facts {
    /// As README facts.
    #[must_use]
    pub fn as_readme(&self) -> Option<&ReadmeFacts> {
        if let Self::Readme(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}

/// Names of the three published repositories on GitHub.
const PUBLISHED: [RepoKind; 3] = [RepoKind::Core, RepoKind::Extras, RepoKind::Marketplace];

/// Names on GitHub that a repository may have: its own, or all three when it is one
/// integration alone.
pub fn github_names(kind: RepoKind) -> impl Iterator<Item = &'static str> {
    PUBLISHED
        .into_iter()
        .filter(move |published| *published == kind || kind == RepoKind::Single)
        .filter_map(RepoKind::full_name)
}

/// Address under which GitHub serves a file of an integration as it is: the one that the
/// images of a README use. `None` when the repository has no known name.
#[must_use]
pub fn raw_url(kind: RepoKind, dir: &str, path: &str) -> Option<String> {
    let repo = kind.full_name()?;
    let path = encode(path);
    Some(format!(
        "https://raw.githubusercontent.com/DataDog/{repo}/master/{dir}/{path}"
    ))
}

/// Address of the page that shows a file of an integration on GitHub. `None` when the
/// repository has no known name.
#[must_use]
pub fn blob_url(kind: RepoKind, dir: &str, path: &str) -> Option<String> {
    let repo = kind.full_name()?;
    let path = encode(path);
    Some(format!(
        "https://github.com/DataDog/{repo}/blob/master/{dir}/{path}"
    ))
}

/// Blanks and brackets would end an address in Markdown.
fn encode(path: &str) -> String {
    path.replace(' ', "%20")
        .replace('(', "%28")
        .replace(')', "%29")
}

/// True for the addresses in which the reference validator takes an image for one of the
/// repository. It compares the beginning only, with no slash after the name.
#[must_use]
pub fn is_image_address(kind: RepoKind, url: &str) -> bool {
    let rest = url.strip_prefix("https://raw.githubusercontent.com/DataDog/");
    rest.is_some_and(|rest| github_names(kind).any(|name| rest.starts_with(name)))
}

/// An address written in a README.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written<'a> {
    /// The address.
    pub address: &'a str,
    /// Its bytes; of an inline link with escapes in its address, the whole link.
    pub span: Span,
    /// Only images use it.
    pub image: bool,
}

/// All addresses of a README once each: those of inline links and images, then those of
/// the definitions.
pub fn addresses(outline: &Outline) -> impl Iterator<Item = Written<'_>> {
    let inline = outline.links.iter().filter_map(|link| {
        let written = Written {
            address: &link.destination,
            span: link.destination_span.unwrap_or(link.span),
            image: link.image,
        };
        match link.reference {
            Reference::Inline => Some(written),
            // `<a@example.com>` means `mailto:` without saying so.
            Reference::Autolink => link.destination.contains(':').then_some(written),
            Reference::Id(_) => None,
        }
    });
    let defined = outline.definitions.iter().map(|definition| Written {
        address: &definition.destination,
        span: definition.destination_span,
        image: definition.image,
    });
    inline.chain(defined)
}

/// The heading that an anchor (without `#`) leads to: the one with this very anchor, else
/// the first that differs in punctuation and case only, since sites differ in those.
#[must_use]
pub fn heading_of_anchor<'o>(outline: &'o Outline, anchor: &str) -> Option<&'o Heading> {
    let slugs = outline.slugs();
    let exact = slugs.iter().position(|slug| slug == anchor);
    let found = exact.or_else(|| {
        let key = anchor_key(anchor);
        slugs.iter().position(|slug| anchor_key(slug) == key)
    });
    found.map(|index| &outline.headings[index])
}

/// Letters and digits of an anchor or title in lower case: what all sites agree on.
#[must_use]
pub fn anchor_key(text: &str) -> String {
    if text.is_ascii() {
        let mut key = text.to_ascii_lowercase();
        key.retain(|ch| ch.is_ascii_alphanumeric());
        return key;
    }
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_know_whether_an_image_uses_them() {
        let text =
            "[a](x) <a@example.com> ![b](y.png) ![c][1] [d][2] ![e][2]\n\n[1]: p\n[2]: q\n[3]: r\n";
        let outline = Outline::parse(text);
        let all: Vec<_> = addresses(&outline)
            .map(|written| (written.span.slice(text), written.image))
            .collect();
        assert_eq!(
            all,
            [
                ("x", false),
                ("y.png", true),
                ("p", true),
                ("q", false),
                ("r", false)
            ]
        );
    }

    #[test]
    fn words_for_logs_are_found_in_any_case() {
        for text in ["# Logs", "x\n### LOG Collection\n", "##\n# log # logs"] {
            assert!(mentions_logs(text), "{text}");
        }
        for text in [
            "",
            "# Log",
            "#logs",
            "# log  collection",
            "# log\u{130}collection",
            "# l",
        ] {
            assert!(!mentions_logs(text), "{text}");
        }
        let letters = |text: &str| text.chars().all(|ch| "logsceti n".contains(ch));
        let mut others = '\u{80}'..=char::MAX;
        assert!(!others.any(|ch| letters(&ch.to_lowercase().to_string())));
    }

    #[test]
    fn anchors_lead_to_headings() {
        let outline = Outline::parse("## A, b\n\n## A b\n");
        let title = |anchor| heading_of_anchor(&outline, anchor).map(|h| h.text.as_str());
        assert_eq!(title("a-b-1"), Some("A b"));
        assert_eq!(title("A--B"), Some("A, b"));
        assert_eq!(title("c"), None);
    }

    #[test]
    fn addresses_on_github_follow_the_kind_of_repository() {
        assert_eq!(
            raw_url(RepoKind::Core, "foo", "images/a b.png").unwrap(),
            "https://raw.githubusercontent.com/DataDog/integrations-core/master/foo/images/a%20b.png"
        );
        assert_eq!(blob_url(RepoKind::Single, "foo", "metadata.csv"), None);
        let url = "https://raw.githubusercontent.com/DataDog/integrations-core/x";
        assert!(is_image_address(RepoKind::Core, url));
        assert!(is_image_address(RepoKind::Single, url));
        assert!(!is_image_address(RepoKind::Extras, url));
    }
}
