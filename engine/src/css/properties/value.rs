//! Traits of specified values: parsing a value, and computing the computed value from it.

use std::sync::Arc;

use cssparser::Parser;

use super::color_parser::{ColorValue, parse_color};
use super::length::{LengthOrAutoValue, LengthValue, Range, Units, parse_length_percentage_or_auto};
use super::position::PositionValue;
use super::reader::{Reading, keyword};
use super::specified::DecorationLines;
use crate::css::effects::{AxisOverflow, ShapeBox};
use crate::css::grid::{GridAutoFlow, GridLine};
use crate::css::style::ComputedStyle;
use crate::css::values::*;
use crate::css::{Color, CounterStyle};
use crate::units::Length;

/// A specified value whose grammar does not depend on the property.
pub(super) trait ParseValue: Sized {
    /// The supported values, as the manual lists them.
    const GRAMMAR: &'static str;

    /// Reads a value.
    fn parse(input: &mut Parser<'_>) -> Reading<Self>;
}

impl<T: Keyword> ParseValue for T {
    const GRAMMAR: &'static str = T::GRAMMAR;

    fn parse(input: &mut Parser<'_>) -> Reading<T> {
        keyword(input, T::KEYWORDS, T::UNSUPPORTED)
    }
}

impl ParseValue for ColorValue {
    const GRAMMAR: &'static str = "a color";

    fn parse(input: &mut Parser<'_>) -> Reading<ColorValue> {
        parse_color(input)
    }
}

impl ParseValue for LengthOrAutoValue {
    const GRAMMAR: &'static str = "`auto`, a length, a percentage";

    fn parse(input: &mut Parser<'_>) -> Reading<LengthOrAutoValue> {
        parse_length_percentage_or_auto(input, Range::All)
    }
}

/// The input of a computed value besides the specified one.
pub(super) struct ValueContext<'a> {
    pub units: &'a Units<'a>,
    /// The parent's style, or the initial one.
    pub parent: &'a ComputedStyle,
    /// The font size that percentages refer to in properties where they refer to it.
    pub font_size: Length,
    /// The value of `currentcolor`; in `color` itself the parent's color.
    pub current_color: Color,
    /// The direction of the element's own text, for logical properties.
    pub direction: Direction,
}

/// A specified value whose computed value does not depend on the property.
pub(super) trait Compute {
    type Computed;

    fn compute(&self, context: &ValueContext<'_>) -> Self::Computed;
}

impl<T: Keyword> Compute for T {
    type Computed = T;

    fn compute(&self, _: &ValueContext<'_>) -> T {
        *self
    }
}

/// Types whose computed value is the specified one.
macro_rules! computed_as_specified {
    ($($type:ty),+ $(,)?) => { $(
        impl Compute for $type {
            type Computed = $type;

            fn compute(&self, _: &ValueContext<'_>) -> $type {
                self.clone()
            }
        }
    )+ };
}

computed_as_specified! {
    bool, u8, u16, i32, f32, (f32, f32), [u8; 4], (BackgroundRepeat, BackgroundRepeat),
    (BorderImageRepeat, BorderImageRepeat),
    Alignment, AspectRatio, AxisOverflow, BreakBetween, CounterChanges, CounterStyle, DecorationLines, Display,
    FontSizeAdjust, FontSlope, GridAutoFlow, GridLine, HangingPunctuation, HyphenateLimitChars, ImageResolution, InitialLetter,
    ShapeBox, TextAlignLast, UnderlinePosition, Vec<(Arc<str>, Vec<ContentPart>)>,
}

impl<T: ?Sized> Compute for Arc<T> {
    type Computed = Arc<T>;

    fn compute(&self, _: &ValueContext<'_>) -> Arc<T> {
        self.clone()
    }
}

impl<T: Compute> Compute for Option<T> {
    type Computed = Option<T::Computed>;

    fn compute(&self, context: &ValueContext<'_>) -> Option<T::Computed> {
        self.as_ref().map(|value| value.compute(context))
    }
}

impl Compute for LengthValue {
    type Computed = LengthPercentage;

    fn compute(&self, context: &ValueContext<'_>) -> LengthPercentage {
        self.resolve(context.units)
    }
}

impl Compute for Box<[LengthValue; 2]> {
    type Computed = (LengthPercentage, LengthPercentage);

    fn compute(&self, context: &ValueContext<'_>) -> (LengthPercentage, LengthPercentage) {
        (self[0].resolve(context.units), self[1].resolve(context.units))
    }
}

impl Compute for LengthOrAutoValue {
    type Computed = LengthPercentageOrAuto;

    fn compute(&self, context: &ValueContext<'_>) -> LengthPercentageOrAuto {
        self.resolve(context.units)
    }
}

impl Compute for PositionValue {
    type Computed = (LengthPercentage, LengthPercentage);

    fn compute(&self, context: &ValueContext<'_>) -> (LengthPercentage, LengthPercentage) {
        (self.horizontal.resolve(context.units), self.vertical.resolve(context.units))
    }
}

impl Compute for Box<PositionValue> {
    type Computed = (LengthPercentage, LengthPercentage);

    fn compute(&self, context: &ValueContext<'_>) -> (LengthPercentage, LengthPercentage) {
        (self.horizontal.resolve(context.units), self.vertical.resolve(context.units))
    }
}

impl Compute for ColorValue {
    type Computed = Color;

    fn compute(&self, context: &ValueContext<'_>) -> Color {
        self.resolve(context.current_color)
    }
}

/// A length or percentage that may not be negative.
pub(super) fn non_negative(value: &LengthValue, context: &ValueContext<'_>) -> LengthPercentage {
    value.resolve_non_negative(context.units)
}

/// A length that may not be negative.
pub(super) fn non_negative_length(value: &LengthValue, context: &ValueContext<'_>) -> Length {
    value.resolve_non_negative(context.units).length
}

/// A length without a percentage.
pub(super) fn length(value: &LengthValue, context: &ValueContext<'_>) -> Length {
    value.resolve(context.units).length
}

/// A length whose percentages refer to the font size.
pub(super) fn of_font_size(value: &LengthValue, context: &ValueContext<'_>) -> Length {
    value.resolve_length(context.units, context.font_size)
}
