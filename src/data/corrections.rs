//! What an officer meant by a value that is written in another way than its field takes it. A function returns the value
//! as it has to be written, or `None` if that is not certain.

use std::path::Path;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::value::{Axis, parse_date};

/// The names of months, each line for one month, in the languages of many offices; at least three letters of a name
/// are enough.
const MONTHS: [&[&str]; 12] = [
    &["january", "yanvar", "ocak", "январь", "января", "januar", "janvier", "enero", "ianuarie"],
    &["february", "fevral", "şubat", "февраль", "февраля", "februar", "février", "febrero", "februarie"],
    &["march", "mart", "март", "марта", "märz", "mars", "marzo", "martie"],
    &["april", "aprel", "nisan", "апрель", "апреля", "avril", "abril", "aprilie"],
    &["may", "mayıs", "май", "мая", "mai", "mayo"],
    &["june", "iyun", "haziran", "июнь", "июня", "juni", "juin", "junio", "iunie"],
    &["july", "iyul", "temmuz", "июль", "июля", "juli", "juillet", "julio", "iulie"],
    &["august", "avqust", "ağustos", "август", "августа", "août", "agosto"],
    &["september", "sentyabr", "eylül", "сентябрь", "сентября", "septembre", "septiembre", "septembrie"],
    &["october", "oktyabr", "ekim", "октябрь", "октября", "oktober", "octobre", "octubre", "octombrie"],
    &["november", "noyabr", "kasım", "ноябрь", "ноября", "novembre", "noviembre", "noiembrie"],
    &["december", "dekabr", "aralık", "декабрь", "декабря", "dezember", "décembre", "diciembre", "decembrie"],
];

/// The names of languages, in English and in the language itself.
const LANGUAGES: [(&str, &[&str]); 22] = [
    ("en", &["english", "eng"]),
    ("az", &["azerbaijani", "azeri", "azərbaycan", "azərbaycanca", "aze"]),
    ("ru", &["russian", "русский", "rus"]),
    ("tr", &["turkish", "türkçe", "tur"]),
    ("fa", &["persian", "farsi", "فارسی"]),
    ("ka", &["georgian", "ქართული"]),
    ("ro", &["romanian", "română"]),
    ("kk", &["kazakh", "қазақша"]),
    ("de", &["german", "deutsch", "ger"]),
    ("fr", &["french", "français", "fra"]),
    ("es", &["spanish", "español", "spa"]),
    ("ar", &["arabic", "العربية"]),
    ("it", &["italian", "italiano"]),
    ("pt", &["portuguese", "português"]),
    ("uk", &["ukrainian", "українська"]),
    ("pl", &["polish", "polski"]),
    ("el", &["greek", "ελληνικά"]),
    ("bg", &["bulgarian", "български"]),
    ("hu", &["hungarian", "magyar"]),
    ("uz", &["uzbek"]),
    ("zh", &["chinese", "中文"]),
    ("he", &["hebrew", "עברית"]),
];

/// The codes of the currencies in use (ISO 4217).
const CURRENCIES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF \
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS \
    INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR \
    MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP \
    SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF \
    YER ZAR ZMW ZWG";

/// Signs and names of currencies, each with the code.
const CURRENCY_WORDS: [(&[&str], &str); 11] = [
    (&["€", "euro", "euros", "евро", "avro"], "EUR"),
    (&["$", "us$", "dollar", "dollars"], "USD"),
    (&["£"], "GBP"),
    (&["₼", "manat", "манат"], "AZN"),
    (&["₺"], "TRY"),
    (&["₽", "руб", "руб."], "RUB"),
    (&["₸", "tenge", "теңге", "тенге"], "KZT"),
    (&["₾", "lari", "ლარი"], "GEL"),
    (&["₴"], "UAH"),
    (&["₹"], "INR"),
    (&["₪"], "ILS"),
];

