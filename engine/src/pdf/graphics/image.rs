//! Images as XObjects (ISO 32000-1, 8.9.5), each once in the file.

use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, ImageReader};
use lopdf::{Dictionary, Object};
use rustc_hash::FxHashMap;

use crate::paint::{
    ContentPlace, DisplayItem, Image, ImageContent, ImageItem, ImageSampling, NodeId, PictureProfile, Role,
    Tag, decoded, svg,
};
use crate::pdf::PdfError;
use crate::pdf::conformance::{Obstacle, Standards};
use crate::pdf::graphics::ink::Device;
use crate::pdf::graphics::jpeg;
use crate::pdf::graphics::resample;
use crate::pdf::page::{EncodedPicture, Shared, encode_picture};
use crate::pdf::press::{LEAST_PPI, Press, PressProblem, node_of};
use crate::pdf::syntax::deflate::Deflater;
use crate::pdf::syntax::object::name;
use crate::units::{Length, Point, Rect, Size};

/// The longer side of a vector picture in its form. Coordinates are rounded to 1/1000 pt before the form is scaled to
/// its place, so the form is as large as a poster.
const PICTURE_SIDE: f64 = 2000.0;

/// What identifies an image XObject: the address of the picture, and whether it is interpolated.
pub(crate) type ImageKey = (usize, bool);

/// The key of the image that an item draws.
pub(crate) fn key(item: &ImageItem) -> ImageKey {
    (item.image.address(), is_interpolated(item))
}

/// Whether the image dictionary asks for interpolation. A form cannot.
fn is_interpolated(item: &ImageItem) -> bool {
    item.sampling == ImageSampling::Smooth && matches!(item.image.content, ImageContent::Raster { .. })
}

/// An image and how it is embedded.
#[derive(Clone)]
pub(crate) struct ImageUse {
    pub image: Image,
    pub interpolated: bool,
    /// The largest size at which it is drawn; `None` if that is not known or every pixel counts.
    pub largest: Option<Size>,
    /// What a vector picture draws in its form.
    pub items: Arc<Vec<DisplayItem>>,
    /// The element that it was first drawn for.
    node: Option<NodeId>,
}

impl ImageUse {
    /// An image that is drawn at the size of an item, or at an unknown one if it `is_scaled` there.
    pub(crate) fn of(item: &ImageItem, is_scaled: bool) -> ImageUse {
        let items = match &item.image.content {
            ImageContent::Vector(picture) => {
                // Where the picture is used, marked content shows whether it is an artifact.
                let tag = Tag::Node { node: NodeId::DOCUMENT, role: Role::Figure, place: ContentPlace::Own };
                let size = picture_size(&item.image);
                let by = |form: Length, place: Length| form.points() / place.points().max(1.0);
                let enlarged = by(size.width, item.rect.width).min(by(size.height, item.rect.height));
                // A transform may enlarge it further; four times is more than most do.
                let enlarged = if is_scaled { enlarged / 4.0 } else { enlarged };
                svg::draw(picture, Rect::new(Point::default(), size), tag, enlarged).items
            }
            ImageContent::Raster { .. } => Vec::new(),
        };
        ImageUse {
            image: item.image.clone(),
            interpolated: is_interpolated(item),
            largest: Some(Size::default()),
            items: Arc::new(items),
            node: node_of(item.tag),
        }
    }

    /// The size in pixels to which the image is downsampled to have this many pixels an inch; `None` if it does not have
    /// clearly more.
    fn downsampled_size(&self, ppi: u32) -> Option<(u32, u32)> {
        let (pixels, orientation) = self.pixels()?;
        resample::downsampled_size(ppi, pixels, self.largest?, orientation)
    }

    /// The size in pixels, and Exif's orientation.
    fn pixels(&self) -> Option<((u32, u32), u8)> {
        let ImageContent::Raster { bytes, orientation } = &self.image.content else { return None };
        let pixels = match jpeg::header(bytes) {
            Some(header) => (header.width, header.height),
            None => {
                let reader = ImageReader::new(Cursor::new(&***bytes)).with_guessed_format().ok()?;
                reader.into_dimensions().ok()?
            }
        };
        Some((pixels, *orientation))
    }

