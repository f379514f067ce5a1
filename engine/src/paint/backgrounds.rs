//! Backgrounds (CSS Backgrounds 3, section 2).

use std::sync::Arc;

use super::bleed::outset;
use super::display_list::{DisplayItem, Effect, Paint, PathItem, PathSegment, Tag};
use super::gradients::gradient;
use super::images::image_item;
use super::painter::PaintContext;
use super::shapes::outline;
use crate::boxes::Replaced;
use crate::css::{
    BackgroundAttachment, BackgroundBox, BackgroundImage, BackgroundLayer, BackgroundRepeat, BackgroundSize,
    ComputedStyle, LengthPercentage,
};
use crate::html::NodeId;
use crate::layout::{Corners, Problem};
use crate::units::{Length, Point, Rect, Sides, Size};

/// The most tiles of one background image that are drawn.
pub(super) const MAX_TILES: i32 = 250_000;

/// The box whose background is drawn.
#[derive(Clone, Copy)]
pub(super) struct DecorationArea {
    /// The border box.
    pub rect: Rect,
    pub border: Sides<Length>,
    pub padding: Sides<Length>,
    pub corners: Corners,
    /// The part of the box that is visible.
    pub visible: Rect,
    /// The page box.
    pub page: Rect,
    /// How far the sides are moved outward into the bleed.
    pub reach: Sides<Length>,
    /// The element, for messages.
    pub node: Option<NodeId>,
}

impl DecorationArea {
    fn inset(&self, which: BackgroundBox) -> Sides<Length> {
        match which {
            BackgroundBox::BorderBox | BackgroundBox::Text => Sides::all(Length::ZERO),
            BackgroundBox::PaddingBox => self.border,
            BackgroundBox::ContentBox => self.border + self.padding,
        }
    }

    /// Reports an image that is drawn once and ends where the box ends, although the box is continued in the bleed.
    fn report_end(
        &self,
        layer: &BackgroundLayer,
        starts: (&[Length], &[Length]),
        size: Size,
        context: &PaintContext<'_>,
    ) {
        let ([x], [y]) = starts else { return };
        let is_single = layer.repeat == (BackgroundRepeat::NoRepeat, BackgroundRepeat::NoRepeat);
        let tile = Rect::new(Point::new(*x, *y), size);
        if is_single && self.with_bleed(tile) != tile {
            context.problems.report(Problem::EndsAtEdge { node: self.node });
        }
    }

    /// A part of the box, with its sides that are those of the border box moved into the bleed.
    fn with_bleed(&self, part: Rect) -> Rect {
        let (whole, reach) = (self.rect, self.reach);
        let side = |is_outer: bool, by: Length| if is_outer { by } else { Length::ZERO };
        let by = Sides {
            top: side(part.y == whole.y, reach.top),
            right: side(part.right() == whole.right(), reach.right),
            bottom: side(part.bottom() == whole.bottom(), reach.bottom),
            left: side(part.x == whole.x, reach.left),
        };
        outset(part, by)
    }
}

/// Whether a part of the background is clipped to the text.
pub(super) fn is_clipped_to_text(style: &ComputedStyle) -> bool {
    let background = &*style.background;
    let is_text = |clip: BackgroundBox| clip == BackgroundBox::Text;
    is_text(background.color_clip) || background.layers.iter().any(|layer| is_text(layer.clip))
}

/// Draws the color and the layers, from the bottom. `glyphs` are the outlines of the text, if something is clipped to it.
pub(super) fn draw(
    area: DecorationArea,
    style: &ComputedStyle,
    glyphs: &[PathSegment],
    context: &PaintContext<'_>,
    tag: Tag,
    items: &mut Vec<DisplayItem>,
) {
    let background = &*style.background;
    let mut clipped = |clip: BackgroundBox, draw: &dyn Fn(&mut Vec<DisplayItem>)| {
        if clip != BackgroundBox::Text {
            return draw(items);
        }
        let effect = Effect::Clip { segments: glyphs.to_vec(), even_odd: false };
        items.push(DisplayItem::BeginEffect { effect, tag });
        draw(items);
        items.push(DisplayItem::EndGroup);
    };
    if !background.color.is_transparent() {
        let inset = area.inset(background.color_clip);
        let path = outline(area.with_bleed(area.rect.inset(inset)), area.corners.inset(inset));
        clipped(background.color_clip, &|items| {
            items.push(filled(path.clone(), Paint::Solid(background.color), tag));
        });
    }
    for layer in background.layers.iter().rev() {
        clipped(layer.clip, &|items| draw_layer(area, layer, style, context, tag, items));
    }
}

pub(super) fn filled(segments: Vec<PathSegment>, paint: Paint, tag: Tag) -> DisplayItem {
    DisplayItem::Path(PathItem { segments, fill: Some(paint), even_odd: false, stroke: None, tag })
}

