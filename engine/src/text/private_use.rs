//! Characters of the Private Use Areas (Unicode, section 23.5), which mean what one font shows for them: icons.

/// Whether a text has such a character.
pub(crate) fn has_private_use(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_private)
}

/// Whether a text has nothing but such characters and white space.
pub(crate) fn is_private_use(text: &str) -> bool {
    has_private_use(text) && text.chars().all(|character| is_private(character) || character.is_whitespace())
}

fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}
