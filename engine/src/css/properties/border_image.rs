//! `border-image` and `mask-border` (CSS Backgrounds 3, section 5; CSS Masking 1, section 8).

use cssparser::Parser;

use super::background::parse_image;
use super::declaration::Declaration;
use super::length::{LengthValue, Range, parse_length_percentage, parse_number};
use super::longhand::Longhand;
use super::parse_context::ParseContext;
use super::property::{ParseTarget, PropertyInfo};
use super::reader::{Reading, flag, is_unsupported, keyword_maybe, malformed, one_or_two};
use super::specified::ImageValue;
use super::value::{Compute, ParseValue, ValueContext};
use crate::css::values::*;
use crate::units::Sides;

pub(super) const SLICE: &str = "one to four numbers (pixels of the image) or percentages, and `fill`";
pub(super) const OUTSET: &str = "one to four numbers (multiples of the border's width) or lengths";
pub(super) const WIDTH: &str =
    "one to four of `auto`, a number (a multiple of the border's width), a length, a percentage";
pub(super) const REPEAT: &str = "one or two of `stretch`, `repeat`, `round`, `space`";
const SHORTHAND: &str = "an image, a slice with `/` and a width and `/` and an outset, and a repetition";

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new("border-image", BORDER_IMAGE, "", SHORTHAND, |input, target| {
        let (image, _) = parse_shorthand(input, target.context, false)?;
        let initial = Specified::border_image();
        target.push(Declaration::BorderImageSource(image.source.unwrap_or(ImageValue::None)));
        target.push(Declaration::BorderImageSlice(image.slice.unwrap_or(initial.0)));
        target.push(Declaration::BorderImageWidth(image.width.unwrap_or(initial.1)));
        target.push(Declaration::BorderImageOutset(image.outset.unwrap_or(initial.2)));
        target.push(Declaration::BorderImageRepeat(image.repeat.unwrap_or(STRETCH)));
        Ok(())
    }),
    PropertyInfo::new("mask-border", MASK_BORDER, "", MASK_SHORTHAND, parse_mask_border),
    PropertyInfo::new("-webkit-mask-box-image", MASK_BORDER, "", MASK_SHORTHAND, parse_mask_border)
        .remark("An alias of `mask-border`."),
];

const MASK_SHORTHAND: &str =
    "as `border-image`, and `alpha` or `luminance`: which channel of the image is the opacity";

pub(super) const BORDER_IMAGE: &[Longhand] = &[
    Longhand::BorderImageSource,
    Longhand::BorderImageSlice,
    Longhand::BorderImageWidth,
    Longhand::BorderImageOutset,
    Longhand::BorderImageRepeat,
];

pub(super) const MASK_BORDER: &[Longhand] = &[
    Longhand::MaskBorderSource,
    Longhand::MaskBorderSlice,
    Longhand::MaskBorderWidth,
    Longhand::MaskBorderOutset,
    Longhand::MaskBorderRepeat,
    Longhand::MaskBorderMode,
];

const STRETCH: (BorderImageRepeat, BorderImageRepeat) =
    (BorderImageRepeat::Stretch, BorderImageRepeat::Stretch);

/// The specified value of a [`BorderImageLength`].
#[derive(Clone, Debug, PartialEq)]
pub enum BorderImageLengthValue {
    Auto,
    Number(f32),
    Length(LengthValue),
}

/// The specified lengths of the four sides.
pub type BorderImageSides = Box<[BorderImageLengthValue; 4]>;

/// The specified value of a slice: its distances, and `fill`.
pub type BorderImageSliceValue = (BorderImageSides, bool);

impl Compute for BorderImageSides {
    type Computed = Sides<BorderImageLength>;

    fn compute(&self, context: &ValueContext<'_>) -> Sides<BorderImageLength> {
        let [top, right, bottom, left] = &**self;
        Sides { top, right, bottom, left }.map(|side| match side {
            BorderImageLengthValue::Auto => BorderImageLength::Auto,
            BorderImageLengthValue::Number(number) => BorderImageLength::Number(*number),
            BorderImageLengthValue::Length(length) => {
                BorderImageLength::Length(length.resolve_non_negative(context.units))
            }
        })
    }
}

impl Compute for BorderImageSliceValue {
    type Computed = (Sides<BorderImageLength>, bool);

    fn compute(&self, context: &ValueContext<'_>) -> (Sides<BorderImageLength>, bool) {
        (self.0.compute(context), self.1)
    }
}

