//! The flow around floats (CSS 2.2, section 9.5): places floats when the flow reaches them, chooses the lines of a
//! paragraph beside them, and places boxes that floats must not overlap.

use crate::boxes::BoxId;
use crate::css::{Direction, SizeValue};
use crate::layout::block::containing::Containing;
use crate::layout::block::state::Flow;
use crate::layout::context::Context;
use crate::layout::floats::among_lines::{FloatAnchor, ParagraphWithFloats, anchors};
use crate::layout::floats::context::{FloatBox, Floats, Gap, lay_out_float};
use crate::layout::galley::builder::lines::FloatsAmongLines;
use crate::layout::galley::line::Line;
use crate::sorting::sort_by_key;
use crate::units::{Length, Offset, Point};

impl Flow<'_, '_> {
    /// Lays out a float, and places it where the flow is.
    pub(crate) fn float(&mut self, id: BoxId, containing: Containing) {
        let style = &self.context.tree.get(id).style;
        let shift = self.relative_shift(style, containing);
        let float = lay_out_float(self.context, id, containing, shift);
        self.builder.float(float, containing);
    }

    /// The lines of a paragraph and the floats among them, in galley coordinates; `None` if there are no floats among
    /// or beside them.
    pub(crate) fn lines_and_floats(
        &mut self,
        id: BoxId,
        content: Containing,
        start: Option<u32>,
    ) -> Option<(Vec<Line>, FloatsAmongLines)> {
        let context = self.context;
        let anchors = if context.tree.has_floats { anchors(context, id, start) } else { Vec::new() };
        if anchors.is_empty() && !self.builder.floats.reach_below(self.builder.hypothetical_top(Length::ZERO))
        {
            return None;
        }
        let paragraph = self.prepare(id, start);
        let boxes: Vec<(FloatBox, FloatAnchor)> = anchors
            .iter()
            .map(|anchor| {
                let shift = self.relative_shift(&context.tree.get(anchor.id).style, content);
                (lay_out_float(context, anchor.id, content, shift), *anchor)
            })
            .collect();
        if !paragraph.makes_lines() {
            for (float, _) in boxes {
                self.builder.float(float, content);
            }
            return Some((Vec::new(), FloatsAmongLines::default()));
        }
        let top = self.builder.next_top();
        let atomics = paragraph.atomics(context, content.width, content.height);
        let among = ParagraphWithFloats { id, paragraph, atomics, content, boxes, top };
        let mut found = self.choose_lines(&among, false);
        if !among.are_beside_their_lines(&found) {
            // The lines before a float must not depend on the content after it.
            found = self.choose_lines(&among, true);
        }
        context.problems.extend(&found.problems);
        self.builder.floats = found.floats;
        let enclosure = self.builder.innermost();
        for (_, float) in &mut found.placed {
            float.enclosure = enclosure;
        }
        sort_by_key(&mut found.placed, |(line, _)| *line);
        Some((found.lines, FloatsAmongLines { floats: found.placed, down: found.down }))
    }

    /// The left margin and the width of a box that floats must not overlap: it is narrower beside them, or moves
    /// below them.
    pub(crate) fn place_beside_floats(
        &mut self,
        containing: Containing,
        avoiding: &FloatAvoidingBox<'_>,
    ) -> (Length, Length) {
        let margin_top = avoiding.margin_top;
        let top = self.builder.hypothetical_top(margin_top);
        let mut floats = self.builder.floats.clone();
        floats.settle(top, 0);
        let mut at = top;
        let mut found = avoiding.room(&floats, at, containing);
        if found.fits {
            self.builder.settle_floats(top);
        } else if self.builder.floats.are_pending() {
            // The box moves down itself, so its margin does not move the waiting floats.
            self.builder.flush();
            floats = self.builder.floats.clone();
        }
        while !found.fits
            && let Some(bottom) = floats.next_bottom(at)
        {
            at = bottom;
            found = avoiding.room(&floats, at, containing);
        }
        if at > top {
            self.builder.go_down_to(at, margin_top);
        }
        if !found.is_narrowed {
            return (avoiding.margin_left, avoiding.width);
        }
        let Gap { left, right } = found.gap;
        let rest = right - left - found.width - avoiding.edges;
        let x = match avoiding.side_margins {
            (None, None) => left + (rest / 2).max(Length::ZERO),
            (None, Some(_)) => left + rest.max(Length::ZERO),
            (Some(_), None) => left,
            _ if containing.direction == Direction::RightToLeft => left + rest,
            _ => left,
        };
        (x - containing.x, found.width)
    }
}

/// A box that establishes a formatting context, so that floats must not overlap it.
pub(crate) struct FloatAvoidingBox<'a> {
    /// Its top margin.
    pub(crate) margin_top: Length,
    /// Its left and right margins as specified; `None` for `auto`.
    pub(crate) side_margins: (Option<Length>, Option<Length>),
    /// Its left and right borders and paddings together.
    pub(crate) edges: Length,
    /// Its left margin and the width of its content box away from floats.
    pub(crate) margin_left: Length,
    pub(crate) width: Length,
    /// The width of its content box in a containing block of another width.
    pub(crate) width_in: &'a dyn Fn(Length) -> Length,
}

/// The room that floats leave for a box at one height.
struct RoomBesideFloats {
    gap: Gap,
    /// Whether floats narrow the containing block here.
    is_narrowed: bool,
    /// The width that the box's content box would have.
    width: Length,
    /// Whether the box fits.
    fits: bool,
}

impl FloatAvoidingBox<'_> {
    /// The room for the box if its top is at an offset.
    fn room(&self, floats: &Floats, top: Offset, containing: Containing) -> RoomBesideFloats {
        let (before, after) = self.side_margins;
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        let (all, gap) = (Gap::all(containing), floats.gap(top, top + 1, containing));
        let is_narrowed = gap != all;
        let gap = Gap { left: gap.left.max(all.left + before), right: gap.right.min(all.right - after) };
        let width = if is_narrowed { (self.width_in)(gap.width() + before + after) } else { self.width };
        let fits = !is_narrowed || width + self.edges <= gap.width() && gap.right > gap.left;
        RoomBesideFloats { gap, is_narrowed, width, fits }
    }
}

/// Whether a box is narrower where there is less room.
pub(crate) fn is_flexible(context: &Context<'_>, id: BoxId) -> bool {
    let layout_box = context.tree.get(id);
    let layout = &layout_box.style.layout;
    matches!(layout.width, SizeValue::Auto | SizeValue::FitContent)
}

/// The floats among the inline content of a paragraph.
pub(crate) fn floats_among(context: &Context<'_>, paragraph: BoxId) -> Vec<BoxId> {
    if !context.tree.has_floats {
        return Vec::new();
    }
    anchors(context, paragraph, None).into_iter().map(|anchor| anchor.id).collect()
}

/// How far floats move the beginning of a line.
pub(crate) fn start_inset(floats: &Floats, top: Offset, height: Length, content: Containing) -> Point {
    let gap = floats.gap_for_line(top, top + height.offset(), content);
    let x = match content.direction {
        Direction::LeftToRight => gap.left - content.x,
        Direction::RightToLeft => gap.right - content.x - content.width,
    };
    Point::new(x, Length::ZERO)
}
