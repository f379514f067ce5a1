//! `@counter-style` (CSS Counter Styles 3, section 2), and `symbols()` (section 5).

use std::sync::{Arc, LazyLock};

use cssparser::{
    AtRuleParser, CowRcStr, ParseError, Parser, ParserState, QualifiedRuleParser, StyleSheetParser, Token,
};
use rustc_hash::FxHashMap;

use super::declaration_block::{DeclarationBlock, parse_block};
use super::fault::{Fault, PlacedFault};
use crate::css::properties::counter_symbols::{SystemKind, parse_system};
use crate::css::properties::definitions::CounterDefinitions;
use crate::css::properties::whole_number;
use crate::css::values::counter_style::{
    BUILT_IN_NAMES, CounterDefinition, CounterStyle, CounterSystem, MAX_SYMBOLS, PREDEFINED_SHEET,
    sheet_names, style_name,
};

/// An `@counter-style` rule with the values of its descriptors.
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

/// The descriptors of `@counter-style`.
pub(crate) const COUNTER_STYLE_DESCRIPTORS: &[&str] = &[
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

/// Parses the name of a rule.
///
/// # Errors
/// If there is no name, or one that a rule must not define.
pub(crate) fn parse_name(input: &mut Parser<'_>) -> Result<String, Fault> {
    let fault = |text: &str| {
        Fault::new(format!("{text}; the rule is ignored")).help("Give the counter style another name.")
    };
    let name = match input.next() {
        Ok(Token::Ident(name)) => style_name(name),
        _ => return Err(fault("`@counter-style` needs a name")),
    };
    if BUILT_IN_NAMES.contains(&&*name) || is_reserved(&name) {
        return Err(fault(&format!("the counter style `{name}` cannot be redefined")));
    }
    Ok(name)
}

fn is_reserved(name: &str) -> bool {
    ["inherit", "initial", "unset", "revert", "revert-layer", "default", "none"]
        .iter()
        .any(|word| name.eq_ignore_ascii_case(word))
}

/// Parses the descriptors of a rule. If they do not define a style, reports this and returns `None`.
pub(crate) fn parse_body(
    name: String,
    input: &mut Parser<'_>,
    faults: &mut Vec<PlacedFault>,
) -> Option<CounterStyleRule> {
    let start = input.position().byte_index();
    let rule = parse_descriptors(&name, input, faults);
    if let Some(missing) = rule.missing() {
        let fault = Fault::new(format!("the counter style `{name}` is ignored: {missing}"));
        faults.push((start.saturating_sub(1), start, fault));
        return None;
    }
    Some(rule)
}

fn parse_descriptors(name: &str, input: &mut Parser<'_>, faults: &mut Vec<PlacedFault>) -> CounterStyleRule {
    let rule = CounterStyleRule { name: name.into(), ..CounterStyleRule::default() };
    let mut descriptors = Descriptors { rule, faults };
    parse_block(&mut descriptors, input);
    descriptors.rule
}

struct Descriptors<'f> {
    rule: CounterStyleRule,
    faults: &'f mut Vec<PlacedFault>,
}

type Reading<T> = Result<T, ParseError<Fault>>;

fn malformed() -> ParseError<Fault> {
    ParseError::custom(Fault::new("malformed"))
}

fn integer(input: &mut Parser<'_>) -> Reading<i32> {
    whole_number(input).ok_or_else(malformed)
}

/// A string or an identifier.
fn symbol(input: &mut Parser<'_>) -> Reading<String> {
    match input.next()? {
        Token::QuotedString(text) | Token::Ident(text) => Ok(text.to_string()),
        _ => Err(malformed()),
    }
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
            "system" => rule.system = parse_system(input).ok_or_else(malformed)?,
            "negative" => {
                let before = symbol(input)?;
                let after = if input.is_exhausted() { String::new() } else { symbol(input)? };
                rule.negative = Some((before, after));
            }
            "prefix" => rule.prefix = Some(symbol(input)?),
            "suffix" => rule.suffix = Some(symbol(input)?),
            "range" => rule.range = Some(range(input)?),
            "pad" => match weighted(input)? {
                (least, _) if least > MAX_SYMBOLS => return Err(malformed()),
                pad => rule.pad = Some(pad),
            },
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
            // `speak-as` has no effect in print.
            _ => while input.next().is_ok() {},
        }
        input.expect_exhausted()?;
        Ok(())
    }
}

impl DeclarationBlock for Descriptors<'_> {
    type Nested = ();

    fn fault(&mut self, start: usize, end: usize, fault: Fault) {
        self.faults.push((start, end, fault));
    }

    fn declaration(&mut self, name: &str, _: usize, input: &mut Parser<'_>) -> Result<(), Fault> {
        let name = &*name.to_ascii_lowercase();
        let known = COUNTER_STYLE_DESCRIPTORS.contains(&name);
        if known && self.read(name, input).is_ok() {
            return Ok(());
        }
        let message = match known {
            true => format!("this is not a value of the `@counter-style` descriptor `{name}`"),
            false => format!("the `@counter-style` descriptor `{name}` is not supported"),
        };
        Err(Fault::new(message).help(match name {
            "pad" => format!("Expected: a number of characters up to {MAX_SYMBOLS}, and a symbol."),
            _ => "Symbols are strings or identifiers; images are not supported.".to_string(),
        }))
    }
}

