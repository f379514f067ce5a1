//! Glyph runs as text operators (ISO 32000-1, 9.4), so that what is extracted is the text.
//!
//! A glyph says its text through the font's ToUnicode CMap. Where a cluster's text is another one
//! (one glyph for different characters, several glyphs for one cluster), its glyphs stand in a span
//! with `/ActualText`.

use super::cluster::{Cluster, Clusters, item_text};
use super::content::{Content, Ink, opacity};
use super::font::{FaceUse, FontTable, UsedFace, WIDTH_SCALE};
use super::number::{self, millipoints};
use super::object::utf16;
use super::writer::{push_literal_byte, write_literal};
use crate::layout::GlyphRun;
use crate::paint::{ArtifactKind, TextItem};
use crate::text::FaceId;

/// How far, in 1/1000 em, a glyph may be from its place before the pen is set right. Advances are
/// rounded to 1/1024 pt by layout and widths to 1/10000 em here, and neither is worth a number in
/// the file; what has gathered is put right at the next word space or kern.
const TOLERANCE: i64 = 3;

/// Pen positions are in 1/80 of a millionth of a point: both 1/1024 pt and products of font size in
/// thousandths of a point and width in 1/10000 em are whole numbers of it.
const PEN_PER_LENGTH: i64 = 78_125;
const PEN_PER_WIDTH: i64 = 8;

/// Adds the glyphs of an item that have no text in `fonts` yet.
pub(super) fn collect(item: &TextItem, fonts: &FontTable, uses: &mut Vec<(FaceId, FaceUse)>) {
    let Some(run) = item.run() else { return };
    let known = fonts.get(item.face);
    let text = item_text(item, run);
    let mut place = None;
    for cluster in Clusters::new(run, text) {
        let Some(glyphs) = run.glyphs.get(cluster.start..cluster.end) else { continue };
        let shown = plain(cluster.text);
        for &glyph in glyphs {
            if known.is_some_and(|face| face.has_text(glyph)) {
                continue;
            }
            let place = *place.get_or_insert_with(|| {
                uses.iter().position(|(face, _)| *face == item.face).unwrap_or_else(|| {
                    uses.push((item.face, FaceUse::new()));
                    uses.len() - 1
                })
            });
            let Some((_, face_use)) = uses.get_mut(place) else { continue };
            let glyph_use = face_use.entry(glyph).or_default();
            let alone = glyphs.len() == 1 && !run.artifact;
            let slot = if alone { &mut glyph_use.own } else { &mut glyph_use.shared };
            if slot.is_none() && !shown.is_empty() {
                *slot = Some(shown.into());
            }
        }
    }
}

/// The text that extraction gives for a cluster: every white space is a plain space.
#[inline]
fn plain(text: &str) -> &str {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) if !first.is_ascii() && first.is_whitespace() && characters.as_str().is_empty() => " ",
        _ => text,
    }
}

/// Shows an item.
pub(super) fn show(content: &mut Content, item: &TextItem, fonts: &FontTable) {
    let (Some(run), Some(face)) = (item.run(), fonts.get(item.face)) else { return };
    if run.glyphs.is_empty() || item.color.is_transparent() {
        return;
    }
    let size = millipoints(item.size);
    if size <= 0 {
        return;
    }
    let (_, stroke) = content.opacity();
    content.set_opacity(opacity(item.color.alpha), stroke);
    content.begin_text();
    content.set_fill(Ink::solid(item.color));
    content.set_font(item.face, size);
    content.set_rise(0);
    content.move_text(item.origin);
    let text = item_text(item, run);
    if run.artifact {
        begin_hidden(content, text);
    }
    let mut pen =
        Pen { face, run, size, position: 0, target: 0, rise: 0, string_open: false, array: Vec::new() };
    for cluster in Clusters::new(run, text) {
        pen.cluster(content, cluster);
    }
    pen.flush(content);
    if run.artifact {
        content.operator("EMC");
    }
}

