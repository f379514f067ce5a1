//! What is kept in a PDF for archives: the data that it was made from, the memberships as a table, the evidence.

use std::path::Path;

use rustc_hash::FxHashSet;

use crate::data::{Brochure, Countries, Located, Membership, Quantity, without_internal};
use engine::diagnostics::{Diagnostic, Diagnostics};
use engine::pdf::{Attachment, Relationship};
use engine::resources::Resources;

/// An attachment, and the path of the evidence that it is; empty for data.
pub(super) struct Attached {
    pub(super) path: String,
    pub(super) attachment: Attachment,
}

/// The attachments of a brochure. Reports evidence that cannot be read.
pub(super) fn collect(
    brochure: &Brochure,
    language: &str,
    resources: &Resources,
    diagnostics: &mut Diagnostics,
) -> Vec<Attached> {
    let mut attachments = vec![Attached {
        path: String::new(),
        attachment: Attachment {
            name: "memberships.csv".to_string(),
            description: "The memberships as a table".to_string(),
            media_type: "text/csv".to_string(),
            relationship: Relationship::Data,
            bytes: table(brochure, language),
        },
    }];
    let data = brochure.files.iter().map(|file| (file.path.as_str(), None));
    let evidence = evidence(brochure).map(|file| (file.value.as_str(), Some(file.span)));
    let mut attached: FxHashSet<&str> = FxHashSet::default();
    for (path, place) in data.chain(evidence) {
        if !attached.insert(path) {
            continue;
        }
        let file = match resources.read_path(path) {
            Ok(file) => file,
            Err(error) => {
                diagnostics.push(
                    Diagnostic::error(format!("a file cannot be attached: {error}"))
                        .at_maybe(place, "named here")
                        .help("Correct the path, or put the file there."),
                );
                continue;
            }
        };
        let is_data = place.is_none();
        let Some((bytes, is_whole)) =
            (if is_data { published(&file.bytes) } else { Some((file.bytes.to_vec(), true)) })
        else {
            let message = format!("the facts under `internal` cannot be separated from the rest of {path}");
            let help = "Write `internal:` at the beginning of a line, and below it, indented, only what belongs to it.";
            diagnostics.push(Diagnostic::error(message).path(Path::new(path)).help(help));
            continue;
        };
        let description = match (is_data, is_whole) {
            (true, true) => "Data from which the brochure was made",
            (true, false) => "Data from which the brochure was made, without what is internal",
            (false, _) => "Evidence for the brochure",
        };
        attachments.push(Attached {
            path: if is_data { String::new() } else { path.to_string() },
            attachment: Attachment {
                name: unused_name(&flat(path), &attachments),
                description: description.to_string(),
                media_type: if is_data { "application/yaml" } else { media_type(path) }.to_string(),
                relationship: if is_data { Relationship::Source } else { Relationship::Supplement },
                bytes,
            },
        });
    }
    attachments
}

/// All files that prove something, in the order of the data.
fn evidence(brochure: &Brochure) -> impl Iterator<Item = &Located<String>> {
    let whole = brochure.publication.sources.iter().chain(&brochure.institution.sources);
    let single = brochure.memberships.iter().flat_map(|membership| {
        let sources = membership.all_sources().into_iter().filter_map(|source| source.value.file.as_ref());
        let evidence = membership.evidence.iter().map(|evidence| &evidence.file);
        evidence
            .chain(membership.agreements.iter().filter_map(|agreement| agreement.file.as_ref()))
            .chain(sources)
    });
    whole.filter_map(|source| source.value.file.as_ref()).chain(single)
}

/// A file of the data as it may be given away, and whether that is all of it; `None` if what is internal cannot be
/// separated.
fn published(bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    let text = without_internal(std::str::from_utf8(bytes).ok()?)?;
    let is_whole = text.len() == bytes.len();
    Some((text.into_bytes(), is_whole))
}

/// The name, with a number if another attachment has it: files of two folders may be called alike.
fn unused_name(name: &str, attachments: &[Attached]) -> String {
    let numbered = (2..).map(|number| format!("{number}-{name}"));
    let is_unused = |name: &String| attachments.iter().all(|other| other.attachment.name != *name);
    std::iter::once(name.to_string()).chain(numbered).find(is_unused).unwrap_or_default()
}

/// A path as the name of a file in no folder.
fn flat(path: &str) -> String {
    path.strip_prefix("data/").unwrap_or(path).replace(['/', '\\'], "-")
}

/// The kind of a file, by its name (RFC 2046).
fn media_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("pdf") => "application/pdf",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        Some("txt") => "text/plain",
        Some("htm" | "html") => "text/html",
        _ => "application/octet-stream",
    }
}

const COLUMNS: [&str; 14] = [
    "id",
    "name",
    "native_name",
    "abbreviation",
    "status",
    "year",
    "founded",
    "region",
    "members",
    "countries",
    "governing_body",
    "website",
    "sources",
    "verified",
];

/// The memberships as a table (RFC 4180), one a row.
fn table(brochure: &Brochure, language: &str) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(COLUMNS);
    for membership in &brochure.memberships {
        let _ = writer.write_record(row(membership, language));
    }
    writer.into_inner().unwrap_or_default()
}

fn row(membership: &Membership, language: &str) -> [String; COLUMNS.len()] {
    let text = |text: &Option<crate::data::Text>| {
        text.as_ref().map(|text| text.in_language(language).to_string()).unwrap_or_default()
    };
    let year = |year: &Option<crate::data::Located<i32>>| {
        year.as_ref().map(|year| year.value.to_string()).unwrap_or_default()
    };
    let members: Vec<String> = membership
        .members
        .iter()
        .map(|count| format!("{} {}", quantity(&count.count), count.of.in_language(language)))
        .collect();
    let countries = match &membership.countries {
        Countries::Unknown => String::new(),
        Countries::Count(count) => quantity(count),
        Countries::List(names) => {
            names.iter().map(|name| name.in_language(language)).collect::<Vec<_>>().join("; ")
        }
    };
    let sources: Vec<String> = membership
        .sources
        .iter()
        .filter_map(|source| {
            let address = source.value.url.as_ref().or(source.value.file.as_ref());
            let title = source.value.title.as_ref().map(|title| title.in_language(language).to_string());
            address.map(|address| address.value.clone()).or(title)
        })
        .collect();
    let verified = membership.sources.iter().filter_map(|source| source.value.verified.as_ref());
    let latest = verified.map(|date| date.value).max_by_key(|date| (date.year, date.month, date.day));
    let date = |date: crate::data::Date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    [
        membership.id.value.clone(),
        membership.name.in_language(language).to_string(),
        text(&membership.native_name),
        text(&membership.abbreviation),
        membership.university.status.value.keyword().to_string(),
        year(&membership.university.year),
        year(&membership.founded),
        text(&membership.region),
        members.join("; "),
        countries,
        text(&membership.governing_body),
        membership.website.as_ref().map(|address| address.value.clone()).unwrap_or_default(),
        sources.join("; "),
        latest.map(date).unwrap_or_default(),
    ]
}

/// A number with its precision as in the data: "139", "more_than 50".
fn quantity(quantity: &Quantity) -> String {
    match quantity.precision {
        crate::data::Precision::Exactly => quantity.value.to_string(),
        precision => format!("{} {}", precision.keyword(), quantity.value),
    }
}
