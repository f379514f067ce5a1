//! `@counter-style` (CSS Counter Styles 3, section 2), and `symbols()` (section 5).

use std::sync::Arc;

use cssparser::{
    AtRuleParser, CowRcStr, ParseError, Parser, ParserState, QualifiedRuleParser, StyleSheetParser, Token,
};
use rustc_hash::FxHashMap;

use crate::css::rules::descriptors::{self, DescriptorRule};
use crate::css::rules::stylesheet::Fault;
use crate::css::values::counter_style::{CounterDefinition, System};

/// An `@counter-style` rule as it is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct CounterStyleRule {
    pub(crate) name: Arc<str>,
    system: SystemKind,
    negative: Option<(String, String)>,
    prefix: Option<String>,
    suffix: Option<String>,
    /// `Some(None)` is `auto`.
    range: Option<Option<Vec<(i64, i64)>>>,
    pad: Option<(u32, String)>,
    fallback: Option<Arc<str>>,
    symbols: Vec<String>,
    additive: Vec<(u32, String)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum SystemKind {
    Cyclic,
    Numeric,
    Alphabetic,
    #[default]
    Symbolic,
    Fixed(i32),
    Additive,
    Extends(Arc<str>),
}

/// The descriptors of `@counter-style`.
pub const COUNTER_STYLE_DESCRIPTORS: &[&str] = &[
    "system",
    "symbols",
    "additive-symbols",
    "negative",
    "prefix",
    "suffix",
    "range",
    "pad",
    "fallback",
    "speak-as",
];

/// Styles that cannot be defined anew (section 2).
const FIXED_NAMES: &[&str] =
    &["none", "decimal", "disc", "square", "circle", "disclosure-open", "disclosure-closed"];

/// Parses the name of a rule.
///
/// # Errors
/// What to say where it is no name that a rule may have.
pub(crate) fn parse_name(input: &mut Parser<'_>) -> Result<String, Fault> {
    let fault = |text: &str| {
        Fault::new(format!("{text}; the rule is left out")).help("Give the counter style a name of its own.")
    };
    let name = match input.next() {
        Ok(Token::Ident(name)) => style_name(name),
        _ => return Err(fault("`@counter-style` needs a name")),
    };
    if FIXED_NAMES.contains(&&*name) || is_reserved(&name) {
        return Err(fault(&format!("the counter style `{name}` cannot be defined anew")));
    }
    Ok(name)
}

fn is_reserved(name: &str) -> bool {
    ["inherit", "initial", "unset", "revert", "revert-layer", "default", "none"]
        .iter()
        .any(|word| name.eq_ignore_ascii_case(word))
}

/// Names of predefined styles do not depend on case, others do (section 2).
pub(crate) fn style_name(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let is_predefined = FIXED_NAMES.contains(&&*lower) || sheet_names().any(|known| known == lower);
    if is_predefined { lower } else { name.to_string() }
}

/// The sheet that defines the predefined styles.
pub(crate) const SHEET: &str = include_str!("../counter_styles.css");

/// The names that the sheet defines, in its order.
pub(crate) fn sheet_names() -> impl Iterator<Item = &'static str> {
    SHEET.split("@counter-style ").skip(1).filter_map(|rule| rule.split_whitespace().next())
}

/// Parses the descriptors of a rule; `None` where it defines no style, which is then told.
pub(crate) fn parse_body(
    name: String,
    input: &mut Parser<'_>,
    faults: &mut Vec<(usize, usize, Fault)>,
) -> Option<CounterStyleRule> {
    let start = input.position().byte_index();
    let rule = parse_descriptors(&name, input, faults);
    if let Some(missing) = rule.missing() {
        let fault = Fault::new(format!("the counter style `{name}` is left out: {missing}"))
            .help("Section 3 of CSS Counter Styles tells what each system needs.");
        faults.push((start.saturating_sub(1), start, fault));
        return None;
    }
    Some(rule)
}