/// Draws one layer.
pub(super) fn draw_layer(
    area: DecorationArea,
    layer: &BackgroundLayer,
    style: &ComputedStyle,
    context: &PaintContext<'_>,
    tag: Tag,
    items: &mut Vec<DisplayItem>,
) {
    let clip_inset = area.inset(layer.clip);
    let clip = area.with_bleed(area.rect.inset(clip_inset));
    let clip_corners = area.corners.inset(clip_inset);
    let picture = match &layer.image {
        BackgroundImage::None => return,
        BackgroundImage::Color(color) => {
            items.push(filled(outline(clip, clip_corners), Paint::Solid(*color), tag));
            return;
        }
        BackgroundImage::Url(url) => match context.images.get(&url.base, &url.url) {
            Some(replaced) => Some(replaced.at_resolution(style.text.image_resolution)),
            None => return,
        },
        BackgroundImage::LinearGradient(_)
        | BackgroundImage::RadialGradient(_)
        | BackgroundImage::ConicGradient(_) => None,
    };
    let positioning = match layer.area {
        _ if layer.attachment == BackgroundAttachment::Fixed => area.page,
        Some(part) => Rect::new(part.origin().translate(area.rect.origin()), part.size()),
        None => area.rect.inset(area.inset(layer.origin)),
    };
    let positioning = filling(layer, positioning, area.with_bleed(positioning), picture.as_deref());
    let size = tile_size(layer, positioning.size(), picture.as_deref());
    let size = keep_ratio_if_rounded(layer, positioning.size(), size);
    if size.width <= Length::ZERO
        || size.height <= Length::ZERO
        || clip.width.is_zero()
        || clip.height.is_zero()
    {
        return;
    }
    let (xs, width) = tiles(
        layer.repeat.0,
        layer.position.0,
        (positioning.x, positioning.width),
        size.width,
        (clip.x.max(area.visible.x), clip.right().min(area.visible.right())),
    );
    let (ys, height) = tiles(
        layer.repeat.1,
        layer.position.1,
        (positioning.y, positioning.height),
        size.height,
        (clip.y.max(area.visible.y), clip.bottom().min(area.visible.bottom())),
    );
    let size = Size::new(width, height);

    area.report_end(layer, (&xs, &ys), size, context);
    // One gradient over exactly the clip area needs no clipping: it is the common case.
    if picture.is_none() && xs.len() == 1 && ys.len() == 1 {
        let tile = Rect::new(Point::new(xs[0], ys[0]), size);
        if let Some(gradient) = gradient(&layer.image, tile)
            && covers(tile, clip)
        {
            items.push(filled(outline(clip, clip_corners), Paint::Gradient(Arc::new(gradient)), tag));
            return;
        }
    }
    if xs.len() * ys.len() > MAX_TILES as usize {
        let what = format!(
            "a background image is not drawn: it would be repeated more than {MAX_TILES} times on a page, which is the limit"
        );
        context.problems.report(Problem::Unsupported { node: area.node, what });
        return;
    }
    items.push(DisplayItem::BeginGroup { opacity: 1.0, clip: Some(outline(clip, clip_corners)), tag });
    for &y in &ys {
        for &x in &xs {
            let tile = Rect::new(Point::new(x, y), size);
            match &picture {
                Some(replaced) => items.push(image_item(replaced, style, tile, None, tag)),
                None => {
                    if let Some(gradient) = gradient(&layer.image, tile) {
                        let paint = Paint::Gradient(Arc::new(gradient));
                        items.push(filled(outline(tile, Corners::default()), paint, tag));
                    }
                }
            }
        }
    }
    items.push(DisplayItem::EndGroup);
}

/// The area that a layer is placed in: the one with the bleed if its image fills both, so that no edge of the image shows
/// where the page is trimmed. A pattern stays where it is, and continues into the bleed.
fn filling(layer: &BackgroundLayer, area: Rect, bled: Rect, picture: Option<&Replaced>) -> Rect {
    let fills = |area: Rect| {
        let size = tile_size(layer, area.size(), picture);
        layer.size == BackgroundSize::Cover || size == area.size()
    };
    if fills(area) && fills(bled) { bled } else { area }
}

fn covers(outer: Rect, inner: Rect) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && outer.right() >= inner.right()
        && outer.bottom() >= inner.bottom()
}

/// The size of an image without `background-size` in an area of this size.
pub(super) fn natural_size(area: Size, picture: Option<&Replaced>) -> Size {
    tile_size(&BackgroundLayer::INITIAL, area, picture)
}

