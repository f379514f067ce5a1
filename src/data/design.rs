//! How the brochure looks and in which order: the page, the fonts, the cover, and the parts between the covers.

use serde_json::Value;

use super::reader::{Fields, Reader};
use super::record::{FieldValue, Record, record};
use super::value::Located;
use engine::diagnostics::{Diagnostic, closest};

record! {
    /// What a designer chooses without writing a layout.
    #[derive(Default)]
    Design {
        /// The size of the pages.
        page: Option<Located<PageSize>> = page_size;
        /// The font families.
        fonts: Fonts = default_record;
        /// What the covers show: `map`, `photograph`, `plain`, or the NAME of a partial `cover-NAME`.
        cover: Option<Located<String>> = partial_name;
        /// The parts between the covers, in order; if empty, all that the program has.
        parts: Vec<Located<String>> = part_names, hidden;
        /// The number of pages is a multiple of this; if absent, of 4, as folded sheets have.
        page_multiple: Option<Located<u32>> = page_multiple, hidden;
    }
}

record! {
    /// Font families, from `fonts/` or of the program.
    #[derive(Default)]
    Fonts {
        /// For reading, and for large headings.
        text: Option<Located<String>> = family;
        /// For labels, tables and small text.
        labels: Option<Located<String>> = family;
    }
}

/// The most pages that belong together: no sheet is folded to more.
pub(super) const MAX_MULTIPLE: u32 = 64;

/// A size of pages that the shipped layouts are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageSize {
    /// 210 mm × 297 mm.
    A4,
    /// 148 mm × 210 mm.
    A5,
    /// 8.5 in × 11 in.
    Letter,
}

impl FieldValue for PageSize {
    /// A class of the shipped style sheets.
    fn view(&self, _language: &str) -> Value {
        match self {
            PageSize::A4 => "a4",
            PageSize::A5 => "a5",
            PageSize::Letter => "letter",
        }
        .into()
    }
}

impl PageSize {
    /// Every size, by its word in the data.
    pub const ALL: [(&str, PageSize); 3] =
        [("A4", PageSize::A4), ("A5", PageSize::A5), ("letter", PageSize::Letter)];

    /// The width of the text in the shipped layout, in millimeters, for pictures that fill it.
    pub(super) fn measure(self) -> f64 {
        match self {
            PageSize::A4 => 174.0,
            PageSize::A5 => 122.0,
            PageSize::Letter => 177.8,
        }
    }

    /// The width and the height in millimeters.
    pub(super) fn size(self) -> (f64, f64) {
        match self {
            PageSize::A4 => (210.0, 297.0),
            PageSize::A5 => (148.0, 210.0),
            PageSize::Letter => (215.9, 279.4),
        }
    }
}

/// The parts that come with the program, in the order in which they are printed, each with the label of its heading.
pub const PARTS: &[(&str, Option<&str>)] = &[
    ("imprint", None),
    ("contents", None),
    ("year", Some("at_a_glance")),
    ("changes", Some("changes_in")),
    ("foreword", Some("foreword")),
    ("associations", Some("memberships")),
    ("timeline", Some("timeline")),
    ("network", Some("network")),
    ("comparison", Some("comparison")),
    ("opportunities", Some("what_it_means")),
    ("annex", Some("sources_and_evidence")),
    ("contacts", Some("contact")),
];

impl Reader<'_> {
    /// A size of pages.
    pub fn page_size(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<PageSize>>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        self.keyword(node, &fields.path(key), &PageSize::ALL).map(Some)
    }

    /// How many pages belong together, at least one.
    pub fn page_multiple(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<u32>>> {
        let Some(multiple) = self.count(fields, key)? else { return Some(None) };
        if (1..=MAX_MULTIPLE).contains(&multiple.value) {
            return Some(Some(multiple));
        }
        let path = fields.path(key);
        let message =
            Diagnostic::error(format!("{} in `{path}` is not a number of pages of a sheet", multiple.value));
        let message =
            message.at(multiple.span, format!("a number from 1 to {MAX_MULTIPLE} is expected here"));
        self.report(match multiple.value {
            0 => message.help("Write `1`: then no page is added.").fix(multiple.span, "1"),
            _ => message.help("Write how many pages a folded sheet has, for example `4` or `16`."),
        });
        None
    }

    /// A font family.
    pub fn family(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<String>>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        let family = self.string(node, &fields.path(key), "the name of a font family")?;
        // The name becomes a string in a style sheet.
        if family.value.contains(['"', '\\', '<', '\n']) {
            let message = Diagnostic::error(format!("`{}` is not the name of a font family", family.value));
            let message = message.at(family.span, "a name is expected here");
            self.report(message.help("Write the name as the font has it: `Source Serif 4`."));
            return None;
        }
        Some(Some(family))
    }

    /// The name of a partial, or a part of the name.
    pub fn partial_name(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<String>>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        let name = self.string(node, &fields.path(key), "one word")?;
        self.checked_partial_name(name).map(Some)
    }

    /// The names of the parts between the covers, each once.
    pub fn part_names(&mut self, fields: &Fields<'_>, key: &str) -> Option<Vec<Located<String>>> {
        let path = fields.path(key);
        let names: Vec<Located<String>> = self.list(fields, key, "contents", |reader, item| {
            let name = reader.string(item, &path, "the name of a part")?;
            reader.checked_partial_name(name)
        })?;
        for (index, name) in names.iter().enumerate() {
            if let Some(first) = names[..index].iter().find(|other| other.value == name.value) {
                let message = Diagnostic::error(format!("the part `{}` is listed twice", name.value));
                let message = message.at(name.span, "given again here").at(first.span, "first given here");
                self.report(message.help("Keep one of them."));
                return None;
            }
        }
        Some(names)
    }

    fn checked_partial_name(&mut self, name: Located<String>) -> Option<Located<String>> {
        let is_name = |name: &str| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        };
        if is_name(&name.value) {
            return Some(name);
        }
        let message = Diagnostic::error(format!("`{}` is not a name of a file of layouts", name.value));
        let message = message.at(name.span, "a word is expected here");
        self.report(match closest(&name.value, PARTS.iter().map(|(name, _)| *name)) {
            Some(part) => message.help(format!("Did you mean `{part}`?")),
            None => message.help("It consists of letters from a to z, digits, `-` and `_`."),
        });
        None
    }
}

impl Design {
    /// How many pages a brochure of `count` pages lacks to fill its sheets.
    pub fn lacking_pages(&self, count: usize) -> usize {
        let multiple = self.page_multiple.as_ref().map_or(4, |multiple| multiple.value as usize);
        count.next_multiple_of(multiple) - count
    }
}
