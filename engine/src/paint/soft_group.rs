//! Blurs a group of display items (Filter Effects 1, section 9.4): its shapes with their colors are measured in pixels,
//! painted over each other and blurred together. Out: one picture.
//!
//! Colors are premultiplied by their opacities while they are blurred, so that what is transparent has no color.

use std::sync::Arc;

use image::RgbaImage;
use usvg::tiny_skia_path::{self, PathBuilder, PathSegment as SkiaSegment, StrokeDash};

use super::blur::{Grid, ShapeLine, kernel, lines_of, ranges_of_path, surroundings};
use super::display_list::{
    BlendMode, Color, DisplayItem, Effect, Gradient, GradientShape, Image, ImageContent, ImageItem, LineCap,
    LineJoin, Paint, PathItem, PathSegment, Stroke, Tag, Transform,
};
use super::raster::decoded_in_srgb;
use super::svg;
use super::text_shadows::outlined;
use crate::text::FontLibrary;
use crate::units::{Length, Point, Rect, Size};

/// The deepest nesting of pictures in pictures.
const MAX_PICTURES: u8 = 8;

/// The shapes of a group, from the bottom.
pub(super) struct SoftGroup {
    layers: Vec<Layer>,
}

/// A shape with its color.
struct Layer {
    area: Area,
    /// The areas that it is clipped to.
    clips: Vec<Arc<Area>>,
    paint: SoftPaint,
    opacity: f64,
}

/// The inside of a path.
struct Area {
    lines: Vec<ShapeLine>,
    even_odd: bool,
    /// The least and the greatest x, then y.
    bounds: [f64; 4],
}

enum SoftPaint {
    Solid(Color),
    /// With the map from the page to its coordinates.
    Gradient(Arc<Gradient>, Transform),
    /// With the map from the page to its pixels.
    Picture(Arc<RgbaImage>, Transform),
}

/// The groups around an item.
#[derive(Clone)]
struct Around {
    map: Transform,
    clips: Vec<Arc<Area>>,
    opacity: f64,
}

impl SoftGroup {
    /// The shapes of items; `None` if some cannot be measured.
    pub(super) fn of(items: &[DisplayItem], fonts: &FontLibrary) -> Option<SoftGroup> {
        let mut collector = Collector { fonts, layers: Vec::new(), pictures: 0 };
        let around = Around { map: Transform::IDENTITY, clips: Vec::new(), opacity: 1.0 };
        collector.items(items, &around)?;
        Some(SoftGroup { layers: collector.layers })
    }

    /// A picture of the blurred shapes. `on_page` is the part of an area that can be seen.
    pub(super) fn draw(&self, blur: Length, on_page: impl Fn(Rect) -> Rect, tag: Tag) -> Option<ImageItem> {
        let mut bounds = [f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY];
        for layer in &self.layers {
            let mut own = layer.area.bounds;
            for clip in &layer.clips {
                own = [0, 1, 2, 3].map(|at| match at % 2 {
                    0 => own[at].max(clip.bounds[at]),
                    _ => own[at].min(clip.bounds[at]),
                });
            }
            if own[0] < own[1] && own[2] < own[3] {
                bounds = [0, 1, 2, 3].map(|at| match at % 2 {
                    0 => bounds[at].min(own[at]),
                    _ => bounds[at].max(own[at]),
                });
            }
        }
        if bounds[0] >= bounds[1] || bounds[2] >= bounds[3] {
            return None;
        }
        let [left, right, top, bottom] = bounds.map(Length::from_points);
        let area = Rect::new(Point::new(left, top), Size::new(right - left, bottom - top));
        let area = on_page(surroundings(area, blur));
        let deviation = blur.points() / 2.0;
        let grid = Grid::of(area, deviation)?;
        let kernel = kernel(deviation / grid.pixel);
        let planes: Vec<Vec<f64>> = (0..4)
            .map(|channel| {
                let mut scratch = Vec::new();
                grid.blur(&kernel, |row, radius, out| {
                    self.fill((&grid, row, radius), channel, out, &mut scratch);
                })
            })
            .collect();
        let pixels: Vec<u8> = (0..grid.rows * grid.columns)
            .flat_map(|at| {
                let opacity = planes[3][at];
                let byte = |value: f64| (value * 255.0 + 0.5) as u8;
                let color =
                    |plane: &[f64]| if opacity > 0.0 { byte((plane[at] / opacity).min(1.0)) } else { 0 };
                [color(&planes[0]), color(&planes[1]), color(&planes[2]), byte(opacity)]
            })
            .collect();
        grid.picture(&pixels, area.origin(), tag)
    }

