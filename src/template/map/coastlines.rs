//! The coasts of the Earth, and those of a map: the packed rings go in, the closed lines that surround the land of the view
//! come out, in millimeters.
//!
//! All lines together are filled by the even-odd rule, so lakes need no mark of their own. A ring goes through these steps:
//!
//! 1. Rings whose bounds do not touch the view are skipped unread.
//! 2. Of points that follow one another on one side of the view, only the first and the last are kept.
//! 3. The rest is projected, long edges in steps, so that they stay on their side.
//! 4. A ring around the opposite end of the Earth encloses the sea on the map. If so, the frame is drawn with it, which
//!    exchanges the inside and the outside.
//! 5. The ring is cut along the frame (Sutherland and Hodgman 1974) and simplified (Douglas and Peucker 1973).

use super::projection::{Planar, Projection, turned};
use super::view::{Frame, View};

/// The coasts. `README.md` in this folder explains the form.
static PACKED: &[u8] = include_bytes!("coastlines.bin");

/// The longest edge outside of the view, in degrees.
const STEP: f64 = 4.0;

/// A closed line of the map in millimeters; its last point is not the first one again.
pub(super) type Outline = Vec<(f64, f64)>;

/// A ring of [`PACKED`]. Longitudes and latitudes are hundredths of degrees.
struct Ring {
    /// West, south, east, north.
    bounds: [i32; 4],
    count: usize,
    deltas: &'static [u8],
}

/// The rings of the file, in its order.
fn rings() -> impl Iterator<Item = Ring> {
    let mut rest = PACKED;
    std::iter::from_fn(move || {
        let (head, after) = rest.split_first_chunk::<12>()?;
        let number = |index: usize| u16::from_le_bytes([head[index], head[index + 1]]);
        let bounds = [4, 6, 8, 10].map(|index| i32::from(number(index).cast_signed()));
        let (deltas, after) = after.split_at_checked(usize::from(number(2)))?;
        rest = after;
        Some(Ring { bounds, count: usize::from(number(0)), deltas })
    })
}

impl Ring {
    /// Its points, the first one again at the end.
    fn points(&self) -> impl Iterator<Item = (i32, i32)> {
        let mut bytes = self.deltas.iter();
        let mut number = move || {
            let (mut value, mut shift) = (0_u32, 0);
            for byte in bytes.by_ref() {
                value |= u32::from(byte & 0x7f) << shift;
                if *byte < 0x80 {
                    break;
                }
                shift += 7;
            }
            (value >> 1).cast_signed() ^ -((value & 1).cast_signed())
        };
        let (mut x, mut y) = (self.bounds[0], self.bounds[1]);
        (0..self.count).map(move |_| {
            x += number();
            y += number();
            (x, y)
        })
    }
}

/// The longitudes and latitudes that a map can show, in hundredths of degrees. Longitudes count from its middle.
pub(super) struct Region {
    /// The longitude of the middle.
    pub(super) middle: i32,
    /// How far it goes to the west and east.
    pub(super) west: i32,
    pub(super) east: i32,
    pub(super) south: i32,
    pub(super) north: i32,
}

impl Region {
    /// The longitude counted from the middle, between −180 and 180 degrees.
    fn beside(&self, longitude: i32) -> i32 {
        (longitude - self.middle + 18_000).rem_euclid(36_000) - 18_000
    }

    fn touches(&self, [west, south, east, north]: [i32; 4]) -> bool {
        let start = self.beside(west);
        let length = east - west;
        let overlaps = |start: i32| start <= self.east && start + length >= self.west;
        south <= self.north && north >= self.south && [0, -36_000].iter().any(|turn| overlaps(start + turn))
    }

    /// On which sides of the region a point is, a bit for each.
    fn sides(&self, (x, y): (i32, i32)) -> u8 {
        u8::from(x < self.west)
            | u8::from(x > self.east) << 1
            | u8::from(y < self.south) << 2
            | u8::from(y > self.north) << 3
    }

    /// The points of a ring that matter to the view. Longitudes count from the middle.
    fn chain(&self, ring: &Ring) -> Vec<(i32, i32)> {
        let mut chain: Vec<(i32, i32)> = Vec::new();
        // The point after the last one of the chain, if only points on `sides` have followed that.
        let mut skipped: Option<(i32, i32)> = None;
        let mut sides = 0;
        for (x, y) in ring.points() {
            let point = (self.beside(x), y);
            let own = self.sides(point);
            let before = skipped.or(chain.last().copied());
            // An edge behind the Earth leads from the west to the east.
            let is_behind = before.is_some_and(|before| (before.0 - point.0).abs() > 18_000);
            // A longer edge would be taken for one behind the Earth.
            let is_long = chain.last().is_some_and(|last| (last.0 - point.0).abs() > 12_000);
            if sides & own != 0 && !is_behind && !is_long {
                sides &= own;
                skipped = Some(point);
                continue;
            }
            if let Some(before) = skipped.take() {
                chain.push(before);
                // The edge from the last skipped point may be on one side, too.
                let shared = self.sides(before) & own;
                if shared != 0 && !is_behind {
                    sides = shared;
                    skipped = Some(point);
                    continue;
                }
            }
            chain.push(point);
            sides = own;
        }
        chain.extend(skipped);
        chain
    }
}

