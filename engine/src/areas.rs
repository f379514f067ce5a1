//! What can be pointed at on a page, and where it is in the HTML: the words, the pictures, and the boxes around them.
//!
//! In: the pages, and what is drawn on each. Out: [`Area`]s from the bottom to the top. Words come from the display list,
//! which knows their glyphs; boxes from the placed content, where they are also if nothing of them is painted.
//!
//! A word is a number of letters of a text node. Layout collapses white space and may change case, so letters are
//! counted without white space, as [`TextPlaces`] counts them:
//!
//! ```text
//! source        <p>One&nbsp;two
//!                  three</p>
//! laid out      One two three            the word `three` is letters 7 to 12 of the text node
//! ```

use std::ops::Range;
use std::sync::Arc;

use crate::boxes::{BoxId, BoxKind, BoxTree};
use crate::diagnostics::{Diagnostics, Span};
use crate::html::{Document, NodeId, TextPlaces, letters_of, place_of};
use crate::pages::{GroupKind, Page, Placed};
use crate::paint::{ContentPlace, DisplayItem, DisplayList, Effect, Tag, TextItem, Transform};
use crate::sorting::sort_by_key;
use crate::text::FontLibrary;
use crate::units::{Length, Point, Rect};

/// Something on a page that comes from a place of the HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// What it is.
    pub kind: AreaKind,
    /// Where it is, in the coordinates of the page box.
    pub rect: Rect,
    /// The word, or the start of the element's tag.
    pub words: String,
    /// The element.
    node: NodeId,
    /// Its letters, if the word is of the document and not of a style sheet.
    letters: Option<Letters>,
}

/// Some letters of a text node.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Letters {
    node: NodeId,
    range: Range<usize>,
    /// How many letters of the node are laid out.
    count: usize,
}

/// What can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaKind {
    /// The box of an element.
    Box,
    /// A picture.
    Picture,
    /// A word, or what of it is on one line in one font.
    Word,
}

impl Area {
    /// Its place in the HTML, as exactly as it is certain: the letters, or the start tag of the element.
    pub fn place(&self, document: &Document, diagnostics: &Diagnostics) -> Span {
        let source = &diagnostics.source(document.source).text;
        let letters = self.letters.as_ref().and_then(|Letters { node, range, count }| {
            let places = TextPlaces::new(document, source);
            // A change of case may change the number of letters, and then they are not the same ones.
            let is_same = document.text(*node).is_some_and(|text| letters_of(text).count() == *count);
            if is_same { places.letters(*node, range.clone()) } else { places.whole(*node) }
        });
        match letters {
            Some(letters) => Span::new(document.source, letters.start, letters.end),
            None => place_of(document, self.node, diagnostics),
        }
    }
}

/// A document that was laid out.
pub struct Places<'a> {
    /// The document that the elements belong to.
    pub document: &'a Document,
    /// Its boxes.
    pub tree: &'a BoxTree,
    /// The fonts of its text.
    pub fonts: &'a FontLibrary,
}

