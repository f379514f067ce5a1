//! Chooses where the names of places are written.
//!
//! Each name has eight positions around its point. The names are placed one after the other, the most important ones first,
//! each where it costs least: on another name, on a point or across an edge is forbidden; on a route, and in a position
//! that readers expect less, costs a little (the order of positions is Imhof's, *Positioning Names on Maps*, 1975). What is
//! taken is kept in a grid of cells, so the time grows with the area of the names and not with the square of their number.

use unicode_width::UnicodeWidthChar;

use super::view::Frame;

/// The side of a cell of the grid, in millimeters.
const CELL: f64 = 0.5;

/// What is in a cell.
const FREE: u8 = 0;
const ROUTE: u8 = 1;
const TAKEN: u8 = 2;

/// Where the text of a name is, relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The text starts at the point.
    Start,
    /// The text is centered at the point.
    Middle,
    /// The text ends at the point.
    End,
}

/// A name in its place.
#[derive(Debug)]
pub(super) struct Placed {
    /// Where the text is anchored, on its baseline.
    pub(super) at: (f64, f64),
    pub(super) anchor: Anchor,
}

/// The space of a map that is taken already.
pub(super) struct Space {
    frame: Frame,
    columns: usize,
    rows: usize,
    cells: Vec<u8>,
}

impl Space {
    /// The free space of a frame. Names do not cross `spine`, the x coordinate of a fold.
    pub(super) fn new(frame: Frame, spine: Option<f64>) -> Space {
        let count = |length: f64| (length / CELL) as usize + 1;
        let (columns, rows) = (count(frame.right - frame.left), count(frame.bottom - frame.top));
        let mut space = Space { frame, columns, rows, cells: vec![FREE; columns * rows] };
        if let Some(x) = spine {
            let fold = Frame { left: x - 2.0, right: x + 2.0, ..frame };
            space.mark(fold, TAKEN);
        }
        space
    }

    /// The cells of a rectangle, row by row.
    fn ranges(&self, area: Frame) -> impl Iterator<Item = std::ops::Range<usize>> + use<> {
        let cell = |length: f64, most: usize| ((length / CELL).max(0.0) as usize).min(most);
        let left = cell(area.left - self.frame.left, self.columns);
        let right = cell(area.right - self.frame.left + CELL, self.columns);
        let top = cell(area.top - self.frame.top, self.rows);
        let bottom = cell(area.bottom - self.frame.top + CELL, self.rows);
        let columns = self.columns;
        (top..bottom).map(move |row| row * columns + left..row * columns + right)
    }

    fn mark(&mut self, area: Frame, content: u8) {
        for range in self.ranges(area) {
            for cell in &mut self.cells[range] {
                *cell = (*cell).max(content);
            }
        }
    }

    /// Notes a point with this radius.
    pub(super) fn add_point(&mut self, (x, y): (f64, f64), radius: f64) {
        self.mark(Frame { left: x, top: y, right: x, bottom: y }.grown(radius), TAKEN);
    }

    /// Notes a route.
    pub(super) fn add_route(&mut self, points: &[(f64, f64)]) {
        for pair in points.windows(2) {
            let [(from_x, from_y), (to_x, to_y)] = [pair[0], pair[1]];
            let steps = ((to_x - from_x).abs().max((to_y - from_y).abs()) / CELL) as usize + 1;
            for step in 0..steps.min(10_000) {
                let part = step as f64 / steps as f64;
                let (x, y) = (from_x + (to_x - from_x) * part, from_y + (to_y - from_y) * part);
                self.mark(Frame { left: x, top: y, right: x, bottom: y }, ROUTE);
            }
        }
    }