    pub(crate) fn key(&self) -> ImageKey {
        (self.image.address(), self.interpolated)
    }
}

/// The problem that a press has with an image of few pixels. A shadow has no details to show.
pub(crate) fn low_resolution(used: &ImageUse) -> Option<PressProblem> {
    let (pixels, orientation) = used.pixels().filter(|_| !used.image.is_shadow())?;
    let ppi = resample::pixels_an_inch(pixels, used.largest?, orientation)?;
    let path = shown_path(&used.image);
    (ppi < LEAST_PPI).then_some(PressProblem::LowResolution { path, ppi, node: used.node })
}

/// The problem that a press has with a picture of inks that has too much of them.
pub(crate) fn too_much_ink(used: &ImageUse, press: &Press) -> Option<PressProblem> {
    let ImageContent::Raster { bytes, .. } = &used.image.content else { return None };
    let header = jpeg::header(bytes).filter(|header| header.components == 4)?;
    let (ink, limit) = (jpeg::most_ink(bytes, header)?, press.ink_limit());
    let path = shown_path(&used.image);
    (ink > limit).then_some(PressProblem::HeavyPicture { path, ink, limit, node: used.node })
}

/// An image on a page.
pub(crate) struct ImageDrawn {
    key: ImageKey,
    /// Its size on the page; `None` if that is not known or every pixel counts.
    size: Option<Size>,
}

impl ImageDrawn {
    pub(crate) fn of(item: &ImageItem, is_scaled: bool) -> ImageDrawn {
        let is_known = !is_scaled && item.sampling != ImageSampling::Pixelated;
        ImageDrawn { key: key(item), size: is_known.then(|| item.rect.size()) }
    }
}

/// The images of the document, in the order in which pages use them.
#[derive(Default)]
pub(crate) struct ImageTable {
    /// Those that are embedded.
    images: Vec<ImageUse>,
    by_path: FxHashMap<(Arc<str>, bool), u32>,
    /// Every image in the map is kept alive, so that no other image gets its address.
    by_key: FxHashMap<ImageKey, u32>,
    kept: Vec<Image>,
}

impl ImageTable {
    /// The number of the image that an item draws.
    pub(crate) fn number(&self, item: &ImageItem) -> Option<u32> {
        self.by_key.get(&key(item)).copied()
    }

    /// Adds an image, unless it is there already.
    pub(crate) fn add(&mut self, added: &ImageUse) {
        if self.by_key.contains_key(&added.key()) {
            return;
        }
        let next = self.images.len() as u32;
        let path = (added.image.path.clone(), added.interpolated);
        let known = self.by_path.get(&path).copied();
        let is_same = |known: &ImageUse| same(&known.image, &added.image);
        let known = known.filter(|&known| self.images.get(known as usize).is_some_and(is_same));
        let number = known.unwrap_or(next);
        if known.is_none() {
            self.images.push(added.clone());
            self.by_path.insert(path, number);
        }
        self.by_key.insert(added.key(), number);
        self.kept.push(added.image.clone());
    }

    /// Records that an image of the table is drawn.
    pub(crate) fn draw(&mut self, drawn: &ImageDrawn) {
        let number = self.by_key.get(&drawn.key);
        let Some(used) = number.and_then(|number| self.images.get_mut(*number as usize)) else { return };
        used.largest = used
            .largest
            .zip(drawn.size)
            .map(|(largest, size)| Size::new(largest.width.max(size.width), largest.height.max(size.height)));
    }

    pub(crate) fn images(&self) -> &[ImageUse] {
        &self.images
    }
}

/// Whether two images of one path are the same file. Pictures inside the document are identified only by their line,
/// which several may share.
fn same(left: &Image, right: &Image) -> bool {
    match (&left.content, &right.content) {
        (ImageContent::Raster { bytes: left, .. }, ImageContent::Raster { bytes: right, .. }) => {
            left == right
        }
        _ => false,
    }
}

