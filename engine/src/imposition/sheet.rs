//! The sides of a sheet: where two pages are on it, and the marks around them.
//!
//! The fold is in the middle of the sheet. A left page ends at the fold, a right one begins there; what a page shows
//! beyond the fold would be on its neighbor, so it is clipped. Creep moves both toward the fold.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::geometry::{Area, Transform};
use super::order::{Pair, Sheet};
use super::source::SourcePage;
use super::{Booklet, Flip, ImpositionError, Warning};
use crate::pdf::syntax::deflate::{Deflater, StreamKind};
use crate::pdf::syntax::number::real;
use crate::pdf::syntax::object::{deflated, name};
use crate::units::Length;

/// How much larger than the paper pages may be, in points: sizes of paper are rounded to millimeters.
const TOLERANCE: f64 = 1.5;

/// From the trimmed edge to a mark, the length of a mark, and the shortest one, in millimeters.
const MARK_DISTANCE: f64 = 3.0;
const MARK_LENGTH: f64 = 5.0;
const SHORTEST_MARK: f64 = 1.5;

/// What is the same on all sheets.
pub(super) struct Press {
    sheet: [f64; 2],
    /// The size of a trimmed page on the paper.
    page: [f64; 2],
    pub(super) scale: f64,
    creep: f64,
    /// Whether backs are upside down.
    turns_backs: bool,
    /// The distance of marks from the trimmed edges; `None` for no marks.
    marks: Option<f64>,
    pub(super) warnings: Vec<Warning>,
}

/// The side of a sheet.
pub(super) struct Side {
    sheet: [f64; 2],
    content: Vec<u8>,
    /// By the names in the content.
    forms: Vec<(String, ObjectId)>,
}

impl Press {
    pub(super) fn new(
        pages: &[SourcePage],
        booklet: &Booklet,
        sheets: &[Sheet],
    ) -> Result<Press, ImpositionError> {
        let largest = |side: usize| pages.iter().map(|page| page.size()[side]).fold(0.0, f64::max);
        let [width, height] = [largest(0), largest(1)];
        let mut sheet = booklet
            .sheet
            .map_or([2.0 * width, height], |sheet| [sheet.width.points(), sheet.height.points()]);
        let largest_scale = |[across, up]: [f64; 2]| (across / (2.0 * width)).min(up / height);
        if largest_scale([sheet[1], sheet[0]]) > largest_scale(sheet) {
            sheet.reverse();
        }
        let fits = 2.0 * width <= sheet[0] + TOLERANCE && height <= sheet[1] + TOLERANCE;
        if !fits && !booklet.fit {
            return Err(ImpositionError::SheetTooSmall([2.0 * width, height], sheet));
        }
        let scale = if fits { 1.0 } else { largest_scale(sheet) };
        let creep = booklet.creep.points();
        let deepest = sheets.iter().map(|sheet| sheet.depth).max().unwrap_or(0) as f64 * creep;
        if deepest > width * scale / 4.0 {
            return Err(ImpositionError::CreepTooLarge(deepest));
        }
        let mut warnings = Vec::new();
        let is_smaller = |page: &SourcePage| {
            let [own_width, own_height] = page.size();
            own_width < width - TOLERANCE || own_height < height - TOLERANCE
        };
        if pages.iter().any(is_smaller) {
            warnings.push(Warning::SeveralSizes);
        }
        let bleed = pages.iter().map(SourcePage::bleed).fold(0.0, f64::max) * scale;
        let mut press = Press {
            sheet,
            page: [width * scale, height * scale],
            scale,
            creep,
            // A sheet that is wider than tall is turned over its short edge from left to right, and over its long edge
            // head over heels.
            turns_backs: (sheet[0] >= sheet[1]) == (booklet.flip == Flip::Long),
            marks: booklet.marks.then(|| bleed.max(millimeters(MARK_DISTANCE))),
            warnings,
        };
        if booklet.marks && press.mark_lengths(0.0).contains(&None) {
            press.warnings.push(Warning::NoRoomForMarks);
        }
        Ok(press)
    }

    /// The front and the back of a sheet. `forms` draw the pages.
    pub(super) fn sides(&self, sheet: &Sheet, pages: &[SourcePage], forms: &[ObjectId]) -> [Side; 2] {
        let shift = sheet.depth as f64 * self.creep;
        let side = |pair: Pair, is_turned: bool| {
            let mut side = Side { sheet: self.sheet, content: Vec::new(), forms: Vec::new() };
            if is_turned {
                side.transform(Transform([-1.0, 0.0, 0.0, -1.0, self.sheet[0], self.sheet[1]]));
            }
            for (index, is_left) in pair.into_iter().zip([true, false]) {
                let Some(index) = index else { continue };
                if let (Some(page), Some(&form)) = (pages.get(index), forms.get(index)) {
                    self.draw(&mut side, page, (form, index + 1), shift, is_left);
                }
            }
            self.draw_marks(&mut side, shift);
            side
        };
        [side(sheet.front, false), side(sheet.back, self.turns_backs)]
    }