/// Other words for values of `status`, each with the value.
const STATUS_WORDS: [(&[&str], &str); 6] = [
    (
        &["active", "full member", "full", "regular member", "ordinary member", "current", "yes", "joined"],
        "member",
    ),
    (&["associated", "associate member", "affiliate", "affiliated"], "associate"),
    (&["observing", "observer member"], "observer"),
    (&["pending", "applicant", "application", "in progress"], "applied"),
    (&["paused", "inactive", "frozen", "dormant"], "suspended"),
    (
        &[
            "ended",
            "left",
            "terminated",
            "expired",
            "past",
            "resigned",
            "withdrawn",
            "former member",
            "ex-member",
        ],
        "former",
    ),
];

/// The status that another word means.
pub fn status(word: &str) -> Option<&'static str> {
    let word = word.trim().to_lowercase().replace(['_', '-'], " ");
    let found =
        STATUS_WORDS.iter().find(|(words, _)| words.iter().any(|other| other.replace('-', " ") == word));
    found.map(|(_, status)| *status)
}

/// The language tag that a name of a language or a tag in capitals means.
pub fn language(word: &str) -> Option<String> {
    let lower = word.trim().to_lowercase();
    let named =
        LANGUAGES.iter().find(|(_, names)| names.contains(&lower.as_str())).map(|(tag, _)| tag.to_string());
    let is_tag = (2..=3).contains(&lower.len()) && lower.bytes().all(|byte| byte.is_ascii_lowercase());
    named.or_else(|| (is_tag && lower != word).then_some(lower))
}

/// The names of languages, each with the language's tag.
#[cfg(feature = "spreadsheets")]
pub fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    LANGUAGES.iter().flat_map(|(tag, names)| names.iter().map(|name| (*tag, *name)))
}

/// Digits in groups: `1,900`, `1 900`, `1.900`, `1’900`, or digits in quotation marks.
pub fn whole_number(text: &str) -> Option<String> {
    let text = text.trim();
    let groups: Vec<&str> =
        text.split(|sign: char| matches!(sign, ',' | '.' | '\'' | '’') || sign.is_whitespace()).collect();
    let is_number = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    let (first, rest) = groups.split_first()?;
    let sound = (1..=3).contains(&first.len()) || rest.is_empty() && !first.is_empty();
    let sound = sound && groups.iter().all(is_number) && rest.iter().all(|group| group.len() == 3);
    // A number with leading zeros may be a code.
    (sound && (!first.starts_with('0') || *first == "0" && rest.is_empty())).then(|| groups.concat())
}

/// The code of a currency: of its sign, its name, or itself in capital letters.
pub fn currency(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    let named = CURRENCY_WORDS.iter().find(|(words, _)| words.contains(&lower.as_str()));
    named.map(|(_, code)| *code).or_else(|| CURRENCIES.split_whitespace().find(|code| *code == word))
}

/// An amount as it is written, and the code of the currency before or after it: `4500 EUR`, `€4,500`.
pub fn amount_in_currency(text: &str) -> Option<(&str, &'static str)> {
    let is_digit = |sign: char| sign.is_numeric();
    let first = text.find(is_digit)?;
    let last = text.rfind(is_digit)?;
    let end = last + text[last..].chars().next().map_or(0, char::len_utf8);
    let code = match (text[..first].trim(), text[end..].trim()) {
        (before, "") => currency(before),
        ("", after) => currency(after),
        _ => None,
    };
    Some((&text[first..end], code?))
}

/// Degrees with a point: `38.75N`, `38,75`, `38°45′`, `38° 45' 30" S`. What is on the other axis is not certain.
pub fn degrees(text: &str, axis: Axis) -> Option<String> {
    let text = text.trim().to_uppercase();
    let (positive, negative) = match axis {
        Axis::Latitude => ('N', 'S'),
        Axis::Longitude => ('E', 'W'),
    };
    let letters: Vec<char> = text.chars().filter(|letter| letter.is_alphabetic()).collect();
    let is_negative = match letters.as_slice() {
        [] => text.starts_with(['-', '−']),
        [letter] if *letter == negative && !text.starts_with(['-', '−']) => true,
        [letter] if *letter == positive => text.starts_with(['-', '−']),
        _ => return None,
    };
    let marks = |sign: char| sign.is_whitespace() || sign.is_alphabetic() || "°º˚′'’″\"”:-−+".contains(sign);
    // A comma is the point of many countries.
    let numbers: Vec<f64> = text
        .split(marks)
        .filter(|number| !number.is_empty())
        .map(|number| number.replace(',', ".").parse().ok())
        .collect::<Option<_>>()?;
    let value = match numbers.as_slice() {
        [degrees] => *degrees,
        [degrees, minutes] if *minutes < 60.0 => degrees + minutes / 60.0,
        [degrees, minutes, seconds] if *minutes < 60.0 && *seconds < 60.0 => {
            degrees + minutes / 60.0 + seconds / 3600.0
        }
        _ => return None,
    };
    let value = if is_negative { -value } else { value };
    // A ten-thousandth of a degree is ten meters.
    let rounded = (value * 10_000.0).round() / 10_000.0;
    (rounded.abs() <= axis.most()).then(|| rounded.to_string())
}

