//! Media queries (Media Queries 4, with the features of level 5): whether they apply to print.
//!
//! The page is an A4 sheet whatever `@page` sets (CSS Paged Media 3, section 7.1: otherwise a query could change its own
//! answer), with vector graphics in color; nothing on it moves or reacts to a pointer.

use cssparser::{ParseError, Parser, Token};

use super::fault::Fault;
use crate::css::properties::initial_length;
use crate::units::Length;

/// Receives a fault with its byte range: the first byte, and the byte after the last one.
pub(crate) type Report<'a> = dyn FnMut(usize, usize, Fault) + 'a;

/// The result of a query. It has three values, because `not` of an unknown feature is not true either (Media Queries
/// 4, section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Truth {
    False,
    Unknown,
    True,
}

impl Truth {
    fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, Truth::True) => Truth::True,
            _ => Truth::Unknown,
        }
    }

    fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }

    fn or(self, other: Truth) -> Truth {
        self.not().and(other.not()).not()
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }
}

/// The value of a feature on paper.
#[derive(Clone, Copy, Debug)]
enum Feature {
    /// A keyword, and all keywords that the feature can be compared with.
    Keyword(&'static str, &'static [&'static str]),
    /// In millimeters.
    Length(f64),
    /// Width and height.
    Ratio(f64, f64),
    Integer(i32),
    /// 0 or 1.
    Switch(bool),
    /// `resolution`, which is infinite for vector graphics.
    InfiniteResolution,
}

/// The supported features with their values on paper.
static FEATURES: &[(&str, Feature)] = &[
    ("width", Feature::Length(210.0)),
    ("height", Feature::Length(297.0)),
    ("device-width", Feature::Length(210.0)),
    ("device-height", Feature::Length(297.0)),
    ("aspect-ratio", Feature::Ratio(210.0, 297.0)),
    ("device-aspect-ratio", Feature::Ratio(210.0, 297.0)),
    ("orientation", Feature::Keyword("portrait", &["portrait", "landscape"])),
    ("resolution", Feature::InfiniteResolution),
    ("scan", Feature::Keyword("", &["interlace", "progressive"])),
    ("grid", Feature::Switch(false)),
    ("update", Feature::Keyword("none", &["none", "slow", "fast"])),
    ("overflow-block", Feature::Keyword("paged", &["none", "scroll", "paged"])),
    ("overflow-inline", Feature::Keyword("none", &["none", "scroll"])),
    ("color", Feature::Integer(8)),
    ("color-index", Feature::Integer(0)),
    ("monochrome", Feature::Integer(0)),
    ("color-gamut", Feature::Keyword("srgb", &["srgb", "p3", "rec2020"])),
    ("video-color-gamut", Feature::Keyword("srgb", &["srgb", "p3", "rec2020"])),
    ("dynamic-range", Feature::Keyword("standard", &["standard", "high"])),
    ("video-dynamic-range", Feature::Keyword("standard", &["standard", "high"])),
    ("inverted-colors", Feature::Keyword("none", &["none", "inverted"])),
    ("environment-blending", Feature::Keyword("opaque", &["opaque", "additive", "subtractive"])),
    ("pointer", Feature::Keyword("none", &["none", "coarse", "fine"])),
    ("any-pointer", Feature::Keyword("none", &["none", "coarse", "fine"])),
    ("hover", Feature::Keyword("none", &["none", "hover"])),
    ("any-hover", Feature::Keyword("none", &["none", "hover"])),
    ("nav-controls", Feature::Keyword("none", &["none", "back"])),
    ("scripting", Feature::Keyword("none", &["none", "initial-only", "enabled"])),
    ("prefers-color-scheme", Feature::Keyword("light", &["light", "dark"])),
    ("prefers-reduced-motion", Feature::Keyword("reduce", &["no-preference", "reduce"])),
    ("prefers-reduced-transparency", Feature::Keyword("no-preference", &["no-preference", "reduce"])),
    ("prefers-reduced-data", Feature::Keyword("no-preference", &["no-preference", "reduce"])),
    ("prefers-contrast", Feature::Keyword("no-preference", &["no-preference", "more", "less", "custom"])),
    ("forced-colors", Feature::Keyword("none", &["none", "active"])),
    (
        "display-mode",
        Feature::Keyword("", &["fullscreen", "standalone", "minimal-ui", "browser", "picture-in-picture"]),
    ),
    ("-webkit-transform-3d", Feature::Switch(false)),
];

/// The names of the supported features.
pub(crate) fn media_features() -> impl Iterator<Item = &'static str> {
    FEATURES.iter().map(|(name, _)| *name)
}

/// Parses a query list to the end of the input, and returns whether it applies; an empty one does.
pub(crate) fn parse_query_list(input: &mut Parser<'_>, report: &mut Report<'_>) -> bool {
    if input.is_exhausted() {
        return true;
    }
    let mut any = false;
    let queries: Result<Vec<()>, ParseError<()>> = input.parse_comma_separated(|input| {
        let start = input.position();
        let parsed = parse_query(input, report).and_then(|truth| {
            input.expect_exhausted().map_err(|_| ())?;
            Ok(truth)
        });
        any |= parsed == Ok(Truth::True);
        if parsed.is_err() {
            while input.next().is_ok() {}
            let text = input.slice_from(start);
            let from = start.byte_index() + (text.len() - text.trim_start().len());
            let fault = Fault::new("this is not a media query, and never matches").help(
                "Write a media type such as print, conditions in parentheses, or both joined by `and`.",
            );
            report(from, from + text.trim().len(), fault);
        }
        Ok(())
    });
    queries.is_ok() && any
}

fn parse_query(input: &mut Parser<'_>, report: &mut Report<'_>) -> Result<Truth, ()> {
    let start = input.state();
    let Ok(Token::Ident(word)) = input.next() else {
        input.reset(&start);
        return parse_condition(input, report, true);
    };
    let mut word = word.to_ascii_lowercase();
    let negated = word == "not";
    if negated || word == "only" {
        match input.next() {
            Ok(Token::Ident(medium)) => word = medium.to_ascii_lowercase(),
            _ if negated => {
                input.reset(&start);
                return parse_condition(input, report, true);
            }
            _ => return Err(()),
        }
    }
    let mut truth = match &*word {
        "print" | "all" => Truth::True,
        "not" | "only" | "and" | "or" | "layer" => return Err(()),
        _ => Truth::False,
    };
    if !input.is_exhausted() {
        input.expect_ident_matching("and").map_err(|_| ())?;
        truth = truth.and(parse_condition(input, report, false)?);
    }
    Ok(if negated { truth.not() } else { truth })
}

/// `not`, `and` and `or` of conditions in parentheses; `with_or` is false after a media type, where `or` is not allowed.
fn parse_condition(input: &mut Parser<'_>, report: &mut Report<'_>, with_or: bool) -> Result<Truth, ()> {
    if input.try_parse(|input| input.expect_ident_matching("not")).is_ok() {
        return parse_in_parentheses(input, report).map(Truth::not);
    }
    let mut truth = parse_in_parentheses(input, report)?;
    let mut before: Option<bool> = None;
    while !input.is_exhausted() {
        let is_and = match input.next() {
            Ok(Token::Ident(word)) if word.eq_ignore_ascii_case("and") => true,
            Ok(Token::Ident(word)) if word.eq_ignore_ascii_case("or") && with_or => false,
            _ => return Err(()),
        };
        // `and` and `or` cannot be mixed without parentheses.
        if before.replace(is_and).is_some_and(|before| before != is_and) {
            return Err(());
        }
        let next = parse_in_parentheses(input, report)?;
        truth = if is_and { truth.and(next) } else { truth.or(next) };
    }
    Ok(truth)
}

fn parse_in_parentheses(input: &mut Parser<'_>, report: &mut Report<'_>) -> Result<Truth, ()> {
    let start = input.position();
    let is_block = match input.next() {
        Ok(Token::ParenthesisBlock) => true,
        Ok(Token::Function(_)) => false,
        _ => return Err(()),
    };
    let mut well_formed = true;
    let inner: Result<Option<Truth>, ParseError<()>> = input.parse_nested_block(|input| {
        let state = input.state();
        let mut found = None;
        if is_block {
            // The faults in a condition are reported only if it is a condition and not a feature.
            let mut faults = Vec::new();
            let condition =
                parse_condition(input, &mut |from, to, fault| faults.push((from, to, fault)), true);
            match condition {
                Ok(truth) if input.is_exhausted() => {
                    faults.into_iter().for_each(|(from, to, fault)| report(from, to, fault));
                    found = Some(truth);
                }
                _ => {
                    input.reset(&state);
                    found = parse_feature(input).filter(|_| input.is_exhausted());
                }
            }
        }
        input.reset(&state);
        while let Ok(token) = input.next() {
            well_formed &= !token.is_parse_error();
        }
        Ok(found)
    });
    match inner {
        Ok(Some(truth)) => Ok(truth),
        Ok(None) if well_formed => {
            let text = input.slice_from(start);
            let from = start.byte_index() + (text.len() - text.trim_start().len());
            let fault = Fault::new(format!(
                "`{}` is not a media feature that is supported, and is false",
                text.trim()
            ));
            report(from, from + text.trim().len(), fault);
            Ok(Truth::Unknown)
        }
        _ => Err(()),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    GreaterOrEqual,
    Greater,
}

impl Comparison {
    fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Less => ordering.is_lt(),
            Comparison::LessOrEqual => ordering.is_le(),
            Comparison::Equal => ordering.is_eq(),
            Comparison::GreaterOrEqual => ordering.is_ge(),
            Comparison::Greater => ordering.is_gt(),
        }
    }

