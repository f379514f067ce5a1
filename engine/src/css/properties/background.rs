//! Backgrounds in layers (CSS Backgrounds 3, section 2).

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use cssparser::Parser;

use super::color_parser::{ColorValue, parse_color};
use super::declaration::Declaration;
use super::gradient::parse_gradient;
use super::length::{LengthValue, Range, parse_length_percentage};
use super::longhand::Longhand;
use super::parse_context::ParseContext;
use super::position::PositionValue;
use super::position::parse_position;
use super::property::{ParseTarget, PropertyInfo};
use super::reader::{
    Failure, Reading, flag, is_unsupported, keyword, keyword_maybe, malformed, peek_function, refuse,
    url_maybe,
};
use super::specified::{BackgroundSizeValue, ImageValue};
use super::value::{Compute, ParseValue, ValueContext, non_negative};
use crate::css::Color;
use crate::css::style::BackgroundStyle;
use crate::css::values::*;

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "background",
        &[
            Longhand::BackgroundColor,
            Longhand::BackgroundImage,
            Longhand::BackgroundPosition,
            Longhand::BackgroundSize,
            Longhand::BackgroundRepeat,
            Longhand::BackgroundOrigin,
            Longhand::BackgroundClip,
            Longhand::BackgroundAttachment,
        ],
        "",
        "a list of layers: image, position with `/` and size, repetition, attachment, one or two boxes and `text`; in the last \
         layer also a color",
        parse_background,
    ),
    PropertyInfo::new("-webkit-background-clip", &[Longhand::BackgroundClip], "", CLIPS, |input, target| {
        target.push(Declaration::BackgroundClip(parse_clips(input)?));
        Ok(())
    })
    .remark("An alias of `background-clip`."),
];

/// The values of `background-clip`.
pub(super) const CLIPS: &str = "a list of `border-box`, `padding-box`, `content-box`, `text`";

/// Image functions of CSS that the engine does not support.
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

/// Image functions that are not supported where gradients are not supported either.
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

