//! The file that is imposed: its pages, and what of its catalog belongs to them.

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, decode_text_string};

use super::appearance::{Appearance, appearances};
use super::geometry::{Area, Transform};
use super::{Binding, ImpositionError};
use crate::pdf::syntax::deflate::{Deflater, StreamKind};
use crate::pdf::syntax::object::{deflated, name};
use crate::text::is_right_to_left;

/// The most bytes that a stream may have after it is unpacked.
const MAX_STREAM: usize = 512 << 20;

/// The most ancestors of a page whose attributes it inherits.
const MAX_ANCESTORS: usize = 64;

/// The page of readers for files that do not say how large a page is: that of American letters.
const LETTER: Area = Area { left: 0.0, bottom: 0.0, right: 612.0, top: 792.0 };

/// A file that was read.
pub(super) struct Source {
    pub(super) document: Document,
    pub(super) pages: Vec<SourcePage>,
    pub(super) title: Option<String>,
    pub(super) language: String,
    /// The binding of its direction or language.
    pub(super) binding: Binding,
    /// Entries of the catalog that the pages need: which layers are visible, and what their colors are.
    pub(super) kept: Vec<(&'static str, Object)>,
}

/// A page of the file.
pub(super) struct SourcePage {
    id: ObjectId,
    resources: Object,
    /// What remains after trimming, in the coordinates of the page.
    trim: Area,
    /// What may be seen.
    visible: Area,
    /// Quarter turns clockwise.
    turns: i64,
    /// The points of a unit of the page's coordinates.
    unit: f64,
    pub(super) annotations: Vec<Appearance>,
}

impl Source {
    pub(super) fn read(bytes: &[u8]) -> Result<Source, ImpositionError> {
        let options = LoadOptions { max_decompressed_size: Some(MAX_STREAM), ..LoadOptions::default() };
        let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_) => {
                ImpositionError::Encrypted
            }
            error => ImpositionError::Unreadable(error.to_string()),
        })?;
        if document.trailer.has(b"Encrypt") || document.was_encrypted() {
            return Err(ImpositionError::Encrypted);
        }
        let pages: Vec<SourcePage> =
            document.page_iter().filter_map(|id| SourcePage::read(&document, id)).collect();
        if pages.is_empty() {
            return Err(ImpositionError::NoPages);
        }
        let no_catalog = Dictionary::new();
        let catalog = document.catalog().unwrap_or(&no_catalog);
        let language = language(&document, catalog).unwrap_or_default();
        let keys = ["OCProperties", "OutputIntents"];
        let kept = keys.into_iter().filter_map(|key| Some((key, catalog.get(key.as_bytes()).ok()?.clone())));
        let kept = kept.collect();
        let binding = binding(&document, catalog, &language);
        let title = title(&document);
        Ok(Source { pages, title, language, binding, kept, document })
    }
}

fn title(document: &Document) -> Option<String> {
    let (_, information) = document.dereference(document.trailer.get(b"Info").ok()?).ok()?;
    let title = decode_text_string(information.as_dict().ok()?.get_deref(b"Title", document).ok()?).ok()?;
    let title = title.trim_start_matches('\u{FEFF}').trim();
    (!title.is_empty()).then(|| title.to_string())
}

/// The language of the catalog, or of the first element of the structure.
fn language(document: &Document, catalog: &Dictionary) -> Option<String> {
    let of = |dictionary: &Dictionary| {
        let language = decode_text_string(dictionary.get_deref(b"Lang", document).ok()?).ok()?;
        (!language.is_empty()).then_some(language)
    };
    of(catalog).or_else(|| {
        let root = catalog.get_deref(b"StructTreeRoot", document).ok()?.as_dict().ok()?;
        let kids = root.get_deref(b"K", document).ok()?;
        let first = kids.as_array().ok().and_then(|kids| kids.first()).unwrap_or(kids);
        of(document.dereference(first).ok()?.1.as_dict().ok()?)
    })
}

fn binding(document: &Document, catalog: &Dictionary, language: &str) -> Binding {
    let preferences = catalog.get_deref(b"ViewerPreferences", document).and_then(Object::as_dict);
    let direction = preferences.and_then(|preferences| preferences.get_deref(b"Direction", document));
    match direction.and_then(Object::as_name) {
        Ok(b"R2L") => Binding::Right,
        Ok(b"L2R") => Binding::Left,
        _ if is_right_to_left(language) => Binding::Right,
        _ => Binding::Left,
    }
}

