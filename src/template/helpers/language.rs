//! Helpers that follow the language of the brochure: words, numbers, dates, lists, letter case.

use serde_json::Value;

use super::call::{REMEDY, Words, text};
use engine::text::letter_case;

/// `{{label "founded"}}`: a label of data/labels.yaml in the brochure's language.
pub(super) fn label(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let key: String = parameters.iter().map(|value| text(Some(value))).collect();
    words.label(&key).map(Value::from)
}

/// `{{quantity members.0.count}}`: a number with its precision, in words.
pub(super) fn quantity(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let quantity =
        parameters.first().ok_or("a number is missing\nAdd one, for example `{{quantity count}}`.")?;
    let value = quantity.get("value").and_then(Value::as_u64).ok_or("this is not a number with its precision\nUse one, for example `{{quantity count}}` inside `{{#each members}}`.")?;
    let precision = quantity.get("precision").and_then(Value::as_str).unwrap_or("exactly");
    let pattern = words.label(&format!("quantity_{precision}"))?;
    Ok(pattern.replace("{number}", &grouped(value, words.language())).into())
}

/// `{{number 12500}}`: digits grouped by the rules of the language.
pub(super) fn number(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let value = parameters
        .first()
        .and_then(|value| value.as_u64())
        .ok_or("this is not a whole number\nUse one, for example `{{number counts.memberships}}`.")?;
    Ok(grouped(value, words.language()).into())
}

pub(super) fn grouped(value: u64, language: &str) -> String {
    let digits = value.to_string();
    let separator = match language.split('-').next().unwrap_or_default() {
        "en" => ",",
        "az" | "tr" | "de" => ".",
        _ => "\u{202f}",
    };
    // In a number of four digits, only English separates the thousands.
    if digits.len() <= 3 || (digits.len() == 4 && separator != ",") {
        return digits;
    }
    let first = digits.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    if first > 0 {
        groups.push(&digits[..first]);
    }
    groups.extend((first..digits.len()).step_by(3).map(|at| &digits[at..at + 3]));
    groups.join(separator)
}

const MONTHS: &[(&str, [&str; 12])] = &[
    (
        "en",
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    ),
    (
        "az",
        [
            "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr",
            "noyabr", "dekabr",
        ],
    ),
    (
        "tr",
        [
            "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim",
            "Kasım", "Aralık",
        ],
    ),
    (
        "ru",
        [
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ],
    ),
];

/// `{{date edition.as_of}}`: day, name of the month, and year.
pub(super) fn date(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let value = text(parameters.first());
    let parts: Vec<u32> = value.split('-').filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = match parts[..] {
        [year, month, day] => [year, month, day],
        // A date that is not known more exactly.
        [_] | [_, _] => return Ok(value.into()),
        _ => {
            return Err(format!(
                "`{value}` is not a date{REMEDY}Use one, for example `{{{{date edition.as_of}}}}`."
            ));
        }
    };
    let language = words.language().split('-').next().unwrap_or_default();
    let months = MONTHS.iter().find(|(known, _)| *known == language).map(|(_, months)| months);
    let month_name = months.and_then(|months| months.get((month as usize).wrapping_sub(1)));
    Ok(match month_name {
        Some(name) if language == "ru" => format!("{day} {name} {year} г."),
        Some(name) => format!("{day} {name} {year}"),
        None => format!("{year:04}-{month:02}-{day:02}"),
    }
    .into())
}

/// `{{plural counts.memberships "membership"}}`: the form of the word for this number, from the labels
/// `membership_one`, `membership_few`, `membership_many`, `membership_other`.
pub(super) fn plural(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let count = parameters.first().and_then(|value| value.as_u64().or_else(|| value.get("value")?.as_u64()));
    let count = count.ok_or(
        "this is not a number\nUse one, for example `{{plural counts.memberships \"membership\"}}`.",
    )?;
    let key = text(parameters.get(1));
    let category = plural_category(count, words.language());
    words
        .label(&format!("{key}_{category}"))
        .or_else(|_| words.label(&format!("{key}_other")))
        .map(Value::from)
}

