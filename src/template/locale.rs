//! Dates, numbers, plural forms, lists and alphabetical order by the rules of a language (Unicode CLDR, through ICU4X).
//! A tag that CLDR does not have falls back to its language: `pt-XX` to `pt`.

use std::cell::{OnceCell, RefCell};
use std::cmp::Ordering;
use std::rc::Rc;
use std::str::FromStr;

use icu_calendar::{Date, Gregorian};
use icu_collator::{Collator, CollatorBorrowed};
use icu_datetime::FixedCalendarDateTimeFormatter as DateFormatter;
use icu_datetime::fieldsets::{M, MD, Y, YM, YMD};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_locale_core::Locale as Tag;
use icu_plurals::{PluralCategory, PluralRules};

use super::date_pattern::DatePattern;

/// The languages that write the currency before the amount (CLDR, `currencyFormats`), besides those with a region.
const CURRENCY_FIRST: &[&str] =
    &["bn", "en", "fa", "fil", "ga", "hi", "id", "ja", "ko", "ms", "nl", "ta", "te", "th", "tr", "ur", "zh"];

/// The same for tags with a region that differ from their language.
const CURRENCY_FIRST_IN: &[&str] = &["de-AT", "de-CH", "es-MX", "es-US", "pt-BR"];

/// The languages that write a space between a number and the percent sign (CLDR, `percentFormats`). Most write none.
const PERCENT_APART: &[&str] = &[
    "ab", "bas", "be", "br", "bua", "ca", "ce", "co", "cs", "cu", "cv", "da", "de", "dsb", "dua", "es", "eu",
    "fi", "fo", "fr", "gl", "gsw", "hr", "hsb", "kl", "ksh", "lb", "lt", "mk", "nb", "nds", "nn", "no", "oc",
    "qu", "rn", "ro", "ru", "se", "sk", "sl", "smn", "sv", "tk", "tt", "zgh",
];

/// The same for languages with a region that write none.
const PERCENT_TOGETHER_IN: &[&str] = &[
    "de-CH", "de-LI", "es-419", "es-AR", "es-BO", "es-CL", "es-CO", "es-CR", "es-CU", "es-DO", "es-EC",
    "es-GT", "es-HN", "es-MX", "es-NI", "es-PA", "es-PE", "es-PR", "es-PY", "es-SV", "es-US", "es-UY",
    "es-VE", "fr-CH",
];

/// The languages that write the percent sign before the number.
const PERCENT_FIRST: &[&str] = &["eu", "ku", "tr"];

/// A year, a month or a day, in the words of a language.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DateWords {
    /// The date as exactly as it is known.
    pub date: String,
    /// The year in the digits of the language.
    pub year: String,
    /// The number of the year with the suffix of an ordinal, where the language forms years so; otherwise the year.
    pub ordinal: String,
    /// The month's name by itself, if the month is known.
    pub month: String,
    /// The month's name as it is after a day, if the month is known.
    pub of_month: String,
    /// Day and month, if the day is known.
    pub day: String,
    /// How exactly the date is known: `year`, `month` or `day`.
    pub precision: &'static str,
}

/// The rules of one language. Each is prepared at its first use.
pub(super) struct Locale {
    language: String,
    tag: Tag,
    year: OnceCell<Option<DateFormatter<Gregorian, Y>>>,
    month: OnceCell<Option<DateFormatter<Gregorian, YM>>>,
    day: OnceCell<Option<DateFormatter<Gregorian, YMD>>>,
    decimal: OnceCell<Option<DecimalFormatter>>,
    plural: OnceCell<Option<PluralRules>>,
    list: OnceCell<Option<ListFormatter>>,
    collator: OnceCell<Option<CollatorBorrowed<'static>>>,
}

thread_local! {
    /// The language that was asked for last: a layout is filled in one.
    static LAST: RefCell<Option<Rc<Locale>>> = const { RefCell::new(None) };
}

impl Locale {
    /// The rules of the language with a BCP 47 tag; for a tag that is not one, those that all languages share.
    pub fn of(language: &str) -> Rc<Locale> {
        LAST.with_borrow_mut(|last| match last {
            Some(locale) if locale.language == language => locale.clone(),
            _ => last.insert(Rc::new(Locale::new(language))).clone(),
        })
    }

