//! Lambert's azimuthal equal-area projection (Snyder, *Map Projections: A Working Manual*, USGS Professional Paper 1395,
//! 1987, pages 182 to 190, for a sphere).
//!
//! Areas are true everywhere, and shapes are good from a town to a hemisphere, wherever the middle is, poles and the
//! antimeridian included. One formula so serves every university; conic projections need parallels that suit the region
//! and fail at the equator, cylindrical ones fail at the poles.

use libm::{asin, atan2, cos, sin, sqrt};

/// The radius of a sphere with the surface of the Earth, in kilometers.
pub(super) const EARTH_RADIUS: f64 = 6371.007;

/// A point of the plane, in radii of the Earth: to the east and to the north of the middle.
pub(super) type Planar = (f64, f64);

/// A place on the Earth, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) longitude: f64,
    pub(super) latitude: f64,
}

impl Place {
    /// The direction from the middle of the Earth, of length 1.
    fn direction(self) -> [f64; 3] {
        let (longitude, latitude) = (self.longitude.to_radians(), self.latitude.to_radians());
        [cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)]
    }

    fn towards([x, y, z]: [f64; 3]) -> Place {
        Place { longitude: atan2(y, x).to_degrees(), latitude: atan2(z, sqrt(x * x + y * y)).to_degrees() }
    }

    /// The place in the middle of all; the first one if they are evenly spread over the Earth.
    pub(super) fn middle(places: &[Place]) -> Option<Place> {
        let mut sum = [0.0; 3];
        for place in places {
            for (sum, part) in sum.iter_mut().zip(place.direction()) {
                *sum += part;
            }
        }
        let length = sqrt(sum.iter().map(|part| part * part).sum());
        if length <= 0.01 * places.len() as f64 { places.first().copied() } else { Some(Place::towards(sum)) }
    }

    /// The shortest way to another place along the Earth (a great circle), as places at equal distances. The way to the
    /// opposite end of the Earth goes anywhere.
    pub(super) fn way_to(self, other: Place) -> Vec<Place> {
        let (from, to) = (self.direction(), other.direction());
        let chord = sqrt(from.iter().zip(to).map(|(a, b)| (a - b) * (a - b)).sum());
        let angle = 2.0 * asin((chord / 2.0).min(1.0));
        let steps = ((angle.to_degrees() / 1.5) as usize).clamp(12, 96);
        let point = |step: usize| {
            let part = step as f64 / steps as f64;
            let (a, b) = (sin((1.0 - part) * angle), sin(part * angle));
            let mut direction = [0.0; 3];
            for (sum, (from, to)) in direction.iter_mut().zip(from.iter().zip(to)) {
                *sum = a * from + b * to;
            }
            Place::towards(direction)
        };
        (0..=steps).map(point).collect()
    }
}

/// The projection around one place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Projection {
    pub(super) middle: Place,
    sine: f64,
    cosine: f64,
}

impl Projection {
    pub(super) fn around(middle: Place) -> Projection {
        let latitude = middle.latitude.to_radians();
        Projection { middle, sine: sin(latitude), cosine: cos(latitude) }
    }

    /// The point of a place (Snyder, equations 22-4, 22-5 and 24-2). The opposite end of the Earth is a circle of radius
    /// 2; of it, a point is returned.
    pub(super) fn project(&self, place: Place) -> Planar {
        self.project_beside(place.longitude - self.middle.longitude, place.latitude)
    }

    /// The point of a place whose longitude is counted from the middle.
    pub(super) fn project_beside(&self, longitude: f64, latitude: f64) -> Planar {
        let (longitude, latitude) = (longitude.to_radians(), latitude.to_radians());
        let (sine, cosine) = (sin(latitude), cos(latitude));
        let (east, north) = (cosine * sin(longitude), cosine * cos(longitude));
        let towards = self.sine * sine + self.cosine * north;
        let scale = sqrt(2.0 / (1.0 + towards).max(1e-12));
        (scale * east, scale * (self.cosine * sine - self.sine * north))
    }

    /// The place of a point (Snyder, equations 20-14, 20-15, 20-18 and 24-16); `None` beyond the edge of the Earth.
    pub(super) fn place(&self, (x, y): Planar) -> Option<Place> {
        let distance = sqrt(x * x + y * y);
        if distance < 1e-9 {
            return Some(self.middle);
        }
        if distance > 2.0 {
            return None;
        }
        let angle = 2.0 * asin(distance / 2.0);
        let (sine, cosine) = (sin(angle), cos(angle));
        let latitude = asin((cosine * self.sine + y * sine * self.cosine / distance).clamp(-1.0, 1.0));
        let east = atan2(x * sine, distance * self.cosine * cosine - y * self.sine * sine);
        Some(Place {
            longitude: turned(self.middle.longitude + east.to_degrees()),
            latitude: latitude.to_degrees(),
        })
    }
}

/// A difference of longitudes, or a longitude, between −180 and 180 degrees.
pub(super) fn turned(degrees: f64) -> f64 {
    degrees - 360.0 * libm::round(degrees / 360.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Place {
        Place { longitude, latitude }
    }

    #[test]
    fn points_are_those_of_snyders_table_and_example() {
        // Snyder, page 332: the middle is at 40° N, 100° W, the place at 20° S, 100° E, the radius 3.
        let projection = Projection::around(at(40.0, -100.0));
        let (x, y) = projection.project(at(-20.0, 100.0));
        assert!((3.0 * x + 4.2339303).abs() < 1e-6 && (3.0 * y - 4.0257775).abs() < 1e-6, "{x} {y}");
        // Table 28: at the equator, 90° from the middle.
        let (x, y) = Projection::around(at(0.0, 0.0)).project(at(0.0, 90.0));
        assert!((x - std::f64::consts::SQRT_2).abs() < 1e-9 && y.abs() < 1e-9, "{x} {y}");
    }

    #[test]
    fn places_are_found_again_everywhere() {
        for middle in [at(38.75, 48.85), at(-17.8, 178.4), at(90.0, 0.0), at(-90.0, 0.0), at(0.0, 180.0)] {
            let projection = Projection::around(middle);
            for place in [at(71.0, 25.7), at(-33.4, -70.6), at(10.0, 179.9), at(-77.0, -179.9)] {
                let found = projection.place(projection.project(place)).expect("a place");
                let error = turned(found.longitude - place.longitude).abs();
                assert!(
                    error < 1e-6 && (found.latitude - place.latitude).abs() < 1e-6,
                    "{middle:?} {place:?}"
                );
            }
        }
    }

    #[test]
    fn the_shortest_way_from_new_zealand_to_chile_crosses_the_antimeridian_in_the_south() {
        let way = at(-41.3, 174.8).way_to(at(-33.4, -70.7));
        assert!(way.iter().all(|place| place.longitude.abs() > 69.0), "{way:?}");
        assert!(way.iter().any(|place| place.latitude < -54.0), "{way:?}");
    }
}