/// An image ready for the file.
pub(crate) enum EncodedImage {
    Raster(Raster),
    /// A form of this size.
    Picture(Box<EncodedPicture>),
}

/// Samples with the dictionary that describes them.
pub(crate) struct Raster {
    pub dictionary: Dictionary,
    pub data: Vec<u8>,
    /// The opacity of each pixel.
    pub mask: Option<Box<Raster>>,
    /// For messages.
    pub path: String,
    /// The color profile that its RGB values are of, if that is not the one of the file.
    pub profile: Option<Vec<u8>>,
}

impl EncodedImage {
    /// The obstacle to a standard that the image is.
    pub(crate) fn obstacle(&self) -> Option<Obstacle> {
        let EncodedImage::Raster(raster) = self else { return None };
        let space = raster.dictionary.get(b"ColorSpace").and_then(Object::as_name).ok()?;
        (space == b"DeviceCMYK").then(|| Obstacle::PressColors(raster.path.clone()))
    }
}

/// The size of a vector picture in its own form.
pub(crate) fn picture_size(image: &Image) -> Size {
    let ratio = image.ratio.filter(|ratio| ratio.is_finite() && *ratio > 0.0).map_or(1.0, f64::from);
    let (width, height) = if ratio >= 1.0 {
        (PICTURE_SIDE, PICTURE_SIDE / ratio)
    } else {
        (PICTURE_SIDE * ratio, PICTURE_SIDE)
    };
    Size::new(Length::from_points(width.max(1.0)), Length::from_points(height.max(1.0)))
}

/// What images of the file may be.
#[derive(Clone, Copy)]
pub(crate) struct ImageLimits {
    pub standards: Standards,
    /// The most pixels an inch.
    pub ppi: Option<u32>,
}

/// Encodes an image.
///
/// # Errors
/// Returns an error if it cannot be decoded.
pub(crate) fn encode(
    used: &ImageUse,
    shared: Shared,
    deflater: &mut Deflater,
    limits: ImageLimits,
) -> Result<EncodedImage, PdfError> {
    let image = &used.image;
    match &image.content {
        ImageContent::Vector(_) => {
            let picture = encode_picture(&used.items, picture_size(image), shared, deflater);
            Ok(EncodedImage::Picture(Box::new(picture)))
        }
        ImageContent::Raster { bytes, .. } => {
            let unreadable = |error| PdfError::Image(shown_path(image), error);
            let profile = PictureProfile::of(bytes);
            let smaller = limits.ppi.and_then(|ppi| used.downsampled_size(ppi));
            let mut raster = match (jpeg::header(bytes), smaller) {
                (Some(header), smaller)
                    if header.components == 3
                        && let Device::Press(press) = shared.device =>
                {
                    let image = resized(read(bytes).map_err(unreadable)?, smaller);
                    let data = resample::jpeg_for(press, image, profile.as_ref()).map_err(unreadable)?;
                    take_jpeg(jpeg::header(&data).unwrap_or(header), &data)
                }
                (Some(header), Some(size)) if header.components != 4 => {
                    let fewer =
                        resample::jpeg(&read(bytes).map_err(unreadable)?, size).map_err(unreadable)?;
                    // The original of a small image may take fewer bytes.
                    let is_smaller = fewer.len() < bytes.len();
                    match jpeg::header(&fewer).filter(|_| is_smaller) {
                        Some(header) => take_jpeg(header, &fewer),
                        None => take_jpeg(header, bytes),
                    }
                }
                (Some(header), _) => take_jpeg(header, bytes),
                (None, smaller) => {
                    let image = resized(read(bytes).map_err(unreadable)?, smaller);
                    raster_of(image, (shared.device, profile.as_ref()), deflater)
                }
            };
            raster.path = shown_path(image);
            if matches!(shared.device, Device::Screen) {
                raster.profile = profile.map(|profile| profile.bytes);
            }
            // PDF/A forbids it.
            if used.interpolated && limits.standards.archive.is_none() {
                raster.dictionary.set("Interpolate", true);
                if let Some(mask) = &mut raster.mask {
                    mask.dictionary.set("Interpolate", true);
                }
            }
            Ok(EncodedImage::Raster(raster))
        }
    }
}

