//! The finishing step over printpdf's document: real content and resources of pages, corrected
//! fonts, links, outline, labels, metadata.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::deflate::Deflater;
use super::font::FontTable;
use super::object::{deflated, name, points};
use super::page::EncodedPage;
use super::shell::font_name;
use super::{Information, PdfError, font_dictionary};
use crate::paint::OutlineEntry;
use crate::text::FaceId;

const SHAPE: PdfError = PdfError::Document("printpdf's pages are not of the expected shape");

/// Gives the object numbers of the catalog and the information dictionary.
///
/// # Errors
/// When the document is not as printpdf makes it.
pub(super) fn finish(
    document: &mut Document,
    pages: Vec<EncodedPage>,
    _outline: &[OutlineEntry],
    fonts: &FontTable,
    _information: &Information,
) -> Result<(ObjectId, ObjectId), PdfError> {
    let mut deflater = Deflater::default();
    let page_ids: Vec<ObjectId> = document.page_iter().collect();
    if page_ids.len() != pages.len() {
        return Err(SHAPE);
    }
    let faces = complete_fonts(document, &page_ids, fonts, &mut deflater)?;
    for (page, &page_id) in pages.into_iter().zip(&page_ids) {
        finish_page(document, page, page_id, &faces)?;
    }
    let reference = |document: &Document, key: &[u8]| {
        document.trailer.get(key).and_then(Object::as_reference).map_err(|_| SHAPE)
    };
    Ok((reference(document, b"Root")?, reference(document, b"Info")?))
}

/// Puts all font dictionaries right and says which face has which.
fn complete_fonts(
    document: &mut Document,
    pages: &[ObjectId],
    fonts: &FontTable,
    deflater: &mut Deflater,
) -> Result<BTreeMap<FaceId, ObjectId>, PdfError> {
    let mut faces = BTreeMap::new();
    let Some(&page) = pages.first() else { return Ok(faces) };
    let dictionary = font_resources(document, page).ok_or(SHAPE)?;
    for used in fonts.faces() {
        let font = dictionary
            .get(font_name(used.face.id).as_bytes())
            .and_then(Object::as_reference)
            .map_err(|_| SHAPE)?;
        font_dictionary::complete(document, font, used, deflater)?;
        faces.insert(used.face.id, font);
    }
    Ok(faces)
}

/// All pages of printpdf's share one dictionary of fonts.
fn font_resources(document: &Document, page: ObjectId) -> Option<Dictionary> {
    let page = document.get_dictionary(page).ok()?;
    let (_, resources) = document.dereference(page.get(b"Resources").ok()?).ok()?;
    let (_, fonts) = document.dereference(resources.as_dict().ok()?.get(b"Font").ok()?).ok()?;
    fonts.as_dict().ok().cloned()
}

fn finish_page(
    document: &mut Document,
    page: EncodedPage,
    page_id: ObjectId,
    faces: &BTreeMap<FaceId, ObjectId>,
) -> Result<(), PdfError> {
    let mut resources = Dictionary::new();
    let mut fonts = Dictionary::new();
    for face in &page.content.resources.faces {
        if let Some(&font) = faces.get(face) {
            fonts.set(font_name(*face), Object::Reference(font));
        }
    }
    resources.set("Font", fonts);
    let content = document.add_object(deflated(Dictionary::new(), page.content.data));
    let dictionary = document.get_dictionary_mut(page_id).map_err(|_| SHAPE)?;
    let media_box =
        [Object::Integer(0), Object::Integer(0), points(page.size.width), points(page.size.height)];
    dictionary.set("MediaBox", Object::Array(media_box.to_vec()));
    // They are the same and need not be said.
    dictionary.remove(b"CropBox");
    dictionary.remove(b"TrimBox");
    dictionary.remove(b"Annots");
    dictionary.set("Resources", resources);
    dictionary.set("Contents", Object::Reference(content));
    if page.content.transparent {
        let mut group = Dictionary::new();
        group.set("S", name("Transparency"));
        group.set("CS", name("DeviceRGB"));
        dictionary.set("Group", group);
    }
    Ok(())
}