fn parse_descriptors(
    name: &str,
    input: &mut Parser<'_>,
    faults: &mut Vec<(usize, usize, Fault)>,
) -> CounterStyleRule {
    let rule = CounterStyleRule { name: name.into(), ..CounterStyleRule::default() };
    let mut descriptors = Descriptors { rule, faults };
    descriptors::parse_block(&mut descriptors, input);
    descriptors.rule
}

struct Descriptors<'f> {
    rule: CounterStyleRule,
    faults: &'f mut Vec<(usize, usize, Fault)>,
}

type Reading<T> = Result<T, ParseError<Fault>>;

fn malformed() -> ParseError<Fault> {
    ParseError::custom(Fault::new("malformed"))
}

/// A string or an identifier.
fn symbol(input: &mut Parser<'_>) -> Reading<String> {
    match input.next()? {
        Token::QuotedString(text) | Token::Ident(text) => Ok(text.to_string()),
        _ => Err(malformed()),
    }
}

fn integer(input: &mut Parser<'_>) -> Reading<i32> {
    crate::css::properties::whole_number(input).ok_or_else(malformed)
}

fn non_negative(input: &mut Parser<'_>) -> Reading<u32> {
    u32::try_from(integer(input)?).map_err(|_| malformed())
}

/// An integer and a symbol, in either order.
fn weighted(input: &mut Parser<'_>) -> Reading<(u32, String)> {
    if let Ok(number) = input.try_parse(non_negative) {
        return Ok((number, symbol(input)?));
    }
    let text = symbol(input)?;
    Ok((non_negative(input)?, text))
}

fn system(input: &mut Parser<'_>) -> Reading<SystemKind> {
    let word = input.expect_ident()?.to_ascii_lowercase();
    Ok(match &*word {
        "cyclic" => SystemKind::Cyclic,
        "numeric" => SystemKind::Numeric,
        "alphabetic" => SystemKind::Alphabetic,
        "symbolic" => SystemKind::Symbolic,
        "additive" => SystemKind::Additive,
        "fixed" => SystemKind::Fixed(input.try_parse(integer).unwrap_or(1)),
        "extends" => SystemKind::Extends(style_name(input.expect_ident()?).into()),
        _ => return Err(malformed()),
    })
}

fn range(input: &mut Parser<'_>) -> Reading<Option<Vec<(i64, i64)>>> {
    if input.try_parse(|input| input.expect_ident_matching("auto")).is_ok() {
        return Ok(None);
    }
    let bound = |input: &mut Parser<'_>, infinite: i64| -> Reading<i64> {
        if input.try_parse(|input| input.expect_ident_matching("infinite")).is_ok() {
            return Ok(infinite);
        }
        integer(input).map(i64::from)
    };
    let ranges = input.parse_comma_separated(|input| {
        let (from, to) = (bound(input, i64::MIN)?, bound(input, i64::MAX)?);
        if from > to { Err(malformed()) } else { Ok((from, to)) }
    })?;
    Ok(Some(ranges))
}

impl Descriptors<'_> {
    fn read(&mut self, name: &str, input: &mut Parser<'_>) -> Reading<()> {
        let rule = &mut self.rule;
        match name {
            "system" => rule.system = system(input)?,
            "negative" => {
                let before = symbol(input)?;
                let after = if input.is_exhausted() { String::new() } else { symbol(input)? };
                rule.negative = Some((before, after));
            }
            "prefix" => rule.prefix = Some(symbol(input)?),
            "suffix" => rule.suffix = Some(symbol(input)?),
            "range" => rule.range = Some(range(input)?),
            "pad" => rule.pad = Some(weighted(input)?),
            "fallback" => {
                let name = style_name(input.expect_ident()?);
                if is_reserved(&name) {
                    return Err(malformed());
                }
                rule.fallback = Some(name.into());
            }
            "symbols" => {
                let mut symbols = vec![symbol(input)?];
                while !input.is_exhausted() {
                    symbols.push(symbol(input)?);
                }
                rule.symbols = symbols;
            }
            "additive-symbols" => {
                let symbols = input.parse_comma_separated(weighted)?;
                if !symbols.is_sorted_by(|one, other| one.0 > other.0) {
                    return Err(malformed());
                }
                rule.additive = symbols;
            }
            // Nothing is read aloud here.
            _ => while input.next().is_ok() {},
        }
        input.expect_exhausted()?;
        Ok(())
    }
}