/// The closed lines around the land inside a frame.
pub(super) fn outlines(view: &View, frame: Frame) -> Vec<Outline> {
    let region = view.region(frame);
    let mut outlines = Vec::new();
    for ring in rings().filter(|ring| region.touches(ring.bounds)) {
        let chain = region.chain(&ring);
        let shift = f64::from(region.middle) / 100.0 - view.projection.middle.longitude;
        let projected = project(&view.projection, &chain, shift);
        let is_inverted = crossings_to_the_pole(&chain, view) != crossings_upwards(&projected);
        let outline: Outline = projected.iter().map(|point| view.millimeters(*point)).collect();
        outlines.extend(Some(clip(outline, frame)).filter(|outline| outline.len() > 2));
        if is_inverted {
            outlines.push(frame.corners().to_vec());
        }
    }
    outlines
}

/// The points of a closed chain in the plane, with steps on long edges. Its longitudes count from `shift` degrees beside
/// the middle.
fn project(projection: &Projection, chain: &[(i32, i32)], shift: f64) -> Vec<Planar> {
    let mut points: Vec<Planar> = Vec::with_capacity(chain.len());
    let mut before: Option<(i32, i32)> = None;
    for &(x, y) in chain {
        let (longitude, latitude) = (f64::from(x) / 100.0 + shift, f64::from(y) / 100.0);
        if let Some((from_x, from_y)) = before {
            let across = turned(f64::from(x - from_x) / 100.0);
            let up = f64::from(y - from_y) / 100.0;
            let steps = (across.abs().max(up.abs()) / STEP) as usize + 1;
            for step in 1..steps {
                let rest = 1.0 - step as f64 / steps as f64;
                push(&mut points, projection.project_beside(longitude - across * rest, latitude - up * rest));
            }
        }
        push(&mut points, projection.project_beside(longitude, latitude));
        before = Some((x, y));
    }
    if let (Some(first), true) = (points.first().copied(), points.len() > 1) {
        push(&mut points, first);
        points.pop();
    }
    points
}

/// Appends a point. Two points on different sides near the edge of the Earth are connected along the edge.
fn push(points: &mut Vec<Planar>, (x, y): Planar) {
    if let Some(&(from_x, from_y)) = points.last() {
        let (from, to) = (libm::hypot(from_x, from_y), libm::hypot(x, y));
        if from.min(to) > 1.6 {
            let start = libm::atan2(from_y, from_x);
            let turn = turned((libm::atan2(y, x) - start).to_degrees());
            let steps = (turn.abs() / 20.0) as usize + 1;
            for step in 1..steps {
                let part = step as f64 / steps as f64;
                let angle = start + (turn * part).to_radians();
                let radius = from + (to - from) * part;
                points.push((radius * libm::cos(angle), radius * libm::sin(angle)));
            }
        }
    }
    points.push((x, y));
}

/// Whether the meridian from the middle of the projection to the north pole, which is sea, crosses the ring an odd number
/// of times: whether the middle is inside the ring on the Earth.
fn crossings_to_the_pole(chain: &[(i32, i32)], view: &View) -> bool {
    let middle = view.projection.middle.latitude * 100.0;
    let mut is_odd = false;
    for (a, b) in edges(chain) {
        if (a.0 < 0) != (b.0 < 0) && (a.0 - b.0).abs() < 18_000 {
            let part = f64::from(-a.0) / f64::from(b.0 - a.0);
            is_odd ^= f64::from(a.1) + part * f64::from(b.1 - a.1) > middle;
        }
    }
    is_odd
}

/// Whether a line from the origin upwards crosses the ring an odd number of times: whether the middle is inside it on the
/// map.
fn crossings_upwards(ring: &[Planar]) -> bool {
    let mut is_odd = false;
    for (a, b) in edges(ring) {
        if (a.0 < 0.0) != (b.0 < 0.0) {
            is_odd ^= a.1 - a.0 * (b.1 - a.1) / (b.0 - a.0) > 0.0;
        }
    }
    is_odd
}

