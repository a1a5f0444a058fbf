//! Near misses: the known word that a slip most likely stands for.

/// The candidate nearest to a word: equal but for case, or within a few typing
/// slips for its length. `None` when nothing is near.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(word, candidates.map(|word| (word, letters(word))))
}

/// Candidates that are compared with several words.
pub struct Candidates<'a>(Vec<(&'a str, u64)>);

impl<'a> FromIterator<&'a str> for Candidates<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let words = words.into_iter();
        Self(words.map(|word| (word, letters(word))).collect())
    }
}

impl<'a> Candidates<'a> {
    /// The one nearest to a word; see [`nearest`].
    #[must_use]
    pub fn nearest(&self, word: &str) -> Option<&'a str> {
        nearest_of(word, self.0.iter().copied())
    }
}

/// The nearest of words with their [`letters`].
fn nearest_of<'a>(word: &str, candidates: impl Iterator<Item = (&'a str, u64)>) -> Option<&'a str> {
    let word = word.trim().to_lowercase();
    let length = word.chars().count();
    let allowed = match length {
        0..=1 => 0,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, &str)> = None;
    let mut scratch = Scratch::new(&word);
    let (wanted, is_ascii) = (letters(&word), word.is_ascii());
    for (candidate, own) in candidates {
        // Only something nearer than what is known counts.
        let limit = match best {
            Some((0, _)) => break,
            Some((found, _)) => found - 1,
            None => allowed,
        };
        // A letter takes one to four bytes.
        let apart = candidate.len().abs_diff(word.len());
        if apart > limit && (apart > limit * 4 || (is_ascii && candidate.is_ascii())) {
            continue;
        }
        // Each slip brings or takes at most one kind of letter.
        let (more, less) = (own & !wanted & KINDS, wanted & !own & KINDS);
        let apart = more.count_ones().max(less.count_ones()) as usize;
        if own & BEYOND_ASCII == 0 && apart > limit {
            continue;
        }
        let distance = if own & (BEYOND_ASCII | UPPER_CASE) == 0 {
            scratch.distance(candidate, limit)
        } else {
            scratch.distance(&candidate.to_lowercase(), limit)
        };
        if let Some(distance) = distance {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Marks a word with letters beyond ASCII. They are of no kind: case may turn one into several.
const BEYOND_ASCII: u64 = 1 << 63;
/// Marks a word with upper case letters.
const UPPER_CASE: u64 = 1 << 62;
/// The kinds of letters; each is that of two.
const KINDS: u64 = UPPER_CASE - 1;

/// What each byte adds to [`letters`].
const LETTERS: [u64; 256] = {
    let mut table = [BEYOND_ASCII; 256];
    let mut byte = 0;
    while byte < 0x80 {
        let lower = (byte as u8).to_ascii_lowercase();
        let upper = lower != byte as u8;
        table[byte] = 1 << (lower % 62) | if upper { UPPER_CASE } else { 0 };
        byte += 1;
    }
    table
};

/// The kinds of letters in a word, upper and lower case alike, and its marks.
fn letters(word: &str) -> u64 {
    word.bytes()
        .fold(0, |kinds, byte| kinds | LETTERS[usize::from(byte)])
}

/// Number of insertions, deletions, replacements and swaps of neighbours between two words.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    Scratch::new(a)
        .distance(b, usize::MAX)
        .unwrap_or(usize::MAX)
}

/// A word that is compared with many others, and the rows this takes.
struct Scratch<'w> {
    word: &'w str,
    rows: [Vec<usize>; 3],
}

impl<'w> Scratch<'w> {
    fn new(word: &'w str) -> Self {
        Self {
            word,
            rows: Default::default(),
        }
    }

    /// The distance to another word; `None` as soon as it is known to be above the limit.
    fn distance(&mut self, other: &str, limit: usize) -> Option<usize> {
        if self.word.is_ascii() && other.is_ascii() {
            return self.between(self.word.as_bytes(), other.as_bytes(), limit);
        }
        let chars = |word: &str| word.chars().collect::<Vec<_>>();
        self.between(&chars(self.word), &chars(other), limit)
    }

