//! Writes outlines as a CFF font program (Adobe Technical Note 5176) with Type 2 charstrings (5177). The font is
//! CID-keyed, its CIDs are the glyph numbers, and it has no hints.

use skrifa::outline::OutlinePen;

use super::program::{GlyphDrawing, OutlineBounds, whole_unit};

/// A table `CFF `, and the metrics of its glyphs for other tables.
pub(super) struct CompactFont {
    pub table: Vec<u8>,
    pub bounds: OutlineBounds,
    /// The left edge of each glyph.
    pub left: Vec<i16>,
}

/// Operators of dictionaries. Those of two bytes are without the first one, `ESCAPE`.
const NOTICE: u8 = 1;
const FONT_BOX: u8 = 5;
const CHARSET: u8 = 15;
const CHARSTRINGS: u8 = 17;
const PRIVATE: u8 = 18;
const ESCAPE: u8 = 12;
const FONT_MATRIX: u8 = 7;
const REGISTRY_ORDERING: u8 = 30;
const CID_COUNT: u8 = 34;
const FONT_DICTIONARIES: u8 = 36;
const FONT_DICTIONARY_OF_GLYPHS: u8 = 37;
/// The first string that is not one of the standard ones.
const FIRST_STRING: i32 = 391;

/// Writes the glyphs of a drawing, with an advance for each glyph of the font.
///
/// # Errors
/// What is wrong with the font, for a message.
pub(super) fn write(
    drawing: &GlyphDrawing<'_>,
    advances: &[u16],
    units_per_em: u16,
    name: &str,
) -> Result<CompactFont, String> {
    let Charstrings { charstrings, bounds, left } = Charstrings::of(drawing, advances)?;
    let count = advances.len() as u16;
    // All glyphs have the first font dictionary, and the CIDs are the numbers of the glyphs.
    let mut of_glyphs = vec![3, 0, 1, 0, 0, 0];
    of_glyphs.extend_from_slice(&count.to_be_bytes());
    let mut charset = vec![0];
    if count > 1 {
        charset = vec![2, 0, 1];
        charset.extend_from_slice(&(count - 2).to_be_bytes());
    }
    let charstrings = index(&charstrings);
    // Widths are written with each glyph.
    let mut private = Vec::new();
    for operator in [20, 21] {
        number(&mut private, 0);
        private.push(operator);
    }

    let header = [1, 0, 4, 4];
    let names = index(&[name.as_bytes()]);
    let strings = index(&[&b"Adobe"[..], b"Identity", b"An instance of a variable font"]);
    let no_subroutines = index::<&[u8]>(&[]);
    let top = TopDictionary { glyphs: advances.len(), units_per_em, bounds: &bounds };
    let length_of_top = top.write([0; 4]).len();
    let charset_at = header.len() + names.len() + length_of_top + strings.len() + no_subroutines.len();
    let of_glyphs_at = charset_at + charset.len();
    let charstrings_at = of_glyphs_at + of_glyphs.len();
    let private_at = charstrings_at + charstrings.len();
    let dictionaries_at = private_at + private.len();
    let mut dictionary = Vec::new();
    number(&mut dictionary, private.len() as i32);
    offset(&mut dictionary, private_at);
    dictionary.push(PRIVATE);
    let top = top.write([charset_at, of_glyphs_at, charstrings_at, dictionaries_at]);
    let dictionaries = index(&[dictionary]);
    let parts = [
        &header[..],
        &names,
        &top,
        &strings,
        &no_subroutines,
        &charset,
        &of_glyphs,
        &charstrings,
        &private,
        &dictionaries,
    ];
    Ok(CompactFont { table: parts.concat(), bounds, left })
}

/// The glyphs of a font as charstrings, by number.
struct Charstrings {
    charstrings: Vec<Vec<u8>>,
    /// The box around all outlines.
    bounds: OutlineBounds,
    /// The left edge of each glyph.
    left: Vec<i16>,
}

impl Charstrings {
    fn of(drawing: &GlyphDrawing<'_>, advances: &[u16]) -> Result<Charstrings, String> {
        let mut bounds = OutlineBounds::default();
        let mut left = Vec::with_capacity(advances.len());
        let mut charstrings = Vec::with_capacity(advances.len());
        for (glyph, &advance) in (0u16..).zip(advances) {
            let mut pen = Charstring::new(advance);
            drawing.draw(glyph, &mut pen)?;
            let [glyph_left, bottom, right, top] = pen.bounds.edges();
            if !pen.is_empty {
                bounds.add(glyph_left, bottom);
                bounds.add(right, top);
            }
            left.push(glyph_left);
            charstrings.push(pen.finish());
        }
        Ok(Charstrings { charstrings, bounds, left })
    }
}

/// The dictionary that describes the font and leads to its tables.
struct TopDictionary<'b> {
    /// The number of glyphs.
    glyphs: usize,
    units_per_em: u16,
    /// The box around all outlines.
    bounds: &'b OutlineBounds,
}

