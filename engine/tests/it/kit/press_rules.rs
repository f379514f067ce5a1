//! The requirements of PDF/X-4 (ISO 15930-7) that can be tested by reading a file. Each fault begins with its clause; where
//! that is one of ISO 32000-1, PDF/X demands what is optional there.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, Stream};

/// What of PDF/X-4 a file with the four process inks does not follow.
pub fn faults(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let mut faults = Vec::new();
    let mut require = |is_right: bool, fault: &str| {
        if !is_right {
            faults.push(fault.to_string());
        }
    };
    require(pdf.starts_with(b"%PDF-1.6\n"), "6.1: the file is not one of PDF 1.6");
    require(!document.trailer.has(b"Encrypt"), "ISO 32000-1, 7.6: the file is encrypted");
    require(document.trailer.has(b"ID"), "6.10: the file has no identifier");
    let catalog = document.catalog().expect("a catalog");
    for (key, fault) in [
        (&b"AcroForm"[..], "6.26: there is a form"),
        (b"OCProperties", "6.24: there is optional content"),
        (b"OpenAction", "6.18: something happens when the file is opened"),
        (b"AA", "6.18: the document has actions"),
    ] {
        require(!catalog.has(key), fault);
    }
    information(&document, &mut require);
    intent(&document, catalog, &mut require);
    for page in document.page_iter() {
        boxes(document.get_dictionary(page).expect("a page"), &mut require);
    }
    for object in document.objects.values() {
        if let Some(dictionary) = dictionary(object) {
            entries(&document, dictionary, &mut require);
        }
        if let Ok(stream) = object.as_stream() {
            self::stream(stream, &mut require);
        }
    }
    for page in document.page_iter() {
        operators(&document.get_page_content(page), &mut require);
    }
    faults
}

fn dictionary(object: &Object) -> Option<&Dictionary> {
    object.as_dict().ok().or_else(|| object.as_stream().ok().map(|stream| &stream.dict))
}

fn is_named(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dictionary.get(key).and_then(Object::as_name).is_ok_and(|found| found == name)
}

fn information(document: &Document, require: &mut impl FnMut(bool, &str)) {
    let information = document.trailer.get(b"Info").and_then(Object::as_reference);
    let information =
        information.and_then(|id| document.get_dictionary(id)).expect("an information dictionary");
    for key in ["Title", "CreationDate", "ModDate"] {
        require(information.has(key.as_bytes()), &format!("6.10: the information has no {key}"));
    }
    let is_trapped = [&b"True"[..], b"False"].iter().any(|value| is_named(information, b"Trapped", value));
    require(is_trapped, "6.10: the file does not say whether it is trapped");
    let metadata = document.catalog().and_then(|catalog| catalog.get(b"Metadata"));
    let metadata = metadata.and_then(Object::as_reference).and_then(|id| document.get_object(id));
    let packet =
        metadata.and_then(Object::as_stream).map(|stream| stream.content.clone()).unwrap_or_default();
    let packet = String::from_utf8_lossy(&packet).into_owned();
    for property in [
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<xmpMM:DocumentID>uuid:",
        "<xmpMM:VersionID>",
        "<xmpMM:RenditionClass>",
        "<xmp:CreateDate>",
        "<xmp:ModifyDate>",
        "<xmp:MetadataDate>",
        "<dc:title>",
        "<pdf:Trapped>",
    ] {
        require(packet.contains(property), &format!("6.10: the metadata has no {property}"));
    }
}

fn intent(document: &Document, catalog: &Dictionary, require: &mut impl FnMut(bool, &str)) {
    let intents = catalog.get(b"OutputIntents").and_then(Object::as_array);
    let intents = intents.iter().flat_map(|intents| intents.iter());
    let intents = intents.filter_map(|intent| document.dereference(intent).ok()?.1.as_dict().ok());
    let intents: Vec<&Dictionary> = intents.filter(|intent| is_named(intent, b"S", b"GTS_PDFX")).collect();
    let [intent] = intents.as_slice() else {
        return require(false, "ISO 32000-1, 14.11.5: there is not one output intent for the press");
    };
    for key in ["OutputConditionIdentifier", "Info"] {
        require(intent.has(key.as_bytes()), &format!("ISO 32000-1, 14.11.5: the output intent has no {key}"));
    }
    let profile = intent.get(b"DestOutputProfile").and_then(Object::as_reference);
    let profile = profile.and_then(|id| document.get_object(id)).and_then(Object::as_stream);
    let Ok(profile) = profile else {
        return require(false, "6.4: the output intent has no profile");
    };
    let bytes = profile.decompressed_content().unwrap_or_default();
    require(bytes.get(12..16) == Some(b"prtr"), "6.4: the profile is not that of an output device");
    require(bytes.get(16..20) == Some(b"CMYK"), "6.4: the profile is not for four inks");
    require(
        profile.dict.get(b"N").and_then(Object::as_i64).ok() == Some(4),
        "6.4: the profile has not four channels",
    );
}