impl CounterStyleRule {
    /// Why the rule does not define a style: what its system requires and the rule does not have.
    fn missing(&self) -> Option<&'static str> {
        let least = self.system.least_symbols();
        match self.system {
            _ if self.symbols.len() < least && least == 1 => Some("it has no `symbols`"),
            _ if self.symbols.len() < least => Some("it needs two `symbols` or more"),
            SystemKind::Additive if self.additive.is_empty() => Some("it has no `additive-symbols`"),
            SystemKind::Extends(_) if !self.symbols.is_empty() || !self.additive.is_empty() => {
                Some("a style that extends another has no symbols of its own")
            }
            _ => None,
        }
    }

    fn system(&self) -> Option<CounterSystem> {
        self.system.with_symbols(&self.symbols, &self.additive)
    }
}

/// The rules of a stylesheet that contains only `@counter-style` rules.
pub(crate) fn parse_sheet(text: &str) -> Vec<CounterStyleRule> {
    StyleSheetParser::new(&mut Parser::new(text), &mut CounterStyleSheet).filter_map(Result::ok).collect()
}

struct CounterStyleSheet;

impl<'i> AtRuleParser<'i> for CounterStyleSheet {
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

impl QualifiedRuleParser<'_> for CounterStyleSheet {
    type Prelude = ();
    type QualifiedRule = CounterStyleRule;
    type Error = Fault;
}

/// The largest number of styles in a chain in which each extends or falls back to the next.
const MAX_CHAIN: usize = 64;

/// The last rule of each name.
pub(crate) type CounterStyleRules<'a> = FxHashMap<&'a str, &'a CounterStyleRule>;

/// The style `name`, completed from the styles that it extends or falls back to. Those are looked up in `rules`,
/// then in `others`. Complete styles are added to `known`. `path` contains the
/// names of the styles that wait for this one.
pub(crate) fn define(
    name: &str,
    rules: &CounterStyleRules<'_>,
    others: &dyn Fn(&str) -> Option<Arc<CounterDefinition>>,
    known: &mut CounterDefinitions,
    path: &mut Vec<Arc<str>>,
) -> Option<Arc<CounterDefinition>> {
    if let Some(known) = known.get(name) {
        return Some(known.clone());
    }
    let Some(&rule) = rules.get(name) else {
        return match name {
            "decimal" => Some(Arc::new(CounterDefinition::decimal())),
            "disc" => Some(Arc::new(CounterDefinition::bullet(name, "•"))),
            "circle" => Some(Arc::new(CounterDefinition::bullet(name, "◦"))),
            "square" => Some(Arc::new(CounterDefinition::bullet(name, "▪"))),
            name => others(name),
        };
    };
    // In a cycle, `extends` means `extends decimal` and `fallback` means `decimal` (section 3.1.7).
    if path.iter().any(|waiting| **waiting == *rule.name) || path.len() > MAX_CHAIN {
        return None;
    }
    path.push(rule.name.clone());
    let base = match &rule.system {
        SystemKind::Extends(base) => define(base, rules, others, known, path)
            .map_or_else(CounterDefinition::decimal, |base| (*base).clone()),
        _ => CounterDefinition::decimal(),
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
    // A style inside a cycle depends on where the cycle was entered, so only the first style of a path is kept.
    if path.is_empty() {
        known.insert(rule.name.clone(), definition.clone());
    }
    Some(definition)
}

/// The predefined styles that the built-in sheet defines.
pub(crate) fn predefined_counter_definitions() -> &'static CounterDefinitions {
    static PREDEFINED: LazyLock<CounterDefinitions> = LazyLock::new(|| {
        let rules = parse_sheet(PREDEFINED_SHEET);
        let mut known = CounterDefinitions::default();
        let by_name = rules.iter().map(|rule| (&*rule.name, rule)).collect();
        for rule in &rules {
            define(&rule.name, &by_name, &|_| None, &mut known, &mut Vec::new());
        }
        known
    });
    &PREDEFINED
}

/// The predefined counter style of a name.
pub fn predefined_counter_style(name: &str) -> Option<CounterStyle> {
    CounterStyle::bullet_or_decimal(name)
        .or_else(|| predefined_counter_definitions().get(name).cloned().map(CounterStyle::Defined))
}

/// The names of the predefined counter styles, in the order of the manual.
pub fn predefined_counter_styles() -> impl Iterator<Item = &'static str> {
    ["none", "disc", "circle", "square", "decimal"].into_iter().chain(sheet_names())
}
