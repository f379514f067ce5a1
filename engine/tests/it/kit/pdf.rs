//! Hand-made shaped runs and display lists, so that tests of `pdf` need no layout, and functions to read the files.

use std::sync::Arc;

use engine::paint::structure::{StructureElement, StructureId, StructureKid};
use engine::paint::{
    AdjacentRun, ArtifactKind, Color, ContentPlace, Direction, DisplayItem, DisplayList, NodeId,
    OutlineEntry, PageOrientation, Paint, PathItem, PathSegment, Role, StructureTree, Tag, TextItem,
    TextLine,
};
use engine::pdf::{self, Information};
use engine::text::{Face, FaceId, FontLibrary};
use engine::units::{Length, Point, Rect, Size};
use lopdf::Document;

pub use super::pdf_reader::*;

pub const NODE: Tag = Tag::Node { node: NodeId(5), role: Role::Paragraph, place: ContentPlace::Own };
/// A structure with the content of [`NODE`].
pub fn structure() -> StructureTree {
    let kids = vec![StructureKid::Content(NodeId(5), ContentPlace::Own)];
    let element = StructureElement { role: Role::Document, node: NodeId(1), kids, properties: None };
    StructureTree::new(vec![element], StructureId(0))
}

/// The bytes of a file with these pages, or why it cannot be written.
pub fn try_written(
    count: usize,
    paint: impl Fn(usize) -> DisplayList + Sync,
    outline: &[OutlineEntry],
    fonts: &FontLibrary,
    threads: usize,
) -> Result<Vec<u8>, pdf::PdfError> {
    let (structure, information) = (structure(), information());
    let content = pdf::Content {
        structure: &structure,
        outline,
        names: &[("place".to_string(), NodeId(9))],
        right_to_left: false,
        fonts,
        information: &information,
        standards: pdf::Standards::NONE,
        image_ppi: None,
        press: None,
    };
    pdf::write(count, paint, content, threads).map(|written| written.bytes)
}

pub const LAYOUT: Tag = Tag::Artifact(ArtifactKind::Layout);

/// A face of the library by its PostScript name.
pub fn face<'a>(library: &'a FontLibrary, name: &str) -> &'a Face {
    let mut faces = (0..library.len() as u16).map(|number| library.face(FaceId(number)));
    faces.find(|face| face.postscript_name == name).unwrap_or_else(|| panic!("no face {name}"))
}

/// How a run is shaped.
#[derive(Clone, Copy)]
pub struct Shape<'a> {
    pub face: &'a Face,
    pub size: f64,
    pub right_to_left: bool,
    /// The direction of the paragraph.
    pub direction: Direction,
    /// Added to every space, as justification does.
    pub space: Length,
    /// Added to every glyph.
    pub letter: Length,
    /// Not part of the text.
    pub artifact: bool,
}

