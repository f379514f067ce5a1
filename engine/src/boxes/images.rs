//! Images: each path is read once, checked before anything is drawn, and limited in its pixels.

use std::io::Cursor;
use std::sync::Arc;

use image::{ImageDecoder, ImageFormat, ImageReader};
use rustc_hash::FxHashMap;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::boxes::density::density;
use crate::boxes::tree::{Replaced, ReplacedContent};
use crate::boxes::vector_picture;
use crate::diagnostics::{Diagnostic, Span};
use crate::resources::{ResourceError, Resources};
use crate::sorting::sort_by;
use crate::text::FontLibrary;
use crate::units::Length;

/// The most pixels of an image; decoding more would need over 400 MB.
pub const MAX_PIXELS: u64 = 100_000_000;

/// How deeply vector pictures may be inside each other.
const MAX_INSIDE: usize = 6;

/// Why an image cannot be shown.
#[derive(Clone, Debug)]
pub enum ImageError {
    /// Its file cannot be read.
    Resource(ResourceError),
    /// Neither PNG, JPEG, WebP, GIF nor SVG: its path.
    UnknownFormat(String),
    /// The file is damaged: its path, and the decoder's message.
    Damaged(String, String),
    /// A crate that reads it panicked: its path.
    Unreadable(String),
    /// It has more than the limit: its path and its number of pixels.
    TooManyPixels(String, u64),
    /// A vector picture whose parts refer to each other so often that it has more elements than the limit: its path and
    /// the limit.
    TooMuchRepeated(String, u64),
    /// A vector picture inside itself, or too deep in others: its path.
    TooDeep(String),
}

impl ImageError {
    /// The message that the image shown at `place` is lacking.
    pub fn diagnostic(&self, place: Span) -> Diagnostic {
        let (message, help) = self.describe();
        let diagnostic = match self {
            // A page saved from the web is worth rendering without files that were not saved with it.
            ImageError::Resource(ResourceError::Network(_)) => Diagnostic::warning(message),
            _ => Diagnostic::lack(message),
        };
        diagnostic.at(place, "shown here").help_maybe(help)
    }

    /// What is wrong: a sentence without a full stop.
    pub(super) fn message(&self) -> String {
        self.describe().0
    }

    /// The message for the user, and the remedy.
    fn describe(&self) -> (String, Option<String>) {
        let (message, help) = match self {
            ImageError::Resource(error) => {
                let message = format!("the image cannot be shown: {error}");
                let help = match error {
                    ResourceError::Outside { remedy, .. } => return (message, remedy.clone()),
                    ResourceError::NotFound(_) => "Put the file there, or correct the address.",
                    ResourceError::Network(_) => {
                        "Save the image in the project folder and refer to it there."
                    }
                    ResourceError::TooLarge(_) => "Use a smaller file.",
                    ResourceError::MalformedDataUrl => "Correct the data: URL, or refer to a file.",
                    ResourceError::Io(..) => "Check that the file can be read.",
                };
                (message, help.to_string())
            }
            ImageError::UnknownFormat(path) => (
                format!("the format of the image {path} is not supported"),
                "Use PNG, JPEG, WebP, GIF or SVG.".to_string(),
            ),
            ImageError::Damaged(path, message) => (
                format!("the image {path} is damaged: {message}"),
                "Open it in an image editor and save it again.".to_string(),
            ),
            ImageError::Unreadable(path) => (
                format!(
                    "the picture {path} cannot be drawn: it has numbers that are too large, or refers to itself"
                ),
                "Open it in a drawing program and save it again.".to_string(),
            ),
            ImageError::TooMuchRepeated(path, limit) => (
                format!(
                    "the picture {path} repeats its parts so often that it has more than {limit} elements"
                ),
                "Repeat less in it, or use it as PNG.".to_string(),
            ),
            ImageError::TooDeep(path) => (
                format!("the picture {path} is shown inside itself, or inside too many other pictures"),
                "Remove it from the picture that contains it.".to_string(),
            ),
            ImageError::TooManyPixels(path, pixels) => (
                format!("the image {path} has {pixels} pixels, and the limit is {MAX_PIXELS}"),
                "Scale it down; 300 pixels an inch at its printed size is enough.".to_string(),
            ),
        };
        (message, Some(help))
    }
}

