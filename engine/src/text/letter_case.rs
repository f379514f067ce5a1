//! Upper, lower and title case by language (Unicode Standard, section 5.18, with SpecialCasing.txt; CSS
//! Text 4, section 2.1.2): i and ı are different letters in Turkish, Azerbaijani, Crimean Tatar and Tatar in
//! Latin letters; Greek capitals have no accents; Lithuanian i keeps its dot below accents; Dutch ij is one
//! letter; the Armenian ligature և has another spelling in the reformed orthography.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// The dot above i and j.
const DOT: char = '\u{307}';
/// The iota below a Greek vowel.
const IOTA_BELOW: char = '\u{345}';
/// The Armenian ligature of ե and ւ.
const ECH_YIWN: char = 'և';

/// `text` in upper case by the rules of a language. `language` is its tag.
pub fn uppercase(text: &str, language: &str) -> String {
    match Rules::of(language) {
        Rules::DotlessI => text.replace('i', "İ").to_uppercase(),
        Rules::Greek => greek_uppercase(text),
        Rules::Lithuanian => without_soft_dots(text).to_uppercase(),
        Rules::Armenian => text.replace(ECH_YIWN, "եվ").to_uppercase(),
        Rules::Dutch | Rules::Other => text.to_uppercase(),
    }
}

/// `text` in lower case by the rules of a language. `language` is its tag.
pub fn lowercase(text: &str, language: &str) -> String {
    match Rules::of(language) {
        Rules::DotlessI => dotless_lowercase(text),
        Rules::Lithuanian => lithuanian_lowercase(text),
        _ => text.to_lowercase(),
    }
}

/// The first letter of `text` in title case, as at the beginning of a word, with the length in bytes of the
/// text that it replaces; the caller keeps the rest. `None` for an empty text.
pub fn titlecase_first(text: &str, language: &str) -> Option<(String, usize)> {
    let first = text.chars().next()?;
    let rules = Rules::of(language);
    if rules == Rules::Dutch
        && let Some(length) = dutch_ij(text)
    {
        return Some((text[..length].to_uppercase(), length));
    }
    let mut length = first.len_utf8();
    if rules == Rules::Lithuanian {
        // The dot that an accent kept visible is removed with it.
        length += text[length..]
            .chars()
            .take_while(|&mark| is_combining_mark(mark))
            .map(char::len_utf8)
            .sum::<usize>();
        return Some((without_soft_dots(&text[..length]).to_uppercase(), length));
    }
    let title = match first {
        // Mkhedruli has no capitals in text; Mtavruli is for whole words (Unicode, section 7.7).
        '\u{10d0}'..='\u{10ff}' => first.to_string(),
        'Ǆ'..='ǆ' => "ǅ".to_string(),
        'Ǉ'..='ǉ' => "ǈ".to_string(),
        'Ǌ'..='ǌ' => "ǋ".to_string(),
        'Ǳ'..='ǳ' => "ǲ".to_string(),
        'i' if rules == Rules::DotlessI => "İ".to_string(),
        ECH_YIWN if rules == Rules::Armenian => "Եվ".to_string(),
        // The apostrophe is not a letter.
        'ŉ' => "ʼN".to_string(),
        _ => {
            let mut capitals = first.to_uppercase();
            let mut title: String = capitals.next().into_iter().collect();
            for rest in capitals {
                match rest {
                    'Ι' => title.push(IOTA_BELOW),
                    _ => title.extend(rest.to_lowercase()),
                }
            }
            title.nfc().collect()
        }
    };
    Some((title, length))
}

/// The length of the Dutch letter ij at the beginning of a text, in bytes, with accents on both halves.
pub fn dutch_ij(text: &str) -> Option<usize> {
    let mut at = 0;
    for half in [['i', 'I', 'í', 'Í'], ['j', 'J', 'j', 'J']] {
        let letter = text[at..].chars().next().filter(|letter| half.contains(letter))?;
        at += letter.len_utf8();
        if text[at..].starts_with('\u{301}') {
            at += '\u{301}'.len_utf8();
        }
    }
    Some(at)
}

/// Whether a language has the letter ij.
pub fn has_dutch_ij(language: &str) -> bool {
    Rules::of(language) == Rules::Dutch
}

/// The special rules of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rules {
    DotlessI,
    Greek,
    Lithuanian,
    Dutch,
    Armenian,
    Other,
}

