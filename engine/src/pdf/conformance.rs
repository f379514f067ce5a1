//! The standards that a file follows, and what prevents it from following them. A file claims only the standards that it
//! follows.

use std::fmt;
use std::sync::Arc;

use crate::paint::structure::TagSet;
use crate::paint::{ContentPlace, NodeId};

/// Standards for PDF files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standards {
    /// A standard for archives.
    pub archive: Option<PdfA>,
    /// A standard for files that can be read by those who cannot see their pages.
    pub accessible: Option<PdfUa>,
    /// PDF/X-4 (ISO 15930-7): a press can print the file as it is.
    pub press: bool,
}

/// Standards for files that are kept, with everything that they need in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfA {
    /// PDF/A-2a (ISO 19005-2); level a: programs can read the text.
    Two,
    /// PDF/A-3a (ISO 19005-3), which is PDF/A-2a with attached files of any kind.
    Three,
    /// PDF/A-4 (ISO 19005-4), for PDF 2.0.
    Four,
    /// PDF/A-4f, which is PDF/A-4 with attached files of any kind; a file without any follows PDF/A-4.
    FourF,
}

/// Standards for accessible files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfUa {
    /// PDF/UA-1 (ISO 14289-1).
    One,
    /// PDF/UA-2 (ISO 14289-2), for PDF 2.0.
    Two,
}

impl PdfA {
    /// The part of ISO 19005, its level, and the year of the edition where a file names it.
    pub(crate) fn identification(self) -> (u8, Option<&'static str>, Option<u16>) {
        match self {
            PdfA::Two => (2, Some("A"), None),
            PdfA::Three => (3, Some("A"), None),
            PdfA::Four => (4, None, Some(2020)),
            PdfA::FourF => (4, Some("F"), Some(2020)),
        }
    }
}

impl PdfUa {
    /// The part of ISO 14289, and the year of the edition where a file names it.
    pub(crate) fn identification(self) -> (u8, Option<u16>) {
        match self {
            PdfUa::One => (1, None),
            PdfUa::Two => (2, Some(2024)),
        }
    }
}

/// A version of PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PdfVersion {
    /// The one that PDF/X-4 is based on.
    V1_6,
    /// ISO 32000-1.
    V1_7,
    /// ISO 32000-2.
    V2_0,
}

impl fmt::Display for PdfVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            PdfVersion::V1_6 => "1.6",
            PdfVersion::V1_7 => "1.7",
            PdfVersion::V2_0 => "2.0",
        })
    }
}

/// One standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// For archives.
    A(PdfA),
    /// For accessible files.
    Ua(PdfUa),
    /// PDF/X-4, for a press.
    X4,
}

impl Standard {
    /// All standards that files can follow.
    pub const ALL: [Standard; 7] = [
        Standard::A(PdfA::Two),
        Standard::A(PdfA::Three),
        Standard::A(PdfA::Four),
        Standard::A(PdfA::FourF),
        Standard::Ua(PdfUa::One),
        Standard::Ua(PdfUa::Two),
        Standard::X4,
    ];

    /// The name, as in "PDF/A-2a".
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// The name by which it is chosen, as in "a-2a".
    pub fn short_name(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Standard::A(PdfA::Two) => ("PDF/A-2a", "a-2a"),
            Standard::A(PdfA::Three) => ("PDF/A-3a", "a-3a"),
            Standard::A(PdfA::Four) => ("PDF/A-4", "a-4"),
            Standard::A(PdfA::FourF) => ("PDF/A-4f", "a-4f"),
            Standard::Ua(PdfUa::One) => ("PDF/UA-1", "ua-1"),
            Standard::Ua(PdfUa::Two) => ("PDF/UA-2", "ua-2"),
            Standard::X4 => ("PDF/X-4", "x-4"),
        }
    }

    /// The version of PDF that it is about.
    pub fn version(self) -> PdfVersion {
        match self {
            Standard::A(PdfA::Two | PdfA::Three) | Standard::Ua(PdfUa::One) => PdfVersion::V1_7,
            Standard::A(PdfA::Four | PdfA::FourF) | Standard::Ua(PdfUa::Two) => PdfVersion::V2_0,
            Standard::X4 => PdfVersion::V1_6,
        }
    }
}

