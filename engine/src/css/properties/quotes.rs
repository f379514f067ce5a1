//! The quotation marks of `quotes: auto`, by language (CSS Generated Content 3, section 3.2).

use std::sync::{Arc, LazyLock};

/// Pairs of opening and closing marks, outermost first.
pub(crate) type QuotePairs = Arc<[(Arc<str>, Arc<str>)]>;

/// A language tag or the beginning of one, and its outer and inner pair of marks.
type Row = (&'static str, [(&'static str, &'static str); 2]);

const ENGLISH: [(&str, &str); 2] = [("“", "”"), ("‘", "’")];
const GUILLEMETS: [(&str, &str); 2] = [("«", "»"), ("“", "”")];
const GUILLEMETS_THEN_LOW: [(&str, &str); 2] = [("«", "»"), ("„", "“")];
const LOW_THEN_SINGLE: [(&str, &str); 2] = [("„", "“"), ("‚", "‘")];
const LOW_THEN_GUILLEMETS: [(&str, &str); 2] = [("„", "”"), ("«", "»")];
const NARROW_SPACED: [(&str, &str); 2] = [("«\u{202f}", "\u{202f}»"), ("“", "”")];
const NORDIC: [(&str, &str); 2] = [("”", "”"), ("’", "’")];

/// Sorted by tag. The longest matching tag applies.
static MARKS: &[Row] = &[
    ("ar", [("”", "“"), ("’", "‘")]),
    ("az", [("«", "»"), ("“", "”")]),
    ("be", GUILLEMETS_THEN_LOW),
    ("bg", [("„", "“"), ("’", "’")]),
    ("ca", GUILLEMETS),
    ("cs", LOW_THEN_SINGLE),
    ("da", [("»", "«"), ("›", "‹")]),
    ("de", LOW_THEN_SINGLE),
    ("de-ch", [("«", "»"), ("‹", "›")]),
    ("el", GUILLEMETS),
    ("en", ENGLISH),
    ("es", GUILLEMETS),
    ("et", [("„", "“"), ("«", "»")]),
    ("fa", [("«", "»"), ("‹", "›")]),
    ("fi", NORDIC),
    ("fr", NARROW_SPACED),
    ("fr-ch", [("«", "»"), ("‹", "›")]),
    ("he", [("”", "”"), ("’", "’")]),
    ("hr", [("„", "“"), ("‚", "‘")]),
    ("hu", [("„", "”"), ("»", "«")]),
    ("hy", [("«", "»"), ("“", "”")]),
    ("it", GUILLEMETS),
    ("ja", [("「", "」"), ("『", "』")]),
    ("ka", LOW_THEN_GUILLEMETS),
    ("kk", GUILLEMETS),
    ("ky", GUILLEMETS_THEN_LOW),
    ("lt", LOW_THEN_SINGLE),
    ("lv", [("«", "»"), ("„", "“")]),
    ("nb", [("«", "»"), ("‘", "’")]),
    ("nl", ENGLISH),
    ("no", [("«", "»"), ("‘", "’")]),
    ("pl", LOW_THEN_GUILLEMETS),
    ("pt", GUILLEMETS),
    ("pt-br", ENGLISH),
    ("ro", LOW_THEN_GUILLEMETS),
    ("ru", GUILLEMETS_THEN_LOW),
    ("sk", LOW_THEN_SINGLE),
    ("sl", LOW_THEN_SINGLE),
    ("sq", [("«", "»"), ("‹", "›")]),
    ("sr", [("„", "“"), ("’", "’")]),
    ("sv", NORDIC),
    ("tg", GUILLEMETS_THEN_LOW),
    ("tk", ENGLISH),
    ("tr", ENGLISH),
    ("uk", GUILLEMETS_THEN_LOW),
    ("uz", [("«", "»"), ("“", "”")]),
    ("zh", ENGLISH),
    ("zh-tw", [("「", "」"), ("『", "』")]),
];

static PAIRS: LazyLock<Vec<QuotePairs>> = LazyLock::new(|| {
    let pairs = |row: &Row| row.1.iter().map(|&(open, close)| (Arc::from(open), Arc::from(close))).collect();
    MARKS.iter().map(pairs).collect()
});

/// The marks of a language: those of the longest entry that its tag begins with, else the English ones.
pub(crate) fn of_language(tag: &str) -> QuotePairs {
    let mut known = tag;
    loop {
        let found = MARKS.binary_search_by(|(name, _)| {
            name.bytes().cmp(known.bytes().map(|byte| byte.to_ascii_lowercase()))
        });
        if let Ok(index) = found {
            return PAIRS[index].clone();
        }
        match known.rsplit_once('-') {
            Some((shorter, _)) => known = shorter,
            None if known == "en" => return Arc::new([]),
            None => known = "en",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(MARKS.is_sorted_by_key(|row| row.0));
    }

    #[test]
    fn the_longest_entry_that_a_tag_begins_with_applies() {
        let outer = |tag: &str| of_language(tag)[0].0.to_string();
        assert_eq!(outer("az-Latn-AZ"), "«");
        assert_eq!(outer("ru"), "«");
        assert_eq!(outer("tr-TR"), "“");
        assert_eq!(outer("DE"), "„");
        assert_eq!(outer("de-CH"), "«");
        assert_eq!(outer(""), "“");
        assert_eq!(outer("tlh"), "“");
        assert_eq!(of_language("fr")[0], (Arc::from("«\u{202f}"), Arc::from("\u{202f}»")));
    }
}
