//! Gradients as axial and radial shadings, or as meshes (ISO 32000-1, 8.7.4.5), in the colors of the device; if stops are
//! not opaque, a second shading in DeviceGray makes the soft mask.

use lopdf::{Dictionary, Object, Stream};

use smallvec::{SmallVec, smallvec};

use crate::paint::{Circle, Color, Gradient, GradientShape, GradientStop, Inks, Transform};
use crate::pdf::graphics::ink::Device;
use crate::pdf::syntax::deflate::{Deflater, StreamKind};
use crate::pdf::syntax::number::millipoints;
use crate::pdf::syntax::object::{deflated, name};
use crate::units::{Length, Point};

/// The number of linear segments that approximate a segment in which both color and opacity change: CSS mixes colors
/// weighted by their opacity (CSS Images 3, section 3.4.3), which is not linear.
const LINEAR_SEGMENTS: u32 = 8;

/// The channels of a gradient that a shading shows.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Channel<'a> {
    /// The colors for a device, without their opacity.
    Color(&'a Device),
    /// The opacity as a gray level.
    Opacity,
}

impl Channel<'_> {
    fn color_space(self) -> &'static str {
        match self {
            Channel::Color(device) => device.blend_space(),
            Channel::Opacity => "DeviceGray",
        }
    }

    /// The components of a color, from 0 to 1.
    fn components(self, mix: &Mix) -> SmallVec<[f64; 4]> {
        match self {
            Channel::Opacity => smallvec![mix.opacity],
            Channel::Color(Device::Screen) => SmallVec::from_slice(&mix.channels),
            Channel::Color(Device::Gray) => smallvec![f64::from(mix.color().gray()) / 255.0],
            Channel::Color(Device::Press(press)) => {
                press.inks(mix.color()).iter().map(|&ink| f64::from(ink) / 1000.0).collect()
            }
        }
    }

    /// The segments of a gradient between whose ends the components are linear.
    fn segments(self, stops: &[GradientStop]) -> Vec<GradientSegment> {
        let segments = segments(stops);
        match self {
            Channel::Color(Device::Press(_)) => segments.into_iter().flat_map(split_for_inks).collect(),
            _ => segments,
        }
    }
}

/// A shading pattern on a page or form of the height `height`, where `map` is the current map. The stream is the mesh of
/// a conic gradient.
pub(crate) fn pattern(
    gradient: &Gradient,
    map: Option<Transform>,
    height: Length,
    channel: Channel<'_>,
) -> (Dictionary, Option<Stream>) {
    let mut shading = Dictionary::new();
    let coordinate = |value: i64| Object::Real(value as f32 / 1000.0);
    let place = |point: Point| {
        let up = i64::from(height.0) - i64::from(point.y.0);
        [millipoints(point.x), (up * 1000 + 512).div_euclid(1024)].map(coordinate)
    };
    let mut pattern = Dictionary::new();
    pattern.set("Type", name("Pattern"));
    pattern.set("PatternType", Object::Integer(2));
    let color_space = channel.color_space();
    let segments = channel.segments(&gradient.stops);
    let mut mesh = None;
    let coordinates = match gradient.shape {
        GradientShape::Conic { center, radius, from } => {
            let [x, y] = place(center);
            let one = [1, 0, 0, 1].map(Object::Integer).to_vec();
            pattern.set("Matrix", Object::Array([one, vec![x, y]].concat()));
            mesh = Some(fan(&segments, radius, from, channel));
            Vec::new()
        }
        GradientShape::Linear { from, to } => {
            shading.set("ShadingType", Object::Integer(2));
            [place(from), place(to)].concat()
        }
        GradientShape::Radial { center, horizontal, vertical } => {
            shading.set("ShadingType", Object::Integer(3));
            // A circle of radius 1 around the origin, which the pattern's matrix turns into an ellipse. A matrix without
            // an inverse paints nothing, so a radius is never zero.
            let [x, y] = place(center);
            let [horizontal, vertical] =
                [horizontal, vertical].map(|radius| coordinate(millipoints(radius).max(1)));
            let zero = Object::Integer(0);
            pattern.set("Matrix", Object::Array(vec![horizontal, zero.clone(), zero, vertical, x, y]));
            [0, 0, 0, 0, 0, 1].map(Object::Integer).to_vec()
        }
        GradientShape::Circles { from, to, map } => {
            shading.set("ShadingType", Object::Integer(3));
            let flipped = Transform([1.0, 0.0, 0.0, -1.0, 0.0, height.points()]).after(map);
            pattern.set("Matrix", reals(&flipped.0));
            let circle = |circle: Circle| [circle.center.0, circle.center.1, circle.radius];
            [circle(from), circle(to)].concat().into_iter().map(|value| Object::Real(value as f32)).collect()
        }
    };
    shading.set("Coords", Object::Array(coordinates));
    shading.set("ColorSpace", name(color_space));
    shading.set("Function", function(&segments, channel));
    shading.set("Extend", Object::Array(vec![Object::Boolean(true), Object::Boolean(true)]));
    if let Some(map) = map {
        let own = match pattern.get(b"Matrix").and_then(Object::as_array) {
            Ok(matrix) => matrix.iter().map(|value| value.as_float().map_or(0.0, f64::from)).collect(),
            Err(_) => Transform::IDENTITY.0.to_vec(),
        };
        let own = <[f64; 6]>::try_from(own).map_or(Transform::IDENTITY, Transform);
        pattern.set("Matrix", reals(&map.after(own).0));
    }
    // The shading of a mesh is a stream, so it must be an indirect object.
    if mesh.is_none() {
        pattern.set("Shading", shading);
    }
    (pattern, mesh)
}

