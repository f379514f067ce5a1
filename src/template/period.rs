//! The time of a record in words: "since 1994", "from 2004 to 2019", "applied for in 2026".
//!
//! The words are labels with placeholders, `since_time: "since {date}"`. Where a language writes a year, a month or a day
//! otherwise, a label for that precision goes first: `since_time_year`, `since_time_month`, `since_time_day`. The
//! placeholders are the fields of [`DateWords`]; the two dates of `from_until_time` have `since` or `until` instead of
//! `date`, and before the other names (`{since_ordinal}`).

use serde_json::Value;

use super::locale::{DateWords, Locale};

/// The labels. Those for a precision begin so.
pub(super) const LABELS: [&str; 5] =
    ["since_time", "from_time", "until_time", "from_until_time", "applied_time"];

/// The words for the time of `record`, empty if it has no date. `label` finds a label by its name.
///
/// # Errors
/// A date that is none, or a label that is missing.
pub(super) fn in_words<'a>(
    record: &Value,
    locale: &Locale,
    label: &dyn Fn(&str) -> Option<&'a str>,
) -> Result<String, String> {
    let date = |name: &str| match record.get(name) {
        Some(Value::String(text)) => {
            locale.date_words(text).map(Some).ok_or_else(|| format!("`{text}` is not a date"))
        }
        _ => Ok(None),
    };
    let status = record.get("status").and_then(Value::as_str).unwrap_or_default();
    let (key, first, second) = match (date("since")?, date("until")?) {
        (Some(since), Some(until)) => ("from_until_time", since, Some(until)),
        // "Since" would say that it lasts.
        (Some(since), None) if status == "former" => ("from_time", since, None),
        (Some(since), None) => ("since_time", since, None),
        (None, Some(until)) => ("until_time", until, None),
        (None, None) => match date("applied")? {
            Some(applied) => ("applied_time", applied, None),
            None => return Ok(String::new()),
        },
    };
    let same = second.as_ref().is_none_or(|second| second.precision == first.precision);
    let exact = same.then(|| label(&format!("{key}_{}", first.precision))).flatten();
    let pattern = exact.or_else(|| label(key)).ok_or_else(|| format!("there is no label `{key}`"))?;
    Ok(match second {
        None => fill(pattern, "date", "", &first),
        Some(second) => fill(&fill(pattern, "since", "since_", &first), "until", "until_", &second),
    })
}

/// Replaces the placeholders of one date.
fn fill(pattern: &str, name: &str, prefix: &str, words: &DateWords) -> String {
    let DateWords { date, year, ordinal, month, of_month, day, precision: _ } = words;
    let mut filled = pattern.replace(&format!("{{{name}}}"), date);
    for (name, value) in
        [("year", year), ("ordinal", ordinal), ("month", month), ("of_month", of_month), ("day", day)]
    {
        filled = filled.replace(&format!("{{{prefix}{name}}}"), value);
    }
    filled
}
