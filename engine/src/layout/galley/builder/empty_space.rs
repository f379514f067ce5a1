//! Breaks in the empty space that a box's height or padding leaves (CSS Fragmentation 3, section 4.1, class C). Only
//! boxes taller than a page break there.

use crate::layout::galley::builder::GalleyBuilder;
use crate::layout::galley::list::{Break, BreakViolations, EnclosureId, Galley, Item, ItemKind};
use crate::units::{Length, Offset};

/// Empty space may be broken at every this fraction of a page's height.
const STEPS_PER_PAGE: Offset = 64;
/// A box of more pages than this is an error, and overflows its page.
const MOST_PAGES: Offset = 100;

impl GalleyBuilder {
    /// The height of a page, if boxes taller than it may break in their empty space.
    pub(crate) fn page_height(&self) -> Option<Length> {
        self.page
    }

    /// Adds the empty space of the innermost box, below its contents.
    pub(crate) fn empty_space(&mut self, advance: Length) {
        let item = self.solid(ItemKind::Fill, advance);
        let Some(id) = self.innermost() else { return };
        if advance < Length::ZERO && self.enclosure(id).style.clips_at_bottom() {
            self.forget_clipped_breaks(id);
        }
        let Some(page) = self.page else { return };
        let enclosure = self.enclosure(id);
        let below = enclosure.border.bottom + enclosure.padding.bottom;
        let top = self.galley.sums.get(enclosure.open as usize).copied().unwrap_or(0);
        if self.offset - top + below.offset() > page.offset() {
            self.break_empty_space(item, Length::ZERO, advance, page);
        }
    }

    /// Removes the breaks below the end of a box that clips its contents: nothing is visible there, so no page has to
    /// end there.
    fn forget_clipped_breaks(&mut self, id: EnclosureId) {
        let open = self.enclosure(id).open;
        let bottom = self.offset;
        let is_clipped =
            |each: &Break| each.place.item() > open as usize && each.end > bottom && each.forced.is_none();
        while self.galley.breaks.last().is_some_and(is_clipped) {
            self.galley.breaks.pop();
        }
        self.grids.forget_breaks(self.galley.breaks.len());
    }

    /// Allows breaks in a box's padding, which is an item between two heights below its top.
    pub(crate) fn break_padding(&mut self, item: u32, from: Length, to: Length) {
        if let Some(page) = self.page.filter(|page| to - from > *page) {
            self.break_empty_space(item, from, to, page);
        }
    }

    fn break_empty_space(&mut self, item: u32, from: Length, to: Length, page: Length) {
        let Some(id) = self.galley.items[item as usize].enclosure else { return };
        let avoid_inside = self.avoiding_around(Some(id));
        for each in breaks_in_empty_space(&self.galley, item, (from, to), page, avoid_inside) {
            self.add_break(each);
        }
    }
}

/// The breaks in an item between two heights below its top.
pub(crate) fn breaks_in_empty_space(
    galley: &Galley,
    item: u32,
    (from, to): (Length, Length),
    page: Length,
    avoid_inside: u16,
) -> Vec<Break> {
    let Item { kind, enclosure, .. } = &galley.items[item as usize];
    let top = galley.sums[item as usize];
    let (from, to, page) = (from.offset(), to.offset(), page.offset());
    if page <= 0 || to - from > page.saturating_mul(MOST_PAGES) {
        return Vec::new();
    }
    let around = enclosure.map(|id| galley.enclosure(id));
    let repeated = around.map_or(0, |around| (around.opening + around.closing).offset());
    let room = if repeated < page { page - repeated } else { page };
    // The bottom padding closes on the page on which it ends; any other item is passed if a page begins in it.
    let before = if matches!(kind, ItemKind::Close) { item } else { item + 1 };
    let steps = (1..).map(|step| from + step * room / STEPS_PER_PAGE).take_while(|&at| at < to);
    // Full pages counted from the end up, so that nothing is left over.
    let pages = (1..).map(|pages| to - pages * room).take_while(|&at| at > from);
    // The next item may begin a page, unless the box ends there.
    let is_above = match galley.items.get(item as usize + 1) {
        Some(next) => !matches!(next.kind, ItemKind::Close),
        None => matches!(kind, ItemKind::Open),
    };
    let mut heights: Vec<Offset> = steps.chain(pages).chain(is_above.then_some(to)).collect();
    heights.sort_unstable();
    heights.dedup();
    let violations = BreakViolations { avoid_inside, ..BreakViolations::default() };
    heights.into_iter().map(|at| Break::before(before, top + at, violations, *enclosure)).collect()
}
