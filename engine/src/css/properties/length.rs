//! Lengths, percentages, numbers and angles: parsing them, and resolving their units
//! (CSS Values 4, sections 5 to 7).

use std::cell::Cell;
use std::sync::Arc;

use cssparser::{Parser, Token, match_ignore_ascii_case};

use super::calc::{Quantity, is_math_function, math_function};
use super::expression::{
    Expression, as_percentage, as_points, evaluate, has_percentage, percentage, points, relative,
};
use super::font_metrics::FontRelativeMetrics;
use super::reader::{Reading, malformed};
use crate::css::Calculation;
use crate::css::calculation::CalculationTree;
use crate::css::style::FontStyle;
use crate::css::values::{LengthPercentage, LengthPercentageOrAuto, LineHeight};
use crate::units::{Length, Size};

/// A specified length or percentage.
#[derive(Clone, Debug, PartialEq)]
pub enum LengthValue {
    Absolute(Length),
    /// 1.0 is 100 %.
    Percentage(f32),
    Relative(f32, RelativeUnit),
    #[doc(hidden)]
    Calculated(Calculated),
}

/// A length from a math function whose value depends on fonts, the viewport or a percentage basis.
#[derive(Clone, Debug, PartialEq)]
pub struct Calculated(Arc<Expression>);

/// A unit that refers to a font or to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RelativeUnit {
    /// `em`.
    Em,
    /// `rem`.
    RootEm,
    /// `ex`.
    XHeight,
    /// `ch`.
    ZeroAdvance,
    /// `cap`.
    CapHeight,
    /// `ic`.
    IdeographAdvance,
    /// `rex`.
    RootXHeight,
    /// `rch`.
    RootZeroAdvance,
    /// `rcap`.
    RootCapHeight,
    /// `ric`.
    RootIdeographAdvance,
    /// `lh`.
    LineHeight,
    /// `rlh`.
    RootLineHeight,
    /// `vw`.
    ViewportWidth,
    /// `vh`.
    ViewportHeight,
    /// `vmin`.
    ViewportSmaller,
    /// `vmax`.
    ViewportLarger,
}

/// The range of values that a property allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Range {
    All,
    NonNegative,
}

/// A number with a unit.
pub(crate) enum Dimension {
    Points(f64),
    Relative(f64, RelativeUnit),
    Degrees(f64),
}

impl LengthValue {
    pub(crate) const ZERO: LengthValue = LengthValue::Absolute(Length::ZERO);

    pub(super) fn from_expression(expression: Expression) -> LengthValue {
        match as_points(&expression) {
            Some(points) => LengthValue::Absolute(Length::from_points(points)),
            None => LengthValue::Calculated(Calculated(Arc::new(expression))),
        }
    }

    /// The value as an operand of a calculation.
    pub(super) fn into_expression(self) -> Expression {
        match self {
            LengthValue::Absolute(length) => points(length.points()),
            LengthValue::Percentage(percent) => percentage(f64::from(percent)),
            LengthValue::Relative(value, unit) => relative(f64::from(value), unit),
            LengthValue::Calculated(calculated) => Expression::clone(&calculated.0),
        }
    }

    pub(crate) fn has_percentage(&self) -> bool {
        match self {
            LengthValue::Absolute(_) | LengthValue::Relative(..) => false,
            LengthValue::Percentage(_) => true,
            LengthValue::Calculated(calculated) => has_percentage(&calculated.0),
        }
    }

    /// The computed value.
    pub(crate) fn resolve(&self, units: &Units<'_>) -> LengthPercentage {
        match self {
            LengthValue::Absolute(length) => LengthPercentage::length(*length),
            LengthValue::Percentage(percentage) => LengthPercentage::percent(*percentage),
            LengthValue::Relative(value, unit) => {
                LengthPercentage::length(Length::from_points(units.points(f64::from(*value), *unit)))
            }
            LengthValue::Calculated(calculated) => match evaluate(&calculated.0, units) {
                CalculationTree::Leaf(value) => LengthPercentage {
                    percentage: finite(value.percentage),
                    ..LengthPercentage::length(Length::from_points(value.points))
                },
                tree => LengthPercentage::calculated(Calculation::new(tree)),
            },
        }
    }

    /// The computed value, not negative. Only math functions can result in a negative value here: parsing rejects
    /// others.
    pub(crate) fn resolve_non_negative(&self, units: &Units<'_>) -> LengthPercentage {
        let value = self.resolve(units);
        if let Some(calculation) = value.calculation {
            return LengthPercentage::calculated(calculation.non_negative());
        }
        if value.percentage == 0.0 {
            return LengthPercentage::length(value.length.max(Length::ZERO));
        }
        if value.length.is_zero() {
            return LengthPercentage::percent(value.percentage.max(0.0));
        }
        value
    }