    /// The comparison with its sides exchanged.
    fn flipped(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::Greater,
            Comparison::LessOrEqual => Comparison::GreaterOrEqual,
            Comparison::Equal => Comparison::Equal,
            Comparison::GreaterOrEqual => Comparison::LessOrEqual,
            Comparison::Greater => Comparison::Less,
        }
    }

    fn is_less(self) -> bool {
        matches!(self, Comparison::Less | Comparison::LessOrEqual)
    }
}

/// The feature between a pair of parentheses; `None` where it is not understood.
fn parse_feature(input: &mut Parser<'_>) -> Option<Truth> {
    let start = input.state();
    if let Ok(name) = input.expect_ident_cloned() {
        let name = name.to_ascii_lowercase();
        if let Some((feature, bound)) = find(&name) {
            if input.is_exhausted() {
                return bound.is_none().then(|| feature.is_something().into());
            }
            if input.try_parse(|input| input.expect_colon()).is_ok() {
                let comparison = bound.unwrap_or(Comparison::Equal);
                return feature.compare(comparison, input).map(Truth::from);
            }
            if bound.is_some() || !feature.has_range() {
                return None;
            }
            let comparison = parse_comparison(input)?;
            return feature.compare(comparison, input).map(Truth::from);
        }
        input.reset(&start);
    }
    // `value < name`, or `value < name < value`: the name must be known before the value can be read.
    let (_, feature) = name_in_range(input)?;
    input.reset(&start);
    if !feature.has_range() {
        return None;
    }
    let value = feature.read(input)?;
    let first = parse_comparison(input)?;
    input.expect_ident().ok()?;
    let mut holds = first.flipped().holds(feature.ordering(value)?);
    if !input.is_exhausted() {
        let second = parse_comparison(input)?;
        if first == Comparison::Equal || second == Comparison::Equal || first.is_less() != second.is_less() {
            return None;
        }
        holds &= feature.compare(second, input)?;
    }
    Some(holds.into())
}