    fn new(language: &str) -> Locale {
        Locale {
            language: language.to_string(),
            tag: Tag::from_str(language).unwrap_or(Tag::UNKNOWN),
            year: OnceCell::new(),
            month: OnceCell::new(),
            day: OnceCell::new(),
            decimal: OnceCell::new(),
            plural: OnceCell::new(),
            list: OnceCell::new(),
            collator: OnceCell::new(),
        }
    }

    /// A date written as `2026`, `2026-11` or `2026-11-24`; `None` if it is none of them.
    pub fn date(&self, text: &str) -> Option<String> {
        let (date, precision) = parse(text)?;
        Some(self.formatted(date, precision).unwrap_or_else(|| text.to_string()))
    }

    /// A date in a pattern of CLDR's letters. A language that CLDR does not have keeps the date as it is in the data.
    ///
    /// # Errors
    /// What is wrong with the date or the pattern, and what to write instead.
    pub fn date_in(&self, text: &str, pattern: &str) -> Result<Option<String>, (String, String)> {
        let pattern_text = pattern;
        let pattern = DatePattern::parse(pattern)?;
        let Some((date, precision)) = parse(text) else { return Ok(None) };
        if let Some(lacking) = pattern.lacks(precision) {
            let message =
                format!("`{text}` has no {lacking}, which the pattern `{pattern_text}` would print");
            let help = "Without a pattern, as much is printed as is known: `{{date …}}`.";
            return Err((message, help.to_string()));
        }
        let written = pattern.write(&date, &self.tag);
        Ok(Some(written.unwrap_or_else(|| text.to_string())))
    }

    fn formatted(&self, date: Date<Gregorian>, precision: &str) -> Option<String> {
        // Outside the United States, English has the day first, and a brochure in plain English is for the world.
        let tag = || match self.language.as_str() {
            "en" => Tag::from_str("en-001").unwrap_or(Tag::UNKNOWN).into(),
            _ => (&self.tag).into(),
        };
        let words = match precision {
            "year" => {
                let year = self.year.get_or_init(|| DateFormatter::try_new(tag(), Y::long()).ok());
                year.as_ref()?.format(&date).to_string()
            }
            // ICU4X 2.4 has no digits for a month and a year in Portuguese.
            "month" if self.tag.id.language.as_str() == "pt" => {
                self.formatted(date, "day")?.trim_start_matches("1 de ").to_string()
            }
            "month" => {
                let month = self.month.get_or_init(|| DateFormatter::try_new(tag(), YM::long()).ok());
                month.as_ref()?.format(&date).to_string()
            }
            _ => {
                let day = self.day.get_or_init(|| DateFormatter::try_new(tag(), YMD::long()).ok());
                day.as_ref()?.format(&date).to_string()
            }
        };
        (!is_without_names(&words)).then_some(words)
    }

    /// The parts of a date, for sentences such as "since May 2019".
    pub fn date_words(&self, text: &str) -> Option<DateWords> {
        let (date, precision) = parse(text)?;
        let year = self.formatted(date, "year").unwrap_or_else(|| text.to_string());
        let ordinal = match self.tag.id.language.as_str() {
            "az" => format!("{year}-{}", azerbaijani_suffix(text)),
            _ => year.clone(),
        };
        let (mut month, mut of_month, mut day) = (String::new(), String::new(), String::new());
        if precision != "year" {
            let name = DateFormatter::<Gregorian, M>::try_new((&self.tag).into(), M::long()).ok();
            month = name.map_or_else(String::new, |name| name.format(&date).to_string());
            let formatter = DateFormatter::<Gregorian, MD>::try_new((&self.tag).into(), MD::long()).ok();
            let with_day =
                formatter.map_or_else(String::new, |formatter| formatter.format(&date).to_string());
            let is_letter = |sign: char| sign.is_alphabetic();
            of_month = with_day.trim_matches(|sign: char| !is_letter(sign)).to_string();
            if precision == "day" {
                day = with_day;
            }
        }
        let date = self.formatted(date, precision).unwrap_or_else(|| text.to_string());
        Some(DateWords { date, year, ordinal, month, of_month, day, precision })
    }