    /// The computed length where percentages refer to `basis`.
    pub(crate) fn resolve_length(&self, units: &Units<'_>, basis: Length) -> Length {
        self.resolve(units).resolve(basis)
    }
}

/// A specified value that may also be `auto`.
#[derive(Clone, Debug, PartialEq)]
pub enum LengthOrAutoValue {
    Auto,
    Length(LengthValue),
}

impl LengthOrAutoValue {
    pub(crate) fn resolve(&self, units: &Units<'_>) -> LengthPercentageOrAuto {
        match self {
            LengthOrAutoValue::Auto => LengthPercentageOrAuto::Auto,
            LengthOrAutoValue::Length(value) => {
                LengthPercentageOrAuto::LengthPercentage(value.resolve(units))
            }
        }
    }
}

/// The fonts and sizes that relative units refer to. Fonts are measured only when a unit needs it.
pub(crate) struct Units<'a> {
    /// The font of `em`, `ex` and similar units.
    pub(super) font: &'a FontStyle,
    /// The font of `lh`.
    pub(super) line_font: &'a FontStyle,
    pub(super) root_font: Option<&'a FontStyle>,
    pub(super) root_font_size: Length,
    pub(super) root_line_height: Length,
    pub(super) viewport: Size,
    pub(super) font_metrics: &'a dyn Fn(&FontStyle) -> FontRelativeMetrics,
    pub(super) metrics: Cell<Option<FontRelativeMetrics>>,
    /// Whether the element is the root, where `rlh` is its own `lh`.
    pub(super) is_root: bool,
}

