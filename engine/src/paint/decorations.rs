//! Underlines, overlines and lines through text (CSS Text Decoration 4). Layout determines which boxes
//! decorate a run and where their baselines are. Here their strokes are joined over the runs of a line,
//! interrupted where glyphs cross them, and drawn.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::borders::DashedLine;
use super::display_list::{DisplayItem, LineEnds, Paint, PathItem, PathSegment, Stroke, Tag};
use super::shapes::outline;
use crate::css::{SkipInk, TextDecoration, TextDecorationStyle, TextDecorationThickness, UnderlinePosition};
use crate::layout::Corners;
use crate::layout::{DecoratingBox, GlyphRun, RunText};
use crate::text::{FaceId, FontLibrary};
use crate::units::{Length, Point, Rect, Size};

/// Whether decorations are drawn under the glyphs or over them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DecorationLayer {
    Under,
    Over,
}

/// A cache of where glyphs have ink between two heights.
#[derive(Default)]
pub(super) struct GlyphInk {
    /// The intervals with ink of a glyph between the heights `bottom` and `top`, in font units.
    known: FxHashMap<InkKey, Arc<[(i32, i32)]>>,
}

/// Face, glyph, bottom and top.
type InkKey = (FaceId, u16, i32, i32);

/// Adjacent runs of a line with the same decoration at the same height.
struct DecorationStretch<'a> {
    by: &'a Arc<DecoratingBox>,
    /// The decorating box's baseline, down from the top of the line.
    baseline: Length,
    from: Length,
    to: Length,
    runs: Vec<&'a GlyphRun>,
}

/// One stroke to draw: `y` grows upward from the decorating box's baseline.
struct Stroked {
    /// The middle of its first stroke.
    center: Length,
    thickness: Length,
    /// The direction of the second stroke of a double line: 1 is up, -1 down.
    outward: i32,
    skips: bool,
}

/// A line of text with decorations.
pub(super) struct DecoratedLine<'a> {
    /// The runs that are decorated, from left to right.
    pub runs: &'a [&'a GlyphRun],
    /// The text that the ranges of the runs are in.
    pub text: &'a str,
    /// The top left corner of the line box.
    pub at: Point,
    pub fonts: &'a FontLibrary,
    pub tag: Tag,
}

/// Draws the decorations of a line that belong to a layer.
pub(super) fn draw(
    layer: DecorationLayer,
    line: &DecoratedLine<'_>,
    ink: &mut GlyphInk,
    items: &mut Vec<DisplayItem>,
) {
    for stretch in stretches(line.runs) {
        let decoration = &stretch.by.style.background.decoration;
        for stroked in strokes_of(stretch.by, layer, line.fonts) {
            let mut segments = vec![(stretch.from, stretch.to)];
            if stroked.skips {
                skip_ink(&mut segments, &stretch, &stroked, line, ink);
            }
            for (from, to) in segments {
                let start = line.at.translate(Point::new(from, stretch.baseline));
                draw_stroke(start, to - from, &stroked, decoration, line.tag, items);
            }
        }
    }
}

/// Joins the decorations of adjacent runs. Those of outer boxes come first, to be drawn below the inner ones.
fn stretches<'a>(runs: &[&'a GlyphRun]) -> Vec<DecorationStretch<'a>> {
    let mut found: Vec<DecorationStretch<'a>> = Vec::new();
    for &run in runs {
        for decoration in &run.decorations {
            let baseline = run.baseline + decoration.below;
            let end = run.x + run.width;
            let same = |stretch: &&mut DecorationStretch<'a>| {
                (Arc::ptr_eq(stretch.by, &decoration.by) || *stretch.by == decoration.by)
                    && stretch.baseline == baseline
                    && stretch.to == run.x
            };
            match found.iter_mut().find(same) {
                Some(stretch) => {
                    stretch.to = end;
                    stretch.runs.push(run);
                }
                None => found.push(DecorationStretch {
                    by: &decoration.by,
                    baseline,
                    from: run.x,
                    to: end,
                    runs: vec![run],
                }),
            }
        }
    }
    found
}