/// Opens the marked content of glyphs that are not part of the text.
fn begin_hidden(content: &mut Content, text: &str) {
    let hyphen = text.chars().all(|character| matches!(character, '-' | '\u{2010}' | '\u{AD}'));
    if hyphen && !text.is_empty() {
        // ISO 32000-1, 14.8.2.2.3: a hyphen that breaking put in is read as a soft hyphen.
        begin_span(content, "\u{AD}");
    } else {
        content.begin_artifact(ArtifactKind::Layout);
    }
}

fn begin_span(content: &mut Content, text: &str) {
    content.bytes.extend_from_slice(b"/Span<</ActualText");
    write_literal(&mut content.bytes, &utf16(text));
    content.operator(">>BDC");
}

/// Shows the glyphs of one run, keeping account of where the reader's pen is.
struct Pen<'a> {
    face: &'a UsedFace<'a>,
    run: &'a GlyphRun,
    /// The font size in thousandths of a point.
    size: i64,
    /// Where the pen is after what was shown, and where layout wants the next glyph.
    position: i64,
    target: i64,
    rise: i64,
    string_open: bool,
    /// The operand of `TJ` so far, without its brackets.
    array: Vec<u8>,
}

impl Pen<'_> {
    fn cluster(&mut self, content: &mut Content, cluster: Cluster) {
        let Some(glyphs) = self.run.glyphs.get(cluster.start..cluster.end) else { return };
        if let &[glyph] = glyphs {
            let (code, used) = self.face.code(glyph);
            if self.run.artifact || self.face.says(used, plain(cluster.text)) {
                self.glyph(content, cluster.start, code, used.width);
                return;
            }
        }
        let spanned = !self.run.artifact;
        if spanned {
            self.flush(content);
            begin_span(content, plain(cluster.text));
        }
        for (index, &glyph) in (cluster.start..).zip(glyphs) {
            let (code, used) = self.face.code(glyph);
            self.glyph(content, index, code, used.width);
        }
        if spanned {
            self.flush(content);
            content.operator("EMC");
        }
    }

    #[inline]
    fn glyph(&mut self, content: &mut Content, index: usize, code: u16, width: i32) {
        let mut target = self.target;
        if let Some((right, up)) = self.run.displacements.get(index) {
            target = target.wrapping_add(i64::from(right.0).wrapping_mul(PEN_PER_LENGTH));
            let rise = millipoints(*up);
            if rise != self.rise {
                self.flush(content);
                content.set_rise(rise);
                self.rise = rise;
            }
        }
        let unit = self.size.wrapping_mul(PEN_PER_WIDTH * i64::from(WIDTH_SCALE)).max(1);
        let off = self.position.wrapping_sub(target);
        // The common case first: the division is only for glyphs that are out of place.
        if off > unit * (TOLERANCE - 1) || off < -(unit * (TOLERANCE - 1)) {
            let adjustment = (off + unit / 2).div_euclid(unit);
            if adjustment.abs() >= TOLERANCE {
                self.close_string();
                number::integer(&mut self.array, adjustment);
                self.position = self.position.wrapping_sub(adjustment.wrapping_mul(unit));
            }
        }
        if !self.string_open {
            self.array.push(b'(');
            self.string_open = true;
        }
        let [high, low] = code.to_be_bytes();
        push_literal_byte(&mut self.array, high);
        push_literal_byte(&mut self.array, low);
        self.position =
            self.position.wrapping_add(self.size.wrapping_mul(i64::from(width)).wrapping_mul(PEN_PER_WIDTH));
        let advance = self.run.advances.get(index).copied().unwrap_or_default();
        self.target = self.target.wrapping_add(i64::from(advance.0).wrapping_mul(PEN_PER_LENGTH));
    }

    fn close_string(&mut self) {
        if self.string_open {
            self.array.push(b')');
            self.string_open = false;
        }
    }

    fn flush(&mut self, content: &mut Content) {
        self.close_string();
        if self.array.is_empty() {
            return;
        }
        content.bytes.push(b'[');
        content.bytes.append(&mut self.array);
        content.operator("]TJ");
    }
}
