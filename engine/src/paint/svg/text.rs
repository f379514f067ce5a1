//! Text of SVG as text of the display list, which can be selected and searched. In: the glyphs where the SVG reader has
//! placed them. Out: runs of glyphs of one face on one baseline.
//!
//! Text with right-to-left letters, in instances of variable fonts or with glyphs in colors stays what the reader makes of
//! it: outlines. So does a span whose fill is a gradient or a pattern, and every stroke.

use std::sync::Arc;

use usvg::layout::{PositionedGlyph, Span};
use usvg::{Node, PaintOrder};

use super::{Drawer, of, scale_of, with_opacity};
use crate::boxes::{PictureFace, PictureGlyph};
use crate::css::{Color, Direction};
use crate::paint::{DisplayItem, Effect, TextItem, TextLine, Transform};
use crate::text::svg_fonts::is_right_to_left;
use crate::units::{Length, Point};

/// The glyphs of a run, in the coordinates of its first glyph.
struct Run {
    face: PictureFace,
    size: f64,
    /// Maps the run's coordinates, where the baseline runs to the right, to those of the picture's page.
    map: Transform,
    /// The number of a glyph, its place, and the start of its text.
    glyphs: Vec<(u16, (f64, f64), u32)>,
    text: String,
}

/// A glyph of a text.
struct RunGlyph<'a> {
    face: PictureFace,
    number: u16,
    /// The size of the font in the coordinates of the text.
    size: f64,
    /// Maps font units to the coordinates of the text.
    map: Transform,
    /// What it shows; empty if the next glyph shows it too.
    text: &'a str,
}

impl RunGlyph<'_> {
    /// A glyph that the engine has shaped, of the chunk with a text.
    fn of<'a>(glyph: &PictureGlyph, chunk: &'a str) -> RunGlyph<'a> {
        let PictureGlyph { face, number, size, place: (x, y), text: (start, end) } = *glyph;
        let scale = f64::from(size / f32::from(face.units_per_em));
        let map = Transform([scale, 0.0, 0.0, scale, f64::from(x), f64::from(y)]);
        RunGlyph { face, number, size: f64::from(size), map, text: chunk.get(start..end).unwrap_or_default() }
    }
}

impl<'a> Drawer<'a> {
    /// Draws a text as text, with its strokes as outlines. Returns whether that was possible.
    pub(super) fn text(&mut self, text: &'a usvg::Text, map: Transform) -> bool {
        if let Some(spans) = self.picture.texts.spans(text) {
            self.plain_text(text, spans, map);
            return true;
        }
        let spans = text.layouted();
        let is_plain = |glyph: &PositionedGlyph| {
            self.picture.face(glyph.font).is_some_and(|face| !face.is_varied)
                && u16::try_from(glyph.id.0).is_ok()
                && !glyph.text.contains(is_right_to_left)
        };
        if !spans.iter().flat_map(|span| &span.positioned_glyphs).all(is_plain) {
            return false;
        }
        let Some(outlines) = outlines(text) else { return false };
        let spacings = text.chunks().iter().flat_map(|chunk| chunk.spans()).map(|span| span.letter_spacing());
        let spacing = f64::from(spacings.fold(0.0, f32::max));
        for (span, outline) in spans.iter().zip(outlines) {
            for line in [&span.overline, &span.underline].into_iter().flatten() {
                self.path(line, map);
            }
            if span.visible {
                self.span(span, outline, spacing, map);
            }
            if let Some(line) = &span.line_through {
                self.path(line, map);
            }
        }
        true
    }

    /// Draws a text that the engine has shaped.
    fn plain_text(&mut self, text: &'a usvg::Text, glyphs: &'a [Vec<PictureGlyph>], map: Transform) {
        let chunks = text.chunks().iter();
        let spans = chunks.flat_map(|chunk| chunk.spans().iter().map(move |span| (chunk, span)));
        for ((chunk, span), glyphs) in spans.zip(glyphs) {
            let (text, range) = self.picture.texts.text(chunk, span);
            let is_blank = text.get(range).is_none_or(|shown| shown.trim().is_empty());
            let Some(color) = color_of(span.fill()).filter(|_| span.is_visible() && !is_blank) else {
                continue;
            };
            for run in runs(glyphs.iter().map(|glyph| RunGlyph::of(glyph, text)), map) {
                self.run(run, 0.0, color);
            }
        }
    }

    fn span(&mut self, span: &'a Span, outline: Option<&'a usvg::Path>, spacing: f64, map: Transform) {
        let (Some(color), Some(outline)) = (color_of(span.fill.as_ref()), outline) else {
            outline.into_iter().for_each(|outline| self.path(outline, map));
            return;
        };
        if span.paint_order == PaintOrder::StrokeAndFill {
            self.stroke(outline, map);
        }
        let glyphs = span.positioned_glyphs.iter().filter_map(|glyph| {
            Some(RunGlyph {
                face: self.picture.face(glyph.font)?,
                number: glyph.id.0 as u16,
                size: f64::from(glyph.font_size()),
                map: of(glyph.transform()),
                text: &glyph.text,
            })
        });
        for run in runs(glyphs, map) {
            let spacing = spacing * run.size / f64::from(span.font_size.get());
            self.run(run, spacing, color);
        }
        if span.paint_order == PaintOrder::FillAndStroke {
            self.stroke(outline, map);
        }
    }