impl<'a> Units<'a> {
    /// Units outside any element, as in media queries; `font` has the initial values.
    pub(crate) fn initial(font: &'a FontStyle) -> Units<'a> {
        Units {
            font,
            line_font: font,
            root_font: None,
            root_font_size: font.size,
            root_line_height: font.size.scale(1.2),
            viewport: Size::new(Length::from_millimeters(210.0), Length::from_millimeters(297.0)),
            font_metrics: &|_| FontRelativeMetrics::FALLBACK,
            metrics: Cell::new(None),
            is_root: true,
        }
    }

    fn metrics(&self) -> FontRelativeMetrics {
        if let Some(metrics) = self.metrics.get() {
            return metrics;
        }
        let metrics = (self.font_metrics)(self.font);
        self.metrics.set(Some(metrics));
        metrics
    }

    /// A metric of the root element's font in points.
    fn root(&self, measure: fn(&FontRelativeMetrics) -> f32) -> f64 {
        let metrics = match self.root_font {
            Some(font) if !self.is_root => (self.font_metrics)(font),
            _ => self.metrics(),
        };
        self.root_font_size.points() * f64::from(measure(&metrics))
    }

    /// Converts `value` from a relative unit to points.
    pub(crate) fn points(&self, value: f64, unit: RelativeUnit) -> f64 {
        let em = self.font.size.points();
        let one = match unit {
            RelativeUnit::Em => em,
            RelativeUnit::RootEm => self.root_font_size.points(),
            RelativeUnit::XHeight => em * f64::from(self.metrics().x_height),
            RelativeUnit::ZeroAdvance => em * f64::from(self.metrics().zero_advance),
            RelativeUnit::CapHeight => em * f64::from(self.metrics().cap_height),
            RelativeUnit::IdeographAdvance => em * f64::from(self.metrics().ideograph_advance),
            RelativeUnit::RootXHeight => self.root(|metrics| metrics.x_height),
            RelativeUnit::RootZeroAdvance => self.root(|metrics| metrics.zero_advance),
            RelativeUnit::RootCapHeight => self.root(|metrics| metrics.cap_height),
            RelativeUnit::RootIdeographAdvance => self.root(|metrics| metrics.ideograph_advance),
            RelativeUnit::RootLineHeight if !self.is_root => self.root_line_height.points(),
            RelativeUnit::LineHeight | RelativeUnit::RootLineHeight => match self.line_font.line_height {
                LineHeight::Number(factor) => self.line_font.size.points() * f64::from(factor),
                LineHeight::Length(length) => length.points(),
                LineHeight::Normal => {
                    let metrics = (self.font_metrics)(self.line_font);
                    self.line_font.size.points() * f64::from(metrics.normal_line_height)
                }
            },
            RelativeUnit::ViewportWidth => self.viewport.width.points() / 100.0,
            RelativeUnit::ViewportHeight => self.viewport.height.points() / 100.0,
            RelativeUnit::ViewportSmaller => self.viewport.width.min(self.viewport.height).points() / 100.0,
            RelativeUnit::ViewportLarger => self.viewport.width.max(self.viewport.height).points() / 100.0,
        };
        value * one
    }
}

/// The units of lengths and angles.
pub(crate) const UNITS: &[&str] = &[
    "px", "pt", "pc", "in", "cm", "mm", "q", "em", "rem", "ex", "rex", "ch", "rch", "cap", "rcap", "ic",
    "ric", "lh", "rlh", "vw", "vh", "vi", "vb", "vmin", "vmax", "svw", "svh", "svi", "svb", "svmin", "svmax",
    "lvw", "lvh", "lvi", "lvb", "lvmin", "lvmax", "dvw", "dvh", "dvi", "dvb", "dvmin", "dvmax", "cqw", "cqh",
    "cqi", "cqb", "cqmin", "cqmax", "deg", "grad", "rad", "turn",
];

/// A number with the unit of this name.
pub(crate) fn dimension(value: f64, unit: &str) -> Reading<Dimension> {
    use RelativeUnit::*;
    Ok(match_ignore_ascii_case! { unit,
        "px" => Dimension::Points(value * 0.75),
        "pt" => Dimension::Points(value),
        "pc" => Dimension::Points(value * 12.0),
        "in" => Dimension::Points(value * 72.0),
        "cm" => Dimension::Points(value * 72.0 / 2.54),
        "mm" => Dimension::Points(value * 72.0 / 25.4),
        "q" => Dimension::Points(value * 72.0 / 101.6),
        "em" => Dimension::Relative(value, Em),
        "rem" => Dimension::Relative(value, RootEm),
        "ex" => Dimension::Relative(value, XHeight),
        "ch" => Dimension::Relative(value, ZeroAdvance),
        "cap" => Dimension::Relative(value, CapHeight),
        "ic" => Dimension::Relative(value, IdeographAdvance),
        "lh" => Dimension::Relative(value, LineHeight),
        "rlh" => Dimension::Relative(value, RootLineHeight),
        // Pages do not scroll, so the small, large and dynamic viewports are the same; and text is horizontal,
        // so the inline axis is the width.
        "vw" | "svw" | "lvw" | "dvw" | "vi" | "svi" | "lvi" | "dvi" => {
            Dimension::Relative(value, ViewportWidth)
        },
        "vh" | "svh" | "lvh" | "dvh" | "vb" | "svb" | "lvb" | "dvb" => {
            Dimension::Relative(value, ViewportHeight)
        },
        "vmin" | "svmin" | "lvmin" | "dvmin" => Dimension::Relative(value, ViewportSmaller),
        "vmax" | "svmax" | "lvmax" | "dvmax" => Dimension::Relative(value, ViewportLarger),
        "deg" => Dimension::Degrees(value),
        "grad" => Dimension::Degrees(value * 0.9),
        "rad" => Dimension::Degrees(value * 180.0 / std::f64::consts::PI),
        "turn" => Dimension::Degrees(value * 360.0),
        "rex" => Dimension::Relative(value, RootXHeight),
        "rch" => Dimension::Relative(value, RootZeroAdvance),
        "rcap" => Dimension::Relative(value, RootCapHeight),
        "ric" => Dimension::Relative(value, RootIdeographAdvance),
        // There are no query containers, so these refer to the small viewport (CSS Conditional 5, section 6).
        "cqw" | "cqi" => Dimension::Relative(value, ViewportWidth),
        "cqh" | "cqb" => Dimension::Relative(value, ViewportHeight),
        "cqmin" => Dimension::Relative(value, ViewportSmaller),
        "cqmax" => Dimension::Relative(value, ViewportLarger),
        _ => return Err(malformed()),
    })
}

/// Reads a length, without percentages.
pub(crate) fn parse_length(input: &mut Parser<'_>, range: Range) -> Reading<LengthValue> {
    let start = input.state();
    match parse_length_percentage(input, range) {
        Ok(value) if value.has_percentage() => {
            input.reset(&start);
            Err(malformed())
        }
        result => result,
    }
}

/// Reads a length or a percentage. Consumes nothing where it fails.
pub(crate) fn parse_length_percentage(input: &mut Parser<'_>, range: Range) -> Reading<LengthValue> {
    let allowed = |value: f32| range == Range::All || value >= 0.0;
    input.try_parse(|input| match input.next()? {
        Token::Number { value, .. } if *value == 0.0 => Ok(LengthValue::ZERO),
        Token::Percentage { unit_value, .. } if allowed(*unit_value) => {
            Ok(LengthValue::Percentage(*unit_value))
        }
        Token::Dimension { value, unit, .. } if allowed(*value) => {
            match dimension(f64::from(*value), unit)? {
                Dimension::Points(points) => Ok(LengthValue::Absolute(Length::from_points(points))),
                Dimension::Relative(_, unit) => Ok(LengthValue::Relative(*value, unit)),
                Dimension::Degrees(_) => Err(malformed()),
            }
        }
        Token::Function(name) if is_math_function(name) => {
            let name = name.clone();
            match math_function(&name, input)? {
                Quantity::Length(expression) => Ok(LengthValue::from_expression(expression)),
                _ => Err(malformed()),
            }
        }
        _ => Err(malformed()),
    })
}

/// Reads `auto`, a length or a percentage.
pub(crate) fn parse_length_percentage_or_auto(
    input: &mut Parser<'_>,
    range: Range,
) -> Reading<LengthOrAutoValue> {
    if super::reader::flag(input, "auto") {
        return Ok(LengthOrAutoValue::Auto);
    }
    parse_length_percentage(input, range).map(LengthOrAutoValue::Length)
}

/// Reads a number or a percentage (1.0 is 100 %). Consumes nothing where it fails.
pub(crate) fn parse_number_or_percentage(input: &mut Parser<'_>) -> Reading<NumberOrPercentage> {
    input.try_parse(|input| match input.next()? {
        Token::Number { value, .. } => Ok(NumberOrPercentage::Number(f64::from(*value))),
        Token::Percentage { unit_value, .. } => Ok(NumberOrPercentage::Percentage(f64::from(*unit_value))),
        Token::Function(name) if is_math_function(name) => {
            let name = name.clone();
            match math_function(&name, input)? {
                Quantity::Number(value) => Ok(NumberOrPercentage::Number(value)),
                Quantity::Length(expression) => {
                    as_percentage(&expression).map(NumberOrPercentage::Percentage).ok_or_else(malformed)
                }
                Quantity::Angle(_) => Err(malformed()),
            }
        }
        _ => Err(malformed()),
    })
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum NumberOrPercentage {
    Number(f64),
    Percentage(f64),
}

impl NumberOrPercentage {
    /// The number, where 100 % is `whole`.
    pub(crate) fn of(self, whole: f64) -> f64 {
        match self {
            NumberOrPercentage::Number(value) => value,
            NumberOrPercentage::Percentage(value) => value * whole,
        }
    }
}

/// Reads a number. Consumes nothing where it fails.
pub(crate) fn parse_number(input: &mut Parser<'_>, range: Range) -> Reading<f32> {
    let start = input.state();
    let is_function = super::reader::peek_function(input).is_some();
    let value = match parse_number_or_percentage(input)? {
        NumberOrPercentage::Number(value) => value,
        NumberOrPercentage::Percentage(_) => {
            input.reset(&start);
            return Err(malformed());
        }
    };
    if range == Range::NonNegative && value < 0.0 {
        if is_function {
            return Ok(0.0);
        }
        input.reset(&start);
        return Err(malformed());
    }
    Ok(finite(value))
}

/// Reads an integer; `calc()` is rounded to the nearest. Consumes nothing where it fails.
pub(crate) fn parse_integer(input: &mut Parser<'_>) -> Reading<i32> {
    input.try_parse(|input| match input.next()? {
        Token::Number { int_value: Some(value), .. } => Ok(*value),
        Token::Function(name) if is_math_function(name) => {
            let name = name.clone();
            match math_function(&name, input)? {
                // `as` saturates.
                Quantity::Number(value) => Ok((value + 0.5).floor() as i32),
                _ => Err(malformed()),
            }
        }
        _ => Err(malformed()),
    })
}

/// Reads an angle in degrees; a zero without a unit is allowed. Consumes nothing where it fails.
pub(crate) fn parse_angle(input: &mut Parser<'_>) -> Reading<f64> {
    input.try_parse(|input| match input.next()? {
        Token::Number { value, .. } if *value == 0.0 => Ok(0.0),
        Token::Dimension { value, unit, .. } => match dimension(f64::from(*value), unit)? {
            Dimension::Degrees(degrees) => Ok(degrees),
            _ => Err(malformed()),
        },
        Token::Function(name) if is_math_function(name) => {
            let name = name.clone();
            match math_function(&name, input)? {
                Quantity::Angle(degrees) => Ok(degrees),
                _ => Err(malformed()),
            }
        }
        _ => Err(malformed()),
    })
}

/// The nearest `f32` that is a number.
pub(crate) fn finite(value: f64) -> f32 {
    if value.is_nan() { 0.0 } else { value.clamp(f64::from(f32::MIN), f64::from(f32::MAX)) as f32 }
}
