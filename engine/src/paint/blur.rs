//! Blurred shadows as pictures. In: the shape of a shadow, its blur and its color. Out: an image with an opacity for each
//! pixel, because PDF has no blur.
//!
//! The blur is a Gaussian whose standard deviation is half the blur radius (CSS Backgrounds 3, section 6.1.1). A pixel is
//! a quarter of the deviation wide, which interpolation smooths. Only additions, multiplications, square roots and
//! libm's exponential are used, so that every machine computes the same bytes.

use image::ExtendedColorType;

use super::display_list::{Color, Image, ImageContent, ImageItem, ImageSampling, PathSegment, Tag};
use super::raster::encoded;
use crate::layout::Corners;
use crate::sorting::sort_by;
use crate::units::{Length, Point, Rect, Sides, Size};

/// The most pixels of one shadow. A larger one has larger pixels.
const MAX_PIXELS: f64 = 262_144.0;
/// The smallest pixel, in points: 288 a inch.
const MIN_PIXEL: f64 = 0.25;
/// How many straight lines approximate a curve.
const LINES_OF_CURVE: u8 = 8;
/// How many scan lines are measured in a row of pixels.
const SCAN_LINES: usize = 4;

/// A shadow before it is blurred.
pub(super) struct SoftShape {
    /// The shape, or the hole in it.
    pub(super) kind: SoftShapeKind,
    /// Whether the shadow is everything but the shape.
    pub(super) is_hole: bool,
    /// The blur radius, more than zero.
    pub(super) blur: Length,
    pub(super) color: Color,
}

/// What is blurred.
pub(super) enum SoftShapeKind {
    /// A box with its corners.
    Box(Rect, Corners),
    /// The straight lines of a path whose inside is where it winds around: from and to, in points.
    Path(Vec<ShapeLine>),
}

/// A straight line of a shape: from and to, in points.
pub(super) type ShapeLine = [(f64, f64); 2];

/// The straight lines of a path, with those that approximate its curves.
pub(super) fn lines_of(segments: &[PathSegment]) -> Vec<ShapeLine> {
    let points = |point: Point| (point.x.points(), point.y.points());
    let (mut lines, mut start, mut at) = (Vec::new(), (0.0, 0.0), (0.0, 0.0));
    for segment in segments {
        let from = at;
        match *segment {
            PathSegment::MoveTo(to) => {
                start = points(to);
                at = start;
            }
            PathSegment::LineTo(to) => {
                at = points(to);
                lines.push([from, at]);
            }
            PathSegment::CurveTo(first, second, to) => {
                let (first, second, to) = (points(first), points(second), points(to));
                for line in 1..=LINES_OF_CURVE {
                    let t = f64::from(line) / f64::from(LINES_OF_CURVE);
                    let u = 1.0 - t;
                    let mix = |a: f64, b: f64, c: f64, d: f64| {
                        u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
                    };
                    let next = (mix(from.0, first.0, second.0, to.0), mix(from.1, first.1, second.1, to.1));
                    lines.push([at, next]);
                    at = next;
                }
            }
            PathSegment::Close => {
                lines.push([at, start]);
                at = start;
            }
        }
    }
    lines
}

impl SoftShapeKind {
    /// The area of a path, with its curves as straight lines.
    pub(super) fn path(segments: &[PathSegment]) -> SoftShapeKind {
        SoftShapeKind::Path(lines_of(segments))
    }

    /// The ranges of the shape at a height, from left to right.
    fn ranges(&self, y: f64) -> Vec<(f64, f64)> {
        match self {
            SoftShapeKind::Box(rect, corners) => range_of_box(*rect, *corners, y).into_iter().collect(),
            SoftShapeKind::Path(lines) => ranges_of_path(lines, y, false),
        }
    }
}

