//! Backgrounds in layers (CSS Backgrounds 3, section 2).

use std::sync::Arc;

use cssparser::Parser;

use super::ParseContext;
use super::box_model::parse_position;
use super::color_parser::{ColorValue, parse_color};
use super::declaration::{BackgroundSizeValue, Declaration, ImageValue, PositionValue};
use super::gradient::parse_gradient;
use super::length::{LengthValue, Range, Units, parse_length_percentage};
use super::longhand::Longhand;
use super::reader::{
    Failure, Reading, flag, is_unsupported, keyword, keyword_maybe, malformed, peek_function, refuse,
    url_maybe,
};
use super::table::{PropertyInfo, Target};
use crate::css::Color;
use crate::css::style::BackgroundStyle;
use crate::css::values::*;

use Longhand::{
    BackgroundClip, BackgroundColor, BackgroundImage as BackgroundImageLonghand, BackgroundOrigin,
    BackgroundPosition, BackgroundRepeat as BackgroundRepeatLonghand,
    BackgroundSize as BackgroundSizeLonghand,
};

const BOXES: &str = "a list of `border-box`, `padding-box`, `content-box`";

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "background-color",
        &[BackgroundColor],
        "`transparent`",
        "a colour",
        |input, target| push(target, Declaration::BackgroundColor(parse_color(input)?)),
    ),
    PropertyInfo::new(
        "background-image",
        &[BackgroundImageLonghand],
        "`none`",
        "a list of `none`, `url()`, `linear-gradient()`, `radial-gradient()`, `conic-gradient()`, \
         `repeating-linear-gradient()`, `repeating-radial-gradient()`, `repeating-conic-gradient()`",
        |input, target| {
            let context = target.context;
            let images = input.parse_comma_separated(|input| parse_image(input, context))?;
            push(target, Declaration::BackgroundImage(images.into()))
        },
    )
    .remark("Gradients are mixed in sRGB unless they say `in` which space."),
    PropertyInfo::new(
        "background-position",
        &[BackgroundPosition],
        "`0% 0%`",
        "a list of positions: `left`, `center`, `right`, `top`, `bottom`, lengths and percentages",
        |input, target| {
            let positions = input.parse_comma_separated(|input| parse_position(input, true))?;
            push(target, Declaration::BackgroundPosition(positions.into()))
        },
    ),
    PropertyInfo::new(
        "background-size",
        &[BackgroundSizeLonghand],
        "`auto`",
        "a list of `auto`, `cover`, `contain`, one or two lengths or percentages",
        |input, target| {
            let sizes = input.parse_comma_separated(parse_size)?;
            push(target, Declaration::BackgroundSize(sizes.into()))
        },
    ),
    PropertyInfo::new(
        "background-repeat",
        &[BackgroundRepeatLonghand],
        "`repeat`",
        "a list of `repeat-x`, `repeat-y`, or one or two of `repeat`, `no-repeat`, `space`, `round`",
        |input, target| {
            let repeats = input.parse_comma_separated(parse_repeat)?;
            push(target, Declaration::BackgroundRepeat(repeats.into()))
        },
    ),
    PropertyInfo::new("background-origin", &[BackgroundOrigin], "`padding-box`", BOXES, |input, target| {
        let boxes = input.parse_comma_separated(|input| keyword(input, BOX_NAMES, &[]))?;
        push(target, Declaration::BackgroundOrigin(boxes.into()))
    }),
    PropertyInfo::new("background-clip", &[BackgroundClip], "`border-box`", BOXES, |input, target| {
        let boxes =
            input.parse_comma_separated(|input| keyword(input, BOX_NAMES, &["text", "border-area"]))?;
        push(target, Declaration::BackgroundClip(boxes.into()))
    }),
    PropertyInfo::new(
        "background",
        &[
            BackgroundColor,
            BackgroundImageLonghand,
            BackgroundPosition,
            BackgroundSizeLonghand,
            BackgroundRepeatLonghand,
            BackgroundOrigin,
            BackgroundClip,
        ],
        "",
        "a list of layers: image, position with `/` and size, repetition, one or two boxes; the last \
         one also a colour",
        parse_background,
    ),
];

