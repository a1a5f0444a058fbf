//! Near misses: the known word that a slip most likely stands for.

/// The candidate nearest to a word: equal but for case, or within a few typing
/// slips for its length. `None` when nothing is near.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
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
    for candidate in candidates {
        // Only something nearer than what is known counts.
        let limit = match best {
            Some((0, _)) => break,
            Some((found, _)) => found - 1,
            None => allowed,
        };
        if candidate.len().abs_diff(word.len()) > limit * 4 {
            continue;
        }
        if let Some(distance) = scratch.distance(&candidate.to_lowercase(), limit) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Number of insertions, deletions, replacements and swaps of neighbours between two words.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    Scratch::new(a)
        .distance(b, usize::MAX)
        .unwrap_or(usize::MAX)
}

/// A word that is compared with many others, and the rows this takes.
struct Scratch {
    word: Vec<char>,
    other: Vec<char>,
    rows: [Vec<usize>; 3],
}

impl Scratch {
    fn new(word: &str) -> Self {
        Self {
            word: word.chars().collect(),
            other: Vec::new(),
            rows: Default::default(),
        }
    }

    /// The distance to another word; `None` as soon as it is known to be above the limit.
    fn distance(&mut self, other: &str, limit: usize) -> Option<usize> {
        self.other.clear();
        self.other.extend(other.chars());
        let (a, b) = (&self.word, &self.other);
        if a.len().abs_diff(b.len()) > limit {
            return None;
        }
        let [before, last, row] = &mut self.rows;
        for line in [&mut *before, &mut *last, &mut *row] {
            line.clear();
            line.extend(0..=b.len());
        }
        for i in 1..=a.len() {
            row[0] = i;
            let mut least = i;
            for j in 1..=b.len() {
                let cost = usize::from(a[i - 1] != b[j - 1]);
                let mut best = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(before[j - 2] + 1);
                }
                row[j] = best;
                least = least.min(best);
            }
            // A swap reaches back two rows, and costs one.
            if least > limit.saturating_add(1) {
                return None;
            }
            std::mem::swap(before, last);
            std::mem::swap(last, row);
        }
        Some(last[b.len()]).filter(|distance| *distance <= limit)
    }
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
}
