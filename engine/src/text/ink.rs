//! Where glyphs have ink in a horizontal band, so that underlines can skip it.

use skrifa::MetadataProvider;
use skrifa::instance::Size;
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::FontRef;
use skrifa::raw::types::GlyphId;

use super::face::Face;
use super::variable;
use crate::sorting::sort_by;

/// How many straight lines approximate a curve.
const LINES_OF_CURVE: u8 = 12;

impl Face {
    /// The horizontal ranges of a glyph that have ink between two heights, from left to right; all in font units.
    pub fn ink_between(&self, glyph: u16, bottom: i32, top: i32) -> Vec<(i32, i32)> {
        let Ok(tables) = FontRef::from_index(&self.data, self.index) else { return Vec::new() };
        let Some(outline) = tables.outline_glyphs().get(GlyphId::from(glyph)) else { return Vec::new() };
        let mut band = Band { bottom: bottom as f32, top: top as f32, ..Band::default() };
        // A glyph that cannot be drawn has no ink.
        if outline
            .draw(
                DrawSettings::unhinted(
                    Size::unscaled(),
                    &variable::location(&tables, &self.axes, &self.coordinates),
                ),
                &mut band,
            )
            .is_err()
        {
            return Vec::new();
        }
        band.finish()
    }
}

/// Records the ranges of an outline inside a horizontal band.
#[derive(Default)]
struct Band {
    bottom: f32,
    top: f32,
    start: (f32, f32),
    at: (f32, f32),
    /// The horizontal ranges of the outline's edges inside the band.
    ranges: Vec<(f32, f32)>,
    /// Where the outline crosses the middle of the band: 1 if upward, -1 if downward.
    crossings: Vec<(f32, i32)>,
}

impl Band {
    fn edge(&mut self, to: (f32, f32)) {
        let from = self.at;
        self.at = to;
        let (low, high) = if from.1 <= to.1 { (from, to) } else { (to, from) };
        if high.1 < self.bottom || low.1 > self.top {
            return;
        }
        let x_at = |y: f32| match high.1 - low.1 {
            height if height > 0.0 => low.0 + (high.0 - low.0) * ((y - low.1) / height).clamp(0.0, 1.0),
            _ => low.0,
        };
        let ends = match high.1 > low.1 {
            true => (x_at(self.bottom.max(low.1)), x_at(self.top.min(high.1))),
            false => (low.0, high.0),
        };
        self.ranges.push((ends.0.min(ends.1), ends.0.max(ends.1)));
        let middle = (self.bottom + self.top) / 2.0;
        if low.1 <= middle && middle < high.1 {
            self.crossings.push((x_at(middle), if from.1 < to.1 { 1 } else { -1 }));
        }
    }

    fn finish(mut self) -> Vec<(i32, i32)> {
        // Between two sides of the outline there is ink as well.
        sort_by(&mut self.crossings, |one, other| one.0.total_cmp(&other.0));
        let (mut winding, mut from) = (0, 0.0);
        for (x, step) in std::mem::take(&mut self.crossings) {
            if winding == 0 {
                from = x;
            }
            winding += step;
            if winding == 0 {
                self.ranges.push((from, x));
            }
        }
        sort_by(&mut self.ranges, |one, other| one.0.total_cmp(&other.0));
        let mut joined: Vec<(i32, i32)> = Vec::new();
        for (from, to) in self.ranges {
            let (from, to) = (from.floor() as i32, to.ceil() as i32);
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        joined
    }
}

impl OutlinePen for Band {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = (x, y);
        self.at = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.edge((x, y));
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let from = self.at;
        for line in 1..=LINES_OF_CURVE {
            let t = f32::from(line) / f32::from(LINES_OF_CURVE);
            let mix =
                |a: f32, b: f32, c: f32| (1.0 - t) * (1.0 - t) * a + 2.0 * (1.0 - t) * t * b + t * t * c;
            self.edge((mix(from.0, cx0, x), mix(from.1, cy0, y)));
        }
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let from = self.at;
        for line in 1..=LINES_OF_CURVE {
            let t = f32::from(line) / f32::from(LINES_OF_CURVE);
            let u = 1.0 - t;
            let mix = |a: f32, b: f32, c: f32, d: f32| {
                u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
            };
            self.edge((mix(from.0, cx0, cx1, x), mix(from.1, cy0, cy1, y)));
        }
    }

    fn close(&mut self) {
        self.edge(self.start);
    }
}

#[cfg(test)]
mod tests {
    use super::super::FontLibrary;
    use super::*;
    use crate::css::properties;

    #[test]
    fn ink_covers_the_outline_but_no_holes() {
        let mut pen = Band { bottom: -2.0, top: 2.0, ..Band::default() };
        // A frame: two strokes 10 wide with a hole between them.
        for ring in [
            [(0.0, -50.0), (0.0, 50.0), (60.0, 50.0), (60.0, -50.0)],
            [(10.0, -40.0), (50.0, -40.0), (50.0, 40.0), (10.0, 40.0)],
        ] {
            pen.move_to(ring[0].0, ring[0].1);
            ring[1..].iter().for_each(|corner| pen.line_to(corner.0, corner.1));
            pen.close();
        }
        assert_eq!(pen.finish(), [(0, 10), (50, 60)]);
    }

    #[test]
    fn letters_with_descenders_have_ink_below_the_baseline() {
        let fonts = FontLibrary::embedded();
        let instance = fonts.instance(&properties::initial().font);
        let face = fonts.face(instance.primary);
        let ink = |letter: char| face.ink_between(face.glyph(letter).expect("the letter"), -120, -80);
        assert!(ink('n').is_empty());
        assert_eq!(ink('p').len(), 1, "one stem: {:?}", ink('p'));
        assert!(!ink('g').is_empty());
    }
}
