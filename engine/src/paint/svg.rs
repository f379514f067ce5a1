//! SVG pictures as display items: paths with fills and strokes, text, images, opacity, clips and masks, drawn as vectors.
//! Unsupported features are reported once for each picture and feature.

mod filters;
mod paint_servers;
mod report;
mod strokes;
mod text;

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use usvg::tiny_skia_path::{Path, PathSegment as Segment, Point as SvgPoint, Rect as SvgRect};
use usvg::{FillRule, Group, ImageRendering, Node, PaintOrder};

use super::images;
use super::recolor::{self, RecoloredPictures};
use super::{
    BlendMode, DisplayItem, Effect, ImageItem, ImageSampling, Mask, Paint, PathItem, PathSegment, Stroke,
    Tag, Tiles, Transform, VectorPicture,
};
pub use report::warnings;
pub(crate) use report::{report_families, report_unsupported};

use crate::css::Color;
use crate::guard::guarded;
use crate::units::{Length, Point, Rect};

/// The deepest nesting of groups and clips; deeper ones are left out.
const MAX_DEPTH: usize = 256;

/// The deepest nesting of masks and patterns in each other.
const MAX_NESTED: usize = 8;

/// The most paths of a clip that are compared with each other.
const MAX_COMPARED: usize = 64;

/// A picture as items, and warnings about what they do not show.
#[derive(Debug)]
pub struct Drawing {
    /// The items, from the bottom to the top.
    pub items: Vec<DisplayItem>,
    /// Sentences without a full stop, sorted.
    pub warnings: Vec<String>,
}

/// Draws a picture into a rectangle of any proportions. All items get the tag. `enlarged` is how much larger the rectangle
/// is than the place on the page, where the pixels of filters are counted.
pub fn draw(picture: &VectorPicture, rect: Rect, tag: Tag, enlarged: f64) -> Drawing {
    let size = picture.tree.size();
    let onto = Transform([
        rect.width.points() / f64::from(size.width()),
        0.0,
        0.0,
        rect.height.points() / f64::from(size.height()),
        rect.x.points(),
        rect.y.points(),
    ]);
    let drawn = guarded(|| {
        let mut drawer = Drawer {
            picture,
            tag,
            items: Vec::new(),
            warnings: BTreeSet::new(),
            nested: 0,
            dashes: 0.0,
            filter_work: 0.0,
            filters_left: None,
            pixel: filters::PIXEL * enlarged.max(1.0),
            rect,
            tiles: FxHashMap::default(),
        };
        drawer.draw(picture.tree.root(), onto);
        drawer
    });
    let Some(mut drawer) = drawn else {
        let warning = "the picture is not drawn: it has numbers that are too large".to_string();
        return Drawing { items: Vec::new(), warnings: vec![warning] };
    };
    if !picture.colors.is_identity() {
        recolor::recolor(&mut drawer.items, &picture.colors, &RecoloredPictures::default());
    }
    Drawing { items: drawer.items, warnings: drawer.warnings.into_iter().collect() }
}

/// A map of the SVG reader.
fn of(map: usvg::Transform) -> Transform {
    Transform([map.sx, map.ky, map.kx, map.sy, map.tx, map.ty].map(f64::from))
}

/// Where a map places a point.
fn at(map: Transform, point: SvgPoint) -> Point {
    let (x, y) = map.apply((f64::from(point.x), f64::from(point.y)));
    Point::new(Length::from_points(x), Length::from_points(y))
}

/// How much a map enlarges lengths, on average over all directions.
fn scale_of(map: Transform) -> f64 {
    let [a, b, c, d, ..] = map.0;
    (a * d - b * c).abs().sqrt()
}

/// A remaining step of drawing.
enum DrawStep<'a> {
    Node(&'a Node, Transform, usize),
    /// Ends this number of groups.
    End(usize),
}

struct Drawer<'a> {
    picture: &'a VectorPicture,
    tag: Tag,
    items: Vec<DisplayItem>,
    warnings: BTreeSet<String>,
    /// How many masks and patterns are being drawn.
    nested: usize,
    /// How many dashes the lines so far may have.
    dashes: f64,
    /// How much work the filters so far are.
    filter_work: f64,
    /// How many groups with filters are not drawn yet, once they are counted.
    filters_left: Option<usize>,
    /// The size of a pixel of filters, in points of the drawing.
    pixel: f64,
    /// The place of the whole picture.
    rect: Rect,
    /// The tiles of patterns, by the address of the pattern and its map; never iterated.
    tiles: FxHashMap<(usize, [u64; 6]), Option<Arc<Tiles>>>,
}

