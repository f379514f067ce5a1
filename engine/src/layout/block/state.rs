//! The state of a block formatting context while it is laid out: the galley so far, and everything that is waiting to
//! be placed.
//!
//! `block::flow` lays out block boxes with it; tables, flex and grid containers, columns, floats and list
//! markers add to the same state from their own files. They call back into the block layout through
//! methods of [`Flow`] and [`Context`], so that none of them imports `block::flow`, which imports them.

use crate::boxes::{BoxId, BoxKind};
use crate::layout::context::Context;
use crate::layout::galley::builder::GalleyBuilder;
use crate::layout::galley::line::Line;
use crate::layout::galley::list::Galley;
use crate::units::{Length, Offset};

/// One block formatting context while it is laid out.
pub(crate) struct Flow<'c, 't> {
    pub(crate) context: &'c Context<'t>,
    pub(crate) builder: GalleyBuilder,
    /// Whether forced breaks stop layout: only in the root flow, and not in boxes where layout cannot resume.
    pub(crate) stops: bool,
    /// The height after which layout stops at the next block or line, if it may stop at all (`stops`).
    pub(crate) limit: Option<Offset>,
    /// Child indices of the boxes that are being laid out, from the root down.
    pub(crate) path: Vec<u32>,
    /// Whether layout stops at boxes with `column-span: all`: in the columns of a multi-column container.
    pub(crate) spans: bool,
    /// The width of the page's content box, if paragraphs may have been laid out ahead of the flow.
    pub(crate) ahead_width: Option<Length>,
    /// A list item's outside marker until the first line beside it is laid out, and the left edge of its item.
    pub(crate) marker: Option<(Line, Length)>,
    /// The height to which the next table is stretched, as a flex or grid item.
    pub(crate) stretched: Option<Length>,
    /// The lines that may still be shown, if a box around limits them.
    pub(crate) clamp: Option<LineClamp>,
    /// How many boxes are nested around the current one.
    pub(crate) depth: usize,
}

/// The lines that a box with `max-lines` still shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineClamp {
    /// The box.
    pub(crate) within: BoxId,
    pub(crate) left: usize,
}

impl<'c, 't> Flow<'c, 't> {
    /// `stops`: whether a forced break ends the flow.
    pub(crate) fn new(context: &'c Context<'t>, width: Length, stops: bool) -> Flow<'c, 't> {
        Flow {
            context,
            builder: GalleyBuilder::new(width).on_pages(context.page),
            stops,
            limit: None,
            path: Vec::new(),
            spans: false,
            ahead_width: stops.then_some(width),
            marker: None,
            stretched: None,
            clamp: None,
            depth: 0,
        }
    }

    /// The flow in the columns of a container, as wide as one column.
    pub(crate) fn in_columns(&self, width: Length) -> Flow<'c, 't> {
        Flow {
            builder: GalleyBuilder::in_columns(width).on_pages(self.context.page),
            spans: true,
            ahead_width: self.ahead_width,
            depth: self.depth,
            ..Flow::new(self.context, width, false)
        }
    }

    pub(crate) fn finish(mut self) -> Galley {
        self.builder.flush_waiting();
        if self.stops {
            // A margin at the end of the document is no content: it makes no page.
            self.builder.drop_margin();
        }
        self.builder.finish()
    }
}

/// Whether a box takes part in the flow between its siblings.
pub(crate) fn is_in_flow(context: &Context<'_>, id: BoxId) -> bool {
    let layout_box = context.tree.get(id);
    let layout = &layout_box.style.layout;
    !matches!(layout_box.kind, BoxKind::OutsideMarker) && !layout.is_out_of_flow() && !layout.is_floating()
}
