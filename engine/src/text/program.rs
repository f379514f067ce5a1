//! The font files that PDF embeds. PDF has neither variable fonts nor CFF2 outlines: a variable font becomes a font
//! file of one instance, and CFF2 outlines become CFF.

use std::borrow::Cow;

use skrifa::MetadataProvider;
use skrifa::instance::{Location, Size};
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::raw::FontRef;
use skrifa::raw::types::{GlyphId, Tag};

use super::compact_font;
use super::face::Face;
use super::variable;
use crate::sorting::sort_by_key;

impl Face {
    /// The font file to embed, and the index of the face in it. In a file made for this purpose, only `glyphs` have
    /// outlines; they are in ascending order.
    ///
    /// # Errors
    /// What is wrong with the font, for a message.
    pub fn program(&self, glyphs: &[u16]) -> Result<(Cow<'_, [u8]>, u32), String> {
        let tables = FontRef::from_index(&self.data, self.index).map_err(|error| error.to_string())?;
        let compact = tables.table_data(Tag::new(b"CFF2")).is_some();
        if self.axes.is_empty() && !compact {
            return Ok((Cow::Borrowed(&*self.data), self.index));
        }
        let location = variable::location(&tables, &self.axes, &self.coordinates);
        let drawing = GlyphDrawing { glyphs: tables.outline_glyphs(), location: &location, wanted: glyphs };
        let made = if compact {
            compact_program(&tables, &drawing, self)
        } else {
            true_type_program(&tables, &drawing, &self.advances)
        };
        Ok((Cow::Owned(made?), 0))
    }
}

/// The outlines of some glyphs of one instance.
pub(super) struct GlyphDrawing<'a> {
    glyphs: OutlineGlyphCollection<'a>,
    location: &'a Location,
    /// In ascending order.
    wanted: &'a [u16],
}

impl GlyphDrawing<'_> {
    /// Draws a glyph if it is wanted.
    pub(super) fn draw(&self, glyph: u16, pen: &mut impl OutlinePen) -> Result<(), String> {
        if self.wanted.binary_search(&glyph).is_err() {
            return Ok(());
        }
        let Some(outline) = self.glyphs.get(GlyphId::from(glyph)) else { return Ok(()) };
        let settings = DrawSettings::unhinted(Size::unscaled(), self.location);
        outline
            .draw(settings, pen)
            .map_err(|error| format!("its glyph {glyph} cannot be drawn ({error})"))?;
        Ok(())
    }
}

/// A coordinate in whole font units. Font formats have 16 bits for the difference of two coordinates.
pub(super) fn whole_unit(value: f32) -> i16 {
    value.round().clamp(-16383.0, 16383.0) as i16
}

/// The box around a font's outlines: left, bottom, right, top. Empty at first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OutlineBounds(Option<[i16; 4]>);

impl OutlineBounds {
    pub(super) fn add(&mut self, x: i16, y: i16) {
        let [left, bottom, right, top] = self.0.unwrap_or([x, y, x, y]);
        self.0 = Some([left.min(x), bottom.min(y), right.max(x), top.max(y)]);
    }

    pub(super) fn edges(self) -> [i16; 4] {
        self.0.unwrap_or_default()
    }
}

/// One instance of a variable TrueType font as a font file without axes and without hinting.
fn true_type_program(
    tables: &FontRef<'_>,
    drawing: &GlyphDrawing<'_>,
    advances: &[u16],
) -> Result<Vec<u8>, String> {
    let count = advances.len() as u16;
    let outlines = Outlines::draw(drawing, count)?;
    let mut maxp = table(tables, b"maxp")?;
    if maxp.len() < 32 {
        return Err("its table 'maxp' cannot be read".to_string());
    }
    put(&mut maxp, 6, outlines.max_points);
    put(&mut maxp, 8, outlines.max_contours);
    // No composites and no instructions are left.
    for place in [10, 12, 18, 20, 22, 24, 26, 28, 30] {
        put(&mut maxp, place, 0);
    }
    let mut written = common_tables(tables, outlines.bounds, advances, &outlines.left)?;
    written.push((Tag::new(b"maxp"), maxp));
    written.push((Tag::new(b"glyf"), outlines.glyf));
    written.push((Tag::new(b"loca"), outlines.loca));
    Ok(font_file(0x0001_0000, written))
}

