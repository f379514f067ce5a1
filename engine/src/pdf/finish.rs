//! The finishing step, which completes printpdf's document: the content and resources of pages, corrected fonts, image
//! data, links, outline, labels, metadata.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use crate::paint::{LinkArea, OutlineEntry, PageOrientation};
use crate::pdf::Information;
use crate::pdf::PdfError;
use crate::pdf::graphics::image::{EncodedImage, Raster};
use crate::pdf::graphics::resource::{DocumentResources, Picture, form_stream, transparency_group};
use crate::pdf::interactive::label;
use crate::pdf::interactive::link::{Destinations, annotation};
use crate::pdf::interactive::outline;
use crate::pdf::metadata;
use crate::pdf::page::{EncodedPage, EncodedPicture};
use crate::pdf::shell::{font_name, image_name, mask_name};
use crate::pdf::syntax::deflate::{Deflater, StreamKind};
use crate::pdf::syntax::object::{deflated, name, points};
use crate::pdf::text::font::FontTable;
use crate::pdf::text::font_dictionary;
use crate::pdf::text::font_dictionary::FontProgram;
use crate::units::Size;

const SHAPE: PdfError = PdfError::Document("printpdf's pages do not have the expected structure");

/// What the finishing step adds to the document.
pub(crate) struct FinishingParts<'a> {
    pub pages: Vec<EncodedPage>,
    pub images: Vec<EncodedImage>,
    pub outline: &'a [OutlineEntry],
    pub fonts: &'a FontTable<'a>,
    /// In the order of the faces.
    pub programs: Vec<FontProgram>,
    pub information: &'a Information,
}

/// Completes the document. Returns the object numbers of the catalog and the information dictionary.
///
/// # Errors
/// Returns an error if the document does not have the structure that printpdf makes.
pub(crate) fn finish(
    document: &mut Document,
    parts: FinishingParts,
) -> Result<(ObjectId, ObjectId), PdfError> {
    let FinishingParts { pages, images, outline, fonts, programs, information } = parts;
    // lopdf looks pages up by walking the tree.
    let page_ids: Vec<ObjectId> = document.page_iter().collect();
    if page_ids.len() != pages.len() {
        return Err(SHAPE);
    }
    let mut resources = DocumentResources::default();
    complete_fonts(document, &page_ids, fonts, programs, &mut resources)?;
    complete_images(document, &page_ids, images, &mut resources)?;

    let labels = label::page_labels(pages.iter().map(|page| page.label.as_str()));
    let mut destinations = Destinations::default();
    for (page, &page_id) in pages.iter().zip(&page_ids) {
        for target in &page.targets {
            destinations.add(target.node, page_id, page.size.height, target.at);
        }
    }
    for (page, &page_id) in pages.into_iter().zip(&page_ids) {
        let annotations = annotations(document, &page.links, page.size, &destinations);
        finish_page(document, page, page_id, &mut resources, annotations)?;
    }
    let outline = outline::outline(document, outline, &destinations);
    complete_catalog(document, information, outline, labels)
}

/// Completes all font dictionaries and records the one of each face.
fn complete_fonts(
    document: &mut Document,
    pages: &[ObjectId],
    fonts: &FontTable,
    programs: Vec<FontProgram>,
    resources: &mut DocumentResources,
) -> Result<(), PdfError> {
    let mut deflater = Deflater::new(StreamKind::Data);
    let Some(&page) = pages.first() else { return Ok(()) };
    let dictionary = shared_resources(document, page, b"Font").ok_or(SHAPE)?;
    for (used, program) in fonts.faces().zip(programs) {
        let font = reference(&dictionary, font_name(used.number).as_bytes())?;
        font_dictionary::complete(document, font, used, program, &mut deflater)?;
        resources.faces.insert(used.number, font);
    }
    Ok(())
}

/// Moves the data of images into the objects that printpdf has made for their dictionaries, and turns vector pictures
/// into forms.
fn complete_images(
    document: &mut Document,
    pages: &[ObjectId],
    images: Vec<EncodedImage>,
    resources: &mut DocumentResources,
) -> Result<(), PdfError> {
    let Some(&page) = pages.first() else { return Ok(()) };
    let dictionary = shared_resources(document, page, b"XObject").ok_or(SHAPE)?;
    for (image, number) in images.into_iter().zip(0..) {
        let picture = match image {
            EncodedImage::Raster(Raster { data, mask, .. }) => {
                let id = reference(&dictionary, image_name(number).as_bytes())?;
                let transparent = mask.is_some();
                let mask_id = match mask {
                    Some(mask) => {
                        let mask_id = reference(&dictionary, mask_name(number).as_bytes())?;
                        stream(document, mask_id)?.content = mask.data;
                        Some(mask_id)
                    }
                    None => None,
                };
                let stream = stream(document, id)?;
                stream.content = data;
                if let Some(mask_id) = mask_id {
                    stream.dict.set("SMask", Object::Reference(mask_id));
                }
                Picture { id, transparent }
            }
            EncodedImage::Picture(picture) => add_picture(document, *picture, resources),
        };
        resources.pictures.push(picture);
    }
    Ok(())
}

