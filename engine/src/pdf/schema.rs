//! Properties of a program's own in the XMP metadata, and their description, without which PDF/A-2 and PDF/A-3 do not
//! allow them (ISO 19005-2, 6.6.2.3.3).

use std::fmt::Write;

use crate::pdf::metadata::escape;

/// The properties of one namespace. Its texts are those of a program, so they need no escapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataSchema {
    /// What the properties are about.
    pub description: &'static str,
    /// The namespace, which ends with `/` or `#`.
    pub namespace: &'static str,
    /// The prefix of the names.
    pub prefix: &'static str,
    /// The properties, in their order in the file.
    pub properties: Vec<MetadataProperty>,
}

/// A property and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataProperty {
    /// Its name without the prefix.
    pub name: &'static str,
    /// What it says.
    pub description: &'static str,
    /// Its value.
    pub value: MetadataValue,
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetadataValue {
    /// One text.
    Text(String),
    /// Texts in an order.
    List(Vec<String>),
}

impl MetadataSchema {
    /// The elements of the properties.
    pub(crate) fn elements(&self) -> String {
        let mut elements = String::new();
        for MetadataProperty { name, value, .. } in &self.properties {
            let name = format!("{}:{name}", self.prefix);
            let value = match value {
                MetadataValue::Text(text) => escape(text),
                MetadataValue::List(items) => {
                    let items = items.iter().map(|item| format!("<rdf:li>{}</rdf:li>", escape(item)));
                    format!("<rdf:Seq>{}</rdf:Seq>", items.collect::<String>())
                }
            };
            // Writing to a text does not fail.
            let _ = writeln!(elements, "   <{name}>{value}</{name}>");
        }
        elements
    }

    /// The description of the properties: an item of `pdfaExtension:schemas`.
    pub(crate) fn extension(&self) -> String {
        let properties = self.properties.iter().map(|property| {
            let kind = match property.value {
                MetadataValue::Text(_) => "Text",
                MetadataValue::List(_) => "seq Text",
            };
            described_property(property.name, kind, property.description)
        });
        let properties: String = properties.collect();
        described_schema([self.description, self.namespace, self.prefix], &properties)
    }
}

/// The description of a schema, given by its description, namespace and prefix, with the descriptions of its properties.
pub(crate) fn described_schema([description, namespace, prefix]: [&str; 3], properties: &str) -> String {
    format!(
        "<rdf:li rdf:parseType=\"Resource\">
    <pdfaSchema:schema>{description}</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>
   </rdf:li>"
    )
}

/// The description of a property.
pub(crate) fn described_property(name: &str, kind: &str, description: &str) -> String {
    format!(
        "<rdf:li rdf:parseType=\"Resource\">
     <pdfaProperty:name>{name}</pdfaProperty:name>
     <pdfaProperty:valueType>{kind}</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>{description}</pdfaProperty:description>
    </rdf:li>"
    )
}

/// The texts of a property of a namespace in a file that [`write`](crate::pdf::write) has written; empty if it has none.
/// Other programs may write metadata differently, and then none is found either.
pub fn read_property(file: &[u8], namespace: &str, prefix: &str, name: &str) -> Vec<String> {
    let Some(packet) = packet(file) else { return Vec::new() };
    let declared = packet.contains(&format!(" xmlns:{prefix}=\"{namespace}\""));
    let name = format!("{prefix}:{name}>");
    let value = between(packet, &format!("<{name}"), &format!("</{name}")).filter(|_| declared);
    match value {
        None => Vec::new(),
        Some(value) => match between(value, "<rdf:Seq>", "</rdf:Seq>") {
            None => vec![unescape(value)],
            Some(items) => items
                .split("<rdf:li>")
                .skip(1)
                .map(|item| unescape(item.trim_end_matches("</rdf:li>")))
                .collect(),
        },
    }
}

/// The metadata of the document, which is the last packet: attached files have theirs before it or compressed.
fn packet(file: &[u8]) -> Option<&str> {
    const START: &[u8] = b"<?xpacket begin=";
    const END: &[u8] = b"<?xpacket end=";
    let find = |from: &[u8], what: &[u8]| from.windows(what.len()).position(|window| window == what);
    let start = file.windows(START.len()).rposition(|window| window == START)?;
    let rest = file.get(start..)?;
    std::str::from_utf8(rest.get(..find(rest, END)?)?).ok()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(inside, _)| inside)
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
