//! What a careful typesetter would see on finished pages: lines and headings that a page break separates from their
//! paragraph or text, pages with little on them, and text that is small, faint or close to the edge.
//!
//! In: the pages, and what is drawn on each. Out: [`Finding`]s, each with its page, its first words and its element. They
//! break no rule of CSS; the user of the engine decides what to say about them.
//!
//! `flow.rs` reads the placed lines, `legibility.rs` the display lists; `backdrop.rs` finds what is painted below a text.
//!
//! Decoration is not judged: text that readers who cannot see it do not get either (`aria-hidden`, a picture with
//! `alt=""`). Pages without margins are covers, whose place and amount of text is a matter of their design.

mod backdrop;
mod contrast;
mod flow;
mod legibility;

use crate::boxes::{BoxId, BoxTree};
use crate::html::{Document, NodeId};
use crate::pages::Page;
use crate::paint::DisplayList;
use crate::sorting::sort_by;
use crate::text::FontLibrary;
use crate::units::Length;

pub use contrast::contrast_ratio;

/// The smallest size of text that is read without effort, in points.
pub const LEAST_SIZE: f64 = 8.5;

/// The least distance of text from the edge of a page, in millimeters: trimming may be off by some of it.
pub const LEAST_DISTANCE: f64 = 5.0;

/// A page whose content ends above this share of its height is short.
const LEAST_FILLED: f64 = 1.0 / 3.0;

/// How many characters of a text identify it in a message.
const MAX_WORDS: usize = 40;

/// Something on a page that a typesetter would improve.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The number of the page in the file, from 1.
    pub page: usize,
    /// The element that it is about; `None` for headers, footers and pages.
    pub node: Option<NodeId>,
    /// The first words of the text; empty for a page.
    pub words: String,
}

/// The kinds of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// The last line of a paragraph is alone at the top of a page, or of a column.
    Widow {
        /// Whether the page has the line before it, in another column.
        in_column: bool,
    },
    /// The first line of a paragraph is alone at the foot of a page, or of a column.
    Orphan {
        /// Whether the page has the line after it, in another column.
        in_column: bool,
    },
    /// The text of a heading begins on a later page.
    StrandedHeading,
    /// A page has only a heading.
    HeadingAlone,
    /// The content of a page ends in its upper third.
    ShortPage {
        /// Where it ends, in percent of the height of the page's content box.
        filled: u8,
        /// Whether a forced break, a page of another name or one without text precedes the page.
        starts_part: bool,
    },
    /// Text smaller than [`LEAST_SIZE`].
    SmallText {
        /// Its size on the page.
        size: Length,
    },
    /// Text whose color is too much like what is painted below it (WCAG 2.2, 1.4.3).
    LowContrast {
        /// The contrast, in hundredths of 1:1.
        ratio: u16,
        /// The least contrast for its size, in hundredths of 1:1.
        least: u16,
        /// Whether the text is lighter than what is below it.
        is_lighter: bool,
    },
    /// Text over a picture, whose contrast depends on the picture.
    OverPicture,
    /// Text nearer to the edge of its page than [`LEAST_DISTANCE`].
    NearEdge {
        /// The distance.
        distance: Length,
    },
}

/// The pages to inspect.
pub struct Inspected<'a> {
    /// The document that the elements belong to.
    pub document: &'a Document,
    /// Its boxes.
    pub tree: &'a BoxTree,
    /// The fonts of its text.
    pub fonts: &'a FontLibrary,
    /// All of its pages, in order.
    pub pages: &'a [Page],
}

impl FindingKind {
    /// Whether it is a matter of the style sheet or the layout more than of the text.
    pub fn is_of_style(self) -> bool {
        matches!(
            self,
            FindingKind::ShortPage { starts_part: true, .. }
                | FindingKind::SmallText { .. }
                | FindingKind::LowContrast { .. }
                | FindingKind::OverPicture
                | FindingKind::NearEdge { .. }
        )
    }
}

impl Inspected<'_> {
    /// What a typesetter would improve, sorted by kind and page. `list` draws the page with an index.
    pub fn findings(&self, list: impl Fn(usize) -> DisplayList) -> Vec<Finding> {
        let mut findings = flow::inspect(self);
        findings.extend(legibility::inspect(self, list));
        sort_by(&mut findings, Ord::cmp);
        findings
    }

    /// The first box of each node, by its index.
    fn first_boxes(&self) -> Vec<Option<BoxId>> {
        let mut boxes = vec![None; self.document.len()];
        for (number, layout_box) in (0..).zip(&self.tree.boxes) {
            if let Some(first) = layout_box.node.and_then(|node| boxes.get_mut(node.index())) {
                first.get_or_insert(BoxId(number));
            }
        }
        boxes
    }
}

/// The first words of a text, on one line.
fn first_words(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        let length = words.chars().count();
        if length + word.chars().count() > MAX_WORDS {
            words.extend(word.chars().take(if length == 0 { MAX_WORDS } else { 0 }));
            words.push('…');
            break;
        }
        if length > 0 {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}