impl DescriptorRule for Descriptors<'_> {
    type Nested = ();

    fn fault(&mut self, start: usize, end: usize, fault: Fault) {
        self.faults.push((start, end, fault));
    }

    fn descriptor(&mut self, name: &str, _: usize, input: &mut Parser<'_>) -> Result<(), Fault> {
        let known = COUNTER_STYLE_DESCRIPTORS.contains(&name);
        if known && self.read(name, input).is_ok() {
            return Ok(());
        }
        let message = match known {
            true => format!("this is not a value of the `@counter-style` descriptor `{name}`"),
            false => format!("the `@counter-style` descriptor `{name}` is not supported"),
        };
        Err(Fault::new(message).help("Symbols are strings or identifiers; images are not taken."))
    }
}

impl CounterStyleRule {
    /// What the rule lacks of what its system needs.
    fn missing(&self) -> Option<&'static str> {
        let least = match self.system {
            SystemKind::Cyclic | SystemKind::Symbolic | SystemKind::Fixed(_) => 1,
            SystemKind::Numeric | SystemKind::Alphabetic => 2,
            SystemKind::Additive | SystemKind::Extends(_) => 0,
        };
        match self.system {
            _ if self.symbols.len() < least && least == 1 => Some("it has no `symbols`"),
            _ if self.symbols.len() < least => Some("it needs two `symbols` or more"),
            SystemKind::Additive if self.additive.is_empty() => Some("it has no `additive-symbols`"),
            SystemKind::Extends(_) if !self.symbols.is_empty() || !self.additive.is_empty() => {
                Some("what extends another has no symbols of its own")
            }
            _ => None,
        }
    }

    fn system(&self) -> Option<System> {
        Some(match &self.system {
            SystemKind::Cyclic => System::Cyclic(self.symbols.clone()),
            SystemKind::Numeric => System::Numeric(self.symbols.clone()),
            SystemKind::Alphabetic => System::Alphabetic(self.symbols.clone()),
            SystemKind::Symbolic => System::Symbolic(self.symbols.clone()),
            SystemKind::Fixed(first) => System::Fixed(*first, self.symbols.clone()),
            SystemKind::Additive => System::Additive(self.additive.clone()),
            SystemKind::Extends(_) => return None,
        })
    }
}

/// The rules of a sheet of nothing but `@counter-style`.
pub(crate) fn parse_sheet(text: &str) -> Vec<CounterStyleRule> {
    StyleSheetParser::new(&mut Parser::new(text), &mut Sheet).filter_map(Result::ok).collect()
}

struct Sheet;

impl<'i> AtRuleParser<'i> for Sheet {
    type Prelude = String;
    type AtRule = CounterStyleRule;
    type Error = Fault;

    fn parse_prelude(&mut self, _: CowRcStr<'i>, input: &mut Parser<'i>) -> Reading<String> {
        Ok(input.expect_ident()?.to_string())
    }

    fn parse_block(
        &mut self,
        name: String,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Reading<CounterStyleRule> {
        Ok(parse_descriptors(&name, input, &mut Vec::new()))
    }
}

impl QualifiedRuleParser<'_> for Sheet {
    type Prelude = ();
    type QualifiedRule = CounterStyleRule;
    type Error = Fault;
}

