//! Atomic inline-level boxes: what a line sees of an `inline-block`, an inline table or an image.

use std::sync::Arc;

use super::boxes::{BoxId, Replaced};
use super::galley::Galley;
use crate::units::{Length, Rect};

/// An atomic inline-level box as laid out. Positions are from the top left corner of its margin box.
#[derive(Clone, Debug)]
pub struct AtomicLayout {
    pub content: AtomicContent,
    /// The size of the margin box.
    pub width: Length,
    pub height: Length,
    /// From the top of the margin box down to the baseline; its height where it has none.
    pub baseline: Length,
}

#[derive(Clone, Debug)]
pub enum AtomicContent {
    /// A galley with its top left corner.
    Galley { x: Length, y: Length, galley: Arc<Galley> },
    /// An image with its border box.
    Replaced { box_id: BoxId, rect: Rect, replaced: Arc<Replaced> },
}
