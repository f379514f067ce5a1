//! Borders (CSS Backgrounds 3, section 3). In: a border box with the widths and styles of its sides. Out: paths.

use super::display_list::{DisplayItem, LineEnds, Paint, PathItem, PathSegment, Stroke, Tag};
use super::round_borders;
use super::shapes::outline;
use crate::css::{BorderSide, Color, LineStyle};
use crate::layout::Corners;
use crate::units::{Length, Point, Rect, Sides};

/// Draws the borders of a box. `widths` are the used widths, zero at edges that are on another page or line.
pub(super) fn draw(
    rect: Rect,
    widths: Sides<Length>,
    sides: Sides<BorderSide>,
    corners: Corners,
    tag: Tag,
    items: &mut Vec<DisplayItem>,
) {
    if widths == Sides::all(Length::ZERO) {
        return;
    }
    let visible = Sides {
        top: widths.top > Length::ZERO,
        right: widths.right > Length::ZERO,
        bottom: widths.bottom > Length::ZERO,
        left: widths.left > Length::ZERO,
    };
    let shown = [
        (visible.top, sides.top),
        (visible.right, sides.right),
        (visible.bottom, sides.bottom),
        (visible.left, sides.left),
    ];
    let mut drawn = shown.iter().filter(|(visible, _)| *visible).map(|(_, side)| side);
    let Some(first) = drawn.next() else { return };
    let uniform = drawn.all(|side| side.style == first.style && side.color == first.color);
    let all_round = shown.iter().all(|(visible, _)| *visible);
    if uniform && (all_round || !corners.are_square()) {
        match first.style {
            LineStyle::Solid => {
                items.extend(ring((rect, corners), Sides::all(Length::ZERO), widths, first.color, tag));
                return;
            }
            LineStyle::Double => {
                let third = widths.map(|width| width / 3);
                items.extend(ring((rect, corners), Sides::all(Length::ZERO), third, first.color, tag));
                let inner = Sides {
                    top: widths.top - third.top,
                    right: widths.right - third.right,
                    bottom: widths.bottom - third.bottom,
                    left: widths.left - third.left,
                };
                items.extend(ring((rect, corners), inner, widths, first.color, tag));
                return;
            }
            _ => {}
        }
    }
    if !corners.are_square() {
        let is_uniform = uniform && all_round;
        return round_borders::draw((rect, corners), widths, sides, is_uniform, tag, items);
    }
    let mut bands = Bands::default();
    for edge in [Edge::Top, Edge::Right, Edge::Bottom, Edge::Left] {
        let (width, side) = edge.of(widths, sides);
        if width > Length::ZERO && !side.color.is_transparent() {
            draw_side(edge, rect, widths, side, &mut bands)
                .into_iter()
                .for_each(|line| items.push(line.item(tag)));
        }
    }
    items.extend(bands.0.into_iter().map(|(color, segments)| fill(segments, false, color, tag)));
}

/// The filled areas by color. All areas of one color are one path: with several, the antialiasing of viewers would
/// leave a light line along the joints at the corners.
#[derive(Default)]
struct Bands(Vec<(Color, Vec<PathSegment>)>);

impl Bands {
    fn add(&mut self, color: Color, band: Vec<PathSegment>) {
        match self.0.iter_mut().find(|(other, _)| *other == color) {
            Some((_, segments)) => segments.extend(band),
            None => self.0.push((color, band)),
        }
    }
}

/// Fills the area between two outlines that are inset from `rect` by `outer` and by `inner`. `None` for a
/// transparent color.
pub(super) fn ring(
    (rect, corners): (Rect, Corners),
    outer: Sides<Length>,
    inner: Sides<Length>,
    color: Color,
    tag: Tag,
) -> Option<DisplayItem> {
    if color.is_transparent() {
        return None;
    }
    let mut segments = outline(rect.inset(outer), corners.inset(outer));
    segments.extend(outline(rect.inset(inner), corners.inset(inner)));
    Some(fill(segments, true, color, tag))
}

fn fill(segments: Vec<PathSegment>, even_odd: bool, color: Color, tag: Tag) -> DisplayItem {
    DisplayItem::Path(PathItem { segments, fill: Some(Paint::Solid(color)), even_odd, stroke: None, tag })
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Top,
    Right,
    Bottom,
    Left,
}

impl Edge {
    fn width(self, widths: Sides<Length>) -> Length {
        match self {
            Edge::Top => widths.top,
            Edge::Right => widths.right,
            Edge::Bottom => widths.bottom,
            Edge::Left => widths.left,
        }
    }