/// Where a box begins and ends at a height.
fn range_of_box(rect: Rect, corners: Corners, y: f64) -> Option<(f64, f64)> {
    let (top, bottom) = (rect.y.points(), rect.bottom().points());
    let inset = |(horizontal, vertical): (Length, Length), from_edge: f64| {
        let (horizontal, vertical) = (horizontal.points(), vertical.points());
        if from_edge >= vertical {
            return 0.0;
        }
        let rise = (vertical - from_edge) / vertical;
        horizontal * (1.0 - (1.0 - rise * rise).max(0.0).sqrt())
    };
    let left = inset(corners.top_left, y - top).max(inset(corners.bottom_left, bottom - y));
    let right = inset(corners.top_right, y - top).max(inset(corners.bottom_right, bottom - y));
    let (left, right) = (rect.x.points() + left, rect.right().points() - right);
    (y > top && y < bottom && left < right).then_some((left, right))
}

/// Where a path winds around the points at a height.
pub(super) fn ranges_of_path(lines: &[ShapeLine], y: f64, even_odd: bool) -> Vec<(f64, f64)> {
    let mut crossings: Vec<(f64, i32)> = lines
        .iter()
        .filter(|[from, to]| (from.1 <= y) != (to.1 <= y))
        .map(|[from, to]| {
            let x = from.0 + (to.0 - from.0) * (y - from.1) / (to.1 - from.1);
            (x, if from.1 < to.1 { 1 } else { -1 })
        })
        .collect();
    sort_by(&mut crossings, |one, other| one.0.total_cmp(&other.0));
    let (mut winding, mut start, mut ranges) = (0, 0.0, Vec::new());
    for (x, step) in crossings {
        if winding == 0 {
            start = x;
        }
        winding = if even_odd { 1 - winding } else { winding + step };
        if winding == 0 {
            ranges.push((start, x));
        }
    }
    ranges
}

impl SoftShape {
    /// How far the shadow reaches beyond the shape.
    pub(super) fn reach(blur: Length) -> Length {
        blur.scale(1.5)
    }

    /// Draws the shadow in an area of the page.
    pub(super) fn draw(&self, area: Rect, tag: Tag) -> Option<ImageItem> {
        let deviation = self.blur.points() / 2.0;
        let grid = Grid::of(area, deviation)?;
        let kernel = kernel(deviation / grid.pixel);
        let opacities = self.opacities(&grid, &kernel);
        let Color { red, green, blue, alpha, .. } = self.color;
        let pixels: Vec<u8> = opacities
            .iter()
            .flat_map(|&opacity| {
                let opacity = if self.is_hole { 1.0 - opacity } else { opacity };
                [red, green, blue, (opacity * f64::from(alpha) + 0.5) as u8]
            })
            .collect();
        grid.picture(&pixels, area.origin(), tag)
    }

    /// How much of each pixel the blurred shape covers, 0 to 1, row by row.
    fn opacities(&self, grid: &Grid, kernel: &[f64]) -> Vec<f64> {
        grid.blur(kernel, |row, radius, covered| {
            grid.cover(row, radius, covered, |y| self.kind.ranges(y));
        })
    }
}

/// The pixels of a shadow: lengths in points.
pub(super) struct Grid {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) pixel: f64,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

impl Grid {
    /// The pixels of an area for a standard deviation in points; `None` if it is empty.
    pub(super) fn of(area: Rect, deviation: f64) -> Option<Grid> {
        let (width, height) = (area.width.points(), area.height.points());
        let pixel = (deviation / 4.0).max(MIN_PIXEL).max((width * height / MAX_PIXELS).sqrt());
        let (columns, rows) = ((width / pixel).ceil() as usize, (height / pixel).ceil() as usize);
        let grid = Grid { left: area.x.points(), top: area.y.points(), pixel, columns, rows };
        (columns > 0 && rows > 0).then_some(grid)
    }

    /// Blurs what `fill` writes into each row, which begins a number of pixels to the left of the grid.
    pub(super) fn blur(&self, kernel: &[f64], mut fill: impl FnMut(f64, usize, &mut [f64])) -> Vec<f64> {
        let radius = kernel.len() / 2;
        let padded = self.columns + 2 * radius;
        // Rows that are blurred horizontally, with `radius` rows above and below the grid.
        let mut blurred = Vec::with_capacity((self.rows + 2 * radius) * self.columns);
        let mut covered = vec![0.0; padded];
        for row in 0..self.rows + 2 * radius {
            covered.fill(0.0);
            fill(row as f64 - radius as f64, radius, &mut covered);
            blurred.extend(covered.windows(kernel.len()).map(|window| weighted(window.iter(), kernel)));
        }
        let column = |row: usize, column: usize| {
            let from = row * self.columns + column;
            let values = blurred.get(from..).unwrap_or_default().iter().step_by(self.columns);
            weighted(values, kernel).clamp(0.0, 1.0)
        };
        (0..self.rows * self.columns).map(|at| column(at / self.columns, at % self.columns)).collect()
    }

