//! Variable fonts: which of their instances can be asked for, and an instance as a font file of its own,
//! which is what PDF embeds (it has no variable fonts).

use skrifa::MetadataProvider;
use skrifa::instance::{Location, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::types::{GlyphId, Tag};
use skrifa::raw::{FontRef, TableProvider};

use super::matching::FaceTraits;
use crate::css::FontSlope;

const WEIGHT: Tag = Tag::new(b"wght");
const WIDTH: Tag = Tag::new(b"wdth");
const ITALIC: Tag = Tag::new(b"ital");
const SLANT: Tag = Tag::new(b"slnt");

/// How many instances of one font can be asked for.
const MAX_INSTANCES: usize = 64;

/// A point in the space of a variable font's axes, and what matching knows of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FontInstancePoint {
    /// User coordinates of the axes that are not at their default.
    pub coordinates: Vec<(Tag, f32)>,
    pub traits: FaceTraits,
}

impl FontInstancePoint {
    /// Moves it along the axis of weights, if the font has one.
    pub(super) fn set_weight(&mut self, weight: u16) {
        if let Some((_, value)) = self.coordinates.iter_mut().find(|(tag, _)| *tag == WEIGHT) {
            *value = f32::from(weight);
            self.traits.weight = weight;
        }
    }
}

/// The instances of a font at all weights that are multiples of 100, at the widths of its named
/// instances, upright and slanted; other axes (`opsz`) stay at their default. Empty for a font that does
/// not vary.
pub(super) fn instances(tables: &FontRef<'_>, default: FaceTraits) -> Vec<FontInstancePoint> {
    let axes = tables.axes();
    if axes.is_empty() {
        return Vec::new();
    }
    let mut weights = vec![None];
    if let Some(axis) = axes.get_by_tag(WEIGHT) {
        let range = axis.min_value()..=axis.max_value();
        let steps = (1..=10).map(|step| step as f32 * 100.0).filter(|weight| range.contains(weight));
        weights = steps.chain([axis.default_value()]).map(Some).collect();
    }
    let mut widths = vec![None];
    if let Some(axis) = axes.get_by_tag(WIDTH) {
        let named = tables.named_instances();
        let named = named.iter().filter_map(|instance| instance.user_coords().nth(axis.index()));
        widths = named.chain([axis.default_value()]).map(Some).collect();
    }
    let mut slopes: Vec<Option<(Tag, f32)>> = vec![None];
    if let Some(axis) = axes.get_by_tag(ITALIC)
        && axis.max_value() >= 1.0
    {
        slopes.push(Some((ITALIC, 1.0)));
    } else if let Some(axis) = axes.get_by_tag(SLANT)
        && axis.min_value() < 0.0
    {
        slopes.push(Some((SLANT, axis.min_value())));
    }
    let mut found: Vec<FontInstancePoint> = Vec::new();
    for &slope in &slopes {
        for &width in &widths {
            for &weight in &weights {
                let mut point = FontInstancePoint { coordinates: Vec::new(), traits: default };
                if let Some(weight) = weight {
                    point.coordinates.push((WEIGHT, weight));
                    point.traits.weight = weight.clamp(1.0, 1000.0).round() as u16;
                }
                if let Some(width) = width {
                    point.coordinates.push((WIDTH, width));
                    point.traits.stretch = width;
                }
                if let Some((tag, value)) = slope {
                    point.coordinates.push((tag, value));
                    point.traits.slope = if tag == ITALIC { FontSlope::Italic } else { FontSlope::Oblique };
                }
                if found.len() < MAX_INSTANCES && !found.iter().any(|known| known.traits == point.traits) {
                    found.push(point);
                }
            }
        }
    }
    found
}