impl<'a> Drawer<'a> {
    fn draw(&mut self, root: &'a Group, onto: Transform) {
        let mut stack: Vec<DrawStep> = Vec::new();
        push_children(&mut stack, root, onto, 0);
        while let Some(step) = stack.pop() {
            match step {
                DrawStep::End(count) => self.items.extend((0..count).map(|_| DisplayItem::EndGroup)),
                DrawStep::Node(Node::Path(path), map, _) => self.path(path, map),
                DrawStep::Node(node @ Node::Group(group), map, _)
                    if !group.filters().is_empty() && self.filtered(node, group, map) => {}
                DrawStep::Node(Node::Group(group), map, depth) if depth < MAX_DEPTH => {
                    let map = map.after(of(group.transform()));
                    let begun = self.begin_group(group, map);
                    stack.push(DrawStep::End(begun));
                    push_children(&mut stack, group, map, depth + 1);
                }
                DrawStep::Node(Node::Group(_), ..) => {
                    self.warnings.insert("groups in the SVG are nested too deeply".to_string());
                }
                DrawStep::Node(Node::Image(image), map, _) => self.image(image, map),
                DrawStep::Node(Node::Text(text), map, depth) => {
                    if !self.text(text, map) {
                        push_children(&mut stack, text.flattened(), map, depth + 1);
                    }
                }
            }
        }
    }

    /// Draws a group into items of its own; `None` if too many are nested.
    fn apart(&mut self, root: &'a Group, map: Transform) -> Option<Vec<DisplayItem>> {
        if self.nested >= MAX_NESTED {
            self.warnings.insert("masks and patterns in the SVG are nested too deeply".to_string());
            return None;
        }
        self.nested += 1;
        let outside = std::mem::take(&mut self.items);
        self.draw(root, map);
        self.nested -= 1;
        Some(std::mem::replace(&mut self.items, outside))
    }

    fn begin(&mut self, effect: Effect) {
        self.items.push(DisplayItem::BeginEffect { effect, tag: self.tag });
    }

    /// Begins the display list groups for a group, and returns how many.
    fn begin_group(&mut self, group: &'a Group, map: Transform) -> usize {
        let mut begun = 0;
        let blend = blend_mode(group.blend_mode()).unwrap_or_else(|| {
            self.warnings.insert("the blend mode `plus-lighter` in SVG is not applied".to_string());
            BlendMode::Normal
        });
        if blend != BlendMode::Normal || group.isolate() {
            self.begin(Effect::Blend(blend));
            begun += 1;
        }
        let opacity = group.opacity().get();
        if opacity < 1.0 {
            self.items.push(DisplayItem::BeginGroup { opacity, clip: None, tag: self.tag });
            begun += 1;
        }
        begun += self.begin_mask(group.mask(), map);
        let mut clip_path = group.clip_path();
        while let Some(clip) = clip_path
            && begun < MAX_DEPTH
        {
            let effect = self.clip(clip, map);
            self.begin(effect);
            begun += 1;
            clip_path = clip.clip_path();
        }
        begun
    }

    /// Begins the group of a mask, which may be masked itself, and returns how many that were.
    fn begin_mask(&mut self, mask: Option<&'a usvg::Mask>, map: Transform) -> usize {
        let Some(mask) = mask else { return 0 };
        let rect = mask.rect().to_rect();
        let mut segments = Vec::new();
        append(&mut segments, &usvg::tiny_skia_path::PathBuilder::from_rect(rect), map);
        let Some(content) = self.apart(mask.root(), map) else { return 0 };
        let outside = std::mem::take(&mut self.items);
        self.begin(Effect::Clip { segments, even_odd: false });
        self.nested += 1;
        let begun = if self.nested < MAX_NESTED { self.begin_mask(mask.mask(), map) } else { 0 };
        self.nested -= 1;
        self.items.extend(content);
        self.items.extend((0..=begun).map(|_| DisplayItem::EndGroup));
        let items = std::mem::replace(&mut self.items, outside);
        let is_luminance = mask.kind() == usvg::MaskType::Luminance;
        self.begin(Effect::Mask(Arc::new(Mask { items, is_luminance })));
        1
    }