/// The longitude that a number of degrees beyond half a turn means, counted from Greenwich to the east only.
pub fn longitude_in_the_west(number: f64) -> Option<String> {
    let turned = ((number - 360.0) * 10_000.0).round() / 10_000.0;
    (180.0..=360.0).contains(&number).then(|| turned.to_string())
}

/// A date as precise as `text` gives it: `24.11.2026`, `2026/11/24`, `24 November 2026`, `11.2026`, `November 2026`,
/// `since 2026`.
pub fn date(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|sign: char| {
            matches!(sign, '.' | '/' | '-' | ',' | ';' | '–' | '"' | '“' | '”') || sign.is_whitespace()
        })
        .filter(|word| !word.is_empty())
        .collect();
    let number =
        |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse::<u16>().ok())?;
    let numbers: Vec<u16> = words.iter().filter_map(|word| number(word)).collect();
    let names: Vec<usize> = words.iter().filter_map(|word| month(word)).collect();
    let is_year = |number: u16| (1000..=9999).contains(&number);
    let others = words.len() - numbers.len() - names.len();
    let (year, month, day) = match (names.as_slice(), numbers.as_slice()) {
        ([month], [day, year] | [year, day]) if is_year(*year) && others == 0 => {
            (*year, Some(*month as u16), Some(*day))
        }
        ([month], [year]) if is_year(*year) && others == 0 => (*year, Some(*month as u16), None),
        ([], [year, month, day]) if is_year(*year) && others == 0 => (*year, Some(*month), Some(*day)),
        // Day and month are in another order in some countries, so `5/7/2026` is not certain; `5.7.2026` is.
        ([], [day, month, year]) if is_year(*year) && others == 0 && (!text.contains('/') || *day > 12) => {
            (*year, Some(*month), Some(*day))
        }
        ([], [month, year] | [year, month]) if is_year(*year) && others == 0 => (*year, Some(*month), None),
        ([], [year]) if is_year(*year) => (*year, None, None),
        _ => return None,
    };
    Some(match (month, day) {
        (Some(month), Some(day)) => {
            let date = format!("{year:04}-{month:02}-{day:02}");
            parse_date(&date)?;
            date
        }
        (Some(month), None) => (1..=12).contains(&month).then(|| format!("{year:04}-{month:02}"))?,
        _ => format!("{year:04}"),
    })
}

/// The number of a month by its name, or by the first letters of its name.
fn month(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let is_prefix = |name: &&str| word.chars().count() >= 3 && name.starts_with(&word);
    let found = |test: &dyn Fn(&&str) -> bool| MONTHS.iter().position(|names| names.iter().any(test));
    found(&|name| *name == word).or_else(|| found(&is_prefix)).map(|index| index + 1)
}

/// The address of a web page: `Https://…`, `www.…`, `example.org`.
pub fn web_address(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['<', '>']);
    let lower = text.to_lowercase();
    let scheme = ["https://", "http://", "https:/", "http:/", "https//", "http//", "https:\\\\", "http:\\\\"];
    let (scheme, rest) = match scheme.iter().find(|scheme| lower.starts_with(**scheme)) {
        Some(scheme) => {
            (if scheme.starts_with("https") { "https://" } else { "http://" }, &text[scheme.len()..])
        }
        None => ("https://", text),
    };
    let host = rest.split(['/', '?', '#']).next()?;
    let sound = host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
        && host.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '.' | '-' | ':'))
        && host.rsplit('.').next()?.chars().all(char::is_alphabetic)
        && !rest.contains(char::is_whitespace);
    sound.then(|| format!("{scheme}{rest}"))
}

