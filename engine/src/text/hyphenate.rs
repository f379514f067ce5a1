//! Hyphenation by language: by patterns, or by syllables where the language divides words by a simple rule.

use std::cell::RefCell;

use hypher::Lang;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::css::HyphenateLimitChars;

/// The longest word that is hyphenated, in bytes.
const MAX_WORD_BYTES: usize = 64;

/// How many words are cached.
const MAX_CACHED_WORDS: usize = 1 << 16;

/// The points of a word, in bytes from its start.
type Points = SmallVec<[u8; 6]>;

/// The hyphenation points of words of one language under one limit.
type HyphenatedWords = (Hyphenation, HyphenateLimitChars, FxHashMap<Box<str>, Points>);

thread_local! {
    /// The words hyphenated so far: text repeats its words, and matching patterns is slow.
    static CACHED: RefCell<Option<HyphenatedWords>> = const { RefCell::new(None) };
}

/// How a language divides words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphenation {
    /// By patterns.
    Patterns(Lang),
    /// Azerbaijani in Latin letters needs no patterns: a syllable has one vowel and starts with at most one consonant.
    Azerbaijani,
}

/// The rules for a language tag; `None` if there are none.
pub fn hyphenation_language(tag: &str) -> Option<Hyphenation> {
    let mut subtags = tag.split(['-', '_']);
    let primary = subtags.next()?.to_ascii_lowercase();
    if primary == "az" {
        let script = subtags.next().filter(|subtag| subtag.len() == 4);
        let latin = script.is_none_or(|script| script.eq_ignore_ascii_case("latn"));
        return latin.then_some(Hyphenation::Azerbaijani);
    }
    let code: [u8; 2] = primary.as_bytes().try_into().ok()?;
    Lang::from_iso(code).map(Hyphenation::Patterns)
}

/// Calls `at` with each offset in `text` at which a word may be hyphenated, in order.
pub fn hyphenation_points(
    text: &str,
    language: Hyphenation,
    limit: HyphenateLimitChars,
    mut at: impl FnMut(usize),
) {
    CACHED.with_borrow_mut(|cached| {
        let known = match cached {
            Some((known_language, known_limit, known))
                if (*known_language, *known_limit) == (language, limit) && known.len() < MAX_CACHED_WORDS =>
            {
                known
            }
            other => &mut other.insert((language, limit, FxHashMap::default())).2,
        };
        let mut word_start = None;
        for (offset, character) in text.char_indices().chain([(text.len(), ' ')]) {
            if character.is_alphabetic() {
                word_start.get_or_insert(offset);
            } else if let Some(start) = word_start.take() {
                let word = &text[start..offset];
                // In a word with a soft hyphen only soft hyphens divide it.
                let explicit = character == '\u{ad}' || text[..start].ends_with('\u{ad}');
                if word.len() > MAX_WORD_BYTES || explicit {
                    continue;
                }
                if !known.contains_key(word) {
                    let mut points = Points::new();
                    // Words are shorter than 256 bytes.
                    points_of_word(word, language, limit, &mut |offset| points.push(offset as u8));
                    known.insert(word.into(), points);
                }
                known[word].iter().for_each(|&point| at(start + usize::from(point)));
            }
        }
    });
}

fn points_of_word(word: &str, language: Hyphenation, limit: HyphenateLimitChars, at: &mut dyn FnMut(usize)) {
    let count = word.chars().count();
    if count < usize::from(limit.word) {
        return;
    }
    let mut within_limits = |offset: usize| {
        let before = word[..offset].chars().count();
        if before >= usize::from(limit.before) && count - before >= usize::from(limit.after) {
            at(offset);
        }
    };
    match language {
        Hyphenation::Patterns(language) => {
            let mut offset = 0;
            for syllable in hypher::hyphenate(word, language) {
                if offset > 0 {
                    within_limits(offset);
                }
                offset += syllable.len();
            }
        }
        Hyphenation::Azerbaijani => azerbaijani_syllables(word, &mut within_limits),
    }
}

/// A syllable begins with a vowel that follows another, or with the last consonant before a vowel.
fn azerbaijani_syllables(word: &str, at: &mut dyn FnMut(usize)) {
    let mut had_vowel = false;
    let mut previous: Option<(usize, bool)> = None;
    for (offset, character) in word.char_indices() {
        let vowel = is_azerbaijani_vowel(character);
        if vowel && had_vowel {
            match previous {
                Some((_, true)) => at(offset),
                Some((consonant, false)) => at(consonant),
                None => {}
            }
        }
        had_vowel |= vowel;
        previous = Some((offset, vowel));
    }
}

fn is_azerbaijani_vowel(character: char) -> bool {
    matches!(
        character,
        'a' | 'e'
            | 'ə'
            | 'ı'
            | 'i'
            | 'o'
            | 'ö'
            | 'u'
            | 'ü'
            | 'A'
            | 'E'
            | 'Ə'
            | 'I'
            | 'İ'
            | 'O'
            | 'Ö'
            | 'U'
            | 'Ü'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::css::properties::initial;

    fn hyphenated_within(text: &str, tag: &str, limit: HyphenateLimitChars) -> String {
        let mut result = String::new();
        let mut last = 0;
        hyphenation_points(text, hyphenation_language(tag).unwrap(), limit, |at| {
            result += &text[last..at];
            result.push('-');
            last = at;
        });
        result + &text[last..]
    }

    fn hyphenated(text: &str, tag: &str) -> String {
        hyphenated_within(text, tag, initial().text.hyphenate_limit_chars)
    }

    #[test]
    fn words_are_hyphenated_by_their_language() {
        assert_eq!(hyphenated("An extensive table.", "en-GB"), "An ex-ten-sive table.");
        assert_eq!(hyphenated("üniversite", "tr"), "üni-ver-si-te");
        assert_eq!(hyphenated("университет", "ru"), "уни-вер-си-тет");
    }

    #[test]
    fn azerbaijani_words_are_divided_between_syllables() {
        for word in include_str!("azerbaijani_syllables.txt").lines() {
            assert_eq!(hyphenated(&word.replace('-', ""), "az"), word);
        }
        assert_eq!(hyphenated("müəllim", "az-Latn-AZ"), "mü-əl-lim");
        assert!(hyphenation_language("az-Cyrl").is_none());
    }

    #[test]
    fn limits_count_characters_of_the_word_and_around_the_hyphen() {
        let limit = |word, before, after| HyphenateLimitChars { word, before, after };
        assert_eq!(hyphenated_within("universitet", "az", limit(12, 2, 2)), "universitet");
        assert_eq!(hyphenated_within("universitet", "az", limit(11, 4, 4)), "univer-sitet");
        assert_eq!(hyphenated_within("università", "it", limit(5, 2, 5)), "uni-versità");
    }

    #[test]
    fn soft_hyphens_take_precedence() {
        assert_eq!(hyphenated("exten\u{ad}sive", "en"), "exten\u{ad}sive");
    }

    #[test]
    fn unknown_languages_are_not_hyphenated() {
        assert!(hyphenation_language("").is_none());
        assert!(hyphenation_language("tlh").is_none());
    }
}