    /// One channel of a row of pixels, premultiplied; the fourth is the opacity.
    fn fill(
        &self,
        (grid, row, radius): (&Grid, f64, usize),
        channel: usize,
        out: &mut [f64],
        covered: &mut Vec<f64>,
    ) {
        let y = grid.top + row * grid.pixel;
        let middle = y + grid.pixel / 2.0;
        for layer in &self.layers {
            if layer.area.bounds[3] < y || layer.area.bounds[2] > y + grid.pixel {
                continue;
            }
            covered.clear();
            covered.resize(out.len(), 0.0);
            grid.cover(row, radius, covered, |y| layer.ranges(y));
            for (index, (pixel, covered)) in out.iter_mut().zip(&*covered).enumerate() {
                if *covered <= 0.0 {
                    continue;
                }
                let x = grid.left + (index as f64 - radius as f64 + 0.5) * grid.pixel;
                let color = layer.paint.at((x, middle));
                let opacity = covered.min(1.0) * layer.opacity * color[3];
                let value = if channel == 3 { 1.0 } else { color[channel] };
                *pixel = *pixel * (1.0 - opacity) + value * opacity;
            }
        }
    }
}

impl Layer {
    /// The ranges that the shape covers at a height.
    fn ranges(&self, y: f64) -> Vec<(f64, f64)> {
        let mut ranges = self.area.ranges(y);
        for clip in &self.clips {
            ranges = common(&ranges, &clip.ranges(y));
        }
        ranges
    }
}

/// What is in both of two sorted lists of ranges.
fn common(one: &[(f64, f64)], other: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut both = Vec::new();
    while let (Some(first), Some(second)) = (one.peek(), other.peek()) {
        let (left, right) = (first.0.max(second.0), first.1.min(second.1));
        if left < right {
            both.push((left, right));
        }
        if first.1 < second.1 {
            one.next();
        } else {
            other.next();
        }
    }
    both
}

impl Area {
    fn of(segments: &[PathSegment], map: Transform, even_odd: bool) -> Area {
        let mut lines = lines_of(segments);
        let mut bounds = [f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY];
        for point in lines.iter_mut().flatten() {
            *point = map.apply(*point);
            let (x, y) = *point;
            bounds = [bounds[0].min(x), bounds[1].max(x), bounds[2].min(y), bounds[3].max(y)];
        }
        Area { lines, even_odd, bounds }
    }

    fn ranges(&self, y: f64) -> Vec<(f64, f64)> {
        ranges_of_path(&self.lines, y, self.even_odd)
    }
}

impl SoftPaint {
    /// The color at a place, channels and opacity from 0 to 1.
    fn at(&self, place: (f64, f64)) -> [f64; 4] {
        let color = match self {
            SoftPaint::Solid(color) => *color,
            SoftPaint::Gradient(gradient, map) => return color_of_gradient(gradient, map.apply(place)),
            SoftPaint::Picture(picture, map) => {
                let (x, y) = map.apply(place);
                let within = |value: f64, size: u32| (value.max(0.0) as u32).min(size.saturating_sub(1));
                let at = (within(x, picture.width()), within(y, picture.height()));
                let [red, green, blue, alpha] =
                    picture.get_pixel_checked(at.0, at.1).map_or([0; 4], |it| it.0);
                Color { alpha, ..Color::rgb(red, green, blue) }
            }
        };
        channels(color)
    }
}

fn channels(color: Color) -> [f64; 4] {
    [color.red, color.green, color.blue, color.alpha].map(|channel| f64::from(channel) / 255.0)
}