    /// A clip path: one path, or a mask where the union of its shapes is not one.
    fn clip(&mut self, clip: &'a usvg::ClipPath, map: Transform) -> Effect {
        let map = map.after(of(clip.transform()));
        let mut shapes: Vec<(&usvg::Path, Transform)> = Vec::new();
        let mut stack = Vec::new();
        let mut is_clipped = false;
        push_children(&mut stack, clip.root(), map, 0);
        while let Some(step) = stack.pop() {
            match step {
                DrawStep::Node(Node::Path(path), map, _) if path.is_visible() => shapes.push((path, map)),
                DrawStep::Node(Node::Group(group), map, depth) if depth < MAX_DEPTH => {
                    is_clipped |= group.clip_path().is_some();
                    push_children(&mut stack, group, map.after(of(group.transform())), depth + 1);
                }
                DrawStep::Node(Node::Text(text), map, depth) => {
                    push_children(&mut stack, text.flattened(), map, depth + 1);
                }
                _ => {}
            }
        }
        let even_odd = |(path, _): &(&usvg::Path, Transform)| {
            path.fill().is_some_and(|fill| fill.rule() == FillRule::EvenOdd)
        };
        let is_one_path = match &shapes[..] {
            [] | [_] => true,
            _ => !shapes.iter().any(even_odd) && are_apart(&shapes),
        };
        if (is_clipped || !is_one_path)
            && let Some(items) = self.apart(clip.root(), map)
        {
            return Effect::Mask(Arc::new(Mask { items, is_luminance: false }));
        }
        let even_odd = shapes.first().is_some_and(even_odd);
        let mut segments = Vec::new();
        for (path, map) in shapes {
            append(&mut segments, path.data(), map);
        }
        Effect::Clip { segments, even_odd }
    }

    fn image(&mut self, image: &usvg::Image, map: Transform) {
        let Some(shown) = self.picture.image(image).filter(|_| image.is_visible()) else { return };
        let [width, height] = [image.size().width(), image.size().height()].map(f64::from);
        let sampling = match image.rendering_mode() {
            ImageRendering::OptimizeQuality => ImageSampling::Default,
            ImageRendering::Smooth | ImageRendering::HighQuality => ImageSampling::Smooth,
            ImageRendering::OptimizeSpeed | ImageRendering::CrispEdges | ImageRendering::Pixelated => {
                ImageSampling::Pixelated
            }
        };
        let [a, b, c, d, e, f] = map.0;
        let is_upright = a > 0.0 && b == 0.0 && c == 0.0 && d > 0.0;
        let (x, y, width, height) =
            if is_upright { (e, f, width * a, height * d) } else { (0.0, 0.0, width, height) };
        let [x, y, width, height] = [x, y, width, height].map(Length::from_points);
        let rect = Rect { x, y, width, height };
        if !is_upright {
            self.begin(Effect::Transform(map));
        }
        let image = images::image(shown);
        self.items.push(DisplayItem::Image(ImageItem { image, sampling, rect, clip: None, tag: self.tag }));
        if !is_upright {
            self.items.push(DisplayItem::EndGroup);
        }
    }

    fn path(&mut self, path: &'a usvg::Path, map: Transform) {
        if !path.is_visible() {
            return;
        }
        match path.paint_order() {
            PaintOrder::FillAndStroke => {
                self.fill(path, map);
                self.stroke(path, map);
            }
            PaintOrder::StrokeAndFill => {
                self.stroke(path, map);
                self.fill(path, map);
            }
        }
    }

    fn fill(&mut self, path: &'a usvg::Path, map: Transform) {
        let Some(fill) = path.fill() else { return };
        // A line has nothing to fill; viewers would draw a hairline.
        let bounds = path.data().bounds();
        if bounds.width() == 0.0 || bounds.height() == 0.0 {
            return;
        }
        let even_odd = fill.rule() == FillRule::EvenOdd;
        self.painted(
            path.data(),
            map,
            PaintUse { paint: fill.paint(), opacity: fill.opacity().get(), even_odd },
        );
    }

    /// Fills a path.
    fn painted(&mut self, path: &Path, map: Transform, with: PaintUse<'a>) {
        let Some(paint) = self.paint(with.paint, with.opacity, map, path.bounds()) else { return };
        let mut segments = Vec::with_capacity(path.len());
        append(&mut segments, path, map);
        let is_group = matches!(paint, Paint::Tiles(_)) && with.opacity < 1.0;
        if is_group {
            let opacity = with.opacity;
            self.items.push(DisplayItem::BeginGroup { opacity, clip: None, tag: self.tag });
        }
        self.push(segments, Some(paint), with.even_odd, None);
        if is_group {
            self.items.push(DisplayItem::EndGroup);
        }
    }