/// A variable TrueType font cut down to one instance: a font file without axes. Hinting is left out.
///
/// # Errors
/// What is wrong with the font, for a message.
pub(super) fn instantiate(tables: &FontRef<'_>, coordinates: &[(Tag, f32)]) -> Result<Vec<u8>, String> {
    let location = tables.axes().location(coordinates.iter().copied());
    let broken = |table: &str| format!("its table '{table}' cannot be read");
    let count = tables.maxp().map_err(|_| broken("maxp"))?.num_glyphs();
    let outlines = Outlines::draw(tables, &location, count)?;

    let mut head = table(tables, b"head")?;
    let mut hhea = table(tables, b"hhea")?;
    let mut maxp = table(tables, b"maxp")?;
    if head.len() < 54 || hhea.len() < 36 || maxp.len() < 32 {
        return Err(broken("head"));
    }
    for (place, value) in (36..44).step_by(2).zip(outlines.bounds) {
        put(&mut head, place, value as u16);
    }
    // Offsets of glyphs are written long.
    put(&mut head, 50, 1);
    put(&mut hhea, 34, count);
    put(&mut maxp, 6, outlines.max_points);
    put(&mut maxp, 8, outlines.max_contours);
    // No composites and no instructions are left.
    for place in [10, 12, 18, 20, 22, 24, 26, 28, 30] {
        put(&mut maxp, place, 0);
    }
    let mut written: Vec<(Tag, Vec<u8>)> = vec![
        (Tag::new(b"head"), head),
        (Tag::new(b"hhea"), hhea),
        (Tag::new(b"maxp"), maxp),
        (Tag::new(b"glyf"), outlines.glyf),
        (Tag::new(b"loca"), outlines.loca),
        (Tag::new(b"hmtx"), outlines.hmtx),
    ];
    // What says how the font varies or is hinted has no meaning any more.
    const KEPT: [&[u8; 4]; 8] = [b"cmap", b"name", b"OS/2", b"post", b"GDEF", b"GSUB", b"GPOS", b"BASE"];
    for tag in KEPT {
        if let Some(data) = tables.table_data(Tag::new(tag)) {
            written.push((Tag::new(tag), data.as_bytes().to_vec()));
        }
    }
    Ok(font_file(written))
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

/// Puts tables together to a font file (OpenType, "Organization of an OpenType font").
fn font_file(mut tables: Vec<(Tag, Vec<u8>)>) -> Vec<u8> {
    tables.sort_by_key(|(tag, _)| *tag);
    let count = tables.len() as u16;
    let power = 15 - count.max(1).leading_zeros() as u16;
    let mut file = Vec::new();
    file.extend_from_slice(&0x0001_0000u32.to_be_bytes());
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
    hmtx: Vec<u8>,
    bounds: [i16; 4],
    max_points: u16,
    max_contours: u16,
}

impl Outlines {
    fn draw(tables: &FontRef<'_>, location: &Location, count: u16) -> Result<Outlines, String> {
        let glyphs = tables.outline_glyphs();
        let metrics = tables.glyph_metrics(Size::unscaled(), location);
        let mut outlines =
            Outlines { bounds: [i16::MAX, i16::MAX, i16::MIN, i16::MIN], ..Outlines::default() };
        for number in 0..count {
            let glyph = GlyphId::from(number);
            outlines.loca.extend_from_slice(&(outlines.glyf.len() as u32).to_be_bytes());
            let mut contours = Contours::default();
            if let Some(outline) = glyphs.get(glyph) {
                outline
                    .draw(DrawSettings::unhinted(Size::unscaled(), location), &mut contours)
                    .map_err(|error| format!("its glyph {number} cannot be drawn ({error})"))?;
            }
            let left = outlines.add(&contours)?;
            let advance = metrics.advance_width(glyph).unwrap_or_default().round().clamp(0.0, 65535.0) as u16;
            outlines.hmtx.extend_from_slice(&advance.to_be_bytes());
            outlines.hmtx.extend_from_slice(&left.to_be_bytes());
        }
        outlines.loca.extend_from_slice(&(outlines.glyf.len() as u32).to_be_bytes());
        if outlines.bounds[0] > outlines.bounds[2] {
            outlines.bounds = [0; 4];
        }
        Ok(outlines)
    }

    /// Adds a glyph (OpenType, table glyf, "Simple glyph description") and gives its left edge.
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
        let bounds = &mut self.bounds;
        *bounds = [bounds[0].min(left), bounds[1].min(bottom), bounds[2].max(right), bounds[3].max(top)];
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
        // Differences of two bytes each; variable glyphs overlap, which the first flag says.
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

/// Takes down an outline as points.
#[derive(Default)]
struct Contours {
    list: Vec<Vec<ContourPoint>>,
    cubic: bool,
}

impl Contours {
    fn push(&mut self, x: f32, y: f32, on_curve: bool) {
        let whole = |value: f32| value.round().clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i16;
        if let Some(contour) = self.list.last_mut() {
            contour.push(ContourPoint { x: whole(x), y: whole(y), on_curve });
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
        // A contour closes itself: its end is not to be its start once more.
        if let Some(contour) = self.list.last_mut()
            && contour.len() > 1
            && contour.first() == contour.last()
        {
            contour.pop();
        }
    }
}
