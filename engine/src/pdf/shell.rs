//! The document as printpdf makes it: pages without content, font dictionaries, images.

use printpdf::{
    Codepoint, DictItem, ExternalStream, ExternalXObject, FontId, Op, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Pt, Rect, TextItem, XObject, XObjectId,
};

use crate::pdf::PdfError;
use crate::pdf::graphics::image::{EncodedImage, Raster};
use crate::pdf::page::EncodedPage;
use crate::pdf::text::font::{FontTable, UsedFace};
use crate::pdf::text::font_dictionary::FontProgram;

/// The name of a face in printpdf's resources.
pub(crate) fn font_name(number: u16) -> String {
    format!("F{number}")
}

/// The name of an image in printpdf's resources.
pub(crate) fn image_name(number: usize) -> String {
    format!("I{number}")
}

/// The name of the mask of an image in printpdf's resources.
pub(crate) fn mask_name(number: usize) -> String {
    format!("M{number}")
}

/// Makes a document with pages of the right number and size, and a font dictionary for every used face.
///
/// # Errors
/// Returns an error if a font cannot be embedded.
pub(crate) fn document(
    pages: &[EncodedPage],
    fonts: &FontTable,
    programs: &[FontProgram],
    images: &[EncodedImage],
) -> Result<lopdf::Document, PdfError> {
    let mut document = PdfDocument::default();
    // printpdf leaves out fonts that no page shows text in. So the first page shows every glyph once; the finishing step
    // replaces this by the real content.
    let mut operations = vec![Op::StartTextSection];
    for (used, program) in fonts.faces().zip(programs) {
        let font_id = FontId(font_name(used.number));
        document.resources.fonts.map.insert(font_id.clone(), PdfFont::new(parsed_font(used, program)?));
        operations.push(Op::SetFont { font: PdfFontHandle::External(font_id), size: Pt(1.0) });
        operations.push(Op::ShowText { items: vec![TextItem::GlyphIds(codepoints(used))] });
    }
    operations.push(Op::EndTextSection);
    let objects = &mut document.resources.xobjects.map;
    for (image, number) in images.iter().zip(0..) {
        if let EncodedImage::Raster(raster) = image {
            objects.insert(XObjectId(image_name(number)), external(raster));
            if let Some(mask) = &raster.mask {
                objects.insert(XObjectId(mask_name(number)), external(mask));
            }
        }
    }
    for page in pages {
        let width = Pt(page.size.width.points() as f32);
        let height = Pt(page.size.height.points() as f32);
        document.pages.push(PdfPage {
            media_box: Rect::from_wh(width, height),
            trim_box: Rect::from_wh(width, height),
            crop_box: Rect::from_wh(width, height),
            ops: std::mem::take(&mut operations),
        });
    }
    let options =
        PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    Ok(printpdf::serialize::to_lopdf_doc(&document, &options, &mut Vec::new()))
}

/// The dictionary of an image. printpdf would copy the data more than once, so the finishing step moves the data in.
fn external(raster: &Raster) -> XObject {
    let entries = raster.dictionary.iter();
    let dict = entries
        .map(|(key, value)| (String::from_utf8_lossy(key).into_owned(), DictItem::from_lopdf(value)))
        .collect();
    let stream = ExternalStream { dict, content: Vec::new(), compress: false };
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

fn parsed_font(used: &UsedFace, program: &FontProgram) -> Result<ParsedFont, PdfError> {
    // The warnings are about the character map, which a subset does not have.
    let mut parsed = ParsedFont::from_bytes(&program.bytes, 0, &mut Vec::new())
        .ok_or_else(|| PdfError::Font(used.face.path.clone(), "its subset cannot be read".to_string()))?;
    parsed.font_name = Some(program.name.clone());
    Ok(parsed)
}

fn codepoints(used: &UsedFace) -> Vec<Codepoint> {
    // Texts are not given: the finishing step writes the ToUnicode map.
    (0..used.glyphs().len() as u16).map(|code| Codepoint::new(code, 0.0)).collect()
}