/// Images by the path they were read from.
#[derive(Default)]
pub struct Images {
    /// The fonts of text in vector pictures; without them it is not drawn.
    fonts: Option<Arc<FontLibrary>>,
    by_path: FxHashMap<String, Arc<Replaced>>,
    by_reference: FxHashMap<(String, String), Result<Arc<Replaced>, ImageError>>,
    /// The vector pictures that are being read, each inside the one before it.
    open: Vec<String>,
}

impl Images {
    /// No images yet; text in pictures is set in `fonts`.
    pub fn with_fonts(fonts: Arc<FontLibrary>) -> Images {
        Images { fonts: Some(fonts), ..Images::default() }
    }

    /// Reads the vector picture of an element; `xml` is its source, `name` is for messages, and addresses are relative to
    /// the folder `base`.
    ///
    /// # Errors
    /// See [`ImageError`].
    pub(crate) fn inline_svg(
        &mut self,
        resources: &Resources,
        base: &str,
        name: &str,
        xml: &str,
    ) -> Result<Replaced, ImageError> {
        self.vector(resources, base, name, xml.as_bytes())
    }

    /// The image that `url` refers to from the folder `base`.
    ///
    /// # Errors
    /// See [`ImageError`].
    pub fn load(
        &mut self,
        resources: &Resources,
        base: &str,
        url: &str,
    ) -> Result<Arc<Replaced>, ImageError> {
        let key = (base.to_string(), url.to_string());
        if let Some(known) = self.by_reference.get(&key) {
            return known.clone();
        }
        let loaded = self.read(resources, base, url);
        self.by_reference.insert(key, loaded.clone());
        loaded
    }

    /// An image that was loaded before; `None` if it was not, or could not be.
    pub fn get(&self, base: &str, url: &str) -> Option<Arc<Replaced>> {
        self.by_reference.get(&(base.to_string(), url.to_string())).and_then(|loaded| loaded.clone().ok())
    }

    /// All images that were read, by path.
    pub fn all(&self) -> Vec<&Arc<Replaced>> {
        let mut all: Vec<&Arc<Replaced>> = self.by_path.values().collect();
        sort_by(&mut all, |left, right| left.path.cmp(&right.path));
        all
    }

    fn read(&mut self, resources: &Resources, base: &str, url: &str) -> Result<Arc<Replaced>, ImageError> {
        let resource = resources.read(base, url).map_err(ImageError::Resource)?;
        let is_data = url.starts_with("data:");
        if !is_data && let Some(known) = self.by_path.get(&resource.path) {
            return Ok(known.clone());
        }
        // Two data: URLs may share a media type, so the whole address is the key.
        let (path, name) = match is_data {
            true => (url.to_string(), url.to_string()),
            false => (resource.path, resource.name),
        };
        let replaced = if looks_like_svg(&resource.bytes) {
            // Addresses in a file are relative to it.
            let inner_base = if is_data { base } else { Resources::folder_of(&path) };
            self.vector(resources, inner_base, &name, &resource.bytes)?
        } else {
            decode(&name, &resource.bytes)?
        };
        let replaced = Arc::new(replaced);
        self.by_path.insert(path, replaced.clone());
        Ok(replaced)
    }

    /// Reads a vector picture and the images in it.
    fn vector(
        &mut self,
        resources: &Resources,
        base: &str,
        path: &str,
        bytes: &[u8],
    ) -> Result<Replaced, ImageError> {
        if self.open.len() >= MAX_INSIDE || self.open.iter().any(|outer| outer == path) {
            return Err(ImageError::TooDeep(short(path)));
        }
        self.open.push(path.to_string());
        let fonts = self.fonts.clone();
        let read = vector_picture::read(path, bytes, fonts.as_deref(), &mut |address| {
            self.load(resources, base, address)
        });
        self.open.pop();
        read
    }
}

