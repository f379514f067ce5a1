//! Block flow (CSS 2.2, sections 8 to 10): lays out the boxes of a block formatting context one below another, and
//! returns a galley.

use crate::boxes::{BoxId, BoxKind, has_columns};
use crate::boxes::{break_between, start_page_name};
use crate::css::{
    BreakBetween, Clear, ComputedStyle, Direction, Display, Float, Overflow, Position as PositionValue,
    SizeValue,
};
use crate::layout::block::align_content::aligns_contents;
use crate::layout::block::containing::{Containing, Ended, Resume};
use crate::layout::block::line_grid::LineGrids;
use crate::layout::block::multicol;
use crate::layout::block::state::{Flow, is_in_flow};
use crate::layout::context::{Area, Context};
use crate::layout::floats::beside::{FloatAvoidingBox, is_flexible};
use crate::layout::galley::builder::{NewEnclosure, NewPositioned};
use crate::layout::galley::list::{EnclosureId, Galley, ItemKind, Position, Stop};
use crate::layout::items::{flex, grid};
use crate::layout::problems::Problem;
use crate::layout::sizing::used::{Edges, block_width, clamp_height, definite, margin_left, replaced_size};
use crate::layout::table;
use crate::units::{Length, Offset, Point, Sides};

/// How deep boxes may be nested; the parser's own limit on elements is lower.
const MAX_DEPTH: usize = 600;

/// Lays out a document from `start` until a forced break between blocks, a change of the page's
/// name, or the end. Where it stopped is in [`Galley::stop`].
pub fn lay_out(context: &Context<'_>, start: &Position, area: Area) -> Galley {
    lay_out_up_to(context, start, area, None)
}

/// As [`lay_out`], but not much further than to a height, if there is one. If layout stops there, the break of the stop
/// is not forced.
pub fn lay_out_up_to(context: &Context<'_>, start: &Position, area: Area, limit: Option<Offset>) -> Galley {
    let context = &Context { page: area.height, ..*context };
    let mut flow = Flow::new(context, area.width, true);
    flow.limit = limit;
    let name = start_page_name(context.tree, &start.path);
    flow.builder.set_page_name(name);
    let containing = Containing {
        x: Length::ZERO,
        width: area.width,
        height: area.height,
        direction: Direction::LeftToRight,
    };
    let resume = Resume { path: &start.path, text: start.text };
    if !context.tree.boxes.is_empty() {
        flow.block(BoxId::ROOT, containing, (!start.path.is_empty()).then_some(resume));
    }
    flow.finish()
}

/// Lays out the contents of a box as an independent flow: margin boxes, cells, flex items.
pub fn lay_out_contents(
    context: &Context<'_>,
    box_id: BoxId,
    width: Length,
    height: Option<Length>,
) -> Galley {
    let mut flow = Flow::new(context, width, false);
    let containing =
        Containing { x: Length::ZERO, width, height, direction: context.tree.style(box_id).text.direction };
    flow.contents(box_id, containing, None);
    // The margin of the last child stays inside an independent flow.
    flow.finish()
}

/// Lays out a box with its margins at a place other than its own: a running element in a margin box of this width and
/// height, a footnote.
pub fn lay_out_detached(
    context: &Context<'_>,
    box_id: BoxId,
    width: Length,
    height: Option<Length>,
) -> Galley {
    let mut flow = Flow::new(context, width, false);
    let direction = context.tree.style(box_id).text.direction;
    flow.block_in_flow(box_id, Containing { x: Length::ZERO, width, height, direction }, None);
    flow.finish()
}

