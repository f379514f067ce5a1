//! SVG pictures as display items: paths with fills, strokes, gradients, opacity and clips, drawn as vectors.
//! Unsupported features are reported once for each picture and feature.

mod report;

use std::collections::BTreeSet;
use std::sync::Arc;

use usvg::tiny_skia_path::{Path, PathSegment as Segment, Point as SvgPoint, Transform};
use usvg::{FillRule, Group, Node, PaintOrder, SpreadMethod, Tree};

use super::{DisplayItem, Gradient, GradientShape, GradientStop, Paint, PathItem, PathSegment, Stroke, Tag};
pub(crate) use report::report_unsupported;

use crate::css::Color;
use crate::guard::guarded;
use crate::units::{Length, Point, Rect};

/// The deepest nesting of groups and clips; deeper ones are left out.
const MAX_DEPTH: usize = 256;

/// A picture as items, and warnings about what they do not show.
#[derive(Debug)]
pub struct Drawing {
    /// The paths, from the bottom to the top.
    pub items: Vec<DisplayItem>,
    /// Sentences without a full stop, sorted.
    pub warnings: Vec<String>,
}

/// Draws a picture into a rectangle of any proportions. All items get the tag.
pub fn draw(tree: &Tree, rect: Rect, tag: Tag) -> Drawing {
    let size = tree.size();
    let onto = Affine {
        a: rect.width.points() / f64::from(size.width()),
        b: 0.0,
        c: 0.0,
        d: rect.height.points() / f64::from(size.height()),
        e: rect.x.points(),
        f: rect.y.points(),
    };
    let drawn = guarded(|| {
        let mut drawer = Drawer { tag, items: Vec::new(), warnings: BTreeSet::new() };
        drawer.draw(tree.root(), onto);
        drawer
    });
    let Some(drawer) = drawn else {
        let warning = "the picture is not drawn: it has numbers that are too large".to_string();
        return Drawing { items: Vec::new(), warnings: vec![warning] };
    };
    Drawing { items: drawer.items, warnings: drawer.warnings.into_iter().map(str::to_string).collect() }
}

/// Warnings about what of a picture is not drawn.
pub fn warnings(tree: &Tree) -> Vec<String> {
    let unit = Rect { x: Length::ZERO, y: Length::ZERO, width: Length::POINT, height: Length::POINT };
    let tag = Tag::Artifact(super::ArtifactKind::Layout);
    draw(tree, unit, tag).warnings
}

/// An affine map as in PDF and SVG: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Affine {
    a: f64,
    b: f64,
    c: f64,
    d: f64,
    e: f64,
    f: f64,
}

impl Affine {
    /// This map after `inner`.
    fn after(self, inner: Transform) -> Affine {
        let [a, b, c, d, e, f] = [inner.sx, inner.ky, inner.kx, inner.sy, inner.tx, inner.ty].map(f64::from);
        Affine {
            a: self.a * a + self.c * b,
            b: self.b * a + self.d * b,
            c: self.a * c + self.c * d,
            d: self.b * c + self.d * d,
            e: self.a * e + self.c * f + self.e,
            f: self.b * e + self.d * f + self.f,
        }
    }

    fn apply(self, x: f64, y: f64) -> (f64, f64) {
        (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
    }

    fn point(self, point: SvgPoint) -> Point {
        let (x, y) = self.apply(f64::from(point.x), f64::from(point.y));
        Point::new(Length::from_points(x), Length::from_points(y))
    }

    fn determinant(self) -> f64 {
        self.a * self.d - self.b * self.c
    }
}

/// A remaining step of drawing.
enum DrawStep<'a> {
    Node(&'a Node, Affine, usize),
    /// Ends this number of groups.
    End(usize),
}

struct Drawer {
    tag: Tag,
    items: Vec<DisplayItem>,
    warnings: BTreeSet<&'static str>,
}

impl Drawer {
    fn draw(&mut self, root: &Group, onto: Affine) {
        let mut stack: Vec<DrawStep> = Vec::new();
        push_children(&mut stack, root, onto, 0);
        while let Some(step) = stack.pop() {
            match step {
                DrawStep::End(count) => self.items.extend((0..count).map(|_| DisplayItem::EndGroup)),
                DrawStep::Node(Node::Path(path), map, _) => self.path(path, map),
                DrawStep::Node(Node::Group(group), map, depth) if depth < MAX_DEPTH => {
                    let map = map.after(group.transform());
                    let begun = self.begin_group(group, map);
                    stack.push(DrawStep::End(begun));
                    push_children(&mut stack, group, map, depth + 1);
                }
                DrawStep::Node(Node::Group(_), ..) => {
                    self.warnings.insert("groups in the SVG are nested too deeply");
                }
                DrawStep::Node(Node::Image(image), ..) => {
                    if image.is_visible() {
                        self.warnings.insert("images inside an SVG are not drawn; place them in the HTML");
                    }
                }
                DrawStep::Node(Node::Text(text), map, depth) => {
                    push_children(&mut stack, text.flattened(), map, depth + 1);
                }
            }
        }
    }