    fn push(
        &mut self,
        segments: Vec<PathSegment>,
        fill: Option<Paint>,
        even_odd: bool,
        stroke: Option<Stroke>,
    ) {
        self.items.push(DisplayItem::Path(PathItem { segments, fill, even_odd, stroke, tag: self.tag }));
    }
}

/// What a path is filled with.
struct PaintUse<'a> {
    paint: &'a usvg::Paint,
    opacity: f32,
    even_odd: bool,
}

/// Whether no two shapes overlap.
fn are_apart(shapes: &[(&usvg::Path, Transform)]) -> bool {
    let bounds: Vec<[f64; 4]> = shapes.iter().map(|(path, map)| bounds(path.data().bounds(), *map)).collect();
    let overlap = |one: &[f64; 4], other: &[f64; 4]| {
        one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
    };
    bounds.len() <= MAX_COMPARED
        && bounds
            .iter()
            .enumerate()
            .all(|(index, one)| !bounds[index + 1..].iter().any(|other| overlap(one, other)))
}

/// The corners of a rectangle under a map.
fn corners(rect: SvgRect, map: Transform) -> [(f64, f64); 4] {
    let [left, top, right, bottom] = [rect.left(), rect.top(), rect.right(), rect.bottom()].map(f64::from);
    [(left, top), (right, top), (left, bottom), (right, bottom)].map(|corner| map.apply(corner))
}

/// The left, top, right and bottom edge around a rectangle under a map.
fn bounds(rect: SvgRect, map: Transform) -> [f64; 4] {
    corners(rect, map).iter().fold(
        [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY],
        |[left, top, right, bottom], &(x, y)| [left.min(x), top.min(y), right.max(x), bottom.max(y)],
    )
}

/// Pushes the children so that the first one is popped first.
fn push_children<'a>(stack: &mut Vec<DrawStep<'a>>, group: &'a Group, map: Transform, depth: usize) {
    stack.extend(group.children().iter().rev().map(|node| DrawStep::Node(node, map, depth)));
}

/// The blend mode of PDF; `None` if it has none.
fn blend_mode(mode: usvg::BlendMode) -> Option<BlendMode> {
    use usvg::BlendMode as Svg;
    Some(match mode {
        Svg::Normal => BlendMode::Normal,
        Svg::Multiply => BlendMode::Multiply,
        Svg::Screen => BlendMode::Screen,
        Svg::Overlay => BlendMode::Overlay,
        Svg::Darken => BlendMode::Darken,
        Svg::Lighten => BlendMode::Lighten,
        Svg::ColorDodge => BlendMode::ColorDodge,
        Svg::ColorBurn => BlendMode::ColorBurn,
        Svg::HardLight => BlendMode::HardLight,
        Svg::SoftLight => BlendMode::SoftLight,
        Svg::Difference => BlendMode::Difference,
        Svg::Exclusion => BlendMode::Exclusion,
        Svg::Hue => BlendMode::Hue,
        Svg::Saturation => BlendMode::Saturation,
        Svg::Color => BlendMode::Color,
        Svg::Luminosity => BlendMode::Luminosity,
        Svg::PlusLighter => return None,
    })
}

fn with_opacity(color: usvg::Color, opacity: f32) -> Color {
    // `as` saturates.
    Color { alpha: (opacity * 255.0).round() as u8, ..Color::rgb(color.red, color.green, color.blue) }
}