fn boxes(page: &Dictionary, require: &mut impl FnMut(bool, &str)) {
    let rectangle = |key: &[u8]| -> Option<Vec<f32>> {
        page.get(key).and_then(Object::as_array).ok()?.iter().map(|side| side.as_float().ok()).collect()
    };
    let is_inside = |inner: &[f32], outer: &[f32]| {
        inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
    };
    require(!page.has(b"ArtBox"), "ISO 32000-1, 14.11.2: the page has an art box");
    let (Some(media), Some(trim)) = (rectangle(b"MediaBox"), rectangle(b"TrimBox")) else {
        return require(false, "ISO 32000-1, 14.11.2: the page has no trim box");
    };
    let bleed = rectangle(b"BleedBox").unwrap_or_else(|| media.clone());
    require(
        is_inside(&trim, &bleed) && is_inside(&bleed, &media),
        "ISO 32000-1, 14.11.2: the boxes of the page are not inside one another",
    );
    let side = |from: usize| media[from + 2] - media[from];
    let is_in_range = |side: f32| (3.0..=14_400.0).contains(&side);
    require(is_in_range(side(0)) && is_in_range(side(1)), "6.25: the page is too small or too large");
    require(!page.has(b"AA"), "6.18: the page has actions");
    require(!page.has(b"Annots"), "6.17: the page has annotations");
}

/// Entries that no dictionary, or no dictionary of its type, may have.
fn entries(document: &Document, dictionary: &Dictionary, require: &mut impl FnMut(bool, &str)) {
    for (key, fault) in [
        (&b"JavaScript"[..], "6.18: there is a script"),
        (b"EmbeddedFiles", "ISO 32000-1, 7.11.4: a file is attached"),
        (b"EF", "ISO 32000-1, 7.11.4: a file is attached"),
        (b"OPI", "ISO 32000-1, 14.11.7: a picture stands for another one"),
        (b"Alternates", "ISO 32000-1, 8.9.5.4: a picture stands for another one"),
        (b"TR", "6.13: there is a transfer function"),
        (b"HTP", "6.13: there is a halftone phase"),
    ] {
        require(!dictionary.has(key), fault);
    }
    require(!is_named(dictionary, b"Subtype", b"PS"), "6.14: there is PostScript");
    if let Ok(intent) = dictionary.get(b"Intent").and_then(Object::as_name) {
        let known = [&b"AbsoluteColorimetric"[..], b"RelativeColorimetric", b"Saturation", b"Perceptual"];
        require(known.contains(&intent), "6.23: there is an unknown rendering intent");
    }
    if is_named(dictionary, b"Type", b"FontDescriptor") {
        let is_embedded =
            [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| dictionary.has(key));
        require(is_embedded, "6.5: a font is not embedded");
    }
    let is_allowed = |space: &Object| match document.dereference(space).map(|(_, space)| space) {
        Ok(Object::Name(name)) => matches!(name.as_slice(), b"DeviceGray" | b"DeviceCMYK" | b"Pattern"),
        Ok(Object::Array(parts)) => {
            parts.first().and_then(|kind| kind.as_name().ok()) == Some(b"Separation")
                && parts.get(2).and_then(|space| space.as_name().ok()) == Some(b"DeviceCMYK")
        }
        _ => false,
    };
    for key in [&b"ColorSpace"[..], b"CS"] {
        // In resources, `/ColorSpace` is a dictionary of them.
        match dictionary.get(key) {
            Ok(Object::Dictionary(spaces)) => {
                require(
                    spaces.iter().all(|(_, space)| is_allowed(space)),
                    "6.4: there is a color space of a screen",
                );
            }
            Ok(space) => require(is_allowed(space), "6.4: there is a color space of a screen"),
            Err(_) => {}
        }
    }
}

fn stream(stream: &Stream, require: &mut impl FnMut(bool, &str)) {
    require(!stream.dict.has(b"F"), "ISO 32000-1, 7.3.8: the data of a stream are outside the file");
    require(
        !is_named(&stream.dict, b"Filter", b"LZWDecode"),
        "ISO 32000-1, 7.4.4: data are compressed with LZW",
    );
    let is_content = is_named(&stream.dict, b"Subtype", b"Form") || stream.dict.has(b"PatternType");
    if is_content && !stream.dict.has(b"ShadingType") {
        operators(&stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()), require);
    }
}

fn operators(content: &[u8], require: &mut impl FnMut(bool, &str)) {
    let content = Content::decode(content).expect("a content stream");
    let mut saved = 0;
    for operation in &content.operations {
        match operation.operator.as_str() {
            "rg" | "RG" => require(false, "6.4: a color is one of a screen"),
            "BX" | "EX" => require(false, "6.19: unknown operators are allowed"),
            "q" => saved += 1,
            "Q" => saved -= 1,
            _ => {}
        }
        require(saved <= 28, "6.25: the graphics state is saved too often");
    }
}
