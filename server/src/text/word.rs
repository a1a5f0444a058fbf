//! Words that hundreds of texts are searched for: what the search needs to know of a word is
//! found out once, which takes as long as the search of a short text.

use std::sync::OnceLock;

use memchr::memmem::Finder;

/// A word to search texts for, meant to be a static.
#[derive(Debug)]
pub struct Word {
    word: &'static str,
    finder: OnceLock<Finder<'static>>,
}

impl Word {
    /// Prepares nothing yet.
    #[must_use]
    pub const fn new(word: &'static str) -> Self {
        Self {
            word,
            finder: OnceLock::new(),
        }
    }

    /// The word itself.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.word
    }

    /// Where it stands first in a text, in bytes.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<usize> {
        let finder = self.finder.get_or_init(|| Finder::new(self.word));
        finder.find(text.as_bytes())
    }

    /// It stands in a text.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Its places in a text, in bytes; those that overlap an earlier one are left out.
    pub fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let finder = self.finder.get_or_init(|| Finder::new(self.word));
        finder.find_iter(text.as_bytes())
    }
}

/// One of 64 bits for a word: equal words have the same, and most of a few words have others.
#[must_use]
#[inline]
pub fn word_bit(word: &[u8]) -> u64 {
    let (Some(first), Some(last)) = (word.first(), word.last()) else {
        return 1;
    };
    // Length, beginning, middle and end tell most words apart.
    let [first, middle, last] = [*first, word[word.len() / 2], *last].map(u32::from);
    let print = first | middle << 8 | last << 16 | (word.len() as u32) << 24;
    1 << (print.wrapping_mul(0x9E37_79B1) >> 26)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_where_it_stands() {
        static WORD: Word = Word::new("aba");
        assert_eq!(WORD.find("xxaba"), Some(2));
        assert_eq!(WORD.places("ababa aba").collect::<Vec<_>>(), [0, 6]);
        assert!(!WORD.is_in("ab a") && !WORD.is_in(""));
        assert_eq!(WORD.as_str(), "aba");
    }
}
