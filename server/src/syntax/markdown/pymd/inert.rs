//! A short cut of the Python-Markdown view. Only elements count in it, and the text of an
//! ordinary paragraph gives none that matter; so most text need not be read for markup and
//! written out. This says when that is certain.

use super::cells::{Cell, MARK};
use memchr::{memchr, memchr2};

/// Elements whose content the HTML parser reads by rules of its own, or whose text counts.
const SPECIAL: [&str; 5] = ["h", "script", "style", "textarea", "title"];

/// True when all raw HTML of a document is so well formed that the parser is never left inside
/// a tag, comment or heading: then text between tags cannot change what the tags mean.
pub(super) fn is_tidy(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            let Some(end) = comment.find("-->") else {
                return false;
            };
            rest = &comment[end + 3..];
            continue;
        }
        let Some(end) = rest.find(['<', '>']) else {
            return false;
        };
        let tag = &rest[..end];
        let closed = rest.as_bytes()[end] == b'>' && has_plain_quotes(tag.as_bytes());
        if !closed || tag.starts_with(['!', '?']) {
            return false;
        }
        let name = tag.trim_start_matches('/').to_ascii_lowercase();
        if SPECIAL.iter().any(|special| name.starts_with(special)) {
            return false;
        }
        rest = &rest[end + 1..];
    }
    true
}

/// Quotes of a tag stand around whole values only, so that all readers see its end at one place.
pub(super) fn has_plain_quotes(tag: &[u8]) -> bool {
    let mut at = 0;
    while let Some(found) = memchr2(b'"', b'\'', &tag[at..]) {
        let open = at + found;
        let Some(length) = memchr(tag[open], &tag[open + 1..]) else {
            return false;
        };
        at = open + 1 + length + 1;
        if !tag[..open].ends_with(b"=") || !matches!(tag.get(at), None | Some(b' ' | b'/')) {
            return false;
        }
    }
    true
}

/// True for text of a tidy document that holds no image, no raw HTML and no token of one.
pub(super) fn is_inert(text: &[Cell]) -> bool {
    let plain = |cell: &Cell| !matches!(cell.ch, '<' | '&' | MARK);
    text.iter().all(plain) && !text.windows(2).any(|w| w[0].ch == '!' && w[1].ch == '[')
}

#[cfg(test)]
mod tests {
    use super::is_tidy;

    #[test]
    fn only_closed_and_harmless_tags_are_tidy() {
        for tidy in [
            "",
            "a > b",
            "<b>x</b> <img src=\"a\">",
            "<!-- <h2> \" --> x",
        ] {
            assert!(is_tidy(tidy), "{tidy}");
        }
        for untidy in [
            "a < b",
            "<a href=\"x>",
            "<a b=\"x'y\" c='z>",
            "<a b=x\"y c=\"z>",
            "<\"x\">",
            "<h2>x</h2>",
            "<!-- x",
            "<![CDATA[",
            "<SCRIPT>",
        ] {
            assert!(!is_tidy(untidy), "{untidy}");
        }
    }
}
