//! Text of SVG pictures, shaped by the engine: the SVG reader would prepare a shaper for each text. In: a picture that the
//! reader has read with a stand-in for all fonts. Out: the glyphs of each text, at the places that SVG 2, section 11.4,
//! gives them.
//!
//! `<text x="10" y="8" font-size="5" text-anchor="end">ab</text>` in a font whose letters are as wide as high: the
//! reader gives one chunk at (10, 8) with one span; its glyphs are 10 wide together, so `a` is at (0, 8) and `b` at (5, 8).

use rustc_hash::FxHashMap;
use usvg::{AlignmentBaseline, DominantBaseline, Font, Group, Node, Paint, Text, TextAnchor, TextChunk};
use usvg::{TextFlow, TextSpan, Tree, WritingMode};

use crate::boxes::vector_picture::PictureFace;
use crate::text::{DEFAULT_SCRIPT, FaceId, FontInstance, FontLibrary, Shaped, TextRun, svg_fonts};

/// A glyph of a text, in the coordinates of the text.
#[derive(Clone, Debug)]
pub struct PictureGlyph {
    /// The face of the glyph.
    pub face: PictureFace,
    /// Its number in the face.
    pub number: u16,
    /// The size of the font.
    pub size: f32,
    /// Where it is: its left end on the baseline.
    pub place: (f32, f32),
    /// The text that it shows: a range of bytes of its chunk.
    pub text: (usize, usize),
}

/// The glyphs of the texts of a picture.
#[derive(Clone, Debug, Default)]
pub struct PictureTexts {
    /// For each text, by its address: the glyphs of its spans in order. Never iterated.
    texts: FxHashMap<usize, Vec<Vec<PictureGlyph>>>,
}

impl PictureTexts {
    /// The glyphs of each span of a text; `None` if the SVG reader has placed them.
    pub fn spans(&self, text: &Text) -> Option<&[Vec<PictureGlyph>]> {
        self.texts.get(&address(text)).map(Vec::as_slice)
    }
}

fn address(text: &Text) -> usize {
    std::ptr::from_ref(text).addr()
}

/// Shapes and places the texts of a picture; `None` if the reader has to do it for one of them.
pub(super) fn lay_out(tree: &Tree, fonts: &FontLibrary) -> Option<PictureTexts> {
    // Their extent may depend on that of text, and they may contain text.
    if tree.has_defs_nodes() {
        return None;
    }
    let mut texts = PictureTexts::default();
    let mut layout = TextLayout { fonts, instances: FxHashMap::default(), faces: Vec::new() };
    let mut stack: Vec<&Group> = vec![tree.root()];
    while let Some(group) = stack.pop() {
        for node in group.children() {
            match node {
                Node::Group(inner) => stack.push(inner),
                Node::Text(text) => {
                    texts.texts.insert(address(text), layout.text(text)?);
                }
                Node::Path(_) | Node::Image(_) => {}
            }
        }
    }
    Some(texts)
}

struct TextLayout<'a> {
    fonts: &'a FontLibrary,
    /// What text is shaped with; never iterated.
    instances: FxHashMap<Font, FontInstance>,
    /// The faces so far; `None` for one whose glyphs the reader has to draw.
    faces: Vec<(FaceId, Option<PictureFace>)>,
}