/// The color of a gradient at a place.
fn color_of_gradient(gradient: &Gradient, (x, y): (f64, f64)) -> [f64; 4] {
    let offset = match gradient.shape {
        GradientShape::Linear { from, to } => {
            let (dx, dy) = ((to.x - from.x).points(), (to.y - from.y).points());
            ((x - from.x.points()) * dx + (y - from.y.points()) * dy) / (dx * dx + dy * dy)
        }
        GradientShape::Radial { center, horizontal, vertical } => {
            let across = (x - center.x.points()) / horizontal.points();
            let along = (y - center.y.points()) / vertical.points();
            libm::hypot(across, along)
        }
        GradientShape::Conic { center, from, .. } => {
            let angle = libm::atan2(x - center.x.points(), center.y.points() - y).to_degrees();
            (angle - from).rem_euclid(360.0) / 360.0
        }
        GradientShape::Circles { .. } => 1.0,
    };
    let stops = &gradient.stops;
    let next = stops.partition_point(|stop| f64::from(stop.offset) <= offset);
    match (next.checked_sub(1).and_then(|before| stops.get(before)), stops.get(next)) {
        (Some(before), Some(after)) => {
            let (start, end) = (f64::from(before.offset), f64::from(after.offset));
            let part = (offset - start) / (end - start);
            let (before, after) = (channels(before.color), channels(after.color));
            [0, 1, 2, 3].map(|channel| before[channel] + (after[channel] - before[channel]) * part)
        }
        (Some(stop), None) | (None, Some(stop)) => channels(stop.color),
        (None, None) => [0.0; 4],
    }
}

/// Collects the shapes of items. Its methods return `None` for what cannot be measured.
struct Collector<'a> {
    fonts: &'a FontLibrary,
    layers: Vec<Layer>,
    /// How many pictures are around.
    pictures: u8,
}

impl Collector<'_> {
    fn items(&mut self, items: &[DisplayItem], outside: &Around) -> Option<()> {
        let mut stack = vec![outside.clone()];
        for item in items {
            let around = stack.last()?.clone();
            match item {
                DisplayItem::Text(text) if text.color.is_transparent() => {}
                DisplayItem::Text(text) => {
                    let DisplayItem::Path(path) = outlined(text, self.fonts) else { continue };
                    self.path(&path, &around)?;
                }
                DisplayItem::Path(path) => self.path(path, &around)?,
                DisplayItem::Image(image) => self.image(image, &around)?,
                DisplayItem::BeginGroup { opacity, clip, .. } => {
                    let mut inner = around;
                    inner.opacity *= f64::from(*opacity);
                    let clip = clip.as_ref().map(|clip| Arc::new(Area::of(clip, inner.map, false)));
                    inner.clips.extend(clip);
                    stack.push(inner);
                }
                DisplayItem::BeginEffect { effect, .. } => stack.push(inside(around, effect)?),
                DisplayItem::EndGroup => {
                    stack.pop();
                }
            }
        }
        Some(())
    }

    fn layer(&mut self, area: Area, paint: SoftPaint, around: &Around) {
        self.layers.push(Layer { area, clips: around.clips.clone(), paint, opacity: around.opacity });
    }

    fn path(&mut self, path: &PathItem, around: &Around) -> Option<()> {
        let paint = match &path.fill {
            None => None,
            Some(Paint::Solid(color)) => Some(SoftPaint::Solid(*color)),
            Some(Paint::Tiles(_)) => return None,
            Some(Paint::Gradient(gradient)) => match gradient.shape {
                GradientShape::Circles { .. } => return None,
                _ => Some(SoftPaint::Gradient(gradient.clone(), around.map.inverse()?)),
            },
        };
        if let Some(paint) = paint {
            self.layer(Area::of(&path.segments, around.map, path.even_odd), paint, around);
        }
        if let Some(stroke) = &path.stroke
            && let Some(outline) = stroke_outline(&path.segments, stroke)
        {
            self.layer(Area::of(&outline, around.map, false), SoftPaint::Solid(stroke.color), around);
        }
        Some(())
    }

    fn image(&mut self, item: &ImageItem, around: &Around) -> Option<()> {
        let mut around = around.clone();
        if let Some(clip) = item.clip {
            let clip = super::shapes::outline(clip, crate::layout::Corners::default());
            around.clips.push(Arc::new(Area::of(&clip, around.map, false)));
        }
        match &item.image.content {
            ImageContent::Raster { .. } => {
                let picture = pixels(&item.image)?;
                let rect = super::shapes::outline(item.rect, crate::layout::Corners::default());
                let (width, height) = (item.rect.width.points(), item.rect.height.points());
                let scale = [f64::from(picture.width()) / width, f64::from(picture.height()) / height];
                let origin = Transform::translation(-item.rect.x.points(), -item.rect.y.points());
                let to_pixels = Transform([scale[0], 0.0, 0.0, scale[1], 0.0, 0.0]).after(origin);
                let paint = SoftPaint::Picture(Arc::new(picture), to_pixels.after(around.map.inverse()?));
                self.layer(Area::of(&rect, around.map, false), paint, &around);
                Some(())
            }
            ImageContent::Vector(_) if self.pictures == MAX_PICTURES => None,
            ImageContent::Vector(picture) => {
                self.pictures += 1;
                let drawn = self.items(&svg::draw(picture, item.rect, item.tag, 1.0).items, &around);
                self.pictures -= 1;
                drawn
            }
        }
    }
}

