//! Lines of text as laid out. Positions are relative to the line: `x` from the left edge of the
//! galley the line belongs to, `y` down from the top of the line box.

use std::ops::Range;
use std::sync::Arc;

use crate::boxes::{BoxId, Replaced};
use crate::css::ComputedStyle;
use crate::html::NodeId;
use crate::layout::galley::list::Galley;
use crate::text::FaceId;
use crate::units::{Length, Point, Rect, Sides};

/// A line box with its content (CSS 2.2, section 9.4.2). Positions are from its top left corner.
#[derive(Debug)]
pub struct Line {
    /// The height of the line box.
    pub height: Length,
    /// From the top of the line box down to the baseline.
    pub baseline: Length,
    /// What is on the line in paint order: an inline box before what it holds.
    pub fragments: Vec<LineFragment>,
    /// The line ends inside a word: at a hyphen, or where a word that fits on no line is cut.
    pub breaks_word: bool,
    /// The range of the paragraph's text on this line, as offsets into [`crate::boxes::BoxTree::text`].
    pub text: Range<u32>,
}

/// Something on a line.
#[derive(Debug)]
pub enum LineFragment {
    /// Text.
    Glyphs(GlyphRun),
    /// The background and borders of an inline box.
    Box(InlineBoxFragment),
    /// An atomic inline-level box.
    Atomic(AtomicFragment),
}

impl LineFragment {
    /// Moves it to the right and down.
    pub(crate) fn shift(&mut self, by: Point) {
        match self {
            LineFragment::Glyphs(run) => {
                run.x += by.x;
                run.baseline += by.y;
            }
            LineFragment::Box(fragment) => {
                fragment.rect = fragment.rect.translate(by);
                fragment.baseline += by.y;
            }
            LineFragment::Atomic(AtomicFragment::Replaced { rect, .. }) => *rect = rect.translate(by),
            LineFragment::Atomic(AtomicFragment::Galley { x, y, .. }) => {
                *x += by.x;
                *y += by.y;
            }
        }
    }
}

/// Glyphs of one face, size, style and direction, in visual order from left to right.
#[derive(Debug)]
pub struct GlyphRun {
    /// The text or inline box they come from.
    pub box_id: BoxId,
    /// The element the text belongs to.
    pub node: Option<NodeId>,
    /// The style of the text.
    pub style: Arc<ComputedStyle>,
    /// The face that `glyphs` are from.
    pub face: FaceId,
    /// The font size that the glyphs are drawn at.
    pub size: Length,
    /// Left end of the run on the line.
    pub x: Length,
    /// The run's own baseline, down from the top of the line box.
    pub baseline: Length,
    /// The sum of `advances`.
    pub width: Length,
    /// The characters of the run are read from right to left.
    pub right_to_left: bool,
    /// The glyphs, by their numbers in the face.
    pub glyphs: Box<[u16]>,
    /// One for each glyph: how far to the next, with justification and spacing in it.
    pub advances: Box<[Length]>,
    /// By how much glyphs are drawn wider than the font has them, in 1/65536.
    pub widened: i32,
    /// Displacements of glyphs from where the advances put them (right, up); empty if there are none.
    pub displacements: Box<[(Length, Length)]>,
    /// One for each glyph: the start, within `text`, of the characters it shows. Glyphs of one
    /// cluster have equal values; in right-to-left runs the values fall.
    pub clusters: Box<[u32]>,
    /// The text of the run in logical order.
    pub text: RunText,
    /// The underlines and other lines through it, outermost first.
    pub decorations: Box<[RunDecoration]>,
    /// Not part of the text (a hyphen that breaking put in, a leader): it is
    /// painted but should not be read or extracted as content.
    pub artifact: bool,
}

/// A line that decorates a run. Runs that one box decorates share one.
#[derive(Clone, Debug)]
pub struct RunDecoration {
    /// The box that has the decoration.
    pub by: Arc<DecoratingBox>,
    /// How far the baseline of the decorating box is below that of the run.
    pub below: Length,
}

/// What decorates the text in it, in one place and one thickness (CSS Text Decoration 4, section 2).
#[derive(Debug, PartialEq)]
pub struct DecoratingBox {
    /// The style with the `text-decoration` properties.
    pub style: Arc<ComputedStyle>,
    /// The first available font of the box.
    pub face: FaceId,
    /// The font size of the box.
    pub size: Length,
}

/// The text that a run's glyphs show.
#[derive(Clone, Debug)]
pub enum RunText {
    /// A range of [`crate::boxes::BoxTree::text`].
    Range(Range<u32>),
    /// Text that is not in the tree: page numbers, hyphens.
    Own(Box<str>),
}

/// The part of an inline box on one line: its background, borders and decoration.
#[derive(Debug)]
pub struct InlineBoxFragment {
    /// The inline box.
    pub box_id: BoxId,
    /// The element of the box.
    pub node: Option<NodeId>,
    /// The style of the box.
    pub style: Arc<ComputedStyle>,
    /// The border box.
    pub rect: Rect,
    /// Which edges of the box are on this line (`box-decoration-break: slice`).
    pub edges: Sides<bool>,
    /// The baseline of the box's own text, from the top of the line box; for decorations.
    pub baseline: Length,
}

/// An atomic inline-level box on a line: an image, an `inline-block` or an inline table.
#[derive(Debug)]
pub enum AtomicFragment {
    /// An image.
    Replaced {
        /// The box of the image.
        box_id: BoxId,
        /// The element of the image.
        node: Option<NodeId>,
        /// The style of the image.
        style: Arc<ComputedStyle>,
        /// The border box.
        rect: Rect,
        /// What is drawn in its content box.
        replaced: Arc<Replaced>,
    },
    /// A box with contents, which is never broken.
    Galley {
        /// The left edge of the galley on the line.
        x: Length,
        /// The top edge of the galley, from the top of the line box.
        y: Length,
        /// The border box with everything in it.
        galley: Arc<Galley>,
    },
}