/// The edges of a closed line.
fn edges<T: Copy>(ring: &[T]) -> impl Iterator<Item = (T, T)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// The part of a closed line inside a frame. Where it leaves the frame, it continues along its edge.
fn clip(mut ring: Outline, frame: Frame) -> Outline {
    // For each side of the frame how far inside a point is.
    let sides: [&dyn Fn((f64, f64)) -> f64; 4] =
        [&|(x, _)| x - frame.left, &|(x, _)| frame.right - x, &|(_, y)| y - frame.top, &|(_, y)| {
            frame.bottom - y
        }];
    for inside in sides {
        if ring.iter().all(|point| inside(*point) >= 0.0) {
            continue;
        }
        let mut clipped = Vec::with_capacity(ring.len());
        for (a, b) in edges(&ring) {
            let (from, to) = (inside(a), inside(b));
            if from >= 0.0 {
                clipped.push(a);
            }
            if (from >= 0.0) != (to >= 0.0) {
                let part = from / (from - to);
                clipped.push((a.0 + part * (b.0 - a.0), a.1 + part * (b.1 - a.1)));
            }
        }
        ring = clipped;
    }
    ring
}

/// The closed line without points that are closer than `tolerance` to the lines between the others; empty if nothing of
/// it is wider than that.
pub(super) fn simplified(ring: &Outline, tolerance: f64) -> Outline {
    let Some(&first) = ring.first() else { return Vec::new() };
    let squared = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1);
    let mut far = (0, 0.0);
    for (index, point) in ring.iter().enumerate() {
        let distance = squared(first, *point);
        if distance > far.1 {
            far = (index, distance);
        }
    }
    if far.1 <= 4.0 * tolerance * tolerance {
        return Vec::new();
    }
    let mut kept = vec![false; ring.len() + 1];
    let at = |index: usize| ring[index % ring.len()];
    for index in [0, far.0, ring.len()] {
        kept[index] = true;
    }
    let mut pending = vec![(0, far.0), (far.0, ring.len())];
    while let Some((start, end)) = pending.pop() {
        let (a, b) = (at(start), at(end));
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let limit = tolerance * tolerance * (dx * dx + dy * dy);
        let mut farthest = (0, limit);
        for (index, point) in ring.iter().enumerate().take(end).skip(start + 1) {
            let (x, y) = (point.0 - a.0, point.1 - a.1);
            let distance = (x * dy - y * dx) * (x * dy - y * dx);
            if distance > farthest.1 {
                farthest = (index, distance);
            }
        }
        if farthest.0 > 0 {
            kept[farthest.0] = true;
            pending.extend([(start, farthest.0), (farthest.0, end)]);
        }
    }
    ring.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(point, _)| *point).collect()
}

#[cfg(test)]
mod tests {
    use super::super::projection::Place;
    use super::super::view::Contents;
    use super::*;

    /// Whether the middle of a map around a place is land, by the lines of that map.
    fn is_land(latitude: f64, longitude: f64, around: f64) -> bool {
        let places = [Place { longitude, latitude }];
        let contents = Contents { size: (100.0, 100.0), places: &places, anchor: None, around };
        let view = View::of(&contents).expect("a view");
        let frame = Frame { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };
        let outlines = outlines(&view, frame.grown(4.0));
        let crosses = |(a, b): ((f64, f64), (f64, f64))| {
            (a.1 < 50.0) != (b.1 < 50.0) && a.0 + (50.0 - a.1) * (b.0 - a.0) / (b.1 - a.1) > 50.0
        };
        outlines.iter().map(|ring| edges(ring).filter(|edge| crosses(*edge)).count()).sum::<usize>() % 2 == 1
    }

    /// From a town to nearly the whole Earth, also where the opposite end of the Earth is land, at the antimeridian, and at
    /// the poles.
    #[test]
    fn land_is_land_and_sea_is_sea_at_every_scale() {
        for (name, latitude, longitude, expected) in [
            ("Lankaran's mountains", 38.7, 48.3, true),
            ("the Caspian Sea", 41.0, 51.2, false),
            ("the Black Sea", 43.0, 35.0, false),
            ("Fiji", -17.8, 178.0, true),
            ("the sea beyond Fiji", -18.5, -178.5, false),
            ("New Zealand", -39.0, 175.8, true),
            ("Lapland", 69.5, 25.5, true),
            ("the Norwegian Sea", 71.0, 5.0, false),
            ("the north pole", 89.9, 10.0, false),
            ("the south pole", -89.9, 10.0, true),
            ("Chukotka", 67.5, -178.0, true),
            ("Mali", 17.0, -1.0, true),
            ("the Pacific", -20.0, -130.0, false),
            ("Chile", -33.4, -70.7, true),
        ] {
            for around in [60.0, 900.0, 4000.0, 9000.0, 20_000.0] {
                // The line around Antarctica runs through the pole itself, so what is next to it is on either side.
                if name == "the south pole" && around < 900.0 {
                    continue;
                }
                assert_eq!(is_land(latitude, longitude, around), expected, "{name}, {around} km");
            }
        }
    }

    #[test]
    fn what_is_between_points_on_a_line_is_left_out() {
        let ring = vec![(0.0, 0.0), (5.0, 0.01), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 5.0)];
        let corners = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
        assert_eq!(simplified(&ring, 0.1), corners);
        let speck = vec![(0.0, 0.0), (0.1, 0.0), (0.0, 0.1)];
        assert!(simplified(&speck, 0.1).is_empty());
    }
}