impl Standards {
    /// PDF/A-2a and PDF/UA-1.
    pub const SCREEN: Standards =
        Standards { archive: Some(PdfA::Two), accessible: Some(PdfUa::One), press: false };
    /// PDF/A-3a and PDF/UA-1.
    pub const ARCHIVE: Standards =
        Standards { archive: Some(PdfA::Three), accessible: Some(PdfUa::One), press: false };
    /// No standard but that of PDF itself.
    pub const NONE: Standards = Standards { archive: None, accessible: None, press: false };
    /// PDF/X-4.
    pub const PRINT: Standards = Standards { press: true, ..Standards::NONE };

    /// These standards together.
    ///
    /// # Errors
    /// If a file cannot follow two of them: they are of one kind, or about different versions of PDF.
    pub fn of(chosen: &[Standard]) -> Result<Standards, StandardsClash> {
        for (place, &second) in chosen.iter().enumerate() {
            let is_of_kind = |first: Standard| {
                std::mem::discriminant(&first) == std::mem::discriminant(&second) && first != second
            };
            let clashes = |first: Standard| is_of_kind(first) || first.version() != second.version();
            if let Some(first) = chosen[..place].iter().copied().find(|&first| clashes(first)) {
                return Err(StandardsClash { first, second });
            }
        }
        let mut standards = Standards::NONE;
        for &standard in chosen {
            match standard {
                Standard::A(archive) => standards.archive = Some(archive),
                Standard::Ua(accessible) => standards.accessible = Some(accessible),
                Standard::X4 => standards.press = true,
            }
        }
        Ok(standards)
    }

    /// Each of them.
    pub fn each(self) -> impl Iterator<Item = Standard> {
        let press = self.press.then_some(Standard::X4);
        self.archive.map(Standard::A).into_iter().chain(self.accessible.map(Standard::Ua)).chain(press)
    }

    /// The version of PDF that they are about.
    pub fn version(self) -> PdfVersion {
        self.each().map(Standard::version).max().unwrap_or(PdfVersion::V1_7)
    }

    /// The structure types of that version.
    pub(crate) fn tag_set(self) -> TagSet {
        match self.version() {
            PdfVersion::V1_6 | PdfVersion::V1_7 => TagSet::Pdf17,
            PdfVersion::V2_0 => TagSet::Pdf20,
        }
    }

    /// The standards that these obstacles leave.
    pub(crate) fn without(self, obstacles: &[Obstacle]) -> Standards {
        let is_free = |standard| !obstacles.iter().any(|obstacle| obstacle.prevents(standard));
        Standards {
            archive: self.archive.filter(|&archive| is_free(Standard::A(archive))),
            accessible: self.accessible.filter(|&accessible| is_free(Standard::Ua(accessible))),
            press: self.press && is_free(Standard::X4),
        }
    }

    /// The standards of a file without attachments that was to follow these.
    pub(crate) fn without_attachments(self) -> Standards {
        let plain = |archive| if archive == PdfA::FourF { PdfA::Four } else { archive };
        Standards { archive: self.archive.map(plain), ..self }
    }

    /// The names by which they are chosen, as in "a-2a,ua-1"; "none" for no standard.
    pub fn short_names(self) -> String {
        let names: Vec<&str> = self.each().map(Standard::short_name).collect();
        if names.is_empty() { "none".to_string() } else { names.join(",") }
    }

    /// Their names, as in "PDF/A-2a and PDF/UA-1"; `None` for no standard.
    pub fn names(self) -> Option<String> {
        let names: Vec<&str> = self.each().map(Standard::name).collect();
        let (last, before) = names.split_last()?;
        Some(if before.is_empty() { last.to_string() } else { format!("{} and {last}", before.join(", ")) })
    }
}