impl Context<'_> {
    /// Lays out one box with its border and padding as an independent flow, at a given border-box width.
    /// The caller places its margins. `height` is the border-box height if that is given too;
    /// percentages refer to `basis`, the width of the containing block.
    pub(crate) fn lay_out_box(
        &self,
        box_id: BoxId,
        width: Length,
        height: Option<Length>,
        basis: Length,
    ) -> Galley {
        let mut flow = Flow::new(self, width, false);
        flow.builder.grids = LineGrids::around(self, box_id);
        flow.sized_box(box_id, width, height, basis, true);
        flow.finish()
    }

    /// As [`Context::lay_out_box`], as tall as the content, whatever the box's own `height` is.
    pub(crate) fn lay_out_box_content(&self, box_id: BoxId, width: Length, basis: Length) -> Galley {
        let mut flow = Flow::new(self, width, false);
        flow.builder.grids = LineGrids::around(self, box_id);
        flow.sized_box(box_id, width, None, basis, false);
        flow.finish()
    }
}

impl Flow<'_, '_> {
    /// Lays out a block-level box: in the flow, as a float or as a positioned box.
    pub(crate) fn block(&mut self, id: BoxId, containing: Containing, resume: Option<Resume<'_>>) -> Ended {
        let tree = self.context.tree;
        let layout_box = tree.get(id);
        if self.depth >= MAX_DEPTH {
            self.context.problems.report(Problem::TooDeep { node: layout_box.node });
            return Ended::Done;
        }
        if layout_box.style.layout.is_out_of_flow() {
            self.out_of_flow(id, containing);
            return Ended::Done;
        }
        // The root cannot be beside anything.
        if layout_box.style.layout.is_floating() && id != BoxId::ROOT {
            self.depth += 1;
            self.float(id, containing);
            self.depth -= 1;
            return Ended::Done;
        }
        self.block_in_flow(id, containing, resume)
    }

    /// Lays out a block-level box in the flow, whatever its `position` is.
    fn block_in_flow(&mut self, id: BoxId, containing: Containing, resume: Option<Resume<'_>>) -> Ended {
        let layout_box = self.context.tree.get(id);
        self.depth += 1;
        let snapped = self.builder.grids.enter(&layout_box.style);
        let ended = match &layout_box.kind {
            BoxKind::Replaced(_) => {
                self.replaced(id, containing);
                Ended::Done
            }
            BoxKind::OutsideMarker => {
                self.outside_marker(id, containing);
                Ended::Done
            }
            _ => self.block_container(id, containing, resume),
        };
        self.builder.grids.leave(snapped);
        self.depth -= 1;
        ended
    }

    fn block_container(&mut self, id: BoxId, containing: Containing, resume: Option<Resume<'_>>) -> Ended {
        let context = self.context;
        let layout_box = context.tree.get(id);
        let style = &layout_box.style;
        let layout = &style.layout;
        let mut used = UsedBox::of(context, id, containing);
        // A box that establishes a formatting context keeps its children's margins inside and floats outside.
        let isolated = establishes_context(&layout_box.kind, style);
        let cleared = resume.is_none() && self.begin_block(id, containing, &mut used, isolated);
        let inner = used.edges.inner();
        let x = containing.x + used.margin_left;
        if resume.is_none() {
            self.marker_beside(id, used.width + inner.horizontal(), containing.width);
        }
        if resume.is_none() {
            self.space_for_legend(id, used.width, used.edges.border.top, used.edges.padding.top);
        }
        let enclosure = self.builder.open(NewEnclosure {
            box_id: id,
            style: style.clone(),
            x,
            width: used.width + inner.horizontal(),
            border: used.edges.border,
            padding: used.edges.padding,
            shift: self.relative_shift(style, containing),
            resumed: resume.is_some(),
        });
        let height = used.height;
        let content = Containing {
            x: x + inner.left,
            width: used.width,
            height: height.map(|height| clamp_height(layout, height, containing.height, inner.vertical())),
            direction: style.text.direction,
        };
        if isolated {
            self.builder.flush();
        }
        let around = isolated.then(|| std::mem::take(&mut self.builder.floats));
        let start = (!self.builder.is_waiting(enclosure)).then(|| self.builder.height());
        self.builder.grids.enter_contents(context, id, start);
        let spans = self.spans;
        self.spans &= !isolated;
        if resume.is_none() {
            self.align_contents(id, content, inner, containing.width);
        }
        let ended = self.contents(id, content, resume);
        self.spans = spans;
        if ended == Ended::Stopped {
            return Ended::Stopped;
        }
        if isolated {
            self.builder.end_margin();
        }
        self.flush_marker();
        if let Some(around) = around {
            self.builder.hold_floats();
            self.builder.floats = around;
        }
        if cleared && self.builder.is_waiting(enclosure) {
            // The content after an empty box that clears keeps its distance from there.
            self.builder.drop_margin();
        }
        if resume.is_none() && !matches!(layout_box.kind, BoxKind::Table) {
            self.fill(id, enclosure, height, containing, inner.vertical());
        }
        self.builder.grids.leave_contents(context, id);
        self.builder.close(enclosure);
        self.builder.add_bottom_margin(used.edges.margins().bottom, style);
        Ended::Done
    }