    fn between<T: PartialEq>(&mut self, a: &[T], b: &[T], limit: usize) -> Option<usize> {
        if a.len().abs_diff(b.len()) > limit {
            return None;
        }
        let (a, b) = unlike(a, b);
        // Cells so far from the diagonal are above the limit.
        let width = limit.min(a.len().max(b.len()));
        let above = limit.saturating_add(1);
        let [before, last, row] = &mut self.rows;
        for line in [&mut *before, &mut *last, &mut *row] {
            line.clear();
            line.extend(0..=b.len());
        }
        let mut least_before = 0;
        for i in 1..=a.len() {
            let (from, to) = (i.saturating_sub(width).max(1), (i + width).min(b.len()));
            row[from - 1] = if from == 1 { i } else { above };
            let mut least = row[from - 1];
            for j in from..=to {
                let cost = usize::from(a[i - 1] != b[j - 1]);
                let mut best = (row[j - 1] + 1).min(last[j - 1] + cost);
                if j < i + width {
                    best = best.min(last[j] + 1);
                }
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(before[j - 2] + 1);
                }
                row[j] = best;
                least = least.min(best);
            }
            // All that follows comes from one of two rows: a swap reaches back that far.
            if least.min(least_before) > limit {
                return None;
            }
            least_before = least;
            std::mem::swap(before, last);
            std::mem::swap(last, row);
        }
        Some(last[b.len()]).filter(|distance| *distance <= limit)
    }
}

/// Two words without the beginning and the end that they share, which costs nothing.
fn unlike<'w, T: PartialEq>(mut a: &'w [T], mut b: &'w [T]) -> (&'w [T], &'w [T]) {
    while let ([first, rest @ ..], [other, others @ ..]) = (a, b)
        && first == other
    {
        (a, b) = (rest, others);
    }
    while let ([rest @ .., last], [others @ .., other]) = (a, b)
        && last == other
    {
        (a, b) = (rest, others);
    }
    (a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_slips() {
        assert_eq!(distance("gauge", "gauge"), 0);
        assert_eq!(distance("guage", "gauge"), 1);
        assert_eq!(distance("count", "counter"), 2);
    }

    #[test]
    fn offers_only_what_is_near() {
        let words = || ["gauge", "count", "rate"].into_iter();
        assert_eq!(nearest("Gauge", words()), Some("gauge"));
        assert_eq!(nearest("cuont", words()), Some("count"));
        assert_eq!(nearest("histogram", words()), None);
        assert_eq!(nearest("", words()), None);
    }

    /// The whole table, without a limit and without a band.
    fn slow(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut cells = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                if i == 0 || j == 0 {
                    cells[i][j] = i + j;
                    continue;
                }
                let cost = usize::from(a[i - 1] != b[j - 1]);
                let mut best = (cells[i - 1][j] + 1).min(cells[i][j - 1] + 1);
                best = best.min(cells[i - 1][j - 1] + cost);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(cells[i - 2][j - 2] + 1);
                }
                cells[i][j] = best;
            }
        }
        cells[a.len()][b.len()]
    }

    #[test]
    fn a_limit_changes_no_distance_below_it() {
        let mut seed = 7u32;
        let mut word = || {
            let mut letter = || {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (seed >> 16) as usize
            };
            let length = letter() % 9;
            (0..length)
                .map(|_| ['a', 'b', 'c', 'é'][letter() % 4])
                .collect::<String>()
        };
        for _ in 0..4000 {
            let (a, b) = (word(), word());
            let expected = slow(&a, &b);
            assert_eq!(distance(&a, &b), expected, "{a} {b}");
            for limit in 0..5 {
                let found = Scratch::new(&a).distance(&b, limit);
                assert_eq!(found, Some(expected).filter(|d| *d <= limit), "{a} {b}");
            }
        }
    }
}
