//! What every step of layout needs: the box tree, the fonts, the texts of references as far as page numbers are known,
//! and the sizes that were measured before.

use std::hash::Hash;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use super::ahead::Ahead;
use crate::boxes::{BoxId, BoxTree, ReferenceId};
use crate::layout::items::tracks::InheritedTracks;
use crate::layout::problems::Problems;
use crate::text::FontLibrary;
use crate::units::Length;

/// Shared by all layout of one box tree. `Sync`, so that paragraphs can be laid out in parallel.
pub struct Context<'a> {
    /// The boxes that are laid out.
    pub tree: &'a BoxTree,
    /// The fonts that text is shaped with.
    pub fonts: &'a FontLibrary,
    /// The text of each of the tree's references as far as it is known now. Where this is shorter than the tree's
    /// list, the tree's own estimate is used.
    pub references: &'a [String],
    /// The problems with the content that layout finds, for diagnostics.
    pub problems: &'a Problems,
    /// Sizes that were measured before, so that no box is measured twice.
    pub measurements: &'a Measurements,
    /// Paragraphs that are laid out before the flow reaches them.
    pub ahead: &'a Ahead,
    /// Whether only heights and baselines are needed: the contents of flex items are then measured and not laid out
    /// as well. Otherwise each level of nesting would lay out its contents twice.
    pub measuring: bool,
    /// The height of a page, if the content is for pages: boxes taller than a page may break in their empty space.
    pub page: Option<Length>,
}

impl Context<'_> {
    /// The text of a reference as known now.
    pub fn reference_text(&self, id: ReferenceId) -> &str {
        let index = id.index();
        match self.references.get(index) {
            Some(text) => text,
            None => self.tree.references.get(index).map_or("", |reference| &reference.text),
        }
    }
}

/// The page's content box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The width of the page's content box.
    pub width: Length,
    /// Its height, which percentage heights of the root refer to.
    pub height: Option<Length>,
}

/// The results of measuring, so that nested containers are measured once and not at every level.
#[derive(Debug, Default)]
pub struct Measurements {
    /// Content widths by box.
    widths: Mutex<FxHashMap<BoxId, (Length, Length)>>,
    /// Heights of flex items, by everything that they depend on.
    heights: Mutex<FxHashMap<HeightKey, MeasuredHeight>>,
    /// The tracks of subgrids as the grid around them was laid out last.
    subgrids: Mutex<FxHashMap<BoxId, InheritedTracks>>,
    /// See [`Measurements::work`].
    work: AtomicU64,
}

/// Everything that the height of a box depends on if nothing sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct HeightKey {
    pub(crate) id: BoxId,
    /// Of the border box.
    pub(crate) width: Length,
    /// The width of the containing block, to which percentages refer.
    pub(crate) basis: Length,
    /// Whether the box's own `height` and its limits are ignored.
    pub(crate) content_only: bool,
    /// A number for the tracks that a subgrid inherits; 0 for all other boxes.
    pub(crate) tracks: u64,
}

/// The height of a border box, and how far its first and last baselines are below its top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MeasuredHeight {
    pub(crate) height: Length,
    pub(crate) first_baseline: Option<Length>,
    pub(crate) last_baseline: Option<Length>,
}

impl Measurements {
    /// The least and the greatest content width of a box, found by `measure` the first time.
    pub(crate) fn widths(&self, id: BoxId, measure: impl FnOnce() -> (Length, Length)) -> (Length, Length) {
        remembered(&self.widths, id, measure)
    }

    /// The height of a box at a width, found by `measure` the first time.
    pub(crate) fn height(&self, key: HeightKey, measure: impl FnOnce() -> MeasuredHeight) -> MeasuredHeight {
        remembered(&self.heights, key, measure)
    }

    /// Stores the tracks of a subgrid.
    pub(crate) fn inherit_tracks(&self, id: BoxId, tracks: InheritedTracks) {
        if let Ok(mut known) = self.subgrids.lock() {
            known.insert(id, tracks);
        }
    }

    /// The tracks of a subgrid, if they are known.
    pub(crate) fn inherited_tracks(&self, id: BoxId) -> Option<InheritedTracks> {
        self.subgrids.lock().ok()?.get(&id).cloned()
    }

    pub(crate) fn count_work(&self) {
        self.work.fetch_add(1, Ordering::Relaxed);
    }

    /// How often a paragraph was shaped or the contents of a box were laid out. The time of layout is proportional to
    /// this; tests check that it grows no faster than the document.
    pub fn work(&self) -> u64 {
        self.work.load(Ordering::Relaxed)
    }
}

/// The value of a key, found by `measure` the first time.
fn remembered<K: Copy + Eq + Hash, V: Copy>(
    memory: &Mutex<FxHashMap<K, V>>,
    key: K,
    measure: impl FnOnce() -> V,
) -> V {
    if let Ok(known) = memory.lock()
        && let Some(&value) = known.get(&key)
    {
        return value;
    }
    // Not under the lock: measuring a box measures the boxes in it.
    let value = measure();
    if let Ok(mut known) = memory.lock() {
        known.insert(key, value);
    }
    value
}