    fn run(&mut self, run: Run, spacing: f64, color: Color) {
        let [a, b, c, d, e, f] = run.map.0;
        let is_level = [a - 1.0, b, c, d - 1.0].iter().all(|part| part.abs() < 1e-6);
        let length = Length::from_points;
        let places = || run.glyphs.iter().map(|(_, place, _)| *place);
        let lefts: Vec<Length> = places().map(|(x, _)| length(x)).collect();
        let advances: Vec<Length> =
            lefts.windows(2).map(|pair| pair[1] - pair[0]).chain([Length::ZERO]).collect();
        let displacements: Vec<(Length, Length)> = if places().any(|(_, y)| length(y) != Length::ZERO) {
            places().map(|(_, y)| (Length::ZERO, -length(y))).collect()
        } else {
            Vec::new()
        };
        let range = (0, run.text.len() as u32);
        let item = TextItem {
            face: run.face.face,
            size: length(run.size),
            color,
            origin: if is_level { Point::new(length(e), length(f)) } else { Point::default() },
            glyphs: run.glyphs.iter().map(|(glyph, ..)| *glyph).collect(),
            width: lefts.last().copied().unwrap_or_default(),
            advances: advances.into(),
            displacements: displacements.into(),
            clusters: run.glyphs.iter().map(|(.., start)| *start).collect(),
            widened: 0,
            letter_spacing: length(spacing),
            right_to_left: false,
            direction: Direction::LeftToRight,
            line: Arc::new(TextLine { text: 0..range.1, breaks_word: false }),
            text: run.text.into(),
            range,
            is_generated: true,
            is_artifact: false,
            alternative: None,
            is_initial_letter: false,
            language: "".into(),
            previous: None,
            next: None,
            tag: self.tag,
        };
        if !is_level {
            self.begin(Effect::Transform(run.map));
        }
        self.items.push(DisplayItem::Text(item));
        if !is_level {
            self.items.push(DisplayItem::EndGroup);
        }
    }
}

/// The color of a fill; `None` if there is none, or a gradient or a pattern.
fn color_of(fill: Option<&usvg::Fill>) -> Option<Color> {
    let fill = fill?;
    match fill.paint() {
        usvg::Paint::Color(color) => Some(with_opacity(*color, fill.opacity().get())),
        _ => None,
    }
}

/// Glyphs as runs: a new one begins with another face, size or direction, and off the baseline.
fn runs<'a>(glyphs: impl Iterator<Item = RunGlyph<'a>>, map: Transform) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for glyph in glyphs {
        let RunGlyph { face, number, size, .. } = glyph;
        // From font units to those of the text.
        let units = f64::from(face.units_per_em) / size;
        let placed = map.after(glyph.map).after(Transform([units, 0.0, 0.0, units, 0.0, 0.0]));
        // The run's coordinates are as large as points on the page, because lengths are rounded to fractions of one.
        let scale = scale_of(placed);
        if !scale.is_finite() || placed.inverse().is_none() {
            continue;
        }
        let own = placed.after(Transform([1.0 / scale, 0.0, 0.0, 1.0 / scale, 0.0, 0.0]));
        let continued =
            runs.last().filter(|run| run.face.face == face.face && run.is_along(own, size * scale));
        let known = continued.and_then(|run| {
            let at = run.map.inverse()?.apply((own.0[4], own.0[5]));
            let last = run.glyphs.last().map_or(0.0, |(_, (x, _), _)| *x);
            (at.1.abs() < run.size && at.0 >= last - run.size * 0.5).then_some(at)
        });
        let at = match known {
            Some(at) => at,
            None => {
                let (glyphs, text) = (Vec::new(), String::new());
                runs.push(Run { face, size: size * scale, map: own, glyphs, text });
                (0.0, 0.0)
            }
        };
        if let Some(run) = runs.last_mut() {
            run.glyphs.push((number, at, run.text.len() as u32));
            run.text.push_str(glyph.text);
        }
    }
    runs
}

impl Run {
    /// Whether glyphs of this size and map continue the run.
    fn is_along(&self, map: Transform, size: f64) -> bool {
        let is_same = |one: f64, other: f64| (one - other).abs() < 1e-6;
        is_same(self.size, size)
            && self.map.0[..4].iter().zip(&map.0[..4]).all(|(one, other)| is_same(*one, *other))
    }
}

/// The outlines of each span's glyphs, where it has any; `None` if there are other things than outlines.
fn outlines(text: &usvg::Text) -> Option<Vec<Option<&usvg::Path>>> {
    let spans = text.layouted();
    let lines = spans.iter().flat_map(|span| [&span.overline, &span.underline, &span.line_through]);
    let lines: Vec<*const _> = lines.flatten().map(|line| std::ptr::from_ref(line.data())).collect();
    let mut paths = Vec::new();
    for node in text.flattened().children() {
        let Node::Path(path) = node else { return None };
        if !lines.contains(&std::ptr::from_ref(path.data())) {
            paths.push(&**path);
        }
    }
    let is_inked = |span: &Span| {
        let mut glyphs = span.positioned_glyphs.iter();
        glyphs.any(|glyph| glyph.text.contains(|character: char| !character.is_whitespace()))
    };
    let inked = spans.iter().filter(|span| is_inked(span)).count();
    let mut paths = paths.into_iter();
    (paths.len() == inked).then(|| {
        let own = |span| if is_inked(span) { paths.next() } else { None };
        spans.iter().map(own).collect()
    })
}