    /// Adds the part of each pixel that a shape covers in a row of the grid, which begins `radius` pixels to the left
    /// of it. `ranges` are those of the shape at a height, from left to right.
    pub(super) fn cover(
        &self,
        row: f64,
        radius: usize,
        covered: &mut [f64],
        ranges: impl Fn(f64) -> Vec<(f64, f64)>,
    ) {
        for line in 0..SCAN_LINES {
            let y = self.top + (row + (line as f64 + 0.5) / SCAN_LINES as f64) * self.pixel;
            for (left, right) in ranges(y) {
                let at =
                    |x: f64| ((x - self.left) / self.pixel + radius as f64).clamp(0.0, covered.len() as f64);
                let (left, right) = (at(left), at(right));
                let (first, last) = (left as usize, right.ceil() as usize);
                for (index, pixel) in covered.iter_mut().enumerate().take(last).skip(first) {
                    let inside = right.min(index as f64 + 1.0) - left.max(index as f64);
                    *pixel += inside.max(0.0) / SCAN_LINES as f64;
                }
            }
        }
    }

    /// A picture of its pixels: red, green, blue and opacity, row by row.
    pub(super) fn picture(&self, pixels: &[u8], origin: Point, tag: Tag) -> Option<ImageItem> {
        let (columns, rows) = (self.columns, self.rows);
        let bytes = encoded(pixels, (columns as u32, rows as u32), ExtendedColorType::Rgba8)?;
        let length = |pixels: usize| Length::from_points(pixels as f64 * self.pixel);
        Some(ImageItem {
            image: Image {
                content: ImageContent::Raster { bytes, orientation: 1 },
                ratio: None,
                path: format!("{}{columns}x{rows}", Image::SHADOW).into(),
            },
            sampling: ImageSampling::Smooth,
            rect: Rect::new(origin, Size::new(length(columns), length(rows))),
            clip: None,
            tag,
        })
    }
}

/// The weights of a Gaussian with a deviation in pixels. Their sum is 1, their number odd.
pub(super) fn kernel(deviation: f64) -> Vec<f64> {
    let radius = (deviation * 3.0).ceil() as i32;
    let weight = |at: i32| libm::exp(-f64::from(at * at) / (2.0 * deviation * deviation));
    let weights: Vec<f64> = (-radius..=radius).map(weight).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

fn weighted<'a>(values: impl Iterator<Item = &'a f64>, kernel: &[f64]) -> f64 {
    values.zip(kernel).map(|(value, weight)| value * weight).sum()
}

/// The area that a blurred shadow can reach around a shape.
pub(super) fn surroundings(rect: Rect, blur: Length) -> Rect {
    rect.inset(Sides::all(-SoftShape::reach(blur)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_straight_edge_is_covered_and_the_sum_of_opacities_is_the_area() {
        let points = Length::from_points;
        let rect = Rect::new(Point::new(points(20.0), points(20.0)), Size::new(points(40.0), points(40.0)));
        let shape = SoftShape {
            kind: SoftShapeKind::Box(rect, Corners::default()),
            is_hole: false,
            blur: points(8.0),
            color: Color::BLACK,
        };
        let grid = Grid { left: 0.0, top: 0.0, pixel: 1.0, columns: 80, rows: 80 };
        let opacities = shape.opacities(&grid, &kernel(4.0));
        let at = |x: usize, y: usize| opacities[y * 80 + x];
        // The edge is between the pixels 19 and 20.
        assert!((at(19, 40) + at(20, 40) - 1.0).abs() < 1e-9);
        assert!(at(40, 40) > 0.999 && at(6, 40) < 0.001);
        assert!((opacities.iter().sum::<f64>() - 1600.0).abs() < 1.0);
    }
}
