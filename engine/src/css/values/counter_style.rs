//! Counter styles: how the number of a counter is written (CSS Counter Styles 3, sections 2 to 4).

use std::sync::Arc;

/// `list-style-type` and the style argument of `counter()`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CounterStyle {
    /// `none`: nothing is written.
    None,
    /// A string instead of a counter.
    String(Arc<str>),
    /// `disc`: a filled circle.
    Disc,
    /// `circle`: a hollow circle.
    Circle,
    /// `square`: a filled square.
    Square,
    /// `decimal`: European digits.
    Decimal,
    /// A name that has not been resolved; it does not occur in computed styles.
    Named(Arc<str>),
    /// A style that an `@counter-style` rule or `symbols()` defines, or a predefined one.
    Defined(Arc<CounterDefinition>),
}

/// A counter style, complete with the values that it takes from the style it extends.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CounterDefinition {
    pub(crate) name: Arc<str>,
    pub(crate) system: CounterSystem,
    /// The text before and after a negative number.
    pub(crate) negative: (String, String),
    pub(crate) prefix: String,
    pub(crate) suffix: String,
    /// `None` is `auto`.
    pub(crate) range: Option<Vec<(i64, i64)>>,
    /// The least number of characters, and the text that fills a shorter number.
    pub(crate) pad: (u32, String),
    /// The style of numbers that this one cannot represent; `None` is `decimal`.
    pub(crate) fallback: Option<Arc<CounterDefinition>>,
}

/// The algorithm of a counter style, with its symbols.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CounterSystem {
    Cyclic(Vec<String>),
    Numeric(Vec<String>),
    Alphabetic(Vec<String>),
    Symbolic(Vec<String>),
    /// With the number of the first symbol.
    Fixed(i32, Vec<String>),
    /// Weights in descending order.
    Additive(Vec<(u32, String)>),
}

/// A number that needs more symbols than this uses the fallback, as the specification allows (section 3.1.4). No number is
/// padded to more.
pub(crate) const MAX_SYMBOLS: u32 = 120;

impl CounterStyle {
    /// The predefined style of this name if it needs no definition.
    pub(crate) fn bullet_or_decimal(name: &str) -> Option<CounterStyle> {
        Some(match name {
            "none" => CounterStyle::None,
            "disc" => CounterStyle::Disc,
            "circle" => CounterStyle::Circle,
            "square" => CounterStyle::Square,
            "decimal" => CounterStyle::Decimal,
            _ => return None,
        })
    }

    /// The number in this style, without prefix and suffix.
    pub fn write(&self, value: i32) -> String {
        match self {
            CounterStyle::None => String::new(),
            CounterStyle::String(text) => text.to_string(),
            CounterStyle::Disc => "•".to_string(),
            CounterStyle::Circle => "◦".to_string(),
            CounterStyle::Square => "▪".to_string(),
            CounterStyle::Decimal | CounterStyle::Named(_) => value.to_string(),
            CounterStyle::Defined(definition) => definition.write(value),
        }
    }

    /// The text of a list item's marker: the number with its prefix and suffix.
    pub fn marker(&self, value: i32) -> String {
        let number = self.write(value);
        match self {
            CounterStyle::None | CounterStyle::String(_) => number,
            CounterStyle::Disc | CounterStyle::Circle | CounterStyle::Square => number + " ",
            CounterStyle::Decimal | CounterStyle::Named(_) => number + ". ",
            CounterStyle::Defined(definition) => {
                format!("{}{number}{}", definition.prefix, definition.suffix)
            }
        }
    }
}

impl CounterDefinition {
    /// One of the three bullets as a definition that other styles can extend.
    pub(crate) fn bullet(name: &str, symbol: &str) -> CounterDefinition {
        CounterDefinition {
            name: name.into(),
            system: CounterSystem::Cyclic(vec![symbol.to_string()]),
            suffix: " ".to_string(),
            ..CounterDefinition::decimal()
        }
    }

    /// `decimal` as a definition that other styles can extend.
    pub(crate) fn decimal() -> CounterDefinition {
        CounterDefinition {
            name: "decimal".into(),
            system: CounterSystem::Numeric((0..10).map(|digit| digit.to_string()).collect()),
            negative: ("-".to_string(), String::new()),
            prefix: String::new(),
            suffix: ". ".to_string(),
            range: None,
            pad: (0, String::new()),
            fallback: None,
        }
    }

    fn write(&self, value: i32) -> String {
        let mut style = self;
        loop {
            if let Some(text) = style.write_own(i64::from(value)) {
                return text;
            }
            match &style.fallback {
                Some(fallback) => style = fallback,
                None => return value.to_string(),
            }
        }
    }