    /// A number with its digits in groups, written in the digits `0` to `9` with a point before the fraction.
    pub fn number(&self, text: &str) -> String {
        let decimal = self
            .decimal
            .get_or_init(|| DecimalFormatter::try_new((&self.tag).into(), Default::default()).ok());
        match (decimal, Decimal::from_str(text)) {
            (Some(decimal), Ok(number)) => decimal.format(&number).to_string(),
            _ => text.to_string(),
        }
    }

    /// A whole number in the ablative ("from 50"), where the language forms it with a suffix.
    pub fn ablative(&self, number: u64) -> String {
        let suffix = ablative_suffix(number, self.tag.id.language.as_str());
        format!("{}{suffix}", self.number(&number.to_string()))
    }

    /// An amount of money with its currency by the code of ISO 4217: a sign such as `$` means several currencies.
    pub fn currency(&self, amount: &str, code: &str) -> String {
        let amount = self.number(amount);
        let language = self.tag.id.language;
        let is_first = match CURRENCY_FIRST_IN.iter().any(|tag| *tag == self.language) {
            true => true,
            false => CURRENCY_FIRST.contains(&language.as_str()),
        };
        if is_first { format!("{code}\u{a0}{amount}") } else { format!("{amount}\u{a0}{code}") }
    }

    /// A percentage: the sign is that of the digits, before or after them, with a space or without one.
    pub fn percent(&self, number: &str) -> String {
        let language = self.tag.id.language.as_str();
        let (is_negative, number) =
            number.strip_prefix('-').map_or((false, number), |positive| (true, positive));
        let figure = self.number(number);
        let sign = match figure.chars().find(|digit| digit.is_numeric()) {
            // A mark keeps the sign to the left of its number among letters from right to left.
            Some('٠'..='٩') => "٪\u{61c}",
            Some('۰'..='۹') => "٪",
            _ if language == "ar" => "\u{200e}%\u{200e}",
            _ => "%",
        };
        let minus = match (is_negative, language) {
            (false, _) => "",
            (true, "ar" | "ckb" | "fa" | "he" | "ps" | "ur") => "\u{200e}\u{2212}",
            (true, _) => "\u{2212}",
        };
        let is_apart = PERCENT_APART.contains(&language) && !PERCENT_TOGETHER_IN.contains(&&*self.language);
        let space = if is_apart { "\u{a0}" } else { "" };
        match PERCENT_FIRST.contains(&language) {
            true => format!("{sign}{space}{minus}{figure}"),
            false => format!("{minus}{figure}{space}{sign}"),
        }
    }

    /// The plural category of a whole number, as labels name it.
    pub fn plural(&self, count: u64) -> &'static str {
        let rules =
            self.plural.get_or_init(|| PluralRules::try_new((&self.tag).into(), Default::default()).ok());
        match rules.as_ref().map(|rules| rules.category_for(count)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        }
    }

    /// The items, joined with commas and the language's "and".
    pub fn list(&self, items: &[String]) -> String {
        let list = self.list.get_or_init(|| {
            let options = ListFormatterOptions::default().with_length(ListLength::Wide);
            ListFormatter::try_new_and((&self.tag).into(), options).ok()
        });
        match list {
            Some(list) => list.format_to_string(items.iter()),
            None => items.join(", "),
        }
    }

    /// Which of two texts comes first in the alphabetical order of the language.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        let collator =
            self.collator.get_or_init(|| Collator::try_new((&self.tag).into(), Default::default()).ok());
        match collator {
            Some(collator) => collator.compare(one, other),
            None => one.cmp(other),
        }
    }
}

/// Whether a date has `M05` in place of the name of a month: CLDR does not have the language.
pub(super) fn is_without_names(date: &str) -> bool {
    date.contains("M0") || date.contains("M1")
}

/// Which of two texts comes first in the alphabetical order of a language.
pub fn compare(one: &str, other: &str, language: &str) -> Ordering {
    Locale::of(language).compare(one, other)
}

