//! Display lists to the bytes of a PDF file.
//!
//! printpdf makes the document: pages, font dictionaries, images. What it gets wrong or cannot say
//! is put right afterwards in its `lopdf` document, and the file is written from that. Nothing
//! outside this folder knows either crate.
//!
//! `write` goes through the pages in batches: the lists of a batch are made and looked over for
//! glyphs and images that are new, those are numbered, and the pages are encoded and deflated. So a
//! display list lives only as long as its batch, and pages of a batch can be on several threads.

mod document;
mod finish;
mod graphics;
mod interactive;
mod metadata;
mod page;
mod shell;
mod syntax;
mod text;

use std::fmt;

pub use document::write;

/// What the file says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Information {
    /// The document's title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// What it is about.
    pub subject: String,
    /// The language of the document as a BCP 47 tag; empty if it is not known.
    pub language: String,
    /// In seconds since 1970-01-01 UTC. Never the clock's: the edition dates its files.
    pub creation_date: Option<i64>,
}

/// Why no file could be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PdfError {
    /// A font cannot be cut down to the glyphs that are used: its path, and what is wrong.
    Font(String, String),
    /// An image cannot be decoded: its path, and what is wrong.
    Image(String, String),
    /// printpdf's document has not the shape that the finishing step builds on.
    Document(&'static str),
}

impl fmt::Display for PdfError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PdfError::Font(path, reason) => write!(formatter, "the font {path} cannot be embedded: {reason}"),
            PdfError::Image(path, reason) => {
                write!(formatter, "the image {path} cannot be decoded: {reason}")
            }
            PdfError::Document(what) => write!(formatter, "the PDF document came out wrong: {what}"),
        }
    }
}

impl std::error::Error for PdfError {}
