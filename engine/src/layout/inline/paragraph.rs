//! The data of a paragraph: its text, the boxes and objects in it, its glyphs, and the places where lines may end.
//! `measure` makes it, and `line_box` makes lines of it.

use std::ops::Range;
use std::sync::Arc;

use crate::boxes::{BoxId, LayoutBox};
use crate::css::{ComputedStyle, Direction};
use crate::html::NodeId;
use crate::layout::galley::line::DecoratingBox;
use crate::text::{FaceId, FontInstance, Shaped};
use crate::units::{Length, Offset};

/// The inline content of one block container, shaped and measured.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// The text with its objects and control characters. All offsets refer to it, unless their name differs.
    pub(super) text: String,
    /// The ranges of the text that are shaped, in order.
    pub(super) sources: Vec<Source>,
    /// Everything in the text that is not text, in order.
    pub(super) objects: Vec<Object>,
    /// The inline boxes, parents before children. Box 0 is the paragraph itself.
    pub(super) boxes: Vec<InlineBox>,
    /// Glyphs in the order of the text, with an empty one for each object.
    pub(super) shaped: Shaped,
    /// Glyphs that belong together, in order and without gaps.
    pub(super) runs: Vec<Run>,
    /// Where inline boxes begin and end: the index of the glyph after the boundary.
    pub(super) boundaries: Vec<(u32, Boundary)>,
    /// Where lines may or must end, in order; the end of the text is the last.
    pub(super) breaks: Vec<BreakOpportunity>,
    /// Ligatures that a line may break inside; the break is recorded before their first glyph.
    pub(super) ligatures: Vec<Ligature>,
    /// Preserved tabs, which `shaped` gives no width.
    pub(super) tabs: Vec<Tab>,
    /// Whether words that are too wide may be broken in any of its text.
    pub(super) breaks_words: bool,
    /// Whether there is letter spacing anywhere.
    pub(super) spaced: bool,
    /// The boxes that decorate its text, with their numbers; 0 also for boxes around the paragraph.
    pub(super) decorating: Vec<(u32, Arc<DecoratingBox>)>,
    /// The direction of the paragraph.
    pub(super) direction: Direction,
    /// Under `unicode-bidi: plaintext`: the offset after each forced line break, with the direction of the text from
    /// there on.
    pub(super) directions: Vec<(u32, Direction)>,
    /// Whether lines have to be reordered.
    pub(super) bidirectional: bool,
    /// Whether there is any content that makes a line.
    pub(super) visible: bool,
    /// Whether this is the beginning of the paragraph rather than its continuation.
    pub(super) first: bool,
    /// Whether a continuation begins after a forced line break.
    pub(super) after_break: bool,
    /// The same content in the style of the first line, if that has one of its own.
    pub(super) first_line: Option<Box<Paragraph>>,
    /// What ends the lines that its box cuts off.
    pub(super) text_overflow: Option<Arc<str>>,
    /// How many of its lines are shown, if not all of them.
    pub(crate) most_lines: Option<MostLines>,
    /// The min-content and the max-content width.
    pub(super) widths: (Length, Length),
    /// The offset in the tree's text at which it starts.
    pub(super) tree_start: u32,
}

impl Paragraph {
    /// The direction of the line that begins with a glyph.
    pub(super) fn direction_at(&self, glyph: u32) -> Direction {
        if self.directions.is_empty() {
            return self.direction;
        }
        let offset = self.shaped.clusters.get(glyph as usize).copied().unwrap_or(u32::MAX);
        let number = self.directions.partition_point(|(start, _)| *start <= offset);
        let found = number.checked_sub(1).and_then(|number| self.directions.get(number));
        found.map_or(self.direction, |(_, direction)| *direction)
    }

    /// The offset of a glyph in the text; the end of the text after the last glyph.
    pub(super) fn offset_of(&self, glyph: u32) -> u32 {
        let end = self.text.len() as u32;
        self.shaped.clusters.get(glyph as usize).copied().unwrap_or(end)
    }

    /// The box of the paragraph itself.
    pub(super) fn root(&self) -> &InlineBox {
        // Collecting puts the paragraph's own box first.
        &self.boxes[0]
    }
}

/// How many lines of a paragraph are shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MostLines {
    pub(crate) lines: usize,
    /// Whether content after the paragraph is hidden too.
    pub(crate) hides_more: bool,
}

/// A range of the text that comes from one text box.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(super) range: Range<u32>,
    /// Its offset in [`crate::boxes::BoxTree::text`]; `None` for text that is not there.
    pub(super) tree_start: Option<u32>,
    pub(super) box_id: BoxId,
    pub(super) node: Option<NodeId>,
    pub(super) style: Arc<ComputedStyle>,
    pub(super) instance: Arc<FontInstance>,
    /// The innermost inline box around it.
    pub(super) inline_box: u32,
}

