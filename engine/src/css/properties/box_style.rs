//! Computing the group [`BoxStyle`].

use std::sync::Arc;

use super::specified::{ClearValue, FloatValue, SpecifiedSize, VerticalAlignValue};
use super::value::{Compute, ValueContext, non_negative};
use crate::css::style::BoxStyle;
use crate::css::values::*;

impl Compute for SpecifiedSize {
    type Computed = SizeValue;

    fn compute(&self, context: &ValueContext<'_>) -> SizeValue {
        match self {
            SpecifiedSize::Auto => SizeValue::Auto,
            SpecifiedSize::MinContent => SizeValue::MinContent,
            SpecifiedSize::MaxContent => SizeValue::MaxContent,
            SpecifiedSize::FitContent => SizeValue::FitContent,
            SpecifiedSize::Content => SizeValue::Content,
            SpecifiedSize::Length(value) => SizeValue::LengthPercentage(non_negative(value, context)),
        }
    }
}

pub(super) fn apply_position(
    style: &mut BoxStyle,
    (position, running): &(Position, Option<Arc<str>>),
    _: &ValueContext<'_>,
) {
    style.position = *position;
    style.running = running.clone();
}

pub(super) fn copy_position(style: &mut BoxStyle, source: &BoxStyle) {
    style.position = source.position;
    style.running = source.running.clone();
}

/// Logical floats follow the direction of the containing block, which is the parent's.
pub(super) fn compute_float(value: &FloatValue, context: &ValueContext<'_>) -> Float {
    match (value, context.parent.text.direction) {
        (FloatValue::Physical(float), _) => *float,
        (FloatValue::InlineStart, Direction::LeftToRight)
        | (FloatValue::InlineEnd, Direction::RightToLeft) => Float::Left,
        (FloatValue::InlineStart, Direction::RightToLeft)
        | (FloatValue::InlineEnd, Direction::LeftToRight) => Float::Right,
    }
}

/// Logical values follow the direction of the containing block, as in [`compute_float`].
pub(super) fn compute_clear(value: &ClearValue, context: &ValueContext<'_>) -> Clear {
    match (value, context.parent.text.direction) {
        (ClearValue::Physical(clear), _) => *clear,
        (ClearValue::InlineStart, Direction::LeftToRight)
        | (ClearValue::InlineEnd, Direction::RightToLeft) => Clear::Left,
        (ClearValue::InlineStart, Direction::RightToLeft)
        | (ClearValue::InlineEnd, Direction::LeftToRight) => Clear::Right,
    }
}

pub(super) fn compute_vertical_align(
    value: &VerticalAlignValue,
    context: &ValueContext<'_>,
) -> VerticalAlign {
    match value {
        VerticalAlignValue::Keyword(align) => *align,
        VerticalAlignValue::Length(value) => VerticalAlign::LengthPercentage(value.compute(context)),
    }
}

/// The block-level counterpart of a `display` value (CSS Display 3, section 2.7): for floats,
/// absolutely positioned boxes, the root element, and the children of flex and grid containers.
pub fn blockify(display: Display) -> Display {
    match display {
        Display::Inline | Display::InlineBlock | Display::Ruby => Display::Block,
        Display::InlineListItem => Display::ListItem,
        Display::InlineFlex => Display::Flex,
        Display::InlineGrid => Display::Grid,
        Display::InlineTable => Display::Table,
        Display::TableRowGroup
        | Display::TableHeaderGroup
        | Display::TableFooterGroup
        | Display::TableRow
        | Display::TableCell
        | Display::TableColumn
        | Display::TableColumnGroup
        | Display::TableCaption
        | Display::RubyBase
        | Display::RubyText
        | Display::RubyTextContainer => Display::Block,
        Display::None
        | Display::Contents
        | Display::Block
        | Display::FlowRoot
        | Display::ListItem
        | Display::Flex
        | Display::Grid
        | Display::Table => display,
    }
}

/// Whether `display` and `float` must be adjusted to each other and to `position` (CSS 2.2, section 9.7; CSS
/// Flexbox 1, section 4); `is_item` is true where the parent is a flex or grid container. Checked before
/// [`adjust`], so that a shared group is copied only where it changes.
pub(super) fn needs_adjustment(style: &BoxStyle, is_root: bool, is_item: bool) -> bool {
    let adjusted = adjusted(style, is_root, is_item);
    adjusted != (style.display, style.float)
}

/// Adjusts `display` and `float`; see [`needs_adjustment`].
pub(super) fn adjust(style: &mut BoxStyle, is_root: bool, is_item: bool) {
    style.inline_before_positioning = style.display.is_inline_level() && style.position.is_out_of_flow();
    (style.display, style.float) = adjusted(style, is_root, is_item);
}

fn adjusted(style: &BoxStyle, is_root: bool, is_item: bool) -> (Display, Float) {
    if style.display == Display::None {
        return (style.display, style.float);
    }
    let is_out_of_flow = style.position.is_out_of_flow();
    let float = if is_out_of_flow || is_item { Float::None } else { style.float };
    let display = match style.display {
        Display::Contents if is_root => Display::Block,
        display if is_root || is_item || is_out_of_flow || float != Float::None => blockify(display),
        display => display,
    };
    (display, float)
}