pub(super) fn parse_size(input: &mut Parser<'_>) -> Reading<BackgroundSizeValue> {
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

pub(super) fn parse_repeat(input: &mut Parser<'_>) -> Reading<(BackgroundRepeat, BackgroundRepeat)> {
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

/// What a layer of a background has in common with one of a mask: an image and its placement.
#[derive(Default)]
pub(super) struct PlacedImage {
    pub(super) image: Option<ImageValue>,
    position: Option<PositionValue>,
    size: Option<BackgroundSizeValue>,
    repeat: Option<(BackgroundRepeat, BackgroundRepeat)>,
}

/// The next component of a layer.
pub(super) enum Component {
    /// A part of the image and its placement, which has been read.
    Read,
    /// Another one. If no other is possible either, it is an image that is not supported, for this reason.
    Other(Option<Failure>),
}

impl PlacedImage {
    /// Reads the next component of the layer if it is one of the image and its placement.
    pub(super) fn read(&mut self, input: &mut Parser<'_>, context: &ParseContext<'_>) -> Reading<Component> {
        if self.position.is_none()
            && let Ok(position) = input.try_parse(|input| parse_position(input, true))
        {
            self.position = Some(position);
            if input.try_parse(|input| input.expect_delim('/')).is_ok() {
                self.size = Some(parse_size(input)?);
            }
            return Ok(Component::Read);
        }
        let mut refused = None;
        if self.image.is_none() {
            match input.try_parse(|input| parse_image(input, context)) {
                Ok(image) => {
                    self.image = Some(image);
                    return Ok(Component::Read);
                }
                Err(failure) if is_unsupported(&failure) => refused = Some(failure),
                Err(_) => {}
            }
        }
        if self.repeat.is_none()
            && let Ok(repeat) = input.try_parse(parse_repeat)
        {
            self.repeat = Some(repeat);
            return Ok(Component::Read);
        }
        Ok(Component::Other(refused))
    }

    pub(super) fn take_image(&mut self) -> ImageValue {
        self.image.take().unwrap_or(ImageValue::None)
    }

    pub(super) fn take_position(&mut self) -> PositionValue {
        let start = || LengthValue::Percentage(0.0);
        self.position.take().unwrap_or_else(|| PositionValue { horizontal: start(), vertical: start() })
    }

    pub(super) fn take_size(&mut self) -> BackgroundSizeValue {
        self.size.take().unwrap_or(BackgroundSizeValue::Explicit(None, None))
    }

    pub(super) fn repeat(&self) -> (BackgroundRepeat, BackgroundRepeat) {
        self.repeat.unwrap_or((BackgroundRepeat::Repeat, BackgroundRepeat::Repeat))
    }
}

/// One layer of the shorthand.
#[derive(Default)]
struct ShorthandLayer {
    placed: PlacedImage,
    boxes: Vec<BackgroundBox>,
    is_clipped_to_text: bool,
    attachment: Option<BackgroundAttachment>,
    color: Option<ColorValue>,
}

impl ShorthandLayer {
    /// Reads the next component of the layer.
    fn read(&mut self, input: &mut Parser<'_>, context: &ParseContext<'_>) -> Reading<()> {
        let Component::Other(refused) = self.placed.read(input, context)? else { return Ok(()) };
        if self.boxes.len() < 2
            && let Some(area) = keyword_maybe(input, BackgroundBox::KEYWORDS)
        {
            match area {
                BackgroundBox::Text if self.is_clipped_to_text => return Err(malformed()),
                BackgroundBox::Text => self.is_clipped_to_text = true,
                area => self.boxes.push(area),
            }
            return Ok(());
        }
        if self.attachment.is_none()
            && let Some(attachment) = keyword_maybe(input, BackgroundAttachment::KEYWORDS)
        {
            self.attachment = Some(attachment);
            return Ok(());
        }
        if self.color.is_some() {
            return Err(refused.unwrap_or_else(malformed));
        }
        let other = refuse(input, &["border-area"]);
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

fn parse_background(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
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
    // Only the last layer may have a color, which is painted below all layers.
    let color = layers.last_mut().and_then(|layer| layer.color.take());
    if layers.iter().any(|layer| layer.color.is_some()) {
        return Err(malformed());
    }
    target.push(Declaration::BackgroundColor(color.unwrap_or(ColorValue::Color(Color::TRANSPARENT))));
    target.push(Declaration::BackgroundOrigin(
        layers
            .iter()
            .map(|layer| layer.boxes.first().copied().unwrap_or(BackgroundBox::PaddingBox))
            .collect(),
    ));
    // A single box sets both.
    let clip = |layer: &ShorthandLayer| match layer.is_clipped_to_text {
        true => BackgroundBox::Text,
        false => layer.boxes.last().copied().unwrap_or(BackgroundBox::BorderBox),
    };
    target.push(Declaration::BackgroundClip(layers.iter().map(clip).collect()));
    target.push(Declaration::BackgroundAttachment(
        layers.iter().map(|layer| layer.attachment.unwrap_or(BackgroundAttachment::Scroll)).collect(),
    ));
    target.push(Declaration::BackgroundRepeat(layers.iter().map(|layer| layer.placed.repeat()).collect()));
    target.push(Declaration::BackgroundPosition(
        layers.iter_mut().map(|layer| layer.placed.take_position()).collect(),
    ));
    target
        .push(Declaration::BackgroundSize(layers.iter_mut().map(|layer| layer.placed.take_size()).collect()));
    target.push(Declaration::BackgroundImage(
        layers.iter_mut().map(|layer| layer.placed.take_image()).collect(),
    ));
    Ok(())
}

pub(super) fn parse_images(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let context = target.context;
    let images = input.parse_comma_separated(|input| parse_image(input, context))?;
    target.push(Declaration::BackgroundImage(images.into()));
    Ok(())
}

pub(super) fn parse_positions(input: &mut Parser<'_>) -> Reading<Arc<[PositionValue]>> {
    input.parse_comma_separated(|input| parse_position(input, true)).map(Arc::from)
}

pub(super) fn parse_sizes(input: &mut Parser<'_>) -> Reading<Arc<[BackgroundSizeValue]>> {
    input.parse_comma_separated(parse_size).map(Arc::from)
}

pub(super) fn parse_repeats(input: &mut Parser<'_>) -> Reading<Arc<[(BackgroundRepeat, BackgroundRepeat)]>> {
    input.parse_comma_separated(parse_repeat).map(Arc::from)
}

pub(super) fn parse_origins(input: &mut Parser<'_>) -> Reading<Arc<[BackgroundBox]>> {
    input
        .parse_comma_separated(|input| match BackgroundBox::parse(input)? {
            BackgroundBox::Text => Err(malformed()),
            area => Ok(area),
        })
        .map(Arc::from)
}

pub(super) fn parse_attachments(input: &mut Parser<'_>) -> Reading<Arc<[BackgroundAttachment]>> {
    input.parse_comma_separated(BackgroundAttachment::parse).map(Arc::from)
}

pub(super) fn parse_clips(input: &mut Parser<'_>) -> Reading<Arc<[BackgroundBox]>> {
    let others = &["border-area"];
    input.parse_comma_separated(|input| keyword(input, BackgroundBox::KEYWORDS, others)).map(Arc::from)
}

/// The background group while its declarations are applied: the style, and the lists of which
/// [`finish`](BackgroundWork::finish) makes the layers.
pub(super) struct BackgroundWork {
    style: BackgroundStyle,
    pub(super) images: Vec<BackgroundImage>,
    positions: Vec<(LengthPercentage, LengthPercentage)>,
    sizes: Vec<BackgroundSize>,
    repeats: Vec<(BackgroundRepeat, BackgroundRepeat)>,
    origins: Vec<BackgroundBox>,
    clips: Vec<BackgroundBox>,
    attachments: Vec<BackgroundAttachment>,
}

/// The table of longhands names the fields of the style.
impl Deref for BackgroundWork {
    type Target = BackgroundStyle;

    fn deref(&self) -> &BackgroundStyle {
        &self.style
    }
}

impl DerefMut for BackgroundWork {
    fn deref_mut(&mut self) -> &mut BackgroundStyle {
        &mut self.style
    }
}

/// The computed values of a list.
#[allow(clippy::ptr_arg, reason = "the table of longhands passes specified values by reference")]
pub(super) fn compute_list<T: Compute>(list: &Arc<[T]>, context: &ValueContext<'_>) -> Vec<T::Computed> {
    list.iter().map(|value| value.compute(context)).collect()
}

impl Compute for ImageValue {
    type Computed = BackgroundImage;

    fn compute(&self, context: &ValueContext<'_>) -> BackgroundImage {
        match self {
            ImageValue::None => BackgroundImage::None,
            ImageValue::Url(url) => BackgroundImage::Url(url.clone()),
            ImageValue::Gradient(gradient) => gradient.resolve(context.units, context.current_color),
        }
    }
}

impl Compute for BackgroundSizeValue {
    type Computed = BackgroundSize;

    fn compute(&self, context: &ValueContext<'_>) -> BackgroundSize {
        let side = |side: &Option<LengthValue>| side.as_ref().map(|side| non_negative(side, context));
        match self {
            BackgroundSizeValue::Cover => BackgroundSize::Cover,
            BackgroundSizeValue::Contain => BackgroundSize::Contain,
            BackgroundSizeValue::Explicit(None, None) => BackgroundSize::Auto,
            BackgroundSizeValue::Explicit(width, height) => {
                BackgroundSize::Explicit(side(width), side(height))
            }
        }
    }
}

type Pair<T> = (T, T);

pub(super) fn apply_images(
    work: &mut BackgroundWork,
    images: &Arc<[ImageValue]>,
    context: &ValueContext<'_>,
) {
    work.images = compute_list(images, context);
}

pub(super) fn copy_images(work: &mut BackgroundWork, source: &BackgroundStyle) {
    work.images = source.layers.iter().map(|layer| layer.image.clone()).collect();
}

pub(super) fn apply_positions(
    work: &mut BackgroundWork,
    positions: &Arc<[PositionValue]>,
    context: &ValueContext<'_>,
) {
    work.positions = compute_list(positions, context);
}

pub(super) fn copy_positions(work: &mut BackgroundWork, source: &BackgroundStyle) {
    work.positions = source.layers.iter().map(|layer| layer.position).collect();
}

pub(super) fn apply_sizes(
    work: &mut BackgroundWork,
    sizes: &Arc<[BackgroundSizeValue]>,
    context: &ValueContext<'_>,
) {
    work.sizes = compute_list(sizes, context);
}

pub(super) fn copy_sizes(work: &mut BackgroundWork, source: &BackgroundStyle) {
    work.sizes = source.layers.iter().map(|layer| layer.size).collect();
}

pub(super) fn apply_repeats(
    work: &mut BackgroundWork,
    repeats: &Arc<[Pair<BackgroundRepeat>]>,
    _: &ValueContext<'_>,
) {
    work.repeats = repeats.to_vec();
}

pub(super) fn copy_repeats(work: &mut BackgroundWork, source: &BackgroundStyle) {
    work.repeats = source.layers.iter().map(|layer| layer.repeat).collect();
}

pub(super) fn apply_origins(work: &mut BackgroundWork, boxes: &Arc<[BackgroundBox]>, _: &ValueContext<'_>) {
    work.origins = boxes.to_vec();
}

pub(super) fn copy_origins(work: &mut BackgroundWork, source: &BackgroundStyle) {
    work.origins = source.layers.iter().map(|layer| layer.origin).collect();
}

pub(super) fn apply_clips(work: &mut BackgroundWork, boxes: &Arc<[BackgroundBox]>, _: &ValueContext<'_>) {
    work.clips = boxes.to_vec();
}

pub(super) fn copy_clips(work: &mut BackgroundWork, source: &BackgroundStyle) {
    work.clips = source.layers.iter().map(|layer| layer.clip).collect();
    if work.clips.is_empty() {
        work.clips.push(source.color_clip);
    }
}

pub(super) fn apply_attachments(
    work: &mut BackgroundWork,
    attachments: &Arc<[BackgroundAttachment]>,
    _: &ValueContext<'_>,
) {
    work.attachments = attachments.to_vec();
}

pub(super) fn copy_attachments(work: &mut BackgroundWork, source: &BackgroundStyle) {
    work.attachments = source.layers.iter().map(|layer| layer.attachment).collect();
}

impl BackgroundWork {
    /// The group before any declaration; text decoration has the color of the text.
    pub(super) fn start(initial: &BackgroundStyle, current: Color) -> BackgroundWork {
        let mut style = initial.clone();
        style.decoration.color = current;
        BackgroundWork {
            style,
            images: Vec::new(),
            positions: Vec::new(),
            sizes: Vec::new(),
            repeats: Vec::new(),
            origins: Vec::new(),
            clips: Vec::new(),
            attachments: Vec::new(),
        }
    }

    /// Combines the lists to layers: there are as many layers as images, and shorter lists are repeated.
    pub(super) fn finish(self) -> BackgroundStyle {
        let last = self.images.len().saturating_sub(1);
        let mut style = self.style;
        style.color_clip = nth_or(&self.clips, last, BackgroundBox::BorderBox);
        let layer = |(index, image): (usize, BackgroundImage)| BackgroundLayer {
            image,
            position: nth_or(&self.positions, index, (LengthPercentage::ZERO, LengthPercentage::ZERO)),
            size: nth_or(&self.sizes, index, BackgroundSize::Auto),
            repeat: nth_or(&self.repeats, index, (BackgroundRepeat::Repeat, BackgroundRepeat::Repeat)),
            origin: nth_or(&self.origins, index, BackgroundBox::PaddingBox),
            clip: nth_or(&self.clips, index, BackgroundBox::BorderBox),
            attachment: nth_or(&self.attachments, index, BackgroundAttachment::Scroll),
            area: None,
        };
        let layers = self.images.into_iter().enumerate().map(layer);
        // A layer without an image draws nothing.
        style.layers = layers.filter(|layer| layer.image != BackgroundImage::None).collect();
        style
    }
}
