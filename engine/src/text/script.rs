//! The scripts of characters (UAX #24).

use harfrust::Script;
use skrifa::raw::types::Tag;
use unicode_script::UnicodeScript;

/// The script of a character; `None` for characters that scripts share (spaces, digits, punctuation), and for marks,
/// which take the script of their base.
pub fn script_of(character: char) -> Option<Script> {
    // The blocks of nearly all text need no search.
    match u32::from(character) {
        0x41..=0x5A | 0x61..=0x7A => Some(Script::LATIN),
        0x00..=0xA9 => None,
        0xC0..=0x24F if !matches!(character, '×' | '÷') => Some(Script::LATIN),
        0x400..=0x484 | 0x487..=0x52F => Some(Script::CYRILLIC),
        0x2000..=0x206F => None,
        _ => by_table(character),
    }
}

fn by_table(character: char) -> Option<Script> {
    use unicode_script::Script as Table;
    match character.script() {
        Table::Common | Table::Inherited | Table::Unknown => None,
        script => {
            let name = <[u8; 4]>::try_from(script.short_name().as_bytes()).ok()?;
            Script::from_iso15924_tag(Tag::new(&name))
        }
    }
}

/// The script of a character that several scripts share (UAX #24, section 5.2): the current one if it is among them,
/// otherwise the first. `None` if all scripts share it.
pub fn shared_script(character: char, current: Script) -> Option<Script> {
    // Punctuation that European scripts share takes the script of the text before it.
    if matches!(u32::from(character), 0..0x600 | 0x2000..0x2070) {
        return None;
    }
    let scripts = character.script_extension();
    if character.script() != unicode_script::Script::Common || scripts.is_common() {
        return None;
    }
    let tagged = |script: unicode_script::Script| {
        let name = <[u8; 4]>::try_from(script.short_name().as_bytes()).ok()?;
        Script::from_iso15924_tag(Tag::new(&name))
    };
    let mut first = None;
    for script in scripts.iter().filter_map(tagged) {
        if script == current {
            return Some(script);
        }
        first = first.or(Some(script));
    }
    first
}

/// The script of the first character that has one.
pub fn first_script(text: &str) -> Option<Script> {
    text.chars().find_map(script_of)
}

/// Whether the shapes of a script's letters depend on their neighbors, so that a word must be shaped together with the
/// characters beside it.
pub fn is_joining(script: Script) -> bool {
    [Script::ARABIC, Script::SYRIAC, Script::NKO, Script::MONGOLIAN, Script::MANDAIC].contains(&script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quick_answers_agree_with_the_table() {
        for code in 0..0x3000 {
            let Some(character) = char::from_u32(code) else { continue };
            assert_eq!(script_of(character), by_table(character), "U+{code:04X}");
        }
    }

    #[test]
    fn a_character_that_scripts_share_takes_one_of_them() {
        assert_eq!(script_of('،'), None);
        assert_eq!(shared_script('،', Script::LATIN), Some(Script::ARABIC));
        assert_eq!(shared_script('،', Script::THAANA), Some(Script::THAANA));
        assert_eq!(shared_script('،', Script::SYRIAC), Some(Script::SYRIAC));
        assert_eq!(shared_script('4', Script::ARABIC), None);
        assert_eq!(shared_script('–', Script::ARABIC), None);
        assert_eq!(shared_script('€', Script::ARABIC), None);
    }

    #[test]
    fn punctuation_has_no_script() {
        assert_eq!(first_script("(1989) – ə"), Some(Script::LATIN));
        assert_eq!(first_script("«ГОД"), Some(Script::CYRILLIC));
        assert_eq!(first_script("12, 13"), None);
        assert_eq!(script_of('\u{301}'), None);
    }
}
