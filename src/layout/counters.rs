//! Counters (CSS Lists 3, section 4) and how their values are written (CSS Counter Styles 3).

use std::sync::Arc;

use crate::css::{CounterChanges, CounterStyle};

/// The counters in scope at one place of the document, innermost last.
///
/// A counter that an element creates is seen by its following siblings and their descendants, so
/// its scope ends with the element's parent.
#[derive(Clone, Debug, Default)]
pub struct Counters {
    scopes: Vec<Counter>,
    depth: u32,
}

#[derive(Clone, Debug)]
struct Counter {
    name: Arc<str>,
    value: i32,
    /// The depth of the element that created it.
    depth: u32,
}

impl Counters {
    /// Goes into an element's children.
    pub fn enter(&mut self) {
        self.depth += 1;
    }

    /// Leaves an element's children: what they created goes out of scope.
    pub fn leave(&mut self) {
        self.scopes.retain(|counter| counter.depth < self.depth);
        self.depth = self.depth.saturating_sub(1);
    }

    pub fn reset(&mut self, changes: &CounterChanges) {
        for (name, value) in changes {
            self.create(name, *value);
        }
    }

    pub fn increment(&mut self, changes: &CounterChanges) {
        for (name, by) in changes {
            let value = self.value(name).saturating_add(*by);
            self.assign(name, value);
        }
    }

    pub fn set(&mut self, changes: &CounterChanges) {
        for (name, value) in changes {
            self.assign(name, *value);
        }
    }

    fn create(&mut self, name: &Arc<str>, value: i32) {
        // A sibling's counter of the same name is replaced; an ancestor's is nested in.
        let depth = self.depth;
        match self.scopes.iter_mut().rfind(|counter| counter.name == *name && counter.depth == depth) {
            Some(counter) => counter.value = value,
            None => self.scopes.push(Counter { name: name.clone(), value, depth }),
        }
    }

    fn assign(&mut self, name: &Arc<str>, value: i32) {
        match self.scopes.iter_mut().rfind(|counter| counter.name == *name) {
            Some(counter) => counter.value = value,
            None => self.create(name, value),
        }
    }

    /// The innermost value; zero where there is no such counter.
    pub fn value(&self, name: &str) -> i32 {
        self.scopes.iter().rfind(|counter| &*counter.name == name).map_or(0, |counter| counter.value)
    }

    /// All values of that name, outermost first, as `counters()` joins them.
    pub fn values(&self, name: &str) -> Vec<i32> {
        let values: Vec<i32> = self
            .scopes
            .iter()
            .filter(|counter| &*counter.name == name)
            .map(|counter| counter.value)
            .collect();
        if values.is_empty() { vec![0] } else { values }
    }
}

/// A counter's value in a counter style; styles with a limited range fall back to decimal.
pub fn format_counter(style: &CounterStyle, value: i32) -> String {
    let formatted = match style {
        CounterStyle::None => Some(String::new()),
        CounterStyle::String(text) => Some(text.to_string()),
        CounterStyle::Disc => Some("•".to_string()),
        CounterStyle::Circle => Some("◦".to_string()),
        CounterStyle::Square => Some("▪".to_string()),
        CounterStyle::Decimal => None,
        CounterStyle::DecimalLeadingZero if value < 0 => Some(format!("-{:02}", value.unsigned_abs())),
        CounterStyle::DecimalLeadingZero => Some(format!("{value:02}")),
        CounterStyle::LowerRoman => additive(value, 3999, ROMAN).map(|roman| roman.to_lowercase()),
        CounterStyle::UpperRoman => additive(value, 3999, ROMAN),
        CounterStyle::LowerAlpha => alphabetic(value, LATIN),
        CounterStyle::UpperAlpha => alphabetic(value, LATIN).map(|letters| letters.to_uppercase()),
        CounterStyle::LowerGreek => alphabetic(value, "αβγδεζηθικλμνξοπρστυφχψω"),
        CounterStyle::LowerRussian => alphabetic(value, RUSSIAN),
        CounterStyle::UpperRussian => alphabetic(value, RUSSIAN).map(|letters| letters.to_uppercase()),
        CounterStyle::Georgian => additive(value, 19999, GEORGIAN),
        CounterStyle::Armenian => additive(value, 9999, ARMENIAN),
        CounterStyle::ArabicIndic => Some(digits(value, '٠')),
        CounterStyle::Persian => Some(digits(value, '۰')),
    };
    formatted.unwrap_or_else(|| value.to_string())
}

/// What stands between a list marker's number or bullet and the text.
pub fn marker_suffix(style: &CounterStyle) -> &'static str {
    match style {
        CounterStyle::None | CounterStyle::String(_) => "",
        CounterStyle::Disc | CounterStyle::Circle | CounterStyle::Square => "\u{a0}",
        _ => ".\u{a0}",
    }
}

