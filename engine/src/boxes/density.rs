//! The density that a picture's file gives: the chunk `pHYs` of PNG (PNG 3, section 11.3.4.3), or the segment JFIF of
//! JPEG (ISO/IEC 10918-5, section 10.1).

/// Meters in a CSS pixel.
const PIXEL: f32 = 0.0254 / 96.0;

/// The pixels of the picture in a CSS pixel, across and along; `None` where the file does not say.
pub(crate) fn density(bytes: &[u8]) -> Option<(f32, f32)> {
    let density = of_png(bytes).or_else(|| of_jpeg(bytes))?;
    let is_usable = |dots: f32| dots.is_finite() && dots > 0.0;
    (is_usable(density.0) && is_usable(density.1)).then_some(density)
}

fn of_png(bytes: &[u8]) -> Option<(f32, f32)> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    // The chunk is before the first one with pixels. A chunk is a length, a name, its data and a checksum.
    loop {
        let length = number(rest)? as usize;
        let name = rest.get(4..8)?;
        let data = rest.get(8..)?.get(..length)?;
        match name {
            b"pHYs" if data.get(8) == Some(&1) => {
                return Some((number(data)? as f32 * PIXEL, number(&data[4..])? as f32 * PIXEL));
            }
            b"pHYs" | b"IDAT" | b"IEND" => return None,
            _ => rest = rest.get(length + 12..)?,
        }
    }
}

fn of_jpeg(bytes: &[u8]) -> Option<(f32, f32)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    // A segment is a marker and a length, which counts itself, before its data.
    loop {
        let marker = *rest.strip_prefix(b"\xff")?.first()?;
        let length = usize::from(short(rest.get(2..)?)?);
        let data = rest.get(4..length.checked_add(2)?)?;
        match marker {
            0xE0 if data.starts_with(b"JFIF\0") => {
                let unit = match data.get(7)? {
                    1 => 96.0,
                    2 => 96.0 / 2.54,
                    _ => return None,
                };
                let dots = |at: usize| Some(f32::from(short(data.get(at..)?)?) / unit);
                return Some((dots(8)?, dots(10)?));
            }
            // Only markers of applications and comments come before it.
            0xE0..=0xEF | 0xFE => rest = rest.get(length + 2..)?,
            _ => return None,
        }
    }
}

/// A big-endian integer of four bytes.
fn number(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
}

/// A big-endian integer of two bytes.
fn short(bytes: &[u8]) -> Option<u16> {
    bytes.first_chunk().map(|bytes| u16::from_be_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(density: Option<(f32, f32)>, across: f32, along: f32) -> bool {
        density.is_some_and(|(x, y)| (x - across).abs() < 0.01 && (y - along).abs() < 0.01)
    }

    #[test]
    fn png_has_pixels_a_meter() {
        let start = b"\x89PNG\r\n\x1a\n\0\0\0\x01abcd_\0\0\0\0";
        let chunk = |unit: u8| {
            [
                &start[..],
                &[0, 0, 0, 9],
                b"pHYs",
                &7559u32.to_be_bytes(),
                &3780u32.to_be_bytes(),
                &[unit],
                &[0; 4],
            ]
            .concat()
        };
        assert!(near(density(&chunk(1)), 2.0, 1.0));
        // Without a unit it is only a ratio.
        assert_eq!(density(&chunk(0)), None);
        assert_eq!(density(&chunk(1)[..30]), None);
        assert_eq!(density(start), None);
    }

    #[test]
    fn jpeg_has_dots_an_inch_or_a_centimeter() {
        let file = |unit: u8, across: u16, along: u16| {
            let numbers = [across.to_be_bytes(), along.to_be_bytes()].concat();
            [&b"\xff\xd8\xff\xfe\0\x04ab\xff\xe0\0\x10JFIF\0\x01\x01"[..], &[unit], &numbers, &[0, 0]]
                .concat()
        };
        assert!(near(density(&file(1, 192, 96)), 2.0, 1.0));
        assert!(near(density(&file(2, 378, 189)), 10.0, 5.0));
        assert_eq!(density(&file(0, 2, 1)), None);
        assert_eq!(density(&file(1, 0, 1)), None);
        assert_eq!(density(&file(1, 192, 96)[..20]), None);
    }
}
