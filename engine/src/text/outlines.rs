//! The outlines of glyphs as paths, for what is painted in the shape of text.

use skrifa::MetadataProvider;
use skrifa::instance::Size;
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::FontRef;
use skrifa::raw::types::GlyphId;

use super::face::Face;
use super::variable;

/// A step of an outline. Coordinates are in font units, `y` grows upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutlineStep {
    /// Starts a contour.
    MoveTo([f32; 2]),
    /// A straight line.
    LineTo([f32; 2]),
    /// A cubic Bézier curve: two control points and its end.
    CurveTo([[f32; 2]; 3]),
    /// A line back to the start of the contour.
    Close,
}

impl Face {
    /// The outline of a glyph; empty if it has none or is damaged.
    pub fn outline(&self, glyph: u16) -> Vec<OutlineStep> {
        let Ok(tables) = FontRef::from_index(&self.data, self.index) else { return Vec::new() };
        let location = variable::location(&tables, &self.axes, &self.coordinates);
        let Some(outline) = tables.outline_glyphs().get(GlyphId::from(glyph)) else { return Vec::new() };
        let mut recorder = Recorder::default();
        match outline.draw(DrawSettings::unhinted(Size::unscaled(), &location), &mut recorder) {
            Ok(_) => recorder.steps,
            Err(_) => Vec::new(),
        }
    }
}

#[derive(Default)]
struct Recorder {
    steps: Vec<OutlineStep>,
    at: [f32; 2],
}

impl OutlinePen for Recorder {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = [x, y];
        self.steps.push(OutlineStep::MoveTo(self.at));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = [x, y];
        self.steps.push(OutlineStep::LineTo(self.at));
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let toward = |end: f32, control: f32| end + (control - end) * 2.0 / 3.0;
        let first = [toward(self.at[0], cx0), toward(self.at[1], cy0)];
        let second = [toward(x, cx0), toward(y, cy0)];
        self.at = [x, y];
        self.steps.push(OutlineStep::CurveTo([first, second, self.at]));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.at = [x, y];
        self.steps.push(OutlineStep::CurveTo([[cx0, cy0], [cx1, cy1], self.at]));
    }

    fn close(&mut self) {
        self.steps.push(OutlineStep::Close);
    }
}