    /// Where the name of a point is written, which then is taken; `None` if there is no space. `gap` is the distance of the
    /// text from the point.
    pub(super) fn place(&mut self, name: &str, size: f64, point: (f64, f64), gap: f64) -> Option<Placed> {
        let width = width_of(name) * size;
        let (ascent, descent) = (0.76 * size, 0.24 * size);
        let near = gap * 0.72;
        let middle = 0.26 * size;
        // Each with its offset from the point to the anchor.
        let positions = [
            (0.0, Anchor::Start, gap, middle),
            (0.8, Anchor::Start, near, -near),
            (1.0, Anchor::End, -gap, middle),
            (1.2, Anchor::Start, near, near + 0.6 * size),
            (1.6, Anchor::End, -near, -near),
            (1.8, Anchor::Middle, 0.0, -gap),
            (2.0, Anchor::End, -near, near + 0.6 * size),
            (2.2, Anchor::Middle, 0.0, gap + ascent),
        ];
        let mut best: Option<(f64, Placed, Frame)> = None;
        for (preference, anchor, dx, dy) in positions {
            let at = (point.0 + dx, point.1 + dy);
            let left = match anchor {
                Anchor::Start => at.0,
                Anchor::Middle => at.0 - width / 2.0,
                Anchor::End => at.0 - width,
            };
            let area = Frame { left, top: at.1 - ascent, right: left + width, bottom: at.1 + descent };
            let is_inside = area.left >= self.frame.left
                && area.right <= self.frame.right
                && area.top >= self.frame.top
                && area.bottom <= self.frame.bottom;
            if !is_inside {
                continue;
            }
            let (mut routes, mut is_free) = (0, true);
            // The point itself is taken, at the corner of the text at most.
            for range in self.ranges(Frame { bottom: area.bottom - CELL, right: area.right - CELL, ..area }) {
                for cell in &self.cells[range] {
                    routes += usize::from(*cell == ROUTE);
                    is_free &= *cell != TAKEN;
                }
            }
            let cost = preference + 0.25 * (routes as f64).min(40.0);
            if is_free && best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, Placed { at, anchor }, area));
            }
        }
        let (_, placed, area) = best?;
        self.mark(area, TAKEN);
        Some(placed)
    }
}

/// The width of a text in ems, at least that in the usual text fonts.
fn width_of(text: &str) -> f64 {
    let of = |letter: char| match letter {
        'i' | 'j' | 'l' | 'ı' | 'í' | 'î' | 'ï' | '.' | ',' | '’' | '\'' | ':' | ';' | '|' => 0.3,
        'f' | 'r' | 't' | 's' | ' ' | '-' | '(' | ')' | 'ț' | 'ţ' | 'ș' | 'ş' => 0.42,
        'm' | 'w' | 'M' | 'W' | 'ш' | 'щ' | 'ж' | 'ю' | 'м' | 'ф' | 'ы' => 0.9,
        _ if letter.width() == Some(0) => 0.0,
        _ if letter.width() == Some(2) => 1.0,
        _ if letter.is_uppercase() => 0.72,
        _ => 0.57,
    };
    text.chars().map(of).sum::<f64>() + 0.1
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { left: 0.0, top: 0.0, right: 100.0, bottom: 60.0 };

    fn space(points: &[(f64, f64)]) -> Space {
        let mut space = Space::new(FRAME, None);
        points.iter().for_each(|point| space.add_point(*point, 0.8));
        space
    }

    #[test]
    fn a_name_is_right_of_its_point_unless_another_point_is_there() {
        let mut alone = space(&[(50.0, 30.0)]);
        let placed = alone.place("Baku", 3.0, (50.0, 30.0), 1.5).expect("space");
        assert_eq!((placed.anchor, placed.at.0), (Anchor::Start, 51.5));
        let mut crowded = space(&[(50.0, 30.0), (54.0, 30.0)]);
        let placed = crowded.place("Baku", 3.0, (50.0, 30.0), 1.5).expect("space");
        assert_ne!((placed.anchor, placed.at.0), (Anchor::Start, 51.5));
    }

    #[test]
    fn a_name_at_an_edge_is_inside() {
        let mut space = space(&[(98.0, 30.0)]);
        let placed = space.place("Vladivostok", 3.0, (98.0, 30.0), 1.5).expect("space");
        assert_eq!(placed.anchor, Anchor::End);
    }

    #[test]
    fn a_name_without_space_is_left_out() {
        let points: Vec<(f64, f64)> = (0..40).map(|index| (50.0 + 0.1 * f64::from(index), 30.0)).collect();
        let mut space = space(&points);
        let placed = points.iter().filter_map(|point| space.place("Samarkand", 3.0, *point, 1.5)).count();
        assert!((1..=8).contains(&placed), "{placed}");
    }

    #[test]
    fn a_name_avoids_the_routes_and_the_fold() {
        let mut space = space(&[(50.0, 30.0)]);
        space.add_route(&[(50.0, 30.0), (90.0, 30.0)]);
        let placed = space.place("Tbilisi", 3.0, (50.0, 30.0), 1.5).expect("space");
        assert!(placed.anchor != Anchor::Start || placed.at.1 < 30.0, "{placed:?}");
        let mut folded = Space::new(FRAME, Some(54.0));
        let placed = folded.place("Tbilisi", 3.0, (50.0, 30.0), 1.5).expect("space");
        assert_eq!(placed.anchor, Anchor::End);
    }
}
