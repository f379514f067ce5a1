//! In which direction a language is written.

/// Whether a language is written from right to left: by the script in its tag, or by the one that it is usually written in
/// (CLDR).
pub fn is_right_to_left(tag: &str) -> bool {
    let mut subtags = tag.split(['-', '_']).map(str::to_ascii_lowercase);
    let language = subtags.next().unwrap_or_default();
    match subtags.next().filter(|subtag| subtag.len() == 4) {
        Some(script) => SCRIPTS.contains(&&*script),
        None => LANGUAGES.contains(&&*language),
    }
}

const SCRIPTS: [&str; 9] = ["adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"];

const LANGUAGES: [&str; 20] = [
    "ar", "arc", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd",
    "syr", "ug", "ur", "yi",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_in_the_tag_decides_the_direction() {
        for tag in ["fa", "ar-EG", "az-Arab-IR", "UR", "ku_Arab"] {
            assert!(is_right_to_left(tag), "{tag}");
        }
        for tag in ["en", "az", "fa-Latn", "ru-RU", "tr", ""] {
            assert!(!is_right_to_left(tag), "{tag}");
        }
    }
}
