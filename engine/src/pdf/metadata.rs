//! The metadata of the file: the information dictionary (ISO 32000-1, 14.3.3), and XMP metadata with the same values
//! (ISO 16684-1).

use lopdf::{Dictionary, Object, Stream, StringFormat};
use sha2::{Digest, Sha256};

use crate::pdf::Information;
use crate::pdf::conformance::{PdfVersion, Standards};
use crate::pdf::schema::{MetadataSchema, described_property, described_schema};
use crate::pdf::syntax::object::{name, text};

/// The name of the program in files.
pub(crate) const PRODUCER: &str = concat!("brochure ", env!("CARGO_PKG_VERSION"));

pub(crate) fn information_dictionary(information: &Information, standards: Standards) -> Dictionary {
    let mut dictionary = Dictionary::new();
    let entries = [
        ("Title", &information.title),
        ("Author", &information.author),
        ("Subject", &information.subject),
        ("Keywords", &information.keywords),
    ];
    for (key, value) in entries {
        if !value.is_empty() {
            dictionary.set(key, text(value));
        }
    }
    if standards.press {
        dictionary.set("Trapped", name("False"));
    }
    dictionary.set("Creator", text(PRODUCER));
    dictionary.set("Producer", text(PRODUCER));
    if let Some(date) = information.creation_date.map(date) {
        dictionary.set("CreationDate", date.clone());
        dictionary.set("ModDate", date);
    }
    dictionary
}

/// A date of the file, from seconds since 1970-01-01 UTC (ISO 32000-1, 7.9.4).
pub(crate) fn date(seconds: i64) -> Object {
    Object::String(Date::from_unix(seconds).pdf().into_bytes(), StringFormat::Literal)
}

/// The metadata stream, uncompressed so that programs without knowledge of PDF find it.
pub(crate) fn xmp(information: &Information, standards: Standards) -> Stream {
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", name("Metadata"));
    dictionary.set("Subtype", name("XML"));
    Stream::new(dictionary, packet(information, standards).into_bytes())
}