/// The suffixes of numbers in the ablative ("from 50") in a language.
struct Ablative {
    language: &'static str,
    /// Of 0 to 9.
    units: [&'static str; 10],
    /// Of 10 to 90.
    tens: [&'static str; 9],
    /// Of a hundred, a thousand, a million and a billion.
    powers: [&'static str; 4],
}

/// The languages whose suffix is in harmony with the last word of the number.
const ABLATIVES: [Ablative; 3] = [
    Ablative {
        language: "az",
        units: ["-dan", "-dən", "-dən", "-dən", "-dən", "-dən", "-dan", "-dən", "-dən", "-dan"],
        tens: ["-dan", "-dən", "-dan", "-dan", "-dən", "-dan", "-dən", "-dən", "-dan"],
        powers: ["-dən", "-dən", "-dan", "-dan"],
    },
    Ablative {
        language: "tr",
        units: ["’dan", "’den", "’den", "’ten", "’ten", "’ten", "’dan", "’den", "’den", "’dan"],
        tens: ["’dan", "’den", "’dan", "’tan", "’den", "’tan", "’ten", "’den", "’dan"],
        powers: ["’den", "’den", "’dan", "’dan"],
    },
    Ablative {
        language: "kk",
        units: ["-ден", "-ден", "-ден", "-тен", "-тен", "-тен", "-дан", "-ден", "-ден", "-дан"],
        tens: ["-нан", "-дан", "-дан", "-тан", "-ден", "-тан", "-тен", "-нен", "-нан"],
        powers: ["-ден", "-нан", "-нан", "-тан"],
    },
];

/// The suffix of `number` in the ablative, empty in a language that has none here.
fn ablative_suffix(number: u64, language: &str) -> &'static str {
    let Some(Ablative { units, tens, powers, .. }) =
        ABLATIVES.iter().find(|known| known.language == language)
    else {
        return "";
    };
    let digit = |power: u32| usize::try_from(number / 10_u64.pow(power) % 10).unwrap_or(0);
    match number {
        _ if number == 0 || digit(0) > 0 => units[digit(0)],
        _ if digit(1) > 0 => tens[digit(1) - 1],
        _ if digit(2) > 0 => powers[0],
        _ if !number.is_multiple_of(1_000_000) => powers[1],
        _ if !number.is_multiple_of(1_000_000_000) => powers[2],
        _ => powers[3],
    }
}

/// A date and how exactly it is known; what is not known is 1.
fn parse(text: &str) -> Option<(Date<Gregorian>, &'static str)> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |index: usize| parts.get(index).map_or(Some(1), |part| part.parse::<u8>().ok());
    let precision = ["year", "month", "day"].get(parts.len().checked_sub(1)?)?;
    let date = Date::try_new_gregorian(parts[0].parse().ok()?, number(1)?, number(2)?).ok()?;
    Some((date, precision))
}

/// What Azerbaijani writes after the number of a year, by its last word: `1994-cü` (dördüncü), `2019-cu` (doqquzuncu).
fn azerbaijani_suffix(text: &str) -> &'static str {
    let year: u32 = text.split('-').next().and_then(|year| year.parse().ok()).unwrap_or(0);
    match (year % 10, year / 10 % 10, year / 100 % 10) {
        (1 | 2 | 5 | 7 | 8, _, _) => "ci",
        (3 | 4, _, _) => "cü",
        (6, _, _) => "cı",
        (9, _, _) => "cu",
        (_, 1 | 3, _) => "cu",
        (_, 2 | 5 | 7 | 8, _) => "ci",
        (_, 4 | 6 | 9, _) => "cı",
        (_, _, 0) => "ci",
        _ => "cü",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The languages of the shipped labels.
    const LANGUAGES: [&str; 12] = ["en", "az", "ru", "tr", "fa", "ka", "ro", "kk", "de", "fr", "es", "ar"];

    #[test]
    fn dates_are_written_as_exactly_as_they_are_known() {
        for (language, year, month, day) in [
            ("en", "2019", "May 2019", "14 May 2019"),
            ("en-US", "2019", "May 2019", "May 14, 2019"),
            ("az", "2019", "may 2019", "14 may 2019"),
            ("az-Latn", "2019", "may 2019", "14 may 2019"),
            ("ru", "2019", "май 2019 г.", "14 мая 2019 г."),
            ("tr", "2019", "Mayıs 2019", "14 Mayıs 2019"),
            ("fa", "۲۰۱۹", "مه ۲۰۱۹", "۱۴ مه ۲۰۱۹"),
            ("ro", "2019", "mai 2019", "14 mai 2019"),
            ("kk", "2019", "2019 ж. мамыр", "2019 ж. 14 мамыр"),
            ("de", "2019", "Mai 2019", "14. Mai 2019"),
            ("fr", "2019", "mai 2019", "14 mai 2019"),
            ("es", "2019", "mayo de 2019", "14 de mayo de 2019"),
            ("ar", "2019", "مايو 2019", "14 مايو 2019"),
            ("pt-BR", "2019", "maio de 2019", "14 de maio de 2019"),
        ] {
            let written =
                |text| Locale::of(language).date(text).map(|text| text.replace(['\u{a0}', '\u{202f}'], " "));
            assert_eq!(written("2019").as_deref(), Some(year), "{language}");
            assert_eq!(written("2019-05").as_deref(), Some(month), "{language}");
            assert_eq!(written("2019-05-14").as_deref(), Some(day), "{language}");
        }
        assert_eq!(Locale::of("xx").date("2019-05-14").as_deref(), Some("2019-05-14"));
        for wrong in ["", "x", "2019-13", "2019-02-30", "2019-05-14-1", "2019-"] {
            assert_eq!(Locale::of("en").date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn years_in_azerbaijani_have_the_suffix_of_their_last_word() {
        for (year, suffix) in [
            ("1991", "ci"),
            ("1994", "cü"),
            ("1996", "cı"),
            ("2019", "cu"),
            ("2020", "ci"),
            ("1990", "cı"),
            ("2010", "cu"),
            ("2000", "ci"),
            ("1900", "cü"),
            ("2040", "cı"),
            ("2026", "cı"),
            ("2033", "cü"),
        ] {
            assert_eq!(azerbaijani_suffix(year), suffix, "{year}");
        }
    }

    #[test]
    fn numbers_and_amounts_follow_the_language() {
        let written =
            |language, number| Locale::of(language).number(number).replace(['\u{202f}', '\u{a0}'], " ");
        assert_eq!(written("en", "12500"), "12,500");
        assert_eq!(written("de", "12500.5"), "12.500,5");
        assert_eq!(written("ru", "12500"), "12 500");
        assert_eq!(written("fr", "12500"), "12 500");
        assert_eq!(written("fa", "12500"), "۱۲٬۵۰۰");
        assert_eq!(written("es", "1250"), "1250");
        assert_eq!(Locale::of("en").currency("1900.50", "EUR"), "EUR\u{a0}1,900.50");
        assert_eq!(Locale::of("az").currency("1900", "AZN"), "1.900\u{a0}AZN");
        assert_eq!(Locale::of("pt-BR").currency("1900", "BRL"), "BRL\u{a0}1.900");
        assert_eq!(Locale::of("pt").currency("19", "EUR"), "19\u{a0}EUR");
    }

    #[test]
    fn percentages_have_the_sign_and_the_order_of_the_language() {
        for (language, positive, negative) in [
            ("en", "12.5%", "\u{2212}25%"),
            ("az", "12,5%", "\u{2212}25%"),
            ("ka", "12,5%", "\u{2212}25%"),
            ("kk", "12,5%", "\u{2212}25%"),
            ("de", "12,5\u{a0}%", "\u{2212}25\u{a0}%"),
            ("de-CH", "12.5%", "\u{2212}25%"),
            ("ru", "12,5\u{a0}%", "\u{2212}25\u{a0}%"),
            ("ro", "12,5\u{a0}%", "\u{2212}25\u{a0}%"),
            ("fr", "12,5\u{a0}%", "\u{2212}25\u{a0}%"),
            ("es", "12,5\u{a0}%", "\u{2212}25\u{a0}%"),
            ("tr", "%12,5", "%\u{2212}25"),
            ("fa", "۱۲٫۵٪", "\u{200e}\u{2212}۲۵٪"),
            ("ar", "12.5\u{200e}%\u{200e}", "\u{200e}\u{2212}25\u{200e}%\u{200e}"),
            ("ar-EG", "١٢٫٥٪\u{61c}", "\u{200e}\u{2212}٢٥٪\u{61c}"),
            ("eu", "%\u{a0}12,5", "%\u{a0}\u{2212}25"),
        ] {
            assert_eq!(Locale::of(language).percent("12.5"), positive, "{language}");
            assert_eq!(Locale::of(language).percent("-25"), negative, "{language}");
        }
    }

    #[test]
    fn the_suffix_of_the_ablative_is_in_harmony_with_the_last_word() {
        let written =
            |language, numbers: [u64; 6]| numbers.map(|number| Locale::of(language).ablative(number));
        assert_eq!(
            written("az", [50, 40, 46, 100, 3000, 7]),
            ["50-dən", "40-dan", "46-dan", "100-dən", "3.000-dən", "7-dən"]
        );
        assert_eq!(
            written("tr", [50, 40, 13, 100, 19, 60]),
            ["50’den", "40’tan", "13’ten", "100’den", "19’dan", "60’tan"]
        );
        assert_eq!(
            written("kk", [50, 10, 40, 100, 80, 4])[..5],
            ["50-ден", "10-нан", "40-тан", "100-ден", "80-нен"]
        );
        assert_eq!(Locale::of("de").ablative(50), "50");
    }

    #[test]
    fn plural_forms_are_those_of_cldr() {
        let forms = |language, counts: [u64; 6]| counts.map(|count| Locale::of(language).plural(count));
        assert_eq!(forms("ru", [1, 3, 5, 11, 21, 0]), ["one", "few", "many", "many", "one", "many"]);
        assert_eq!(forms("ar", [0, 1, 2, 3, 11, 100]), ["zero", "one", "two", "few", "many", "other"]);
        assert_eq!(forms("ro", [0, 1, 2, 19, 20, 101]), ["few", "one", "few", "few", "other", "few"]);
        assert_eq!(forms("fa", [0, 1, 2, 3, 4, 5]), ["one", "one", "other", "other", "other", "other"]);
        assert_eq!(
            forms("az-Latn", [0, 1, 2, 3, 4, 5]),
            ["other", "one", "other", "other", "other", "other"]
        );
    }

    #[test]
    fn lists_end_with_the_languages_and() {
        let items: Vec<String> = ["a", "b", "c"].map(String::from).to_vec();
        assert_eq!(Locale::of("en").list(&items), "a, b, and c");
        assert_eq!(Locale::of("ru").list(&items[..2]), "a и b");
        assert_eq!(Locale::of("az").list(&items), "a, b və c");
        assert_eq!(Locale::of("de").list(&items), "a, b und c");
        assert_eq!(Locale::of("tr").list(&items[..1]), "a");
        assert_eq!(Locale::of("ka").list(&[]), "");
    }

    #[test]
    fn texts_are_compared_in_the_alphabet_of_the_language() {
        let sorted = |language: &str, words: &[&str]| {
            let mut words: Vec<String> = words.iter().map(|word| word.to_string()).collect();
            words.sort_by(|one, other| Locale::of(language).compare(one, other));
            words.join(" ")
        };
        assert_eq!(
            sorted("az", &["Zaqatala", "Çin", "Əli", "Cəlil", "Elçin", "Fuad"]),
            "Cəlil Çin Elçin Əli Fuad Zaqatala"
        );
        assert_eq!(sorted("de", &["Zürich", "Österreich", "Oslo"]), "Oslo Österreich Zürich");
        assert_eq!(sorted("tr", &["ıslak", "ilk", "hava"]), "hava ıslak ilk");
    }

    #[test]
    fn every_shipped_language_has_its_own_words_for_months() {
        let months: Vec<String> =
            LANGUAGES.iter().filter_map(|language| Locale::of(language).date("2019-12-14")).collect();
        assert_eq!(months.len(), LANGUAGES.len());
        assert!(months.iter().all(|date| date != "2019-12-14"), "{months:?}");
    }
}