    /// Adds the top margin of a block container, and moves the box below the floats that it clears and beside or
    /// below those that it must not overlap. Returns whether it had to move down to clear floats.
    fn begin_block(&mut self, id: BoxId, containing: Containing, used: &mut UsedBox, isolated: bool) -> bool {
        let context = self.context;
        let style = context.tree.style(id);
        let top = self.builder.top_margin(used.edges.margins().top, style, self.stops);
        let mut cleared = false;
        if !self.builder.floats.is_empty() {
            cleared = self.clear(style.layout.clear, top);
            if isolated {
                let flexible = is_flexible(context, id);
                let width = used.width;
                let width_in = |available: Length| {
                    if flexible { horizontal(context, id, available, containing.direction).1 } else { width }
                };
                let avoiding = FloatAvoidingBox {
                    margin_top: top,
                    side_margins: (used.edges.margin.left, used.edges.margin.right),
                    edges: used.edges.inner().horizontal(),
                    margin_left: used.margin_left,
                    width,
                    width_in: &width_in,
                };
                (used.margin_left, used.width) = self.place_beside_floats(containing, &avoiding);
            }
        }
        self.builder.add_top_margin(top, style);
        cleared
    }

    /// Makes a box as tall as its style requires, by empty space below its contents.
    fn fill(
        &mut self,
        id: BoxId,
        enclosure: EnclosureId,
        height: Option<Length>,
        containing: Containing,
        edges: Length,
    ) {
        let layout = &self.context.tree.style(id).layout;
        let bounded = layout.min_height != SizeValue::Auto || layout.max_height != SizeValue::Auto;
        let ratio = layout.aspect_ratio.filter(|_| height.is_none());
        if height.is_none() && !bounded && ratio.is_none() {
            return;
        }
        // Not from where it was opened: a margin that collapsed through its top is above it.
        let natural = match self.builder.content_start(enclosure) {
            Some(start) => Length::from_offset(self.builder.height() - start),
            None => Length::ZERO,
        };
        let by_ratio = ratio.and_then(|_| {
            let own = self.builder.enclosure(enclosure);
            let inner = (own.border + own.padding).horizontal();
            let height = layout.by_ratio(true, own.width - inner, inner, edges)?;
            // Its contents make it taller, unless its style prevents that (CSS Sizing 4, section 5.3).
            let grows = layout.min_height == SizeValue::Auto && layout.overflow == Overflow::Visible;
            Some(if grows { height.max(natural) } else { height })
        });
        let wanted = clamp_height(layout, height.or(by_ratio).unwrap_or(natural), containing.height, edges);
        if wanted == natural && (natural > Length::ZERO || height.is_none()) {
            return;
        }
        let waiting = self.builder.is_waiting(enclosure);
        if wanted.is_zero() && waiting {
            return;
        }
        if !waiting {
            self.builder.drop_margin();
        }
        let natural = if waiting {
            self.builder.flush();
            Length::ZERO
        } else {
            natural
        };
        self.builder.empty_space(wanted - natural);
    }

