//! The floats of one block formatting context (CSS 2.2, section 9.5): places floats, and returns the room that they
//! leave beside them. All positions are in galley coordinates.

use std::sync::Arc;

use crate::boxes::{BoxId, BoxKind};
use crate::css::{Clear, Float};
use crate::layout::block::containing::Containing;
use crate::layout::context::Context;
use crate::layout::floats::exclusions::{Exclusion, Exclusions};
use crate::layout::floats::shape::FloatShape;
use crate::layout::galley::list::{EnclosureId, Galley, PlacedFloat};
use crate::layout::sizing::used::{Edges, block_width, relative_height, replaced_size};
use crate::units::{Length, Offset, Point, Rect, Size};

/// Floats that ended this far above are forgotten: no negative margin moves content back up to them.
const FORGOTTEN: Offset = 2_000 * 1024;
/// A float that is laid out and not placed.
#[derive(Clone, Debug)]
pub(crate) struct FloatBox {
    left: bool,
    clear: Clear,
    galley: Arc<Galley>,
    /// The size of the margin box. Negative margins may make it negative.
    pub(crate) width: Length,
    height: Length,
    /// From the margin box's top left corner to the border box's.
    inset: Point,
    /// How far relative positioning moves it when it is painted.
    shift: Point,
    /// The shape that lines follow, if it is not the margin box.
    shape: Option<Arc<FloatShape>>,
}

/// Lays out a float at the width that it takes in a containing block (CSS 2.2, sections 10.3.5 and 10.3.6).
pub(crate) fn lay_out_float(
    context: &Context<'_>,
    id: BoxId,
    containing: Containing,
    shift: Point,
) -> FloatBox {
    let layout_box = context.tree.get(id);
    let style = &layout_box.style;
    let layout = &style.layout;
    let edges = Edges::of(style, containing.width);
    let (inner, margins) = (edges.inner(), edges.margins());
    let (width, height, shift) = match &layout_box.kind {
        BoxKind::Replaced(replaced) => {
            let size = replaced_size(style, replaced, Some(containing.width), containing.height);
            (size.width + inner.horizontal(), Some(size.height + inner.vertical()), shift)
        }
        BoxKind::Table => {
            let available = containing.width - margins.horizontal();
            let width = context.table_width(id, available, containing.direction).1;
            (width, None, Point::default())
        }
        _ => {
            let mut widths = || context.content_widths(id);
            let width = block_width(style, containing.width, containing.direction, &mut widths, true).1;
            let height = relative_height(layout, containing.height, inner.vertical());
            // Its galley's own box is painted where it is moved to.
            (width + inner.horizontal(), height, Point::default())
        }
    };
    let galley = context.lay_out_box(id, width, height, containing.width);
    let border_height = Length::from_offset(galley.height());
    let margin_box = Size::new(width + margins.horizontal(), border_height + margins.vertical());
    let border_box = Rect::new(Point::new(margins.left, margins.top), Size::new(width, border_height));
    let shape = FloatShape::of(style, margin_box, border_box, containing.width).map(Arc::new);
    FloatBox {
        shape,
        left: layout.float == Float::Left,
        clear: layout.clear,
        galley: galley.into(),
        width: width + margins.horizontal(),
        height: border_height + margins.vertical(),
        inset: Point::new(margins.left, margins.top),
        shift,
    }
}

/// A float that waits for the position of the box that contains it, whose margin is not settled.
#[derive(Clone, Debug)]
struct PendingFloat {
    float: FloatBox,
    containing: Containing,
    enclosure: Option<EnclosureId>,
}

/// The floats of a block formatting context.
#[derive(Clone, Debug, Default)]
pub(crate) struct Floats {
    /// Shared between copies: a paragraph whose lines are chosen beside many floats has a copy of its own.
    exclusions: Arc<Exclusions>,
    pending: Vec<PendingFloat>,
    /// The top of the last float: no later float may be above it.
    ceiling: Option<Offset>,
    /// The bottom of the lowest float of each side.
    left_bottom: Option<Offset>,
    right_bottom: Option<Offset>,
}

/// The left and right edges of the room between floats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    pub(crate) left: Length,
    pub(crate) right: Length,
}

impl Gap {
    /// The room where there are no floats: all of the containing block.
    pub(crate) fn all(containing: Containing) -> Gap {
        Gap { left: containing.x, right: containing.x + containing.width }
    }

    pub(crate) fn width(self) -> Length {
        self.right - self.left
    }
}

impl Floats {
    /// Whether there has been no float.
    pub(crate) fn is_empty(&self) -> bool {
        self.ceiling.is_none() && self.pending.is_empty()
    }

    /// Whether any float waits for its place.
    pub(crate) fn are_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Whether any float reaches below an offset, or may.
    pub(crate) fn reach_below(&self, offset: Offset) -> bool {
        self.are_pending() || self.bottom().is_some_and(|bottom| bottom > offset)
    }

