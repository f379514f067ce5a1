//! Pictures with more pixels than are seen, brought down to fewer.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageEncoder};

use crate::units::Size;

/// How many times the wanted pixels a picture must have to be worth it: each change of the pixels costs sharpness.
const WORTH_IT: f64 = 1.3;

/// The quality of JPEG data, from 1 to 100: no difference from the picture is seen at the usual distance.
const QUALITY: u8 = 85;

/// The size in pixels of a picture of `pixels` that is drawn at `size` and is to have this many pixels an inch; `None` if
/// it does not have clearly more. `orientation` is Exif's: 5 and above are on their side.
pub(super) fn size_at(ppi: u32, pixels: (u32, u32), size: Size, orientation: u8) -> Option<(u32, u32)> {
    let inches = |length: crate::units::Length| length.points() / 72.0;
    let (mut width, mut height) = (inches(size.width), inches(size.height));
    if orientation >= 5 {
        std::mem::swap(&mut width, &mut height);
    }
    let wanted = |inches: f64| (inches * f64::from(ppi)).ceil().max(1.0);
    let share = (wanted(width) / f64::from(pixels.0)).max(wanted(height) / f64::from(pixels.1));
    if !share.is_finite() || share * WORTH_IT > 1.0 {
        return None;
    }
    let fewer = |pixels: u32| ((f64::from(pixels) * share).round() as u32).clamp(1, pixels);
    Some((fewer(pixels.0), fewer(pixels.1)))
}

pub(super) fn resize(image: &DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    image.resize_exact(width, height, FilterType::Lanczos3)
}

/// A picture of this size as JPEG data.
///
/// # Errors
/// What the encoder says.
pub(super) fn jpeg(image: &DynamicImage, size: (u32, u32)) -> Result<Vec<u8>, String> {
    let image = resize(image, size);
    let image = match image {
        DynamicImage::ImageLuma8(_) => image,
        image => DynamicImage::ImageRgb8(image.into_rgb8()),
    };
    let mut data = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut data, QUALITY);
    let written = encoder.write_image(image.as_bytes(), image.width(), image.height(), image.color().into());
    written.map_err(|error| error.to_string())?;
    Ok(data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Length;

    #[test]
    fn only_pictures_with_clearly_more_pixels_are_brought_down() {
        let inches =
            |width: i32, height: i32| Size::new(Length::POINT * (72 * width), Length::POINT * (72 * height));
        assert_eq!(size_at(220, (4000, 2000), inches(4, 2), 1), Some((880, 440)));
        assert_eq!(size_at(220, (4000, 2000), inches(2, 4), 6), Some((880, 440)), "on its side");
        assert_eq!(size_at(220, (1000, 500), inches(4, 2), 1), None, "250 pixels an inch");
        assert_eq!(size_at(220, (4000, 2000), inches(4, 20), 1), None, "few pixels along one side");
        assert_eq!(size_at(220, (0, 0), inches(1, 1), 1), None);
    }
}