fn push(target: &mut Target<'_>, declaration: Declaration) -> Reading<()> {
    target.push(declaration);
    Ok(())
}

static BOX_NAMES: &[(&str, BackgroundBox)] = &[
    ("border-box", BackgroundBox::BorderBox),
    ("padding-box", BackgroundBox::PaddingBox),
    ("content-box", BackgroundBox::ContentBox),
];

/// Images that CSS has and the engine has not.
const UNSUPPORTED_IMAGES: &[&str] = &[
    "image()",
    "image-set()",
    "cross-fade()",
    "element()",
    "paint()",
    "-webkit-gradient()",
    "-webkit-linear-gradient()",
    "-webkit-radial-gradient()",
];

/// The same where gradients are not supported either.
pub(super) const UNSUPPORTED_LIST_IMAGES: &[&str] = &[
    "linear-gradient()",
    "radial-gradient()",
    "repeating-linear-gradient()",
    "repeating-radial-gradient()",
    "conic-gradient()",
    "repeating-conic-gradient()",
    "image()",
    "image-set()",
    "cross-fade()",
    "element()",
    "paint()",
];

pub(super) fn parse_image(input: &mut Parser<'_>, context: &ParseContext<'_>) -> Reading<ImageValue> {
    if flag(input, "none") {
        return Ok(ImageValue::None);
    }
    if let Some(url) = url_maybe(input, context) {
        return Ok(ImageValue::Url(url));
    }
    if let Some(name) = peek_function(input) {
        let start = input.state();
        input.next()?;
        match parse_gradient(&name.to_ascii_lowercase(), input) {
            Some(gradient) => return Ok(ImageValue::Gradient(Arc::new(gradient?))),
            None => input.reset(&start),
        }
    }
    Err(refuse(input, UNSUPPORTED_IMAGES))
}

fn parse_size(input: &mut Parser<'_>) -> Reading<BackgroundSizeValue> {
    let keywords = [("cover", BackgroundSizeValue::Cover), ("contain", BackgroundSizeValue::Contain)];
    if let Some(size) = keyword_maybe(input, &keywords) {
        return Ok(size);
    }
    let side = |input: &mut Parser<'_>| {
        if flag(input, "auto") {
            return Ok(None);
        }
        parse_length_percentage(input, Range::NonNegative).map(Some)
    };
    let width = side(input)?;
    let height = input.try_parse(side).unwrap_or(None);
    Ok(BackgroundSizeValue::Explicit(width, height))
}

fn parse_repeat(input: &mut Parser<'_>) -> Reading<(BackgroundRepeat, BackgroundRepeat)> {
    use BackgroundRepeat::{NoRepeat, Repeat, Round, Space};
    if let Some(pair) =
        keyword_maybe(input, &[("repeat-x", (Repeat, NoRepeat)), ("repeat-y", (NoRepeat, Repeat))])
    {
        return Ok(pair);
    }
    let keywords = [("repeat", Repeat), ("no-repeat", NoRepeat), ("space", Space), ("round", Round)];
    let horizontal = keyword(input, &keywords, &[])?;
    Ok((horizontal, keyword_maybe(input, &keywords).unwrap_or(horizontal)))
}

/// One layer of the shorthand.
#[derive(Default)]
struct Layer {
    image: Option<ImageValue>,
    position: Option<PositionValue>,
    size: Option<BackgroundSizeValue>,
    repeat: Option<(BackgroundRepeat, BackgroundRepeat)>,
    boxes: Vec<BackgroundBox>,
    attachment: bool,
    color: Option<ColorValue>,
}