impl Source {
    /// The source of the text before an offset.
    pub(super) fn before(sources: &[Source], offset: u32) -> Option<&Source> {
        let after = sources.partition_point(|source| source.range.start < offset);
        after.checked_sub(1).map(|index| &sources[index])
    }
}

/// Inline content that is not text.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    pub(super) offset: u32,
    pub(super) box_id: BoxId,
    pub(super) kind: ObjectKind,
    pub(super) inline_box: u32,
    pub(super) style: Arc<ComputedStyle>,
}

#[derive(Clone, Debug)]
pub(crate) enum ObjectKind {
    LineBreak,
    Leader(Leader),
    Atomic,
}

/// A leader: a string that is repeated to fill its line.
#[derive(Clone, Debug)]
pub(crate) struct Leader {
    pub(super) pattern: Arc<str>,
    pub(super) instance: Arc<FontInstance>,
    /// The width of the pattern.
    pub(super) period: Length,
}

/// An inline box, or the paragraph itself.
#[derive(Clone, Debug)]
pub(crate) struct InlineBox {
    pub(super) parent: Option<u32>,
    pub(super) box_id: BoxId,
    pub(super) node: Option<NodeId>,
    pub(super) style: Arc<ComputedStyle>,
    pub(super) instance: Arc<FontInstance>,
    /// False where a continued paragraph begins inside it, or a block inside the box ends before it.
    pub(super) starts_here: bool,
    /// False where a block inside the box follows it.
    pub(super) ends_here: bool,
    /// Its size and position, if it is an initial of several lines.
    pub(super) initial: Option<Initial>,
    pub(super) extents: Extents,
}

impl InlineBox {
    pub(super) fn new(
        parent: Option<u32>,
        box_id: BoxId,
        layout_box: &LayoutBox,
        instance: Arc<FontInstance>,
    ) -> InlineBox {
        InlineBox {
            parent,
            box_id,
            node: layout_box.node,
            style: layout_box.style.clone(),
            instance,
            starts_here: true,
            ends_here: true,
            initial: None,
            extents: Extents::default(),
        }
    }
}

/// An initial, and the lines beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Initial {
    /// From its baseline to the top of a capital letter.
    pub(crate) height: Length,
    /// How many lines are beside it, its first one included.
    pub(crate) lines: u16,
    /// How far its baseline is below that of the first line.
    pub(crate) drop: Length,
}

/// The extents of an inline box above and below a baseline.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Extents {
    /// From the box's own baseline to the top and the bottom of its inline box, half-leading included.
    pub above: Length,
    pub below: Length,
    /// How far the box's baseline is above that of its anchor.
    pub shift: Length,
    pub anchor: BaselineAnchor,
}

/// The baseline that a box's own baseline is measured from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BaselineAnchor {
    /// The baseline of the line.
    #[default]
    Line,
    /// The baseline of a box that is aligned with the top of the line; of the inline box with this
    /// number, or of an atomic box (`u32::MAX`).
    Top(u32),
    /// The same for the bottom.
    Bottom(u32),
}

/// Glyphs of one source, face and direction, or one object.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(super) glyphs: Range<u32>,
    pub(super) level: u8,
    pub(super) kind: RunKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RunKind {
    Text { source: u32, face: FaceId },
    Object(u32),
}

/// The beginning or end of an inline box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Boundary {
    Open(u32),
    Close(u32),
}

/// A place where a line may or must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BreakOpportunity {
    /// The first glyph after it.
    pub(crate) glyph: u32,
    pub(crate) kind: BreakKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum BreakKind {
    /// The line must end here.
    Forced,
    Opportunity,
    /// After a hyphen, dash or slash inside a word.
    InsideWord,
    /// Inside a word, with a hyphen.
    Hyphen,
    /// Inside a word that fits on no line.
    Emergency,
}

/// A ligature that a line may end inside.
#[derive(Clone, Debug)]
pub(crate) struct Ligature {
    pub(crate) glyphs: Range<u32>,
    /// The glyphs of its letters before and after the hyphen.
    pub(super) parts: [Shaped; 2],
    /// How much wider a line that ends with the letters before the hyphen is than one that ends before the ligature.
    pub(super) end: Offset,
    /// How much wider a line that starts with the letters after the hyphen is than one that starts with the ligature.
    pub(super) start: Offset,
}

/// A tab among the glyphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tab {
    pub(crate) glyph: u32,
    /// The distance between tab stops; the first one is at the edge of the block.
    pub(super) size: Offset,
    /// Its least width.
    pub(super) least: Offset,
}