impl TextLayout<'_> {
    fn text(&mut self, text: &Text) -> Option<Vec<Vec<PictureGlyph>>> {
        let is_zero = |numbers: &[f32]| numbers.iter().all(|number| *number == 0.0);
        let is_plain = text.writing_mode() == WritingMode::LeftToRight
            && [text.dx(), text.dy(), text.rotate()].into_iter().all(is_zero);
        if !is_plain {
            return None;
        }
        let mut spans = Vec::new();
        let mut last = (0.0, 0.0);
        for chunk in text.chunks() {
            // The reader kerns across the ends of spans.
            if chunk.spans().windows(2).any(|pair| pair[0].font() == pair[1].font()) {
                return None;
            }
            let first = spans.len();
            let mut width = 0.0;
            for span in chunk.spans() {
                spans.push(self.span(chunk, span, &mut width)?);
            }
            let before = match chunk.anchor() {
                TextAnchor::Start => 0.0,
                TextAnchor::Middle => -width / 2.0,
                TextAnchor::End => -width,
            };
            let (x, y) = (chunk.x().unwrap_or(last.0), chunk.y().unwrap_or(last.1));
            for glyph in spans.iter_mut().skip(first).flatten() {
                glyph.place = (x + (before + glyph.place.0), y + glyph.place.1);
            }
            last = (x + (before + width), y);
        }
        Some(spans)
    }

    /// The glyphs of a span, placed from the start of its chunk. `width` is that of the chunk before the span and
    /// becomes that with it.
    fn span(&mut self, chunk: &TextChunk, span: &TextSpan, width: &mut f32) -> Option<Vec<PictureGlyph>> {
        let shown = chunk.text().get(span.start()..span.end())?;
        if !matches!(chunk.text_flow(), TextFlow::Linear) || !is_plain(span) {
            return None;
        }
        if shown.contains(svg_fonts::is_right_to_left) {
            return None;
        }
        if !self.instances.contains_key(span.font()) {
            self.instances.insert(span.font().clone(), svg_fonts::instance(self.fonts, span.font())?);
        }
        let instance = self.instances.get(span.font())?;
        let run = TextRun { text: chunk.text(), range: span.start()..span.end(), right_to_left: false };
        let mut shaped = Shaped::default();
        instance.shape(self.fonts, run, &mut DEFAULT_SCRIPT.clone(), &mut shaped, &mut |_, _| {});
        let size = span.font_size().get();
        let em = instance.style.size.points() as f32;
        let scale = size / em;
        let mut displacements = shaped.displacements.iter().peekable();
        let mut glyphs = Vec::with_capacity(shaped.len());
        for (index, &number) in shaped.glyphs.iter().enumerate() {
            let id = shaped.face_at(index as u32)?;
            let known = self.faces.iter().find(|(known, _)| *known == id).map(|(_, face)| *face);
            let face = known.unwrap_or_else(|| {
                let face = self.fonts.face(id);
                let drawn = PictureFace::of(face);
                let drawn = Some(drawn).filter(|drawn| !drawn.is_varied && !svg_fonts::has_pictures(face));
                self.faces.push((id, drawn));
                drawn
            })?;
            let (right, up) = match displacements.next_if(|(at, ..)| *at as usize == index) {
                Some((_, right, up)) => (right.points() as f32, up.points() as f32),
                None => (0.0, 0.0),
            };
            let end = shaped.clusters.get(index + 1).map_or(span.end(), |next| *next as usize);
            glyphs.push(PictureGlyph {
                face,
                number,
                size: size * (instance.size(self.fonts, id).points() as f32 / em),
                place: (*width + scale * right, -scale * up),
                text: (shaped.clusters[index] as usize, end),
            });
            *width += shaped.advances[index].points() as f32 * scale;
        }
        Some(glyphs)
    }
}

/// Whether a span needs nothing but glyphs side by side on the baseline, in a color.
fn is_plain(span: &TextSpan) -> bool {
    let decoration = span.decoration();
    span.fill().is_none_or(|fill| matches!(fill.paint(), Paint::Color(_)))
        && span.stroke().is_none()
        && span.apply_kerning()
        && !span.small_caps()
        && [decoration.underline(), decoration.overline(), decoration.line_through()]
            .iter()
            .all(Option::is_none)
        && span.dominant_baseline() == DominantBaseline::Auto
        && span.alignment_baseline() == AlignmentBaseline::Auto
        && span.baseline_shift().is_empty()
        && span.letter_spacing() == 0.0
        && span.word_spacing() == 0.0
        && span.text_length().is_none()
}
