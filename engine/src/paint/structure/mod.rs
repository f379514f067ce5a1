//! The structure of a document for readers who cannot see its pages (ISO 32000-1, 14.7 and 14.8): a tree of elements
//! with roles, in the order of the document wherever its parts are on the pages.
//!
//! It follows the HTML, not the boxes: a table is a table whatever its `display`, and an element that was moved by a
//! float, a column or a position is read where it is written. Elements that mean nothing by themselves (`div`, `span`)
//! are left out, text between blocks becomes a paragraph, and what the roles demand is completed: items have labels and
//! bodies, rows have equally many columns, heading levels leave no gap.

mod build;
mod lists;
mod nesting;
mod roles;
mod ruby;
mod tables;

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::css::PseudoElement;
use crate::html::NodeId;
use crate::paint::display_list::Role;

pub use build::build;
pub use roles::role_of;

/// The number of an element in its [`StructureTree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StructureId(pub u32);

impl StructureId {
    /// Its index in [`StructureTree::elements`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The structure of a document.
#[derive(Debug)]
pub struct StructureTree {
    /// The elements, by [`StructureId`].
    pub elements: Vec<StructureElement>,
    /// The element of role [`Role::Document`] that contains all others.
    pub root: StructureId,
    /// The headings that are more than one level below the heading before them; here they are one level below.
    pub deep_headings: Vec<NodeId>,
    /// The types of its elements.
    pub tag_set: TagSet,
    /// The elements that are in others that the types do not allow them in.
    pub misplaced: Vec<NodeId>,
    /// What belongs to its elements.
    contents: StructureContents,
}

/// The structure types that elements may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagSet {
    /// Those of PDF 1.7 (ISO 32000-1, 14.8.4).
    Pdf17,
    /// Those of PDF 2.0 (ISO 32000-2, 14.8.4), nested as ISO/TS 32005 has it.
    Pdf20,
}

/// The content and the links that belong to elements of a structure. All else is hidden from readers who cannot see the
/// page.
#[derive(Debug, Default)]
struct StructureContents {
    /// By the index of a text node.
    texts: Vec<bool>,
    /// Content that is not a text of the document; never iterated.
    others: FxHashSet<(NodeId, ContentPlace)>,
    /// The `a` elements; never iterated.
    links: FxHashSet<NodeId>,
}

impl StructureTree {
    /// A tree of these elements.
    pub fn new(elements: Vec<StructureElement>, root: StructureId) -> StructureTree {
        StructureTree {
            elements,
            root,
            deep_headings: Vec::new(),
            tag_set: TagSet::Pdf17,
            misplaced: Vec::new(),
            contents: StructureContents::default(),
        }
    }

    /// Whether content belongs to an element.
    pub fn has_content(&self, node: NodeId, place: ContentPlace) -> bool {
        match place {
            ContentPlace::Text(text) => self.contents.texts.get(text.index()).copied().unwrap_or(false),
            place => self.contents.others.contains(&(node, place)),
        }
    }

    /// Whether an `a` element is an element of the structure.
    pub fn has_link(&self, node: NodeId) -> bool {
        self.contents.links.contains(&node)
    }

    /// An element by its number, which must be of this tree.
    pub fn get(&self, id: StructureId) -> &StructureElement {
        &self.elements[id.index()]
    }
}

/// An element of the structure.
#[derive(Debug)]
pub struct StructureElement {
    /// What it is.
    pub role: Role,
    /// The element of the document; for one that was added, that of its parent.
    pub node: NodeId,
    /// What it contains, in the order in which it is read.
    pub kids: Vec<StructureKid>,
    /// What only some elements have.
    pub properties: Option<Box<StructureProperties>>,
}

/// What an element of the structure contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructureKid {
    /// Another element.
    Element(StructureId),
    /// What is painted for a part of an element.
    Content(NodeId, ContentPlace),
}

/// The place of painted content in its element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentPlace {
    /// One of its texts.
    Text(NodeId),
    /// What it shows by itself: a picture, the value of a form control.
    #[default]
    Own,
    /// `::before`.
    Before,
    /// `::after`.
    After,
    /// `::marker`.
    Marker,
    /// `::footnote-call`, which is in the text around the note.
    FootnoteCall,
    /// `::footnote-marker`.
    FootnoteMarker,
}

impl ContentPlace {
    /// The place of what a pseudo-element generates; a first letter and a first line are of the element's own content.
    pub(crate) fn of(pseudo: Option<PseudoElement>) -> ContentPlace {
        match pseudo {
            None | Some(PseudoElement::FirstLetter | PseudoElement::FirstLine) => ContentPlace::Own,
            Some(PseudoElement::Before) => ContentPlace::Before,
            Some(PseudoElement::After) => ContentPlace::After,
            Some(PseudoElement::Marker) => ContentPlace::Marker,
            Some(PseudoElement::FootnoteCall) => ContentPlace::FootnoteCall,
            Some(PseudoElement::FootnoteMarker) => ContentPlace::FootnoteMarker,
        }
    }
}

/// The properties of an element of the structure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StructureProperties {
    /// Its language as a BCP 47 tag, where it is not that of its parent.
    pub language: Option<Arc<str>>,
    /// The text to be read instead of a picture.
    pub alternative: Option<String>,
    /// What an abbreviation stands for.
    pub expansion: Option<String>,
    /// The name by which other elements refer to it.
    pub identifier: Option<String>,
    /// Of a cell.
    pub cell: Option<CellProperties>,
    /// How the items of a list are numbered.
    pub numbering: Option<ListNumbering>,
}

/// The properties of a table cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellProperties {
    /// Of a header cell: the cells that it is the header of.
    pub scope: Option<HeaderScope>,
    /// The number of columns that it spans.
    pub columns: u32,
    /// The number of rows that it spans.
    pub rows: u32,
    /// The identifiers of its header cells, where the document names them.
    pub headers: Vec<String>,
}

/// The cells that a header cell is the header of (ISO 32000-1, table 349).
#[allow(missing_docs, reason = "the names are the specification's")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderScope {
    Row,
    Column,
}

/// How the items of a list are numbered (ISO 32000-1, table 347).
#[allow(missing_docs, reason = "the names are the specification's")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListNumbering {
    None,
    Disc,
    Circle,
    Square,
    Decimal,
    UpperRoman,
    LowerRoman,
    UpperAlpha,
    LowerAlpha,
    /// In PDF 2.0 only: the labels are terms.
    Description,
    /// In PDF 2.0 only, for labels that are not named above.
    Ordered,
    /// In PDF 2.0 only, as `Ordered`.
    Unordered,
}
