//! Finds the boxes that decorate the text of a paragraph, and the positions of their lines (CSS Text Decoration 4,
//! section 2): a decorating box has one position and one thickness for all its text, whatever the fonts and positions
//! of that text.

use std::sync::Arc;

use super::line_maker::LineMaker;
use super::paragraph::{InlineBox, Paragraph};
use super::vertical::LineVertical;
use crate::boxes::{BoxId, BoxKind};
use crate::css::{ComputedStyle, Float, Visibility};
use crate::layout::context::Context;
use crate::layout::galley::line::{DecoratingBox, RunDecoration};
use crate::units::Length;

/// The boxes that decorate text, outermost first, by their numbers in the paragraph. Boxes around the paragraph
/// decorate it in the font of the paragraph.
pub(crate) fn decorating_boxes(context: &Context, boxes: &[InlineBox]) -> Vec<(u32, Arc<DecoratingBox>)> {
    let decorated = |style: &Arc<ComputedStyle>, inline_box: &InlineBox| {
        let face = inline_box.instance.primary;
        let size = inline_box.instance.size(context.fonts, face);
        Arc::new(DecoratingBox { style: style.clone(), face, size })
    };
    let Some(root) = boxes.first() else { return Vec::new() };
    let mut found: Vec<(u32, Arc<DecoratingBox>)> =
        around(context, root.box_id).into_iter().map(|style| (0, decorated(style, root))).collect();
    found.reverse();
    for (number, inline_box) in boxes.iter().enumerate().skip(1) {
        if decorates(&inline_box.style) {
            found.push((number as u32, decorated(&inline_box.style, inline_box)));
        }
    }
    found
}

fn decorates(style: &ComputedStyle) -> bool {
    let decoration = &style.background.decoration;
    decoration.underline || decoration.overline || decoration.line_through
}

/// The styles of the paragraph and the blocks around it that decorate its text, innermost first. Decoration does not
/// propagate into atomic inlines, outside markers and boxes out of the flow.
fn around<'a>(context: &Context<'a>, paragraph: BoxId) -> Vec<&'a Arc<ComputedStyle>> {
    let mut styles = Vec::new();
    let (mut at, mut inner) = (Some(paragraph), None);
    while let Some(id) = at {
        let layout_box = context.tree.get(id);
        // Anonymous boxes carry their element's style; the element's own box counts.
        if !layout_box.anonymous && decorates(&layout_box.style) {
            styles.push(&layout_box.style);
        }
        // What is under an annotation is decorated with the text around it.
        let is_pair = layout_box.children.first().is_some_and(|first| inner == Some(*first))
            && layout_box.children.len() > 1;
        let stops = matches!(layout_box.kind, BoxKind::Atomic) && !is_pair
            || matches!(layout_box.kind, BoxKind::OutsideMarker)
            || layout_box.style.layout.float != Float::None
            || layout_box.style.layout.is_out_of_flow();
        (at, inner) = (layout_box.parent.filter(|_| !stops), Some(id));
    }
    styles
}

impl Paragraph {
    /// A box and the boxes around it, outermost first. An initial is not inside the boxes around it, as it is not on
    /// their line.
    fn around(&self, inner: u32) -> Vec<u32> {
        let outer = |number: &u32| {
            let inline_box = &self.boxes[*number as usize];
            inline_box.parent.filter(|_| inline_box.initial.is_none())
        };
        let mut found: Vec<u32> = std::iter::successors(Some(inner), outer).collect();
        found.reverse();
        found
    }
}

impl LineMaker<'_> {
    /// The decorations of text in an inline box.
    pub(crate) fn decorations(
        &self,
        inline_box: u32,
        style: &ComputedStyle,
        vertical: &LineVertical,
    ) -> Box<[RunDecoration]> {
        let paragraph = self.paragraph;
        if paragraph.decorating.is_empty() || style.text.visibility != Visibility::Visible {
            return Box::default();
        }
        let baseline = |number: u32| vertical.baseline_of(paragraph.boxes[number as usize].extents);
        let own: Length = baseline(inline_box);
        let of = |number: u32| {
            let from = paragraph.decorating.partition_point(|(each, _)| *each < number);
            paragraph.decorating[from..].iter().take_while(move |(each, _)| *each == number)
        };
        let around = paragraph.around(inline_box).into_iter();
        around
            .flat_map(of)
            .map(|(number, by)| RunDecoration { by: by.clone(), below: baseline(*number) - own })
            .collect()
    }
}