/// One e-mail address: `mailto:…`, `<…>`, `Name <…>`, `name (at) example.org`.
pub fn email_address(text: &str) -> Option<String> {
    let text = text.trim();
    let inner =
        text.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or(text, |(inner, _)| inner);
    let lower = inner.to_lowercase();
    let address = if lower.starts_with("mailto:") { inner["mailto:".len()..].trim() } else { inner };
    let address = [" (at) ", "(at)", " [at] ", "[at]", " at "]
        .iter()
        .fold(address.to_string(), |text, at| text.replace(at, "@"));
    is_email_address(&address).then_some(address)
}

/// Whether `text` is one e-mail address and nothing else.
pub fn is_email_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.contains('@')
            && !text.contains(|sign: char| sign.is_whitespace() || ":;,<>()\"".contains(sign))
    })
}

/// A color: without its `#`, between typographic quotation marks, or by its name in CSS.
pub fn color(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['“', '”', '„', '«', '»', '\'', '"', '‘', '’']);
    let digits = text.strip_prefix('#').unwrap_or(text);
    if matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Some(format!("\"#{digits}\""));
    }
    let (red, green, blue) = engine::css::named_rgb(text)?;
    Some(format!("\"#{red:02x}{green:02x}{blue:02x}\""))
}

/// An id: in lower case, without accents, with hyphens for spaces.
pub fn id(text: &str) -> Option<String> {
    let mut id = String::new();
    for letter in text.trim().to_lowercase().nfd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'a'..='z' | '0'..='9' => id.push(letter),
            'ə' => id.push('e'),
            'ı' => id.push('i'),
            ' ' | '_' | '-' | '.' | '/' | '–' if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            ' ' | '_' | '-' | '.' | '/' | '–' | '(' | ')' | '\'' | '’' | ',' => {}
            _ => return None,
        }
    }
    let id = id.trim_end_matches('-');
    id.starts_with(|first: char| first.is_ascii_lowercase()).then(|| id.to_string())
}

/// The file of the project at `root` that a path means: with `\`, with another case, or from the root of a disk.
pub fn file(root: &Path, text: &str) -> Option<String> {
    let slashes = text.trim().replace('\\', "/");
    let parts: Vec<&str> = slashes.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let meant = (0..parts.len().min(16)).find_map(|start| with_case_of_disk(root, &parts[start..]));
    let is_address = text.contains("://") || text.to_lowercase().starts_with("www.");
    meant.or_else(|| in_one_folder(root, parts.last().filter(|_| !is_address)?))
}

/// The path of a file with this name that is in one of the folders of the project, and in no other.
fn in_one_folder(root: &Path, name: &str) -> Option<String> {
    let folders = std::fs::read_dir(root).ok()?.flatten();
    let folders = folders.filter_map(|entry| entry.file_name().into_string().ok());
    let of_results = |folder: &str| matches!(folder, "data" | "templates" | "editions" | "output");
    let mut found: Vec<String> = folders
        .filter(|folder| !folder.starts_with('.') && !of_results(folder))
        .filter_map(|folder| with_case_of_disk(root, &[&folder, name]))
        .collect();
    found.pop().filter(|_| found.is_empty())
}

/// The path of a file whose folders and name differ from `parts` at most in case.
fn with_case_of_disk(root: &Path, parts: &[&str]) -> Option<String> {
    let mut folder = root.to_path_buf();
    let mut path = Vec::new();
    for part in parts {
        let mut names: Vec<String> = std::fs::read_dir(&folder)
            .ok()?
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort_unstable();
        let wanted = part.to_lowercase();
        let exact = names.iter().find(|name| name == part);
        let name = exact.or_else(|| names.iter().find(|name| name.to_lowercase() == wanted))?.clone();
        folder.push(&name);
        path.push(name);
    }
    folder.is_file().then(|| path.join("/"))
}

/// `text` as a value of YAML in quotation marks.
pub fn quoted(text: &str) -> String {
    match text.contains('\'') || text.contains('’') && !text.contains(['"', '\\']) {
        true => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        false if text.contains(['"', '\\']) => format!("'{text}'"),
        false => format!("\"{text}\""),
    }
}