    /// The number in this style, without its fallback; `None` where the style cannot represent it.
    fn write_own(&self, value: i64) -> Option<String> {
        let in_range = match &self.range {
            Some(ranges) => ranges.iter().any(|&(from, to)| (from..=to).contains(&value)),
            None => match self.system {
                CounterSystem::Cyclic(_) | CounterSystem::Numeric(_) | CounterSystem::Fixed(..) => true,
                CounterSystem::Alphabetic(_) | CounterSystem::Symbolic(_) => value >= 1,
                CounterSystem::Additive(_) => value >= 0,
            },
        };
        if !in_range {
            return None;
        }
        let signed = value < 0 && !matches!(self.system, CounterSystem::Cyclic(_) | CounterSystem::Fixed(..));
        let number = if signed { value.unsigned_abs() as i64 } else { value };
        let written = self.system.write(number)?;
        let (before, after) = if signed { (&*self.negative.0, &*self.negative.1) } else { ("", "") };
        let length = |text: &str| {
            icu_segmenter::GraphemeClusterSegmenter::new().segment_str(text).count().saturating_sub(1)
        };
        let mut text = String::from(before);
        let (least, fill) = &self.pad;
        if *least > 0 {
            let missing = (*least as usize).saturating_sub(length(&written) + length(before) + length(after));
            for _ in 0..missing {
                text.push_str(fill);
            }
        }
        text.push_str(&written);
        text.push_str(after);
        Some(text)
    }
}

impl CounterSystem {
    fn write(&self, value: i64) -> Option<String> {
        match self {
            CounterSystem::Cyclic(symbols) => {
                symbols.get((value - 1).rem_euclid(symbols.len() as i64) as usize).cloned()
            }
            CounterSystem::Fixed(first, symbols) => {
                usize::try_from(value - i64::from(*first)).ok().and_then(|index| symbols.get(index)).cloned()
            }
            CounterSystem::Symbolic(symbols) => {
                let count = symbols.len() as i64;
                let times = (value + count - 1) / count;
                let symbol = symbols.get((value - 1).rem_euclid(count) as usize)?;
                (value >= 1 && times <= i64::from(MAX_SYMBOLS)).then(|| symbol.repeat(times as usize))
            }
            CounterSystem::Alphabetic(symbols) => {
                let base = symbols.len() as i64;
                (value >= 1).then(|| {
                    let mut rest = value;
                    let mut digits = Vec::new();
                    while rest > 0 {
                        rest -= 1;
                        digits.push(&*symbols[(rest % base) as usize]);
                        rest /= base;
                    }
                    digits.into_iter().rev().collect()
                })
            }
            CounterSystem::Numeric(symbols) => {
                let base = symbols.len() as i64;
                let mut rest = value;
                let mut digits = vec![&*symbols[(rest % base) as usize]];
                while rest >= base {
                    rest /= base;
                    digits.push(&*symbols[(rest % base) as usize]);
                }
                Some(digits.into_iter().rev().collect())
            }
            CounterSystem::Additive(symbols) => {
                if value == 0 {
                    return symbols.iter().find(|(weight, _)| *weight == 0).map(|(_, symbol)| symbol.clone());
                }
                let mut rest = value;
                let mut text = String::new();
                let mut count = 0;
                for (weight, symbol) in symbols.iter().filter(|(weight, _)| *weight > 0) {
                    let times = rest / i64::from(*weight);
                    count += times;
                    if count > i64::from(MAX_SYMBOLS) {
                        return None;
                    }
                    text.push_str(&symbol.repeat(times as usize));
                    rest %= i64::from(*weight);
                }
                (rest == 0).then_some(text)
            }
        }
    }
}

/// The names of predefined styles that no rule can redefine (CSS Counter Styles 3, section 2).
pub(crate) const BUILT_IN_NAMES: &[&str] =
    &["none", "decimal", "disc", "square", "circle", "disclosure-open", "disclosure-closed"];

/// The sheet that defines the predefined styles.
pub(crate) const PREDEFINED_SHEET: &str = include_str!("../counter_styles.css");

/// The names that the sheet defines, in its order.
pub(crate) fn sheet_names() -> impl Iterator<Item = &'static str> {
    PREDEFINED_SHEET.split("@counter-style ").skip(1).filter_map(|rule| rule.split_whitespace().next())
}

/// A counter style's name as it is looked up: predefined names are case-insensitive, others are not (section 2).
pub(crate) fn style_name(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let is_predefined = BUILT_IN_NAMES.contains(&&*lower) || sheet_names().any(|known| known == lower);
    if is_predefined { lower } else { name.to_string() }
}
