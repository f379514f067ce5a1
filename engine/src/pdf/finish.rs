//! The finishing step, which completes printpdf's document: the content and resources of pages, corrected fonts, image
//! data, links, outline, labels, metadata.

use std::ops::RangeInclusive;

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use crate::paint::{LinkTarget, NodeId, PageOrientation};
use crate::pdf::Information;
use crate::pdf::PdfError;
use crate::pdf::attachment::{self, Attached};
use crate::pdf::conformance::{Obstacle, PdfVersion, Standards, is_language_tag};
use crate::pdf::document::Content;
use crate::pdf::graphics::content::ContentKey;
use crate::pdf::graphics::image::{EncodedImage, Raster};
use crate::pdf::graphics::ink::Device;
use crate::pdf::graphics::resource::{DocumentResources, Picture, form_stream, transparency_group};
use crate::pdf::interactive::label;
use crate::pdf::interactive::link::{Destinations, annotation};
use crate::pdf::interactive::outline;
use crate::pdf::metadata;
use crate::pdf::page::{EncodedPage, EncodedPicture};
use crate::pdf::press::Press;
use crate::pdf::shell::{font_name, image_name, mask_name};
use crate::pdf::structure::Tagging;
use crate::pdf::syntax::deflate::{Deflater, StreamKind};
use crate::pdf::syntax::object::{deflated, name, points, text};
use crate::pdf::text::font::FontTable;
use crate::pdf::text::font_dictionary;
use crate::pdf::text::font_dictionary::FontProgram;
use crate::sorting::sort_by;
use crate::units::{Length, Point, Rect};

/// The sides that a page may have in PDF/A, in points (ISO 19005-2, 6.1.13).
const PAGE_SIDES: RangeInclusive<f64> = 3.0..=14_400.0;

const SHAPE: PdfError = PdfError::Document("printpdf's pages do not have the expected structure");

/// What the finishing step adds to the document.
pub(crate) struct FinishingParts<'a> {
    pub pages: Vec<EncodedPage>,
    pub images: Vec<EncodedImage>,
    pub content: Content<'a>,
    pub fonts: &'a FontTable<'a>,
    /// In the order of the faces.
    pub programs: Vec<FontProgram>,
    /// The obstacles to standards that are known so far.
    pub obstacles: Vec<Obstacle>,
}

/// What the writer has to know of the complete document.
pub(crate) struct Finished<'a> {
    pub catalog: ObjectId,
    /// The information dictionary.
    pub information: Option<ObjectId>,
    /// The ids that objects of the structure tree have in references, with their places among these objects.
    pub raw_ids: Vec<(ObjectId, u32)>,
    /// The structure tree, which the writer writes.
    pub tagging: Tagging<'a>,
    pub standards: Standards,
    pub obstacles: Vec<Obstacle>,
}