/// Numbers as an array.
pub(crate) fn reals(values: &[f64]) -> Object {
    Object::Array(values.iter().map(|&value| Object::Real(value as f32)).collect())
}

/// A fan of triangles around the origin as a mesh (ISO 32000-1, 8.7.4.5.5), because PDF has no conic shading.
fn fan(segments: &[GradientSegment], radius: Length, from: f64, channel: Channel<'_>) -> Stream {
    // The chords of the triangles are slightly inside the circle.
    let reach = radius.points() * 1.01 + 1.0;
    let mut data = Vec::new();
    let mut vertex = |x: f64, y: f64, mix: &Mix| {
        data.push(0);
        for value in [x, y] {
            // `as` saturates.
            let coordinate = ((value / reach + 1.0) / 2.0 * 65535.0).round() as u16;
            data.extend_from_slice(&coordinate.to_be_bytes());
        }
        let byte = |value: f64| (value * 255.0).round() as u8;
        data.extend(channel.components(mix).into_iter().map(byte));
    };
    for segment in segments {
        let change = segment.from.channels.iter().zip(segment.to.channels);
        let change = change.map(|(from, to)| (to - from).abs()).fold(0.0, f64::max);
        let turn = segment.end - segment.start;
        // At most two degrees wide. Inside a triangle colors are not quite even, so it spans only a few levels.
        let triangles = (turn * 180.0).max(change * 64.0).ceil().clamp(1.0, 360.0) as u32;
        let at = |triangle: u32| {
            let share = f64::from(triangle) / f64::from(triangles);
            let (sine, cosine) = libm::sincos((from + (segment.start + turn * share) * 360.0).to_radians());
            (sine * reach, cosine * reach, between(&segment.from, &segment.to, share))
        };
        for triangle in 0..triangles {
            let (one, other) = (at(triangle), at(triangle + 1));
            vertex(0.0, 0.0, &between(&one.2, &other.2, 0.5));
            vertex(one.0, one.1, &one.2);
            vertex(other.0, other.1, &other.2);
        }
    }
    let mut dictionary = Dictionary::new();
    dictionary.set("ShadingType", Object::Integer(4));
    dictionary.set("ColorSpace", name(channel.color_space()));
    dictionary.set("BitsPerCoordinate", Object::Integer(16));
    dictionary.set("BitsPerComponent", Object::Integer(8));
    dictionary.set("BitsPerFlag", Object::Integer(8));
    let edge = Object::Real(reach as f32);
    let mut decode = vec![Object::Real(-reach as f32), edge.clone(), Object::Real(-reach as f32), edge];
    let components = segments.first().map_or(1, |segment| channel.components(&segment.from).len());
    decode.extend([0, 1].repeat(components).into_iter().map(Object::Integer));
    dictionary.set("Decode", Object::Array(decode));
    deflated(dictionary, Deflater::new(StreamKind::Data).deflate(&data))
}

/// The color at a share of the way from one to another.
fn between(one: &Mix, other: &Mix, share: f64) -> Mix {
    let mix = |one: f64, other: f64| one + (other - one) * share;
    let mut channels = [0.0; 3];
    for (index, channel) in channels.iter_mut().enumerate() {
        *channel = mix(one.channels[index], other.channels[index]);
    }
    let inks = one.color().inks_between(other.color(), share);
    Mix { channels, opacity: mix(one.opacity, other.opacity), inks }
}