    /// Lays out the contents of a block container.
    pub(crate) fn contents(&mut self, id: BoxId, content: Containing, resume: Option<Resume<'_>>) -> Ended {
        let context = self.context;
        context.measurements.count_work();
        self.clamped(id, |flow| flow.contents_of_kind(id, content, resume))
    }

    fn contents_of_kind(&mut self, id: BoxId, content: Containing, resume: Option<Resume<'_>>) -> Ended {
        let context = self.context;
        let layout_box = context.tree.get(id);
        if has_columns(&layout_box.kind, &layout_box.style) {
            multicol::lay_out(self, id, content);
            return Ended::Done;
        }
        match &layout_box.kind {
            BoxKind::Paragraph => self.paragraph(id, content, resume),
            BoxKind::Flex => {
                flex::lay_out(self, id, content);
                Ended::Done
            }
            BoxKind::Grid => {
                grid::lay_out(self, id, content);
                Ended::Done
            }
            BoxKind::Table => {
                table::lay_out(self, id, content);
                Ended::Done
            }
            _ => self.children(id, content, resume),
        }
    }

    /// Lays out the children of a block container one below another.
    pub(crate) fn children(&mut self, id: BoxId, content: Containing, resume: Option<Resume<'_>>) -> Ended {
        let tree = self.context.tree;
        let children = &tree.get(id).children;
        let first = resume.and_then(|resume| resume.path.first()).map_or(0, |&index| index as usize);
        let mut previous: Option<BoxId> = None;
        for (index, &child) in children.iter().enumerate().skip(first) {
            let resume = resume.filter(|_| index == first).and_then(|resume| {
                let rest = Resume { path: resume.path.get(1..).unwrap_or(&[]), text: resume.text };
                (!rest.path.is_empty() || rest.text.is_some()).then_some(rest)
            });
            if self.is_clamped() {
                break;
            }
            let in_flow = is_in_flow(self.context, child);
            if in_flow {
                let in_columns = self.builder.is_in_columns();
                let between = previous
                    .map_or(BreakBetween::Auto, |previous| break_between(tree, previous, child, in_columns));
                if self.spans && tree.style(child).layout.columns.spans {
                    let mut path = self.path.clone();
                    path.push(index as u32);
                    self.builder.end_margin();
                    self.builder.flush_waiting();
                    self.builder.set_stop(Stop { position: Position { path, text: None }, forced: between });
                    return Ended::Stopped;
                }
                if previous.is_some() {
                    let is_far = self.limit.is_some_and(|limit| self.builder.height() > limit);
                    if (between.is_forced() || is_far) && self.stops {
                        let mut path = self.path.clone();
                        path.push(index as u32);
                        let position = Position { path, text: None };
                        self.builder.flush_waiting_at_stop();
                        self.builder.set_stop(Stop { position, forced: between });
                        return Ended::Stopped;
                    }
                    self.builder.between(between);
                }
                previous = Some(child);
            }
            let below = if resume.is_none() { self.go_up_to_legend(id, child, content.width) } else { None };
            self.path.push(index as u32);
            let ended = self.block(child, content, resume);
            self.path.pop();
            self.go_below_legend(below);
            if ended == Ended::Stopped {
                return Ended::Stopped;
            }
        }
        Ended::Done
    }

    /// Moves a box below the floats that it clears (CSS 2.2, section 9.5.2). Returns whether it had to move.
    fn clear(&mut self, clear: Clear, margin: Length) -> bool {
        clear != Clear::None && self.builder.clear(clear, margin)
    }