/// Completes the document.
///
/// # Errors
/// Returns an error if the document does not have the structure that printpdf makes.
pub(crate) fn finish<'a>(
    document: &mut Document,
    parts: FinishingParts<'a>,
) -> Result<Finished<'a>, PdfError> {
    let FinishingParts { pages, images, content, fonts, programs, mut obstacles } = parts;
    let Content { structure, outline, information, .. } = content;
    // lopdf looks pages up by walking the tree.
    let page_ids: Vec<ObjectId> = document.page_iter().collect();
    if page_ids.len() != pages.len() {
        return Err(SHAPE);
    }
    let mut resources = DocumentResources::default();
    complete_fonts(document, &page_ids, fonts, programs, &mut resources)?;
    complete_images(document, &page_ids, images, &mut resources)?;

    let labels = label::page_labels(pages.iter().map(|page| page.label.as_str()));
    let attached = attachment::attach(document, &information.attachments, information.creation_date);
    let at_elements = content.standards.version() == PdfVersion::V2_0;
    let mut destinations = Destinations::new(attached.as_ref());
    let elements = add_targets(&mut destinations, document, &pages, &page_ids, at_elements);
    let mut tagging = Tagging::new(structure);
    let is_too_deep = |page: &EncodedPage| page.has_deep_groups.then_some(Obstacle::DeepGroups);
    obstacles.extend(pages.iter().filter_map(is_too_deep));
    let is_out_of_range = |page: &EncodedPage| {
        let sides = [page.media_box.width, page.media_box.height].map(|side| side.points());
        sides.iter().any(|side| !PAGE_SIDES.contains(side)).then_some(Obstacle::PageSize)
    };
    obstacles.extend(pages.iter().filter_map(is_out_of_range));
    for (page, &page_id) in pages.into_iter().zip(&page_ids) {
        // A press has nowhere to go, and PDF/X allows annotations only outside the page (ISO 15930-7, 6.17).
        let annotations = match content.press {
            Some(_) => Vec::new(),
            None => annotations(document, &page, page_id, &destinations, &mut tagging),
        };
        finish_page(document, page, page_id, &mut resources, annotations, &mut tagging)?;
    }
    obstacles.extend(tagging.close(document));
    let structure = document.new_object_id();
    let mut raw_ids = vec![(structure, 0)];
    raw_ids.extend(elements.into_iter().map(|(node, id)| (id, tagging.place_of(node))));
    let outline = outline::outline(document, outline, &destinations);
    obstacles.extend(information.title.trim().is_empty().then_some(Obstacle::NoTitle));
    obstacles.extend(information.language.trim().is_empty().then_some(Obstacle::NoLanguage));
    if !information.language.trim().is_empty() && !is_language_tag(&information.language) {
        let root = content.structure.get(content.structure.root).node;
        obstacles.push(Obstacle::LanguageTag(root, information.language.as_str().into()));
    }
    obstacles.extend(information.creation_date.is_none().then_some(Obstacle::NoDate));
    obstacles.extend((!information.attachments.is_empty()).then_some(Obstacle::Attachments));
    obstacles.retain(|obstacle| content.standards.each().any(|standard| obstacle.prevents(standard)));
    sort_by(&mut obstacles, Ord::cmp);
    obstacles.dedup();
    let mut standards = content.standards.without(&obstacles);
    if information.attachments.is_empty() {
        standards = standards.without_attachments();
    }
    let names = named_destinations(content.names, &destinations);
    let right_to_left = content.right_to_left;
    let navigation = Navigation { structure, outline, labels, names, attached, right_to_left };
    let intent = match content.press {
        Some(press) => Some(press_intent(document, press)),
        None => standards.archive.map(|_| screen_intent(document)),
    };
    let catalog = complete_catalog(document, information, standards, (navigation, intent))?;
    // PDF 2.0 has the XMP metadata instead (ISO 32000-2, 14.3.3), and PDF/A-4 allows no other.
    let information = (content.standards.version() != PdfVersion::V2_0)
        .then(|| document.add_object(metadata::information_dictionary(information, standards)));
    Ok(Finished { catalog, information, raw_ids, tagging, standards, obstacles })
}