/// Splits a segment where inks do not follow the colors in a straight line.
fn split_for_inks(segment: GradientSegment) -> Vec<GradientSegment> {
    let GradientSegment { start, end, from, to } = segment;
    let is_gray = |mix: &Mix| {
        mix.inks.is_none() && mix.channels[0] == mix.channels[1] && mix.channels[1] == mix.channels[2]
    };
    if from == to || (is_gray(&from) && is_gray(&to)) || (from.inks.is_some() && to.inks.is_some()) {
        return vec![segment];
    }
    let at = |number: u32| f64::from(number) / f64::from(LINEAR_SEGMENTS);
    let part = |number: u32| GradientSegment {
        start: start + (end - start) * at(number),
        end: start + (end - start) * at(number + 1),
        from: between(&from, &to, at(number)),
        to: between(&from, &to, at(number + 1)),
    };
    (0..LINEAR_SEGMENTS).map(part).collect()
}

/// A segment of a gradient between two colors.
#[derive(Clone, Copy, Debug, PartialEq)]
struct GradientSegment {
    start: f64,
    end: f64,
    from: Mix,
    to: Mix,
}

/// A color with opacity, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Mix {
    channels: [f64; 3],
    opacity: f64,
    inks: Option<Inks>,
}

impl Mix {
    /// The nearest opaque color.
    fn color(&self) -> Color {
        let [red, green, blue] = self.channels.map(|value| (value * 255.0).round() as u8);
        Color { inks: self.inks, ..Color::rgb(red, green, blue) }
    }
}

impl From<Color> for Mix {
    fn from(color: Color) -> Mix {
        Mix {
            channels: [color.red, color.green, color.blue].map(|channel| f64::from(channel) / 255.0),
            opacity: f64::from(color.alpha) / 255.0,
            inks: color.inks,
        }
    }
}

/// The segments from 0 to 1 without gaps, of positive length.
fn segments(stops: &[GradientStop]) -> Vec<GradientSegment> {
    let mut segments = Vec::with_capacity(stops.len() + 1);
    let Some(first) = stops.first() else { return segments };
    let (mut start, mut from) = (0.0, Mix::from(first.color));
    for stop in stops {
        let to = Mix::from(stop.color);
        // Offsets are sorted. One that is not, or is not a number, counts as the last one.
        let end = f64::from(stop.offset).clamp(0.0, 1.0);
        if end > start {
            split(GradientSegment { start, end, from, to }, &mut segments);
            start = end;
        }
        from = to;
    }
    if start < 1.0 {
        segments.push(GradientSegment { start, end: 1.0, from, to: from });
    }
    color_unseen(&mut segments);
    segments
}

/// Gives fully transparent segments the colors beside them. Color and opacity are drawn separately, and renderers that
/// smooth an edge would mix the color of the transparent segment into the visible one.
fn color_unseen(segments: &mut [GradientSegment]) {
    let unseen = |segment: &GradientSegment| segment.from.opacity == 0.0 && segment.to.opacity == 0.0;
    for index in 0..segments.len() {
        if !unseen(&segments[index]) {
            continue;
        }
        let before = index.checked_sub(1).map(|before| segments[before].to.channels);
        let after = segments[index + 1..].iter().find(|segment| !unseen(segment));
        let after = after.map(|segment| segment.from.channels);
        let segment = &mut segments[index];
        segment.from.channels = before.or(after).unwrap_or(segment.from.channels);
        segment.to.channels = after.or(before).unwrap_or(segment.to.channels);
    }
}

fn split(segment: GradientSegment, segments: &mut Vec<GradientSegment>) {
    let GradientSegment { start, end, mut from, mut to } = segment;
    // A fully transparent stop has the color of its neighbor.
    if from.opacity == 0.0 {
        from.channels = to.channels;
    } else if to.opacity == 0.0 {
        to.channels = from.channels;
    }
    if from.opacity == to.opacity || from.channels == to.channels {
        segments.push(GradientSegment { start, end, from, to });
        return;
    }
    let at = |number: u32| f64::from(number) / f64::from(LINEAR_SEGMENTS);
    let mixed = |t: f64| {
        let opacity = from.opacity + (to.opacity - from.opacity) * t;
        let mut channels = [0.0; 3];
        for (mixed, (from_channel, to_channel)) in
            channels.iter_mut().zip(from.channels.into_iter().zip(to.channels))
        {
            *mixed = (from_channel * from.opacity * (1.0 - t) + to_channel * to.opacity * t) / opacity;
        }
        Mix { channels, opacity, ..between(&from, &to, t) }
    };
    for number in 0..LINEAR_SEGMENTS {
        segments.push(GradientSegment {
            start: start + (end - start) * at(number),
            end: start + (end - start) * at(number + 1),
            from: mixed(at(number)),
            to: mixed(at(number + 1)),
        });
    }
}