impl Layer {
    /// Reads the next part of the layer.
    fn read(&mut self, input: &mut Parser<'_>, context: &ParseContext<'_>) -> Reading<()> {
        let mut refused: Option<Failure> = None;
        if self.position.is_none()
            && let Ok(position) = input.try_parse(|input| parse_position(input, true))
        {
            self.position = Some(position);
            if input.try_parse(|input| input.expect_delim('/')).is_ok() {
                self.size = Some(parse_size(input)?);
            }
            return Ok(());
        }
        if self.image.is_none() {
            match input.try_parse(|input| parse_image(input, context)) {
                Ok(image) => {
                    self.image = Some(image);
                    return Ok(());
                }
                Err(failure) if is_unsupported(&failure) => refused = Some(failure),
                Err(_) => {}
            }
        }
        if self.repeat.is_none()
            && let Ok(repeat) = input.try_parse(parse_repeat)
        {
            self.repeat = Some(repeat);
            return Ok(());
        }
        if self.boxes.len() < 2
            && let Some(area) = keyword_maybe(input, BOX_NAMES)
        {
            self.boxes.push(area);
            return Ok(());
        }
        if !self.attachment && flag(input, "scroll") {
            self.attachment = true;
            return Ok(());
        }
        if self.color.is_some() {
            return Err(refused.unwrap_or_else(malformed));
        }
        let other = refuse(input, &["fixed", "local", "text"]);
        if is_unsupported(&other) {
            return Err(other);
        }
        match parse_color(input) {
            Ok(color) => self.color = Some(color),
            Err(failure) => return Err(refused.unwrap_or(failure)),
        }
        Ok(())
    }
}

fn parse_background(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let context = target.context;
    let mut layers = input.parse_comma_separated(|input| {
        let mut layer = Layer::default();
        loop {
            layer.read(input, context)?;
            if input.is_exhausted() {
                return Ok(layer);
            }
        }
    })?;
    // Only the last layer may have a colour, which lies below all.
    let color = layers.last_mut().and_then(|layer| layer.color.take());
    if layers.iter().any(|layer| layer.color.is_some()) {
        return Err(malformed());
    }
    let start =
        || PositionValue { horizontal: LengthValue::Percentage(0.0), vertical: LengthValue::Percentage(0.0) };
    target.push(Declaration::BackgroundColor(color.unwrap_or(ColorValue::Color(Color::TRANSPARENT))));
    target.push(Declaration::BackgroundOrigin(
        layers
            .iter()
            .map(|layer| layer.boxes.first().copied().unwrap_or(BackgroundBox::PaddingBox))
            .collect(),
    ));
    // One box is meant for both.
    target.push(Declaration::BackgroundClip(
        layers.iter().map(|layer| layer.boxes.last().copied().unwrap_or(BackgroundBox::BorderBox)).collect(),
    ));
    target.push(Declaration::BackgroundRepeat(
        layers
            .iter()
            .map(|layer| layer.repeat.unwrap_or((BackgroundRepeat::Repeat, BackgroundRepeat::Repeat)))
            .collect(),
    ));
    target.push(Declaration::BackgroundPosition(
        layers.iter_mut().map(|layer| layer.position.take().unwrap_or_else(start)).collect(),
    ));
    target.push(Declaration::BackgroundSize(
        layers
            .iter_mut()
            .map(|layer| layer.size.take().unwrap_or(BackgroundSizeValue::Explicit(None, None)))
            .collect(),
    ));
    push(
        target,
        Declaration::BackgroundImage(
            layers.iter_mut().map(|layer| layer.image.take().unwrap_or(ImageValue::None)).collect(),
        ),
    )
}

/// The lists that make up the layers, computed one by one and put together at the end.
pub(super) struct Layers {
    images: Vec<BackgroundImage>,
    positions: Vec<(LengthPercentage, LengthPercentage)>,
    sizes: Vec<BackgroundSize>,
    repeats: Vec<(BackgroundRepeat, BackgroundRepeat)>,
    origins: Vec<BackgroundBox>,
    clips: Vec<BackgroundBox>,
}

impl Layers {
    pub(super) fn initial() -> Layers {
        Layers {
            images: Vec::new(),
            positions: Vec::new(),
            sizes: Vec::new(),
            repeats: Vec::new(),
            origins: Vec::new(),
            clips: Vec::new(),
        }
    }

