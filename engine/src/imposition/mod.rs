//! Imposition: the pages of a PDF file, two beside each other on each side of a sheet of paper, in the order in which
//! the folded and bound sheets are read.
//!
//! [`impose`] reads any PDF file that is not encrypted and writes another one, whose pages are the sides of the sheets.
//! Each page becomes a form (ISO 32000-1, 8.10) with its own content and resources. The result is for a printer: it
//! has no structure, links or outline, and claims no standard.
//!
//! `order` knows which page is where, `source` what a page is and looks like, `sheet` how a side is drawn.

mod appearance;
mod geometry;
mod order;
mod sheet;
mod source;

use std::fmt;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::guard::guarded;
use crate::pdf::metadata;
use crate::pdf::syntax::object::{name, text};
use crate::pdf::syntax::writer::{self, FileStart, RawObjects};
use crate::pdf::{Information, PdfVersion, Standards};
use crate::units::{Length, Size};
use sheet::Press;
use source::Source;

/// The edge at which the pages are bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// For languages that are written from left to right.
    Left,
    /// For languages that are written from right to left.
    Right,
}

/// The edge over which the printer turns a sheet to print its back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flip {
    /// The short edge.
    #[default]
    Short,
    /// The long edge.
    Long,
}

/// How a booklet is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Booklet {
    /// `None` for that of the document's language.
    pub binding: Option<Binding>,
    /// The number of sheets that are folded together; `None` for all of them, which are then stitched in the fold.
    pub signature: Option<u16>,
    /// How the printer turns a sheet.
    pub flip: Flip,
    /// The thickness of a sheet. Each sheet inside another one sticks out by that, and is trimmed by that; its pages move
    /// toward the spine by as much, so that their outer margins stay equal.
    pub creep: Length,
    /// Whether to draw marks for folding and trimming.
    pub marks: bool,
    /// The size of the paper; `None` for exactly two pages.
    pub sheet: Option<Size>,
    /// Whether to scale pages down that are too large for the paper.
    pub fit: bool,
    /// Whether the last page is on the outside, and blank pages are before it.
    pub keep_back_cover: bool,
}

/// A file with the sides of the sheets.
#[derive(Debug)]
pub struct Imposed {
    /// The bytes of the file.
    pub pdf: Vec<u8>,
    /// The number of pages of the document.
    pub pages: usize,
    /// The number of blank pages that were added.
    pub blank_pages: usize,
    /// The number of sheets, each with two sides.
    pub sheets: usize,
    /// The number of signatures.
    pub signatures: usize,
    /// The edge at which the pages are bound.
    pub binding: Binding,
    /// The scale of the pages; 1 for their own size.
    pub scale: f64,
    /// What was not possible.
    pub warnings: Vec<Warning>,
}

/// What an imposed file lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The paper has no room for some of the marks.
    NoRoomForMarks,
    /// The pages have several sizes. They are aligned at the spine, and trimmed to the largest size.
    SeveralSizes,
}

/// Why a file cannot be imposed.
#[derive(Clone, Debug, PartialEq)]
pub enum ImpositionError {
    /// It is not a PDF file, or too damaged to be read.
    Unreadable(String),
    /// It is encrypted.
    Encrypted,
    /// It has no pages.
    NoPages,
    /// The content of this page, counted from 1, cannot be read.
    Content(usize),
    /// Two pages are larger than the paper: the size of both pages together, and that of the paper.
    SheetTooSmall([f64; 2], [f64; 2]),
    /// The creep of the innermost sheet, in points, is more than a quarter of a page's width.
    CreepTooLarge(f64),
}

impl fmt::Display for ImpositionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millimeters = |[width, height]: [f64; 2]| {
            format!("{:.0} × {:.0} mm", width * MILLIMETERS_A_POINT, height * MILLIMETERS_A_POINT)
        };
        match self {
            ImpositionError::Unreadable(reason) => write!(formatter, "it cannot be read as a PDF: {reason}"),
            ImpositionError::Encrypted => write!(formatter, "it is encrypted"),
            ImpositionError::NoPages => write!(formatter, "it has no pages"),
            ImpositionError::Content(page) => write!(formatter, "the content of page {page} is damaged"),
            ImpositionError::SheetTooSmall(pages, sheet) => write!(
                formatter,
                "two of its pages side by side are {}, more than the sheet of {}",
                millimeters(*pages),
                millimeters(*sheet)
            ),
            ImpositionError::CreepTooLarge(creep) => write!(
                formatter,
                "its innermost pages would move by {:.0} mm, more than a quarter of their width",
                creep * MILLIMETERS_A_POINT
            ),
        }
    }
}

