//! The boxes of inline elements on a line (CSS 2.2, section 9.4.2): the widths of their edges, and their fragments
//! around the items of the line.

use super::line_items::{LineItem, LineItemKind};
use super::line_maker::LineMaker;
use super::paragraph::{Boundary, InlineBox, Paragraph};
use super::vertical::LineVertical;
use crate::css::Direction;
use crate::layout::galley::line::{InlineBoxFragment, LineFragment};
use crate::units::{Length, Point, Rect, Sides, Size};

/// The widths of the edges of inline boxes, by the glyph before which they are.
pub(crate) fn edge_widths(paragraph: &Paragraph, available: Length) -> Vec<(u32, Length)> {
    paragraph
        .boundaries
        .iter()
        .map(|&(glyph, boundary)| (glyph, edge_width(paragraph, boundary, available)))
        .filter(|(_, width)| !width.is_zero())
        .collect()
}

/// Margin, border and padding at one end of an inline box.
pub(crate) fn edge_width(paragraph: &Paragraph, boundary: Boundary, available: Length) -> Length {
    let (number, opens) = match boundary {
        Boundary::Open(number) => (number, true),
        Boundary::Close(number) => (number, false),
    };
    let inline_box = &paragraph.boxes[number as usize];
    if opens && !inline_box.starts_here || !opens && !inline_box.ends_here {
        return Length::ZERO;
    }
    let (margin, border, padding) = edges(inline_box, available);
    let left = opens == (inline_box.style.text.direction == Direction::LeftToRight);
    if left { margin.left + border.left + padding.left } else { margin.right + border.right + padding.right }
}

/// The used margins, borders and paddings of an inline box.
pub(crate) fn edges(
    inline_box: &InlineBox,
    available: Length,
) -> (Sides<Length>, Sides<Length>, Sides<Length>) {
    let layout = &inline_box.style.layout;
    (
        layout.margin.map(|margin| margin.resolve(available).unwrap_or(Length::ZERO)),
        inline_box.style.border.widths(),
        layout.padding.map(|padding| padding.resolve(available)),
    )
}

impl LineMaker<'_> {
    /// The fragments of the boxes on a line, outer boxes first.
    pub(crate) fn box_fragments(&self, items: &[LineItem], vertical: &LineVertical) -> Vec<LineFragment> {
        let paragraph = self.paragraph;
        if paragraph.boxes.len() == 1 {
            return Vec::new();
        }
        // Sorted by the numbers of the boxes: a line has few of the boxes of a long paragraph.
        let mut spans: Vec<(u32, (Length, Length, bool, bool))> = Vec::new();
        for item in items {
            let (mut from, mut to) = (item.x, item.x + item.width);
            let mut at = Some(item.inline_box);
            while let Some(number) = at {
                let inline_box = &paragraph.boxes[number as usize];
                let (margin, ..) = edges(inline_box, self.width);
                let (mut opens, mut closes) = (false, false);
                if let LineItemKind::Edge(boundary) = item.kind
                    && number == item.inline_box
                {
                    opens = matches!(boundary, Boundary::Open(_)) && inline_box.starts_here;
                    closes = matches!(boundary, Boundary::Close(_)) && inline_box.ends_here;
                    // The margin is outside the box.
                    let left_to_right = inline_box.style.text.direction == Direction::LeftToRight;
                    if opens || closes {
                        if opens == left_to_right { from += margin.left } else { to -= margin.right }
                    }
                }
                let place = match spans.binary_search_by_key(&number, |(number, _)| *number) {
                    Ok(place) => place,
                    Err(place) => {
                        spans.insert(place, (number, (from, to, false, false)));
                        place
                    }
                };
                let span = &mut spans[place].1;
                span.0 = span.0.min(from);
                span.1 = span.1.max(to);
                span.2 |= opens;
                span.3 |= closes;
                (from, to) = (item.x, item.x + item.width);
                at = inline_box.parent;
            }
        }
        spans
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, (from, to, opens, closes))| {
                let inline_box = &paragraph.boxes[number as usize];
                let (_, border, padding) = edges(inline_box, self.width);
                let baseline = vertical.baseline_of(inline_box.extents);
                let instance = &inline_box.instance;
                // The content of an initial goes from its baseline to its capital height.
                let (ascent, descent) = match inline_box.initial {
                    Some(initial) => (initial.height, Length::ZERO),
                    None => (instance.ascent, instance.descent),
                };
                let top = baseline - ascent - padding.top - border.top;
                let height = ascent + descent + padding.vertical() + border.vertical();
                let left_to_right = inline_box.style.text.direction == Direction::LeftToRight;
                let (left, right) = if left_to_right { (opens, closes) } else { (closes, opens) };
                LineFragment::Box(InlineBoxFragment {
                    box_id: inline_box.box_id,
                    node: inline_box.node,
                    style: inline_box.style.clone(),
                    rect: Rect::new(Point::new(from, top), Size::new(to - from, height)),
                    edges: Sides { top: true, right, bottom: true, left },
                    baseline,
                })
            })
            .collect()
    }
}