    fn replaced(&mut self, id: BoxId, containing: Containing) {
        let layout_box = self.context.tree.get(id);
        let BoxKind::Replaced(replaced) = &layout_box.kind else { return };
        let style = &layout_box.style;
        let size = replaced_size(style, replaced, Some(containing.width), containing.height);
        let edges = Edges::of(style, containing.width);
        let inner = edges.inner();
        let margins = edges.margins();
        let width = size.width + inner.horizontal();
        let mut left = margin_left(edges.margin, containing.width - width, containing.direction);
        report_too_wide(self.context, id, width + margins.horizontal() - containing.width);
        let top = self.builder.top_margin(margins.top, style, self.stops);
        if !self.builder.floats.is_empty() {
            self.clear(style.layout.clear, top);
            let avoiding = FloatAvoidingBox {
                margin_top: top,
                side_margins: (edges.margin.left, edges.margin.right),
                edges: inner.horizontal(),
                margin_left: left,
                width: size.width,
                width_in: &|_| size.width,
            };
            left = self.place_beside_floats(containing, &avoiding).0;
        }
        self.builder.add_top_margin(top, style);
        let kind =
            ItemKind::Replaced { box_id: id, x: containing.x + left, width, replaced: replaced.clone() };
        self.builder.solid(kind, size.height + inner.vertical());
        self.builder.add_bottom_margin(margins.bottom, style);
    }

    /// Lays out a box at a size that was settled elsewhere: flex items, atomic boxes, positioned boxes. Without a
    /// height, it is as tall as its own style requires, or as its contents if not `has_own_height`.
    fn sized_box(
        &mut self,
        id: BoxId,
        width: Length,
        height: Option<Length>,
        basis: Length,
        has_own_height: bool,
    ) {
        let context = self.context;
        let layout_box = context.tree.get(id);
        let style = &layout_box.style;
        if let BoxKind::Replaced(replaced) = &layout_box.kind {
            let edges = Edges::of(style, basis).inner();
            let natural = replaced_size(style, replaced, Some(basis), None).height + edges.vertical();
            let kind = ItemKind::Replaced { box_id: id, x: Length::ZERO, width, replaced: replaced.clone() };
            self.builder.solid(kind, height.unwrap_or(natural));
            return;
        }
        let is_table = matches!(layout_box.kind, BoxKind::Table);
        let (border, padding) = if is_table {
            (Sides::default(), Sides::default())
        } else {
            let edges = Edges::of(style, basis);
            (edges.border, edges.padding)
        };
        let edges = border + padding;
        let above = self.space_for_legend(id, width - edges.horizontal(), border.top, padding.top);
        let height = height.map(|height| height - above);
        let containing =
            Containing { x: Length::ZERO, width: basis, height: None, direction: style.text.direction };
        let enclosure = self.builder.open(NewEnclosure {
            box_id: id,
            style: style.clone(),
            x: Length::ZERO,
            width,
            border,
            padding,
            shift: self.relative_shift(style, containing),
            resumed: false,
        });
        self.builder.flush();
        let start = self.builder.height();
        let inner_height = height.map(|height| (height - edges.vertical()).max(Length::ZERO));
        let layout = &style.layout;
        let own =
            definite(layout.height, None, edges.vertical(), layout.box_sizing).filter(|_| has_own_height);
        let content = Containing {
            x: edges.left,
            width: (width - edges.horizontal()).max(Length::ZERO),
            height: inner_height.or(own),
            direction: style.text.direction,
        };
        self.builder.grids.enter_contents(context, id, Some(start));
        self.stretched = inner_height.filter(|_| is_table && !table::has_caption_below(context, id));
        if height.is_some() || has_own_height {
            self.align_contents(id, content, edges, basis);
        }
        self.contents(id, content, None);
        self.builder.end_margin();
        self.flush_marker();
        self.builder.hold_floats();
        self.builder.grids.leave_contents(context, id);
        match inner_height {
            Some(wanted) => {
                let natural = Length::from_offset(self.builder.height() - start);
                if wanted != natural {
                    self.builder.empty_space(wanted - natural);
                }
            }
            None if !is_table && has_own_height => {
                self.fill(id, enclosure, own, containing, edges.vertical());
            }
            None => {}
        }
        self.builder.close(enclosure);
    }

