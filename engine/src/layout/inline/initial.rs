//! Initials of several lines (CSS Inline 3, section 7): their size, their position, and the number of lines that are
//! shortened beside them.

use std::sync::Arc;

use super::paragraph::{Extents, Initial, InlineBox, Paragraph};
use super::vertical::line_height;
use crate::boxes::{BoxId, BoxKind, BoxTree, LayoutBox};
use crate::css::{ComputedStyle, PseudoElement};
use crate::layout::context::Context;
use crate::text::FontInstance;
use crate::units::Length;

/// Applies `initial-letter` to a box with this style in a paragraph with the font `root`: returns the style with the
/// font size that makes its capitals span the lines, and the position of the initial.
pub(crate) fn initial_of(
    context: &Context,
    layout_box: &LayoutBox,
    style: &ComputedStyle,
    root: &FontInstance,
) -> Option<(Initial, Arc<ComputedStyle>)> {
    if layout_box.pseudo != Some(PseudoElement::FirstLetter) {
        return None;
    }
    let letter = style.layout.initial_letter?;
    let pitch = line_height(root);
    let height = pitch.scale(f64::from(letter.size) - 1.0) + cap_height(context, root);
    let of_its_own = cap_height(context, &context.fonts.instance(&style.font));
    if of_its_own <= Length::ZERO {
        return None;
    }
    let mut sized = ComputedStyle::clone(style);
    Arc::make_mut(&mut sized.font).size = style.font.size.ratio(height.0, of_its_own.0);
    let drop = pitch * (i32::from(letter.sink) - 1);
    Some((Initial { height, lines: letter.sink, drop }, Arc::new(sized)))
}

fn cap_height(context: &Context, instance: &FontInstance) -> Length {
    let face = context.fonts.face(instance.primary);
    let units = i32::from(face.metrics.cap_height);
    let size = instance.size(context.fonts, instance.primary);
    // The fallback of CSS Values 4, section 6.1.1, for a font that does not specify it.
    if units > 0 { face.scale(units, size) } else { instance.ascent }
}

impl Initial {
    /// An initial makes its line taller only by what extends above the line.
    pub(crate) fn extents(&self, root: &InlineBox) -> Extents {
        let above = root.extents.above.max(self.height - self.drop);
        Extents {
            above: above + self.drop,
            below: root.extents.below - self.drop,
            shift: -self.drop,
            ..Extents::default()
        }
    }
}

/// How many lines of a paragraph are beside its initial and must stay on one page with it; 0 if it has none.
pub(crate) fn lines_beside(tree: &BoxTree, paragraph: BoxId) -> u16 {
    let mut at = paragraph;
    while let Some(&first) = tree.get(at).children.first() {
        let child = tree.get(first);
        if child.pseudo == Some(PseudoElement::FirstLetter)
            && let Some(letter) = child.style.layout.initial_letter
        {
            return letter.sink;
        }
        if !matches!(child.kind, BoxKind::Inline) {
            break;
        }
        at = first;
    }
    0
}

impl Paragraph {
    /// The initials at the paragraph's beginning, with the numbers of their boxes.
    pub(crate) fn initials(&self) -> impl Iterator<Item = (u32, Initial)> + '_ {
        let boxes = self.boxes.iter().enumerate().filter(|(_, each)| each.starts_here);
        boxes.filter_map(|(number, each)| each.initial.map(|initial| (number as u32, initial)))
    }
}
