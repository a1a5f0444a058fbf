//! Anchors of headings, as GitHub makes them.

use foldhash::HashMap;

/// Makes the anchors of one document; later headings of the same name get `-1`, `-2` and so on.
#[derive(Debug, Default)]
pub(super) struct Slugger {
    seen: HashMap<String, usize>,
}

impl Slugger {
    /// The anchor of the next heading.
    pub(super) fn slug(&mut self, title: &str) -> String {
        let base = slug(title);
        let count = self.seen.entry(base.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            base
        } else {
            format!("{base}-{}", *count - 1)
        }
    }
}

/// Lower case; of the signs only hyphens and underscores stay, and a blank becomes a hyphen.
fn slug(title: &str) -> String {
    title
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|ch| match ch {
            ' ' => Some('-'),
            '-' | '_' => Some(ch),
            _ => is_word(ch).then_some(ch),
        })
        .collect()
}

/// Letters, digits and combining marks.
fn is_word(ch: char) -> bool {
    ch.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&ch) || ch == '\u{203f}'
}
