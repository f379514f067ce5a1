//! Gradients (CSS Images 4, section 3). In: a gradient of CSS and the tile that it fills. Out: the gradient of a
//! display list, with coordinates on the page and stops from 0.0 to 1.0.

use super::display_list::{Gradient, GradientShape, GradientStop};
use crate::css::properties::Mixing;
use crate::css::{
    BackgroundImage, Color, ColorStop, ConicGradient, GradientColors, GradientDirection, LinearGradient,
    RadialExtent, RadialGradient,
};
use crate::units::{Length, Point, Rect};

/// The number of linear sRGB segments that approximate the interpolation of two colors in another color space, or
/// with a color hint.
const SEGMENTS: u32 = 24;

/// The number of stops after which a gradient is not repeated any further.
const MAX_STOPS: usize = 4000;

/// The gradient of a tile; `None` if the image is not a gradient, or has no stops or no size.
pub(super) fn gradient(image: &BackgroundImage, tile: Rect) -> Option<Gradient> {
    match image {
        BackgroundImage::LinearGradient(gradient) => linear(gradient, tile),
        BackgroundImage::RadialGradient(gradient) => radial(gradient, tile),
        BackgroundImage::ConicGradient(gradient) => conic(gradient, tile),
        BackgroundImage::None | BackgroundImage::Color(_) | BackgroundImage::Url(_) => None,
    }
}

fn linear(gradient: &LinearGradient, tile: Rect) -> Option<Gradient> {
    let (width, height) = (tile.width.points(), tile.height.points());
    // The direction as a unit vector, y down.
    let (dx, dy) = match gradient.direction {
        GradientDirection::Towards { horizontal, vertical: 0 } => (f64::from(horizontal), 0.0),
        GradientDirection::Towards { horizontal: 0, vertical } => (0.0, f64::from(vertical)),
        GradientDirection::Towards { horizontal, vertical } => {
            // Toward a corner: the 50% color is on the diagonal between the two neighboring corners, so the
            // gradient line is perpendicular to it.
            let length = (width * width + height * height).sqrt();
            (f64::from(horizontal) * height / length, f64::from(vertical) * width / length)
        }
        GradientDirection::Angle(degrees) => {
            let (sine, cosine) = super::transform::sine_and_cosine(f64::from(degrees));
            (sine, -cosine)
        }
    };
    let half = (width * dx.abs() + height * dy.abs()) / 2.0;
    let (center_x, center_y) = (tile.x.points() + width / 2.0, tile.y.points() + height / 2.0);
    let at = |distance: f64| {
        Point::new(
            Length::from_points(center_x + dx * distance),
            Length::from_points(center_y + dy * distance),
        )
    };
    let stops = place_stops(&gradient.colors, Length::from_points(half * 2.0))?;
    let repeating = gradient.colors.repeating;
    let (stops, from, to) = if repeating { repeat_stops(stops, 1.0) } else { extend_stops(stops) };
    let shape =
        GradientShape::Linear { from: at(-half + 2.0 * half * from), to: at(-half + 2.0 * half * to) };
    Some(Gradient { shape, stops })
}

fn radial(gradient: &RadialGradient, tile: Rect) -> Option<Gradient> {
    let center = Point::new(
        tile.x + gradient.position.0.resolve(tile.width),
        tile.y + gradient.position.1.resolve(tile.height),
    );
    let (left, right) = ((center.x - tile.x).abs(), (tile.right() - center.x).abs());
    let (top, bottom) = ((center.y - tile.y).abs(), (tile.bottom() - center.y).abs());
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
                // The ellipse through the corner, with the ratio of the one through the sides, has √2 times its radii.
                (x.scale(std::f64::consts::SQRT_2), y.scale(std::f64::consts::SQRT_2))
            }
        }
    };
    let (horizontal, vertical) = (horizontal.max(Length(1)), vertical.max(Length(1)));
    let stops = place_stops(&gradient.colors, horizontal)?;
    let (stops, to) = if gradient.colors.repeating {
        let reach = |distance: Length, radius: Length| distance.points() / radius.points();
        let (x, y) = (reach(left.max(right), horizontal), reach(top.max(bottom), vertical));
        let (stops, _, to) = repeat_stops(stops, (x * x + y * y).sqrt().max(1.0));
        (stops, to)
    } else {
        let (stops, _, to) = extend_stops(beyond_the_last(from_zero(stops)));
        (stops, to)
    };
    let shape =
        GradientShape::Radial { center, horizontal: horizontal.scale(to), vertical: vertical.scale(to) };
    Some(Gradient { shape, stops })
}

