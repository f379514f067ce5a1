//! The state of placing: the content placed on a page so far, in document order, and the entry points.
//!
//! In: fragments of galleys and their positions on the page. Out: the page's content in painting order (by `stacking`),
//! and the boxes that start on the page.

use std::sync::Arc;

use crate::boxes::{BoxId, BoxKind};
use crate::css::{ComputedStyle, Display};
use crate::layout::{Context, FlowFragment, Galley, StaticPlace};
use crate::pages::furniture::page_values::Started;
use crate::pages::page::Placed;
use crate::pages::placing::continued::ContinuedBox;
use crate::pages::placing::stacking::{ContentItem, FilledSlot, has_ink, has_outline};
use crate::pages::placing::table_lines::TableLines;
use crate::units::{Length, Offset, Point, Rect, Sides};

/// How deeply nested flows are placed.
const MAX_DEPTH: u32 = 300;

/// The content of one page while it is placed.
pub(crate) struct Placer<'a> {
    pub(crate) context: &'a Context<'a>,
    /// In document order.
    pub(crate) content: Vec<ContentItem>,
    /// The positioned boxes, by slot; the slots are in `content` at their static positions.
    pub(crate) slots: Vec<Option<FilledSlot>>,
    /// The number of open boxes that clip.
    pub(crate) clips: usize,
    /// Whether the painting order is not document order: there are layers, or boxes that belong under text before them.
    pub(crate) is_layered: bool,
    /// Whether a line or an image has been placed.
    pub(crate) has_text: bool,
    /// Positioned boxes of an inner flow that have no containing block there.
    pub(crate) unresolved: Vec<Unresolved>,
    /// The static positions of fixed boxes.
    pub(crate) fixed: Vec<(BoxId, StaticPlace)>,
    /// What is left of positioned boxes for the next page.
    pub(crate) continued: Vec<ContinuedBox>,
    /// The recorded boxes that start on this page.
    pub(crate) started: Vec<Started>,
    /// Whether a line or an image has been placed by itself, before anything around it.
    pub(crate) inked: bool,
    /// Whether to record a box in `started`.
    pub(crate) wanted: &'a (dyn Fn(BoxId) -> bool + Sync),
    /// The page area: the containing block of positioned boxes without another one.
    pub(crate) page_area: Rect,
    /// The border lines of the tables with collapsed borders that are being placed, innermost last.
    pub(crate) table_lines: Vec<TableLines>,
    /// Boxes whose background propagated to the canvas.
    pub(crate) without_background: &'a [BoxId],
    /// The height of the page for the flow that is placed next; `None` where pages do not limit it.
    pub(crate) room: Option<Offset>,
    /// The end on the page of the fragmentainer or row that the flow placed next fills; `None` if it ends with its
    /// content.
    pub(crate) foot: Option<Length>,
    depth: u32,
}

/// A positioned box without a containing block in its galley.
pub(crate) struct Unresolved {
    pub(crate) box_id: BoxId,
    pub(crate) place: StaticPlace,
    pub(crate) slot: usize,
}

impl<'a> Placer<'a> {
    pub(crate) fn new(
        context: &'a Context<'a>,
        page_area: Rect,
        wanted: &'a (dyn Fn(BoxId) -> bool + Sync),
        without_background: &'a [BoxId],
    ) -> Placer<'a> {
        Placer {
            context,
            content: Vec::new(),
            slots: Vec::new(),
            clips: 0,
            is_layered: false,
            has_text: false,
            unresolved: Vec::new(),
            fixed: Vec::new(),
            continued: Vec::new(),
            started: Vec::new(),
            inked: false,
            wanted,
            page_area,
            table_lines: Vec::new(),
            without_background,
            room: None,
            foot: None,
            depth: 0,
        }
    }

    /// Places a fragment of a galley with its top left corner at `at`.
    pub(crate) fn fragment(&mut self, galley: &Galley, fragment: FlowFragment, at: Point) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        if let Some(slice) = galley.slice(fragment) {
            self.slice(galley, &slice, at);
        }
        self.foot = None;
        self.depth -= 1;
        if self.depth == 0 {
            // They have no containing block on the page.
            for Unresolved { box_id, place, slot } in std::mem::take(&mut self.unresolved) {
                let clips = std::mem::replace(&mut self.clips, 0);
                self.positioned_box(box_id, self.page_area, place, Some(slot));
                self.clips = clips;
            }
        }
    }

    /// Records that a box starts here, if its page is asked for.
    pub(crate) fn note_start(&mut self, id: BoxId) {
        if (self.wanted)(id) {
            self.started.push(Started { id, at_start: !self.inked });
        }
    }

    /// Places a whole galley.
    pub(crate) fn galley(&mut self, galley: &Galley, at: Point) {
        self.fragment(galley, FlowFragment::WHOLE, at);
    }

    /// Whether a box is an item of a flex or grid container: `z-index` applies to it, and it is painted as a whole
    /// (CSS Flexbox 1, section 5.4).
    pub(crate) fn is_item(&self, id: BoxId) -> bool {
        let parent = self.context.tree.get(id).parent;
        parent.is_some_and(|parent| {
            let parent = self.context.tree.get(parent);
            !parent.anonymous
                && matches!(
                    parent.style.layout.display,
                    Display::Flex | Display::InlineFlex | Display::Grid | Display::InlineGrid
                )
        })
    }

    /// Adds something to the content.
    pub(crate) fn put(&mut self, placed: Placed) {
        match &placed {
            Placed::Line(_) | Placed::Replaced(_) => self.has_text = true,
            Placed::Box(placed) if !self.is_layered => {
                self.is_layered =
                    (self.has_text && has_ink(&placed.style, placed.border)) || has_outline(&placed.style);
            }
            _ => {}
        }
        self.content.push(ContentItem::Placed(placed));
    }

    /// The style that a box is painted with: without a background that another box paints.
    pub(crate) fn style_of(&self, id: BoxId, style: &Arc<ComputedStyle>) -> Arc<ComputedStyle> {
        let initial = || crate::css::properties::initial();
        if matches!(self.context.tree.get(id).kind, BoxKind::Table) && has_ink(style, Sides::default()) {
            // The grid paints the background and effects of its table.
            let mut plain = (**style).clone();
            plain.background = initial().background;
            plain.effects = None;
            Arc::new(plain)
        } else if self.without_background.contains(&id) {
            let mut plain = (**style).clone();
            plain.background = initial().background;
            Arc::new(plain)
        } else {
            style.clone()
        }
    }
}
