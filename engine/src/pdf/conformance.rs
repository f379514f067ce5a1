//! The standards that a file follows, and what prevents it from following them. A file claims only the standards that it
//! follows.

use crate::paint::NodeId;

/// Standards for PDF files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standards {
    /// A standard for archives.
    pub archive: Option<PdfA>,
    /// PDF/UA-1 (ISO 14289-1): the file can be read by those who cannot see its pages.
    pub accessible: bool,
    /// PDF/X-4 (ISO 15930-7): a press can print the file as it is.
    pub press: bool,
}

/// Standards for files that are kept, with everything that they need in them, and can be read by programs (level a).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfA {
    /// PDF/A-2a (ISO 19005-2).
    Two,
    /// PDF/A-3a (ISO 19005-3), which is PDF/A-2a with attached files of any kind.
    Three,
}

impl PdfA {
    /// The part of ISO 19005.
    pub(crate) fn part(self) -> u8 {
        match self {
            PdfA::Two => 2,
            PdfA::Three => 3,
        }
    }
}

impl Standards {
    /// PDF/A-2a and PDF/UA-1.
    pub const SCREEN: Standards = Standards { archive: Some(PdfA::Two), accessible: true, press: false };
    /// PDF/A-3a and PDF/UA-1.
    pub const ARCHIVE: Standards = Standards { archive: Some(PdfA::Three), accessible: true, press: false };
    /// No standard but that of PDF itself.
    pub const NONE: Standards = Standards { archive: None, accessible: false, press: false };
    /// PDF/X-4.
    pub const PRINT: Standards = Standards { press: true, ..Standards::NONE };

    /// The standards that these obstacles leave.
    pub(crate) fn without(self, obstacles: &[Obstacle]) -> Standards {
        let is_free = |standard: Standards| !obstacles.iter().any(|obstacle| obstacle.prevents(standard));
        Standards {
            archive: self.archive.filter(|_| is_free(Standards { archive: self.archive, ..Standards::NONE })),
            accessible: self.accessible && is_free(Standards { accessible: true, ..Standards::NONE }),
            press: self.press && is_free(Standards::PRINT),
        }
    }

    /// Their names, as in "PDF/A-2a and PDF/UA-1"; `None` for no standard.
    pub fn names(self) -> Option<&'static str> {
        match (self.archive, self.accessible) {
            (Some(PdfA::Two), true) => Some("PDF/A-2a and PDF/UA-1"),
            (Some(PdfA::Three), true) => Some("PDF/A-3a and PDF/UA-1"),
            (Some(PdfA::Two), false) => Some("PDF/A-2a"),
            (Some(PdfA::Three), false) => Some("PDF/A-3a"),
            (None, true) => Some("PDF/UA-1"),
            (None, false) => self.press.then_some("PDF/X-4"),
        }
    }
}

/// What keeps a file from following a standard.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// The document has no title.
    NoTitle,
    /// The document does not say what language it is in.
    NoLanguage,
    /// A picture has no text that can be read instead of it.
    NoAlternative(NodeId),
    /// A character is in no font.
    MissingGlyph,
    /// The colors of a picture are those of some press: its path.
    PressColors(String),
    /// A page is smaller or larger than PDF/A allows: 3 to 14,400 points.
    PageSize,
    /// Groups are nested more than 28 deep.
    DeepGroups,
    /// The file has no date, because the edition has none.
    NoDate,
    /// Files are attached, which only PDF/A-3 allows.
    Attachments,
}

impl Obstacle {
    /// Whether a file does not follow all of these standards because of it.
    pub(crate) fn prevents(&self, standards: Standards) -> bool {
        match self {
            Obstacle::NoTitle => standards.accessible || standards.press,
            Obstacle::NoLanguage | Obstacle::NoAlternative(_) => standards.accessible,
            Obstacle::NoDate => standards.press,
            Obstacle::PressColors(_) | Obstacle::PageSize | Obstacle::DeepGroups => {
                standards.archive.is_some()
            }
            Obstacle::Attachments => standards.archive == Some(PdfA::Two),
            Obstacle::MissingGlyph => standards.archive.is_some() || standards.accessible,
        }
    }
}