    fn fold(&self) -> f64 {
        self.sheet[0] / 2.0
    }

    /// The pages of a sheet after trimming.
    fn trimmed(&self, shift: f64) -> Area {
        let [width, height] = self.page;
        let (fold, middle) = (self.fold(), self.sheet[1] / 2.0);
        Area {
            left: fold - width + shift,
            bottom: middle - height / 2.0,
            right: fold + width - shift,
            top: middle + height / 2.0,
        }
    }

    fn draw(
        &self,
        side: &mut Side,
        page: &SourcePage,
        (form, number): (ObjectId, usize),
        shift: f64,
        is_left: bool,
    ) {
        let [width, height] = page.size().map(|length| length * self.scale);
        let (fold, [across, up]) = (self.fold(), self.sheet);
        let left = if is_left { fold - width + shift } else { fold - shift };
        let half = if is_left { [0.0, 0.0, fold, up] } else { [fold, 0.0, across - fold, up] };
        side.operator("q", &[]);
        side.operator("re", &half);
        side.operator("W", &[]);
        side.operator("n", &[]);
        side.transform(page.upright().then([self.scale; 2], [left, (up - height) / 2.0]));
        side.form(format!("P{number}"), form);
        for (annotation, place) in page.annotations.iter().zip(1..) {
            side.operator("q", &[]);
            side.transform(annotation.transform);
            side.form(format!("P{number}A{place}"), annotation.form);
            side.operator("Q", &[]);
        }
        side.operator("Q", &[]);
    }

    /// The lengths of marks beside the pages, and above and below them; `None` where there is no room for one.
    fn mark_lengths(&self, shift: f64) -> [Option<f64>; 2] {
        let trimmed = self.trimmed(shift);
        [trimmed.left, trimmed.bottom].map(|room| {
            let length = (room - self.marks.unwrap_or(0.0)).min(millimeters(MARK_LENGTH));
            (length >= millimeters(SHORTEST_MARK)).then_some(length)
        })
    }

    fn draw_marks(&self, side: &mut Side, shift: f64) {
        let Some(distance) = self.marks else { return };
        let trimmed = self.trimmed(shift);
        let [beside, above] = self.mark_lengths(shift);
        side.operator("q", &[]);
        side.operator("G", &[0.0]);
        side.operator("w", &[0.25]);
        if let Some(length) = beside {
            for y in [trimmed.bottom, trimmed.top] {
                side.line([trimmed.left - distance, y], [-length, 0.0]);
                side.line([trimmed.right + distance, y], [length, 0.0]);
            }
        }
        if let Some(length) = above {
            for x in [trimmed.left, trimmed.right] {
                side.line([x, trimmed.bottom - distance], [0.0, -length]);
                side.line([x, trimmed.top + distance], [0.0, length]);
            }
            // The fold is dashed.
            side.content.extend_from_slice(b"[2 2] 0 d\n");
            side.line([self.fold(), trimmed.bottom - distance], [0.0, -length]);
            side.line([self.fold(), trimmed.top + distance], [0.0, length]);
        }
        side.operator("Q", &[]);
    }
}

fn millimeters(value: f64) -> f64 {
    Length::from_millimeters(value).points()
}

impl Side {
    fn operator(&mut self, operator: &str, operands: &[f64]) {
        for &operand in operands {
            real(&mut self.content, operand);
            self.content.push(b' ');
        }
        self.content.extend_from_slice(operator.as_bytes());
        self.content.push(b'\n');
    }

    fn transform(&mut self, Transform(numbers): Transform) {
        self.operator("cm", &numbers);
    }

    fn form(&mut self, name: String, form: ObjectId) {
        self.content.extend_from_slice(format!("/{name} Do\n").as_bytes());
        self.forms.push((name, form));
    }

    /// A line from a point, as far as `along`.
    fn line(&mut self, [x, y]: [f64; 2], along: [f64; 2]) {
        self.operator("m", &[x, y]);
        self.operator("l", &[x + along[0], y + along[1]]);
        self.operator("S", &[]);
    }

    /// Adds the side as a page below the page tree `parent`.
    pub(super) fn add_to(self, document: &mut Document, parent: ObjectId) -> ObjectId {
        let content = deflated(Dictionary::new(), Deflater::new(StreamKind::Content).deflate(&self.content));
        let content = document.add_object(content);
        let forms = self.forms.into_iter().map(|(name, form)| (name, Object::Reference(form)));
        let resources: Dictionary = [("XObject", Object::Dictionary(forms.collect()))].into_iter().collect();
        let [right, top] = self.sheet;
        let mut page = Dictionary::new();
        page.set("Type", name("Page"));
        page.set("Parent", Object::Reference(parent));
        page.set("MediaBox", Area { left: 0.0, bottom: 0.0, right, top }.object());
        page.set("Resources", resources);
        page.set("Contents", Object::Reference(content));
        document.add_object(page)
    }
}
