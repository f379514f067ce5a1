//! The names of emoji and other signs, for messages about those that no font has: a screen may not show them either.
//!
//! `sign_names.txt` has a line for each symbol and punctuation mark of Unicode 14 in U+2010 to U+2BFF, U+2E00 to U+2E7F,
//! U+3000 to U+303F and U+1F000 to U+1FAFF: its number, and its name in small letters. It is from the Unicode
//! Character Database, whose licence is in `sign_names.LICENSE`.

const NAMES: &str = include_str!("sign_names.txt");

/// The name of a sign; `None` for letters and others that have none here.
pub(crate) fn name(sign: char) -> Option<&'static str> {
    let number = format!("{:04X} ", u32::from(sign));
    NAMES.lines().find_map(|line| line.strip_prefix(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_have_names_and_letters_have_none() {
        assert_eq!(name('\u{1F600}'), Some("grinning face"));
        assert_eq!(name('\u{2713}'), Some("check mark"));
        assert_eq!(name('\u{20BC}'), Some("manat sign"));
        assert_eq!(name('a'), None);
        assert_eq!(name('\u{13000}'), None);
    }
}