/// The strokes of a decorating box in a layer.
fn strokes_of(by: &DecoratingBox, layer: DecorationLayer, fonts: &FontLibrary) -> Vec<Stroked> {
    let decoration = &by.style.background.decoration;
    let face = fonts.face(by.face);
    let (metrics, size) = (&face.metrics, by.size);
    let scale = |units: i16| face.scale(i32::from(units), size);
    let thickness = |units: i16| match decoration.thickness {
        TextDecorationThickness::Length(length) => length.max(Length(1)),
        TextDecorationThickness::FromFont => scale(units).max(size / 24),
    };
    let mut lines = Vec::new();
    if layer == DecorationLayer::Under && decoration.underline {
        let thickness = thickness(metrics.underline_thickness);
        let text = &by.style.text;
        let offset = text.underline_offset.map(|offset| offset.resolve(by.style.font.size));
        // The upper edge: fonts give their positions as such, and lines grow outward from their offset.
        let upper = match (text.underline_position, offset) {
            (UnderlinePosition::Under, offset) => scale(metrics.descent) - offset.unwrap_or_default(),
            (UnderlinePosition::FromFont, offset) => {
                scale(metrics.underline_position) - offset.unwrap_or_default()
            }
            (UnderlinePosition::Auto, None) => scale(metrics.underline_position),
            (UnderlinePosition::Auto, Some(offset)) => -offset,
        };
        lines.push(Stroked { center: upper - thickness / 2, thickness, outward: -1, skips: true });
    }
    if layer == DecorationLayer::Under && decoration.overline {
        let thickness = thickness(metrics.underline_thickness);
        let center = scale(metrics.ascent) + thickness / 2;
        lines.push(Stroked { center, thickness, outward: 1, skips: true });
    }
    if layer == DecorationLayer::Over && decoration.line_through {
        let thickness = thickness(metrics.strikeout_thickness);
        let mut center = scale(metrics.strikeout_position) - thickness / 2;
        if decoration.style == TextDecorationStyle::Double {
            center += thickness;
        }
        lines.push(Stroked { center, thickness, outward: -1, skips: false });
    }
    lines
}

/// The distance from the middle of a wave to its crest.
fn amplitude(thickness: Length) -> Length {
    thickness * 3 / 2
}

impl Stroked {
    /// The lower and upper edge of the ink of the stroke.
    fn band(&self, style: TextDecorationStyle) -> (Length, Length) {
        let half = self.thickness / 2;
        let other = match style {
            TextDecorationStyle::Double => self.thickness * 2 * self.outward,
            TextDecorationStyle::Wavy => amplitude(self.thickness) * 2 * self.outward,
            _ => Length::ZERO,
        };
        let (one, two) = (self.center, self.center + other);
        (one.min(two) - half, one.max(two) + half)
    }
}

/// Interrupts a stroke where glyphs cross it, with a margin (`text-decoration-skip-ink`).
fn skip_ink(
    segments: &mut Vec<(Length, Length)>,
    stretch: &DecorationStretch<'_>,
    stroked: &Stroked,
    line: &DecoratedLine<'_>,
    ink: &mut GlyphInk,
) {
    let (text, fonts) = (line.text, line.fonts);
    let (low, high) = stroked.band(stretch.by.style.background.decoration.style);
    // Large enough to be visible with any thickness.
    let margin = stroked.thickness.clamp(stretch.by.size / 24, stretch.by.size / 8);
    let mut holes: Vec<(Length, Length)> = Vec::new();
    for run in &stretch.runs {
        let skip = run.style.text.skip_ink;
        if skip == SkipInk::None || run.size <= Length::ZERO {
            continue;
        }
        let face = fonts.face(run.face);
        let run_text = match &run.text {
            RunText::Range(range) => text.get(range.start as usize..range.end as usize).unwrap_or_default(),
            RunText::Own(own) => own,
        };
        // Upward from the run's own baseline.
        let down = stretch.baseline - run.baseline;
        let mut x = run.x;
        for (index, &glyph) in run.glyphs.iter().enumerate() {
            let advance = run.advances[index];
            let (right, up) = run.displacements.get(index).copied().unwrap_or_default();
            let start = x + right;
            x += advance;
            if skip == SkipInk::Auto && fills_its_square(run_text, run.clusters[index]) {
                continue;
            }
            let units = |length: Length| {
                (length.offset() * i64::from(face.metrics.units_per_em) / run.size.offset()) as i32
            };
            let (bottom, top) = (units(low - down - up), units(high - down - up));
            for &(from, to) in ink.between(fonts, run.face, glyph, bottom, top).iter() {
                let place = |units: i32| {
                    let plain = face.scale(units, run.size);
                    start + plain + plain.ratio(run.widened, 1 << 16)
                };
                holes.push((place(from) - margin, place(to) + margin));
            }
        }
    }
    if holes.is_empty() {
        return;
    }
    holes.sort_unstable();
    let mut left = Vec::with_capacity(holes.len() + 1);
    let (mut from, end) = (stretch.from, stretch.to);
    for (hole_start, hole_end) in holes {
        left.push((from, hole_start.min(end)));
        from = from.max(hole_end);
    }
    left.push((from, end));
    // Very short segments would look like printing defects.
    left.retain(|(from, to)| *to - *from > stroked.thickness);
    *segments = left;
}

