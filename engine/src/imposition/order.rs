//! Which page is where on which sheet.
//!
//! A signature of two sheets, bound at the left, as it lies open (pages from 0; sheet 0 is outside):
//!
//! ```text
//!          front     back
//! sheet 0  7 | 0     1 | 6
//! sheet 1  5 | 2     3 | 4
//! ```
//!
//! The back is what is seen after the sheet is turned over its left or right edge. Bound at the right, left and right
//! are exchanged.

use super::{Binding, Booklet};

/// The pages on a side of a sheet, left and right; `None` for a blank page.
pub(super) type Pair = [Option<usize>; 2];

/// A sheet, printed on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) front: Pair,
    pub(super) back: Pair,
    /// How many sheets of its signature are around it.
    pub(super) depth: usize,
}

/// All sheets, in the order in which they are printed.
#[derive(Debug)]
pub(super) struct SheetOrder {
    pub(super) sheets: Vec<Sheet>,
    pub(super) signatures: usize,
    pub(super) blank_pages: usize,
}

/// The order of `pages` pages. The last signature has only as many sheets as it needs.
pub(super) fn order(pages: usize, booklet: &Booklet, binding: Binding) -> SheetOrder {
    let places = pages.next_multiple_of(4);
    let blank_pages = places - pages;
    // A single page is the front cover.
    let keeps_last = booklet.keep_back_cover && pages > 1;
    let page_at = |place: usize| match keeps_last {
        true if place + 1 == places => Some(pages - 1),
        true => (place + 1 < pages).then_some(place),
        false => (place < pages).then_some(place),
    };
    let in_signature = booklet.signature.map_or(places, |sheets| usize::from(sheets.max(1)) * 4).max(4);
    let mut sheets = Vec::with_capacity(places / 4);
    let mut signatures = 0;
    for first in (0..places).step_by(in_signature) {
        signatures += 1;
        let end = places.min(first + in_signature);
        for depth in 0..(end - first) / 4 {
            let pair = |left: usize, right: usize| match binding {
                Binding::Left => [page_at(left), page_at(right)],
                Binding::Right => [page_at(right), page_at(left)],
            };
            let (low, high) = (first + 2 * depth, end - 1 - 2 * depth);
            sheets.push(Sheet { front: pair(high, low), back: pair(low + 1, high - 1), depth });
        }
    }
    SheetOrder { sheets, signatures, blank_pages }
}