impl Rules {
    fn of(language: &str) -> Rules {
        const KNOWN: [(&str, Rules); 8] = [
            ("tr", Rules::DotlessI),
            ("az", Rules::DotlessI),
            ("crh", Rules::DotlessI),
            ("tt", Rules::DotlessI),
            ("el", Rules::Greek),
            ("lt", Rules::Lithuanian),
            ("nl", Rules::Dutch),
            // Western Armenian, whose orthography has not been reformed, is `hyw`.
            ("hy", Rules::Armenian),
        ];
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        let known = KNOWN.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(primary));
        known.map_or(Rules::Other, |&(_, rules)| rules)
    }
}

/// If the marks after a letter contain a dot above, the text before the dot and the text after it: `After_I` and
/// `Before_Dot` of the Unicode Standard, section 3.13.
fn after_dot(rest: &str) -> Option<(&str, &str)> {
    for (at, mark) in rest.char_indices() {
        match (mark, canonical_combining_class(mark)) {
            (DOT, _) => return Some((&rest[..at], &rest[at + mark.len_utf8()..])),
            (_, 0 | 230) => return None,
            _ => {}
        }
    }
    None
}

fn dotless_lowercase(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['I', 'İ']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let dotted = after.starts_with('İ');
        rest = &after[if dotted { 'İ'.len_utf8() } else { 1 }..];
        match after_dot(rest) {
            _ if dotted => out.push('i'),
            // A decomposed capital İ.
            Some((marks, after)) => {
                out.push('i');
                out.push_str(marks);
                rest = after;
            }
            None => out.push('ı'),
        }
    }
    out.push_str(rest);
    out.to_lowercase()
}

/// Removes the explicit dots after letters that have a dot of their own: capitals have none.
fn without_soft_dots(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut soft = false;
    for character in text.chars() {
        match (character, canonical_combining_class(character)) {
            (DOT, _) if soft => continue,
            (_, 0) => soft = is_soft_dotted(character),
            (_, 230) => soft = false,
            _ => {}
        }
        out.push(character);
    }
    out
}

/// Letters whose dot an accent replaces: Unicode's Soft_Dotted, Latin and Cyrillic letters only.
fn is_soft_dotted(character: char) -> bool {
    matches!(character, 'i' | 'j' | 'į' | 'ɨ' | 'ɉ' | 'ḭ' | 'ị' | 'і' | 'ј')
}

/// An i below an accent keeps its dot, which becomes a separate character.
fn lithuanian_lowercase(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let characters: Vec<char> = text.chars().collect();
    for (index, &character) in characters.iter().enumerate() {
        let accented = characters[index + 1..]
            .iter()
            .map(|&mark| canonical_combining_class(mark))
            .find(|class| matches!(class, 0 | 230))
            == Some(230);
        match character {
            'I' if accented => out.push_str("i\u{307}"),
            'J' if accented => out.push_str("j\u{307}"),
            'Į' if accented => out.push_str("į\u{307}"),
            'Ì' => out.push_str("i\u{307}\u{300}"),
            'Í' => out.push_str("i\u{307}\u{301}"),
            'Ĩ' => out.push_str("i\u{307}\u{303}"),
            other => out.push(other),
        }
    }
    out.to_lowercase()
}

/// Greek capitals have no accents. Where an accent on the first of two vowels shows that they are no diphthong, the
/// second gets a dialytika instead (CSS Text 3, section 2.1.2). The word "ή" keeps its accent.
fn greek_uppercase(text: &str) -> String {
    const ACCENTS: [char; 9] =
        ['\u{300}', '\u{301}', '\u{302}', '\u{303}', '\u{304}', '\u{306}', '\u{313}', '\u{314}', '\u{342}'];
    let letters: Vec<char> = text.nfd().collect();
    let mut out = String::with_capacity(text.len());
    let mut after_accented_vowel = false;
    for (index, &letter) in letters.iter().enumerate() {
        let follows = |offset: usize| letters.get(index + offset).copied();
        if ACCENTS.contains(&letter) {
            // Letters of other scripts keep their accents.
            let base = letters[..index].iter().rev().find(|base| !is_combining_mark(**base));
            if !base.is_some_and(|base| is_greek(*base)) {
                out.push(letter);
            }
            continue;
        }
        let accented = follows(1) == Some('\u{301}');
        let in_word = |letter: char| letter.is_alphanumeric() || is_combining_mark(letter);
        let before = index.checked_sub(1).map(|before| letters[before]);
        let alone = !before.is_some_and(in_word) && !follows(2).is_some_and(in_word);
        if matches!(letter, 'η' | 'Η') && accented && alone {
            out.push('Ή');
        } else {
            out.extend(letter.to_uppercase());
        }
        let second = matches!(letter, 'ι' | 'υ' | 'Ι' | 'Υ') && follows(1) != Some('\u{308}') && !accented;
        if second && after_accented_vowel {
            out.push('\u{308}');
        }
        if !is_combining_mark(letter) {
            after_accented_vowel =
                accented && matches!(letter.to_lowercase().next(), Some('α' | 'ε' | 'ο' | 'υ'));
        }
    }
    out.nfc().collect()
}

