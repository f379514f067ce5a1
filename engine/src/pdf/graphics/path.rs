//! Paths: filled, stroked, or clipped to (ISO 32000-1, 8.5).

use crate::paint::{ArtifactKind, Paint, PathItem, PathSegment, Stroke, Tag};
use crate::pdf::graphics::content::{ContentStream, opacity};
use crate::pdf::graphics::ink::Ink;
use crate::pdf::graphics::resource_use::GraphicsState;
use crate::pdf::syntax::number::millipoints;
use crate::units::{Length, Point, Rect};

/// Paints a path; `tiles` is the index of the pattern that fills it, if that is tiles.
pub(crate) fn paint(content: &mut ContentStream, item: &PathItem, tiles: Option<usize>) {
    content.end_text();
    content.set_overprint(false);
    let stroke = item.stroke.as_ref().filter(|stroke| is_visible(stroke));
    match &item.fill {
        // One operator for both, if both are opaque.
        Some(Paint::Solid(color)) if color.alpha == 255 => {
            content.set_fill_color(*color);
            if let Some(stroke) = stroke.filter(|stroke| stroke.color.alpha == 255) {
                set_stroke(content, stroke, item.tag);
                content.set_opacity(1000, 1000);
                construct(content, &item.segments);
                content.operator(if item.even_odd { "B*" } else { "B" });
                return;
            }
            let (_, stroke_opacity) = content.opacity();
            content.set_opacity(1000, stroke_opacity);
            fill(content, item);
        }
        Some(Paint::Solid(color)) if !color.is_transparent() => {
            content.set_fill_color(*color);
            let (_, stroke_opacity) = content.opacity();
            content.set_opacity(opacity(color.alpha), stroke_opacity);
            fill(content, item);
        }
        Some(Paint::Gradient(gradient)) => {
            let masked = gradient.stops.iter().any(|stop| stop.color.alpha != 255);
            if masked {
                content.save();
                let area = content.visible_area();
                content.set_graphics_state(GraphicsState::Mask(gradient.clone(), area));
            }
            let pattern = content.pattern(gradient);
            content.set_fill(Ink::Pattern(pattern));
            let (_, stroke_opacity) = content.opacity();
            content.set_opacity(1000, stroke_opacity);
            fill(content, item);
            if masked {
                content.restore();
            }
        }
        Some(Paint::Tiles(_)) => {
            if let Some(pattern) = tiles {
                content.set_fill(Ink::Pattern(pattern));
                let (_, stroke_opacity) = content.opacity();
                content.set_opacity(1000, stroke_opacity);
                fill(content, item);
            }
        }
        Some(Paint::Solid(_)) | None => {}
    }
    if let Some(stroke) = stroke {
        set_stroke(content, stroke, item.tag);
        let (fill_opacity, _) = content.opacity();
        content.set_opacity(fill_opacity, opacity(stroke.color.alpha));
        construct(content, &item.segments);
        content.operator("S");
    }
}

/// Clips everything painted to the inside of a path, until the graphics state is restored.
pub(crate) fn clip(content: &mut ContentStream, segments: &[PathSegment], even_odd: bool) {
    content.end_text();
    construct(content, segments);
    content.operator(if even_odd { "W* n" } else { "W n" });
}

/// The path of a rectangle.
pub(crate) fn rectangle(rect: Rect) -> [PathSegment; 5] {
    [
        PathSegment::MoveTo(rect.origin()),
        PathSegment::LineTo(Point::new(rect.right(), rect.y)),
        PathSegment::LineTo(Point::new(rect.right(), rect.bottom())),
        PathSegment::LineTo(Point::new(rect.x, rect.bottom())),
        PathSegment::Close,
    ]
}

fn is_visible(stroke: &Stroke) -> bool {
    stroke.width > Length::ZERO && !stroke.color.is_transparent()
}

fn fill(content: &mut ContentStream, item: &PathItem) {
    construct(content, &item.segments);
    content.operator(if item.even_odd { "f*" } else { "f" });
}

fn set_stroke(content: &mut ContentStream, stroke: &Stroke, tag: Tag) {
    match tag {
        Tag::Artifact(ArtifactKind::PrinterMark) => content.set_stroke(Ink::Registration),
        _ => content.set_stroke_color(stroke.color),
    }
    let dashes: Vec<i64> = stroke.dashes.iter().map(|&dash| millipoints(dash)).collect();
    // A dash array with a negative number, or with the sum zero, is an error in PDF.
    let sound = dashes.iter().all(|&dash| dash >= 0) && dashes.iter().any(|&dash| dash > 0);
    content.set_line(millipoints(stroke.width), stroke.ends, if sound { &dashes } else { &[] });
}

