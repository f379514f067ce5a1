//! Borders and round corners (CSS Backgrounds 3, sections 3 and 4).

use cssparser::Parser;

use super::border_image::BORDER_IMAGE;
use super::color_parser::{ColorValue, parse_color};
use super::corners::parse_corners;
use super::declaration::{Declaration, WideKeyword};
use super::length::{LengthValue, Range, parse_length, parse_length_percentage};
use super::longhand::Longhand;
use super::property::{ParseTarget, PropertyInfo};
use super::reader::{Reading, keyword_maybe, malformed, one_or_two, one_to_four};
use super::value::{ParseValue, ValueContext, non_negative};
use crate::css::Color;
use crate::css::color_keywords::ColorKeywords;
use crate::css::style::BorderStyle;
use crate::css::values::*;
use crate::units::Length;

const SIDE: &str = "a width, a style and a color, in any order";

/// The constructors of the declarations of one side.
type SideDeclarations =
    (fn(LengthValue) -> Declaration, fn(LineStyle) -> Declaration, fn(ColorValue) -> Declaration);

/// A shorthand of the width, style and color of sides.
macro_rules! side {
    ($name:literal $(, [$width:ident, $style:ident, $color:ident])+ $(,)?) => {
        PropertyInfo::new(
            $name,
            &[$(Longhand::$width, Longhand::$style, Longhand::$color),+],
            "",
            SIDE,
            |input, target| {
                const SIDES: &[SideDeclarations] =
                    &[$((Declaration::$width, Declaration::$style, Declaration::$color)),+];
                parse_side(input, target, SIDES)
            },
        )
    };
}

/// A shorthand of one aspect of two or four sides.
macro_rules! sides {
    ($name:literal, [$($side:ident),+], $values:literal, $read:ident, $parse:expr) => {
        PropertyInfo::new($name, &[$(Longhand::$side),+], "", $values, |input, target| {
            for (declare, value) in [$(Declaration::$side),+].into_iter().zip($read(input, $parse)?) {
                target.push(declare(value));
            }
            Ok(())
        })
    };
}

/// What `border` sets.
const BORDER: &[Longhand] = &[
    Longhand::BorderTopWidth,
    Longhand::BorderTopStyle,
    Longhand::BorderTopColor,
    Longhand::BorderRightWidth,
    Longhand::BorderRightStyle,
    Longhand::BorderRightColor,
    Longhand::BorderBottomWidth,
    Longhand::BorderBottomStyle,
    Longhand::BorderBottomColor,
    Longhand::BorderLeftWidth,
    Longhand::BorderLeftStyle,
    Longhand::BorderLeftColor,
    Longhand::BorderImageSource,
    Longhand::BorderImageSlice,
    Longhand::BorderImageWidth,
    Longhand::BorderImageOutset,
    Longhand::BorderImageRepeat,
];
const ALL_SIDES: &[SideDeclarations] = &[
    (Declaration::BorderTopWidth, Declaration::BorderTopStyle, Declaration::BorderTopColor),
    (Declaration::BorderRightWidth, Declaration::BorderRightStyle, Declaration::BorderRightColor),
    (Declaration::BorderBottomWidth, Declaration::BorderBottomStyle, Declaration::BorderBottomColor),
    (Declaration::BorderLeftWidth, Declaration::BorderLeftStyle, Declaration::BorderLeftColor),
];

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    side!("column-rule", [ColumnRuleWidth, ColumnRuleStyle, ColumnRuleColor]),
    side!("border-top", [BorderTopWidth, BorderTopStyle, BorderTopColor]),
    side!("border-right", [BorderRightWidth, BorderRightStyle, BorderRightColor]),
    side!("border-bottom", [BorderBottomWidth, BorderBottomStyle, BorderBottomColor]),
    side!("border-left", [BorderLeftWidth, BorderLeftStyle, BorderLeftColor]),
    side!("border-block-start", [BorderBlockStartWidth, BorderBlockStartStyle, BorderBlockStartColor]),
    side!("border-block-end", [BorderBlockEndWidth, BorderBlockEndStyle, BorderBlockEndColor]),
    side!("border-inline-start", [BorderInlineStartWidth, BorderInlineStartStyle, BorderInlineStartColor]),
    side!("border-inline-end", [BorderInlineEndWidth, BorderInlineEndStyle, BorderInlineEndColor]),
    side!(
        "border-block",
        [BorderBlockStartWidth, BorderBlockStartStyle, BorderBlockStartColor],
        [BorderBlockEndWidth, BorderBlockEndStyle, BorderBlockEndColor],
    ),
    side!(
        "border-inline",
        [BorderInlineStartWidth, BorderInlineStartStyle, BorderInlineStartColor],
        [BorderInlineEndWidth, BorderInlineEndStyle, BorderInlineEndColor],
    ),
    PropertyInfo::new("border", BORDER, "", SIDE, |input, target| {
        parse_side(input, target, ALL_SIDES)?;
        for &longhand in BORDER_IMAGE {
            target.push(Declaration::Wide(longhand, WideKeyword::Initial));
        }
        Ok(())
    })
    .remark("Also resets `border-image`."),
    sides!(
        "border-width",
        [BorderTopWidth, BorderRightWidth, BorderBottomWidth, BorderLeftWidth],
        "one to four widths: `thin`, `medium`, `thick`, a length",
        one_to_four,
        parse_width
    ),
    sides!(
        "border-style",
        [BorderTopStyle, BorderRightStyle, BorderBottomStyle, BorderLeftStyle],
        "one to four styles, as `border-top-style`",
        one_to_four,
        LineStyle::parse
    ),
    sides!(
        "border-color",
        [BorderTopColor, BorderRightColor, BorderBottomColor, BorderLeftColor],
        "one to four colors",
        one_to_four,
        parse_color
    ),
    sides!(
        "border-block-width",
        [BorderBlockStartWidth, BorderBlockEndWidth],
        "one or two widths",
        one_or_two,
        parse_width
    ),
    sides!(
        "border-block-style",
        [BorderBlockStartStyle, BorderBlockEndStyle],
        "one or two styles",
        one_or_two,
        LineStyle::parse
    ),
    sides!(
        "border-block-color",
        [BorderBlockStartColor, BorderBlockEndColor],
        "one or two colors",
        one_or_two,
        parse_color
    ),
    sides!(
        "border-inline-width",
        [BorderInlineStartWidth, BorderInlineEndWidth],
        "one or two widths",
        one_or_two,
        parse_width
    ),
    sides!(
        "border-inline-style",
        [BorderInlineStartStyle, BorderInlineEndStyle],
        "one or two styles",
        one_or_two,
        LineStyle::parse
    ),
    sides!(
        "border-inline-color",
        [BorderInlineStartColor, BorderInlineEndColor],
        "one or two colors",
        one_or_two,
        parse_color
    ),
    PropertyInfo::new(
        "border-radius",
        &[
            Longhand::BorderTopLeftRadius,
            Longhand::BorderTopRightRadius,
            Longhand::BorderBottomRightRadius,
            Longhand::BorderBottomLeftRadius,
        ],
        "",
        "one to four lengths or percentages, then the same after `/` for the vertical radii",
        parse_radii,
    ),
];

