//! The names of structure types and attributes (ISO 32000-1, 14.8.4 and 14.8.5; ISO 32000-2, 14.8.4 to 14.8.6).

use lopdf::{Dictionary, Object};

use crate::paint::Role;
use crate::paint::structure::{CellProperties, HeaderScope, ListNumbering};
use crate::pdf::syntax::object::{name, text};

/// A namespace of structure types (ISO 32000-2, 14.8.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// The types of PDF 1.7, for those that PDF 2.0 has dropped.
    Pdf17,
    /// The types of PDF 2.0.
    Pdf20,
}

impl Namespace {
    /// In the order in which the root of the tree lists them.
    pub(crate) const ALL: [Namespace; 2] = [Namespace::Pdf17, Namespace::Pdf20];

    /// Its name.
    pub(crate) fn address(self) -> &'static str {
        match self {
            Namespace::Pdf17 => "http://iso.org/pdf/ssn",
            Namespace::Pdf20 => "http://iso.org/pdf2/ssn",
        }
    }

    /// The one that has the type of a role in PDF 2.0 (ISO 32000-2, table 366).
    pub(crate) fn of(role: Role) -> Namespace {
        match role {
            Role::Article
            | Role::BlockQuote
            | Role::TableOfContents
            | Role::TableOfContentsItem
            | Role::Quote
            | Role::Reference
            | Role::Code => Namespace::Pdf17,
            _ => Namespace::Pdf20,
        }
    }
}

/// The structure type of a role in PDF 2.0.
pub(crate) fn role_name_2_0(role: Role) -> &'static str {
    match role {
        Role::Note => "FENote",
        role => role_name(role),
    }
}

pub(crate) fn cell_attributes(cell: &CellProperties) -> Dictionary {
    let mut attributes: Dictionary = [("O", name("Table"))].into_iter().collect();
    if let Some(scope) = cell.scope {
        let scope = match scope {
            HeaderScope::Row => "Row",
            HeaderScope::Column => "Column",
        };
        attributes.set("Scope", name(scope));
    }
    if cell.columns > 1 {
        attributes.set("ColSpan", Object::Integer(i64::from(cell.columns)));
    }
    if cell.rows > 1 {
        attributes.set("RowSpan", Object::Integer(i64::from(cell.rows)));
    }
    if !cell.headers.is_empty() {
        attributes.set("Headers", Object::Array(cell.headers.iter().map(|header| text(header)).collect()));
    }
    attributes
}

pub(crate) fn numbering_name(numbering: ListNumbering) -> &'static str {
    match numbering {
        ListNumbering::None => "None",
        ListNumbering::Disc => "Disc",
        ListNumbering::Circle => "Circle",
        ListNumbering::Square => "Square",
        ListNumbering::Decimal => "Decimal",
        ListNumbering::UpperRoman => "UpperRoman",
        ListNumbering::LowerRoman => "LowerRoman",
        ListNumbering::UpperAlpha => "UpperAlpha",
        ListNumbering::LowerAlpha => "LowerAlpha",
        ListNumbering::Description => "Description",
        ListNumbering::Ordered => "Ordered",
        ListNumbering::Unordered => "Unordered",
    }
}

/// The standard structure type of a role (ISO 32000-1, 14.8.4).
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Part => "Part",
        Role::Article => "Art",
        Role::Section => "Sect",
        Role::Division => "Div",
        Role::BlockQuote => "BlockQuote",
        Role::Caption => "Caption",
        Role::TableOfContents => "TOC",
        Role::TableOfContentsItem => "TOCI",
        Role::Paragraph => "P",
        Role::Heading(1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(3) => "H3",
        Role::Heading(4) => "H4",
        Role::Heading(5) => "H5",
        Role::Heading(_) => "H6",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::Label => "Lbl",
        Role::ListBody => "LBody",
        Role::Table => "Table",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::TableFoot => "TFoot",
        Role::TableRow => "TR",
        Role::TableHeaderCell => "TH",
        Role::TableDataCell => "TD",
        Role::Span => "Span",
        Role::Quote => "Quote",
        Role::Note => "Note",
        Role::Reference => "Reference",
        Role::Code => "Code",
        Role::Link => "Link",
        Role::Figure => "Figure",
        Role::Formula => "Formula",
        Role::Ruby => "Ruby",
        Role::RubyBase => "RB",
        Role::RubyText => "RT",
        Role::NonStructural => "NonStruct",
        Role::Aside => "Aside",
        Role::Emphasis => "Em",
        Role::Strong => "Strong",
    }
}
