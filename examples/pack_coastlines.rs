//! Packs the land of Natural Earth, as TopoJSON, into the bytes that the helper `map` draws coasts from:
//!
//! ```text
//! cargo run --release --example pack_coastlines -- land-50m.json src/template/map/coastlines.bin
//! ```
//!
//! `src/template/map/README.md` names the source, its license and the form of the result.

use std::error::Error;

use serde_json::Value;

/// How far a simplified coast may be from the real one, in degrees of latitude: about 0.8 km.
const TOLERANCE: f64 = 0.007;

/// A place as hundredths of degrees: longitude, which may go beyond 180 degrees to keep a ring in one piece, and
/// latitude.
type Point = (i32, i32);

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, target] = arguments.as_slice() else {
        return Err("two paths are needed: the TopoJSON and the result".into());
    };
    let topology: Value = serde_json::from_str(&std::fs::read_to_string(source)?)?;
    let rings = rings(&topology).ok_or("this is not the land of Natural Earth as TopoJSON")?;
    let mut bytes = Vec::new();
    let mut count = 0;
    for ring in joined(rings) {
        let ring = hundredths(&simplified(&ring));
        if ring.len() > 3 {
            count += ring.len();
            pack(&ring, &mut bytes);
        }
    }
    println!("{count} points, {} bytes", bytes.len());
    std::fs::write(target, bytes)?;
    Ok(())
}

/// The rings of all polygons in degrees, closed, without jumps at the antimeridian.
fn rings(topology: &Value) -> Option<Vec<Vec<(f64, f64)>>> {
    let pair = |value: &Value| Some((value.get(0)?.as_f64()?, value.get(1)?.as_f64()?));
    let scale = pair(&topology["transform"]["scale"])?;
    let shift = pair(&topology["transform"]["translate"])?;
    let mut arcs: Vec<Vec<(f64, f64)>> = Vec::new();
    for arc in topology["arcs"].as_array()? {
        let mut at = (0.0, 0.0);
        let mut points = Vec::new();
        for delta in arc.as_array()? {
            let delta = pair(delta)?;
            at = (at.0 + delta.0, at.1 + delta.1);
            points.push((at.0 * scale.0 + shift.0, at.1 * scale.1 + shift.1));
        }
        arcs.push(points);
    }
    let mut rings = Vec::new();
    for polygon in topology["objects"]["land"]["geometries"][0]["arcs"].as_array()? {
        for ring in polygon.as_array()? {
            let mut points: Vec<(f64, f64)> = Vec::new();
            for index in ring.as_array()? {
                let index = index.as_i64()?;
                let mut arc =
                    arcs.get(usize::try_from(if index < 0 { !index } else { index }).ok()?)?.clone();
                if index < 0 {
                    arc.reverse();
                }
                points.extend(arc.iter().skip(usize::from(!points.is_empty())));
            }
            // The pole itself is a ring of its own where the map was cut.
            if points.iter().any(|(_, latitude)| *latitude > -89.0) {
                rings.push(unwrapped(&points));
            }
        }
    }
    Some(rings)
}

/// The ring with longitudes that go on beyond 180 degrees, around a middle within them.
fn unwrapped(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut turn = 0.0;
    let mut before = points[0].0;
    let mut result = Vec::new();
    for &(longitude, latitude) in points {
        if longitude - before > 180.0 {
            turn -= 360.0;
        } else if before - longitude > 180.0 {
            turn += 360.0;
        }
        before = longitude;
        result.push((longitude + turn, latitude));
    }
    let longitudes = || result.iter().map(|point| point.0);
    let middle = (longitudes().fold(f64::MAX, f64::min) + longitudes().fold(f64::MIN, f64::max)) / 2.0;
    let shift = (middle / 360.0).round() * 360.0;
    result.iter().map(|(longitude, latitude)| (longitude - shift, *latitude)).collect()
}

/// Joins islands that the source cuts at the antimeridian, so that no coast is drawn along it.
fn joined(mut rings: Vec<Vec<(f64, f64)>>) -> Vec<Vec<(f64, f64)>> {
    let mut index = 0;
    while index < rings.len() {
        let Some(east) = cut(&rings[index], 180.0) else {
            index += 1;
            continue;
        };
        let found = (0..rings.len()).filter(|other| *other != index).find_map(|other| {
            let west = cut(&rings[other], -180.0)?;
            let ends = [east[0].1 - west[west.len() - 1].1, east[east.len() - 1].1 - west[0].1];
            ends.iter().all(|gap| gap.abs() < 0.05).then_some((other, west))
        });
        match found {
            Some((other, west)) => {
                let mut ring = east;
                ring.extend(west.iter().skip(1).map(|(longitude, latitude)| (longitude + 360.0, *latitude)));
                println!("joined an island at {:?}", ring[0]);
                rings[index] = ring;
                rings.remove(other);
                index = index.min(rings.len());
            }
            None => {
                println!("an island is cut at {:?}", east[0]);
                index += 1;
            }
        }
    }
    rings
}

