//! Backgrounds (CSS Backgrounds 3, section 2) and gradients (CSS Images 3, section 3).

use std::sync::Arc;

use super::display_list::{
    DisplayItem, Gradient, GradientShape, GradientStop, ImageItem, Paint, PathItem, Tag,
};
use super::shapes::{Corners, outline};
use crate::css::{
    BackgroundBox, BackgroundImage, BackgroundLayer, BackgroundRepeat, BackgroundSize, BackgroundStyle,
    Color, ColorStop, GradientDirection, LengthPercentage, LinearGradient, RadialExtent, RadialGradient,
};
use crate::layout::{Images, Replaced};
use crate::units::{Length, Point, Rect, Sides, Size};

/// The most tiles of one background image that are drawn.
const MAX_TILES: i32 = 10_000;

/// The box whose background is drawn.
#[derive(Clone, Copy)]
pub(super) struct Area {
    /// The border box.
    pub rect: Rect,
    pub border: Sides<Length>,
    pub padding: Sides<Length>,
    pub corners: Corners,
}

impl Area {
    fn inset(&self, which: BackgroundBox) -> Sides<Length> {
        match which {
            BackgroundBox::BorderBox => Sides::all(Length::ZERO),
            BackgroundBox::PaddingBox => self.border,
            BackgroundBox::ContentBox => self.border + self.padding,
        }
    }
}

/// Draws colour and layers, bottom first.
pub(super) fn draw(
    area: Area,
    background: &BackgroundStyle,
    images: &Images,
    tag: Tag,
    items: &mut Vec<DisplayItem>,
) {
    if !background.color.is_transparent() {
        let inset = area.inset(background.color_clip);
        items.push(filled(
            outline(area.rect.inset(inset), area.corners.inset(inset)),
            Paint::Solid(background.color),
            tag,
        ));
    }
    for layer in background.layers.iter().rev() {
        draw_layer(area, layer, images, tag, items);
    }
}

fn filled(segments: Vec<super::PathSegment>, paint: Paint, tag: Tag) -> DisplayItem {
    DisplayItem::Path(PathItem { segments, fill: Some(paint), even_odd: false, stroke: None, tag })
}

