//! Page labels (ISO 32000-1, 12.4.2): the numbers printed on the pages, for the reader's page box.

use lopdf::{Dictionary, Object};

use crate::pdf::syntax::object::{name, text};

/// A range of pages with one numbering.
#[derive(Clone, Debug, PartialEq, Eq)]
struct LabelRange {
    /// The index of its first page.
    start: usize,
    style: LabelStyle,
}

/// The numbering style of a range, with the number of its first page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum LabelStyle {
    Decimal(u32),
    LowerRoman(u32),
    UpperRoman(u32),
    /// The label itself.
    Plain(String),
}

impl LabelStyle {
    fn of(label: &str) -> LabelStyle {
        let number = label.parse().ok().filter(|number: &u32| *number > 0 && number.to_string() == label);
        if let Some(number) = number {
            return LabelStyle::Decimal(number);
        }
        let upper = label.to_ascii_uppercase();
        match from_roman(&upper) {
            Some(number) if upper == label => LabelStyle::UpperRoman(number),
            Some(number) if label.bytes().all(|byte| byte.is_ascii_lowercase()) => {
                LabelStyle::LowerRoman(number)
            }
            _ => LabelStyle::Plain(label.to_string()),
        }
    }

    /// Whether a page with this label continues the numbering of the page `steps` pages before.
    fn continues(&self, first: &LabelStyle, steps: usize) -> bool {
        let counted = |start: u32, number: u32| u64::from(start) + steps as u64 == u64::from(number);
        match (first, self) {
            (LabelStyle::Decimal(start), LabelStyle::Decimal(number))
            | (LabelStyle::LowerRoman(start), LabelStyle::LowerRoman(number))
            | (LabelStyle::UpperRoman(start), LabelStyle::UpperRoman(number)) => counted(*start, *number),
            _ => false,
        }
    }

    fn dictionary(&self) -> Dictionary {
        let mut dictionary = Dictionary::new();
        let mut numbered = |style: &str, start: u32| {
            dictionary.set("S", name(style));
            if start != 1 {
                dictionary.set("St", Object::Integer(i64::from(start)));
            }
        };
        match self {
            LabelStyle::Decimal(start) => numbered("D", *start),
            LabelStyle::LowerRoman(start) => numbered("r", *start),
            LabelStyle::UpperRoman(start) => numbered("R", *start),
            LabelStyle::Plain(label) => dictionary.set("P", text(label)),
        }
        dictionary
    }
}

/// The number tree; `None` if the pages are simply numbered from 1.
pub(crate) fn page_labels<'a>(labels: impl Iterator<Item = &'a str>) -> Option<Dictionary> {
    let ranges = ranges(labels);
    if let [LabelRange { style: LabelStyle::Decimal(1), .. }] | [] = &*ranges {
        return None;
    }
    let numbers = ranges.iter().flat_map(|range| {
        [Object::Integer(range.start as i64), Object::Dictionary(range.style.dictionary())]
    });
    Some([("Nums", Object::Array(numbers.collect()))].into_iter().collect())
}

fn ranges<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<LabelRange> {
    let mut ranges: Vec<LabelRange> = Vec::new();
    for (index, label) in labels.enumerate() {
        let style = LabelStyle::of(label);
        if !ranges.last().is_some_and(|last| style.continues(&last.style, index - last.start)) {
            ranges.push(LabelRange { start: index, style });
        }
    }
    ranges
}

/// The value of a Roman numeral in capitals, if it is written in the usual way.
fn from_roman(numeral: &str) -> Option<u32> {
    let digit = |byte: u8| match byte {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        b'L' => Some(50),
        b'C' => Some(100),
        b'D' => Some(500),
        b'M' => Some(1000),
        _ => None,
    };
    if numeral.len() > 15 {
        return None;
    }
    let digits: Vec<u32> = numeral.bytes().map(digit).collect::<Option<_>>()?;
    let mut value = 0;
    for (place, &digit) in digits.iter().enumerate() {
        let subtracted = digits.get(place + 1).is_some_and(|&next| next > digit);
        value = if subtracted { value - digit as i32 } else { value + digit as i32 };
    }
    u32::try_from(value).ok().filter(|&value| value > 0 && to_roman(value) == numeral)
}

/// A number in upper-case Roman numerals; empty from 4000 on.
fn to_roman(value: u32) -> String {
    const NUMERALS: [(u32, &str); 13] = [
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
    let mut rest = if value < 4000 { value } else { 0 };
    let mut written = String::new();
    for (number, numeral) in NUMERALS {
        while rest >= number {
            written += numeral;
            rest -= number;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_follow_the_printed_numbers() {
        let labels = ["i", "ii", "iii", "1", "2", "A-1", "5", "6", "iiii", ""];
        let starts: Vec<(usize, LabelStyle)> =
            ranges(labels.into_iter()).into_iter().map(|range| (range.start, range.style)).collect();
        let plain = |label: &str| LabelStyle::Plain(label.to_string());
        let expected = [
            (0, LabelStyle::LowerRoman(1)),
            (3, LabelStyle::Decimal(1)),
            (5, plain("A-1")),
            (6, LabelStyle::Decimal(5)),
            (8, plain("iiii")),
            (9, plain("")),
        ];
        assert_eq!(starts, expected);
    }

    #[test]
    fn numbers_from_one_need_no_labels() {
        assert!(page_labels(["1", "2", "3"].into_iter()).is_none());
        assert!(page_labels(["2", "3"].into_iter()).is_some());
        assert!(page_labels(std::iter::empty()).is_none());
    }
}
