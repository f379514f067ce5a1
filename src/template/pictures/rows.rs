//! The rows of a list as a picture of numbers shows them: a label, and one number or two.

use serde_json::Value;

use super::frame::list_of;
use crate::template::helpers::{Named, REMEDY, Words, field, kind, number_of, quantity};

/// One number of a row.
pub(super) struct Number {
    pub(super) value: f64,
    /// As the language writes it, with its precision.
    pub(super) text: String,
}

/// A row of the list.
pub(super) struct Row {
    pub(super) label: String,
    /// For each series a number, or nothing where it is not known.
    pub(super) numbers: Vec<Option<Number>>,
}

/// The rows of a list, and the names of the series, which are empty if they have none.
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    pub(super) series: Vec<String>,
}

impl Rows {
    /// Reads the first value of a call, with the fields that `label`, `value` and `second` name. `name` and `second_name` are
    /// the names of the series; otherwise the labels of the same names as the fields are, if they exist.
    pub(super) fn new(parameters: &[&Value], named: &Named, words: &Words<'_>) -> Result<Rows, String> {
        let label = text_of(named, "label")?.ok_or_else(|| missing("label"))?;
        let value = text_of(named, "value")?.ok_or_else(|| missing("value"))?;
        let mut fields = vec![(value, text_of(named, "name")?)];
        if let Some(second) = text_of(named, "second")? {
            fields.push((second, text_of(named, "second_name")?));
        }
        let mut rows = Vec::new();
        for item in list_of(parameters)? {
            let label = match field(item, label) {
                Value::String(text) => text.clone(),
                Value::Null => String::new(),
                Value::Number(number) => number.to_string(),
                other => return Err(format!("the `{label}` of a row is {}, not a text", kind(other))),
            };
            let numbers = fields.iter().map(|(name, _)| number(field(item, name), &label, words));
            let numbers = numbers.collect::<Result<Vec<Option<Number>>, String>>()?;
            rows.push(Row { label, numbers });
        }
        let name = |(field, name): &(&str, Option<&str>)| {
            name.unwrap_or_else(|| words.label(field).unwrap_or_default()).to_string()
        };
        Ok(Rows { rows, series: fields.iter().map(name).collect() })
    }

    /// The largest number; 0 if none is known.
    pub(super) fn largest(&self) -> f64 {
        self.numbers().map(|number| number.value).fold(0.0, f64::max)
    }

    /// All numbers that are known.
    pub(super) fn numbers(&self) -> impl Iterator<Item = &Number> {
        self.rows.iter().flat_map(|row| &row.numbers).flatten()
    }

    /// Each row in words: "2024/25: 40 incoming, 25 outgoing".
    pub(super) fn in_words(&self, words: &Words<'_>) -> String {
        let row = |row: &Row| {
            let numbers = row.numbers.iter().zip(&self.series).filter_map(|(number, name)| {
                let text = &number.as_ref()?.text;
                Some(if row.numbers.len() > 1 {
                    format!("{text} {name}").trim_end().to_string()
                } else {
                    text.clone()
                })
            });
            let numbers: Vec<String> = numbers.collect();
            let numbers = if numbers.is_empty() { "–".to_string() } else { words.locale().list(&numbers) };
            format!("{}: {numbers}", row.label)
        };
        words.joined(&self.rows.iter().map(row).collect::<Vec<String>>())
    }
}

/// A text among the values of a call.
pub(super) fn text_of<'a>(named: &'a Named, name: &str) -> Result<Option<&'a str>, String> {
    match named.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(format!("`{name}=` is {}, not a text", kind(other))),
    }
}

fn missing(name: &str) -> String {
    format!("`{name}=` is missing")
}

/// A number of a row; `None` if it is not known.
fn number(value: &Value, label: &str, words: &Words<'_>) -> Result<Option<Number>, String> {
    if value.is_null() {
        return Ok(None);
    }
    let number = number_of(value).filter(|number| number.is_finite());
    let number = number.ok_or_else(|| format!("a number of \"{label}\" is {}", kind(value)))?;
    if number < 0.0 {
        return Err(format!(
            "a number of \"{label}\" is negative: {number}{REMEDY}Leave it out, for example with `filter`."
        ));
    }
    let text = match value {
        Value::Object(_) => quantity(&[value], words)?.as_str().unwrap_or_default().to_string(),
        other => words.locale().number(&other.to_string()),
    };
    Ok(Some(Number { value: number, text }))
}
