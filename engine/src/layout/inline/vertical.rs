//! The vertical positions of boxes on a line (CSS 2.2, section 10.8): from the extents of inline boxes to the height
//! of the line and the baselines on it.

use super::paragraph::{BaselineAnchor, Extents, InlineBox};
use crate::css::{ComputedStyle, LineHeight, VerticalAlign};
use crate::text::FontInstance;
use crate::units::Length;

/// `line-height` as a length.
pub(crate) fn line_height(instance: &FontInstance) -> Length {
    match instance.style.line_height {
        LineHeight::Normal => instance.ascent + instance.descent + instance.line_gap,
        LineHeight::Number(factor) => instance.style.size.scale(f64::from(factor)),
        LineHeight::Length(length) => length,
    }
}

/// Above and below the baseline, with half-leading, for content of the given ascent and descent.
pub(crate) fn with_leading(ascent: Length, descent: Length, line_height: Length) -> (Length, Length) {
    let leading = line_height - (ascent + descent);
    // Rounded down so that both halves are the same on every line.
    let above = ascent + Length(leading.0.div_euclid(2));
    (above, line_height - above)
}

/// Sets the extents of all boxes. Parents are before their children.
pub(crate) fn place_boxes(boxes: &mut [InlineBox]) {
    for index in 0..boxes.len() {
        let instance = boxes[index].instance.clone();
        let (above, below) = with_leading(instance.ascent, instance.descent, line_height(&instance));
        let extents = match boxes[index].parent {
            None => Extents { above, below, ..Extents::default() },
            Some(_) if let Some(initial) = boxes[index].initial => initial.extents(&boxes[0]),
            Some(parent) => {
                let parent = &boxes[parent as usize];
                let style = &boxes[index].style;
                aligned(style, parent, above, below, line_height(&instance), index as u32)
            }
        };
        boxes[index].extents = extents;
    }
}

/// The extents of a box inside `parent`. Percentages refer to `own_line_height`.
pub(crate) fn aligned(
    style: &ComputedStyle,
    parent: &InlineBox,
    above: Length,
    below: Length,
    own_line_height: Length,
    index: u32,
) -> Extents {
    let font = &parent.instance;
    let size = font.style.size;
    let shift = match style.layout.vertical_align {
        VerticalAlign::Baseline => Length::ZERO,
        // The specification does not define the amounts; these are customary.
        VerticalAlign::Sub => -(size / 5),
        VerticalAlign::Super => size / 3,
        VerticalAlign::TextTop => font.ascent - above,
        VerticalAlign::TextBottom => below - font.descent,
        VerticalAlign::Middle => font.x_height / 2 - (above - below) / 2,
        VerticalAlign::LengthPercentage(raise) => raise.resolve(own_line_height),
        VerticalAlign::Top => {
            return Extents { above, below, shift: Length::ZERO, anchor: BaselineAnchor::Top(index) };
        }
        VerticalAlign::Bottom => {
            return Extents { above, below, shift: Length::ZERO, anchor: BaselineAnchor::Bottom(index) };
        }
    };
    Extents { above, below, shift: parent.extents.shift + shift, anchor: parent.extents.anchor }
}

/// The height of a line while boxes are added to it.
#[derive(Debug)]
pub(crate) struct LineHeightBuilder {
    above: Length,
    below: Length,
    /// Groups aligned with the top or the bottom: above and below their own baseline.
    aligned: Vec<(BaselineAnchor, Length, Length)>,
}

/// A finished line: its height, its baseline, and those of the aligned groups.
#[derive(Debug)]
pub(crate) struct LineVertical {
    pub height: Length,
    pub baseline: Length,
    aligned: Vec<(BaselineAnchor, Length)>,
}

impl LineHeightBuilder {
    /// A line with only the strut: the line height of the paragraph itself.
    pub(crate) fn new(root: &InlineBox) -> LineHeightBuilder {
        LineHeightBuilder { above: root.extents.above, below: root.extents.below, aligned: Vec::new() }
    }

    pub(crate) fn add(&mut self, extents: Extents) {
        let above = extents.above + extents.shift;
        let below = extents.below - extents.shift;
        match extents.anchor {
            BaselineAnchor::Line => {
                self.above = self.above.max(above);
                self.below = self.below.max(below);
            }
            anchor => match self.aligned.iter_mut().find(|(known, ..)| *known == anchor) {
                Some((_, group_above, group_below)) => {
                    *group_above = (*group_above).max(above);
                    *group_below = (*group_below).max(below);
                }
                None => self.aligned.push((anchor, above, below)),
            },
        }
    }

    pub(crate) fn finish(mut self) -> LineVertical {
        // Groups taller than the line make it taller, away from the side they are aligned with.
        for &(anchor, above, below) in &self.aligned {
            let missing = (above + below) - (self.above + self.below);
            if missing > Length::ZERO {
                match anchor {
                    BaselineAnchor::Bottom(_) => self.above += missing,
                    _ => self.below += missing,
                }
            }
        }
        let height = self.above + self.below;
        let aligned = self
            .aligned
            .iter()
            .map(|&(anchor, above, below)| match anchor {
                BaselineAnchor::Bottom(_) => (anchor, height - below),
                _ => (anchor, above),
            })
            .collect();
        LineVertical { height: height.max(Length::ZERO), baseline: self.above, aligned }
    }
}

impl LineVertical {
    /// The baseline of a box, down from the top of the line.
    pub(crate) fn baseline_of(&self, extents: Extents) -> Length {
        let anchor = match extents.anchor {
            BaselineAnchor::Line => self.baseline,
            anchor => {
                let group = self.aligned.iter().find(|(known, _)| *known == anchor);
                group.map_or(self.baseline, |&(_, baseline)| baseline)
            }
        };
        anchor - extents.shift
    }
}
