//! Text of SVG pictures, shaped by the engine: the SVG reader would prepare a shaper for each text. In: a picture that the
//! reader has read with a stand-in for all fonts. Out: the glyphs of each text, at the places that SVG 2, section 11.4,
//! gives them.
//!
//! `<text x="10" y="8" font-size="5" text-anchor="end">ab</text>` in a font whose letters are as wide as high: the
//! reader gives one chunk at (10, 8) with one span; its glyphs are 10 wide together, so `a` is at (0, 8) and `b` at (5, 8).
//!
//! The reader's work grows with the number of characters, so most texts go to it as one character for private use, which
//! numbers their words: here, U+F0000 for `ab`.

use std::ops::Range;

use rustc_hash::FxHashMap;
use usvg::roxmltree::{Document, Node as XmlNode};
use usvg::{AlignmentBaseline, DominantBaseline, Font, Group, Node, Paint, Text, TextAnchor, TextChunk};
use usvg::{TextFlow, TextSpan, Tree, WritingMode};

use crate::boxes::svg_direction::places_characters;
use crate::boxes::vector_picture::PictureFace;
use crate::boxes::xml_edits::Edits;
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

/// The first of the characters that stand for words: the first for private use beyond the basic plane.
const FIRST_NUMBER: u32 = 0xf_0000;

/// Words that the reader gets as one character each, by its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// The words that need nothing but to be placed as a whole, and the changes of the XML that put their numbers there.
    pub(super) fn take(document: &Document<'_>) -> (Words, Edits) {
        let mut words = Vec::new();
        let mut edits = Edits::new();
        // Icons of some fonts have the same characters.
        let is_number = |character: char| u32::from(character) >= FIRST_NUMBER;
        let is_kept = |node: XmlNode<'_, '_>| {
            node.has_attribute(("http://www.w3.org/XML/1998/namespace", "space"))
                || node.is_text() && node.text().is_some_and(|text| text.contains(is_number))
        };
        if document.descendants().any(is_kept) {
            return (Words(words), edits);
        }
        for text in document.descendants().filter(|node| node.tag_name().name() == "text") {
            let mut children = text.children();
            let (Some(only), None) = (children.next(), children.next()) else { continue };
            let Some(shown) = only.text().filter(|shown| only.is_text() && is_whole(text, shown)) else {
                continue;
            };
            let Some(number) = char::from_u32(FIRST_NUMBER + words.len() as u32) else { break };
            edits.insert((only.range().start, only.range().end), number.to_string());
            words.push(shown.to_string());
        }
        (Words(words), edits)
    }

    /// The words that a chunk shows.
    fn of<'a>(&'a self, chunk: &'a TextChunk) -> Option<&'a str> {
        let mut characters = chunk.text().chars();
        let (Some(number), None) = (characters.next(), characters.next()) else { return None };
        let number = u32::from(number).checked_sub(FIRST_NUMBER)?;
        self.0.get(usize::try_from(number).ok()?).map(String::as_str)
    }
}

/// Whether the characters of a text are placed one after another, and its spaces are those that are shown.
fn is_whole(text: XmlNode<'_, '_>, shown: &str) -> bool {
    !places_characters(text)
        && shown.split(' ').all(|word| !word.is_empty())
        && !shown.contains(char::is_control)
}

/// The glyphs of the texts of a picture.
#[derive(Clone, Debug, Default)]
pub struct PictureTexts {
    words: Words,
    /// For each text, by its address: the glyphs of its spans in order. Never iterated.
    texts: FxHashMap<usize, Vec<Vec<PictureGlyph>>>,
}

impl PictureTexts {
    /// The glyphs of each span of a text; `None` if the SVG reader has placed them.
    pub fn spans(&self, text: &Text) -> Option<&[Vec<PictureGlyph>]> {
        self.texts.get(&address(text)).map(Vec::as_slice)
    }

    /// The text that the ranges of a chunk's glyphs are of, and the range of a span in it.
    pub fn text<'a>(&'a self, chunk: &'a TextChunk, span: &TextSpan) -> (&'a str, Range<usize>) {
        match self.words.of(chunk) {
            Some(words) => (words, 0..words.len()),
            None => (chunk.text(), span.start()..span.end()),
        }
    }
}

fn address(text: &Text) -> usize {
    std::ptr::from_ref(text).addr()
}

/// Shapes and places the texts of a picture; `None` if the reader has to do it for one of them.
pub(super) fn lay_out(tree: &Tree, words: Words, fonts: &FontLibrary) -> Option<PictureTexts> {
    // Their extent may depend on that of text, and they may contain text.
    if tree.has_defs_nodes() {
        return None;
    }
    let mut texts = PictureTexts { words, texts: FxHashMap::default() };
    let mut layout = TextLayout { fonts, instances: FxHashMap::default(), faces: Vec::new() };
    let mut stack: Vec<&Group> = vec![tree.root()];
    while let Some(group) = stack.pop() {
        for node in group.children() {
            match node {
                Node::Group(inner) => stack.push(inner),
                Node::Text(text) => {
                    let glyphs = layout.text(text, &texts)?;
                    texts.texts.insert(address(text), glyphs);
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
    fn text(&mut self, text: &Text, texts: &PictureTexts) -> Option<Vec<Vec<PictureGlyph>>> {
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
                let (words, range) = texts.text(chunk, span);
                let is_linear = matches!(chunk.text_flow(), TextFlow::Linear);
                spans.push(self.span(words, range, span, &mut width).filter(|_| is_linear)?);
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
    fn span(
        &mut self,
        text: &str,
        range: Range<usize>,
        span: &TextSpan,
        width: &mut f32,
    ) -> Option<Vec<PictureGlyph>> {
        if !is_plain(span) || text.get(range.clone())?.contains(svg_fonts::is_right_to_left) {
            return None;
        }
        if !self.instances.contains_key(span.font()) {
            self.instances.insert(span.font().clone(), svg_fonts::instance(self.fonts, span.font())?);
        }
        let instance = self.instances.get(span.font())?;
        let run = TextRun { text, range: range.clone(), right_to_left: false };
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
            let end = shaped.clusters.get(index + 1).map_or(range.end, |next| *next as usize);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_where_nothing_depends_on_their_characters() {
        let taken = |svg: &str| Words::take(&Document::parse(svg).expect("XML")).0.0;
        let texts = "<text x='1' y='2'>a &amp; b</text><text> c</text><text>d  e</text><text x='1 2'>fg</text>\
                     <text><tspan>h</tspan></text><text dx='1'>i</text><text>j<tspan>k</tspan></text><text>l\nm</text>\
                     <g><text font-size='9'>n</text></g><text/>";
        assert_eq!(taken(&format!("<svg>{texts}</svg>")), ["a & b", "n"]);
        assert!(taken(&format!("<svg xml:space='preserve'>{texts}</svg>")).is_empty());
        let icon = "<text><tspan>&#xf0000;</tspan></text>";
        assert!(taken(&format!("<svg>{texts}{icon}</svg>")).is_empty(), "an icon is not the number of words");
    }
}