fn resized(image: DynamicImage, size: Option<(u32, u32)>) -> DynamicImage {
    size.map(|size| resample::resize(&image, size)).unwrap_or(image)
}

/// The path for a message, without the content of a `data:` URL.
fn shown_path(image: &Image) -> String {
    image.path.chars().take(80).collect()
}

/// The matrix that maps the unit square of an image, or its form, to its place: in thousandths of a point except for the
/// scales, which are real numbers.
pub(crate) struct Placement {
    pub scale: (f64, f64),
    pub left: Length,
    /// The lower edge.
    pub bottom: Length,
    /// The operator that turns the unit square first, if the camera was not held upright.
    pub turn: Option<&'static str>,
}

/// The operator that turns a picture upright, by Exif's orientation.
fn turn(orientation: u8) -> Option<&'static str> {
    Some(match orientation {
        2 => "-1 0 0 1 1 0 cm",
        3 => "-1 0 0 -1 1 1 cm",
        4 => "1 0 0 -1 0 1 cm",
        5 => "0 -1 -1 0 1 1 cm",
        6 => "0 -1 1 0 0 1 cm",
        7 => "0 1 1 0 0 0 cm",
        8 => "0 1 -1 0 1 0 cm",
        _ => return None,
    })
}

pub(crate) fn placement(item: &ImageItem) -> Placement {
    let unit = match &item.image.content {
        ImageContent::Raster { .. } => Size::new(Length::POINT, Length::POINT),
        ImageContent::Vector(_) => picture_size(&item.image),
    };
    let scale = |length: Length, unit: Length| length.points() / unit.points();
    Placement {
        scale: (scale(item.rect.width, unit.width), scale(item.rect.height, unit.height)),
        left: item.rect.x,
        bottom: item.rect.bottom(),
        turn: match item.image.content {
            ImageContent::Raster { orientation, .. } => turn(orientation),
            ImageContent::Vector(_) => None,
        },
    }
}

fn image_dictionary(width: u32, height: u32, color_space: &str) -> Dictionary {
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", name("XObject"));
    dictionary.set("Subtype", name("Image"));
    dictionary.set("Width", Object::Integer(width.into()));
    dictionary.set("Height", Object::Integer(height.into()));
    dictionary.set("ColorSpace", name(color_space));
    dictionary.set("BitsPerComponent", Object::Integer(8));
    dictionary
}

fn color_space(channels: usize) -> &'static str {
    match channels {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        _ => "DeviceCMYK",
    }
}

/// A JPEG file, whose data is embedded unchanged.
fn take_jpeg(header: jpeg::JpegHeader, bytes: &[u8]) -> Raster {
    let color_space = color_space(usize::from(header.components));
    let mut dictionary = image_dictionary(header.width, header.height, color_space);
    dictionary.set("Filter", name("DCTDecode"));
    if header.components == 4 && header.by_adobe {
        let inverted = [1, 0].repeat(4).into_iter().map(Object::Integer).collect();
        dictionary.set("Decode", Object::Array(inverted));
    }
    Raster { dictionary, data: bytes.to_vec(), mask: None, path: String::new(), profile: None }
}

fn read(bytes: &[u8]) -> Result<DynamicImage, String> {
    let image = decoded(bytes)?;
    match image.width() == 0 || image.height() == 0 {
        true => Err("it has no pixels".to_string()),
        false => Ok(image),
    }
}