    /// Sets one of the lists; `false` where the declaration is of another property.
    pub(super) fn apply(&mut self, declaration: &Declaration, units: &Units<'_>, current: Color) -> bool {
        match declaration {
            Declaration::BackgroundImage(images) => {
                let resolve = |image: &ImageValue| match image {
                    ImageValue::None => BackgroundImage::None,
                    ImageValue::Url(url) => BackgroundImage::Url(url.clone()),
                    ImageValue::Gradient(gradient) => gradient.resolve(units, current),
                };
                self.images = images.iter().map(resolve).collect();
            }
            Declaration::BackgroundPosition(positions) => {
                let resolve =
                    |point: &PositionValue| (point.horizontal.resolve(units), point.vertical.resolve(units));
                self.positions = positions.iter().map(resolve).collect();
            }
            Declaration::BackgroundSize(sizes) => {
                let side =
                    |side: &Option<LengthValue>| side.as_ref().map(|side| side.resolve_non_negative(units));
                let resolve = |size: &BackgroundSizeValue| match size {
                    BackgroundSizeValue::Cover => BackgroundSize::Cover,
                    BackgroundSizeValue::Contain => BackgroundSize::Contain,
                    BackgroundSizeValue::Explicit(None, None) => BackgroundSize::Auto,
                    BackgroundSizeValue::Explicit(width, height) => {
                        BackgroundSize::Explicit(side(width), side(height))
                    }
                };
                self.sizes = sizes.iter().map(resolve).collect();
            }
            Declaration::BackgroundRepeat(repeats) => self.repeats = repeats.to_vec(),
            Declaration::BackgroundOrigin(boxes) => self.origins = boxes.to_vec(),
            Declaration::BackgroundClip(boxes) => self.clips = boxes.to_vec(),
            _ => return false,
        }
        true
    }

    /// Takes one of the lists over from another style; `false` where `longhand` is none of them.
    pub(super) fn copy(&mut self, longhand: Longhand, source: &BackgroundStyle) -> bool {
        let layers = source.layers.iter();
        match longhand {
            BackgroundImageLonghand => self.images = layers.map(|layer| layer.image.clone()).collect(),
            BackgroundPosition => self.positions = layers.map(|layer| layer.position).collect(),
            BackgroundSizeLonghand => self.sizes = layers.map(|layer| layer.size).collect(),
            BackgroundRepeatLonghand => self.repeats = layers.map(|layer| layer.repeat).collect(),
            BackgroundOrigin => self.origins = layers.map(|layer| layer.origin).collect(),
            BackgroundClip => {
                self.clips = layers.map(|layer| layer.clip).collect();
                if self.clips.is_empty() {
                    self.clips.push(source.color_clip);
                }
            }
            _ => return false,
        }
        true
    }

    /// Puts the lists together: there are as many layers as images, and shorter lists are repeated.
    pub(super) fn finish(self, style: &mut BackgroundStyle) {
        fn nth<T: Copy>(list: &[T], index: usize, initial: T) -> T {
            if list.is_empty() { initial } else { list[index % list.len()] }
        }
        let last = self.images.len().saturating_sub(1);
        style.color_clip = nth(&self.clips, last, BackgroundBox::BorderBox);
        let layer = |(index, image): (usize, BackgroundImage)| BackgroundLayer {
            image,
            position: nth(&self.positions, index, (LengthPercentage::ZERO, LengthPercentage::ZERO)),
            size: nth(&self.sizes, index, BackgroundSize::Auto),
            repeat: nth(&self.repeats, index, (BackgroundRepeat::Repeat, BackgroundRepeat::Repeat)),
            origin: nth(&self.origins, index, BackgroundBox::PaddingBox),
            clip: nth(&self.clips, index, BackgroundBox::BorderBox),
        };
        let layers = self.images.into_iter().enumerate().map(layer);
        // A layer without an image draws nothing.
        style.layers = layers.filter(|layer| layer.image != BackgroundImage::None).collect();
    }
}