const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";
const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщэюя";

const ROMAN: &[(i32, &str)] = &[
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

#[rustfmt::skip]
const GEORGIAN: &[(i32, &str)] = &[
    (10000, "ჵ"), (9000, "ჰ"), (8000, "ჯ"), (7000, "ჴ"), (6000, "ხ"), (5000, "ჭ"), (4000, "წ"), (3000, "ძ"),
    (2000, "ც"), (1000, "ჩ"), (900, "შ"), (800, "ყ"), (700, "ღ"), (600, "ქ"), (500, "ფ"), (400, "ჳ"),
    (300, "ტ"), (200, "ს"), (100, "რ"), (90, "ჟ"), (80, "პ"), (70, "ო"), (60, "ჲ"), (50, "ნ"), (40, "მ"),
    (30, "ლ"), (20, "კ"), (10, "ი"), (9, "თ"), (8, "ჱ"), (7, "ზ"), (6, "ვ"), (5, "ე"), (4, "დ"), (3, "გ"),
    (2, "ბ"), (1, "ა"),
];

#[rustfmt::skip]
const ARMENIAN: &[(i32, &str)] = &[
    (9000, "Ք"), (8000, "Փ"), (7000, "Ւ"), (6000, "Ց"), (5000, "Ր"), (4000, "Տ"), (3000, "Վ"), (2000, "Ս"),
    (1000, "Ռ"), (900, "Ջ"), (800, "Պ"), (700, "Չ"), (600, "Ո"), (500, "Շ"), (400, "Ն"), (300, "Յ"),
    (200, "Մ"), (100, "Ճ"), (90, "Ղ"), (80, "Ձ"), (70, "Հ"), (60, "Կ"), (50, "Ծ"), (40, "Խ"), (30, "Լ"),
    (20, "Ի"), (10, "Ժ"), (9, "Թ"), (8, "Ը"), (7, "Է"), (6, "Զ"), (5, "Ե"), (4, "Դ"), (3, "Գ"), (2, "Բ"),
    (1, "Ա"),
];

fn additive(value: i32, largest: i32, symbols: &[(i32, &str)]) -> Option<String> {
    if value < 1 || value > largest {
        return None;
    }
    let mut rest = value;
    let mut out = String::new();
    for &(weight, symbol) in symbols {
        while rest >= weight {
            out.push_str(symbol);
            rest -= weight;
        }
    }
    Some(out)
}

fn alphabetic(value: i32, alphabet: &str) -> Option<String> {
    if value < 1 {
        return None;
    }
    let letters: Vec<char> = alphabet.chars().collect();
    let base = letters.len() as u32;
    let mut rest = value.unsigned_abs();
    let mut reversed = Vec::new();
    while rest > 0 {
        rest -= 1;
        reversed.push(letters[(rest % base) as usize]);
        rest /= base;
    }
    Some(reversed.into_iter().rev().collect())
}

fn digits(value: i32, zero: char) -> String {
    value
        .to_string()
        .chars()
        .map(|character| {
            character
                .to_digit(10)
                .and_then(|digit| char::from_u32(u32::from(zero) + digit))
                .unwrap_or(character)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(name: &str, value: i32) -> CounterChanges {
        vec![(name.into(), value)]
    }

    #[test]
    fn nested_counters_stack_and_siblings_replace() {
        let mut counters = Counters::default();
        counters.enter();
        counters.reset(&changes("item", 0));
        counters.enter();
        counters.increment(&changes("item", 1));
        counters.reset(&changes("item", 0));
        counters.enter();
        counters.increment(&changes("item", 4));
        assert_eq!(counters.values("item"), [1, 4]);
        counters.leave();
        counters.reset(&changes("item", 7));
        assert_eq!(counters.values("item"), [1, 7]);
        counters.leave();
        assert_eq!(counters.values("item"), [1]);
        counters.leave();
        assert_eq!(counters.values("item"), [0]);
    }

    #[test]
    fn styles_write_their_numbers() {
        let write = |style, value| format_counter(&style, value);
        assert_eq!(write(CounterStyle::UpperRoman, 1994), "MCMXCIV");
        assert_eq!(write(CounterStyle::LowerAlpha, 28), "ab");
        assert_eq!(write(CounterStyle::UpperRussian, 30), "АБ");
        assert_eq!(write(CounterStyle::Persian, 105), "۱۰۵");
        assert_eq!(write(CounterStyle::LowerRoman, 0), "0");
        assert_eq!(write(CounterStyle::LowerAlpha, i32::MIN), i32::MIN.to_string());
        assert_eq!(write(CounterStyle::DecimalLeadingZero, 7), "07");
        assert_eq!(write(CounterStyle::Georgian, 11), "ია");
    }
}
