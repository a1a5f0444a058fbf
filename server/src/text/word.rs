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

/// The keys of one mapping or object, as far as it takes to tell that no two of them are the same.
#[derive(Debug, Default, Clone, Copy)]
pub struct Keys {
    /// A bit for each so far.
    bits: u64,
    may_repeat: bool,
}

impl Keys {
    /// Notes a key by its bytes; `None` for one of which they do not tell all.
    #[inline]
    pub fn note(&mut self, key: Option<&[u8]>) {
        let bit = key.map_or(0, word_bit);
        self.may_repeat |= key.is_none() || self.bits & bit != 0;
        self.bits |= bit;
    }

    /// Two keys have the same bit, or of one not all was told.
    #[must_use]
    pub fn may_repeat(&self) -> bool {
        self.may_repeat
    }
}

/// One of 64 bits for a word: equal words have the same, and most of a few words have others.
#[inline]
fn word_bit(word: &[u8]) -> u64 {
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
