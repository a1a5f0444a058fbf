//! SHA-256 of short texts: ddev names jobs by the hash of their names.

use std::sync::OnceLock;

/// The first 32 bits of the hash in hexadecimal.
pub(super) fn prefix(text: &str) -> String {
    static CONSTANTS: OnceLock<([u32; 8], [u32; 64])> = OnceLock::new();
    let (start, keys) = CONSTANTS.get_or_init(|| (fractions(8, 2), fractions(64, 3)));
    let mut state = *start;
    let mut message = text.as_bytes().to_vec();
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    message.extend((text.len() as u64 * 8).to_be_bytes());
    for block in message.chunks(64) {
        compress(&mut state, keys, block);
    }
    format!("{:08x}", state[0])
}

fn compress(state: &mut [u32; 8], keys: &[u32; 64], block: &[u8]) {
    let mut words = [0_u32; 64];
    for (word, bytes) in words.iter_mut().zip(block.chunks(4)) {
        *word = bytes
            .iter()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte));
    }
    for i in 16..64 {
        let (early, late) = (words[i - 15], words[i - 2]);
        let a = early.rotate_right(7) ^ early.rotate_right(18) ^ (early >> 3);
        let b = late.rotate_right(17) ^ late.rotate_right(19) ^ (late >> 10);
        words[i] = words[i - 16]
            .wrapping_add(a)
            .wrapping_add(words[i - 7])
            .wrapping_add(b);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (key, word) in keys.iter().zip(words) {
        let mix = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = (e & f) ^ (!e & g);
        let first = h
            .wrapping_add(mix)
            .wrapping_add(choice)
            .wrapping_add(*key)
            .wrapping_add(word);
        let mix = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        let second = mix.wrapping_add(majority);
        (h, g, f, e) = (g, f, e, d.wrapping_add(first));
        (d, c, b, a) = (c, b, a, first.wrapping_add(second));
    }
    for (old, new) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *old = old.wrapping_add(new);
    }
}

/// The constants of the hash are the first 32 bits behind the point of the roots of primes.
fn fractions<const N: usize>(count: usize, root: u32) -> [u32; N] {
    let mut found = [0; N];
    let primes = (2_u64..).filter(|n| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0));
    for (slot, prime) in found.iter_mut().zip(primes.take(count)) {
        // The largest x with x^root <= prime * 2^(32 * root), found bit by bit.
        let goal = u128::from(prime) << (32 * root);
        let mut x: u128 = 0;
        for bit in (0..37).rev() {
            let next = x | 1 << bit;
            if next.pow(root) <= goal {
                x = next;
            }
        }
        *slot = (x & 0xffff_ffff) as u32;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::prefix;

    #[test]
    fn known_hashes() {
        assert_eq!(prefix(""), "e3b0c442");
        assert_eq!(prefix("abc"), "ba7816bf");
        assert_eq!(prefix(&"a".repeat(119)), "31eba51c");
    }
}