impl SourcePage {
    fn read(document: &Document, id: ObjectId) -> Option<SourcePage> {
        let page = document.get_dictionary(id).ok()?;
        let own = |key: &str| page.get(key.as_bytes()).ok().and_then(|object| Area::read(document, object));
        let inherited_area = |key| Area::read(document, inherited(document, page, key)?);
        let media = inherited_area("MediaBox").unwrap_or(LETTER);
        let crop = inherited_area("CropBox").and_then(|crop| crop.within(media)).unwrap_or(media);
        let trim = own("TrimBox").and_then(|trim| trim.within(media));
        let bleed = own("BleedBox").and_then(|bleed| bleed.within(media));
        let (trim, visible) = match (trim, bleed) {
            (Some(trim), Some(bleed)) => (trim, bleed),
            (Some(trim), None) => (trim, trim),
            (None, _) => (crop, crop),
        };
        let number = |object: Option<&Object>| object.and_then(|object| object.as_float().ok());
        let turns = number(inherited(document, page, "Rotate")).map_or(0.0, |degrees| degrees / 90.0);
        let unit = number(page.get_deref(b"UserUnit", document).ok()).map_or(1.0, f64::from);
        Some(SourcePage {
            id,
            resources: inherited(document, page, "Resources").cloned().unwrap_or(Dictionary::new().into()),
            trim,
            visible,
            // `as` saturates and maps NaN to zero.
            turns: (turns as i64).rem_euclid(4),
            unit: if unit.is_finite() && unit > 0.0 { unit } else { 1.0 },
            annotations: appearances(document, page),
        })
    }

    /// The width and height of the trimmed page as it is read, in points.
    pub(super) fn size(&self) -> [f64; 2] {
        let (width, height) = (self.trim.width() * self.unit, self.trim.height() * self.unit);
        if self.turns % 2 == 0 { [width, height] } else { [height, width] }
    }

    /// From the coordinates of the page to points from the lower left corner of the trimmed page as it is read.
    pub(super) fn upright(&self) -> Transform {
        let Area { left, bottom, right, top } = self.trim;
        let turned = match self.turns {
            0 => [1.0, 0.0, 0.0, 1.0, -left, -bottom],
            1 => [0.0, -1.0, 1.0, 0.0, -bottom, right],
            2 => [-1.0, 0.0, 0.0, -1.0, right, top],
            _ => [0.0, 1.0, -1.0, 0.0, top, -left],
        };
        Transform(turned).then([self.unit; 2], [0.0; 2])
    }

    /// How far the page may be seen around its trimmed edges, in points: the largest bleed.
    pub(super) fn bleed(&self) -> f64 {
        let (trim, visible) = (self.trim, self.visible);
        let sides = [
            trim.left - visible.left,
            trim.bottom - visible.bottom,
            visible.right - trim.right,
            visible.top - trim.top,
        ];
        sides.into_iter().fold(0.0, f64::max) * self.unit
    }

    /// Adds the form that draws the page. The content of a page in one stream stays as it is in the file.
    pub(super) fn form(&self, document: &mut Document, number: usize) -> Result<ObjectId, ImpositionError> {
        let ids = document.get_page_contents(self.id);
        let streams: Vec<&lopdf::Stream> =
            ids.iter().filter_map(|&id| document.get_object(id).and_then(Object::as_stream).ok()).collect();
        let mut form = match streams.as_slice() {
            [] => lopdf::Stream::new(Dictionary::new(), Vec::new()),
            [stream] => {
                let mut dictionary = Dictionary::new();
                for key in ["Filter", "DecodeParms"] {
                    if let Ok(value) = stream.dict.get(key.as_bytes()) {
                        dictionary.set(key, value.clone());
                    }
                }
                lopdf::Stream::new(dictionary, stream.content.clone())
            }
            streams => {
                let mut content = Vec::new();
                for stream in streams {
                    let part = stream.get_plain_content_with_limit(MAX_STREAM);
                    content.extend(part.map_err(|_| ImpositionError::Content(number))?);
                    content.push(b'\n');
                }
                deflated(Dictionary::new(), Deflater::new(StreamKind::Data).deflate(&content))
            }
        };
        form.dict.set("Type", name("XObject"));
        form.dict.set("Subtype", name("Form"));
        form.dict.set("BBox", self.visible.object());
        form.dict.set("Resources", self.resources.clone());
        let group = document.get_dictionary(self.id).and_then(|page| page.get_deref(b"Group", document));
        if let Ok(Object::Dictionary(group)) = group {
            let mut group = group.clone();
            // As the group of a page always is (ISO 32000-1, 11.4.7).
            group.set("I", Object::Boolean(true));
            form.dict.set("Group", group);
        }
        Ok(document.add_object(form))
    }
}

/// An attribute of a page or of the nearest ancestor that has it (ISO 32000-1, 7.7.3.4).
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &str) -> Option<&'a Object> {
    let mut node = page;
    for _ in 0..MAX_ANCESTORS {
        if let Ok(value) = node.get_deref(key.as_bytes(), document) {
            return Some(value);
        }
        node = node.get_deref(b"Parent", document).and_then(Object::as_dict).ok()?;
    }
    None
}