/// A text of any lines between double quotation marks, as YAML reads it.
pub fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '\\' => quoted.push_str("\\\\"),
            '"' => quoted.push_str("\\\""),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            sign if sign.is_control() => quoted.push_str(&format!("\\x{:02X}", u32::from(sign))),
            sign => quoted.push(sign),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_corrected_only_if_they_are_certain() {
        for (text, meant) in [
            ("24.11.2026", "2026-11-24"),
            ("2026/11/24", "2026-11-24"),
            ("24/11/2026", "2026-11-24"),
            ("2026-5-4", "2026-05-04"),
            ("5.7.2026", "2026-07-05"),
            ("24 November 2026", "2026-11-24"),
            ("Nov. 24, 2026", "2026-11-24"),
            ("24 noyabr 2026", "2026-11-24"),
            ("November 2026", "2026-11"),
            ("05.2019", "2019-05"),
            ("since 2019", "2019"),
            ("2019;", "2019"),
        ] {
            assert_eq!(date(text).as_deref(), Some(meant), "{text}");
        }
        for text in ["5/7/2026", "31.02.2026", "13.2019", "soon", "05.19", "2019 or 2020", ""] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_are_corrected() {
        for (text, meant) in [
            ("Https://example.org/A", Some("https://example.org/A")),
            ("www.example.org", Some("https://www.example.org")),
            ("example.org/a", Some("https://example.org/a")),
            ("http:/example.org", Some("http://example.org")),
            ("office@example.org", None),
            ("the website", None),
            ("soon", None),
        ] {
            assert_eq!(web_address(text).as_deref(), meant, "{text}");
        }
        for (text, meant) in [
            ("mailto:a@b.org", Some("a@b.org")),
            ("The office <a@b.org>", Some("a@b.org")),
            ("a (at) b.org", Some("a@b.org")),
            ("a@b.org, c@d.org", None),
        ] {
            assert_eq!(email_address(text).as_deref(), meant, "{text}");
        }
    }

    #[test]
    fn numbers_in_groups_are_corrected() {
        for text in ["1,900", "1 900", "1.900", "1\u{a0}900", "1’900", "1900"] {
            assert_eq!(whole_number(text).as_deref(), Some("1900"), "{text}");
        }
        for text in ["1,90", "19,00", "50+", "a", "", "007", "1,9000", "-5"] {
            assert_eq!(whole_number(text), None, "{text}");
        }
    }

    #[test]
    fn degrees_in_other_forms_are_corrected() {
        for (text, axis, meant) in [
            ("38.75N", Axis::Latitude, Some("38.75")),
            ("38.75° N", Axis::Latitude, Some("38.75")),
            ("N 38,75", Axis::Latitude, Some("38.75")),
            ("38°45′", Axis::Latitude, Some("38.75")),
            ("38° 45' 18\" S", Axis::Latitude, Some("-38.755")),
            ("48°51′E", Axis::Longitude, Some("48.85")),
            ("70.67 W", Axis::Longitude, Some("-70.67")),
            ("−70,67", Axis::Longitude, Some("-70.67")),
            // Of the other axis, beyond the pole, of no form.
            ("48.85E", Axis::Latitude, None),
            ("98N", Axis::Latitude, None),
            ("38°75′", Axis::Latitude, None),
            ("-33 S", Axis::Latitude, None),
            ("Lankaran", Axis::Latitude, None),
            ("", Axis::Longitude, None),
        ] {
            assert_eq!(degrees(text, axis).as_deref(), meant, "{text}");
        }
    }

    #[test]
    fn ids_and_languages_are_corrected() {
        assert_eq!(id("European Association").as_deref(), Some("european-association"));
        assert_eq!(id("EUA").as_deref(), Some("eua"));
        assert_eq!(id("Türk Birliği").as_deref(), Some("turk-birligi"));
        assert_eq!(id("2eua"), None);
        assert_eq!(id("союз"), None);
        assert_eq!(language("English").as_deref(), Some("en"));
        assert_eq!(language("AZ").as_deref(), Some("az"));
        assert_eq!(language("az"), None);
    }
}
