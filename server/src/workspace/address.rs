//! Where an address written in a README leads: to a heading, to a file of the
//! repository (relative, or by its pages on GitHub), or away. Nothing is opened.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

use super::{EntryKind, Integration, PathTarget, Repo};
use crate::model::RepoKind;
use crate::model::readme::github_names;

/// Where an address leads. Paths are relative to the repository root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address<'a> {
    /// A heading of the same file; the part after `#`, decoded.
    Anchor(Cow<'a, str>),
    /// A file, its size in bytes, and the part after `#`.
    File(String, u64, Option<&'a str>),
    /// A directory.
    Directory,
    /// Nothing is at this path, though its integration is known.
    Missing(String),
    /// Out of the repository.
    Outside,
    /// The web, or a page of the Datadog application (`/dashboard/lists`).
    Web,
    /// Nobody can tell.
    Unknown,
}

impl<'a> Address<'a> {
    /// Reads an address as written in a README of the integration.
    #[must_use]
    pub fn of(repo: &Repo, integration: &Integration, written: &'a str) -> Self {
        let written = written.trim();
        let (path, fragment) = cut(written, b'#');
        if path.is_empty() {
            return fragment.map_or(Self::Unknown, |fragment| Self::Anchor(decode(fragment)));
        }
        let (path, _) = cut(path, b'?');
        if path.is_empty() || is_odd(path) {
            return Self::Unknown;
        }
        if is_elsewhere(path) {
            return Self::Web;
        }
        if let Some(path) = github_path(repo.kind, path) {
            return Self::in_repository(repo, integration, &decode(path), fragment);
        }
        if has_scheme(path) || path.starts_with('/') {
            return Self::Web;
        }
        let path = decode(path);
        match integration.resolve(&path) {
            PathTarget::File(entry) => {
                Self::file(integration.repo_path(&entry.path), entry.kind, fragment)
            }
            PathTarget::Directory => Self::Directory,
            PathTarget::Missing(path) => Self::Missing(integration.repo_path(&path)),
            PathTarget::Sibling(path) => Self::in_repository(repo, integration, &path, fragment),
            // Of an integration opened alone nobody knows what lies around it.
            PathTarget::Outside if repo.kind == RepoKind::Single => Self::Unknown,
            PathTarget::Outside => Self::Outside,
            PathTarget::Unknown => Self::Unknown,
        }
    }

    fn file(path: String, kind: EntryKind, fragment: Option<&'a str>) -> Self {
        match kind {
            EntryKind::File(size) => Self::File(path, size, fragment),
            _ => Self::Unknown,
        }
    }

    /// A path from the repository root; only integrations are known.
    fn in_repository(
        repo: &Repo,
        from: &Integration,
        path: &str,
        fragment: Option<&'a str>,
    ) -> Self {
        let (dir, inside) = path.split_once('/').unwrap_or((path, ""));
        let integration = if dir == &*from.dir {
            from
        } else {
            let other = repo.integrations.get(dir);
            match other.filter(|other| !other.base.is_empty()) {
                Some(other) => other,
                None => return Self::Unknown,
            }
        };
        match integration.resolve(inside) {
            PathTarget::File(entry) => {
                Self::file(integration.repo_path(&entry.path), entry.kind, fragment)
            }
            PathTarget::Directory => Self::Directory,
            PathTarget::Missing(path) => Self::Missing(integration.repo_path(&path)),
            _ => Self::Unknown,
        }
    }
}

/// The path inside the repository when the address is that of one of its files on GitHub,
/// on the published branch.
#[must_use]
pub fn github_path(kind: RepoKind, url: &str) -> Option<&str> {
    let (page, rest) = if let Some(rest) = strip_host(url, "github.com") {
        (true, rest)
    } else {
        (false, strip_host(url, "raw.githubusercontent.com")?)
    };
    let mut parts = rest.splitn(if page { 5 } else { 4 }, '/');
    let owner = parts.next()?;
    let name = parts.next()?;
    let view = if page { parts.next()? } else { "raw" };
    let branch = parts.next()?;
    let path = parts.next()?;
    let ours = owner.eq_ignore_ascii_case("DataDog") && github_names(kind).any(|own| own == name);
    (ours && branch == "master" && matches!(view, "blob" | "tree" | "raw")).then_some(path)
}

/// A text in front of a sign of ASCII, and behind it when it is there.
fn cut(text: &str, sign: u8) -> (&str, Option<&str>) {
    match memchr(sign, text.as_bytes()) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// True for a path with places to fill in, or one of Windows.
fn is_odd(path: &str) -> bool {
    let bytes = path.as_bytes();
    memchr3(b'{', b'<', b'$', bytes).is_some() || memchr(b'\\', bytes).is_some()
}

/// True for an address of the web that is surely none of GitHub.
fn is_elsewhere(url: &str) -> bool {
    let host = url.strip_prefix("https://");
    host.is_some_and(|host| !host.starts_with("github.com/") && !host.starts_with("raw."))
}

fn strip_host<'u>(url: &'u str, host: &str) -> Option<&'u str> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    rest.strip_prefix(host)?.strip_prefix('/')
}