fn append(segments: &mut Vec<PathSegment>, path: &Path, map: Transform) {
    let mut last = SvgPoint::zero();
    for segment in path.segments() {
        segments.push(match segment {
            Segment::MoveTo(to) => {
                last = to;
                PathSegment::MoveTo(at(map, to))
            }
            Segment::LineTo(to) => {
                last = to;
                PathSegment::LineTo(at(map, to))
            }
            Segment::QuadTo(control, to) => {
                // The same curve as a cubic one.
                let toward = |end: SvgPoint| {
                    let between = |end: f32, control: f32| {
                        f64::from(end) + (f64::from(control) - f64::from(end)) * 2.0 / 3.0
                    };
                    let (x, y) = map.apply((between(end.x, control.x), between(end.y, control.y)));
                    Point::new(Length::from_points(x), Length::from_points(y))
                };
                let curve = PathSegment::CurveTo(toward(last), toward(to), at(map, to));
                last = to;
                curve
            }
            Segment::CubicTo(first, second, to) => {
                last = to;
                PathSegment::CurveTo(at(map, first), at(map, second), at(map, to))
            }
            Segment::Close => PathSegment::Close,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::ArtifactKind;
    use crate::paint::{LineCap, LineEnds, LineJoin};

    const TAG: Tag = Tag::Artifact(ArtifactKind::Layout);

    fn drawn(body: &str) -> Drawing {
        let source = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 200 100">{body}</svg>"#
        );
        let picture = usvg::Tree::from_str(&source, &usvg::Options::default()).expect("an SVG").into();
        let side = |points: i32| Length::POINT * points;
        draw(&picture, Rect { x: side(10), y: side(20), width: side(400), height: side(200) }, TAG, 1.0)
    }

    fn point(x: i32, y: i32) -> Point {
        Point::new(Length::POINT * x, Length::POINT * y)
    }

    fn paths(drawing: &Drawing) -> Vec<&PathItem> {
        drawing
            .items
            .iter()
            .filter_map(|item| match item {
                DisplayItem::Path(path) => Some(path),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn transforms_and_the_view_box_end_up_in_coordinates() {
        let drawing =
            drawn(r#"<g transform="translate(10 0)"><path d="M0 0 L20 0 L20 10 Z" fill="red"/></g>"#);
        let [path] = paths(&drawing)[..] else { panic!("{drawing:?}") };
        let expected = [
            PathSegment::MoveTo(point(30, 20)),
            PathSegment::LineTo(point(70, 20)),
            PathSegment::LineTo(point(70, 40)),
            PathSegment::Close,
        ];
        assert_eq!(path.segments, expected);
        assert!(matches!(path.fill, Some(Paint::Solid(color)) if color == Color::rgb(255, 0, 0)));
        assert!(drawing.warnings.is_empty());
    }

    #[test]
    fn strokes_stay_strokes_where_pdf_has_such_lines() {
        let drawing = drawn(
            r#"<path d="M0 10 L20 10" stroke="blue" stroke-width="3" fill="none"/>
               <path d="M0 9 L20 9 L9 20z" stroke="blue" fill="none" stroke-linejoin="round" stroke-linecap="round"/>
               <path d="M0 30 L20 30" stroke="blue" fill="none" stroke-dasharray="4 2"/>
               <path d="M0 9 L20 9 L9 20z" stroke="blue" fill="none" stroke-miterlimit="2.5" stroke-linecap="square"/>
               <path d="M0 10 L20 10 L20 40" stroke="blue" stroke-width="3" fill="none" stroke-dasharray="4 2"
                     stroke-dashoffset="1"/>"#,
        );
        let [line, round, dashed, pointed, outline] = paths(&drawing)[..] else { panic!("{drawing:?}") };
        let ends = LineEnds { cap: LineCap::Square, join: LineJoin::Miter(2500) };
        assert_eq!(pointed.stroke.as_ref().map(|stroke| stroke.ends), Some(ends));
        assert_eq!(line.stroke.as_ref().map(|stroke| stroke.width), Some(Length::POINT * 6));
        assert!(
            round.stroke.as_ref().is_some_and(|stroke| stroke.ends == LineEnds::ROUND)
                && round.fill.is_none()
        );
        let dashes = dashed.stroke.as_ref().map(|stroke| &stroke.dashes[..]);
        assert_eq!(dashes, Some(&[Length::POINT * 8, Length::POINT * 4][..]));
        assert!(outline.stroke.is_none() && outline.fill.is_some());
        assert!(outline.segments.len() > 20, "each dash is a separate shape");
    }

    #[test]
    fn opacity_and_clips_are_groups_that_end() {
        let drawing = drawn(
            r#"<defs><clipPath id="c"><circle cx="50" cy="50" r="20"/></clipPath></defs>
               <g opacity="0.5" clip-path="url(#c)"><rect width="9" height="9"/><rect x="5" width="9" height="9"/></g>"#,
        );
        let ended = drawing.items.iter().filter(|item| matches!(item, DisplayItem::EndGroup)).count();
        assert_eq!(ended, 2);
        let [DisplayItem::BeginGroup { .. }, DisplayItem::BeginEffect { effect, .. }, ..] =
            &drawing.items[..]
        else {
            panic!("{drawing:?}")
        };
        assert!(matches!(effect, Effect::Clip { segments, .. } if segments.len() > 4));
    }
}