/// The feature of this name, and the comparison of a `min-` or `max-` prefix.
fn find(name: &str) -> Option<(Feature, Option<Comparison>)> {
    let feature = |name: &str| FEATURES.iter().find(|(known, _)| *known == name).map(|(_, feature)| *feature);
    if let Some(feature) = feature(name) {
        return Some((feature, None));
    }
    let (rest, bound) = match name.strip_prefix("min-") {
        Some(rest) => (rest, Comparison::GreaterOrEqual),
        None => (name.strip_prefix("max-")?, Comparison::LessOrEqual),
    };
    feature(rest).filter(|feature| feature.has_range()).map(|feature| (feature, Some(bound)))
}

/// The first identifier that names a feature.
fn name_in_range(input: &mut Parser<'_>) -> Option<(String, Feature)> {
    while let Ok(token) = input.next() {
        if let Token::Ident(name) = token
            && let Some((feature, None)) = find(&name.to_ascii_lowercase())
        {
            return Some((name.to_string(), feature));
        }
    }
    None
}

fn parse_comparison(input: &mut Parser<'_>) -> Option<Comparison> {
    let sign = match input.next() {
        Ok(Token::Delim(sign)) => *sign,
        _ => return None,
    };
    // No white space may separate the two signs of `<=`.
    let or_equal = input
        .try_parse(|input| match input.next_including_whitespace() {
            Ok(Token::Delim('=')) => Ok(()),
            _ => Err(()),
        })
        .is_ok();
    Some(match (sign, or_equal) {
        ('<', false) => Comparison::Less,
        ('<', true) => Comparison::LessOrEqual,
        ('=', false) => Comparison::Equal,
        ('>', true) => Comparison::GreaterOrEqual,
        ('>', false) => Comparison::Greater,
        _ => return None,
    })
}

