//! Upper and lower case by language (Unicode Standard, section 5.18): i and ı are different letters in
//! Turkish, Azerbaijani, Crimean Tatar and Tatar in Latin letters.

/// `text` in upper case as the language with the tag `language` has it.
pub fn uppercase(text: &str, language: &str) -> String {
    if has_dotless_i(language) { text.replace('i', "İ").to_uppercase() } else { text.to_uppercase() }
}

/// `text` in lower case as the language with the tag `language` has it.
pub fn lowercase(text: &str, language: &str) -> String {
    if has_dotless_i(language) {
        // A decomposed capital İ is one letter, too.
        text.replace("I\u{307}", "i").replace('I', "ı").replace('İ', "i").to_lowercase()
    } else {
        text.to_lowercase()
    }
}

fn has_dotless_i(language: &str) -> bool {
    let primary = language.split('-').next().unwrap_or_default();
    ["tr", "az", "crh", "tt"].iter().any(|known| primary.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dotted_and_dotless_i_are_kept_apart() {
        assert_eq!(uppercase("ingilis ılıq", "az"), "İNGİLİS ILIQ");
        assert_eq!(lowercase("TÜRKUNİB ILIQ", "tr-TR"), "türkunib ılıq");
        assert_eq!(lowercase("I\u{307}", "az"), "i");
        assert_eq!(uppercase("istanbul", "en"), "ISTANBUL");
        assert_eq!(lowercase("ISTANBUL", "en"), "istanbul");
    }
}