fn add_picture(
    document: &mut Document,
    picture: EncodedPicture,
    resources: &mut DocumentResources,
) -> Picture {
    let EncodedPicture { content, forms } = picture;
    let (forms, transparent_forms) = resources.forms(document, forms);
    let (dictionary, transparent) = resources.dictionary(document, &content, &forms);
    let transparent = transparent || transparent_forms;
    let blend_space = transparent.then_some("DeviceRGB");
    let id = document.add_object(form_stream(content.data, dictionary, content.area, blend_space));
    Picture { id, transparent }
}

/// The dictionary for a kind of resource, which all pages of printpdf share.
fn shared_resources(document: &Document, page: ObjectId, kind: &[u8]) -> Option<Dictionary> {
    let page = document.get_dictionary(page).ok()?;
    let (_, resources) = document.dereference(page.get(b"Resources").ok()?).ok()?;
    let (_, entries) = document.dereference(resources.as_dict().ok()?.get(kind).ok()?).ok()?;
    entries.as_dict().ok().cloned()
}

fn reference(dictionary: &Dictionary, key: &[u8]) -> Result<ObjectId, PdfError> {
    dictionary.get(key).and_then(Object::as_reference).map_err(|_| SHAPE)
}

fn stream(document: &mut Document, id: ObjectId) -> Result<&mut lopdf::Stream, PdfError> {
    document.get_object_mut(id).and_then(Object::as_stream_mut).map_err(|_| SHAPE)
}

fn annotations(
    document: &mut Document,
    links: &[LinkArea],
    size: Size,
    destinations: &Destinations,
) -> Vec<Object> {
    links
        .iter()
        .filter_map(|link| annotation(link, size.height, destinations))
        .map(|annotation| Object::Reference(document.add_object(annotation)))
        .collect()
}

fn finish_page(
    document: &mut Document,
    page: EncodedPage,
    page_id: ObjectId,
    resources: &mut DocumentResources,
    annotations: Vec<Object>,
) -> Result<(), PdfError> {
    let (forms, transparent_forms) = resources.forms(document, page.forms);
    let (page_resources, transparent) = resources.dictionary(document, &page.content, &forms);
    let content = document.add_object(deflated(Dictionary::new(), page.content.data));
    let dictionary = document.get_dictionary_mut(page_id).map_err(|_| SHAPE)?;
    let bounds = [Object::Integer(0), Object::Integer(0), points(page.size.width), points(page.size.height)];
    dictionary.set("MediaBox", Object::Array(bounds.to_vec()));
    match page.orientation {
        PageOrientation::Upright => {}
        // In degrees clockwise.
        PageOrientation::RotateLeft => dictionary.set("Rotate", Object::Integer(270)),
        PageOrientation::RotateRight => dictionary.set("Rotate", Object::Integer(90)),
    }
    // Both default to the media box.
    dictionary.remove(b"CropBox");
    dictionary.remove(b"TrimBox");
    dictionary.set("Resources", page_resources);
    dictionary.set("Contents", Object::Reference(content));
    if annotations.is_empty() {
        dictionary.remove(b"Annots");
    } else {
        dictionary.set("Annots", Object::Array(annotations));
        // The tab key goes through links row by row.
        dictionary.set("Tabs", name("R"));
    }
    if transparent || transparent_forms {
        dictionary.set("Group", transparency_group("DeviceRGB"));
    }
    Ok(())
}

fn complete_catalog(
    document: &mut Document,
    information: &Information,
    outline: Option<ObjectId>,
    labels: Option<Dictionary>,
) -> Result<(ObjectId, ObjectId), PdfError> {
    let catalog_id = document.trailer.get(b"Root").and_then(Object::as_reference).map_err(|_| SHAPE)?;
    let metadata_id = document.add_object(metadata::xmp(information));
    let information_id = document.add_object(metadata::information_dictionary(information));
    let catalog = document.get_dictionary_mut(catalog_id).map_err(|_| SHAPE)?;
    catalog.remove(b"PageLayout");
    catalog.remove(b"PageMode");
    if let Some(outline) = outline {
        catalog.set("Outlines", Object::Reference(outline));
        catalog.set("PageMode", name("UseOutlines"));
    }
    if let Some(labels) = labels {
        catalog.set("PageLabels", labels);
    }
    if !information.language.is_empty() {
        let language = information.language.clone().into_bytes();
        catalog.set("Lang", Object::String(language, StringFormat::Literal));
    }
    if !information.title.is_empty() {
        let preferences: Dictionary = [("DisplayDocTitle", Object::Boolean(true))].into_iter().collect();
        catalog.set("ViewerPreferences", preferences);
    }
    catalog.set("Metadata", Object::Reference(metadata_id));
    Ok((catalog_id, information_id))
}