/// Ideographs, kana and hangul, whose underline would be interrupted over their whole width.
fn fills_its_square(text: &str, offset: u32) -> bool {
    let character = text.get(offset as usize..).and_then(|rest| rest.chars().next());
    character.is_some_and(|character| {
        matches!(u32::from(character),
            0x1100..=0x11FF | 0x2E80..=0x9FFF | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF
            | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
    })
}

impl GlyphInk {
    fn between(
        &mut self,
        fonts: &FontLibrary,
        face: FaceId,
        glyph: u16,
        bottom: i32,
        top: i32,
    ) -> Arc<[(i32, i32)]> {
        let known = self.known.entry((face, glyph, bottom, top));
        known.or_insert_with(|| fonts.face(face).ink_between(glyph, bottom, top).into()).clone()
    }
}

fn draw_stroke(
    at: Point,
    width: Length,
    stroked: &Stroked,
    decoration: &TextDecoration,
    tag: Tag,
    items: &mut Vec<DisplayItem>,
) {
    let (style, color) = (decoration.style, decoration.color);
    let thickness = stroked.thickness;
    if width <= Length::ZERO || color.is_transparent() {
        return;
    }
    let center = at.y - stroked.center;
    let mut bar = |y: Length| {
        let rect = Rect::new(Point::new(at.x, y - thickness / 2), Size::new(width, thickness));
        items.push(DisplayItem::Path(PathItem {
            segments: outline(rect, Corners::default()),
            fill: Some(Paint::Solid(color)),
            even_odd: false,
            stroke: None,
            tag,
        }));
    };
    match style {
        TextDecorationStyle::Solid => bar(center),
        TextDecorationStyle::Double => {
            bar(center);
            bar(center - thickness * 2 * stroked.outward);
        }
        TextDecorationStyle::Dotted | TextDecorationStyle::Dashed => {
            let (start, end) = (Point::new(at.x, center), Point::new(at.x + width, center));
            let dotted = style == TextDecorationStyle::Dotted;
            let line = DashedLine { from: start, to: end, length: width, width: thickness, dotted, color };
            items.push(line.item(tag));
        }
        TextDecorationStyle::Wavy => {
            let middle = center - amplitude(thickness) * stroked.outward;
            items.push(DisplayItem::Path(PathItem {
                segments: wave(Point::new(at.x, middle), width, thickness),
                fill: None,
                even_odd: false,
                stroke: Some(Stroke {
                    color,
                    width: thickness,
                    dashes: Vec::new(),
                    ends: LineEnds::default(),
                }),
                tag,
            }));
        }
    }
}

/// A wavy line with a whole number of half waves.
fn wave(from: Point, width: Length, thickness: Length) -> Vec<PathSegment> {
    let wanted = (thickness * 4).max(Length(1));
    let count = ((width + wanted / 2).offset() / wanted.offset()).clamp(1, 4096) as i32;
    let place = |number: i32| from.x + width.ratio(number, count);
    let mut segments = vec![PathSegment::MoveTo(from)];
    for number in 0..count {
        let (start, end) = (place(number), place(number + 1));
        // The handles make the curve reach three quarters of their height.
        let reach = amplitude(thickness) * 4 / 3;
        let y = if number % 2 == 0 { from.y - reach } else { from.y + reach };
        let third = (end - start) / 3;
        segments.push(PathSegment::CurveTo(
            Point::new(start + third, y),
            Point::new(end - third, y),
            Point::new(end, from.y),
        ));
    }
    segments
}
