//! Downsampling of raster images with more pixels than their size on the page needs.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageEncoder};
use jpeg_encoder::{ImageBuffer, JpegColorType};

use crate::paint::PictureProfile;
use crate::pdf::graphics::image::is_gray;
use crate::pdf::press::Press;
use crate::units::Size;

/// An image is downsampled if it has this many times the wanted pixels: resampling costs sharpness.
const LEAST_EXCESS: f64 = 1.3;

/// The quality of JPEG data, from 1 to 100. At 85 the loss is not visible at reading distance.
const QUALITY: u8 = 85;

/// The same for a press, which shows more.
const QUALITY_FOR_PRESS: u8 = 92;

/// The size in pixels to which an image of `pixels`, drawn at `size`, is downsampled to have this many pixels an inch;
/// `None` if it does not have clearly more. `orientation` is Exif's: 5 and above are on their side.
pub(super) fn downsampled_size(
    ppi: u32,
    pixels: (u32, u32),
    size: Size,
    orientation: u8,
) -> Option<(u32, u32)> {
    let (width, height) = inches(size, orientation);
    let wanted = |inches: f64| (inches * f64::from(ppi)).ceil().max(1.0);
    let share = (wanted(width) / f64::from(pixels.0)).max(wanted(height) / f64::from(pixels.1));
    if !share.is_finite() || share * LEAST_EXCESS > 1.0 {
        return None;
    }
    let fewer = |pixels: u32| ((f64::from(pixels) * share).round() as u32).clamp(1, pixels);
    Some((fewer(pixels.0), fewer(pixels.1)))
}

/// Width and height in inches of the place of an image before it is turned.
fn inches(size: Size, orientation: u8) -> (f64, f64) {
    let (width, height) = (size.width.points() / 72.0, size.height.points() / 72.0);
    if orientation >= 5 { (height, width) } else { (width, height) }
}

/// How many pixels an inch an image of `pixels` has at this size, along the side where it has fewer; `None` if it has no size.
pub(super) fn pixels_an_inch(pixels: (u32, u32), size: Size, orientation: u8) -> Option<u32> {
    let (width, height) = inches(size, orientation);
    let ppi = (f64::from(pixels.0) / width).min(f64::from(pixels.1) / height);
    ppi.is_finite().then_some(ppi.round() as u32)
}

pub(super) fn resize(image: &DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    image.resize_exact(width, height, FilterType::Lanczos3)
}

/// The image resized, as JPEG data.
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

/// The image as JPEG data with the inks of a press; a gray one as gray.
///
/// # Errors
/// What the encoder says.
pub(super) fn jpeg_for(
    press: &Press,
    image: DynamicImage,
    profile: Option<&PictureProfile>,
) -> Result<Vec<u8>, String> {
    let side = |pixels: u32| u16::try_from(pixels).map_err(|_| "it is too large".to_string());
    let (width, height) = (side(image.width())?, side(image.height())?);
    let pixels = image.into_rgb8().into_raw();
    let mut data = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut data, QUALITY_FOR_PRESS);
    let inks = match is_gray(&pixels) {
        true => Inks { samples: pixels.into_iter().step_by(3).collect(), count: 1, width, height },
        false => Inks { samples: press.pixels(&pixels, profile), count: 4, width, height },
    };
    encoder.encode_image(inks).map_err(|error| error.to_string())?;
    Ok(data)
}

/// An image in gray, or in cyan, magenta, yellow and black. The encoder's own types are nine, and it would be compiled for
/// all of them.
struct Inks {
    samples: Vec<u8>,
    /// The samples of a pixel, 1 or 4.
    count: usize,
    width: u16,
    height: u16,
}

impl ImageBuffer for Inks {
    fn get_jpeg_color_type(&self) -> JpegColorType {
        if self.count == 1 { JpegColorType::Luma } else { JpegColorType::Cmyk }
    }

    fn width(&self) -> u16 {
        self.width
    }

    fn height(&self) -> u16 {
        self.height
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        let length = usize::from(self.width) * self.count;
        let start = length * usize::from(y);
        let row = self.samples.get(start..start + length);
        for pixel in row.unwrap_or_default().chunks_exact(self.count) {
            for (&sample, buffer) in pixel.iter().zip(&mut *buffers) {
                // Inks are the other way round in the file.
                buffer.push(if self.count == 1 { sample } else { 255 - sample });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Length;

    #[test]
    fn only_images_with_clearly_more_pixels_are_downsampled() {
        let inches =
            |width: i32, height: i32| Size::new(Length::POINT * (72 * width), Length::POINT * (72 * height));
        assert_eq!(downsampled_size(220, (4000, 2000), inches(4, 2), 1), Some((880, 440)));
        assert_eq!(downsampled_size(220, (4000, 2000), inches(2, 4), 6), Some((880, 440)), "on its side");
        assert_eq!(downsampled_size(220, (1000, 500), inches(4, 2), 1), None, "250 pixels an inch");
        assert_eq!(downsampled_size(220, (4000, 2000), inches(4, 20), 1), None, "few pixels along one side");
        assert_eq!(downsampled_size(220, (0, 0), inches(1, 1), 1), None);
    }
}
