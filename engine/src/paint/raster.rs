//! Raster pictures as pixels and back.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageReader, Limits};

use super::picture_profile::PictureProfile;

/// The most memory that decoding an image may use.
const MAX_DECODED_BYTES: u64 = 1 << 30;

/// Decodes a picture, whose colors are those of its own profile.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn decoded(bytes: &[u8]) -> Result<DynamicImage, String> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| error.to_string())?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    reader.limits(limits);
    reader.decode().map_err(|error| error.to_string())
}

/// Decodes a picture, and converts its colors to sRGB.
pub(super) fn decoded_in_srgb(bytes: &[u8]) -> Result<DynamicImage, String> {
    let picture = decoded(bytes)?;
    Ok(match PictureProfile::of(bytes) {
        Some(profile) => profile.in_srgb(picture),
        None => picture,
    })
}

/// Pixels as a PNG file.
pub(super) fn encoded(
    pixels: &[u8],
    (width, height): (u32, u32),
    kind: ExtendedColorType,
) -> Option<Arc<Vec<u8>>> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(pixels, width, height, kind).ok()?;
    Some(Arc::new(bytes))
}