impl std::error::Error for ImpositionError {}

const MILLIMETERS_A_POINT: f64 = 25.4 / 72.0;

/// Imposes the pages of a PDF file. `title` is used if the file has no title; `creation_date` is in seconds since 1970.
///
/// # Errors
/// See [`ImpositionError`].
pub fn impose(
    bytes: &[u8],
    title: &str,
    creation_date: Option<i64>,
    booklet: &Booklet,
) -> Result<Imposed, ImpositionError> {
    // lopdf may panic on numbers that no program writes.
    let damaged = || ImpositionError::Unreadable("its objects are damaged".to_string());
    guarded(|| {
        let mut source = Source::read(bytes)?;
        source.title = source.title.take().or_else(|| Some(title.to_string()));
        impose_source(source, creation_date, booklet)
    })
    .unwrap_or_else(|| Err(damaged()))
}

fn impose_source(
    source: Source,
    creation_date: Option<i64>,
    booklet: &Booklet,
) -> Result<Imposed, ImpositionError> {
    let Source { mut document, pages, title, language, binding, kept } = source;
    let binding = booklet.binding.unwrap_or(binding);
    let order = order::order(pages.len(), booklet, binding);
    let press = Press::new(&pages, booklet, &order.sheets)?;
    let mut forms = Vec::with_capacity(pages.len());
    for (page, number) in pages.iter().zip(1..) {
        forms.push(page.form(&mut document, number)?);
    }
    let tree = document.new_object_id();
    let mut kids = Vec::with_capacity(order.sheets.len() * 2);
    for sheet in &order.sheets {
        for side in press.sides(sheet, &pages, &forms) {
            kids.push(Object::Reference(side.add_to(&mut document, tree)));
        }
    }
    let mut pages_node = Dictionary::new();
    pages_node.set("Type", name("Pages"));
    pages_node.set("Count", Object::Integer(kids.len() as i64));
    pages_node.set("Kids", Object::Array(kids));
    document.set_object(tree, pages_node);
    let mut imposed = Imposed {
        pdf: Vec::new(),
        pages: pages.len(),
        blank_pages: order.blank_pages,
        sheets: order.sheets.len(),
        signatures: order.signatures,
        binding,
        scale: press.scale,
        warnings: press.warnings,
    };
    let information = Information {
        title: title.unwrap_or_default(),
        subject: description(&imposed, booklet),
        language,
        creation_date,
        ..Information::default()
    };
    let mut catalog = Dictionary::new();
    catalog.set("Type", name("Catalog"));
    catalog.set("Pages", Object::Reference(tree));
    for (key, value) in kept {
        catalog.set(key, value);
    }
    if !information.language.is_empty() {
        catalog.set("Lang", text(&information.language));
    }
    let duplex = match booklet.flip {
        Flip::Short => "DuplexFlipShortEdge",
        Flip::Long => "DuplexFlipLongEdge",
    };
    let preferences: Dictionary = [
        ("DisplayDocTitle", Object::Boolean(true)),
        ("PrintScaling", name("None")),
        ("Duplex", name(duplex)),
    ]
    .into_iter()
    .collect();
    catalog.set("ViewerPreferences", preferences);
    let metadata = document.add_object(metadata::xmp(&information, Standards::NONE));
    catalog.set("Metadata", Object::Reference(metadata));
    let information = document.add_object(metadata::information_dictionary(&information, Standards::NONE));
    imposed.pdf = written(document, catalog, information);
    Ok(imposed)
}

/// What the metadata says of the file.
fn description(imposed: &Imposed, booklet: &Booklet) -> String {
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let flip = match booklet.flip {
        Flip::Short => "short",
        Flip::Long => "long",
    };
    let gathered = match booklet.signature {
        Some(_) => count(imposed.signatures, "signature"),
        None => "saddle stitch".to_string(),
    };
    format!(
        "Imposed as a booklet: {} on {}, {gathered}, turned over the {flip} edge",
        count(imposed.pages, "page"),
        count(imposed.sheets, "sheet"),
    )
}

fn written(mut document: Document, catalog: Dictionary, information: ObjectId) -> Vec<u8> {
    // The structure that these lead to is not in the file.
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            stream.dict.remove(b"StructParents");
            stream.dict.remove(b"StructParent");
        }
    }
    let catalog = document.add_object(catalog);
    let start = FileStart { version: PdfVersion::V1_7, catalog, information: Some(information) };
    writer::write(document, start, &[], |_, _| RawObjects::default())
}