    pub(super) fn of(self, widths: Sides<Length>, sides: Sides<BorderSide>) -> (Length, BorderSide) {
        match self {
            Edge::Top => (widths.top, sides.top),
            Edge::Right => (widths.right, sides.right),
            Edge::Bottom => (widths.bottom, sides.bottom),
            Edge::Left => (widths.left, sides.left),
        }
    }

    /// The band of this side between two depths (0.0 is the outer edge, 1.0 the inner edge), mitered at the corners.
    fn band(self, rect: Rect, widths: Sides<Length>, from: f64, to: f64) -> Vec<PathSegment> {
        let outer = rect.inset(widths.map(|width| width.scale(from)));
        let inner = rect.inset(widths.map(|width| width.scale(to)));
        let corner = |rect: Rect, right: bool, bottom: bool| {
            Point::new(if right { rect.right() } else { rect.x }, if bottom { rect.bottom() } else { rect.y })
        };
        let (start, end) = match self {
            Edge::Top => ((false, false), (true, false)),
            Edge::Right => ((true, false), (true, true)),
            Edge::Bottom => ((true, true), (false, true)),
            Edge::Left => ((false, true), (false, false)),
        };
        vec![
            PathSegment::MoveTo(corner(outer, start.0, start.1)),
            PathSegment::LineTo(corner(outer, end.0, end.1)),
            PathSegment::LineTo(corner(inner, end.0, end.1)),
            PathSegment::LineTo(corner(inner, start.0, start.1)),
            PathSegment::Close,
        ]
    }

    /// The start and end of the line along the middle of this side, and its length.
    fn center_line(self, rect: Rect, width: Length) -> (Point, Point, Length) {
        let half = width / 2;
        match self {
            Edge::Top => {
                (Point::new(rect.x, rect.y + half), Point::new(rect.right(), rect.y + half), rect.width)
            }
            Edge::Bottom => (
                Point::new(rect.x, rect.bottom() - half),
                Point::new(rect.right(), rect.bottom() - half),
                rect.width,
            ),
            Edge::Left => {
                (Point::new(rect.x + half, rect.y), Point::new(rect.x + half, rect.bottom()), rect.height)
            }
            Edge::Right => (
                Point::new(rect.right() - half, rect.y),
                Point::new(rect.right() - half, rect.bottom()),
                rect.height,
            ),
        }
    }
}

/// Draws a side of a box: adds its bands to `bands`, or returns its dashed or dotted line.
fn draw_side(
    edge: Edge,
    rect: Rect,
    widths: Sides<Length>,
    side: BorderSide,
    bands: &mut Bands,
) -> Option<DashedLine> {
    let width = edge.width(widths);
    let (from, to, length) = edge.center_line(rect, width);
    if length <= Length::ZERO {
        return None;
    }
    let mut band = |from: f64, to: f64, color: Color| bands.add(color, edge.band(rect, widths, from, to));
    let lit = matches!(edge, Edge::Top | Edge::Left);
    match side.style {
        LineStyle::None | LineStyle::Hidden => {}
        LineStyle::Solid => band(0.0, 1.0, side.color),
        LineStyle::Double => {
            band(0.0, 1.0 / 3.0, side.color);
            band(2.0 / 3.0, 1.0, side.color);
        }
        LineStyle::Groove | LineStyle::Ridge => {
            let sunk = (side.style == LineStyle::Groove) == lit;
            let (outer, inner) = if sunk {
                (darker(side.color), lighter(side.color))
            } else {
                (lighter(side.color), darker(side.color))
            };
            band(0.0, 0.5, outer);
            band(0.5, 1.0, inner);
        }
        LineStyle::Inset | LineStyle::Outset => {
            let dark = (side.style == LineStyle::Inset) == lit;
            band(0.0, 1.0, if dark { darker(side.color) } else { lighter(side.color) });
        }
        LineStyle::Dashed | LineStyle::Dotted => {
            let dotted = side.style == LineStyle::Dotted;
            return Some(DashedLine { from, to, length, width, dotted, color: side.color });
        }
    }
    None
}

/// A dashed or dotted line. Its gaps are adjusted so that it starts and ends with a whole mark.
pub(super) struct DashedLine {
    pub from: Point,
    pub to: Point,
    pub length: Length,
    pub width: Length,
    pub dotted: bool,
    pub color: Color,
}