fn packet(information: &Information, standards: Standards) -> String {
    let Information { title, author, subject, keywords, language, creation_date, schema, attachments: _ } =
        information;
    let mut properties = String::from("   <dc:format>application/pdf</dc:format>\n");
    let mut property = |value: &str, before: &str, after: &str| {
        if !value.is_empty() {
            properties.push_str(&format!("   {before}{}{after}\n", escape(value)));
        }
    };
    let alternative = |element: &str| {
        (
            format!("<{element}><rdf:Alt><rdf:li xml:lang=\"x-default\">"),
            format!("</rdf:li></rdf:Alt></{element}>"),
        )
    };
    let (before, after) = alternative("dc:title");
    property(title, &before, &after);
    property(author, "<dc:creator><rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq></dc:creator>");
    let (before, after) = alternative("dc:description");
    property(subject, &before, &after);
    property(keywords, "<pdf:Keywords>", "</pdf:Keywords>");
    property(language, "<dc:language><rdf:Bag><rdf:li>", "</rdf:li></rdf:Bag></dc:language>");
    property(PRODUCER, "<pdf:Producer>", "</pdf:Producer>");
    property(PRODUCER, "<xmp:CreatorTool>", "</xmp:CreatorTool>");
    if let Some(date) = creation_date.map(Date::from_unix) {
        let date = date.xmp();
        property(&date, "<xmp:CreateDate>", "</xmp:CreateDate>");
        property(&date, "<xmp:ModifyDate>", "</xmp:ModifyDate>");
        property(&date, "<xmp:MetadataDate>", "</xmp:MetadataDate>");
    }
    let mut namespaces = String::new();
    if let Some(accessible) = standards.accessible {
        let (part, year) = accessible.identification();
        namespaces.push_str(" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"");
        properties.push_str(&format!("   <pdfuaid:part>{part}</pdfuaid:part>\n"));
        properties.push_str(&revision("pdfuaid", year));
    }
    if let Some(archive) = standards.archive {
        let (part, level, year) = archive.identification();
        namespaces.push_str(" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"");
        properties.push_str(&format!("   <pdfaid:part>{part}</pdfaid:part>\n"));
        if let Some(level) = level {
            properties.push_str(&format!("   <pdfaid:conformance>{level}</pdfaid:conformance>\n"));
        }
        properties.push_str(&revision("pdfaid", year));
    }
    if standards.press {
        namespaces.push_str(PRESS_NAMESPACES);
        properties.push_str(&press_identification(information));
    }
    if let Some(schema) = schema {
        namespaces.push_str(&format!(" xmlns:{}=\"{}\"", schema.prefix, schema.namespace));
        properties.push_str(&schema.elements());
    }
    let mut extensions = String::new();
    // PDF/A-4 lets a file have any property.
    if standards.archive.is_some() && standards.version() == PdfVersion::V1_7 {
        extensions.extend(standards.accessible.is_some().then(accessibility_schema));
        extensions.extend(schema.as_ref().map(MetadataSchema::extension));
    }
    if !extensions.is_empty() {
        namespaces.push_str(EXTENSION_NAMESPACES);
        properties.push_str(&format!(
            "   <pdfaExtension:schemas><rdf:Bag>{extensions}</rdf:Bag></pdfaExtension:schemas>\n"
        ));
    }
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n \
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n  \
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"{namespaces}>\n\
         {properties}  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

const PRESS_NAMESPACES: &str =
    " xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"";

/// What PDF/X-4 asks of the metadata (ISO 15930-7, 6.10).
fn press_identification(information: &Information) -> String {
    format!(
        "   <pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\n   <pdf:Trapped>False</pdf:Trapped>\n   \
         <xmpMM:DocumentID>{}</xmpMM:DocumentID>\n   <xmpMM:VersionID>1</xmpMM:VersionID>\n   \
         <xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n",
        document_id(information)
    )
}

/// The year of the edition of a standard.
fn revision(prefix: &str, year: Option<u16>) -> String {
    year.map(|year| format!("   <{prefix}:rev>{year}</{prefix}:rev>\n")).unwrap_or_default()
}

/// A name for the document that is the same in every edition of the file (RFC 9562, version 8).
fn document_id(information: &Information) -> String {
    let Information { title, author, subject, language, .. } = information;
    let mut hash = Sha256::new();
    for part in [title, author, subject, language] {
        hash.update(part);
        hash.update([0]);
    }
    let mut bytes = hash.finalize();
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hexadecimal: String = bytes.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let groups =
        [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| hexadecimal.get(range).unwrap_or_default());
    format!("uuid:{}", groups.join("-"))
}

const EXTENSION_NAMESPACES: &str = " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
     xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
     xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"";

/// PDF/A knows only properties that it lists or that the file describes (ISO 19005-2, 6.6.2.3.3).
fn accessibility_schema() -> String {
    let part = described_property("part", "Integer", "The part of PDF/UA that the file follows");
    described_schema(["PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid"], &part)
}

/// Escapes text for XML, without characters that XML cannot contain.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if character < ' ' && !matches!(character, '\t' | '\n' | '\r') => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A moment in UTC, in the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Date {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
}

impl Date {
    /// From seconds since 1970-01-01; years are kept to four digits.
    fn from_unix(seconds: i64) -> Date {
        const DAY: i64 = 86_400;
        // The years 1 to 9999.
        let seconds = seconds.clamp(-62_135_596_800, 253_402_300_799);
        let (mut days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        let mut year = 1970;
        // By whole cycles of the calendar, then by years: 399 at most.
        let cycles = days.div_euclid(146_097);
        year += cycles * 400;
        days -= cycles * 146_097;
        let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        while days >= 365 + i64::from(leap(year)) {
            days -= 365 + i64::from(leap(year));
            year += 1;
        }
        let mut month = 1;
        for length in [31, 28 + i64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30] {
            if days < length {
                break;
            }
            days -= length;
            month += 1;
        }
        Date {
            year,
            month,
            day: days + 1,
            hour: second / 3600,
            minute: second / 60 % 60,
            second: second % 60,
        }
    }

    fn pdf(self) -> String {
        let Date { year, month, day, hour, minute, second } = self;
        format!("D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z")
    }

    fn xmp(self) -> String {
        let Date { year, month, day, hour, minute, second } = self;
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::schema::{MetadataProperty, MetadataValue, read_property};

    #[test]
    fn dates_follow_the_calendar() {
        let date = |seconds| Date::from_unix(seconds).xmp();
        assert_eq!(date(0), "1970-01-01T00:00:00Z");
        assert_eq!(date(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(date(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(date(1_735_689_599), "2024-12-31T23:59:59Z");
        assert_eq!(date(-1), "1969-12-31T23:59:59Z");
        assert_eq!(date(i64::MAX), "9999-12-31T23:59:59Z");
        assert_eq!(date(i64::MIN), "0001-01-01T00:00:00Z");
        assert_eq!(Date::from_unix(1_735_689_599).pdf(), "D:20241231235959Z");
    }

    #[test]
    fn metadata_is_escaped_and_empty_values_are_left_out() {
        let information = Information { title: "A & <b>\u{1}".to_string(), ..Information::default() };
        let packet = packet(&information, Standards::NONE);
        assert!(packet.contains("A &amp; &lt;b&gt;</rdf:li>"));
        assert!(!packet.contains("dc:creator") && !packet.contains("CreateDate"));
        assert!(!information_dictionary(&information, Standards::NONE).has(b"Author"));
    }

    #[test]
    fn properties_of_a_program_are_read_as_they_were_written() {
        let property = |name, value| MetadataProperty { name, description: "What it is", value };
        let schema = MetadataSchema {
            description: "Own properties",
            namespace: "urn:example:1#",
            prefix: "own",
            properties: vec![
                property("one", MetadataValue::Text("a < b & c".to_string())),
                property("many", MetadataValue::List(vec!["<x>".to_string(), String::new()])),
            ],
        };
        let information = Information { schema: Some(schema), ..Information::default() };
        let described = "<pdfaProperty:valueType>seq Text</pdfaProperty:valueType>";
        for (standards, is_described) in [(Standards::NONE, false), (Standards::ARCHIVE, true)] {
            let packet = packet(&information, standards);
            assert_eq!(packet.contains(described), is_described);
            let file =
                format!("%PDF-1.7 <?xpacket begin=''?><own:one>other</own:one><?xpacket end=''?> {packet}");
            let read = |namespace, name| read_property(file.as_bytes(), namespace, "own", name);
            assert_eq!(read("urn:example:1#", "one"), ["a < b & c"]);
            assert_eq!(read("urn:example:1#", "many"), ["<x>", ""]);
            assert!(read("urn:example:1#", "none").is_empty() && read("urn:example:2#", "one").is_empty());
        }
        assert!(read_property(b"<?xpacket begin=", "", "", "").is_empty());
    }
}