    /// Begins the display list groups for a group, and returns how many.
    fn begin_group(&mut self, group: &Group, map: Affine) -> usize {
        if group.mask().is_some() {
            self.warnings.insert("masks in SVG are not applied; use clip paths");
        }
        if !group.filters().is_empty() {
            self.warnings.insert("filters in SVG are not applied");
        }
        if group.blend_mode() != usvg::BlendMode::Normal {
            self.warnings.insert("blend modes in SVG are not applied");
        }
        let mut begun = 0;
        let mut clip_path = group.clip_path();
        while let Some(clip) = clip_path
            && begun < MAX_DEPTH
        {
            let segments = self.clip(clip, map);
            self.items.push(DisplayItem::BeginGroup { opacity: 1.0, clip: Some(segments), tag: self.tag });
            begun += 1;
            clip_path = clip.clip_path();
        }
        let opacity = group.opacity().get();
        if opacity < 1.0 {
            self.items.push(DisplayItem::BeginGroup { opacity, clip: None, tag: self.tag });
            begun += 1;
        }
        begun
    }

    /// The union of all paths of a clip path.
    fn clip(&mut self, clip: &usvg::ClipPath, map: Affine) -> Vec<PathSegment> {
        let mut segments = Vec::new();
        let mut stack = Vec::new();
        push_children(&mut stack, clip.root(), map.after(clip.transform()), 0);
        while let Some(step) = stack.pop() {
            match step {
                DrawStep::Node(Node::Path(path), map, _) if path.is_visible() => {
                    if path.fill().is_some_and(|fill| fill.rule() == FillRule::EvenOdd)
                        && path
                            .data()
                            .segments()
                            .filter(|segment| matches!(segment, Segment::MoveTo(_)))
                            .count()
                            > 1
                    {
                        self.warnings.insert("clip paths in SVG follow the non-zero rule only");
                    }
                    append(&mut segments, path.data(), map);
                }
                DrawStep::Node(Node::Group(group), map, depth) if depth < MAX_DEPTH => {
                    if group.clip_path().is_some() {
                        self.warnings.insert("parts of a clip path in SVG cannot be clipped themselves");
                    }
                    push_children(&mut stack, group, map.after(group.transform()), depth + 1);
                }
                DrawStep::Node(Node::Text(text), map, depth) => {
                    push_children(&mut stack, text.flattened(), map, depth + 1);
                }
                _ => {}
            }
        }
        segments
    }

