//! Lines that end in an ellipsis: those that their box cuts off (`text-overflow`, CSS Overflow 3, section 5), and the last
//! one before hidden lines (`block-ellipsis`, CSS Overflow 4, section 5.4).

use std::sync::Arc;

use super::chosen_line::{ChosenLine, LineEllipsis};
use super::glyph_runs::{RunOwner, source_before};
use super::line_ends::without_spaces;
use super::line_maker::LineMaker;
use super::paragraph::{BreakKind, Paragraph};
use super::shape_alone::shape_alone;
use super::vertical::LineVertical;
use crate::boxes::{BoxId, BoxTree};
use crate::css::Overflow;
use crate::layout::context::Context;
use crate::layout::galley::line::LineFragment;
use crate::text::Shaped;
use crate::units::{Length, Offset};

/// The ellipsis after a cut line, in the font of the block.
pub(crate) struct Ellipsis {
    text: Arc<str>,
    shaped: Shaped,
    pub(crate) width: Length,
}

/// What ends the lines of a paragraph that its box cuts off.
pub(crate) fn text_overflow(tree: &BoxTree, paragraph: BoxId) -> Option<Arc<str>> {
    let mut block = tree.get(paragraph);
    // An anonymous paragraph shows the lines of the block around it.
    if block.anonymous
        && let Some(parent) = block.parent
    {
        block = tree.get(parent);
    }
    let style = &block.style;
    let end = style.layout.text_overflow.as_ref()?;
    (style.clips() || style.layout.overflow != Overflow::Visible).then(|| end.clone())
}

/// Cuts the lines that are too wide for their box, where it shows an ellipsis instead, and the last one that is shown.
/// The second item of `lines` is whether hidden content follows the last of them. `sums` are the widths before each glyph.
pub(crate) fn cut(
    context: &Context,
    paragraph: &Paragraph,
    sums: &[Offset],
    width: Length,
    (lines, is_last): (&mut [ChosenLine], bool),
) {
    if lines.iter().any(|line| line.excess > Length::ZERO)
        && let Some(ellipsis) = Ellipsis::new(context, paragraph, LineEllipsis::TextOverflow)
    {
        for line in lines.iter_mut().filter(|line| line.excess > Length::ZERO) {
            let room = (width - line.indent - line.after - ellipsis.width).offset();
            let end = last_glyph(paragraph, sums, line, room);
            // The first letter is cut by the box.
            let first = (line.start + 1..line.content_end).find(|&glyph| starts_cluster(paragraph, glyph));
            end_at(line, end.or(first).unwrap_or(line.content_end), LineEllipsis::TextOverflow);
        }
    }
    let Some(last) = lines.last_mut().filter(|_| is_last) else { return };
    last.forced = true;
    let Some(ellipsis) = Ellipsis::new(context, paragraph, LineEllipsis::Block) else { return };
    let room = (width - last.indent - last.after - ellipsis.width).offset();
    let start = sums[last.start as usize];
    let fits = |end: u32| sums[end as usize] - start <= room;
    let breaks = &paragraph.breaks;
    let before = breaks.partition_point(|point| point.glyph < last.content_end);
    let ends = breaks[..before].iter().rev().take_while(|point| point.glyph > last.start);
    let ends = ends.filter(|point| point.kind != BreakKind::Hyphen);
    let ends = ends.map(|point| without_spaces(paragraph, last.start, point.glyph, false).0);
    let end = std::iter::once(last.content_end).chain(ends).find(|&end| fits(end) && end > last.start);
    let end = end.or_else(|| last_glyph(paragraph, sums, last, room));
    end_at(last, end.unwrap_or(last.content_end), LineEllipsis::Block);
}

/// The last place between the letters of a line up to which it is no wider than `room`.
fn last_glyph(paragraph: &Paragraph, sums: &[Offset], line: &ChosenLine, room: Offset) -> Option<u32> {
    let start = sums[line.start as usize];
    let mut ends = (line.start + 1..=line.content_end).rev();
    ends.find(|&end| starts_cluster(paragraph, end) && sums[end as usize] - start <= room)
}

fn starts_cluster(paragraph: &Paragraph, glyph: u32) -> bool {
    glyph == 0 || paragraph.offset_of(glyph) != paragraph.offset_of(glyph - 1)
}

fn end_at(line: &mut ChosenLine, end: u32, ellipsis: LineEllipsis) {
    line.content_end = end;
    line.hyphen = false;
    line.excess = Length::ZERO;
    line.hang_end = Length::ZERO;
    line.ellipsis = Some(ellipsis);
}

impl Ellipsis {
    pub(crate) fn new(context: &Context, paragraph: &Paragraph, which: LineEllipsis) -> Option<Ellipsis> {
        let root = paragraph.root();
        let text = match which {
            LineEllipsis::TextOverflow => paragraph.text_overflow.as_ref()?,
            LineEllipsis::Block => root.style.text.block_ellipsis.as_ref()?,
        };
        let instance = &root.instance;
        let shaped = shape_alone(context.fonts, instance, text, 0..text.len(), false);
        let width = shaped.advances.iter().copied().sum();
        Some(Ellipsis { text: text.clone(), shaped, width })
    }
}

impl LineMaker<'_> {
    /// An ellipsis at a place on a line whose text ends before the glyph `end`. It belongs to that text, and looks like the
    /// text of the paragraph.
    pub(crate) fn ellipsis_run(
        &self,
        ellipsis: &Ellipsis,
        end: Option<u32>,
        x: Length,
        vertical: &LineVertical,
    ) -> Option<LineFragment> {
        let root = self.paragraph.root();
        let text = end.and_then(|end| source_before(self.paragraph, end));
        let (box_id, node) = text.map_or((root.box_id, root.node), |text| (text.box_id, text.node));
        let owner = RunOwner { box_id, node, style: &root.style, instance: &root.instance, inline_box: 0 };
        self.own_run(&ellipsis.text, &ellipsis.shaped, owner, x, vertical).map(LineFragment::Glyphs)
    }
}
