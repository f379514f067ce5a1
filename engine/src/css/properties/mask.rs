//! Masks (CSS Masking 1, section 7).

use std::sync::Arc;

use cssparser::Parser;

use super::background::{Component, PlacedImage, parse_image, parse_positions, parse_repeats, parse_sizes};
use super::border_image::MASK_BORDER;
use super::declaration::{Declaration, WideKeyword};
use super::longhand::Longhand;
use super::parse_context::ParseContext;
use super::property::{ParseTarget, PropertyInfo};
use super::reader::{Reading, keyword, keyword_maybe, malformed};
use crate::css::values::*;

const MASK: &[Longhand] = &[
    Longhand::MaskImage,
    Longhand::MaskPosition,
    Longhand::MaskSize,
    Longhand::MaskRepeat,
    Longhand::MaskOrigin,
    Longhand::MaskClip,
    Longhand::MaskMode,
    Longhand::MaskComposite,
    Longhand::MaskBorderSource,
    Longhand::MaskBorderSlice,
    Longhand::MaskBorderWidth,
    Longhand::MaskBorderOutset,
    Longhand::MaskBorderRepeat,
    Longhand::MaskBorderMode,
];
const SHORTHAND: &str =
    "a list of layers: image, position with `/` and size, repetition, one or two boxes, mode, composition";

/// The name of a longhand with a prefix.
macro_rules! alias {
    ($prefixed:literal, $longhand:ident, $parse:expr, $name:literal) => {
        PropertyInfo::new(
            $prefixed,
            &[Longhand::$longhand],
            "",
            concat!("as `", $name, "`"),
            |input, target| {
                target.push(Declaration::$longhand($parse(input)?));
                Ok(())
            },
        )
        .remark(concat!("An alias of `", $name, "`."))
    };
}

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new("mask", MASK, "", SHORTHAND, parse_mask).remark("Also resets `mask-border`."),
    PropertyInfo::new("-webkit-mask", MASK, "", SHORTHAND, parse_mask).remark("An alias of `mask`."),
    PropertyInfo::new("-webkit-mask-image", &[Longhand::MaskImage], "", "as `mask-image`", parse_images)
        .remark("An alias of `mask-image`."),
    alias!("-webkit-mask-position", MaskPosition, parse_positions, "mask-position"),
    alias!("-webkit-mask-size", MaskSize, parse_sizes, "mask-size"),
    alias!("-webkit-mask-repeat", MaskRepeat, parse_repeats, "mask-repeat"),
    alias!("-webkit-mask-origin", MaskOrigin, parse_boxes, "mask-origin"),
    alias!("-webkit-mask-clip", MaskClip, parse_boxes, "mask-clip"),
];

/// The boxes of SVG are those of CSS that correspond to them (section 7.7).
const BOXES: &[(&str, BackgroundBox)] = &[
    ("border-box", BackgroundBox::BorderBox),
    ("padding-box", BackgroundBox::PaddingBox),
    ("content-box", BackgroundBox::ContentBox),
    ("fill-box", BackgroundBox::ContentBox),
    ("stroke-box", BackgroundBox::BorderBox),
    ("view-box", BackgroundBox::BorderBox),
];
const MODES: &[(&str, MaskMode)] =
    &[("alpha", MaskMode::Alpha), ("luminance", MaskMode::Luminance), ("match-source", MaskMode::Alpha)];

pub(super) fn parse_images(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let context = target.context;
    let images = input.parse_comma_separated(|input| parse_image(input, context))?;
    target.push(Declaration::MaskImage(images.into()));
    Ok(())
}

pub(super) fn parse_boxes(input: &mut Parser<'_>) -> Reading<Arc<[BackgroundBox]>> {
    let others = &["margin-box", "no-clip"];
    input.parse_comma_separated(|input| keyword(input, BOXES, others)).map(Arc::from)
}

pub(super) fn parse_modes(input: &mut Parser<'_>) -> Reading<Arc<[MaskMode]>> {
    input.parse_comma_separated(|input| keyword(input, MODES, &[])).map(Arc::from)
}

pub(super) fn parse_composites(input: &mut Parser<'_>) -> Reading<Arc<[MaskComposite]>> {
    input
        .parse_comma_separated(|input| keyword(input, MaskComposite::KEYWORDS, MaskComposite::UNSUPPORTED))
        .map(Arc::from)
}

/// One layer of the shorthand.
#[derive(Default)]
struct ShorthandLayer {
    placed: PlacedImage,
    boxes: Vec<BackgroundBox>,
    mode: Option<MaskMode>,
    composite: Option<MaskComposite>,
}

impl ShorthandLayer {
    /// Reads the next component of the layer.
    fn read(&mut self, input: &mut Parser<'_>, context: &ParseContext<'_>) -> Reading<()> {
        let Component::Other(refused) = self.placed.read(input, context)? else { return Ok(()) };
        if self.boxes.len() < 2
            && let Some(area) = keyword_maybe(input, BOXES)
        {
            self.boxes.push(area);
        } else if self.mode.is_none()
            && let Some(mode) = keyword_maybe(input, MODES)
        {
            self.mode = Some(mode);
        } else if self.composite.is_none() {
            let others = &["subtract", "exclude", "no-clip", "margin-box"];
            self.composite = Some(
                keyword(input, MaskComposite::KEYWORDS, others)
                    .map_err(|failure| refused.unwrap_or(failure))?,
            );
        } else {
            return Err(refused.unwrap_or_else(malformed));
        }
        Ok(())
    }
}

fn parse_mask(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let context = target.context;
    let mut layers = input.parse_comma_separated(|input| {
        let mut layer = ShorthandLayer::default();
        loop {
            layer.read(input, context)?;
            if input.is_exhausted() {
                return Ok(layer);
            }
        }
    })?;
    let area = |area: Option<&BackgroundBox>| area.copied().unwrap_or(BackgroundBox::BorderBox);
    // A single box sets both.
    target.push(Declaration::MaskOrigin(layers.iter().map(|layer| area(layer.boxes.first())).collect()));
    target.push(Declaration::MaskClip(layers.iter().map(|layer| area(layer.boxes.last())).collect()));
    target.push(Declaration::MaskRepeat(layers.iter().map(|layer| layer.placed.repeat()).collect()));
    target.push(Declaration::MaskMode(
        layers.iter().map(|layer| layer.mode.unwrap_or(MaskMode::Alpha)).collect(),
    ));
    target.push(Declaration::MaskComposite(
        layers.iter().map(|layer| layer.composite.unwrap_or(MaskComposite::Add)).collect(),
    ));
    target.push(Declaration::MaskPosition(
        layers.iter_mut().map(|layer| layer.placed.take_position()).collect(),
    ));
    target.push(Declaration::MaskSize(layers.iter_mut().map(|layer| layer.placed.take_size()).collect()));
    target.push(Declaration::MaskImage(layers.iter_mut().map(|layer| layer.placed.take_image()).collect()));
    for &longhand in MASK_BORDER {
        target.push(Declaration::Wide(longhand, WideKeyword::Initial));
    }
    Ok(())
}
