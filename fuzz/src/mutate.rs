//! Makes a damaged or rearranged input from the files of a corpus.

use fastrand::Rng;

/// Words that parsers treat specially, by the kind of input.
pub(crate) struct Dictionary(pub(crate) &'static [&'static str]);

/// The longest input, in bytes.
const MAX_BYTES: usize = 1 << 20;

/// An input that depends only on the corpus, the dictionary and the state of `rng`.
pub(crate) fn mutated(corpus: &[Vec<u8>], dictionary: &Dictionary, rng: &mut Rng) -> Vec<u8> {
    let mut input = pick(corpus, rng).cloned().unwrap_or_default();
    for _ in 0..1 + rng.usize(..8) {
        change(&mut input, corpus, dictionary, rng);
        input.truncate(MAX_BYTES);
    }
    input
}

fn pick<'a, T>(all: &'a [T], rng: &mut Rng) -> Option<&'a T> {
    (!all.is_empty()).then(|| &all[rng.usize(..all.len())])
}

fn change(input: &mut Vec<u8>, corpus: &[Vec<u8>], dictionary: &Dictionary, rng: &mut Rng) {
    let at = rng.usize(..=input.len());
    let end = (at + 1 + rng.usize(..64)).min(input.len());
    match rng.u8(..9) {
        0 => input.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << rng.u8(..8)),
        1 => input.iter_mut().skip(at).take(4).for_each(|byte| *byte = rng.u8(..)),
        2 => drop(input.drain(at..end)),
        3 => {
            let repeated = input[at..end].repeat(1 + rng.usize(..20));
            input.splice(at..at, repeated);
        }
        4 | 5 => {
            let word = pick(dictionary.0, rng).copied().unwrap_or_default();
            input.splice(at..at, word.bytes());
        }
        6 => {
            let other = pick(corpus, rng).map_or(&[][..], |other| other);
            let from = rng.usize(..=other.len());
            let to = (from + rng.usize(..256)).min(other.len());
            input.splice(at..end, other[from..to].iter().copied());
        }
        7 => replace_number(input, at, rng),
        _ => {
            let moved: Vec<u8> = input.drain(at..end).collect();
            let to = rng.usize(..=input.len());
            input.splice(to..to, moved);
        }
    }
}

/// Replaces the next number in a text by another one.
fn replace_number(input: &mut Vec<u8>, at: usize, rng: &mut Rng) {
    const NUMBERS: [&str; 9] = ["0", "-1", "1e9", "-99999", "0.0001", "2147483648", "1e-30", "NaN", "65536"];
    let Some(from) = input[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) else { return };
    let digits = input[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = pick(&NUMBERS, rng).copied().unwrap_or_default();
    input.splice(from..from + digits, number.bytes());
}