impl TopDictionary<'_> {
    /// Writes it as an INDEX. The tables are the charset, the font dictionary of each glyph, the charstrings and
    /// the font dictionaries. The length does not depend on their offsets.
    fn write(&self, offsets: [usize; 4]) -> Vec<u8> {
        let mut top = Vec::new();
        for string in [FIRST_STRING, FIRST_STRING + 1, 0] {
            number(&mut top, string);
        }
        top.extend_from_slice(&[ESCAPE, REGISTRY_ORDERING]);
        // veraPDF 1.28 reads the operands of the operator above with those of the matrix if that is the next one.
        number(&mut top, FIRST_STRING + 2);
        top.push(NOTICE);
        if self.units_per_em != 1000 {
            for share in [1, 0, 0, 1, 0, 0] {
                fraction(&mut top, f64::from(share) / f64::from(self.units_per_em.max(1)));
            }
            top.extend_from_slice(&[ESCAPE, FONT_MATRIX]);
        }
        for edge in self.bounds.edges() {
            number(&mut top, i32::from(edge));
        }
        top.push(FONT_BOX);
        number(&mut top, self.glyphs as i32);
        top.extend_from_slice(&[ESCAPE, CID_COUNT]);
        let operators = [
            &[CHARSET][..],
            &[ESCAPE, FONT_DICTIONARY_OF_GLYPHS],
            &[CHARSTRINGS],
            &[ESCAPE, FONT_DICTIONARIES],
        ];
        for (at, operator) in offsets.into_iter().zip(operators) {
            offset(&mut top, at);
            top.extend_from_slice(operator);
        }
        index(&[top])
    }
}

/// An INDEX, with offsets of four bytes.
fn index<T: AsRef<[u8]>>(items: &[T]) -> Vec<u8> {
    let mut written = (items.len() as u16).to_be_bytes().to_vec();
    if items.is_empty() {
        return written;
    }
    written.push(4);
    let mut end = 1u32;
    written.extend_from_slice(&end.to_be_bytes());
    for item in items {
        end += item.as_ref().len() as u32;
        written.extend_from_slice(&end.to_be_bytes());
    }
    items.iter().for_each(|item| written.extend_from_slice(item.as_ref()));
    written
}

/// Writes a whole number of 16 bits, for dictionaries and charstrings.
fn number(written: &mut Vec<u8>, value: i32) {
    match value {
        -107..=107 => written.push((value + 139) as u8),
        108..=1131 => {
            let value = value - 108;
            written.extend_from_slice(&[(value / 256 + 247) as u8, (value % 256) as u8]);
        }
        -1131..=-108 => {
            let value = -value - 108;
            written.extend_from_slice(&[(value / 256 + 251) as u8, (value % 256) as u8]);
        }
        // Glyphs have fewer than 32768 units, but there may be more glyphs.
        32768.. => offset(written, value as usize),
        _ => {
            written.push(28);
            written.extend_from_slice(&(value as i16).to_be_bytes());
        }
    }
}

/// Writes a number that always takes five bytes, for dictionaries.
fn offset(written: &mut Vec<u8>, value: usize) {
    written.push(29);
    written.extend_from_slice(&(value as u32).to_be_bytes());
}

/// Writes a number with a fraction, for dictionaries: half a byte for each character.
fn fraction(written: &mut Vec<u8>, value: f64) {
    let digits = value.to_string();
    let halves = digits.bytes().map(|digit| if digit == b'.' { 0xa } else { digit.wrapping_sub(b'0') & 0xf });
    let mut halves: Vec<u8> = halves.chain([0xf]).collect();
    if halves.len() % 2 == 1 {
        halves.push(0xf);
    }
    written.push(30);
    written.extend(halves.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0xf)));
}

/// Writes an outline as a charstring.
struct Charstring {
    written: Vec<u8>,
    at: (i16, i16),
    bounds: OutlineBounds,
    is_empty: bool,
}

impl Charstring {
    fn new(advance: u16) -> Charstring {
        let mut written = Vec::new();
        // A wider advance is in the table hmtx only.
        number(&mut written, i32::from(advance.min(i16::MAX as u16)));
        Charstring { written, at: (0, 0), bounds: OutlineBounds::default(), is_empty: true }
    }

    fn point(&mut self, x: f32, y: f32) {
        let (x, y) = (whole_unit(x), whole_unit(y));
        number(&mut self.written, i32::from(x) - i32::from(self.at.0));
        number(&mut self.written, i32::from(y) - i32::from(self.at.1));
        self.at = (x, y);
        self.bounds.add(x, y);
        self.is_empty = false;
    }

    fn finish(mut self) -> Vec<u8> {
        self.written.push(14);
        self.written
    }
}

impl OutlinePen for Charstring {
    fn move_to(&mut self, x: f32, y: f32) {
        self.point(x, y);
        self.written.push(21);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.point(x, y);
        self.written.push(5);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let (from_x, from_y) = (f32::from(self.at.0), f32::from(self.at.1));
        let third = |end: f32, control: f32| end + (control - end) * 2.0 / 3.0;
        self.curve_to(third(from_x, cx0), third(from_y, cy0), third(x, cx0), third(y, cy0), x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.point(cx0, cy0);
        self.point(cx1, cy1);
        self.point(x, y);
        self.written.push(8);
    }

    // The next contour ends this one.
    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_as_many_bytes_as_they_need() {
        let written = |value| {
            let mut written = Vec::new();
            number(&mut written, value);
            written
        };
        assert_eq!(written(0), [139]);
        assert_eq!(written(-107), [32]);
        assert_eq!(written(1000), [250, 124]);
        assert_eq!(written(-1000), [254, 124]);
        assert_eq!(written(10000), [28, 0x27, 0x10]);
        assert_eq!(written(40000), [29, 0, 0, 0x9c, 0x40]);
    }

    #[test]
    fn fractions_are_written_digit_by_digit() {
        let mut written = Vec::new();
        fraction(&mut written, 1.0 / 2048.0);
        assert_eq!(written, [30, 0x0a, 0x00, 0x04, 0x88, 0x28, 0x12, 0x5f]);
    }
}