    fn out_of_flow(&mut self, id: BoxId, containing: Containing) {
        let fixed = self.context.tree.style(id).layout.position == PositionValue::Fixed;
        let from_right = containing.direction == Direction::RightToLeft;
        let x = if from_right { containing.x + containing.width } else { containing.x };
        self.builder.positioned(NewPositioned::in_flow(id, fixed, x, from_right));
    }

    /// How far `position: relative` moves a box (CSS 2.2, section 9.4.3).
    pub(crate) fn relative_shift(&self, style: &ComputedStyle, containing: Containing) -> Point {
        if style.layout.position != PositionValue::Relative {
            return Point::default();
        }
        let inset = style.layout.inset;
        let height = containing.height.unwrap_or(Length::ZERO);
        let (left, right) = (inset.left.resolve(containing.width), inset.right.resolve(containing.width));
        let x = match (left, right) {
            (Some(left), Some(right)) => {
                if containing.direction == Direction::LeftToRight {
                    left
                } else {
                    -right
                }
            }
            (Some(left), None) => left,
            (None, Some(right)) => -right,
            (None, None) => Length::ZERO,
        };
        let y = match (inset.top.resolve(height), inset.bottom.resolve(height)) {
            (Some(top), _) => top,
            (None, Some(bottom)) => -bottom,
            (None, None) => Length::ZERO,
        };
        Point::new(x, y)
    }
}

/// The used sizes of a block container, before its contents are laid out.
struct UsedBox {
    margin_left: Length,
    /// Of the content box; of the border box for a table.
    width: Length,
    /// Of the content box; `None` if the content determines it.
    height: Option<Length>,
    edges: Edges,
}

impl UsedBox {
    fn of(context: &Context<'_>, id: BoxId, containing: Containing) -> UsedBox {
        let layout_box = context.tree.get(id);
        let style = &layout_box.style;
        let (margin_left, width) = horizontal(context, id, containing.width, containing.direction);
        let edges = Edges::of(style, containing.width);
        // A table's own box is its grid; the wrapper around captions and grid has no edges.
        if matches!(layout_box.kind, BoxKind::Table) {
            report_too_wide(context, id, width - containing.width);
            let edges = Edges { border: Sides::default(), padding: Sides::default(), ..edges };
            return UsedBox { margin_left, width, height: None, edges };
        }
        let layout = &style.layout;
        let vertical = edges.inner().vertical();
        let height = definite(layout.height, containing.height, vertical, layout.box_sizing);
        UsedBox { margin_left, width, height, edges }
    }
}

/// The left margin and the width of a block container in a containing block of a width: of its content box, or of
/// the border box of a table.
fn horizontal(context: &Context<'_>, id: BoxId, available: Length, direction: Direction) -> (Length, Length) {
    let layout_box = context.tree.get(id);
    if matches!(layout_box.kind, BoxKind::Table) {
        return context.table_width(id, available, direction);
    }
    block_width(&layout_box.style, available, direction, &mut || context.content_widths(id), false)
}

/// Reports a box that is wider than its containing block although its style leaves the width open.
fn report_too_wide(context: &Context<'_>, id: BoxId, excess: Length) {
    let layout_box = context.tree.get(id);
    let layout = &layout_box.style.layout;
    let is_open = layout.width == SizeValue::Auto && layout.min_width == SizeValue::Auto;
    if is_open && excess > Length(16) {
        context.problems.report(Problem::WiderThanBox { node: layout_box.node, excess });
    }
}

/// Whether a box keeps its children's margins inside.
pub(crate) fn establishes_context(kind: &BoxKind, style: &ComputedStyle) -> bool {
    matches!(kind, BoxKind::Flex | BoxKind::Grid | BoxKind::Table | BoxKind::TableCaption)
        || matches!(style.layout.display, Display::FlowRoot | Display::InlineBlock)
        || style.layout.overflow != Overflow::Visible
        || style.layout.float != Float::None
        || style.layout.most_lines().is_some()
        || has_columns(kind, style)
        || aligns_contents(kind, style)
}