/// Two standards that one file cannot follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandardsClash {
    /// The one that is named first.
    pub first: Standard,
    /// The other.
    pub second: Standard,
}

impl fmt::Display for StandardsClash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = (self.first, self.second);
        write!(formatter, "`{}` and `{}` do not go together: ", first.short_name(), second.short_name())?;
        if first.version() == second.version() {
            return write!(formatter, "both are kinds of PDF/{}", self.kind());
        }
        let (of_first, of_second) = (first.version(), second.version());
        write!(formatter, "{} is for PDF {of_first}, {} for PDF {of_second}", first.name(), second.name())
    }
}

impl StandardsClash {
    fn kind(self) -> &'static str {
        match self.second {
            Standard::A(_) => "A",
            Standard::Ua(_) => "UA",
            Standard::X4 => "X",
        }
    }

    /// The remedy: the standards that go together.
    pub fn help() -> String {
        let of = |version| {
            let names = Standard::ALL.into_iter().filter(move |standard| standard.version() == version);
            let of_kind = |is_archive: bool| {
                let own = names.clone().filter(move |own| matches!(own, Standard::A(_)) == is_archive);
                own.map(|own| format!("`{}`", own.short_name())).collect::<Vec<_>>().join(" or ")
            };
            format!("{} with {}", of_kind(true), of_kind(false))
        };
        format!("Choose {}, or {}, or `x-4` alone.", of(PdfVersion::V1_7), of(PdfVersion::V2_0))
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
    /// The language of an element is not a tag (RFC 3066); that of the first element is that of the document.
    LanguageTag(NodeId, Arc<str>),
    /// A text has characters of the Private Use Areas, which have a meaning in one font only.
    PrivateUse(NodeId, ContentPlace),
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
    /// Files are attached, which only PDF/A-3 and PDF/A-4f allow.
    Attachments,
    /// An element is in one that PDF 2.0 does not allow it in.
    Nesting(NodeId),
    /// An entry of a table of contents leads nowhere.
    NoTarget(NodeId),
}

impl Obstacle {
    /// Whether a file does not follow a standard because of it.
    pub(crate) fn prevents(&self, standard: Standard) -> bool {
        match (self, standard) {
            (Obstacle::MissingGlyph, Standard::A(_) | Standard::Ua(_)) => true,
            (Obstacle::NoTitle | Obstacle::NoDate, Standard::X4) => true,
            (Obstacle::NoTitle | Obstacle::NoLanguage | Obstacle::NoAlternative(_), Standard::Ua(_)) => true,
            // PDF/A-4 has no level a.
            (Obstacle::LanguageTag(..), Standard::A(PdfA::Two | PdfA::Three) | Standard::Ua(_)) => true,
            (Obstacle::PrivateUse(..), Standard::A(_) | Standard::Ua(PdfUa::Two)) => true,
            (Obstacle::Nesting(_) | Obstacle::NoTarget(_), Standard::Ua(PdfUa::Two)) => true,
            (Obstacle::PressColors(_), Standard::A(_)) => true,
            // PDF/A-4 has no such limits.
            (Obstacle::PageSize | Obstacle::DeepGroups, Standard::A(PdfA::Two | PdfA::Three)) => true,
            (Obstacle::Attachments, Standard::A(PdfA::Two | PdfA::Four)) => true,
            _ => false,
        }
    }
}

/// Whether a language is a tag (RFC 3066, section 2.1), or empty where it is not known.
pub(crate) fn is_language_tag(language: &str) -> bool {
    let is_subtag = |(subtag, place): (&str, u32)| {
        let is_part = |byte: u8| byte.is_ascii_alphabetic() || place > 0 && byte.is_ascii_digit();
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(is_part)
    };
    language.is_empty() || language.split('-').zip(0..).all(is_subtag)
}
