//! The border lines of a table with collapsed borders on a page (CSS 2.2, section 17.6.2). Each line is centered on the
//! boundary between the cells.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::css::{BorderSide, BorderStyle, ComputedStyle};
use crate::layout::{BorderCandidate, LineRun, TableRow, between_rows};
use crate::pages::page::PlacedBox;
use crate::sorting::sort_by_key;
use crate::units::{Length, Point, Rect, Sides, Size};

/// The border lines of the rows placed so far.
#[derive(Default)]
pub(crate) struct TableLines {
    horizontal: Vec<LineSegment>,
    vertical: Vec<LineSegment>,
    /// The lines that the last row asks for below it, if its end is on this page.
    below: Option<LinesBelow>,
}

/// The lines below a row, before those of the next row are known.
struct LinesBelow {
    runs: Vec<LineRun>,
    columns: Arc<[Length]>,
    x: Length,
    y: Length,
}

/// A segment of a border line.
#[derive(Clone, Copy)]
struct LineSegment {
    /// The position of its middle: `y` of a horizontal line, `x` of a vertical one.
    at: Length,
    /// Where it starts along the line.
    from: Length,
    /// Where it ends along the line.
    to: Length,
    /// Style, width and color.
    side: BorderSide,
}

impl TableLines {
    /// Adds a row, in the order of the page. `x` is the left edge of its galley; `top` and `bottom` are its edges, each
    /// with whether the row starts or ends there, which is false where the page breaks it.
    pub(crate) fn row(
        &mut self,
        row: &TableRow,
        x: Length,
        (top, begins): (Length, bool),
        (bottom, ends): (Length, bool),
    ) {
        let above = if begins { &row.lines.above[..] } else { &[] };
        match self.below.take() {
            Some(before) if before.y == top => {
                let runs = between_rows(&before.runs, above);
                self.add_horizontal(&runs, &row.columns, x, top);
            }
            before => {
                self.add_below(before);
                self.add_horizontal(above, &row.columns, x, top);
            }
        }
        for (column, BorderCandidate { side, .. }) in &row.lines.verticals {
            if let (true, Some(at)) = (side.width > Length::ZERO, row.columns.get(*column)) {
                self.vertical.push(LineSegment { at: x + *at, from: top, to: bottom, side: *side });
            }
        }
        if ends {
            let runs = row.lines.below.clone();
            self.below = Some(LinesBelow { runs, columns: row.columns.clone(), x, y: bottom });
        }
    }

    fn add_below(&mut self, below: Option<LinesBelow>) {
        if let Some(below) = below {
            self.add_horizontal(&below.runs, &below.columns, below.x, below.y);
        }
    }

    fn add_horizontal(&mut self, runs: &[LineRun], columns: &[Length], x: Length, y: Length) {
        for LineRun { from, to, border: BorderCandidate { side, .. } } in runs {
            let (Some(from), Some(to)) = (columns.get(*from), columns.get(*to)) else { continue };
            if side.width > Length::ZERO {
                // In a right-to-left table the columns are counted from the right.
                let (from, to) = (x + (*from).min(*to), x + (*from).max(*to));
                self.horizontal.push(LineSegment { at: y, from, to, side: *side });
            }
        }
    }

    /// The lines in painting order: where they meet, the wider one is on top.
    pub(crate) fn into_boxes(mut self) -> Vec<PlacedBox> {
        let below = self.below.take();
        self.add_below(below);
        if self.horizontal.is_empty() && self.vertical.is_empty() {
            return Vec::new();
        }
        let vertical_widths = widths_at_ends(&self.vertical);
        let horizontal_widths = widths_at_ends(&self.horizontal);
        // By width, vertical lines before horizontal ones.
        let mut drawn: Vec<(Length, bool, Rect, BorderSide)> = Vec::new();
        let half = |widths: &FxHashMap<(Length, Length), Length>, at: Length, along: Length| {
            widths.get(&(along, at)).copied().unwrap_or_default() / 2
        };
        for line in joined(self.vertical) {
            let from = line.from - half(&horizontal_widths, line.at, line.from);
            let to = line.to + half(&horizontal_widths, line.at, line.to);
            let width = line.side.width;
            let rect = Rect::new(Point::new(line.at - width / 2, from), Size::new(width, to - from));
            drawn.push((width, false, rect, line.side));
        }
        for line in joined(self.horizontal) {
            let from = line.from - half(&vertical_widths, line.at, line.from);
            let to = line.to + half(&vertical_widths, line.at, line.to);
            let width = line.side.width;
            let rect = Rect::new(Point::new(from, line.at - width / 2), Size::new(to - from, width));
            drawn.push((width, true, rect, line.side));
        }
        sort_by_key(&mut drawn, |(width, is_horizontal, ..)| (*width, *is_horizontal));
        let plain = crate::css::properties::initial();
        // Most lines of a table have the same style.
        let mut styles: Vec<(BorderSide, Arc<ComputedStyle>)> = Vec::new();
        let mut boxes = Vec::with_capacity(drawn.len());
        for (width, is_horizontal, rect, side) in drawn {
            let known = styles.iter().rev().take(8).find(|(known, _)| *known == side);
            let style = match known {
                Some((_, style)) => style.clone(),
                None => {
                    let border = BorderStyle { sides: Sides::all(side), ..(*plain.border).clone() };
                    let style = Arc::new(ComputedStyle { border: Arc::new(border), ..plain.clone() });
                    styles.push((side, style.clone()));
                    style
                }
            };
            let none = Sides::default();
            let border =
                if is_horizontal { Sides { top: width, ..none } } else { Sides { left: width, ..none } };
            boxes.push(PlacedBox {
                box_id: None,
                node: None,
                style,
                rect,
                border,
                padding: Sides::default(),
                edges: Sides::all(true),
                starts: false,
                whole: None,
            });
        }
        boxes
    }
}

/// The width of the widest line that ends at each point, by the positions across and along the line.
fn widths_at_ends(lines: &[LineSegment]) -> FxHashMap<(Length, Length), Length> {
    let mut widths = FxHashMap::default();
    for line in lines {
        for end in [line.from, line.to] {
            let width = widths.entry((line.at, end)).or_insert(Length::ZERO);
            *width = (*width).max(line.side.width);
        }
    }
    widths
}

/// Joins segments that continue each other: renderers show a seam between two.
fn joined(mut lines: Vec<LineSegment>) -> Vec<LineSegment> {
    sort_by_key(&mut lines, |line| (line.at, line.from));
    let mut joined: Vec<LineSegment> = Vec::with_capacity(lines.len());
    for line in lines {
        match joined.last_mut() {
            Some(last) if last.at == line.at && last.to == line.from && last.side == line.side => {
                last.to = line.to;
            }
            _ => joined.push(line),
        }
    }
    joined
}