/// The size of one tile.
fn tile_size(layer: &BackgroundLayer, area: Size, picture: Option<&Replaced>) -> Size {
    let natural_width = picture.and_then(|picture| picture.width);
    let natural_height = picture.and_then(|picture| picture.height);
    let ratio = picture.and_then(|picture| picture.ratio).filter(|ratio| *ratio > 0.0).map(f64::from);
    // Of a size that is not known, the ratio comes before the natural size.
    let with_ratio = |width: Option<Length>, height: Option<Length>| {
        let by_height = || height.zip(ratio).map(|(height, ratio)| height.scale(ratio));
        let by_width = || width.zip(ratio).map(|(width, ratio)| width.scale(1.0 / ratio));
        Size::new(
            width.or_else(by_height).or(natural_width).unwrap_or(area.width),
            height.or_else(by_width).or(natural_height).unwrap_or(area.height),
        )
    };
    match layer.size {
        // An image without a natural size is as large as fits in the area (CSS Images 3, section 5.3).
        BackgroundSize::Auto | BackgroundSize::Explicit(None, None)
            if picture.is_some_and(|picture| !picture.has_size) =>
        {
            contain(ratio.filter(|_| picture.is_some_and(|picture| picture.aspect.is_some())), area)
        }
        BackgroundSize::Auto | BackgroundSize::Explicit(None, None) => {
            with_ratio(natural_width, natural_height)
        }
        BackgroundSize::Explicit(width, height) => with_ratio(
            width.map(|width| width.resolve(area.width)),
            height.map(|height| height.resolve(area.height)),
        ),
        BackgroundSize::Cover | BackgroundSize::Contain => {
            let Some(ratio) = ratio else { return area };
            let by_width = Size::new(area.width, area.width.scale(1.0 / ratio));
            let by_height = Size::new(area.height.scale(ratio), area.height);
            let width_covers = by_width.height >= area.height;
            if width_covers == (layer.size == BackgroundSize::Cover) { by_width } else { by_height }
        }
    }
}

/// The largest size of a ratio that fits into an area; without a ratio, the whole area.
fn contain(ratio: Option<f64>, area: Size) -> Size {
    let Some(ratio) = ratio else { return area };
    let height = area.width.scale(1.0 / ratio);
    if height <= area.height {
        Size::new(area.width, height)
    } else {
        Size::new(area.height.scale(ratio), area.height)
    }
}

/// Where `round` changes one dimension of a tile, the other one, if it is `auto`, follows (CSS Backgrounds 3, section 2.9,
/// the third step).
fn keep_ratio_if_rounded(layer: &BackgroundLayer, area: Size, size: Size) -> Size {
    if size.width <= Length::ZERO || size.height <= Length::ZERO {
        return size;
    }
    let is_auto = match layer.size {
        BackgroundSize::Explicit(width, height) => (width.is_none(), height.is_none()),
        size => (size == BackgroundSize::Auto, size == BackgroundSize::Auto),
    };
    match layer.repeat {
        (BackgroundRepeat::Round, BackgroundRepeat::Round) => size,
        (BackgroundRepeat::Round, _) if is_auto.1 => {
            let width = rounded(area.width, size.width);
            Size::new(width, size.height.scale(width.points() / size.width.points()))
        }
        (_, BackgroundRepeat::Round) if is_auto.0 => {
            let height = rounded(area.height, size.height);
            Size::new(size.width.scale(height.points() / size.height.points()), height)
        }
        _ => size,
    }
}

/// The length of a tile with which a whole number of them fills an area.
fn rounded(area: Length, tile: Length) -> Length {
    area / ((area.points() / tile.points()).round() as i32).clamp(1, MAX_TILES)
}

/// Where tiles start along one axis, and how long each is (`round` changes it).
fn tiles(
    repeat: BackgroundRepeat,
    position: LengthPercentage,
    (area_start, area_length): (Length, Length),
    tile: Length,
    (clip_start, clip_end): (Length, Length),
) -> (Vec<Length>, Length) {
    // A percentage aligns that point of the image with that point of the area.
    let offset = position.resolve(area_length - tile);
    let first = area_start + offset;
    let fill_from = |start: Length, step: Length, tile: Length| {
        if step <= Length::ZERO {
            return vec![start];
        }
        let back = ((start - clip_start).offset().max(0) + step.offset() - 1) / step.offset();
        // Tiles before the visible part of the box are skipped.
        let ahead = (clip_start - start - tile).offset().max(0) / step.offset();
        let mut at = start - step * back.min(i64::from(MAX_TILES)) as i32 + step * ahead as i32;
        let mut starts = Vec::new();
        while at < clip_end && starts.len() < MAX_TILES as usize {
            if at + tile > clip_start {
                starts.push(at);
            }
            at += step;
        }
        starts
    };
    match repeat {
        BackgroundRepeat::NoRepeat => (vec![first], tile),
        BackgroundRepeat::Repeat => (fill_from(first, tile, tile), tile),
        BackgroundRepeat::Round => {
            let tile = rounded(area_length, tile);
            (fill_from(area_start, tile, tile), tile)
        }
        BackgroundRepeat::Space => {
            let count = (area_length.0 / tile.0.max(1)).min(MAX_TILES);
            if count < 2 {
                return (vec![first], tile);
            }
            let step = (area_length - tile) / (count - 1);
            (fill_from(area_start, step, tile), tile)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_cover_the_clip_area_from_before_its_start() {
        let (starts, length) = tiles(
            BackgroundRepeat::Repeat,
            LengthPercentage::length(Length(30)),
            (Length(0), Length(100)),
            Length(40),
            (Length(0), Length(100)),
        );
        assert_eq!((starts, length), (vec![Length(-10), Length(30), Length(70)], Length(40)));
    }
}