    fn path(&mut self, path: &usvg::Path, map: Affine) {
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

    fn fill(&mut self, path: &usvg::Path, map: Affine) {
        if let Some(fill) = path.fill()
            && let Some(paint) = self.paint(fill.paint(), fill.opacity().get(), map)
        {
            let mut segments = Vec::with_capacity(path.data().len());
            append(&mut segments, path.data(), map);
            self.push(segments, Some(paint), fill.rule() == FillRule::EvenOdd, None);
        }
    }

    /// Draws a stroke as a stroke of the display list if that looks the same, otherwise as its filled outline.
    fn stroke(&mut self, path: &usvg::Path, map: Affine) {
        let Some(stroke) = path.stroke() else { return };
        let Some(paint) = self.paint(stroke.paint(), stroke.opacity().get(), map) else { return };
        let uniform = (map.a - map.d).abs() < 1e-6 && (map.b + map.c).abs() < 1e-6;
        let straight = path.data().len() == 2;
        if let (Paint::Solid(color), true, true, None) = (&paint, uniform, straight, stroke.dasharray())
            && stroke.linecap() != usvg::LineCap::Square
        {
            let scale = map.determinant().abs().sqrt();
            let stroke = Stroke {
                color: *color,
                width: Length::from_points(f64::from(stroke.width().get()) * scale),
                dashes: Vec::new(),
                round_caps: stroke.linecap() == usvg::LineCap::Round,
            };
            let mut segments = Vec::new();
            append(&mut segments, path.data(), map);
            self.push(segments, None, false, Some(stroke));
            return;
        }
        let how = stroke.to_tiny_skia();
        // At this scale the outline of the stroke is precise to a fraction of a point.
        let scale = (map.determinant().abs().sqrt() * 4.0).clamp(0.01, 1000.0) as f32;
        let dashed = match &how.dash {
            Some(dash) => path.data().dash(dash, scale),
            None => Some(path.data().clone()),
        };
        if let Some(outline) = dashed.and_then(|path| path.stroke(&how, scale)) {
            let mut segments = Vec::with_capacity(outline.len());
            append(&mut segments, &outline, map);
            self.push(segments, Some(paint), false, None);
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

    fn paint(&mut self, paint: &usvg::Paint, opacity: f32, map: Affine) -> Option<Paint> {
        match paint {
            usvg::Paint::Color(color) => Some(Paint::Solid(with_opacity(*color, opacity))),
            usvg::Paint::LinearGradient(gradient) => {
                self.spread(gradient.spread_method());
                let from = (f64::from(gradient.x1()), f64::from(gradient.y1()));
                let to = (f64::from(gradient.x2()), f64::from(gradient.y2()));
                let shape = linear(from, to, map.after(gradient.transform()));
                Some(gradient_paint(shape, gradient.stops(), opacity))
            }
            usvg::Paint::RadialGradient(gradient) => {
                self.spread(gradient.spread_method());
                if gradient.fx() != gradient.cx()
                    || gradient.fy() != gradient.cy()
                    || gradient.fr().get() > 0.0
                {
                    self.warnings.insert("radial gradients in SVG are drawn about their center");
                }
                let radius = f64::from(gradient.r().get());
                let center = (f64::from(gradient.cx()), f64::from(gradient.cy()));
                let shape = self.radial(center, radius, map.after(gradient.transform()));
                Some(gradient_paint(Some(shape), gradient.stops(), opacity))
            }
            usvg::Paint::Pattern(_) => {
                self.warnings.insert("patterns in SVG are not drawn");
                None
            }
        }
    }

    fn spread(&mut self, method: SpreadMethod) {
        if method != SpreadMethod::Pad {
            self.warnings.insert("gradients in SVG are not repeated");
        }
    }

    fn radial(&mut self, (x, y): (f64, f64), radius: f64, map: Affine) -> GradientShape {
        let (x, y) = map.apply(x, y);
        // Rotation and uniform scaling keep a circle; any other ellipse has to be upright.
        let is_rotated = (map.a - map.d).abs() < 1e-6 && (map.b + map.c).abs() < 1e-6
            || (map.a + map.d).abs() < 1e-6 && (map.b - map.c).abs() < 1e-6;
        let upright = map.b.abs() < 1e-9 && map.c.abs() < 1e-9;
        let (horizontal, vertical) = if upright {
            (map.a.abs(), map.d.abs())
        } else {
            if !is_rotated {
                self.warnings.insert("slanted radial gradients in SVG are drawn upright");
            }
            let scale = map.determinant().abs().sqrt();
            (scale, scale)
        };
        GradientShape::Radial {
            center: Point::new(Length::from_points(x), Length::from_points(y)),
            horizontal: Length::from_points(radius * horizontal),
            vertical: Length::from_points(radius * vertical),
        }
    }
}

/// Pushes the children so that the first one is popped first.
fn push_children<'a>(stack: &mut Vec<DrawStep<'a>>, group: &'a Group, map: Affine, depth: usize) {
    stack.extend(group.children().iter().rev().map(|node| DrawStep::Node(node, map, depth)));
}

/// A linear gradient under an affine map: its lines of equal color are mapped, and its direction is perpendicular to the
/// mapped lines. `None` if the map has no inverse.
fn linear(from: (f64, f64), to: (f64, f64), map: Affine) -> Option<GradientShape> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx * dx + dy * dy;
    let determinant = map.determinant();
    if length == 0.0 || determinant == 0.0 {
        return None;
    }
    // The gradient of the offset in x and y, before and after the map.
    let (gx, gy) = (dx / length, dy / length);
    let (gx, gy) = ((map.d * gx - map.b * gy) / determinant, (map.a * gy - map.c * gx) / determinant);
    let steepness = gx * gx + gy * gy;
    let (x, y) = map.apply(from.0, from.1);
    let point = |x, y| Point::new(Length::from_points(x), Length::from_points(y));
    Some(GradientShape::Linear { from: point(x, y), to: point(x + gx / steepness, y + gy / steepness) })
}

/// The paint of a gradient. Without a shape it is the last color (SVG 2, section 14.2.2).
fn gradient_paint(shape: Option<GradientShape>, stops: &[usvg::Stop], opacity: f32) -> Paint {
    let stops: Vec<GradientStop> = stops
        .iter()
        .map(|stop| GradientStop {
            offset: stop.offset().get(),
            color: with_opacity(stop.color(), stop.opacity().get() * opacity),
        })
        .collect();
    match (shape, stops.last()) {
        (Some(shape), Some(_)) => Paint::Gradient(Arc::new(Gradient { shape, stops })),
        (None, Some(last)) => Paint::Solid(last.color),
        (_, None) => Paint::Solid(Color::TRANSPARENT),
    }
}

fn with_opacity(color: usvg::Color, opacity: f32) -> Color {
    // `as` saturates.
    Color { red: color.red, green: color.green, blue: color.blue, alpha: (opacity * 255.0).round() as u8 }
}

fn append(segments: &mut Vec<PathSegment>, path: &Path, map: Affine) {
    let mut last = SvgPoint::zero();
    for segment in path.segments() {
        segments.push(match segment {
            Segment::MoveTo(to) => {
                last = to;
                PathSegment::MoveTo(map.point(to))
            }
            Segment::LineTo(to) => {
                last = to;
                PathSegment::LineTo(map.point(to))
            }
            Segment::QuadTo(control, to) => {
                // The same curve as a cubic one.
                let toward = |end: SvgPoint| {
                    let between = |end: f32, control: f32| {
                        f64::from(end) + (f64::from(control) - f64::from(end)) * 2.0 / 3.0
                    };
                    let (x, y) = map.apply(between(end.x, control.x), between(end.y, control.y));
                    Point::new(Length::from_points(x), Length::from_points(y))
                };
                let curve = PathSegment::CurveTo(toward(last), toward(to), map.point(to));
                last = to;
                curve
            }
            Segment::CubicTo(first, second, to) => {
                last = to;
                PathSegment::CurveTo(map.point(first), map.point(second), map.point(to))
            }
            Segment::Close => PathSegment::Close,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::ArtifactKind;

    const TAG: Tag = Tag::Artifact(ArtifactKind::Layout);

    fn drawn(body: &str) -> Drawing {
        let source = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 200 100">{body}</svg>"#
        );
        let tree = Tree::from_str(&source, &usvg::Options::default()).expect("an SVG");
        let side = |points: i32| Length::POINT * points;
        draw(&tree, Rect { x: side(10), y: side(20), width: side(400), height: side(200) }, TAG)
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
    fn a_straight_stroke_stays_one_and_others_are_outlined() {
        let drawing = drawn(
            r#"<path d="M0 10 L20 10" stroke="blue" stroke-width="3" fill="none"/>
               <path d="M0 10 L20 10 L20 40" stroke="blue" stroke-width="3" fill="none" stroke-dasharray="4 2"/>"#,
        );
        let [line, outline] = paths(&drawing)[..] else { panic!("{drawing:?}") };
        assert_eq!(line.stroke.as_ref().map(|stroke| stroke.width), Some(Length::POINT * 6));
        assert!(outline.stroke.is_none() && outline.fill.is_some());
        assert!(outline.segments.len() > 20, "each dash is a separate shape");
    }

    #[test]
    fn opacity_and_clips_are_groups_that_end() {
        let drawing = drawn(
            r#"<defs><clipPath id="c"><circle cx="50" cy="50" r="20"/></clipPath></defs>
               <g opacity="0.5" clip-path="url(#c)"><rect width="9" height="9"/><rect x="5" width="9" height="9"/></g>"#,
        );
        let begun =
            drawing.items.iter().filter(|item| matches!(item, DisplayItem::BeginGroup { .. })).count();
        let ended = drawing.items.iter().filter(|item| matches!(item, DisplayItem::EndGroup)).count();
        assert_eq!((begun, ended), (2, 2));
        assert!(
            matches!(&drawing.items[0], DisplayItem::BeginGroup { clip: Some(clip), .. } if clip.len() > 4)
        );
    }

    #[test]
    fn a_linear_gradient_keeps_its_lines_of_equal_color() {
        // At half the width, the lines of equal color of a diagonal gradient are steeper.
        let map = Affine { a: 0.5, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };
        let Some(GradientShape::Linear { from, to }) = linear((0.0, 0.0), (8.0, 8.0), map) else { panic!() };
        assert_eq!(from, Point::default());
        // The line of color 1 runs through (4, 8) and (8, 0), which are (8, 8) and (16, 0) mapped.
        let along = |x: f64, y: f64| {
            let (dx, dy) = (to.x.points(), to.y.points());
            (x * dx + y * dy) / (dx * dx + dy * dy)
        };
        assert!((along(4.0, 8.0) - 1.0).abs() < 1e-3 && (along(8.0, 0.0) - 1.0).abs() < 1e-3);
        assert!(linear((0.0, 0.0), (0.0, 0.0), map).is_none());
    }

    #[test]
    fn unsupported_features_are_reported() {
        let drawing = drawn(
            r#"<defs><mask id="m"><rect width="9" height="9" fill="white"/></mask>
               <filter id="f"><feGaussianBlur stdDeviation="2"/></filter></defs>
               <g mask="url(#m)"><rect width="9" height="9"/></g><rect filter="url(#f)" width="9" height="9"/>"#,
        );
        assert_eq!(drawing.warnings.len(), 2);
        assert_eq!(paths(&drawing).len(), 2);
    }
}
