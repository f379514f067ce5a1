//! Helpers that calculate.

use serde_json::Value;

use super::call::{Named, REMEDY, Words, field, kind};
use super::lists::{field_name, items};

/// A number, with or without its precision; `None` for any other value.
pub(in crate::template) fn number_of(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.get("value")?.as_f64())
}

/// A number as a value. Ten decimals hide that 0.1 + 0.2 is 0.30000000000000004 in binary.
fn value_of(number: f64) -> Result<Value, String> {
    if !number.is_finite() {
        return Err("the result is not a number".to_string());
    }
    let scaled = (number * 1e10).round() / 1e10;
    let number = if scaled.is_finite() { scaled } else { number };
    Ok(if number.fract() == 0.0 && number.abs() < 9e15 { (number as i64).into() } else { number.into() })
}

fn number(value: &Value) -> Result<f64, String> {
    number_of(value).ok_or_else(|| match value {
        Value::Null => format!(
            "one of the numbers is not known{REMEDY}Write it inside `{{{{#if …}}}}`, with the number that may be missing."
        ),
        other => format!("{} is given where a number is expected", kind(other)),
    })
}

fn numbers(parameters: &[&Value]) -> Result<Vec<f64>, String> {
    parameters.iter().map(|value| number(value)).collect()
}

/// The numbers of a list, or of a field of its items, without those that are not known; or the values themselves.
fn of_list(parameters: &[&Value]) -> Result<Vec<f64>, String> {
    if parameters.first().is_some_and(|first| number_of(first).is_some()) {
        return numbers(parameters);
    }
    if parameters.len() > 2 {
        return Err("it takes a list and the name of a field, or numbers".to_string());
    }
    let name = field_name(parameters.get(1))?;
    let values = items(parameters.first())?.iter().map(|item| name.map_or(item, |name| field(item, name)));
    values.filter(|value| !value.is_null()).map(number).collect()
}

/// `{{sum exchange "incoming"}}`: the sum of the items of a list, or of a field of each.
pub(super) fn sum(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    value_of(of_list(parameters)?.into_iter().sum())
}

/// `{{max exchange "incoming"}}`: the largest; nothing if there is none.
pub(super) fn max(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    of_list(parameters)?.into_iter().max_by(f64::total_cmp).map_or(Ok(Value::Null), value_of)
}

/// `{{min memberships "founded"}}`: the smallest; nothing if there is none.
pub(super) fn min(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    of_list(parameters)?.into_iter().min_by(f64::total_cmp).map_or(Ok(Value::Null), value_of)
}

/// `{{add counts.memberships 1}}`.
pub(super) fn add(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    value_of(numbers(parameters)?.into_iter().sum())
}

/// `{{subtract edition.year founded}}`.
pub(super) fn subtract(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    two(parameters).and_then(|[one, other]| value_of(one - other))
}

/// `{{multiply counts.memberships 2}}`.
pub(super) fn multiply(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    value_of(numbers(parameters)?.into_iter().product())
}

/// `{{divide counts.memberships 2}}`.
pub(super) fn divide(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let [one, other] = two(parameters)?;
    not_zero(other).and_then(|other| value_of(one / other))
}

/// `{{round 3.14159 2}}`: with so many decimals, or none.
pub(super) fn round(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let value = number(parameters.first().unwrap_or(&&Value::Null))?;
    let digits = parameters.get(1).map_or(Ok(0), |digits| decimals(digits))?;
    let scale = 10_f64.powi(digits);
    value_of((value * scale).round() / scale)
}

/// `{{percent 3 8}}`: what part of the second number the first one is; of 1 if there is no second number.
pub(super) fn percent(parameters: &[&Value], named: &Named, words: &Words<'_>) -> Result<Value, String> {
    let part = number(parameters.first().unwrap_or(&&Value::Null))?;
    let whole = parameters.get(1).map_or(Ok(1.0), |whole| number(whole).and_then(not_zero))?;
    let digits = named.get("digits").map_or(Ok(0), decimals)?;
    let percentage = 100.0 * part / whole;
    let written = format!("{:.*}", usize::try_from(digits).unwrap_or_default(), percentage.abs());
    let is_negative = percentage < 0.0 && written.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let sign = if is_negative { "-" } else { "" };
    Ok(words.locale().percent(&format!("{sign}{written}")).into())
}

fn decimals(value: &Value) -> Result<i32, String> {
    let digits = value.as_u64().filter(|digits| *digits <= 9).and_then(|digits| i32::try_from(digits).ok());
    digits.ok_or_else(|| format!("this is no number of decimals{REMEDY}Write a number from 0 to 9."))
}

fn not_zero(number: f64) -> Result<f64, String> {
    if number == 0.0 {
        return Err(format!(
            "a division by 0{REMEDY}Write it inside `{{{{#if …}}}}`, with the number that may be 0."
        ));
    }
    Ok(number)
}

fn two(parameters: &[&Value]) -> Result<[f64; 2], String> {
    let [one, other] = parameters else { return Err(String::new()) };
    Ok([number(one)?, number(other)?])
}

#[cfg(test)]
mod tests {
    use super::super::tests::call;
    use super::*;
    use serde_json::json;

    #[test]
    fn decimals_are_those_of_decimal_numbers() {
        assert_eq!(call(add, &[json!(0.1), json!(0.2)], "en"), Ok(json!(0.3)));
        assert_eq!(call(multiply, &[json!(1.5), json!(2)], "en"), Ok(json!(3)));
        assert_eq!(call(round, &[json!(2.345), json!(1)], "en"), Ok(json!(2.3)));
        assert_eq!(
            call(subtract, &[json!({"value": 50, "precision": "about"}), json!(1)], "en"),
            Ok(json!(49))
        );
    }

    #[test]
    fn unknown_numbers_are_left_out_of_sums_and_refused_in_calculations() {
        let list = json!([{"a": 1}, {"a": null}, {"a": 2.5}]);
        assert_eq!(call(sum, &[list.clone(), json!("a")], "en"), Ok(json!(3.5)));
        assert_eq!(call(max, &[list.clone(), json!("a")], "en"), Ok(json!(2.5)));
        assert_eq!(call(min, &[json!([])], "en"), Ok(json!(null)));
        assert_eq!(call(max, &[json!(3), json!(7)], "en"), Ok(json!(7)));
        assert!(call(add, &[json!(1), json!(null)], "en").is_err_and(|error| error.contains("not known")));
        assert!(call(sum, &[list], "en").is_err());
    }

    #[test]
    fn results_that_are_no_numbers_are_refused() {
        for (one, other) in [(json!(1), json!(0)), (json!(1e308), json!(1e-308)), (json!("1"), json!(2))] {
            assert!(call(divide, &[one, other], "en").is_err());
        }
    }

    #[test]
    fn percentages_are_written_as_in_the_language() {
        let named = |digits: u64| json!({"digits": digits}).as_object().cloned().unwrap_or_default();
        let written = |part: f64, digits, language: &str| {
            percent(&[&json!(part)], &named(digits), &Words { data: &json!({"language": language}) })
        };
        assert_eq!(written(0.125, 1, "en"), Ok(json!("12.5%")));
        assert_eq!(written(0.125, 1, "de"), Ok(json!("12,5\u{a0}%")));
        assert_eq!(written(-0.25, 0, "tr"), Ok(json!("%\u{2212}25")));
        assert_eq!(written(-0.001, 0, "en"), Ok(json!("0%")));
        assert_eq!(written(0.5, 0, "fa"), Ok(json!("۵۰٪")));
    }
}
