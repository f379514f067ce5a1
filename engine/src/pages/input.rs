//! The input of pagination.

use crate::boxes::BoxTree;
use crate::css::Styles;
use crate::html::Document;
use crate::layout::Problems;
use crate::pages::sheet::PrintSetup;
use crate::text::FontLibrary;

/// How page breaks are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Breaks {
    /// The sequence of pages with the least cost.
    #[default]
    Best,
    /// Page by page, each as full as the rules allow: to compare with.
    FirstFit,
}

/// What is paginated, and how.
pub struct Input<'a> {
    /// The boxes of the document.
    pub tree: &'a BoxTree,
    /// The styles of elements and pages.
    pub styles: &'a Styles,
    /// The fonts that text is set in.
    pub fonts: &'a FontLibrary,
    /// The document, for the places of diagnostics.
    pub document: &'a Document,
    /// Receives what layout reports.
    pub problems: &'a Problems,
    /// With 1 everything happens on the calling thread. The pages are the same either way.
    pub threads: usize,
    /// How page breaks are chosen.
    pub breaks: Breaks,
    /// What a print shop gets around the pages.
    pub print: Option<&'a PrintSetup>,
    /// The title of the document, for slug lines.
    pub title: &'a str,
}
