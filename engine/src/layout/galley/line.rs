//! Lines of text as laid out, for `pages` to place and `paint` to paint. Positions are relative to the line: `x` from
//! the left edge of the galley that the line belongs to, `y` down from the top of the line box.

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
    /// The fragments in paint order: an inline box before its contents.
    pub fragments: Vec<LineFragment>,
    /// Whether the line ends inside a word: at a hyphen, or because the word fits on no line.
    pub breaks_word: bool,
    /// The range of the paragraph's text on this line, as offsets into [`crate::boxes::BoxTree::text`].
    pub text: Range<u32>,
}

/// A fragment of inline content on one line.
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
    /// The text or inline box that they belong to.
    pub box_id: BoxId,
    /// The element the text belongs to.
    pub node: Option<NodeId>,
    /// The style of the text.
    pub style: Arc<ComputedStyle>,
    /// The face that `glyphs` are from.
    pub face: FaceId,
    /// The font size that the glyphs are drawn at.
    pub size: Length,
    /// The left end of the run on the line.
    pub x: Length,
    /// The run's own baseline, down from the top of the line box.
    pub baseline: Length,
    /// The sum of `advances`.
    pub width: Length,
    /// Whether the characters of the run are read from right to left.
    pub right_to_left: bool,
    /// The glyphs, by their numbers in the face.
    pub glyphs: Arc<[u16]>,
    /// The distance from each glyph to the next, with justification and spacing.
    pub advances: Arc<[Length]>,
    /// How much wider glyphs are drawn than in the font, in 1/65536.
    pub widened: i32,
    /// The displacement of each glyph from its place by the advances (right, up); empty if there are none.
    pub displacements: Box<[(Length, Length)]>,
    /// For each glyph, the start of its characters in `text`. Glyphs of one cluster have equal values; in right-to-left
    /// runs the values decrease.
    pub clusters: Arc<[u32]>,
    /// The text of the run in logical order.
    pub text: RunText,
    /// The underlines and other lines through it, outermost first.
    pub decorations: Box<[RunDecoration]>,
    /// Whether the run is not part of the text, like an inserted hyphen or a leader: it is painted, but should not be
    /// read or extracted as content.
    pub artifact: bool,
}

/// A line that decorates a run. Runs that one box decorates share its [`DecoratingBox`].
#[derive(Clone, Debug)]
pub struct RunDecoration {
    /// The box that has the decoration.
    pub by: Arc<DecoratingBox>,
    /// How far the baseline of the decorating box is below that of the run.
    pub below: Length,
}

/// A box that decorates its text, at one position and with one thickness (CSS Text Decoration 4, section 2).
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

/// The fragment of an inline box on one line: its background, borders and decoration.
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
        /// The image in its content box.
        replaced: Arc<Replaced>,
    },
    /// A box with contents, which is never broken.
    Galley {
        /// The left edge of the galley on the line.
        x: Length,
        /// The top edge of the galley, from the top of the line box.
        y: Length,
        /// The border box with its contents.
        galley: Arc<Galley>,
    },
}