/// Reads a raster image from the bytes of a file.
fn decode(path: &str, bytes: &Arc<Vec<u8>>) -> Result<Replaced, ImageError> {
    let shown = short(path);
    let reader = ImageReader::new(Cursor::new(&bytes[..]))
        .with_guessed_format()
        .map_err(|error| ImageError::Damaged(shown.clone(), error.to_string()))?;
    if !matches!(
        reader.format(),
        Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif)
    ) {
        return Err(ImageError::UnknownFormat(shown));
    }
    let damaged = |error: image::ImageError| ImageError::Damaged(short(path), error.to_string());
    let format = reader.format();
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (pixel_width, pixel_height) = decoder.dimensions();
    let orientation = decoder.orientation().map_or(1, |orientation| orientation.to_exif());
    drop(decoder);
    let pixels = u64::from(pixel_width) * u64::from(pixel_height);
    if pixels > MAX_PIXELS {
        return Err(ImageError::TooManyPixels(shown, pixels));
    }
    // A damaged file has to be found here, while there is a place to report it with.
    match format {
        // It is embedded as it is, so it has to be whole; `image` would guess what is missing.
        Some(ImageFormat::Jpeg) => {
            check_jpeg(bytes).map_err(|error| ImageError::Damaged(short(path), error))?
        }
        Some(format) => drop(image::load_from_memory_with_format(bytes, format).map_err(damaged)?),
        None => {}
    }
    // Orientations from 5 on swap width and height.
    let (across, along) =
        if orientation >= 5 { (pixel_height, pixel_width) } else { (pixel_width, pixel_height) };
    let (width, height) = (Length::from_pixels(f64::from(across)), Length::from_pixels(f64::from(along)));
    Ok(Replaced {
        content: ReplacedContent::Raster { bytes: bytes.clone(), pixel_width, pixel_height, orientation },
        width: Some(width),
        height: Some(height),
        ratio: (along > 0).then(|| across as f32 / along as f32),
        has_size: true,
        aspect: None,
        unscaled: None,
        density: density(bytes).map(|(x, y)| if orientation >= 5 { (y, x) } else { (x, y) }),
        path: path.into(),
    })
}

fn check_jpeg(bytes: &[u8]) -> Result<(), String> {
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    match JpegDecoder::new_with_options(ZCursor::new(bytes), options).decode() {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<svg") || (text.starts_with('<') && text.contains("<svg"))
}

/// A path for a message: long `data:` URLs are shortened.
pub(super) fn short(path: &str) -> String {
    if path.chars().count() <= 80 { path.to_string() } else { path.chars().take(60).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_png_is_found_before_it_is_drawn() {
        let png: Arc<Vec<u8>> = Arc::new(b"\x89PNG\r\n\x1a\n broken".to_vec());
        assert!(matches!(decode("a.png", &png), Err(ImageError::Damaged(..))));
        let text: Arc<Vec<u8>> = Arc::new(b"hello".to_vec());
        assert!(matches!(decode("a.txt", &text), Err(ImageError::UnknownFormat(_))));
    }

    #[test]
    fn a_jpeg_is_whole_or_damaged() {
        let mut bytes = Cursor::new(Vec::new());
        let picture = image::RgbImage::from_fn(40, 40, |x, y| {
            image::Rgb([(x * 6) as u8, (y * 6) as u8, (x * y) as u8])
        });
        picture.write_to(&mut bytes, ImageFormat::Jpeg).expect("an encoded image");
        let whole = bytes.into_inner();
        assert!(decode("a.jpg", &Arc::new(whole.clone())).is_ok());
        // Cameras add a preview after the end.
        assert!(decode("a.jpg", &Arc::new([&whole[..], b"more"].concat())).is_ok());
        let is_damaged =
            |bytes: Vec<u8>| matches!(decode("a.jpg", &Arc::new(bytes)), Err(ImageError::Damaged(..)));
        assert!(is_damaged(whole[..whole.len() - whole.len() / 4].to_vec()));
        let mut marked = whole.clone();
        let inside = whole.len() - whole.len() / 8;
        marked[inside..inside + 2].copy_from_slice(&[0xFF, 0xC1]);
        assert!(is_damaged(marked));
    }
}