/// A value that a feature is compared with.
enum FeatureValue {
    Keyword(&'static str),
    Length(Length),
    Ratio(f64, f64),
    Integer(i32),
    Resolution { infinite: bool },
}

impl Feature {
    fn has_range(self) -> bool {
        !matches!(self, Feature::Keyword(..) | Feature::Switch(_))
    }

    /// The result of the feature in a query without a value.
    fn is_something(self) -> bool {
        match self {
            Feature::Keyword(value, _) => !matches!(value, "" | "none" | "no-preference"),
            Feature::Length(millimeters) => millimeters != 0.0,
            Feature::Ratio(..) | Feature::InfiniteResolution => true,
            Feature::Integer(value) => value != 0,
            Feature::Switch(is_on) => is_on,
        }
    }

    /// Reads a value of the feature's type.
    fn read(self, input: &mut Parser<'_>) -> Option<FeatureValue> {
        match self {
            Feature::Keyword(_, all) => {
                let word = input.expect_ident().ok()?;
                all.iter()
                    .find(|known| word.eq_ignore_ascii_case(known))
                    .map(|known| FeatureValue::Keyword(known))
            }
            Feature::Length(_) => initial_length(input).map(FeatureValue::Length),
            Feature::Ratio(..) => {
                let width = f64::from(input.expect_number().ok()?);
                let height = match input.try_parse(|input| input.expect_delim('/')) {
                    Ok(()) => f64::from(input.expect_number().ok()?),
                    Err(_) => 1.0,
                };
                (width >= 0.0 && height >= 0.0).then_some(FeatureValue::Ratio(width, height))
            }
            Feature::Integer(_) => input.expect_integer().ok().map(FeatureValue::Integer),
            Feature::Switch(_) => {
                input.expect_integer().ok().filter(|value| matches!(value, 0 | 1)).map(FeatureValue::Integer)
            }
            Feature::InfiniteResolution => match input.next().ok()? {
                Token::Ident(word) if word.eq_ignore_ascii_case("infinite") => {
                    Some(FeatureValue::Resolution { infinite: true })
                }
                Token::Dimension { unit, .. }
                    if ["dpi", "dpcm", "dppx", "x"].iter().any(|known| unit.eq_ignore_ascii_case(known)) =>
                {
                    Some(FeatureValue::Resolution { infinite: false })
                }
                _ => None,
            },
        }
    }

    /// How the feature compares with a value.
    fn ordering(self, value: FeatureValue) -> Option<std::cmp::Ordering> {
        Some(match (self, value) {
            (Feature::Keyword(is, _), FeatureValue::Keyword(asked)) => match is == asked {
                true => std::cmp::Ordering::Equal,
                false => std::cmp::Ordering::Less,
            },
            (Feature::Length(millimeters), FeatureValue::Length(length)) => {
                Length::from_millimeters(millimeters).cmp(&length)
            }
            (Feature::Ratio(width, height), FeatureValue::Ratio(other_width, other_height)) => {
                (width * other_height).partial_cmp(&(other_width * height))?
            }
            (Feature::Integer(is), FeatureValue::Integer(asked)) => is.cmp(&asked),
            (Feature::Switch(is_on), FeatureValue::Integer(asked)) => i32::from(is_on).cmp(&asked),
            (Feature::InfiniteResolution, FeatureValue::Resolution { infinite: true }) => {
                std::cmp::Ordering::Equal
            }
            (Feature::InfiniteResolution, FeatureValue::Resolution { infinite: false }) => {
                std::cmp::Ordering::Greater
            }
            _ => return None,
        })
    }

    fn compare(self, comparison: Comparison, input: &mut Parser<'_>) -> Option<bool> {
        let value = self.read(input)?;
        Some(comparison.holds(self.ordering(value)?))
    }
}
