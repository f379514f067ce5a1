//! Borders of boxes with round corners whose sides differ or are not plain lines. Each side is drawn as a ring around
//! the whole box in the side's style, clipped to the mitered area of the side (CSS Backgrounds 3, sections 4.4 and 5.4).

use super::borders::{Edge, darker, lighter, ring};
use super::display_list::{DisplayItem, Effect, LineEnds, PathItem, PathSegment, Stroke, Tag};
use super::shapes::outline;
use crate::css::{BorderSide, LineStyle};
use crate::layout::Corners;
use crate::units::{Length, Point, Rect, Sides};

/// Draws the sides that have a width. `is_uniform` is whether all sides look the same.
pub(super) fn draw(
    (rect, corners): (Rect, Corners),
    widths: Sides<Length>,
    sides: Sides<BorderSide>,
    is_uniform: bool,
    tag: Tag,
    items: &mut Vec<DisplayItem>,
) {
    // Dashes of one width run around the whole box without a joint.
    let even = widths == Sides::all(widths.top);
    if is_uniform && even && matches!(sides.top.style, LineStyle::Dashed | LineStyle::Dotted) {
        items.push(dashes(rect, widths, corners, widths.top, sides.top, tag));
        return;
    }
    for edge in [Edge::Top, Edge::Right, Edge::Bottom, Edge::Left] {
        let (width, side) = edge.of(widths, sides);
        if width.is_zero() || side.color.is_transparent() {
            continue;
        }
        let segments = mitered(edge, rect, widths);
        items.push(DisplayItem::BeginEffect { effect: Effect::Clip { segments, even_odd: false }, tag });
        let zero = Sides::all(Length::ZERO);
        let half = widths.map(|width| width / 2);
        let lit = matches!(edge, Edge::Top | Edge::Left);
        let mut band = |from: Sides<Length>, to: Sides<Length>, color| {
            items.extend(ring((rect, corners), from, to, color, tag))
        };
        match side.style {
            LineStyle::None | LineStyle::Hidden => {}
            LineStyle::Solid => band(zero, widths, side.color),
            LineStyle::Double => {
                let third = widths.map(|width| width / 3);
                band(zero, third, side.color);
                let inner = Sides {
                    top: widths.top - third.top,
                    right: widths.right - third.right,
                    bottom: widths.bottom - third.bottom,
                    left: widths.left - third.left,
                };
                band(inner, widths, side.color);
            }
            LineStyle::Groove | LineStyle::Ridge => {
                let sunk = (side.style == LineStyle::Groove) == lit;
                let (dark, light) = (darker(side.color), lighter(side.color));
                let (outer, inner) = if sunk { (dark, light) } else { (light, dark) };
                band(zero, half, outer);
                band(half, widths, inner);
            }
            LineStyle::Inset | LineStyle::Outset => {
                let dark = (side.style == LineStyle::Inset) == lit;
                band(zero, widths, if dark { darker(side.color) } else { lighter(side.color) });
            }
            LineStyle::Dashed | LineStyle::Dotted => {
                items.push(dashes(rect, widths, corners, width, side, tag));
            }
        }
        items.push(DisplayItem::EndGroup);
    }
}

/// The area of a side: between the lines through its outer and inner corners, up to where they meet the lines of the
/// other sides.
fn mitered(edge: Edge, rect: Rect, widths: Sides<Length>) -> Vec<PathSegment> {
    let share = |room: Length, one: Length, other: Length| {
        let sum = one + other;
        if sum > Length::ZERO { room.points() / sum.points() } else { f64::INFINITY }
    };
    let reach =
        share(rect.width, widths.left, widths.right).min(share(rect.height, widths.top, widths.bottom));
    let reach = if reach.is_finite() { reach } else { 0.0 };
    let (left, right) = (rect.x, rect.right());
    let (top, bottom) = (rect.y, rect.bottom());
    let [inner_left, inner_top, inner_right, inner_bottom] = [
        left + widths.left.scale(reach),
        top + widths.top.scale(reach),
        right - widths.right.scale(reach),
        bottom - widths.bottom.scale(reach),
    ];
    let corners = match edge {
        Edge::Top => [(left, top), (right, top), (inner_right, inner_top), (inner_left, inner_top)],
        Edge::Right => [(right, top), (right, bottom), (inner_right, inner_bottom), (inner_right, inner_top)],
        Edge::Bottom => {
            [(right, bottom), (left, bottom), (inner_left, inner_bottom), (inner_right, inner_bottom)]
        }
        Edge::Left => [(left, bottom), (left, top), (inner_left, inner_top), (inner_left, inner_bottom)],
    };
    let mut path: Vec<PathSegment> =
        corners.iter().map(|&(x, y)| PathSegment::LineTo(Point::new(x, y))).collect();
    path[0] = PathSegment::MoveTo(Point::new(corners[0].0, corners[0].1));
    path.push(PathSegment::Close);
    path
}

/// Evenly spaced dashes or dots along the middle of the border, all the way round.
fn dashes(
    rect: Rect,
    widths: Sides<Length>,
    corners: Corners,
    width: Length,
    side: BorderSide,
    tag: Tag,
) -> DisplayItem {
    let half = widths.map(|width| width / 2);
    let (rect, corners) = (rect.inset(half), corners.inset(half));
    let dotted = side.style == LineStyle::Dotted;
    let (mark, gap) = if dotted { (Length::ZERO, width * 2) } else { (width * 2, width * 2) };
    let round = perimeter(rect, corners);
    let count = (round / (mark + gap).max(Length(1)).points()).round().max(1.0);
    let period = Length::from_points(round / count);
    DisplayItem::Path(PathItem {
        segments: outline(rect, corners),
        fill: None,
        even_odd: false,
        stroke: Some(Stroke {
            color: side.color,
            width,
            dashes: vec![mark, (period - mark).max(Length(1))],
            ends: if dotted { LineEnds::ROUND } else { LineEnds::default() },
        }),
        tag,
    })
}

/// The length of the outline of a box, in points.
fn perimeter(rect: Rect, corners: Corners) -> f64 {
    let all = [corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left];
    let straight = (rect.width + rect.height).points() * 2.0;
    all.iter().fold(straight, |length, &(x, y)| {
        let (a, b) = (x.points(), y.points());
        if a + b == 0.0 {
            return length;
        }
        // Ramanujan's approximation of a quarter of an ellipse.
        let h = ((a - b) / (a + b)) * ((a - b) / (a + b));
        let quarter =
            std::f64::consts::PI * (a + b) * (1.0 + 3.0 * h / (10.0 + (4.0 - 3.0 * h).sqrt())) / 4.0;
        length - a - b + quarter
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Size;

    #[test]
    fn the_outline_of_a_circle_is_pi_times_its_width() {
        let corners = Corners::all((Length::POINT * 50, Length::POINT * 50));
        let rect = Rect::new(Point::default(), Size::new(Length::POINT * 100, Length::POINT * 100));
        assert!((perimeter(rect, corners) - 314.159).abs() < 0.01);
    }
}