fn raster_of(
    image: DynamicImage,
    (device, profile): (&Device, Option<&PictureProfile>),
    deflater: &mut Deflater,
) -> Raster {
    let (width, height) = (image.width(), image.height());
    let (samples, channels) = match image {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageLuma16(_) => (image.into_luma8().into_raw(), 1),
        DynamicImage::ImageLumaA8(_) | DynamicImage::ImageLumaA16(_) => {
            (image.into_luma_alpha8().into_raw(), 2)
        }
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgb16(_) | DynamicImage::ImageRgb32F(_) => {
            (image.into_rgb8().into_raw(), 3)
        }
        _ => (image.into_rgba8().into_raw(), 4),
    };
    let (colors, opacities) =
        if channels % 2 == 0 { split(&samples, channels) } else { (samples, Vec::new()) };
    let (colors, color_channels) = match device {
        _ if channels <= 2 => (colors, 1),
        Device::Press(_) if is_gray(&colors) => (colors.into_iter().step_by(3).collect(), 1),
        Device::Press(press) => (press.pixels(&colors, profile), 4),
        Device::Screen | Device::Gray => (colors, 3),
    };
    let mut raster = deflated_raster(width, height, &colors, color_channels, deflater);
    if opacities.iter().any(|&opacity| opacity != 255) {
        raster.mask = Some(Box::new(deflated_raster(width, height, &opacities, 1, deflater)));
    }
    raster
}

/// Whether all of these RGB pixels are gray.
pub(super) fn is_gray(pixels: &[u8]) -> bool {
    pixels.as_chunks::<3>().0.iter().all(|[red, green, blue]| red == green && green == blue)
}

/// Separates the last channel, the opacity, from the others.
fn split(samples: &[u8], channels: usize) -> (Vec<u8>, Vec<u8>) {
    let pixels = samples.len() / channels;
    let (mut colors, mut opacities) =
        (Vec::with_capacity(samples.len() - pixels), Vec::with_capacity(pixels));
    for pixel in samples.chunks_exact(channels) {
        if let Some((&opacity, color)) = pixel.split_last() {
            colors.extend_from_slice(color);
            opacities.push(opacity);
        }
    }
    (colors, opacities)
}

/// Deflates samples, with or without prediction, whichever is smaller.
fn deflated_raster(
    width: u32,
    height: u32,
    samples: &[u8],
    channels: usize,
    deflater: &mut Deflater,
) -> Raster {
    let color_space = color_space(channels);
    let mut dictionary = image_dictionary(width, height, color_space);
    dictionary.set("Filter", name("FlateDecode"));
    let plain = deflater.deflate(samples);
    let predicted = deflater.deflate(&predict(samples, width as usize * channels, channels));
    if predicted.len() >= plain.len() {
        return Raster { dictionary, data: plain, mask: None, path: String::new(), profile: None };
    }
    let mut parameters = Dictionary::new();
    // The PNG predictors; each row names its own.
    parameters.set("Predictor", Object::Integer(15));
    parameters.set("Colors", Object::Integer(channels as i64));
    parameters.set("BitsPerComponent", Object::Integer(8));
    parameters.set("Columns", Object::Integer(width.into()));
    dictionary.set("DecodeParms", parameters);
    Raster { dictionary, data: predicted, mask: None, path: String::new(), profile: None }
}

/// Filters the rows as in PNG (PNG specification, section 9), each with the filter that leaves the smallest numbers.
fn predict(samples: &[u8], row_length: usize, channels: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(samples.len() + samples.len() / row_length.max(1) + 1);
    let zeros = vec![0; row_length];
    let mut above: &[u8] = &zeros;
    let mut candidates: [Vec<u8>; 4] = Default::default();
    for row in samples.chunks_exact(row_length.max(1)) {
        candidates.iter_mut().for_each(Vec::clear);
        let left = std::iter::repeat_n(&0, channels).chain(row);
        let above_left = std::iter::repeat_n(&0, channels).chain(above);
        let [none, sub, up, paeth_row] = &mut candidates;
        for (((&sample, &left), &up_sample), &above_left) in row.iter().zip(left).zip(above).zip(above_left) {
            none.push(sample);
            sub.push(sample.wrapping_sub(left));
            up.push(sample.wrapping_sub(up_sample));
            paeth_row.push(sample.wrapping_sub(paeth(left, up_sample, above_left)));
        }
        let size =
            |row: &Vec<u8>| row.iter().map(|&byte| u64::from((byte as i8).unsigned_abs())).sum::<u64>();
        let filters = [0u8, 1, 2, 4];
        if let Some((filter, best)) = filters.iter().zip(&candidates).min_by_key(|(_, row)| size(row)) {
            out.push(*filter);
            out.extend_from_slice(best);
        }
        above = row;
    }
    out
}