impl DashedLine {
    pub(super) fn item(self, tag: Tag) -> DisplayItem {
        let DashedLine { from, to, length, width, dotted, color } = self;
        let (mark, gap) = if dotted { (Length(0), width * 2) } else { (width * 2, width * 2) };
        // The line is a whole number of periods, each a mark and a gap, and a last mark.
        let period = (mark + gap).max(Length(1));
        let room = if dotted { length - width } else { length - mark };
        // Round up for dashes, so that a gap is never longer than a dash, even on a short line.
        let least = if dotted { 0 } else { period.offset() - 1 };
        let count = ((room.offset() + least) / period.offset()).max(1) as i32;
        let fitted = (room / count).max(Length(1));
        let (from, to) = if dotted {
            // Half a gap of extra length: however a viewer rounds, the last dot is drawn.
            let (from, to) = shorten(from, to, width / 2);
            let beyond = fitted / 2;
            let longer = if from.y == to.y {
                Point::new(beyond, Length::ZERO)
            } else {
                Point::new(Length::ZERO, beyond)
            };
            (from, to.translate(longer))
        } else {
            (from, to)
        };
        DisplayItem::Path(PathItem {
            segments: vec![PathSegment::MoveTo(from), PathSegment::LineTo(to)],
            fill: None,
            even_odd: false,
            stroke: Some(Stroke {
                color,
                width,
                dashes: vec![mark, (fitted - mark).max(Length(1))],
                ends: if dotted { LineEnds::ROUND } else { LineEnds::default() },
            }),
            tag,
        })
    }
}

fn shorten(from: Point, to: Point, by: Length) -> (Point, Point) {
    if from.y == to.y {
        (Point::new(from.x + by, from.y), Point::new(to.x - by, to.y))
    } else {
        (Point::new(from.x, from.y + by), Point::new(to.x, to.y - by))
    }
}

/// The color of the shaded side of a three-dimensional border: darker by a third of full intensity.
pub(super) fn darker(color: Color) -> Color {
    let most = u32::from(color.red.max(color.green).max(color.blue)).max(1);
    let shade = |channel: u8| (u32::from(channel) * most.saturating_sub(84) / most) as u8;
    Color { alpha: color.alpha, ..Color::rgb(shade(color.red), shade(color.green), shade(color.blue)) }
}

/// The color of the lit side: unchanged, but lighter for nearly black colors, which would look like their shade.
pub(super) fn lighter(color: Color) -> Color {
    if color.red < 32 && color.green < 32 && color.blue < 32 {
        return Color { alpha: color.alpha, ..Color::rgb(84, 84, 84) };
    }
    color
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::ArtifactKind;
    use crate::units::Size;

    fn side(style: LineStyle, color: Color) -> BorderSide {
        BorderSide { width: Length::POINT, style, color }
    }

    fn drawn(sides: Sides<BorderSide>, widths: Sides<Length>) -> Vec<DisplayItem> {
        let mut items = Vec::new();
        let rect = Rect::new(Point::default(), Size::new(Length::POINT * 100, Length::POINT * 50));
        draw(rect, widths, sides, Corners::default(), Tag::Artifact(ArtifactKind::Layout), &mut items);
        items
    }

    #[test]
    fn equal_sides_are_one_ring() {
        let sides = Sides::all(side(LineStyle::Solid, Color::BLACK));
        assert_eq!(drawn(sides, Sides::all(Length::POINT)).len(), 1);
    }

    #[test]
    fn sides_of_one_color_are_one_path_and_absent_sides_are_not_drawn() {
        let mut sides = Sides::all(side(LineStyle::Solid, Color::BLACK));
        sides.top = side(LineStyle::Solid, Color::WHITE);
        let widths = Sides { left: Length::ZERO, ..Sides::all(Length::POINT) };
        assert_eq!(drawn(sides, widths).len(), 2);
    }

    #[test]
    fn a_side_without_length_is_not_drawn() {
        for style in [LineStyle::Dotted, LineStyle::Dashed, LineStyle::Solid] {
            let sides = Sides::all(side(style, Color::BLACK));
            let widths = Sides { bottom: Length::POINT, ..Sides::all(Length::ZERO) };
            let rect = Rect::new(Point::default(), Size::new(Length::ZERO, Length::POINT * 5));
            let mut items = Vec::new();
            draw(rect, widths, sides, Corners::default(), Tag::Artifact(ArtifactKind::Layout), &mut items);
            assert!(items.is_empty(), "{items:?}");
        }
    }

    #[test]
    fn a_dotted_line_begins_and_ends_with_a_dot() {
        let mut sides = Sides::all(side(LineStyle::None, Color::BLACK));
        sides.bottom = side(LineStyle::Dotted, Color::BLACK);
        let widths = Sides { bottom: Length::POINT, ..Sides::all(Length::ZERO) };
        let items = drawn(sides, widths);
        let [DisplayItem::Path(PathItem { stroke: Some(stroke), .. })] = &items[..] else {
            panic!("one stroke expected, got {items:?}");
        };
        let period = stroke.dashes.iter().copied().sum::<Length>();
        let room = Length::POINT * 99;
        assert!((room.0 - period.0 * (room.0 / period.0)).abs() < room.0 / period.0 + 1, "{period:?}");
    }
}
