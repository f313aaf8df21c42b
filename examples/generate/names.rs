//! What are things and rows called, and what does chance decide?

use crate::options::MOST_ROWS;

/// The splitmix64 generator.
pub(crate) struct Rng(pub(crate) u64);

impl Rng {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n - 1`; the slight bias does not matter here.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        items.get(self.below(items.len())).copied().unwrap_or_default()
    }
}

pub(crate) const MENTION_IDS: u64 = MOST_ROWS;
pub(crate) const SILENCE_IDS: u64 = 2 * MOST_ROWS;
pub(crate) const LAYOUT_IDS: u64 = 3 * MOST_ROWS;
pub(crate) const SCENERY_IDS: u64 = 4 * MOST_ROWS;

/// Sixty-four syllables.
fn push_syllable(text: &mut String, value: u64) {
    const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
    const VOWELS: &[u8; 4] = b"aeio";
    text.push(char::from(CONSONANTS[(value >> 2) as usize % 16]));
    text.push(char::from(VOWELS[value as usize % 4]));
}

/// The id of a row: two made-up words, another for each number below 2^36, in no useful order.
pub(crate) fn row_id(seed: u64, number: u64) -> String {
    const MASK: u64 = (1 << 36) - 1;
    // Each step can be undone, so two numbers never share an id.
    let mut x = seed.wrapping_mul(0xC2B2_AE3D).wrapping_add(number).wrapping_add(0x5_1234_5677) & MASK;
    for factor in [0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93_u64] {
        x = x.wrapping_mul(factor) & MASK;
        x ^= x >> 18;
    }
    let mut id = String::with_capacity(13);
    for position in 0..6 {
        if position == 3 {
            id.push('-');
        }
        push_syllable(&mut id, x >> (6 * position));
    }
    id
}

/// A made-up name of five syllables. Two of them are check digits over the field of 64 elements, so
/// two names differ in three syllables or more and neither can be taken for a misprint of the other.
pub(crate) fn name(seed: u64, number: usize) -> String {
    let x = (number as u64).wrapping_mul(0x2_9E35).wrapping_add(seed.wrapping_mul(0x1_2345)) & 0x3_FFFF;
    let (a, b, c) = (x & 63, (x >> 6) & 63, x >> 12);
    let mut name = String::with_capacity(10);
    for value in [a, b, c, a ^ b ^ c, a ^ double(b) ^ double(double(c))] {
        push_syllable(&mut name, value);
    }
    name
}

/// The like of six syllables, for the many things that only one source knows: sixteen million of them.
pub(crate) fn long_name(seed: u64, number: usize) -> String {
    let x = (number as u64).wrapping_mul(0x9E_3779).wrapping_add(seed.wrapping_mul(0x1_2345)) & 0xFF_FFFF;
    let (a, b, c, d) = (x & 63, (x >> 6) & 63, (x >> 12) & 63, x >> 18);
    let mut name = String::with_capacity(12);
    let check = a ^ double(b) ^ double(double(c)) ^ double(double(double(d)));
    for value in [a, b, c, d, a ^ b ^ c ^ d, check] {
        push_syllable(&mut name, value);
    }
    name
}

/// Twice a number, in the field of 64 elements.
fn double(value: u64) -> u64 {
    ((value << 1) ^ if value & 32 == 0 { 0 } else { 0x43 }) & 63
}

pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