pub(super) fn parse_width(input: &mut Parser<'_>) -> Reading<LengthValue> {
    let pixels = |pixels: i32| LengthValue::Absolute(Length::PIXEL * pixels);
    if let Some(width) =
        keyword_maybe(input, &[("thin", pixels(1)), ("medium", pixels(3)), ("thick", pixels(5))])
    {
        return Ok(width);
    }
    parse_length(input, Range::NonNegative)
}

/// A width, a style and a color in any order, for all the sides.
fn parse_side(
    input: &mut Parser<'_>,
    target: &mut ParseTarget<'_>,
    sides: &[SideDeclarations],
) -> Reading<()> {
    let (mut width, mut style, mut color) = (None, None, None);
    while !input.is_exhausted() {
        if style.is_none()
            && let Some(found) = keyword_maybe(input, LineStyle::KEYWORDS)
        {
            style = Some(found);
            continue;
        }
        if width.is_none()
            && let Ok(found) = parse_width(input)
        {
            width = Some(found);
            continue;
        }
        if color.is_some() {
            return Err(malformed());
        }
        color = Some(parse_color(input)?);
    }
    if width.is_none() && style.is_none() && color.is_none() {
        return Err(malformed());
    }
    let width = width.unwrap_or(LengthValue::Absolute(BorderSide::MEDIUM_WIDTH));
    let style = style.unwrap_or(LineStyle::None);
    let color = color.unwrap_or(ColorValue::CurrentColor);
    for (declare_width, declare_style, declare_color) in sides {
        target.push(declare_width(width.clone()));
        target.push(declare_style(style));
        target.push(declare_color(color.clone()));
    }
    Ok(())
}

/// The declaration of one corner from its two radii.
type CornerDeclaration = fn(Box<[LengthValue; 2]>) -> Declaration;

fn parse_radii(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let (horizontal, vertical) = parse_corners(input)?;
    let corners: [CornerDeclaration; 4] = [
        Declaration::BorderTopLeftRadius,
        Declaration::BorderTopRightRadius,
        Declaration::BorderBottomRightRadius,
        Declaration::BorderBottomLeftRadius,
    ];
    for ((declare, horizontal), vertical) in corners.into_iter().zip(horizontal).zip(vertical) {
        target.push(declare(Box::new([horizontal, vertical])));
    }
    Ok(())
}

/// The horizontal and the vertical radius of a corner.
pub(super) fn parse_radius(input: &mut Parser<'_>) -> Reading<Box<[LengthValue; 2]>> {
    one_or_two(input, |input| parse_length_percentage(input, Range::NonNegative)).map(Box::new)
}

#[allow(clippy::borrowed_box, reason = "the table of longhands passes specified values by reference")]
pub(super) fn compute_radius(radii: &Box<[LengthValue; 2]>, context: &ValueContext<'_>) -> CornerRadius {
    CornerRadius { horizontal: non_negative(&radii[0], context), vertical: non_negative(&radii[1], context) }
}

/// Borders before any declaration: of medium width but not drawn, in the color of the text.
pub(super) fn start(current: Color) -> BorderStyle {
    let side = BorderSide { width: BorderSide::MEDIUM_WIDTH, style: LineStyle::None, color: current };
    BorderStyle {
        sides: crate::units::Sides::all(side),
        radii: CornerRadii::default(),
        column_rule: side,
        color_keywords: ColorKeywords::default(),
        image: None,
    }
}

/// A side that is not drawn has no width (CSS Backgrounds 3, section 3.3).
pub(super) fn finish(border: &mut BorderStyle) {
    let sides = &mut border.sides;
    let rule = &mut border.column_rule;
    for side in [&mut sides.top, &mut sides.right, &mut sides.bottom, &mut sides.left, rule] {
        if matches!(side.style, LineStyle::None | LineStyle::Hidden) {
            side.width = Length::ZERO;
        }
    }
}
