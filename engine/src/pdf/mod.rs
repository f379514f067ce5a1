//! Display lists to the bytes of a PDF file.
//!
//! printpdf makes the document: pages, font dictionaries, images. The finishing step corrects and completes its `lopdf`
//! document, and the file is written from that. Only this folder uses printpdf; `imposition` reads
//! and writes files with lopdf, too.
//!
//! `write` handles the pages in batches: it makes the display lists of a batch, scans them for new glyphs and images,
//! numbers those, and encodes and deflates the pages. So a display list lives only as long as its batch, and the pages
//! of a batch can be on several threads.

mod attachment;
mod conformance;
mod document;
mod finish;
mod graphics;
mod interactive;
pub(crate) mod metadata;
mod page;
mod press;
mod schema;
mod shell;
mod structure;
mod structure_references;
mod structure_type;
pub(crate) mod syntax;
mod text;

use std::fmt;

pub use attachment::{Attachment, Relationship};
pub(crate) use conformance::is_language_tag;
pub use conformance::{Obstacle, PdfA, PdfUa, PdfVersion, Standard, Standards, StandardsClash};
pub use document::{Content, Written, write};
pub use press::{Press, PressProblem};
pub use schema::{MetadataProperty, MetadataSchema, MetadataValue, read_property};

/// The metadata of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Information {
    /// The document's title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// What it is about.
    pub subject: String,
    /// Words to find it by, separated by commas.
    pub keywords: String,
    /// The language of the document as a BCP 47 tag; empty if it is not known.
    pub language: String,
    /// In seconds since 1970-01-01 UTC. It is never the time of the clock, so that equal input makes equal files.
    pub creation_date: Option<i64>,
    /// Properties of the program that uses the engine.
    pub schema: Option<MetadataSchema>,
    /// Files to keep with the document.
    pub attachments: Vec<Attachment>,
}

/// Why a file could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PdfError {
    /// A font cannot be reduced to the used glyphs: its path, and what is wrong.
    Font(String, String),
    /// An image cannot be decoded: its path, and what is wrong.
    Image(String, String),
    /// printpdf's document does not have the structure that the finishing step expects.
    Document(&'static str),
}

impl fmt::Display for PdfError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PdfError::Font(path, reason) => write!(formatter, "the font {path} cannot be embedded: {reason}"),
            PdfError::Image(path, reason) => {
                write!(formatter, "the image {path} cannot be decoded: {reason}")
            }
            PdfError::Document(what) => write!(formatter, "the PDF document is not as expected: {what}"),
        }
    }
}

impl std::error::Error for PdfError {}