fn paeth(left: u8, above: u8, above_left: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(above) - i16::from(above_left);
    let distance = |sample: u8| (estimate - i16::from(sample)).abs();
    if distance(left) <= distance(above) && distance(left) <= distance(above_left) {
        left
    } else if distance(above) <= distance(above_left) {
        above
    } else {
        above_left
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::pdf::syntax::deflate::StreamKind;

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Png).expect("an encoded image");
        bytes.into_inner()
    }

    /// The samples that a reader decodes, with PNG's filters undone.
    fn samples(raster: &Raster) -> Vec<u8> {
        let data = miniz_oxide::inflate::decompress_to_vec_zlib(&raster.data).expect("a zlib stream");
        let Ok(parameters) = raster.dictionary.get(b"DecodeParms").and_then(Object::as_dict) else {
            return data;
        };
        let number = |key: &[u8]| parameters.get(key).and_then(Object::as_i64).expect("a number") as usize;
        let (channels, row_length) = (number(b"Colors"), number(b"Colors") * number(b"Columns"));
        let mut out: Vec<u8> = Vec::new();
        for row in data.chunks_exact(row_length + 1) {
            let start = out.len();
            for (index, &byte) in row[1..].iter().enumerate() {
                let left = if index >= channels { out[start + index - channels] } else { 0 };
                let above = if start > 0 { out[start - row_length + index] } else { 0 };
                let corner = if start > 0 && index >= channels {
                    out[start - row_length + index - channels]
                } else {
                    0
                };
                out.push(byte.wrapping_add(match row[0] {
                    0 => 0,
                    1 => left,
                    2 => above,
                    _ => paeth(left, above, corner),
                }));
            }
        }
        out
    }

    #[test]
    fn samples_survive_prediction_and_opacity_is_a_mask() {
        let image = image::RgbaImage::from_fn(40, 30, |x, y| {
            image::Rgba([(x * 6) as u8, (y * 8) as u8, (x * y) as u8, if x < 20 { 255 } else { 100 }])
        });
        let bytes = png(&DynamicImage::ImageRgba8(image.clone()));
        let raster = read(&bytes)
            .map(|image| raster_of(image, (&Device::Screen, None), &mut Deflater::new(StreamKind::Data)))
            .expect("an image");
        let (colors, opacities) = split(&image.into_raw(), 4);
        assert_eq!(samples(&raster), colors);
        assert!(raster.dictionary.has(b"DecodeParms"), "a smooth image is worth predicting");
        assert_eq!(raster.mask.map(|mask| samples(&mask)), Some(opacities));
    }

    #[test]
    fn an_opaque_gray_image_stays_gray_and_has_no_mask() {
        let image = image::GrayAlphaImage::from_pixel(4, 4, image::LumaA([7, 255]));
        let bytes = png(&DynamicImage::ImageLumaA8(image));
        let raster = read(&bytes)
            .map(|image| raster_of(image, (&Device::Screen, None), &mut Deflater::new(StreamKind::Data)))
            .expect("an image");
        assert_eq!(raster.dictionary.get(b"ColorSpace").ok(), Some(&name("DeviceGray")));
        assert_eq!(samples(&raster), [7; 16]);
        assert!(raster.mask.is_none());
    }

    #[test]
    fn a_damaged_image_is_an_error() {
        let mut bytes = png(&DynamicImage::new_rgb8(3, 3));
        bytes.truncate(40);
        assert!(read(&bytes).is_err());
        assert!(read(b"").is_err());
    }
}