/// Adds where the elements start that links lead to. With `at_elements`, as in PDF 2.0, they are structure destinations: then
/// returns the ids of the elements of the structure.
fn add_targets(
    destinations: &mut Destinations<'_>,
    document: &mut Document,
    pages: &[EncodedPage],
    page_ids: &[ObjectId],
    at_elements: bool,
) -> Vec<(NodeId, ObjectId)> {
    let mut elements = Vec::new();
    for (page, &page_id) in pages.iter().zip(page_ids) {
        for target in &page.targets {
            destinations.add(target.node, page_id, page.size.height, target.at);
            if at_elements
                && let Some(id) = destinations.set_element(target.node, || document.new_object_id())
            {
                elements.push((target.node, id));
            }
        }
    }
    elements
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
    let mut profiles = Profiles::default();
    for (image, number) in images.into_iter().zip(0..) {
        let picture = match image {
            EncodedImage::Raster(Raster { data, mask, profile, .. }) => {
                let space = profile.map(|profile| profiles.space(document, profile));
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
                if let Some(space) = space {
                    stream.dict.set("ColorSpace", space);
                }
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

/// The color profiles of pictures, each once in the file.
#[derive(Default)]
struct Profiles(Vec<(Vec<u8>, ObjectId)>);

impl Profiles {
    /// The color space of a profile (ISO 32000-1, 8.6.5.5).
    fn space(&mut self, document: &mut Document, profile: Vec<u8>) -> Object {
        let known = self.0.iter().find(|(known, _)| *known == profile).map(|(_, id)| *id);
        let id = known.unwrap_or_else(|| {
            let id = add_profile(document, &profile, 3);
            self.0.push((profile, id));
            id
        });
        Object::Array(vec![name("ICCBased"), Object::Reference(id)])
    }
}

fn add_profile(document: &mut Document, profile: &[u8], channels: i64) -> ObjectId {
    let mut dictionary = Dictionary::new();
    dictionary.set("N", Object::Integer(channels));
    document.add_object(deflated(dictionary, Deflater::new(StreamKind::Data).deflate(profile)))
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
    let blend_space = transparent.then_some(content.device.blend_space());
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
    page: &EncodedPage,
    page_id: ObjectId,
    destinations: &Destinations,
    tagging: &mut Tagging<'_>,
) -> Vec<Object> {
    let mut made = Vec::new();
    for link in &page.links {
        let Some(annotation) = annotation(link, page.size.height, destinations) else { continue };
        let id = document.add_object(annotation);
        let target = match link.target {
            LinkTarget::Node(node) => Some(node),
            LinkTarget::Url(_) | LinkTarget::Attachment(_) => None,
        };
        tagging.add_link(link.node, target, page_id, id);
        made.push(Object::Reference(id));
    }
    made
}

fn finish_page(
    document: &mut Document,
    mut page: EncodedPage,
    page_id: ObjectId,
    resources: &mut DocumentResources,
    annotations: Vec<Object>,
    tagging: &mut Tagging<'_>,
) -> Result<(), PdfError> {
    for (node, rect) in &page.figures {
        tagging.add_figure(*node, *rect, page.size.height);
    }
    let structure_key = tagging.add_stream(page_id, None, std::mem::take(&mut page.content.marks));
    let form_marks: Vec<Vec<ContentKey>> =
        page.forms.iter_mut().map(|form| std::mem::take(&mut form.marks)).collect();
    let (forms, transparent_forms) = resources.forms(document, page.forms);
    for (&form, marks) in forms.iter().zip(form_marks) {
        if let Some(key) = tagging.add_stream(page_id, Some(form), marks) {
            stream(document, form)?.dict.set("StructParents", Object::Integer(key));
        }
    }
    let (page_resources, transparent) = resources.dictionary(document, &page.content, &forms);
    let content = document.add_object(deflated(Dictionary::new(), page.content.data));
    let dictionary = document.get_dictionary_mut(page_id).map_err(|_| SHAPE)?;
    dictionary.remove(b"CropBox");
    dictionary.remove(b"TrimBox");
    // The origin is the corner of the page, whatever is around it.
    let trim = Rect::new(Point::default(), page.size);
    let bounds = |area: Rect| upward(area, page.size.height);
    dictionary.set("MediaBox", bounds(page.media_box));
    // Both default to the media box (ISO 32000-1, 14.11.2).
    if page.media_box != trim {
        dictionary.set("BleedBox", bounds(page.bleed_box));
    }
    // PDF/X asks for the trim box.
    if page.media_box != trim || matches!(page.content.device, Device::Press(_)) {
        dictionary.set("TrimBox", bounds(trim));
    }
    match page.orientation {
        PageOrientation::Upright => {}
        // In degrees clockwise.
        PageOrientation::RotateLeft => dictionary.set("Rotate", Object::Integer(270)),
        PageOrientation::RotateRight => dictionary.set("Rotate", Object::Integer(90)),
    }
    dictionary.set("Resources", page_resources);
    dictionary.set("Contents", Object::Reference(content));
    if annotations.is_empty() {
        dictionary.remove(b"Annots");
    } else {
        dictionary.set("Annots", Object::Array(annotations));
        // The tab key goes through links in the order of the structure.
        dictionary.set("Tabs", name("S"));
    }
    if let Some(key) = structure_key {
        dictionary.set("StructParents", Object::Integer(key));
    }
    if transparent || transparent_forms {
        dictionary.set("Group", transparency_group(page.content.device.blend_space()));
    }
    Ok(())
}

/// An area as a rectangle of PDF, whose `y` goes upward from the bottom of a page.
fn upward(area: Rect, height: Length) -> Object {
    let corners = [area.x, height - area.bottom(), area.right(), height - area.y];
    Object::Array(corners.map(points).to_vec())
}

/// What readers find their way by.
struct Navigation {
    structure: ObjectId,
    outline: Option<ObjectId>,
    labels: Option<Dictionary>,
    /// Places by name, as a name tree.
    names: Option<Dictionary>,
    attached: Option<Attached>,
    /// Whether viewers put the second page of a spread at the left (ISO 32000-1, 12.2).
    right_to_left: bool,
}

/// The places that other documents lead to with `file.pdf#name` (ISO 32000-1, 12.3.2.3).
fn named_destinations(names: &[(String, NodeId)], destinations: &Destinations) -> Option<Dictionary> {
    let mut sorted: Vec<(Vec<u8>, NodeId)> = Vec::with_capacity(names.len());
    for (name, node) in names {
        if let Object::String(bytes, _) = text(name) {
            sorted.push((bytes, *node));
        }
    }
    // A stable sort: of equal names the first counts.
    sort_by(&mut sorted, |one, other| one.0.cmp(&other.0));
    sorted.dedup_by(|later, first| later.0 == first.0);
    let mut pairs = Vec::new();
    for (name, node) in sorted {
        if let Some(destination) = destinations.named(node) {
            pairs.extend([Object::String(name, StringFormat::Literal), destination]);
        }
    }
    (!pairs.is_empty()).then(|| [("Names", Object::Array(pairs))].into_iter().collect())
}

fn complete_catalog(
    document: &mut Document,
    information: &Information,
    standards: Standards,
    (navigation, intent): (Navigation, Option<Dictionary>),
) -> Result<ObjectId, PdfError> {
    let catalog_id = document.trailer.get(b"Root").and_then(Object::as_reference).map_err(|_| SHAPE)?;
    let metadata_id = document.add_object(metadata::xmp(information, standards));
    let Navigation { structure, outline, labels, names, attached, right_to_left } = navigation;
    let places = names.map(|names| document.add_object(names));
    let catalog = document.get_dictionary_mut(catalog_id).map_err(|_| SHAPE)?;
    if let Some(intent) = intent {
        catalog.set("OutputIntents", Object::Array(vec![Object::Dictionary(intent)]));
    }
    let mut trees = Dictionary::new();
    if let Some(places) = places {
        trees.set("Dests", places);
    }
    if let Some(Attached { files, names, .. }) = attached {
        catalog.set("AF", files);
        trees.set("EmbeddedFiles", names);
    }
    if !trees.is_empty() {
        catalog.set("Names", trees);
    }
    catalog.remove(b"PageLayout");
    catalog.remove(b"PageMode");
    catalog.set("StructTreeRoot", Object::Reference(structure));
    let marked: Dictionary = [("Marked", Object::Boolean(true))].into_iter().collect();
    catalog.set("MarkInfo", marked);
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
    let mut preferences = Dictionary::new();
    if !information.title.is_empty() {
        preferences.set("DisplayDocTitle", Object::Boolean(true));
    }
    if right_to_left {
        preferences.set("Direction", name("R2L"));
    }
    if !preferences.is_empty() {
        catalog.set("ViewerPreferences", preferences);
    }
    catalog.set("Metadata", Object::Reference(metadata_id));
    Ok(catalog_id)
}

/// What the colors of the file are: sRGB (ISO 19005-2, 6.2.3).
fn screen_intent(document: &mut Document) -> Dictionary {
    let profile = include_bytes!("../../color-profiles/sRGB-v2-magic.icc");
    output_intent(document, "GTS_PDFA1", (profile, 3), ("sRGB", "sRGB IEC61966-2.1"))
}

/// The press that the file is for (ISO 32000-1, 14.11.5).
fn press_intent(document: &mut Document, press: &Press) -> Dictionary {
    let mut intent = output_intent(document, "GTS_PDFX", (&press.bytes, 4), (&press.name, &press.name));
    if press.is_registered {
        intent.set("RegistryName", text("http://www.color.org"));
    }
    intent
}

fn output_intent(
    document: &mut Document,
    subtype: &str,
    (profile, channels): (&[u8], i64),
    (identifier, information): (&str, &str),
) -> Dictionary {
    let profile = add_profile(document, profile, channels);
    let mut intent = Dictionary::new();
    intent.set("Type", name("OutputIntent"));
    intent.set("S", name(subtype));
    intent.set("OutputConditionIdentifier", text(identifier));
    intent.set("Info", text(information));
    intent.set("DestOutputProfile", Object::Reference(profile));
    intent
}
