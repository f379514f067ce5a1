//! Reads the properties of a JPEG file that PDF needs to embed it unchanged (ISO/IEC 10918-1, annex B).

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::guard::guarded;

/// The frame header, and Adobe's marker about the colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct JpegHeader {
    pub width: u32,
    pub height: u32,
    /// The number of channels: 1 for gray, 3 for color, 4 for inks.
    pub components: u8,
    /// Whether the inks are inverted, as Adobe's programs store them: 255 is no ink.
    pub by_adobe: bool,
}

/// The ink of the heaviest colors of a picture of inks, in thousandths of one solid ink: at most one pixel in a thousand has
/// more. `None` if it cannot be decoded.
pub(crate) fn most_ink(bytes: &[u8], header: JpegHeader) -> Option<u16> {
    let (pixels, space) = guarded(|| {
        let options = DecoderOptions::default()
            .set_max_width(usize::from(u16::MAX))
            .set_max_height(usize::from(u16::MAX));
        let mut headers = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
        headers.decode_headers().ok()?;
        let space = headers.input_colorspace()?;
        let options = options.jpeg_set_out_colorspace(space);
        Some((JpegDecoder::new_with_options(ZCursor::new(bytes), options).decode().ok()?, space))
    })??;
    // How many pixels have each sum of four channels.
    let mut counts = [0usize; 4 * 255 + 1];
    for &[first, second, third, black] in pixels.as_chunks::<4>().0 {
        let colors = match space {
            ColorSpace::YCCK => inks_of_ycc([first, second, third]),
            _ => [first, second, third],
        };
        let stored: usize = colors.into_iter().chain([black]).map(usize::from).sum();
        counts[if header.by_adobe { 4 * 255 - stored } else { stored }] += 1;
    }
    let mut rest = pixels.len() / 4 / 1000;
    let heaviest = (0..counts.len()).rev().find(|&sum| {
        let is_more = counts[sum] > rest;
        rest = rest.saturating_sub(counts[sum]);
        is_more
    });
    heaviest.map(|sum| (sum * 1000 / 255) as u16)
}

/// The inks that Adobe's programs store as luma and chroma.
fn inks_of_ycc(channels: [u8; 3]) -> [u8; 3] {
    let [luma, blue, red] = channels.map(f64::from);
    let (blue, red) = (blue - 128.0, red - 128.0);
    [luma + 1.402 * red, luma - 0.344_136 * blue - 0.714_136 * red, luma + 1.772 * blue]
        .map(|light| 255 - light.round() as u8)
}

/// The header of a JPEG file that `DCTDecode` can read: Huffman-coded, sequential or progressive,
/// eight bits.
pub(crate) fn header(bytes: &[u8]) -> Option<JpegHeader> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut by_adobe = false;
    loop {
        // More bytes of 0xFF may precede a marker.
        let start = rest.iter().position(|&byte| byte != 0xFF)?;
        let (&marker, after) = rest.get(start..)?.split_first()?;
        if start == 0 {
            return None;
        }
        rest = after;
        match marker {
            // Markers without a segment.
            0x01 | 0xD0..=0xD7 => continue,
            // The end, or scans before a frame.
            0xD8..=0xDA => return None,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes(*rest.first_chunk()?));
        let segment = rest.get(2..length)?;
        rest = rest.get(length..)?;
        match marker {
            0xEE => by_adobe |= segment.starts_with(b"Adobe"),
            0xC0..=0xC2 => {
                let &[8, h1, h0, w1, w0, components, ..] = segment else { return None };
                let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
                let known = width > 0 && height > 0 && matches!(components, 1 | 3 | 4);
                return known.then_some(JpegHeader {
                    width: width.into(),
                    height: height.into(),
                    components,
                    by_adobe,
                });
            }
            // Lossless, hierarchical and arithmetic-coded frames; 0xC4, 0xC8 and 0xCC are no frames.
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &[u8] = &[0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2];
    const FRAME: &[u8] = &[0xFF, 0xFF, 0xC2, 0, 17, 8, 0, 5, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    #[test]
    fn the_frame_is_found_after_other_segments() {
        let found = header(&[START, FRAME].concat());
        assert_eq!(found, Some(JpegHeader { width: 256, height: 5, components: 3, by_adobe: false }));
        let adobe = [0xFF, 0xEE, 0, 7, b'A', b'd', b'o', b'b', b'e'];
        assert!(header(&[START, &adobe, FRAME].concat()).is_some_and(|header| header.by_adobe));
    }

    #[test]
    fn cut_and_broken_files_have_no_header() {
        let whole = [START, FRAME].concat();
        for length in 0..whole.len() {
            // Only the values of the frame header count, not the list of its components after them.
            assert_eq!(header(whole.get(..length).unwrap_or_default()), None, "{length}");
        }
        assert_eq!(header(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xC0]), None);
        assert_eq!(header(&[0xFF, 0xD8, 0x00]), None);
    }
}