/// The function from an offset of the gradient to its color.
fn function(segments: &[GradientSegment], channel: Channel) -> Dictionary {
    let numbers = |numbers: &[f64]| {
        Object::Array(
            numbers.iter().map(|number| Object::Real((number * 1e5).round() as f32 / 1e5)).collect(),
        )
    };
    let value = |mix: &Mix| numbers(&channel.components(mix));
    let single = |segment: &GradientSegment| {
        let mut function = Dictionary::new();
        function.set("FunctionType", Object::Integer(2));
        function.set("Domain", numbers(&[0.0, 1.0]));
        function.set("C0", value(&segment.from));
        function.set("C1", value(&segment.to));
        function.set("N", Object::Integer(1));
        function
    };
    if let [segment] = segments {
        return single(segment);
    }
    let bounds: Vec<f64> = segments.iter().skip(1).map(|segment| segment.start).collect();
    let mut function = Dictionary::new();
    function.set("FunctionType", Object::Integer(3));
    function.set("Domain", numbers(&[0.0, 1.0]));
    function.set("Functions", Object::Array(segments.iter().map(|segment| single(segment).into()).collect()));
    function.set("Bounds", numbers(&bounds));
    function.set("Encode", numbers(&[0.0, 1.0].repeat(segments.len())));
    function
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(offset: f32, alpha: u8, red: u8) -> GradientStop {
        GradientStop { offset, color: Color { alpha, ..Color::rgb(red, 0, 0) } }
    }

    #[test]
    fn segments_cover_the_gradient_and_hard_edges_have_no_length() {
        let segments =
            segments(&[stop(0.25, 255, 0), stop(0.5, 255, 255), stop(0.5, 255, 51), stop(0.75, 255, 0)]);
        let ends: Vec<(f64, f64)> = segments.iter().map(|segment| (segment.start, segment.end)).collect();
        assert_eq!(ends, [(0.0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1.0)]);
        assert_eq!(segments[1].to.channels[0], 1.0);
        assert_eq!(segments[2].from.channels[0], 0.2);
    }

    #[test]
    fn fading_out_does_not_change_the_color() {
        let faded = segments(&[stop(0.0, 255, 255), stop(1.0, 0, 0)]);
        assert_eq!(faded.len(), 1);
        assert_eq!(faded[0].to, Mix { channels: [1.0, 0.0, 0.0], opacity: 0.0, inks: None });
        let mixed = segments(&[stop(0.0, 255, 255), stop(1.0, 51, 0)]);
        assert_eq!(mixed.len(), 8);
        // Half way, the opaque red weighs five times as much as the rest.
        assert!((mixed[4].from.channels[0] - 5.0 / 6.0).abs() < 1e-9);
    }

    #[test]
    fn transparent_segments_have_the_colors_beside_them() {
        let lines = segments(&[
            stop(0.0, 0, 0),
            stop(0.4, 0, 0),
            stop(0.4, 255, 255),
            stop(0.6, 255, 51),
            stop(0.6, 0, 0),
        ]);
        let reds: Vec<(f64, f64)> =
            lines.iter().map(|segment| (segment.from.channels[0], segment.to.channels[0])).collect();
        assert_eq!(reds, [(1.0, 1.0), (1.0, 0.2), (0.2, 0.2)]);
        assert_eq!(lines.iter().map(|segment| segment.from.opacity).collect::<Vec<_>>(), [0.0, 1.0, 0.0]);
    }

    #[test]
    fn hostile_stops_make_no_empty_function() {
        for stops in [
            vec![stop(f32::NAN, 255, 0), stop(-3.0, 255, 9)],
            vec![stop(2.0, 255, 0), stop(1.0, 255, 9)],
            vec![stop(0.0, 255, 1)],
        ] {
            let segments = segments(&stops);
            assert!(segments.last().is_some_and(|segment| segment.end == 1.0), "{segments:?}");
            assert!(segments.iter().all(|segment| segment.end > segment.start));
        }
    }
}