/// The plural category of a whole number (Unicode CLDR).
fn plural_category(count: u64, language: &str) -> &'static str {
    match language.split('-').next().unwrap_or_default() {
        "ru" | "uk" | "be" => match (count % 10, count % 100) {
            (1, rest) if rest != 11 => "one",
            (2..=4, rest) if !(12..=14).contains(&rest) => "few",
            _ => "many",
        },
        "ro" => match count {
            1 => "one",
            count if count == 0 || (1..=19).contains(&(count % 100)) => "few",
            _ => "other",
        },
        "fa" | "fr" if count == 0 => "one",
        _ if count == 1 => "one",
        _ => "other",
    }
}

/// `{{list initiators}}`: joined with commas and "and".
pub(super) fn list(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let items = parameters
        .first()
        .and_then(|value| value.as_array())
        .ok_or("this is not a list\nUse one, for example `{{list initiators}}`.")?;
    let items: Vec<String> = items.iter().map(|item| text(Some(&item))).collect();
    let (and, serial) = match words.language().split('-').next().unwrap_or_default() {
        "az" => ("və", false),
        "tr" => ("ve", false),
        "ru" => ("и", false),
        "fa" => ("و", false),
        "ka" => ("და", false),
        "ro" => ("și", false),
        _ => ("and", true),
    };
    let joined = match &items[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first, second] => format!("{first} {and} {second}"),
        [start @ .., last] => {
            format!("{}{} {and} {last}", start.join(", "), if serial { "," } else { "" })
        }
    };
    Ok(joined.into())
}

/// `{{upper name}}`: upper case by the rules of the language.
pub(super) fn upper(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    Ok(letter_case::uppercase(&text(parameters.first()), words.language()).into())
}

/// `{{lower name}}`: lower case by the rules of the language.
pub(super) fn lower(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    Ok(letter_case::lowercase(&text(parameters.first()), words.language()).into())
}

#[cfg(test)]
mod tests {
    use super::super::tests::call;
    use super::*;
    use serde_json::json;

    #[test]
    fn quantity_is_written_with_its_precision() {
        let fifty = json!({"value": 50, "precision": "more_than"});
        assert_eq!(call(quantity, &[fifty], "en"), Ok(json!("more than 50")));
        let many = json!({"value": 12500, "precision": "exactly"});
        assert_eq!(call(quantity, &[many], "en"), Ok(json!("12,500")));
    }

    #[test]
    fn helpers_follow_the_language() {
        assert_eq!(call(date, &[json!("2026-11-24")], "az"), Ok(json!("24 noyabr 2026")));
        assert_eq!(call(upper, &[json!("ingilis")], "az"), Ok(json!("İNGİLİS")));
        assert_eq!(call(lower, &[json!("ILIQ İ")], "tr"), Ok(json!("ılıq i")));
        assert_eq!(call(list, &[json!(["a", "b", "c"])], "en"), Ok(json!("a, b, and c")));
        assert_eq!(call(list, &[json!(["a", "b"])], "ru"), Ok(json!("a и b")));
        assert_eq!(call(plural, &[json!(4), json!("membership")], "en"), Ok(json!("memberships")));
        assert_eq!(call(plural, &[json!(1), json!("membership")], "en"), Ok(json!("membership")));
        assert_eq!(
            [1, 3, 5, 11, 21].map(|count| plural_category(count, "ru")),
            ["one", "few", "many", "many", "one"]
        );
    }

    #[test]
    fn an_unknown_label_is_an_error_with_a_suggestion() {
        let error = call(label, &[json!("membership_on")], "en").unwrap_err();
        assert!(error.contains("`membership_one`"), "{error}");
    }
}