/// The font file of a font with CFF2 outlines.
fn compact_program(tables: &FontRef<'_>, drawing: &GlyphDrawing<'_>, face: &Face) -> Result<Vec<u8>, String> {
    let font =
        compact_font::write(drawing, &face.advances, face.metrics.units_per_em, &face.postscript_name)?;
    let mut maxp = 0x0000_5000u32.to_be_bytes().to_vec();
    maxp.extend_from_slice(&(face.advances.len() as u16).to_be_bytes());
    let mut written = common_tables(tables, font.bounds, &face.advances, &font.left)?;
    written.push((Tag::new(b"maxp"), maxp));
    written.push((Tag::new(b"CFF "), font.table));
    Ok(font_file(u32::from_be_bytes(*b"OTTO"), written))
}

/// The tables that do not depend on the outline format. Those for variation, hinting and shaping are left out: the
/// instance is fixed, and the glyphs are chosen.
fn common_tables(
    tables: &FontRef<'_>,
    bounds: OutlineBounds,
    advances: &[u16],
    left: &[i16],
) -> Result<Vec<(Tag, Vec<u8>)>, String> {
    let mut head = table(tables, b"head")?;
    let mut hhea = table(tables, b"hhea")?;
    if head.len() < 54 || hhea.len() < 36 {
        return Err("its table 'head' cannot be read".to_string());
    }
    for (place, value) in (36..44).step_by(2).zip(bounds.edges()) {
        put(&mut head, place, value as u16);
    }
    // Offsets of glyphs are written long.
    put(&mut head, 50, 1);
    put(&mut hhea, 34, advances.len() as u16);
    let metrics = advances.iter().zip(left);
    let hmtx = metrics.flat_map(|(advance, left)| [advance.to_be_bytes(), left.to_be_bytes()]).flatten();
    let mut written =
        vec![(Tag::new(b"head"), head), (Tag::new(b"hhea"), hhea), (Tag::new(b"hmtx"), hmtx.collect())];
    for tag in [b"cmap", b"name", b"OS/2", b"post"] {
        if let Some(data) = tables.table_data(Tag::new(tag)) {
            written.push((Tag::new(tag), data.as_bytes().to_vec()));
        }
    }
    Ok(written)
}

fn table(tables: &FontRef<'_>, tag: &[u8; 4]) -> Result<Vec<u8>, String> {
    let data = tables.table_data(Tag::new(tag));
    data.map(|data| data.as_bytes().to_vec())
        .ok_or_else(|| format!("it has no table '{}'", String::from_utf8_lossy(tag)))
}

fn put(table: &mut [u8], place: usize, value: u16) {
    if let Some(slot) = table.get_mut(place..place + 2) {
        slot.copy_from_slice(&value.to_be_bytes());
    }
}

