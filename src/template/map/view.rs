//! What a map shows: the projection around the middle of its points, and the scale at which all of them fit.

use super::coastlines::Region;
use super::projection::{EARTH_RADIUS, Place, Planar, Projection, turned};

/// The part of each side that stays free around the points.
const MARGIN: f64 = 0.1;

/// The largest distance from the middle to an edge, in radii of the Earth: three quarters of its half circumference.
const MOST: f64 = 1.85;

/// A rectangle of the map in millimeters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Frame {
    /// The frame with so much more at each side.
    pub(super) fn grown(self, by: f64) -> Frame {
        Frame { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    pub(super) fn corners(self) -> [(f64, f64); 4] {
        [(self.left, self.top), (self.right, self.top), (self.right, self.bottom), (self.left, self.bottom)]
    }
}

/// How places become millimeters. The origin is the upper left corner, and the y axis points down.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    pub(super) projection: Projection,
    /// Millimeters for one radius of the Earth.
    scale: f64,
    /// The middle of the projection.
    origin: (f64, f64),
}

/// What a view has to contain.
pub(super) struct Contents<'a> {
    /// The width and height in millimeters.
    pub(super) size: (f64, f64),
    /// All places.
    pub(super) places: &'a [Place],
    /// A place, and the parts of the width and height at which it is to be.
    pub(super) anchor: Option<(Place, (f64, f64))>,
    /// The smallest half of the height, in kilometers.
    pub(super) around: f64,
}

impl View {
    /// The view of these contents; `None` without places.
    pub(super) fn of(contents: &Contents<'_>) -> Option<View> {
        let mut projection = Projection::around(Place::middle(contents.places)?);
        let mut view = View::around(projection, contents);
        // North is up in the middle of the projection. The middle of the view is not known before, and moves less each time.
        for _ in 0..3 {
            let middle = (contents.size.0 / 2.0, contents.size.1 / 2.0);
            let Some(middle) = projection.place(view.planar(middle)) else { break };
            projection = Projection::around(middle);
            view = View::around(projection, contents);
        }
        Some(view)
    }

    fn around(projection: Projection, contents: &Contents<'_>) -> View {
        let Contents { size: (width, height), places, anchor, around } = contents;
        let points: Vec<Planar> = places.iter().map(|place| projection.project(*place)).collect();
        let (west, east) = extent(points.iter().map(|point| point.0));
        let (south, north) = extent(points.iter().map(|point| point.1));
        // A part of the map's size, and the point of the plane that is there.
        let (part, fixed) = match anchor {
            Some((place, part)) => (*part, projection.project(*place)),
            None => ((0.5, 0.5), ((west + east) / 2.0, (south + north) / 2.0)),
        };
        // In each direction the space between the fixed point and the margin, and what has to fit into it.
        let needs = [
            (part.0 * width, fixed.0 - west),
            ((1.0 - part.0) * width, east - fixed.0),
            (part.1 * height, north - fixed.1),
            ((1.0 - part.1) * height, fixed.1 - south),
        ];
        let margin = MARGIN * width.min(*height);
        let mut scale = height / 2.0 * EARTH_RADIUS / around;
        for (space, need) in needs.into_iter().filter(|(_, need)| *need > 0.0) {
            scale = scale.min((space - margin).max(space * 0.1) / need);
        }
        scale = scale.max(width.max(*height) / 2.0 / MOST);
        let origin = (part.0 * width - fixed.0 * scale, part.1 * height + fixed.1 * scale);
        View { projection, scale, origin }
    }

    pub(super) fn millimeters(&self, (x, y): Planar) -> (f64, f64) {
        (self.origin.0 + x * self.scale, self.origin.1 - y * self.scale)
    }

    pub(super) fn point(&self, place: Place) -> (f64, f64) {
        self.millimeters(self.projection.project(place))
    }

    fn planar(&self, (x, y): (f64, f64)) -> Planar {
        ((x - self.origin.0) / self.scale, (self.origin.1 - y) / self.scale)
    }

    /// The longitudes and latitudes inside a frame, a little more than exact.
    pub(super) fn region(&self, frame: Frame) -> Region {
        let middle = self.projection.middle.longitude;
        let whole = Region {
            middle: libm::round(middle * 100.0) as i32,
            west: -18_000,
            east: 18_000,
            south: -9_000,
            north: 9_000,
        };
        let corners = frame.corners();
        let (mut longitudes, mut latitudes) = (Vec::new(), Vec::new());
        for (index, from) in corners.iter().enumerate() {
            let to = corners[(index + 1) % 4];
            for step in 0..32 {
                let part = f64::from(step) / 32.0;
                let at = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
                let Some(place) = self.projection.place(self.planar(at)) else { return whole };
                longitudes.push(turned(place.longitude - middle));
                latitudes.push(place.latitude);
            }
        }
        let hundredths = |degrees: f64| libm::round(degrees * 100.0) as i32;
        let (west, east) = extent(longitudes.into_iter());
        let (south, north) = extent(latitudes.into_iter());
        let spare = 0.3 + (north - south) / 64.0;
        let mut region = Region {
            west: hundredths(west - spare),
            east: hundredths(east + spare),
            south: hundredths(south - spare),
            north: hundredths(north + spare),
            ..whole
        };
        for latitude in [90.0, -90.0] {
            let (x, y) = self.point(Place { longitude: middle, latitude });
            let contains_pole =
                (frame.left..=frame.right).contains(&x) && (frame.top..=frame.bottom).contains(&y);
            if contains_pole {
                (region.west, region.east) = (-18_000, 18_000);
                if latitude > 0.0 {
                    region.north = 9_000;
                } else {
                    region.south = -9_000;
                }
            }
        }
        // Behind a pole, the view crosses the opposite meridian.
        if region.east.saturating_sub(region.west) > 30_000 {
            (region.west, region.east) = (-18_000, 18_000);
        }
        region
    }
}

/// The smallest and the largest number.
fn extent(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), number| {
        (least.min(number), most.max(number))
    })
}