impl Places<'_> {
    /// The areas of a page, from the bottom to the top: boxes, pictures, words.
    pub fn areas(&self, page: &Page, list: &DisplayList) -> Vec<Area> {
        let mut areas = self.boxes(page);
        let mut words: Vec<PlacedWord> = Vec::new();
        let mut transforms = vec![Transform::IDENTITY];
        let texts = self.texts();
        for item in &list.items {
            let outer = *transforms.last().unwrap_or(&Transform::IDENTITY);
            match item {
                DisplayItem::BeginEffect { effect: Effect::Transform(transform), .. } => {
                    transforms.push(outer.after(*transform));
                }
                DisplayItem::BeginEffect { .. } | DisplayItem::BeginGroup { .. } => transforms.push(outer),
                DisplayItem::EndGroup => drop(transforms.pop()),
                DisplayItem::Image(image) => {
                    if let Tag::Node { node, .. } = image.tag {
                        let rect = mapped(outer, image.clip.unwrap_or(image.rect));
                        areas.push(self.of_element(AreaKind::Picture, node, rect));
                    }
                }
                DisplayItem::Text(text) => self.words(text, &texts, outer, &mut words),
                DisplayItem::Path(_) => {}
            }
        }
        // A line has its runs from left to right; they are read in the order of the text.
        for line in words.chunk_by_mut(|left, right| left.line == right.line) {
            sort_by_key(line, |word| word.offset);
        }
        areas.extend(words.into_iter().map(|word| word.area));
        areas
    }

    fn of_element(&self, kind: AreaKind, node: NodeId, rect: Rect) -> Area {
        let words = self.document.element(node).map(|element| {
            let name = &*element.name;
            let identity =
                |attribute| element.attribute(attribute).map(|value| format!(" {attribute}=\"{value}\""));
            format!("<{name}{}>", identity("class").or_else(|| identity("id")).unwrap_or_default())
        });
        Area { kind, rect, words: words.unwrap_or_default(), node, letters: None }
    }

    /// The boxes of elements. Those that a transform moves are left out.
    fn boxes(&self, page: &Page) -> Vec<Area> {
        let mut areas = Vec::new();
        // For each open group, whether it moves its content.
        let mut groups: Vec<bool> = Vec::new();
        for placed in &page.content {
            match placed {
                Placed::BeginGroup(group) => {
                    let effects = group.style.effects.as_ref();
                    let moves = group.kind == GroupKind::Context
                        && effects.is_some_and(|effects| effects.is_transformed());
                    groups.push(moves || groups.last() == Some(&true));
                }
                Placed::EndGroup => drop(groups.pop()),
                Placed::Box(placed) if groups.last() != Some(&true) => {
                    if let Some(node) = placed.node {
                        areas.push(self.of_element(AreaKind::Box, node, placed.rect));
                    }
                }
                _ => {}
            }
        }
        areas
    }

    /// The texts of the document.
    fn texts(&self) -> Texts {
        let range = |id: &BoxId| match &self.tree.boxes.get(id.index())?.kind {
            BoxKind::Text(range) => Some(range.start as usize..range.end as usize),
            _ => None,
        };
        let of_nodes = self.tree.text_nodes.iter();
        let mut of_nodes: Vec<_> = of_nodes.filter_map(|(id, node)| Some((*node, range(id)?))).collect();
        sort_by_key(&mut of_nodes, |(node, range)| (*node, range.start));
        let mut before = Vec::with_capacity(self.tree.text.len() + 1);
        let mut count = 0;
        for letter in self.tree.text.chars() {
            before.extend(std::iter::repeat_n(count, letter.len_utf8()));
            count += u32::from(!letter.is_ascii_whitespace());
        }
        before.push(count);
        Texts { of_nodes, before }
    }

    /// The words of a run.
    fn words(&self, text: &TextItem, texts: &Texts, map: Transform, placed: &mut Vec<PlacedWord>) {
        let Tag::Node { node, place, .. } = text.tag else { return };
        if text.is_artifact {
            return;
        }
        let of_document = match place {
            ContentPlace::Text(of) if !text.is_generated && Arc::ptr_eq(&text.text, &self.tree.text) => {
                Some(of)
            }
            _ => None,
        };
        let metrics = &self.fonts.face(text.face).metrics;
        let scaled = |units: i16| text.size.scale(f64::from(units) / f64::from(metrics.units_per_em.max(1)));
        let (ascent, descent) = (scaled(metrics.ascent), scaled(metrics.descent));
        let run = text.run_text();
        for word in run.split_whitespace() {
            let start = word.as_ptr().addr() - run.as_ptr().addr();
            let Some((left, right)) = extent(text, start..start + word.len()) else { continue };
            let rect = Rect {
                x: text.origin.x + left,
                y: text.origin.y - ascent,
                width: right - left,
                height: ascent - descent,
            };
            let start = text.range.0 as usize + start;
            let letters = of_document.and_then(|of| texts.letters(of, start..start + word.len()));
            let line = Arc::as_ptr(&text.line).addr();
            // What a style sheet writes stays behind the word to the left.
            let before = placed.last().filter(|word| word.line == line).map_or(0, |word| word.offset);
            let offset = if of_document.is_some() { start } else { before };
            let words = word.to_string();
            let area = Area { kind: AreaKind::Word, rect: mapped(map, rect), words, node, letters };
            placed.push(PlacedWord { line, offset, area });
        }
    }
}

/// The text of the document by its nodes.
struct Texts {
    /// The parts of the text that are of each text node, sorted by node.
    of_nodes: Vec<(NodeId, Range<usize>)>,
    /// For each byte of the text, how many letters are before it.
    before: Vec<u32>,
}

impl Texts {
    fn count(&self, range: Range<usize>) -> usize {
        let before = |at: usize| self.before.get(at).copied().unwrap_or_default();
        before(range.end).saturating_sub(before(range.start)) as usize
    }

    /// The letters of a text node that are at a range of the text.
    fn letters(&self, node: NodeId, at: Range<usize>) -> Option<Letters> {
        let first = self.of_nodes.partition_point(|(of, _)| *of < node);
        let (mut found, mut count) = (None, 0);
        for (_, range) in self.of_nodes[first..].iter().take_while(|(of, _)| *of == node) {
            if range.contains(&at.start) {
                let start = count + self.count(range.start..at.start);
                found = Some(start..start + self.count(at.clone()));
            }
            count += self.count(range.clone());
        }
        Some(Letters { node, range: found?, count })
    }
}

/// A word with its place in the order of reading.
struct PlacedWord {
    /// The address of its line.
    line: usize,
    /// Where it is in the text of the document.
    offset: usize,
    area: Area,
}

/// The left and the right end of bytes of a run, from its origin; `None` if no glyph shows them.
fn extent(text: &TextItem, bytes: Range<usize>) -> Option<(Length, Length)> {
    let mut found: Option<(Length, Length)> = None;
    let mut at = Length::ZERO;
    for (advance, cluster) in text.advances.iter().zip(text.clusters.iter()) {
        if bytes.contains(&(*cluster as usize)) {
            let left = found.map_or(at, |(left, _)| left);
            found = Some((left, at + *advance));
        }
        at += *advance;
    }
    found
}

/// The upright rectangle around a rectangle that was mapped.
fn mapped(map: Transform, rect: Rect) -> Rect {
    if map == Transform::IDENTITY {
        return rect;
    }
    let corners =
        [(rect.x, rect.y), (rect.right(), rect.y), (rect.x, rect.bottom()), (rect.right(), rect.bottom())];
    let corners = corners.map(|(x, y)| map.point(Point::new(x, y)));
    let [first, rest @ ..] = corners;
    let (mut low, mut high) = (first, first);
    for corner in rest {
        low = Point::new(low.x.min(corner.x), low.y.min(corner.y));
        high = Point::new(high.x.max(corner.x), high.y.max(corner.y));
    }
    Rect { x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y }
}