/// True for `https:`, `mailto:` and so on.
fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else {
        return false;
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
}

/// Decodes `%20` and the like; what is no UTF-8 afterwards stays as it is.
fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let hex = |byte: Option<&u8>| byte.and_then(|b| char::from(*b).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if let (b'%', Some(high), Some(low)) =
            (bytes[at], hex(bytes.get(at + 1)), hex(bytes.get(at + 2)))
        {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    const REPO: &str = "//- foo/README.md\n\n//- foo/images/a b.png\nx\n//- bar/metadata.csv\n";

    #[track_caller]
    fn check(fixture: &str, written: &str, expected: &Address) {
        let fixture = Fixture::new(fixture);
        let integration = &fixture.repo.integrations["foo"];
        assert_eq!(
            &Address::of(&fixture.repo, integration, written),
            expected,
            "{written}"
        );
    }

    #[test]
    fn files_of_the_repository_are_found_by_path_and_by_page() {
        let github = "https://github.com/DataDog/integrations-extras/blob/master";
        let image = |fragment| Address::File("foo/images/a b.png".into(), 2, fragment);
        check(REPO, "images/a%20b.png", &image(None));
        check(REPO, "./images/a b.png?raw=true#x", &image(Some("x")));
        check(
            REPO,
            &format!("{github}/foo/images/a%20b.png"),
            &image(None),
        );
        let other = Address::File("bar/metadata.csv".into(), 0, None);
        check(REPO, "../bar/metadata.csv", &other);
        check(REPO, &format!("{github}/bar/metadata.csv"), &other);
        check(REPO, "images/", &Address::Directory);
        check(REPO, "nothing", &Address::Missing("foo/nothing".into()));
        let missing = Address::Missing("bar/README.md".into());
        check(REPO, &format!("{github}/bar/README.md"), &missing);
    }

    #[test]
    fn what_lies_elsewhere_is_not_judged() {
        for web in [
            "https://example.com/x",
            "mailto:a@example.com",
            "/dashboard/lists",
            "//example.com",
            "https://github.com/DataDog/integrations-core/blob/master/foo/nothing",
            "https://github.com/DataDog/integrations-extras/blob/v1/foo/nothing",
        ] {
            check(REPO, web, &Address::Web);
        }
        check(REPO, "../docs/x.md", &Address::Unknown);
        check(REPO, "{{ url }}", &Address::Unknown);
        check(REPO, "../../etc/passwd", &Address::Outside);
        check(REPO, "#a%20b", &Address::Anchor("a b".into()));
    }

    #[test]
    fn a_lone_integration_may_belong_to_any_of_the_published_repositories() {
        let alone = "//! single\n//- README.md\n\n//- manifest.json\n{}\n";
        let page = "https://github.com/DataDog/marketplace/blob/master/foo/README.md";
        check(alone, page, &Address::File("README.md".into(), 1, None));
        check(alone, "../bar/README.md", &Address::Unknown);
    }
}
