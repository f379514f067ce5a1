//! What the program writes: kinds of files, the purposes of PDFs, and how each is made.

use super::reader::{Fields, Reader};
use super::record::{Record, record};
use super::value::Located;
use engine::css::PrinterMarks;
use engine::pdf::Standards;
use engine::units::Length;

record! {
    /// What a plain `brochure build` writes.
    #[derive(Default)]
    Outputs {
        /// The folder of the results, relative to the project folder.
        folder: Option<Located<String>> = folder, hidden;
        /// The kinds of files to write; if empty, the brochure as PDF and the summary.
        formats: Vec<Located<Format>> = formats, hidden;
        /// The languages of each file, as `en` or `en+az`; if empty, a file in each language of the brochure.
        languages: Vec<Located<String>> = language_lists, hidden;
        /// The layouts that become PDFs; if empty, `brochure`.
        layouts: Vec<Located<String>> = layout_names, hidden;
        /// How the lines of the summary end; if empty, wrapped.
        summary: Vec<Located<SummaryForm>> = summary_forms, hidden;
        /// What the PDF is for.
        profiles: Vec<Located<Profile>> = profiles, hidden;
        /// The standards of the PDFs, instead of those of their profiles.
        standards: Option<Standards> = standards, hidden;
        /// The PDF for e-mail and the web.
        screen: ScreenOutput = default_record, hidden;
        /// The PDF for a print shop.
        print: PrintOutput = default_record, hidden;
    }
}

record! {
    /// How the PDF for a print shop is made.
    #[derive(Default)]
    PrintOutput {
        /// The color profile of the press and its paper, an ICC file.
        color_profile: Option<Located<String>> = file, hidden;
        /// The most pixels an inch of pictures; 0 for as many as their files have.
        image_ppi: Option<Located<u32>> = count, hidden;
        /// How far pages are painted beyond their edges.
        bleed: Option<Located<Length>> = length, hidden;
        /// The printer's marks; an empty list for none.
        marks: Option<Vec<Located<PrinterMark>>> = marks, hidden;
    }
}

/// A kind of printer's marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrinterMark {
    /// Lines that show where to trim.
    Crop,
    /// Registration marks.
    Cross,
}

impl PrinterMark {
    /// Every kind, by its word in the data.
    pub const ALL: [(&str, PrinterMark); 2] = [("crop", PrinterMark::Crop), ("cross", PrinterMark::Cross)];
}

impl PrintOutput {
    /// The most pixels an inch of pictures; `None` for as many as their files have.
    pub fn most_pixels_an_inch(&self) -> Option<u32> {
        // More than the finest screens of offset printing show.
        let ppi = self.image_ppi.as_ref().map_or(350, |ppi| ppi.value);
        (ppi > 0).then_some(ppi)
    }

    /// The bleed; 3 mm if the data does not say.
    pub fn used_bleed(&self) -> Length {
        self.bleed.as_ref().map_or(Length::from_millimeters(3.0), |bleed| bleed.value)
    }

    /// The printer's marks; crop marks if the data does not say.
    pub fn used_marks(&self) -> PrinterMarks {
        let Some(marks) = &self.marks else { return PrinterMarks { crop: true, cross: false } };
        let has = |wanted: PrinterMark| marks.iter().any(|mark| mark.value == wanted);
        PrinterMarks { crop: has(PrinterMark::Crop), cross: has(PrinterMark::Cross) }
    }
}

record! {
    /// How the PDF for e-mail and the web is made.
    #[derive(Default)]
    ScreenOutput {
        /// The most pixels an inch of pictures; 0 for as many as their files have.
        image_ppi: Option<Located<u32>> = count, hidden;
    }
}

impl ScreenOutput {
    /// The most pixels an inch of pictures; `None` for as many as their files have.
    pub fn most_pixels_an_inch(&self) -> Option<u32> {
        // More is not seen on a screen, and hardly on paper.
        let ppi = self.image_ppi.as_ref().map_or(220, |ppi| ppi.value);
        (ppi > 0).then_some(ppi)
    }
}

/// A kind of file to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The brochure.
    Pdf,
    /// The brochure as a web page.
    Html,
    /// The summary.
    Txt,
}

impl Format {
    /// Every format, in the order in which files are made.
    pub const ALL: [Format; 3] = [Format::Pdf, Format::Html, Format::Txt];

    /// As written in the data, and as layouts see it.
    pub fn keyword(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Html => "html",
            Format::Txt => "txt",
        }
    }
}

/// A form of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SummaryForm {
    /// Lines of 72 columns.
    Wrapped,
    /// Lines that the reader's program joins and breaks again (RFC 3676).
    Flowed,
    /// Ten lines.
    Short,
}

impl SummaryForm {
    /// Every form.
    pub const ALL: [SummaryForm; 3] = [SummaryForm::Wrapped, SummaryForm::Flowed, SummaryForm::Short];

    /// As written in the data.
    pub fn keyword(self) -> &'static str {
        match self {
            SummaryForm::Wrapped => "wrapped",
            SummaryForm::Flowed => "flowed",
            SummaryForm::Short => "short",
        }
    }
}

/// What a PDF is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// To be read on a screen.
    Screen,
    /// For a print shop.
    Print,
    /// To be kept.
    Archive,
}

impl Profile {
    /// Every profile, by its word in the data.
    pub const ALL: [(&str, Profile); 3] =
        [("screen", Profile::Screen), ("print", Profile::Print), ("archive", Profile::Archive)];
}
