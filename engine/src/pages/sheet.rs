//! The sheet that a page is printed on, until it is trimmed (CSS Paged Media 3, section 7): the bleed, the printer's
//! marks, and the place of the slug line.
//!
//! The page box is the trimmed page. Around it are, from the inside: the bleed, into which the page's content is painted;
//! the marks, which begin where the bleed ends; the slug line, at the bottom.

use crate::css::{Bleed, PageStyle, PrinterMarks};
use crate::units::{Length, Point, Rect, Sides, Size};

/// How far marks are from the page at least.
const LEAST_OFFSET: Length = Length(6 * Length::POINT.0);

/// The largest bleed: as wide as the largest page of PDF/A.
const MOST_BLEED: Length = Length(14_400 * Length::POINT.0);

/// The length of a crop mark, and the side of the square that contains a registration mark: 5 mm.
const MARK_LENGTH: Length = Length(14_513);

/// The height of the slug line: 3 mm.
const SLUG_HEIGHT: Length = Length(8_708);

/// What is left empty at the edge of the sheet: 1 mm.
const EMPTY_EDGE: Length = Length(2_903);

/// What a print shop gets, unless the `@page` rules of the document say otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintSetup {
    /// The bleed; with `None` it is `auto`.
    pub bleed: Option<Length>,
    /// The printer's marks.
    pub marks: PrinterMarks,
    /// Which edition this is. With `Some`, pages with marks have a slug line of the title, the page and this text.
    pub slug: Option<String>,
    /// Whether lines thinner than 0.25 pt are reported.
    pub reports_hairlines: bool,
}

/// What is around a page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sheet {
    /// How far content is painted beyond the page, on every side.
    pub bleed: Length,
    /// The marks outside the bleed.
    pub marks: PrinterMarks,
    /// The width of the sheet beyond the page, on every side.
    edge: Length,
}

impl Sheet {
    /// The sheet of a page of this style.
    pub(super) fn of(style: &PageStyle, setup: Option<&PrintSetup>) -> Sheet {
        let marks = style.marks.or(setup.map(|setup| setup.marks)).unwrap_or_default();
        let given = match style.bleed {
            Some(Bleed::Auto) => None,
            Some(Bleed::Length(bleed)) => Some(bleed),
            None => setup.and_then(|setup| setup.bleed),
        };
        let auto = if marks.crop { LEAST_OFFSET } else { Length::ZERO };
        let bleed = given.unwrap_or(auto).clamp(Length::ZERO, MOST_BLEED);
        let has_slug = setup.is_some_and(|setup| setup.slug.is_some());
        let mut sheet = Sheet { bleed, marks, edge: bleed };
        if sheet.has_marks() {
            let slug = if has_slug { SLUG_HEIGHT } else { Length::ZERO };
            sheet.edge = sheet.offset() + MARK_LENGTH + slug + EMPTY_EDGE;
        }
        sheet
    }

    /// Whether there are marks outside the bleed.
    pub fn has_marks(&self) -> bool {
        self.marks != PrinterMarks::default()
    }

    /// How far from the page the marks begin.
    fn offset(&self) -> Length {
        self.bleed.max(LEAST_OFFSET)
    }

    /// The area of the bleed, with that of the page.
    pub fn bleed_box(&self, page: Size) -> Rect {
        around(page, self.bleed)
    }

    /// The whole sheet.
    pub fn media_box(&self, page: Size) -> Rect {
        around(page, self.edge)
    }

    /// The area of the slug line, if there are marks.
    pub(super) fn slug_box(&self, page: Size) -> Option<Rect> {
        let y = page.height + self.offset() + MARK_LENGTH;
        self.has_marks().then_some(Rect { x: Length::ZERO, y, width: page.width, height: SLUG_HEIGHT })
    }

    /// The lines of the crop marks, two at each corner: where each begins and ends.
    pub fn crop_marks(&self, page: Size) -> Vec<(Point, Point)> {
        if !self.marks.crop {
            return Vec::new();
        }
        let (near, far) = (self.offset(), self.offset() + MARK_LENGTH);
        let mut lines = Vec::new();
        for (x, outward) in [(Length::ZERO, -1), (page.width, 1)] {
            for (y, down) in [(Length::ZERO, -1), (page.height, 1)] {
                let beside = |distance: Length| Point::new(x + distance * outward, y);
                let along = |distance: Length| Point::new(x, y + distance * down);
                lines.extend([(beside(near), beside(far)), (along(near), along(far))]);
            }
        }
        lines
    }

    /// The squares of the registration marks, in the middle of each side.
    pub fn registration_marks(&self, page: Size) -> Vec<Rect> {
        if !self.marks.cross {
            return Vec::new();
        }
        let distance = self.offset() + MARK_LENGTH / 2;
        let (x, y) = (page.width / 2, page.height / 2);
        let centers = [
            Point::new(x, -distance),
            Point::new(page.width + distance, y),
            Point::new(x, page.height + distance),
            Point::new(-distance, y),
        ];
        let half = MARK_LENGTH / 2;
        let square = |center: Point| Rect {
            x: center.x - half,
            y: center.y - half,
            width: half * 2,
            height: half * 2,
        };
        centers.map(square).to_vec()
    }
}

fn around(page: Size, edge: Length) -> Rect {
    Rect::new(Point::default(), page).inset(Sides::all(-edge))
}