/// Assembles a font file from its tables (OpenType, "Organization of an OpenType font").
fn font_file(signature: u32, mut tables: Vec<(Tag, Vec<u8>)>) -> Vec<u8> {
    sort_by_key(&mut tables, |(tag, _)| *tag);
    let count = tables.len() as u16;
    let power = 15 - count.max(1).leading_zeros() as u16;
    let mut file = Vec::new();
    file.extend_from_slice(&signature.to_be_bytes());
    for value in [count, 16 << power, power, count * 16 - (16 << power)] {
        file.extend_from_slice(&value.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    for (tag, data) in &tables {
        file.extend_from_slice(&tag.to_be_bytes());
        for value in [checksum(data), offset as u32, data.len() as u32] {
            file.extend_from_slice(&value.to_be_bytes());
        }
        offset += data.len().next_multiple_of(4);
    }
    for (_, data) in &tables {
        file.extend_from_slice(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0u32, |sum, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

/// The glyphs of one instance as tables.
#[derive(Default)]
struct Outlines {
    glyf: Vec<u8>,
    loca: Vec<u8>,
    left: Vec<i16>,
    bounds: OutlineBounds,
    max_points: u16,
    max_contours: u16,
}

impl Outlines {
    fn draw(drawing: &GlyphDrawing<'_>, count: u16) -> Result<Outlines, String> {
        let mut outlines = Outlines::default();
        for glyph in 0..count {
            outlines.loca.extend_from_slice(&(outlines.glyf.len() as u32).to_be_bytes());
            let mut contours = Contours::default();
            drawing.draw(glyph, &mut contours)?;
            let left = outlines.add(&contours)?;
            outlines.left.push(left);
        }
        outlines.loca.extend_from_slice(&(outlines.glyf.len() as u32).to_be_bytes());
        Ok(outlines)
    }

    /// Adds a glyph (OpenType, table glyf, "Simple glyph description") and returns its left edge.
    fn add(&mut self, contours: &Contours) -> Result<i16, String> {
        if contours.cubic {
            return Err("it has cubic curves".to_string());
        }
        let contours: Vec<&Vec<ContourPoint>> = contours.list.iter().filter(|list| list.len() > 1).collect();
        let points: Vec<ContourPoint> = contours.iter().flat_map(|contour| contour.iter().copied()).collect();
        if points.is_empty() {
            return Ok(0);
        }
        let too_many = |_| "a glyph has more points than a font may have".to_string();
        let number_of_points = u16::try_from(points.len()).map_err(too_many)?;
        let number_of_contours = i16::try_from(contours.len()).map_err(too_many)?;
        self.max_points = self.max_points.max(number_of_points);
        self.max_contours = self.max_contours.max(number_of_contours as u16);
        let edge = |pick: fn(&ContourPoint) -> i16| {
            let values = points.iter().map(pick);
            (values.clone().min().unwrap_or(0), values.max().unwrap_or(0))
        };
        let (left, right) = edge(|point| point.x);
        let (bottom, top) = edge(|point| point.y);
        self.bounds.add(left, bottom);
        self.bounds.add(right, top);
        for value in [number_of_contours, left, bottom, right, top] {
            self.glyf.extend_from_slice(&value.to_be_bytes());
        }
        let mut end = 0u16;
        for contour in &contours {
            end = end.wrapping_add(contour.len() as u16);
            self.glyf.extend_from_slice(&(end.wrapping_sub(1)).to_be_bytes());
        }
        // No instructions.
        self.glyf.extend_from_slice(&[0, 0]);
        // Differences of two bytes each. The first flag declares overlaps, which variable glyphs have.
        self.glyf.extend(
            points
                .iter()
                .enumerate()
                .map(|(index, point)| u8::from(point.on_curve) | if index == 0 { 0x40 } else { 0 }),
        );
        for pick in [|point: &ContourPoint| point.x, |point: &ContourPoint| point.y] {
            let mut last = 0i16;
            for point in &points {
                self.glyf.extend_from_slice(&pick(point).wrapping_sub(last).to_be_bytes());
                last = pick(point);
            }
        }
        self.glyf.resize(self.glyf.len().next_multiple_of(4), 0);
        Ok(left)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct ContourPoint {
    x: i16,
    y: i16,
    on_curve: bool,
}

/// Records an outline as points.
#[derive(Default)]
struct Contours {
    list: Vec<Vec<ContourPoint>>,
    cubic: bool,
}

impl Contours {
    fn push(&mut self, x: f32, y: f32, on_curve: bool) {
        if let Some(contour) = self.list.last_mut() {
            contour.push(ContourPoint { x: whole_unit(x), y: whole_unit(y), on_curve });
        }
    }
}

impl OutlinePen for Contours {
    fn move_to(&mut self, x: f32, y: f32) {
        self.list.push(Vec::new());
        self.push(x, y, true);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push(x, y, true);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.push(cx0, cy0, false);
        self.push(x, y, true);
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.cubic = true;
    }

    fn close(&mut self) {
        // A contour closes itself: its last point must not repeat the first one.
        if let Some(contour) = self.list.last_mut()
            && contour.len() > 1
            && contour.first() == contour.last()
        {
            contour.pop();
        }
    }
}