type Side = fn(&mut Parser<'_>) -> Reading<BorderImageLengthValue>;

fn number(input: &mut Parser<'_>) -> Reading<BorderImageLengthValue> {
    parse_number(input, Range::NonNegative).map(BorderImageLengthValue::Number)
}

fn slice_side(input: &mut Parser<'_>) -> Reading<BorderImageLengthValue> {
    if let Ok(number) = number(input) {
        return Ok(number);
    }
    match parse_length_percentage(input, Range::NonNegative)? {
        LengthValue::Percentage(percentage) => {
            Ok(BorderImageLengthValue::Length(LengthValue::Percentage(percentage)))
        }
        _ => Err(malformed()),
    }
}

fn width_side(input: &mut Parser<'_>) -> Reading<BorderImageLengthValue> {
    if flag(input, "auto") {
        return Ok(BorderImageLengthValue::Auto);
    }
    if let Ok(number) = number(input) {
        return Ok(number);
    }
    parse_length_percentage(input, Range::NonNegative).map(BorderImageLengthValue::Length)
}

fn outset_side(input: &mut Parser<'_>) -> Reading<BorderImageLengthValue> {
    match width_side(input)? {
        BorderImageLengthValue::Auto => Err(malformed()),
        BorderImageLengthValue::Length(length) if length.has_percentage() => Err(malformed()),
        side => Ok(side),
    }
}

/// One to four sides; what comes next may be something else.
fn sides(input: &mut Parser<'_>, side: Side) -> Reading<BorderImageSides> {
    let mut given = vec![side(input)?];
    while given.len() < 4
        && let Ok(next) = input.try_parse(side)
    {
        given.push(next);
    }
    let at = |index: usize, otherwise: usize| {
        given.get(index).or_else(|| given.get(otherwise)).unwrap_or(&given[0])
    };
    Ok(Box::new([at(0, 0), at(1, 0), at(2, 0), at(3, 1)].map(Clone::clone)))
}

pub(super) fn parse_slice(input: &mut Parser<'_>) -> Reading<BorderImageSliceValue> {
    let before = flag(input, "fill");
    let slice = sides(input, slice_side)?;
    Ok((slice, before || flag(input, "fill")))
}

pub(super) fn parse_width(input: &mut Parser<'_>) -> Reading<BorderImageSides> {
    sides(input, width_side)
}

pub(super) fn parse_outset(input: &mut Parser<'_>) -> Reading<BorderImageSides> {
    sides(input, outset_side)
}

pub(super) fn parse_repeat(input: &mut Parser<'_>) -> Reading<(BorderImageRepeat, BorderImageRepeat)> {
    one_or_two(input, BorderImageRepeat::parse).map(|[horizontal, vertical]| (horizontal, vertical))
}

/// The source of a border image or of a mask of edges.
pub(super) fn parse_border_source(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let image = parse_image(input, target.context)?;
    target.push(Declaration::BorderImageSource(image));
    Ok(())
}

pub(super) fn parse_mask_source(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let image = parse_image(input, target.context)?;
    target.push(Declaration::MaskBorderSource(image));
    Ok(())
}

/// The components of the shorthand that are given.
#[derive(Default)]
struct Specified {
    source: Option<ImageValue>,
    slice: Option<BorderImageSliceValue>,
    width: Option<BorderImageSides>,
    outset: Option<BorderImageSides>,
    repeat: Option<(BorderImageRepeat, BorderImageRepeat)>,
}

impl Specified {
    /// The initial slice, width and outset where all sides are these.
    fn initial(
        slice: BorderImageLengthValue,
        width: BorderImageLengthValue,
    ) -> (BorderImageSliceValue, BorderImageSides, BorderImageSides) {
        let all = |side: BorderImageLengthValue| Box::new([side.clone(), side.clone(), side.clone(), side]);
        ((all(slice), false), all(width), all(BorderImageLengthValue::Number(0.0)))
    }

    fn border_image() -> (BorderImageSliceValue, BorderImageSides, BorderImageSides) {
        let whole = BorderImageLengthValue::Length(LengthValue::Percentage(1.0));
        Specified::initial(whole, BorderImageLengthValue::Number(1.0))
    }
}

/// Reads the shorthand, whose components may be in any order; `with_mode` also a [`MaskMode`].
fn parse_shorthand(
    input: &mut Parser<'_>,
    context: &ParseContext<'_>,
    with_mode: bool,
) -> Reading<(Specified, Option<MaskMode>)> {
    let (mut image, mut mode) = (Specified::default(), None);
    let mut refused = None;
    loop {
        if image.slice.is_none()
            && let Ok(slice) = input.try_parse(parse_slice)
        {
            image.slice = Some(slice);
            if input.try_parse(|input| input.expect_delim('/')).is_ok() {
                image.width = input.try_parse(parse_width).ok();
                if input.try_parse(|input| input.expect_delim('/')).is_ok() {
                    image.outset = Some(parse_outset(input)?);
                } else if image.width.is_none() {
                    return Err(malformed());
                }
            }
        } else if image.repeat.is_none()
            && let Ok(repeat) = input.try_parse(parse_repeat)
        {
            image.repeat = Some(repeat);
        } else if with_mode
            && mode.is_none()
            && let Some(found) = keyword_maybe(input, MaskMode::KEYWORDS)
        {
            mode = Some(found);
        } else if image.source.is_none() {
            match input.try_parse(|input| parse_image(input, context)) {
                Ok(source) => image.source = Some(source),
                Err(failure) if is_unsupported(&failure) => refused = Some(failure),
                Err(_) => {}
            }
            if image.source.is_none() {
                return Err(refused.unwrap_or_else(malformed));
            }
        } else {
            return Err(malformed());
        }
        if input.is_exhausted() {
            return Ok((image, mode));
        }
    }
}

fn parse_mask_border(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let (image, mode) = parse_shorthand(input, target.context, true)?;
    let initial = Specified::initial(BorderImageLengthValue::Number(0.0), BorderImageLengthValue::Auto);
    target.push(Declaration::MaskBorderSource(image.source.unwrap_or(ImageValue::None)));
    target.push(Declaration::MaskBorderSlice(image.slice.unwrap_or(initial.0)));
    target.push(Declaration::MaskBorderWidth(image.width.unwrap_or(initial.1)));
    target.push(Declaration::MaskBorderOutset(image.outset.unwrap_or(initial.2)));
    target.push(Declaration::MaskBorderRepeat(image.repeat.unwrap_or(STRETCH)));
    target.push(Declaration::MaskBorderMode(mode.unwrap_or(MaskMode::Alpha)));
    Ok(())
}
