//! What is drawn around the bleed of a page: crop marks, registration marks, the slug line.

use super::display_list::{ArtifactKind, DisplayItem, LineEnds, PathItem, PathSegment, Stroke, Tag};
use super::painter::Painter;
use super::shapes::{ellipse, outline};
use crate::css::Color;
use crate::layout::Corners;
use crate::pages::Sheet;
use crate::units::{Length, Point, Rect, Size};

/// The width of the lines of marks: a quarter of a point.
const LINE_WIDTH: Length = Length(Length::POINT.0 / 4);

const MARK: Tag = Tag::Artifact(ArtifactKind::PrinterMark);

impl Painter<'_> {
    /// Clips what has been drawn to the bleed, and draws the marks around it.
    pub(super) fn printer_marks(&mut self, sheet: &Sheet, page: Size) {
        let clip = Some(outline(self.bleed_box, Corners::default()));
        let begin = DisplayItem::BeginGroup { opacity: 1.0, clip, tag: self.artifact(ArtifactKind::Layout) };
        self.items.insert(0, begin);
        self.items.push(DisplayItem::EndGroup);
        for (from, to) in sheet.crop_marks(page) {
            self.items.push(stroked(line(from, to)));
        }
        for square in sheet.registration_marks(page) {
            self.items.push(stroked(registration_mark(square)));
        }
    }
}

/// A circle of two thirds of a square, and a cross over the whole square.
fn registration_mark(square: Rect) -> Vec<PathSegment> {
    let center = Point::new(square.x + square.width / 2, square.y + square.height / 2);
    let mut path = ellipse(center, square.width / 3, square.height / 3);
    path.extend(line(Point::new(square.x, center.y), Point::new(square.right(), center.y)));
    path.extend(line(Point::new(center.x, square.y), Point::new(center.x, square.bottom())));
    path
}

fn line(from: Point, to: Point) -> Vec<PathSegment> {
    vec![PathSegment::MoveTo(from), PathSegment::LineTo(to)]
}

fn stroked(segments: Vec<PathSegment>) -> DisplayItem {
    let stroke =
        Stroke { color: Color::BLACK, width: LINE_WIDTH, dashes: Vec::new(), ends: LineEnds::default() };
    DisplayItem::Path(PathItem { segments, fill: None, even_odd: false, stroke: Some(stroke), tag: MARK })
}
