//! Helpers that follow the language of the brochure: words, numbers, dates, lists, letter case.

use serde_json::Value;

use super::call::{REMEDY, Words, text};
use crate::template::period as times;
use engine::text::letter_case;

/// `{{label "founded"}}`: a label of data/labels.yaml in the brochure's language.
pub(super) fn label(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let key: String = parameters.iter().map(|value| text(Some(value))).collect();
    words.label(&key).map(Value::from)
}

/// `{{quantity members.0.count}}`: a number with its precision, in words.
pub(in crate::template) fn quantity(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let quantity =
        parameters.first().ok_or("a number is missing\nAdd one, for example `{{quantity count}}`.")?;
    let value = quantity.get("value").and_then(Value::as_u64).ok_or("this is not a number with its precision\nUse one, for example `{{quantity count}}` inside `{{#each members}}`.")?;
    let precision = quantity.get("precision").and_then(Value::as_str).unwrap_or("exactly");
    let pattern = words.label(&format!("quantity_{precision}"))?;
    let locale = words.locale();
    let filled = pattern.replace("{number}", &locale.number(&value.to_string()));
    Ok(filled.replace("{number_ablative}", &locale.ablative(value)).into())
}

/// `{{number 12500}}`: digits grouped by the rules of the language.
pub(super) fn number(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let value = parameters
        .first()
        .filter(|value| value.is_number())
        .ok_or("this is not a number\nUse one, for example `{{number counts.memberships}}`.")?;
    Ok(words.locale().number(&value.to_string()).into())
}

/// `{{currency internal.fee.amount internal.fee.currency}}`: an amount with its currency.
pub(super) fn currency(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let (Some(amount), Some(code)) =
        (parameters.first().filter(|amount| amount.is_number()), parameters.get(1))
    else {
        return Err(format!(
            "this is not an amount and a currency{REMEDY}Use both, for example `{{{{currency 1900 \"EUR\"}}}}`."
        ));
    };
    let mut amount = amount.to_string();
    // Money with a fraction has two places.
    if let Some(places) = amount.find('.').map(|point| amount.len() - point - 1).filter(|places| *places < 2)
    {
        amount.push_str(&"0".repeat(2 - places));
    }
    let code = text(Some(code));
    let written = if code.is_empty() {
        words.locale().number(&amount)
    } else {
        words.locale().currency(&amount, &code)
    };
    Ok(written.into())
}

/// `{{date edition.as_of}}`: a year, a month or a day in words; or with a pattern, `{{date edition.as_of "d MMMM y"}}`.
pub(super) fn date(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let value = text(parameters.first());
    let written = match parameters.get(1) {
        None => words.locale().date(&value),
        Some(Value::String(pattern)) => words
            .locale()
            .date_in(&value, pattern)
            .map_err(|(message, help)| format!("{message}{REMEDY}{help}"))?,
        Some(_) => {
            return Err(format!(
                "the pattern is not a text{REMEDY}Write it in quotation marks: `{{{{date edition.as_of \"d MMMM y\"}}}}`."
            ));
        }
    };
    written.map(Value::from).ok_or_else(|| {
        format!("`{value}` is not a date{REMEDY}Use one, for example `{{{{date edition.as_of}}}}`.")
    })
}

/// `{{period university}}`: the time of a record in words: "since 1994", "from 2004 to 2019".
pub(super) fn period(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let record = parameters.first().copied().filter(|value| value.is_object()).ok_or(
        "this is not a record with dates\nUse one with `since`, `until` or `applied`, for example `{{period university}}`.",
    )?;
    times::in_words(record, &words.locale(), &|key| words.label(key).ok()).map(Value::from)
}

/// `{{plural counts.memberships "membership"}}`: the form of the word for this number, from the labels
/// `membership_one`, `membership_few`, `membership_many`, `membership_other`.
pub(super) fn plural(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let count = parameters.first().and_then(|value| value.as_u64().or_else(|| value.get("value")?.as_u64()));
    let count = count.ok_or(
        "this is not a number\nUse one, for example `{{plural counts.memberships \"membership\"}}`.",
    )?;
    let key = text(parameters.get(1));
    let category = words.locale().plural(count);
    words
        .label(&format!("{key}_{category}"))
        .or_else(|_| words.label(&format!("{key}_other")))
        .map(Value::from)
}

/// `{{list initiators}}`: joined with commas and "and".
pub(super) fn list(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let items = parameters
        .first()
        .and_then(|value| value.as_array())
        .ok_or("this is not a list\nUse one, for example `{{list initiators}}`.")?;
    let items: Vec<String> = items.iter().map(|item| text(Some(&item))).collect();
    Ok(words.locale().list(&items).into())
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
        let fee = [json!(1900.5), json!("EUR")];
        assert_eq!(call(currency, &fee, "de"), Ok(json!("1.900,50\u{a0}EUR")));
        assert_eq!(call(currency, &[json!(1900), json!(null)], "en"), Ok(json!("1,900")));
    }

    #[test]
    fn an_unknown_label_is_an_error_with_a_suggestion() {
        let error = call(label, &[json!("membership_on")], "en").unwrap_err();
        assert!(error.contains("`membership_one`"), "{error}");
    }
}