    /// The bottom of the lowest float.
    pub(crate) fn bottom(&self) -> Option<Offset> {
        self.left_bottom.max(self.right_bottom)
    }

    /// The bottom of the lowest float that a box with this `clear` has to be below.
    pub(crate) fn bottom_of(&self, clear: Clear) -> Option<Offset> {
        match clear {
            Clear::None => None,
            Clear::Left => self.left_bottom,
            Clear::Right => self.right_bottom,
            Clear::Both => self.bottom(),
        }
    }

    /// Whether a box with this `clear` has to be below a float that waits.
    pub(crate) fn pending_for(&self, clear: Clear) -> bool {
        self.pending.iter().any(|pending| match clear {
            Clear::None => false,
            Clear::Left => pending.float.left,
            Clear::Right => !pending.float.left,
            Clear::Both => true,
        })
    }

    /// Keeps a float until the position of the box around it is known.
    pub(crate) fn wait(&mut self, float: FloatBox, containing: Containing, enclosure: Option<EnclosureId>) {
        self.pending.push(PendingFloat { float, containing, enclosure });
    }

    /// Places the floats that wait, at an offset or below.
    pub(crate) fn settle(&mut self, offset: Offset, item: u32) -> Vec<PlacedFloat> {
        std::mem::take(&mut self.pending)
            .into_iter()
            .map(|PendingFloat { float, containing, enclosure }| {
                self.place(&float, offset, containing, enclosure, item)
            })
            .collect()
    }

    /// Places a float by the rules of section 9.5.1: as far up as possible from an offset on, and there as far as
    /// possible to its side of the containing block.
    pub(crate) fn place(
        &mut self,
        float: &FloatBox,
        offset: Offset,
        containing: Containing,
        enclosure: Option<EnclosureId>,
        item: u32,
    ) -> PlacedFloat {
        let mut top = offset.max(self.ceiling.unwrap_or(offset));
        top = self.bottom_of(float.clear).map_or(top, |bottom| top.max(bottom));
        let gap = loop {
            // No float starts further down than this one.
            let gap = self.gap(top, top + 1, containing);
            if float.width <= gap.width() {
                break gap;
            }
            match self.next_bottom(top) {
                Some(bottom) => top = bottom,
                None => break gap,
            }
        };
        let left = if float.left { gap.left } else { gap.right - float.width };
        let bottom = top + float.height.offset();
        self.ceiling = Some(top);
        let exclusions = Arc::make_mut(&mut self.exclusions);
        exclusions.forget(offset - FORGOTTEN);
        if bottom > top {
            let right = left + float.width;
            let shape = float.shape.clone();
            exclusions.push(Exclusion { is_left: float.left, shape, left, right, top, bottom });
        }
        let lowest = if float.left { &mut self.left_bottom } else { &mut self.right_bottom };
        *lowest = (*lowest).max(Some(bottom));
        PlacedFloat {
            item,
            enclosure,
            top,
            bottom,
            x: left + float.inset.x,
            y: top + float.inset.y.offset(),
            galley: float.galley.clone(),
            shift: float.shift,
        }
    }

    /// The room that floats leave between two heights in a containing block.
    pub(crate) fn gap(&self, top: Offset, bottom: Offset, containing: Containing) -> Gap {
        let bottom = bottom.max(top + 1);
        let mut gap = Gap::all(containing);
        for each in self.exclusions.between(top, bottom) {
            if each.is_left {
                gap.left = gap.left.max(each.right);
            } else {
                gap.right = gap.right.min(each.left);
            }
        }
        gap
    }

    /// The room that a line between two heights has: it follows the shapes of floats (CSS Shapes 1, section 2).
    pub(crate) fn gap_for_line(&self, top: Offset, bottom: Offset, containing: Containing) -> Gap {
        let bottom = bottom.max(top + 1);
        let mut gap = Gap::all(containing);
        for each in self.exclusions.between(top, bottom) {
            let (left, right) = match &each.shape {
                None => (each.left, each.right),
                Some(shape) => match shape.extent(top - each.top, bottom - each.top) {
                    Some((left, right)) => (each.left + left, each.left + right),
                    None => continue,
                },
            };
            if each.is_left {
                gap.left = gap.left.max(right);
            } else {
                gap.right = gap.right.min(left);
            }
        }
        gap
    }

    /// The bottom of the float that ends first, of those between two heights.
    pub(crate) fn next_bottom_within(&self, top: Offset, bottom: Offset) -> Option<Offset> {
        let bottom = bottom.max(top + 1);
        self.exclusions.between(top, bottom).map(|each| each.bottom).min()
    }

    /// The bottom of the float that ends first, of those that reach below a height.
    pub(crate) fn next_bottom(&self, offset: Offset) -> Option<Offset> {
        self.exclusions.between(offset, Offset::MAX).map(|each| each.bottom).min()
    }
}