/// Whether a character is a Greek letter or mark.
pub fn is_greek(character: char) -> bool {
    matches!(character, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str, language: &str) -> String {
        let (title, length) = titlecase_first(text, language).expect("a letter");
        title + &text[length..]
    }

    #[test]
    fn dotted_and_dotless_i_are_different_letters() {
        assert_eq!(uppercase("ingilis ılıq", "az"), "İNGİLİS ILIQ");
        assert_eq!(lowercase("TÜRKUNİB ILIQ", "tr-TR"), "türkunib ılıq");
        assert_eq!(lowercase("I\u{307}", "az"), "i");
        // A mark below may be between the letter and its dot, an accent may not.
        assert_eq!(lowercase("I\u{323}\u{307}I\u{301}\u{307}", "az"), "i\u{323}ı\u{301}\u{307}");
        assert_eq!(uppercase("istanbul", "en"), "ISTANBUL");
        assert_eq!(lowercase("ISTANBUL", "en"), "istanbul");
        assert_eq!(lowercase("İ", "en"), "i\u{307}");
        assert_eq!(title("izmir", "tr"), "İzmir");
    }

    #[test]
    fn a_letter_may_become_several_letters() {
        assert_eq!(uppercase("straße ﬁn ŉ ǰ", "de"), "STRASSE FIN ʼN J\u{30c}");
        assert_eq!(lowercase("STRAẞE ΟΔΥΣΣΕΥΣ", "de"), "straße οδυσσευς");
        assert_eq!(title("ßa", "de"), "Ssa");
        assert_eq!(title("ﬃx", "en"), "Ffix");
        assert_eq!(title("ŉ", "af"), "ʼN");
        for letter in ["ǆ", "Ǆ", "ǅ"] {
            assert_eq!(title(letter, "hr"), "ǅ");
        }
        assert_eq!(title("ǳ", "hu"), "ǲ");
        assert_eq!(title("წევრობა", "ka"), "წევრობა");
        // The iota of a capital that only begins a word is placed below or beside it.
        assert_eq!(title("ᾳ", "el"), "ᾼ");
        assert_eq!(title("ᾠδή", "el"), "ᾨδή");
        assert_eq!(title("ᾷ", "el"), "ᾼ\u{342}");
        assert_eq!(title("ΐ", "el"), "Ϊ\u{301}");
    }

    #[test]
    fn lithuanian_keeps_the_dot_below_accents() {
        assert_eq!(
            lowercase("ÌÍĨ I\u{300} J\u{303} Į\u{301} IJ", "lt"),
            "i\u{307}\u{300}i\u{307}\u{301}i\u{307}\u{303} i\u{307}\u{300} j\u{307}\u{303} į\u{307}\u{301} ij"
        );
        assert_eq!(uppercase("i\u{307}\u{300} j\u{307}\u{303} į\u{307}", "lt-LT"), "I\u{300} J\u{303} Į");
        assert_eq!(title("i\u{307}\u{301}b", "lt"), "I\u{301}b");
        assert_eq!(uppercase("i\u{307}", "en"), "I\u{307}");
        // A dot on another letter is kept.
        assert_eq!(uppercase("ė e\u{307}", "lt"), "Ė E\u{307}");
    }

    #[test]
    fn armenian_and_dutch_digraphs_are_one_letter() {
        assert_eq!(uppercase("և արև", "hy"), "ԵՎ ԱՐԵՎ");
        assert_eq!(uppercase("և", "hyw"), "ԵՒ");
        assert_eq!(title("և", "hy-AM"), "Եվ");
        assert_eq!(title("և", "hyw"), "Եւ");
        assert_eq!(title("ijsland", "nl"), "IJsland");
        assert_eq!(title("Ijsland", "nl-BE"), "IJsland");
        assert_eq!(title("íj\u{301}s", "nl"), "ÍJ\u{301}s");
        assert_eq!(title("ĳs", "nl"), "Ĳs");
        assert_eq!(title("ijsland", "en"), "Ijsland");
        assert_eq!(title("ikje", "nl"), "Ikje");
    }
}