impl<'a> Shape<'a> {
    pub fn new(face: &'a Face) -> Shape<'a> {
        Shape {
            face,
            size: 11.0,
            right_to_left: false,
            direction: Direction::LeftToRight,
            space: Length::ZERO,
            letter: Length::ZERO,
            artifact: false,
        }
    }

    fn run(&self, text: &str) -> TextItem {
        let font = harfrust::Font::new(self.face.data.to_vec(), 0).expect("a font");
        let mut buffer = harfrust::Buffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(if self.right_to_left {
            harfrust::Direction::RightToLeft
        } else {
            harfrust::Direction::LeftToRight
        });
        let options = harfrust::ShapeOptions::new();
        harfrust::shape(&harfrust::ShaperFont::new(&font), &mut buffer, options).expect("shaped text");
        let (infos, positions) = (buffer.glyph_infos(), buffer.glyph_positions());
        let size = Length::from_points(self.size);
        let advance = |info: &harfrust::GlyphInfo, units| {
            let is_space = text.as_bytes().get(info.cluster as usize) == Some(&b' ');
            let extra = if is_space { self.space } else { Length::ZERO };
            self.face.scale(units, size) + extra + self.letter
        };
        let advances: Arc<[Length]> =
            infos.iter().zip(positions).map(|(info, position)| advance(info, position.x_advance)).collect();
        let displaced = positions.iter().any(|position| position.x_offset != 0 || position.y_offset != 0);
        let displacements = positions.iter().filter(|_| displaced).map(|position| {
            (self.face.scale(position.x_offset, size), self.face.scale(position.y_offset, size))
        });
        TextItem {
            face: self.face.id,
            size,
            color: Color::BLACK,
            origin: Point::default(),
            width: advances.iter().copied().sum(),
            glyphs: infos.iter().map(|info| info.glyph_id as u16).collect(),
            advances,
            displacements: displacements.collect(),
            clusters: infos.iter().map(|info| info.cluster).collect(),
            widened: 0,
            letter_spacing: self.letter,
            right_to_left: self.right_to_left,
            direction: self.direction,
            text: Arc::from(text),
            range: (0, text.len() as u32),
            is_generated: false,
            is_artifact: self.artifact,
            alternative: None,
            is_initial_letter: false,
            language: Arc::from("en"),
            line: Arc::new(TextLine { text: 0..text.len() as u32, breaks_word: false }),
            previous: None,
            next: None,
            tag: if self.artifact { LAYOUT } else { NODE },
        }
    }
}

/// Runs one after another on a line, from left to right.
pub fn line(runs: &[(Shape, &str)], left: f64, baseline: f64) -> Vec<DisplayItem> {
    let (mut x, mut text, mut shaped) = (points(left), String::new(), Vec::new());
    for (shape, part) in runs {
        let start = text.len() as u32;
        text.push_str(part);
        let mut run = shape.run(part);
        run.origin.x = x;
        x += run.width;
        run.range = (start, text.len() as u32);
        shaped.push(run);
    }
    items(shaped, &text, points(baseline))
}

/// The items of a line with these runs.
pub fn items(mut runs: Vec<TextItem>, text: &str, baseline: Length) -> Vec<DisplayItem> {
    let line = Arc::new(TextLine { text: 0..text.len() as u32, breaks_word: false });
    let text: Arc<str> = Arc::from(text);
    let adjacent: Vec<AdjacentRun> = runs.iter().map(TextItem::as_adjacent).collect();
    for (index, run) in runs.iter_mut().enumerate() {
        run.origin.y = baseline;
        run.line = line.clone();
        run.text = text.clone();
        run.previous = index.checked_sub(1).and_then(|index| adjacent.get(index)).copied();
        run.next = adjacent.get(index + 1).copied();
    }
    runs.into_iter().map(DisplayItem::Text).collect()
}

/// A run with glyphs and clusters that shaping would not give.
pub fn odd_run(shape: Shape, text: &str, glyphs: &[u16], clusters: &[u32]) -> TextItem {
    TextItem {
        glyphs: glyphs.into(),
        clusters: clusters.into(),
        advances: vec![Length::POINT * 5; glyphs.len()].into(),
        displacements: Box::new([]),
        ..shape.run(text)
    }
}

pub fn points(value: f64) -> Length {
    Length::from_points(value)
}

pub fn at(x: f64, y: f64) -> Point {
    Point::new(points(x), points(y))
}

pub fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
    Rect { x: points(x), y: points(y), width: points(width), height: points(height) }
}

pub fn filled(area: Rect, fill: Paint) -> DisplayItem {
    let segments = vec![
        PathSegment::MoveTo(area.origin()),
        PathSegment::LineTo(Point::new(area.right(), area.y)),
        PathSegment::LineTo(Point::new(area.right(), area.bottom())),
        PathSegment::LineTo(Point::new(area.x, area.bottom())),
        PathSegment::Close,
    ];
    DisplayItem::Path(PathItem { segments, fill: Some(fill), even_odd: false, stroke: None, tag: LAYOUT })
}

pub fn page(items: Vec<DisplayItem>) -> DisplayList {
    DisplayList {
        orientation: PageOrientation::Upright,
        size: Size::new(points(420.0), points(595.0)),
        bleed_box: Rect::new(Point::default(), Size::new(points(420.0), points(595.0))),
        media_box: Rect::new(Point::default(), Size::new(points(420.0), points(595.0))),
        label: "1".to_string(),
        items,
        links: Vec::new(),
        targets: Vec::new(),
    }
}

pub fn information() -> Information {
    Information { title: "Title".to_string(), language: "en".to_string(), ..Information::default() }
}

/// The bytes of a file of `count` pages.
pub fn written(count: usize, paint: impl Fn(usize) -> DisplayList + Sync, library: &FontLibrary) -> Vec<u8> {
    try_written(count, paint, &[], library, 1).expect("a PDF")
}

/// The file of [`written`], parsed.
pub fn file(count: usize, paint: impl Fn(usize) -> DisplayList + Sync, library: &FontLibrary) -> Document {
    read(&written(count, paint, library))
}

pub fn with_outline(
    count: usize,
    paint: impl Fn(usize) -> DisplayList + Sync,
    outline: &[OutlineEntry],
) -> Document {
    let library = FontLibrary::embedded();
    read(&try_written(count, paint, outline, &library, 1).expect("a PDF"))
}