/// The ring opened at its only edge along the meridian `at`, from the edge's end to its start.
fn cut(ring: &[(f64, f64)], at: f64) -> Option<Vec<(f64, f64)>> {
    let is_on = |point: &(f64, f64)| (point.0 - at).abs() < 1e-6;
    let edges: Vec<usize> =
        (0..ring.len() - 1).filter(|index| is_on(&ring[*index]) && is_on(&ring[*index + 1])).collect();
    let [edge] = edges.as_slice() else { return None };
    let mut opened = ring[edge + 1..ring.len() - 1].to_vec();
    opened.extend(&ring[..=*edge]);
    Some(opened)
}

/// The ring without points that are close to the lines between the others (Douglas and Peucker).
fn simplified(ring: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut kept = vec![false; ring.len()];
    // A closed ring has no ends; the point farthest from the first one is the other end.
    let distance = |a: (f64, f64), b: (f64, f64)| {
        let across = (a.0 - b.0) * (a.1.to_radians()).cos();
        across.hypot(a.1 - b.1)
    };
    let far =
        (0..ring.len()).max_by(|a, b| distance(ring[0], ring[*a]).total_cmp(&distance(ring[0], ring[*b])));
    let far = far.unwrap_or(0);
    let last = ring.len() - 1;
    for index in [0, far, last] {
        kept[index] = true;
    }
    let mut pending = vec![(0, far), (far, last)];
    while let Some((start, end)) = pending.pop() {
        let stretch = ring[start].1.to_radians().cos();
        let (dx, dy) = ((ring[end].0 - ring[start].0) * stretch, ring[end].1 - ring[start].1);
        let length = dx.hypot(dy);
        let from_line = |index: usize| {
            let (x, y) = ((ring[index].0 - ring[start].0) * stretch, ring[index].1 - ring[start].1);
            if length == 0.0 { x.hypot(y) } else { (x * dy - y * dx).abs() / length }
        };
        let farthest = (start + 1..end).max_by(|a, b| from_line(*a).total_cmp(&from_line(*b)));
        if let Some(farthest) = farthest.filter(|index| from_line(*index) > TOLERANCE) {
            kept[farthest] = true;
            pending.extend([(start, farthest), (farthest, end)]);
        }
    }
    ring.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(point, _)| *point).collect()
}

/// The ring in hundredths of degrees, without points that are equal to the ones before.
fn hundredths(ring: &[(f64, f64)]) -> Vec<Point> {
    let round = |degrees: f64| (degrees * 100.0).round() as i32;
    let mut points: Vec<Point> = ring.iter().map(|point| (round(point.0), round(point.1))).collect();
    points.dedup();
    points
}

/// Appends a ring: the number of its points and of the bytes that follow its bounds, its bounds (west, south, east,
/// north), and the differences from point to point. The first one is from the south-west corner of the bounds.
fn pack(ring: &[Point], bytes: &mut Vec<u8>) {
    let (west, east) =
        ring.iter().fold((i32::MAX, i32::MIN), |(a, b), point| (a.min(point.0), b.max(point.0)));
    let (south, north) =
        ring.iter().fold((i32::MAX, i32::MIN), |(a, b), point| (a.min(point.1), b.max(point.1)));
    let mut deltas = Vec::new();
    let mut before = (west, south);
    for point in ring {
        for delta in [point.0 - before.0, point.1 - before.1] {
            // The sign is the last bit, and each byte has seven bits, the lowest first (as in Protocol Buffers).
            let mut rest = ((delta << 1) ^ (delta >> 31)).cast_unsigned();
            while rest >= 0x80 {
                deltas.push(rest as u8 | 0x80);
                rest >>= 7;
            }
            deltas.push(rest as u8);
        }
        before = *point;
    }
    for number in [ring.len(), deltas.len()] {
        bytes.extend((number as u16).to_le_bytes());
    }
    for bound in [west, south, east, north] {
        bytes.extend((bound as i16).to_le_bytes());
    }
    bytes.extend(deltas);
}