fn conic(gradient: &ConicGradient, tile: Rect) -> Option<Gradient> {
    let center = Point::new(
        tile.x + gradient.position.0.resolve(tile.width),
        tile.y + gradient.position.1.resolve(tile.height),
    );
    let across = (center.x - tile.x).abs().max((tile.right() - center.x).abs()).points();
    let along = (center.y - tile.y).abs().max((tile.bottom() - center.y).abs()).points();
    let radius = Length::from_points((across * across + along * along).sqrt());
    // Offsets are fractions of a turn, so the length of the line does not matter.
    let stops = place_stops(&gradient.colors, Length::POINT * 100_000)?;
    let stops =
        if gradient.colors.repeating { repeat_stops(stops, 1.0).0 } else { up_to_one(from_zero(stops)) };
    Some(Gradient { shape: GradientShape::Conic { center, radius, from: f64::from(gradient.from) }, stops })
}

/// Removes the stops before 0.0, and adds a stop at 0.0 with the color there.
fn from_zero(mut stops: Vec<GradientStop>) -> Vec<GradientStop> {
    if stops.first().is_some_and(|first| first.offset < 0.0) {
        let first = GradientStop { offset: 0.0, color: color_at(&stops, 0.0) };
        stops.retain(|stop| stop.offset > 0.0);
        stops.insert(0, first);
    }
    stops
}

/// Adds a stop after the last one if the color changes abruptly there, so that the last color shows.
fn beyond_the_last(mut stops: Vec<GradientStop>) -> Vec<GradientStop> {
    if let [.., before, last] = stops[..]
        && before.offset >= last.offset
        && before.color != last.color
    {
        stops.push(GradientStop { offset: last.offset + 0.01, ..last });
    }
    stops
}

/// Removes the stops after 1.0, and adds a stop at 1.0 with the color there.
fn up_to_one(mut stops: Vec<GradientStop>) -> Vec<GradientStop> {
    if stops.last().is_some_and(|last| last.offset > 1.0) {
        let last = GradientStop { offset: 1.0, color: color_at(&stops, 1.0) };
        stops.retain(|stop| stop.offset < 1.0);
        stops.push(last);
    }
    if stops.len() == 1 {
        stops.extend(stops.first().copied());
    }
    stops
}