fn draw_layer(area: Area, layer: &BackgroundLayer, images: &Images, tag: Tag, items: &mut Vec<DisplayItem>) {
    let picture = match &layer.image {
        BackgroundImage::None => return,
        BackgroundImage::Url(url) => match images.get(&url.base, &url.url) {
            Some(replaced) => Some(replaced),
            None => return,
        },
        BackgroundImage::LinearGradient(_) | BackgroundImage::RadialGradient(_) => None,
    };
    let positioning = area.rect.inset(area.inset(layer.origin));
    let clip_inset = area.inset(layer.clip);
    let clip = area.rect.inset(clip_inset);
    let clip_corners = area.corners.inset(clip_inset);
    let size = tile_size(layer, positioning.size(), picture.as_deref());
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
        positioning.x,
        positioning.width,
        size.width,
        clip.x,
        clip.right(),
    );
    let (ys, height) = tiles(
        layer.repeat.1,
        layer.position.1,
        positioning.y,
        positioning.height,
        size.height,
        clip.y,
        clip.bottom(),
    );
    let size = Size::new(width, height);

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
    items.push(DisplayItem::BeginGroup { opacity: 1.0, clip: Some(outline(clip, clip_corners)), tag });
    for &y in &ys {
        for &x in &xs {
            let tile = Rect::new(Point::new(x, y), size);
            match &picture {
                Some(replaced) => {
                    items.push(DisplayItem::Image(ImageItem {
                        replaced: replaced.clone(),
                        rect: tile,
                        clip: None,
                        tag,
                    }));
                }
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

fn covers(outer: Rect, inner: Rect) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && outer.right() >= inner.right()
        && outer.bottom() >= inner.bottom()
}

/// The size of one tile.
fn tile_size(layer: &BackgroundLayer, area: Size, picture: Option<&Replaced>) -> Size {
    let natural_width = picture.and_then(|picture| picture.width);
    let natural_height = picture.and_then(|picture| picture.height);
    let ratio = picture.and_then(|picture| picture.ratio).filter(|ratio| *ratio > 0.0).map(f64::from);
    match layer.size {
        BackgroundSize::Auto => {
            Size::new(natural_width.unwrap_or(area.width), natural_height.unwrap_or(area.height))
        }
        BackgroundSize::Explicit(width, height) => {
            let width = width.map(|width| width.resolve(area.width));
            let height = height.map(|height| height.resolve(area.height));
            match (width, height) {
                (Some(width), Some(height)) => Size::new(width, height),
                (Some(width), None) => Size::new(
                    width,
                    ratio.map_or(natural_height.unwrap_or(area.height), |ratio| width.scale(1.0 / ratio)),
                ),
                (None, Some(height)) => Size::new(
                    ratio.map_or(natural_width.unwrap_or(area.width), |ratio| height.scale(ratio)),
                    height,
                ),
                (None, None) => {
                    Size::new(natural_width.unwrap_or(area.width), natural_height.unwrap_or(area.height))
                }
            }
        }
        BackgroundSize::Cover | BackgroundSize::Contain => {
            let Some(ratio) = ratio else { return area };
            let by_width = Size::new(area.width, area.width.scale(1.0 / ratio));
            let by_height = Size::new(area.height.scale(ratio), area.height);
            let width_covers = by_width.height >= area.height;
            if width_covers == (layer.size == BackgroundSize::Cover) { by_width } else { by_height }
        }
    }
}

/// Where tiles start along one axis, and how long each is (`round` changes it).
fn tiles(
    repeat: BackgroundRepeat,
    position: LengthPercentage,
    area_start: Length,
    area_length: Length,
    tile: Length,
    clip_start: Length,
    clip_end: Length,
) -> (Vec<Length>, Length) {
    // A percentage aligns that point of the image with that point of the area.
    let offset = position.resolve(area_length - tile);
    let first = area_start + offset;
    let fill_from = |start: Length, step: Length, tile: Length| {
        if step <= Length::ZERO {
            return vec![start];
        }
        let back = ((start - clip_start).offset().max(0) + step.offset() - 1) / step.offset();
        let mut at = start - step * back.min(i64::from(MAX_TILES)) as i32;
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
            let count = ((area_length.points() / tile.points()).round() as i32).clamp(1, MAX_TILES);
            let tile = area_length / count;
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

fn gradient(image: &BackgroundImage, tile: Rect) -> Option<Gradient> {
    match image {
        BackgroundImage::LinearGradient(gradient) => linear(gradient, tile),
        BackgroundImage::RadialGradient(gradient) => radial(gradient, tile),
        BackgroundImage::None | BackgroundImage::Url(_) => None,
    }
}

fn linear(gradient: &LinearGradient, tile: Rect) -> Option<Gradient> {
    let (width, height) = (tile.width.points(), tile.height.points());
    // The direction as a unit vector, y down.
    let (dx, dy) = match gradient.direction {
        GradientDirection::Towards { horizontal, vertical: 0 } => (f64::from(horizontal), 0.0),
        GradientDirection::Towards { horizontal: 0, vertical } => (0.0, f64::from(vertical)),
        GradientDirection::Towards { horizontal, vertical } => {
            // Towards a corner: the line through the centre of which the other diagonal is the
            // fifty per cent line.
            let length = (width * width + height * height).sqrt();
            (f64::from(horizontal) * height / length, f64::from(vertical) * width / length)
        }
        GradientDirection::Angle(degrees) => {
            let radians = f64::from(degrees).to_radians();
            (libm::sin(radians), -libm::cos(radians))
        }
    };
    let half = (width * dx.abs() + height * dy.abs()) / 2.0;
    let (centre_x, centre_y) = (tile.x.points() + width / 2.0, tile.y.points() + height / 2.0);
    let at = |distance: f64| {
        Point::new(
            Length::from_points(centre_x + dx * distance),
            Length::from_points(centre_y + dy * distance),
        )
    };
    let stops = place_stops(&gradient.stops, Length::from_points(half * 2.0))?;
    let (stops, from, to) = if gradient.repeating { repeat_stops(stops) } else { extend_stops(stops) };
    let shape =
        GradientShape::Linear { from: at(-half + 2.0 * half * from), to: at(-half + 2.0 * half * to) };
    Some(Gradient { shape, stops })
}

fn radial(gradient: &RadialGradient, tile: Rect) -> Option<Gradient> {
    let centre = Point::new(
        tile.x + gradient.position.0.resolve(tile.width),
        tile.y + gradient.position.1.resolve(tile.height),
    );
    let (left, right) = ((centre.x - tile.x).abs(), (tile.right() - centre.x).abs());
    let (top, bottom) = ((centre.y - tile.y).abs(), (tile.bottom() - centre.y).abs());
    let hypotenuse = |a: Length, b: Length| {
        Length::from_points((a.points() * a.points() + b.points() * b.points()).sqrt())
    };
    let (horizontal, vertical) = match gradient.extent {
        RadialExtent::Explicit(horizontal, vertical) => {
            (horizontal.resolve(tile.width), vertical.resolve(tile.height))
        }
        RadialExtent::ClosestSide if gradient.circle => {
            let radius = left.min(right).min(top).min(bottom);
            (radius, radius)
        }
        RadialExtent::FarthestSide if gradient.circle => {
            let radius = left.max(right).max(top).max(bottom);
            (radius, radius)
        }
        RadialExtent::ClosestSide => (left.min(right), top.min(bottom)),
        RadialExtent::FarthestSide => (left.max(right), top.max(bottom)),
        RadialExtent::ClosestCorner | RadialExtent::FarthestCorner => {
            let closest = gradient.extent == RadialExtent::ClosestCorner;
            let pick = |a: Length, b: Length| if closest { a.min(b) } else { a.max(b) };
            let (x, y) = (pick(left, right), pick(top, bottom));
            if gradient.circle {
                let radius = hypotenuse(x, y);
                (radius, radius)
            } else {
                // An ellipse through the corner with the ratio of the sides: √2 times the sides.
                (x.scale(std::f64::consts::SQRT_2), y.scale(std::f64::consts::SQRT_2))
            }
        }
    };
    let (horizontal, vertical) = (horizontal.max(Length(1)), vertical.max(Length(1)));
    let stops = place_stops(&gradient.stops, horizontal)?;
    let (mut stops, _, to) = if gradient.repeating { repeat_stops(stops) } else { extend_stops(stops) };
    for stop in &mut stops {
        stop.offset = stop.offset.clamp(0.0, 1.0);
    }
    let shape = GradientShape::Radial {
        center: centre,
        horizontal: horizontal.scale(to),
        vertical: vertical.scale(to),
    };
    Some(Gradient { shape, stops })
}

/// Gives every stop an offset, in parts of the gradient line (CSS Images 3, section 3.4.3).
fn place_stops(stops: &[ColorStop], line: Length) -> Option<Vec<GradientStop>> {
    if stops.len() < 2 || line <= Length::ZERO {
        return None;
    }
    let last = stops.len() - 1;
    let mut offsets: Vec<Option<f32>> = stops
        .iter()
        .map(|stop| stop.position.map(|position| (position.resolve(line).points() / line.points()) as f32))
        .collect();
    offsets[0] = offsets[0].or(Some(0.0));
    offsets[last] = offsets[last].or(Some(1.0));
    let mut highest = f32::MIN;
    for offset in offsets.iter_mut().flatten() {
        highest = highest.max(*offset);
        *offset = highest;
    }
    let mut placed = Vec::with_capacity(stops.len());
    let mut known = 0;
    for index in 0..stops.len() {
        let offset = match offsets[index] {
            Some(offset) => {
                known = index;
                offset
            }
            None => {
                let next = (index..stops.len()).find(|&next| offsets[next].is_some()).unwrap_or(last);
                let (from, to) = (offsets[known].unwrap_or(0.0), offsets[next].unwrap_or(1.0));
                from + (to - from) * (index - known) as f32 / (next - known).max(1) as f32
            }
        };
        placed.push(GradientStop { offset, color: stops[index].color });
    }
    Some(placed)
}

/// Rescales stops to 0–1 and gives the part of the line that they span.
fn extend_stops(mut stops: Vec<GradientStop>) -> (Vec<GradientStop>, f64, f64) {
    let to = stops.last().map_or(1.0, |stop| stop.offset).max(1.0);
    let from = stops.first().map_or(0.0, |stop| stop.offset).min(0.0);
    let span = to - from;
    for stop in &mut stops {
        stop.offset = (stop.offset - from) / span;
    }
    if let Some(first) = stops.first().copied().filter(|first| first.offset > 0.0) {
        stops.insert(0, GradientStop { offset: 0.0, ..first });
    }
    if let Some(last) = stops.last().copied().filter(|last| last.offset < 1.0) {
        stops.push(GradientStop { offset: 1.0, ..last });
    }
    (stops, f64::from(from), f64::from(to))
}

/// Repeats stops over the whole line.
fn repeat_stops(stops: Vec<GradientStop>) -> (Vec<GradientStop>, f64, f64) {
    let (Some(first), Some(last)) = (stops.first().copied(), stops.last().copied()) else {
        return (stops, 0.0, 1.0);
    };
    let period = last.offset - first.offset;
    if period < 0.001 {
        let flat = GradientStop { offset: 0.0, color: last.color };
        return (vec![flat, GradientStop { offset: 1.0, ..flat }], 0.0, 1.0);
    }
    let start = -(first.offset / period).ceil() as i32;
    let mut repeated = Vec::new();
    let mut turn = start;
    loop {
        let shift = turn as f32 * period;
        for stop in &stops {
            repeated.push(GradientStop { offset: stop.offset + shift, color: stop.color });
        }
        turn += 1;
        if last.offset + shift >= 1.0 || repeated.len() > 4000 {
            break;
        }
    }
    // Cut at both ends of the line with the colour that is there.
    let mut cut = vec![GradientStop { offset: 0.0, color: color_at(&repeated, 0.0) }];
    let end = color_at(&repeated, 1.0);
    cut.extend(repeated.into_iter().filter(|stop| stop.offset > 0.0 && stop.offset < 1.0));
    cut.push(GradientStop { offset: 1.0, color: end });
    (cut, 0.0, 1.0)
}

fn color_at(stops: &[GradientStop], offset: f32) -> Color {
    let after = stops.iter().position(|stop| stop.offset >= offset).unwrap_or(stops.len().saturating_sub(1));
    let (a, b) = (stops[after.saturating_sub(1)], stops[after]);
    let span = b.offset - a.offset;
    let part = if span > 0.0 { ((offset - a.offset) / span).clamp(0.0, 1.0) } else { 1.0 };
    let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * part).round() as u8;
    Color {
        red: mix(a.color.red, b.color.red),
        green: mix(a.color.green, b.color.green),
        blue: mix(a.color.blue, b.color.blue),
        alpha: mix(a.color.alpha, b.color.alpha),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(color: Color, position: Option<f32>) -> ColorStop {
        ColorStop { color, position: position.map(LengthPercentage::percent) }
    }

    #[test]
    fn stops_without_a_place_are_spread_evenly() {
        let stops = [
            stop(Color::BLACK, None),
            stop(Color::WHITE, None),
            stop(Color::BLACK, Some(0.5)),
            stop(Color::WHITE, None),
        ];
        let placed = place_stops(&stops, Length::POINT * 100).unwrap_or_default();
        let offsets: Vec<f32> = placed.iter().map(|stop| stop.offset).collect();
        assert_eq!(offsets, [0.0, 0.25, 0.5, 1.0]);
    }

    #[test]
    fn a_repeating_gradient_covers_the_line() {
        let stops = vec![
            GradientStop { offset: 0.0, color: Color::BLACK },
            GradientStop { offset: 0.25, color: Color::WHITE },
        ];
        let (stops, ..) = repeat_stops(stops);
        assert_eq!(stops.first().map(|stop| stop.offset), Some(0.0));
        assert_eq!(stops.last().map(|stop| (stop.offset, stop.color)), Some((1.0, Color::WHITE)));
        assert!(stops.len() >= 8, "{stops:?}");
    }

    #[test]
    fn a_gradient_to_the_right_runs_along_the_box() {
        let gradient = LinearGradient {
            direction: GradientDirection::Towards { horizontal: 1, vertical: 0 },
            repeating: false,
            stops: vec![stop(Color::BLACK, None), stop(Color::WHITE, None)],
        };
        let tile = Rect::new(Point::default(), Size::new(Length::POINT * 100, Length::POINT * 50));
        let shape = linear(&gradient, tile).map(|gradient| gradient.shape);
        let (from, to) = (
            Point::new(Length::ZERO, Length::POINT * 25),
            Point::new(Length::POINT * 100, Length::POINT * 25),
        );
        assert_eq!(shape, Some(GradientShape::Linear { from, to }));
    }

    #[test]
    fn tiles_cover_the_clip_area_from_before_its_start() {
        let (starts, length) = tiles(
            BackgroundRepeat::Repeat,
            LengthPercentage::length(Length(30)),
            Length(0),
            Length(100),
            Length(40),
            Length(0),
            Length(100),
        );
        assert_eq!((starts, length), (vec![Length(-10), Length(30), Length(70)], Length(40)));
    }
}