/// What is around the items of a group with an effect.
fn inside(mut around: Around, effect: &Effect) -> Option<Around> {
    match effect {
        Effect::Transform(map) => around.map = around.map.after(*map),
        Effect::Clip { segments, even_odd } => {
            around.clips.push(Arc::new(Area::of(segments, around.map, *even_odd)));
        }
        Effect::Blend(BlendMode::Normal) => {}
        Effect::Blend(_) | Effect::Mask(_) => return None,
    }
    Some(around)
}

/// The pixels of a raster picture, upright.
fn pixels(image: &Image) -> Option<RgbaImage> {
    let ImageContent::Raster { bytes, orientation } = &image.content else { return None };
    let mut picture = decoded_in_srgb(bytes).ok()?;
    if let Some(orientation) = image::metadata::Orientation::from_exif(*orientation) {
        picture.apply_orientation(orientation);
    }
    Some(picture.into_rgba8())
}

/// The outline of a stroke.
fn stroke_outline(segments: &[PathSegment], stroke: &Stroke) -> Option<Vec<PathSegment>> {
    let mut builder = PathBuilder::new();
    let place = |point: Point| (point.x.points() as f32, point.y.points() as f32);
    for segment in segments {
        match *segment {
            PathSegment::MoveTo(to) => builder.move_to(place(to).0, place(to).1),
            PathSegment::LineTo(to) => builder.line_to(place(to).0, place(to).1),
            PathSegment::CurveTo(first, second, to) => {
                let [(a, b), (c, d), (e, f)] = [first, second, to].map(place);
                builder.cubic_to(a, b, c, d, e, f);
            }
            PathSegment::Close => builder.close(),
        }
    }
    let path = builder.finish()?;
    let dashes = stroke.dashes.iter().map(|dash| dash.points() as f32).collect();
    let path = match StrokeDash::new(dashes, 0.0) {
        Some(dashes) => path.dash(&dashes, 1.0)?,
        None => path,
    };
    let how = tiny_skia_path::Stroke {
        width: stroke.width.points() as f32,
        line_cap: match stroke.ends.cap {
            LineCap::Butt => tiny_skia_path::LineCap::Butt,
            LineCap::Round => tiny_skia_path::LineCap::Round,
            LineCap::Square => tiny_skia_path::LineCap::Square,
        },
        line_join: match stroke.ends.join {
            LineJoin::Miter(_) => tiny_skia_path::LineJoin::Miter,
            LineJoin::Round => tiny_skia_path::LineJoin::Round,
            LineJoin::Bevel => tiny_skia_path::LineJoin::Bevel,
        },
        miter_limit: match stroke.ends.join {
            LineJoin::Miter(limit) => limit as f32 / 1000.0,
            LineJoin::Round | LineJoin::Bevel => 4.0,
        },
        ..tiny_skia_path::Stroke::default()
    };
    let outline = path.stroke(&how, 4.0)?;
    let point = |at: usvg::tiny_skia_path::Point| {
        Point::new(Length::from_points(f64::from(at.x)), Length::from_points(f64::from(at.y)))
    };
    let mut last = Point::default();
    let segments = outline.segments().map(|segment| {
        let (segment, end) = match segment {
            SkiaSegment::MoveTo(to) => (PathSegment::MoveTo(point(to)), point(to)),
            SkiaSegment::LineTo(to) => (PathSegment::LineTo(point(to)), point(to)),
            // A quadratic curve as a cubic one.
            SkiaSegment::QuadTo(middle, to) => {
                let toward = |from: Point, to: Point| {
                    Point::new(from.x + (to.x - from.x).ratio(2, 3), from.y + (to.y - from.y).ratio(2, 3))
                };
                let (middle, to) = (point(middle), point(to));
                (PathSegment::CurveTo(toward(last, middle), toward(to, middle), to), to)
            }
            SkiaSegment::CubicTo(first, second, to) => {
                (PathSegment::CurveTo(point(first), point(second), point(to)), point(to))
            }
            SkiaSegment::Close => (PathSegment::Close, last),
        };
        last = end;
        segment
    });
    Some(segments.collect())
}