/// Parses the arguments of `symbols()`.
///
/// # Errors
/// `Err` where they are malformed.
pub(crate) fn parse_symbols(input: &mut Parser<'_>) -> Result<CounterDefinition, ()> {
    let kind = input.try_parse(|input| match system(input)? {
        SystemKind::Additive | SystemKind::Extends(_) => Err(malformed()),
        kind => Ok(kind),
    });
    let kind = kind.unwrap_or_default();
    let mut symbols = Vec::new();
    while !input.is_exhausted() {
        symbols.push(input.expect_string().map_err(|_| ())?.to_string());
    }
    let rule =
        CounterStyleRule { name: "symbols()".into(), system: kind, symbols, ..CounterStyleRule::default() };
    let system = rule.system().filter(|_| rule.missing().is_none()).ok_or(())?;
    Ok(CounterDefinition { name: rule.name, system, suffix: " ".to_string(), ..decimal() })
}

/// One of the three bullets as a definition, for what extends it.
fn bullet(name: &str, symbol: &str) -> CounterDefinition {
    CounterDefinition {
        name: name.into(),
        system: System::Cyclic(vec![symbol.to_string()]),
        suffix: " ".to_string(),
        ..decimal()
    }
}

/// `decimal` as a definition, for what extends it.
fn decimal() -> CounterDefinition {
    CounterDefinition {
        name: "decimal".into(),
        system: System::Numeric((0..10).map(|digit| digit.to_string()).collect()),
        negative: ("-".to_string(), String::new()),
        prefix: String::new(),
        suffix: ". ".to_string(),
        range: None,
        pad: (0, String::new()),
        fallback: None,
    }
}

/// The most styles that may extend or fall back to one another in a chain.
const MAX_CHAIN: usize = 64;

/// The style `name`, with what it takes from those that it extends or falls back to: from `rules`, of
/// which the last one of a name counts, or from `others`. Goes into `known` with those that are complete.
/// `path` has the names that wait for it.
pub(crate) fn define(
    name: &str,
    rules: &[CounterStyleRule],
    others: &dyn Fn(&str) -> Option<Arc<CounterDefinition>>,
    known: &mut FxHashMap<Arc<str>, Arc<CounterDefinition>>,
    path: &mut Vec<Arc<str>>,
) -> Option<Arc<CounterDefinition>> {
    if let Some(known) = known.get(name) {
        return Some(known.clone());
    }
    let Some(rule) = rules.iter().rev().find(|rule| &*rule.name == name) else {
        return match name {
            "decimal" => Some(Arc::new(decimal())),
            "disc" => Some(Arc::new(bullet(name, "•"))),
            "circle" => Some(Arc::new(bullet(name, "◦"))),
            "square" => Some(Arc::new(bullet(name, "▪"))),
            name => others(name),
        };
    };
    // In a circle, `extends` counts as `extends decimal` and `fallback` as `decimal` (section 3.1.7).
    if path.iter().any(|waiting| **waiting == *rule.name) || path.len() > MAX_CHAIN {
        return None;
    }
    path.push(rule.name.clone());
    let base = match &rule.system {
        SystemKind::Extends(base) => {
            define(base, rules, others, known, path).map_or_else(decimal, |base| (*base).clone())
        }
        _ => decimal(),
    };
    let fallback = match &rule.fallback {
        Some(fallback) => define(fallback, rules, others, known, path),
        None => base.fallback.clone(),
    };
    path.pop();
    let range = match &rule.range {
        Some(range) => range.clone(),
        None => base.range.clone(),
    };
    let definition = Arc::new(CounterDefinition {
        name: rule.name.clone(),
        system: rule.system().unwrap_or(base.system),
        negative: rule.negative.clone().unwrap_or(base.negative),
        prefix: rule.prefix.clone().unwrap_or(base.prefix),
        suffix: rule.suffix.clone().unwrap_or(base.suffix),
        range,
        pad: rule.pad.clone().unwrap_or(base.pad),
        fallback,
    });
    // What was cut out of a circle holds only for who began it.
    if path.is_empty() {
        known.insert(rule.name.clone(), definition.clone());
    }
    Some(definition)
}
