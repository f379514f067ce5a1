//! What every step of layout looks at: the box tree, the fonts, and what is known of page numbers.

use std::collections::BTreeSet;
use std::sync::Mutex;

use rustc_hash::FxHashMap;

use super::ahead::Ahead;
use super::boxes::{BoxId, BoxTree, ReferenceId};
use crate::html::NodeId;
use crate::text::FontLibrary;
use crate::units::Length;

/// Shared by all layout of one box tree. `Sync`, so that paragraphs can be laid out in parallel.
pub struct Context<'a> {
    pub tree: &'a BoxTree,
    pub fonts: &'a FontLibrary,
    /// The text of each of the tree's references as far as it is known now; where this is shorter
    /// than the tree's list, the tree's own estimate holds.
    pub references: &'a [String],
    /// What went wrong with the content, for diagnostics.
    pub problems: &'a Problems,
    pub measurements: &'a Measurements,
    /// Paragraphs that are laid out before the flow comes to them.
    pub ahead: &'a Ahead,
}

impl Context<'_> {
    /// The text of a reference as known now.
    pub fn reference_text(&self, id: ReferenceId) -> &str {
        let index = id.0 as usize;
        match self.references.get(index) {
            Some(text) => text,
            None => self.tree.references.get(index).map_or("", |reference| &reference.text),
        }
    }
}

/// The place content is laid out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub width: Length,
    /// What percentage heights of the root refer to: the height of the page's content box.
    pub height: Option<Length>,
}

/// Faults of the content that only layout can see. Collected under a lock because paragraphs are
/// laid out in parallel; sorted before they are reported.
#[derive(Debug, Default)]
pub struct Problems(Mutex<BTreeSet<Problem>>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// No font has this character.
    MissingGlyph { character: char, node: Option<NodeId> },
    /// A word is wider than the line it has to stand on.
    Overfull { node: Option<NodeId>, excess: Length },
    /// Boxes nested deeper than the engine lays out.
    TooDeep { node: Option<NodeId> },
    /// What a typographer would not leave so, though no rule is broken.
    Remark { node: Option<NodeId>, remark: Remark },
    /// A value that layout cannot honour in this place, in words.
    Unsupported { node: Option<NodeId>, what: String },
}

/// What could be better in composed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// The last line of a paragraph is a single word.
    LastLineOfOneWord,
    /// So many lines in a row end in hyphens.
    Ladder(u16),
    /// A page ends inside of a word.
    PageEndsInWord,
}

impl Problems {
    pub fn report(&self, problem: Problem) {
        if let Ok(mut problems) = self.0.lock() {
            problems.insert(problem);
        }
    }

    /// Takes over what others are.
    pub fn extend(&self, others: &Problems) {
        others.sorted().into_iter().for_each(|problem| self.report(problem));
    }

    /// All problems, in an order that does not depend on the schedule.
    pub fn sorted(&self) -> Vec<Problem> {
        self.0.lock().map(|problems| problems.iter().cloned().collect()).unwrap_or_default()
    }
}

/// What measuring found out, so that nested containers are measured once and not at every level.
#[derive(Debug, Default)]
pub struct Measurements {
    /// Content widths by box.
    widths: Mutex<FxHashMap<BoxId, (Length, Length)>>,
    /// Border-box heights and first baselines by box and border-box width.
    heights: Mutex<FxHashMap<(BoxId, Length), (Length, Option<Length>)>>,
}

impl Measurements {
    /// The least and the greatest content width of a box, found by `measure` the first time.
    pub(super) fn widths(&self, id: BoxId, measure: impl FnOnce() -> (Length, Length)) -> (Length, Length) {
        if let Ok(known) = self.widths.lock()
            && let Some(&widths) = known.get(&id)
        {
            return widths;
        }
        // Not under the lock: measuring a box measures the boxes in it.
        let widths = measure();
        if let Ok(mut known) = self.widths.lock() {
            known.insert(id, widths);
        }
        widths
    }

    /// The height of a box at a width, found by `measure` the first time.
    pub(super) fn height(
        &self,
        id: BoxId,
        width: Length,
        measure: impl FnOnce() -> (Length, Option<Length>),
    ) -> (Length, Option<Length>) {
        if let Ok(known) = self.heights.lock()
            && let Some(&height) = known.get(&(id, width))
        {
            return height;
        }
        let height = measure();
        if let Ok(mut known) = self.heights.lock() {
            known.insert((id, width), height);
        }
        height
    }
}