/// The stops with their offsets as fractions of the gradient line (CSS Images 3, section 3.4.3).
fn place_stops(colors: &GradientColors, line: Length) -> Option<Vec<GradientStop>> {
    let stops = &colors.stops;
    if stops.is_empty() || line <= Length::ZERO {
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
    Some(spread(&placed, stops, colors.mixing))
}

/// Inserts stops between two colors that are not interpolated linearly in sRGB: those that are mixed in another
/// color space, and those with a hint that moves the midpoint (CSS Images 4, section 3.5.3).
fn spread(placed: &[GradientStop], stops: &[ColorStop], mixing: Mixing) -> Vec<GradientStop> {
    if mixing == Mixing::SRGB && stops.iter().all(|stop| !stop.is_hint) {
        return placed.to_vec();
    }
    let mut spread: Vec<GradientStop> = Vec::new();
    let mut hint: Option<f32> = None;
    for (stop, specified) in placed.iter().zip(stops) {
        if specified.is_hint {
            hint = Some(stop.offset);
            continue;
        }
        if let Some(&before) = spread.last() {
            let length = stop.offset - before.offset;
            let middle = hint.map_or(0.5, |hint| f64::from((hint - before.offset) / length));
            if length > 0.0 && middle <= 0.0 {
                spread.push(GradientStop { offset: before.offset, color: stop.color });
            } else if length > 0.0 && middle >= 1.0 {
                spread.push(GradientStop { offset: stop.offset, color: before.color });
            } else if length > 0.0 && (middle != 0.5 || mixing != Mixing::SRGB) {
                // The color at the hint is halfway between the two.
                let exponent = libm::log(0.5) / libm::log(middle);
                for part in 1..SEGMENTS {
                    let fraction = f64::from(part) / f64::from(SEGMENTS);
                    let share = libm::pow(fraction, exponent);
                    spread.push(GradientStop {
                        offset: before.offset + length * fraction as f32,
                        color: mixing.mix(before.color, stop.color, share, 1.0),
                    });
                }
            }
        }
        hint = None;
        spread.push(*stop);
    }
    spread
}

/// Rescales the stops to offsets from 0.0 to 1.0, and returns the start and end of the line that they span.
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

/// Repeats the stops up to the offset `until`, which becomes 1.0, and returns the start and end of the line that
/// they span.
fn repeat_stops(stops: Vec<GradientStop>, until: f64) -> (Vec<GradientStop>, f64, f64) {
    let (Some(first), Some(last)) = (stops.first().copied(), stops.last().copied()) else {
        return (stops, 0.0, 1.0);
    };
    let end_offset = until as f32;
    let period = last.offset - first.offset;
    if period < 0.001 {
        let flat = GradientStop { offset: 0.0, color: average(&stops) };
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
        if last.offset + shift >= end_offset || repeated.len() > MAX_STOPS {
            break;
        }
    }
    // Clip at both ends of the line, with stops of the colors there.
    let mut cut = vec![GradientStop { offset: 0.0, color: color_after(&repeated, 0.0) }];
    let end = color_at(&repeated, end_offset);
    cut.extend(repeated.into_iter().filter(|stop| stop.offset > 0.0 && stop.offset < end_offset));
    cut.push(GradientStop { offset: end_offset, color: end });
    for stop in &mut cut {
        stop.offset /= end_offset;
    }
    (cut, 0.0, until)
}

/// The stops of a gradient from 0.0 to 1.0, repeated over a range of offsets, which becomes 0.0 to 1.0; every other time
/// backwards if it is `reflected`. If that are too many, their average.
pub(super) fn repeat_over(
    stops: &[GradientStop],
    reflected: bool,
    (start, end): (f64, f64),
) -> Vec<GradientStop> {
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else { return Vec::new() };
    let ends = [GradientStop { offset: 0.0, ..*first }, GradientStop { offset: 1.0, ..*last }];
    let period: Vec<GradientStop> = ends[..1].iter().chain(stops).chain(&ends[1..]).copied().collect();
    let turns = start.floor()..end.ceil();
    if (turns.end - turns.start) * period.len() as f64 > MAX_STOPS as f64 {
        let color = average(&period);
        return ends.map(|stop| GradientStop { color, ..stop }).to_vec();
    }
    let mut repeated = Vec::new();
    for turn in turns.start as i64..turns.end as i64 {
        let shifted = |offset: f32| offset + turn as f32;
        if reflected && turn.rem_euclid(2) == 1 {
            let backward = period.iter().rev();
            repeated
                .extend(backward.map(|stop| GradientStop { offset: shifted(1.0 - stop.offset), ..*stop }));
        } else {
            repeated.extend(period.iter().map(|stop| GradientStop { offset: shifted(stop.offset), ..*stop }));
        }
    }
    let (start, end) = (start as f32, end as f32);
    let mut cut = vec![GradientStop { offset: start, color: color_after(&repeated, start) }];
    cut.extend(repeated.iter().filter(|stop| stop.offset > start && stop.offset < end));
    cut.push(GradientStop { offset: end, color: color_at(&repeated, end) });
    for stop in &mut cut {
        stop.offset = (stop.offset - start) / (end - start);
    }
    cut
}

/// The color of stops that are all at one place: their average, as if they were apart (CSS Images 3, section 3.6.1).
fn average(stops: &[GradientStop]) -> Color {
    let ends = stops.len().saturating_sub(1);
    let weights = (0..stops.len()).map(|index| if index == 0 || index == ends { 1.0 } else { 2.0 });
    // Colors count as much as they are opaque.
    let (mut sums, mut alpha, mut total) = ([0.0; 3], 0.0, 0.0);
    for (GradientStop { color, .. }, weight) in stops.iter().zip(weights) {
        let share = weight * f64::from(color.alpha);
        for (sum, channel) in sums.iter_mut().zip([color.red, color.green, color.blue]) {
            *sum += share * f64::from(channel);
        }
        alpha += share;
        total += weight;
    }
    if alpha == 0.0 {
        return Color::TRANSPARENT;
    }
    let [red, green, blue] = sums.map(|sum| (sum / alpha).round() as u8);
    Color { alpha: (alpha / total).round() as u8, ..Color::rgb(red, green, blue) }
}

/// The color at an offset; at an edge, that before it.
fn color_at(stops: &[GradientStop], offset: f32) -> Color {
    color_between(stops, stops.iter().position(|stop| stop.offset >= offset), offset)
}

/// The color at an offset; at an edge, that after it.
fn color_after(stops: &[GradientStop], offset: f32) -> Color {
    color_between(stops, stops.iter().position(|stop| stop.offset > offset), offset)
}

/// The color at an offset before the stop `after`, or beyond the last one.
fn color_between(stops: &[GradientStop], after: Option<usize>, offset: f32) -> Color {
    let after = after.unwrap_or(stops.len().saturating_sub(1));
    let (a, b) = (stops[after.saturating_sub(1)], stops[after]);
    let span = b.offset - a.offset;
    let part = if span > 0.0 { ((offset - a.offset) / span).clamp(0.0, 1.0) } else { 1.0 };
    let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * part).round() as u8;
    Color {
        red: mix(a.color.red, b.color.red),
        green: mix(a.color.green, b.color.green),
        blue: mix(a.color.blue, b.color.blue),
        alpha: mix(a.color.alpha, b.color.alpha),
        inks: a.color.inks_between(b.color, f64::from(part)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::css::LengthPercentage;
    use crate::units::Size;

    fn stop(color: Color, position: Option<f32>) -> ColorStop {
        ColorStop { color, position: position.map(LengthPercentage::percent), is_hint: false }
    }

    fn plain(stops: Vec<ColorStop>) -> GradientColors {
        GradientColors { repeating: false, mixing: Mixing::SRGB, stops }
    }

    #[test]
    fn stops_without_a_position_are_spread_evenly() {
        let colors = plain(vec![
            stop(Color::BLACK, None),
            stop(Color::WHITE, None),
            stop(Color::BLACK, Some(0.5)),
            stop(Color::WHITE, None),
        ]);
        let placed = place_stops(&colors, Length::POINT * 100).unwrap_or_default();
        let offsets: Vec<f32> = placed.iter().map(|stop| stop.offset).collect();
        assert_eq!(offsets, [0.0, 0.25, 0.5, 1.0]);
    }

    #[test]
    fn a_repeating_gradient_covers_the_line() {
        let stops = vec![
            GradientStop { offset: 0.0, color: Color::BLACK },
            GradientStop { offset: 0.25, color: Color::WHITE },
        ];
        let (stops, ..) = repeat_stops(stops, 1.0);
        assert_eq!(stops.first().map(|stop| stop.offset), Some(0.0));
        assert_eq!(stops.last().map(|stop| (stop.offset, stop.color)), Some((1.0, Color::WHITE)));
        assert!(stops.len() >= 8, "{stops:?}");
    }

    #[test]
    fn a_gradient_to_the_right_runs_along_the_box() {
        let gradient = LinearGradient {
            direction: GradientDirection::Towards { horizontal: 1, vertical: 0 },
            colors: plain(vec![stop(Color::BLACK, None), stop(Color::WHITE, None)]),
        };
        let tile = Rect::new(Point::default(), Size::new(Length::POINT * 100, Length::POINT * 50));
        let shape = linear(&gradient, tile).map(|gradient| gradient.shape);
        let (from, to) = (
            Point::new(Length::ZERO, Length::POINT * 25),
            Point::new(Length::POINT * 100, Length::POINT * 25),
        );
        assert_eq!(shape, Some(GradientShape::Linear { from, to }));
    }
}
