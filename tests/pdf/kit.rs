//! Faces and shaped runs made by hand, so that tests of `pdf` need no layout.

use std::sync::Arc;

use brochure::css::{Color, FontSlope};
use brochure::html::NodeId;
use brochure::layout::{BoxId, GlyphRun, Line, LineFragment, RunText};
use brochure::paint::{ArtifactKind, DisplayItem, DisplayList, PathItem, PathSegment, Role, Tag, TextItem};
use brochure::text::{Face, FaceId, FaceMetrics};
use brochure::units::{Length, Point, Size};
use skrifa::instance::{LocationRef, Size as FontSize};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::style;

pub const NODE: Tag = Tag::Node { node: NodeId(5), role: Role::Paragraph };
pub const LAYOUT: Tag = Tag::Artifact(ArtifactKind::Layout);

pub fn face(id: u16, path: &str) -> Face {
    let data: Arc<[u8]> = std::fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}")).into();
    let font = FontRef::new(&data).expect("a font");
    let metrics = font.metrics(FontSize::unscaled(), LocationRef::default());
    let widths = font.glyph_metrics(FontSize::unscaled(), LocationRef::default());
    let advances = (0..metrics.glyph_count)
        .map(|glyph| widths.advance_width(GlyphId::new(glyph.into())).unwrap_or(0.0) as u16)
        .collect();
    let bounds = metrics.bounds.unwrap_or_default();
    let postscript_name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".ttf").to_string();
    Face {
        id: FaceId(id),
        path: path.to_string(),
        index: 0,
        family: Arc::from("Test"),
        postscript_name,
        weight: 400,
        slope: FontSlope::Normal,
        stretch: 100.0,
        metrics: FaceMetrics {
            units_per_em: metrics.units_per_em,
            ascent: metrics.ascent as i16,
            descent: metrics.descent as i16,
            cap_height: metrics.cap_height.unwrap_or(700.0) as i16,
            bounding_box: [
                bounds.x_min as i16,
                bounds.y_min as i16,
                bounds.x_max as i16,
                bounds.y_max as i16,
            ],
            ..FaceMetrics::default()
        },
        advances,
        data: data.clone(),
    }
}

/// How a run is shaped.
pub struct Shape<'a> {
    pub face: &'a Face,
    pub size: f64,
    pub right_to_left: bool,
    /// Added to every space, as justification does.
    pub space: Length,
    /// The direction of the paragraph.
    pub direction: brochure::css::Direction,
    /// Added to every glyph.
    pub letter: Length,
}

impl<'a> Shape<'a> {
    pub fn new(face: &'a Face, size: f64) -> Shape<'a> {
        Shape {
            face,
            size,
            right_to_left: false,
            space: Length::ZERO,
            letter: Length::ZERO,
            direction: brochure::css::Direction::LeftToRight,
        }
    }

    pub fn run(&self, text: &str) -> GlyphRun {
        let font = harfrust::Font::new(self.face.data.to_vec(), 0).expect("a font");
        let shaper = harfrust::ShaperFont::new(&font);
        let mut buffer = harfrust::Buffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let direction = if self.right_to_left {
            harfrust::Direction::RightToLeft
        } else {
            harfrust::Direction::LeftToRight
        };
        buffer.set_direction(direction);
        harfrust::shape(&shaper, &mut buffer, harfrust::ShapeOptions::new()).expect("shaped text");
        let size = Length::from_points(self.size);
        let infos = buffer.glyph_infos();
        let positions = buffer.glyph_positions();
        let advances: Box<[Length]> = infos
            .iter()
            .zip(positions)
            .map(|(info, position)| {
                let space = text.as_bytes().get(info.cluster as usize) == Some(&b' ');
                let extra = if space { self.space } else { Length::ZERO };
                self.face.scale(position.x_advance, size) + extra + self.letter
            })
            .collect();
        let displaced = positions.iter().any(|position| position.x_offset != 0 || position.y_offset != 0);
        let displacements = positions
            .iter()
            .filter(|_| displaced)
            .map(|position| {
                (self.face.scale(position.x_offset, size), self.face.scale(position.y_offset, size))
            })
            .collect();
        GlyphRun {
            box_id: BoxId(1),
            node: None,
            style: style::with(self.letter, self.direction),
            face: self.face.id,
            size,
            x: Length::ZERO,
            baseline: Length::ZERO,
            width: advances.iter().copied().sum(),
            right_to_left: self.right_to_left,
            glyphs: infos.iter().map(|info| info.glyph_id as u16).collect(),
            advances,
            displacements,
            clusters: infos.iter().map(|info| info.cluster).collect(),
            text: RunText::Range(0..text.len() as u32),
            artifact: false,
        }
    }
}

pub fn points(value: f64) -> Length {
    Length::from_points(value)
}

pub fn at(x: f64, y: f64) -> Point {
    Point::new(points(x), points(y))
}

/// Runs one after another on a line, from left to right.
pub fn line(shapes: &[(&Shape, &str)], left: f64, baseline: f64) -> Vec<DisplayItem> {
    let mut x = points(left);
    let mut text = String::new();
    let mut runs = Vec::new();
    for (shape, part) in shapes {
        let start = text.len() as u32;
        text.push_str(part);
        let mut run = shape.run(part);
        run.x = x;
        run.text = RunText::Range(start..text.len() as u32);
        x += run.width;
        runs.push(run);
    }
    items(runs, &text, points(baseline))
}

/// The items of a line with these runs.
pub fn items(runs: Vec<GlyphRun>, text: &str, baseline: Length) -> Vec<DisplayItem> {
    let line = Arc::new(Line {
        height: Length::POINT * 14,
        baseline: Length::POINT * 10,
        fragments: runs.into_iter().map(LineFragment::Glyphs).collect(),
        text: 0..text.len() as u32,
    });
    let text: Arc<str> = Arc::from(text);
    let item = |(fragment, index): (&LineFragment, u32)| {
        let LineFragment::Glyphs(run) = fragment else { unreachable!("made of runs") };
        let (text, range) = match &run.text {
            RunText::Range(range) => (text.clone(), (range.start, range.end)),
            RunText::Own(own) => (Arc::from(&**own), (0, own.len() as u32)),
        };
        DisplayItem::Text(TextItem {
            face: run.face,
            size: run.size,
            color: Color::BLACK,
            origin: Point::new(run.x, baseline),
            line: line.clone(),
            fragment: index,
            text,
            range,
            language: Arc::from("en"),
            tag: if run.artifact { LAYOUT } else { NODE },
        })
    };
    line.fragments.iter().zip(0..).map(item).collect()
}

pub fn path(segments: Vec<PathSegment>, fill: Option<brochure::paint::Paint>) -> DisplayItem {
    DisplayItem::Path(PathItem { segments, fill, even_odd: false, stroke: None, tag: LAYOUT })
}

pub fn page(items: Vec<DisplayItem>) -> DisplayList {
    DisplayList {
        size: Size::new(points(420.0), points(595.0)),
        label: "1".to_string(),
        items,
        links: Vec::new(),
        targets: Vec::new(),
    }
}