fn construct(content: &mut ContentStream, segments: &[PathSegment]) {
    if let Some((corner, opposite)) = as_rectangle(segments) {
        let (left, top) = content.place(corner);
        let (right, bottom) = content.place(opposite);
        for operand in [left.min(right), top.min(bottom), (right - left).abs(), (top - bottom).abs()] {
            content.operand(operand);
        }
        content.operator("re");
        return;
    }
    let mut open = false;
    for segment in segments {
        match *segment {
            PathSegment::MoveTo(to) => {
                content.point(to);
                content.operator("m");
                open = true;
            }
            // A path must start with a `MoveTo`.
            PathSegment::LineTo(to) => {
                content.point(to);
                content.operator(if open { "l" } else { "m" });
                open = true;
            }
            PathSegment::CurveTo(first, second, to) => {
                if !open {
                    content.point(first);
                    content.operator("m");
                    open = true;
                }
                content.point(first);
                content.point(second);
                content.point(to);
                content.operator("c");
            }
            PathSegment::Close if open => content.operator("h"),
            PathSegment::Close => {}
        }
    }
    if !open {
        // Painting operators need a path.
        content.operator("0 0 m");
    }
}

/// Two opposite corners, if the path is an upright rectangle and nothing else.
fn as_rectangle(segments: &[PathSegment]) -> Option<(Point, Point)> {
    use PathSegment::{Close, LineTo, MoveTo};
    let [MoveTo(a), LineTo(b), LineTo(c), LineTo(d), rest @ ..] = segments else { return None };
    let closed = matches!(rest, [Close]) || matches!(rest, [LineTo(last), Close] if last == a);
    let upright = (a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x)
        || (a.x == b.x && b.y == c.y && c.x == d.x && d.y == a.y);
    (closed && upright).then_some((*a, *c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::Color;
    use crate::paint::LineEnds;
    use crate::paint::{ArtifactKind, Tag};

    fn item(segments: Vec<PathSegment>, fill: Option<Color>, stroke: Option<Stroke>) -> PathItem {
        PathItem {
            segments,
            fill: fill.map(Paint::Solid),
            even_odd: false,
            stroke,
            tag: Tag::Artifact(ArtifactKind::Layout),
        }
    }

    fn painted(items: &[PathItem]) -> String {
        let mut content = ContentStream::new(
            crate::units::Size::new(Length::POINT, Length::from_points(100.0)),
            crate::pdf::graphics::ink::Device::Screen,
        );
        items.iter().for_each(|item| paint(&mut content, item, None));
        String::from_utf8_lossy(&content.bytes).into_owned()
    }

    fn points(x: f64, y: f64) -> Point {
        Point::new(Length::from_points(x), Length::from_points(y))
    }

    fn square() -> Vec<PathSegment> {
        let rect = Rect { x: Length(0), y: Length(0), width: Length::POINT * 10, height: Length::POINT * 20 };
        rectangle(rect).to_vec()
    }

    #[test]
    fn rectangles_are_flipped_and_state_is_set_once() {
        let red = Color::rgb(255, 0, 0);
        let items = [item(square(), Some(red), None), item(square(), Some(red), None)];
        assert_eq!(painted(&items), "1 0 0 rg\n0 80 10 20 re\nf\n0 80 10 20 re\nf\n");
    }

    #[test]
    fn strokes_close_only_closed_paths() {
        let stroke = Stroke {
            color: Color::BLACK,
            width: Length::POINT * 2,
            dashes: vec![Length::POINT, Length::POINT * 3],
            ends: LineEnds::ROUND,
        };
        let open = vec![PathSegment::MoveTo(points(1.0, 1.0)), PathSegment::LineTo(points(2.5, 1.0))];
        assert_eq!(
            painted(&[item(open, None, Some(stroke))]),
            "2 w\n1 J 1 j\n[1 3 ]0 d\n1 99 m\n2.5 99 l\nS\n"
        );
    }

    /// A map may enlarge what it is applied to, also in a group inside.
    #[test]
    fn enlarged_pictures_have_hundredths_outside_of_maps() {
        let size = crate::units::Size::new(Length::POINT, Length::from_points(100.0));
        let line = |content: &mut ContentStream| {
            let before = content.bytes.len();
            construct(content, &[PathSegment::MoveTo(points(1.2344, 98.7656))]);
            String::from_utf8_lossy(&content.bytes[before..]).into_owned()
        };
        let screen = crate::pdf::graphics::ink::Device::Screen;
        let mut picture = ContentStream::for_picture(size, screen);
        assert_eq!(line(&mut picture), "1.234 1.234 m\n");
        picture.precision = 10;
        assert_eq!(line(&mut picture), "1.23 1.23 m\n");
        assert_eq!(line(&mut picture.inner_group()), "1.23 1.23 m\n");
        picture.map(crate::paint::Transform([9.0, 0.0, 0.0, 9.0, 0.0, 0.0]));
        assert_eq!(line(&mut picture), "1.234 1.234 m\n");
        assert_eq!(line(&mut picture.inner_group()), "1.234 1.234 m\n");
    }

    #[test]
    fn hostile_paths_and_dashes_stay_valid() {
        let stroke = Stroke {
            color: Color::BLACK,
            width: Length::POINT,
            dashes: vec![Length::ZERO],
            ends: LineEnds::default(),
        };
        let path = vec![PathSegment::Close, PathSegment::LineTo(points(3.0, 0.0))];
        assert_eq!(painted(&[item(path, None, Some(stroke))]), "3 100 m\nS\n");
        assert_eq!(painted(&[item(Vec::new(), Some(Color::BLACK), None)]), "0 0 m\nf\n");
    }
}
