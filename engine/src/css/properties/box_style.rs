//! Computing the group [`BoxStyle`].

use super::compute::blockify;
use super::declaration::{ClearValue, Declaration, FloatValue, SpecifiedSize, VerticalAlignValue};
use super::grid;
use super::length::Units;
use super::longhand::Longhand;
use super::multicol;
use crate::css::style::BoxStyle;
use crate::css::values::*;

impl SpecifiedSize {
    fn resolve(&self, units: &Units<'_>) -> SizeValue {
        match self {
            SpecifiedSize::Auto => SizeValue::Auto,
            SpecifiedSize::MinContent => SizeValue::MinContent,
            SpecifiedSize::MaxContent => SizeValue::MaxContent,
            SpecifiedSize::FitContent => SizeValue::FitContent,
            SpecifiedSize::Content => SizeValue::Content,
            SpecifiedSize::Length(value) => SizeValue::LengthPercentage(value.resolve_non_negative(units)),
        }
    }
}

/// Sets one property; `longhand` is the physical one that the declaration stands for. Logical floats
/// follow the direction of the containing block, which is `direction`.
pub(super) fn apply(
    longhand: Longhand,
    declaration: &Declaration,
    style: &mut BoxStyle,
    units: &Units<'_>,
    direction: Direction,
) {
    let is_left_to_right = direction == Direction::LeftToRight;
    match declaration {
        Declaration::Display(display) => style.display = *display,
        Declaration::Position(position, running) => {
            style.position = *position;
            style.running = running.clone();
        }
        Declaration::Float(float) => {
            style.float = match float {
                FloatValue::Physical(float) => *float,
                FloatValue::InlineStart if is_left_to_right => Float::Left,
                FloatValue::InlineEnd if !is_left_to_right => Float::Left,
                FloatValue::InlineStart | FloatValue::InlineEnd => Float::Right,
            }
        }
        Declaration::Clear(clear) => {
            style.clear = match clear {
                ClearValue::Physical(clear) => *clear,
                ClearValue::InlineStart if is_left_to_right => Clear::Left,
                ClearValue::InlineEnd if !is_left_to_right => Clear::Left,
                ClearValue::InlineStart | ClearValue::InlineEnd => Clear::Right,
            }
        }
        Declaration::BoxSizing(sizing) => style.box_sizing = *sizing,
        Declaration::Size(_, value) => {
            let slot = match longhand {
                Longhand::Width => &mut style.width,
                Longhand::Height => &mut style.height,
                Longhand::MinWidth => &mut style.min_width,
                Longhand::MinHeight => &mut style.min_height,
                Longhand::MaxWidth => &mut style.max_width,
                Longhand::MaxHeight => &mut style.max_height,
                _ => &mut style.flex_basis,
            };
            *slot = value.resolve(units);
        }
        Declaration::AspectRatio(ratio) => style.aspect_ratio = *ratio,
        Declaration::Margin(_, value) => {
            let slot = match longhand {
                Longhand::MarginTop => &mut style.margin.top,
                Longhand::MarginRight => &mut style.margin.right,
                Longhand::MarginBottom => &mut style.margin.bottom,
                _ => &mut style.margin.left,
            };
            *slot = value.resolve(units);
        }
        Declaration::Padding(_, value) => {
            let slot = match longhand {
                Longhand::PaddingTop => &mut style.padding.top,
                Longhand::PaddingRight => &mut style.padding.right,
                Longhand::PaddingBottom => &mut style.padding.bottom,
                _ => &mut style.padding.left,
            };
            *slot = value.resolve_non_negative(units);
        }
        Declaration::Inset(_, value) => {
            let slot = match longhand {
                Longhand::Top => &mut style.inset.top,
                Longhand::Right => &mut style.inset.right,
                Longhand::Bottom => &mut style.inset.bottom,
                _ => &mut style.inset.left,
            };
            *slot = value.resolve(units);
        }
        Declaration::VerticalAlign(VerticalAlignValue::Keyword(align)) => style.vertical_align = *align,
        Declaration::VerticalAlign(VerticalAlignValue::Length(value)) => {
            style.vertical_align = VerticalAlign::LengthPercentage(value.resolve(units));
        }
        Declaration::UnicodeBidi(bidi) => style.unicode_bidi = *bidi,
        Declaration::InitialLetter(initial) => style.initial_letter = *initial,
        Declaration::LineGrid(grid) => style.line_grid = *grid,
        Declaration::ZIndex(index) => style.z_index = *index,
        Declaration::ObjectFit(fit) => style.object_fit = *fit,
        Declaration::ObjectPosition(position) => {
            style.object_position = (position.horizontal.resolve(units), position.vertical.resolve(units));
        }
        Declaration::FlexDirection(direction) => style.flex_direction = *direction,
        Declaration::FlexWrap(wrap) => style.flex_wrap = *wrap,
        Declaration::FlexGrow(factor) => style.flex_grow = *factor,
        Declaration::FlexShrink(factor) => style.flex_shrink = *factor,
        Declaration::Order(order) => style.order = *order,
        Declaration::Alignment(_, alignment) => {
            let slot = match longhand {
                Longhand::AlignItems => &mut style.align_items,
                Longhand::AlignSelf => &mut style.align_self,
                Longhand::AlignContent => &mut style.align_content,
                Longhand::JustifyContent => &mut style.justify_content,
                Longhand::JustifyItems => &mut style.justify_items,
                _ => &mut style.justify_self,
            };
            *slot = *alignment;
        }
        Declaration::Gap(_, value) => {
            let gap = value.as_ref().map(|value| value.resolve_non_negative(units));
            match longhand {
                Longhand::RowGap => style.row_gap = gap.unwrap_or(LengthPercentage::ZERO),
                _ => {
                    style.column_gap = gap.unwrap_or(LengthPercentage::ZERO);
                    style.columns.gap_is_normal = gap.is_none();
                }
            }
        }
        Declaration::Grid(_, value) => grid::apply(longhand, value, &mut style.grid, units),
        Declaration::ColumnWidth(_)
        | Declaration::ColumnCount(_)
        | Declaration::ColumnFill(_)
        | Declaration::ColumnSpan(_) => multicol::apply(declaration, &mut style.columns, units),
        Declaration::TableLayout(layout) => style.table_layout = *layout,
        Declaration::Break(_, between) => {
            let slot = match longhand {
                Longhand::BreakBefore => &mut style.break_before,
                _ => &mut style.break_after,
            };
            *slot = *between;
        }
        Declaration::BreakInside(inside) => style.break_inside = *inside,
        Declaration::BoxDecorationBreak(decoration) => style.box_decoration_break = *decoration,
        Declaration::MarginBreak(value) => style.margin_break = *value,
        Declaration::FootnotePolicy(value) => style.footnote_policy = *value,
        Declaration::Page(page) => style.page = page.clone(),
        _ => {}
    }
}

/// Takes one property over from another style.
pub(super) fn copy(longhand: Longhand, style: &mut BoxStyle, source: &BoxStyle) {
    match longhand {
        Longhand::Display => style.display = source.display,
        Longhand::Position => {
            style.position = source.position;
            style.running = source.running.clone();
        }
        Longhand::Float => style.float = source.float,
        Longhand::Clear => style.clear = source.clear,
        Longhand::BoxSizing => style.box_sizing = source.box_sizing,
        Longhand::Width => style.width = source.width,
        Longhand::Height => style.height = source.height,
        Longhand::MinWidth => style.min_width = source.min_width,
        Longhand::MinHeight => style.min_height = source.min_height,
        Longhand::MaxWidth => style.max_width = source.max_width,
        Longhand::MaxHeight => style.max_height = source.max_height,
        Longhand::AspectRatio => style.aspect_ratio = source.aspect_ratio,
        Longhand::MarginTop => style.margin.top = source.margin.top,
        Longhand::MarginRight => style.margin.right = source.margin.right,
        Longhand::MarginBottom => style.margin.bottom = source.margin.bottom,
        Longhand::MarginLeft => style.margin.left = source.margin.left,
        Longhand::PaddingTop => style.padding.top = source.padding.top,
        Longhand::PaddingRight => style.padding.right = source.padding.right,
        Longhand::PaddingBottom => style.padding.bottom = source.padding.bottom,
        Longhand::PaddingLeft => style.padding.left = source.padding.left,
        Longhand::Top => style.inset.top = source.inset.top,
        Longhand::Right => style.inset.right = source.inset.right,
        Longhand::Bottom => style.inset.bottom = source.inset.bottom,
        Longhand::Left => style.inset.left = source.inset.left,
        Longhand::VerticalAlign => style.vertical_align = source.vertical_align,
        Longhand::UnicodeBidi => style.unicode_bidi = source.unicode_bidi,
        Longhand::InitialLetter => style.initial_letter = source.initial_letter,
        Longhand::LineGrid => style.line_grid = source.line_grid,
        Longhand::ZIndex => style.z_index = source.z_index,
        Longhand::ObjectFit => style.object_fit = source.object_fit,
        Longhand::ObjectPosition => style.object_position = source.object_position,
        Longhand::FlexDirection => style.flex_direction = source.flex_direction,
        Longhand::FlexWrap => style.flex_wrap = source.flex_wrap,
        Longhand::FlexGrow => style.flex_grow = source.flex_grow,
        Longhand::FlexShrink => style.flex_shrink = source.flex_shrink,
        Longhand::FlexBasis => style.flex_basis = source.flex_basis,
        Longhand::Order => style.order = source.order,
        Longhand::AlignItems => style.align_items = source.align_items,
        Longhand::AlignSelf => style.align_self = source.align_self,
        Longhand::AlignContent => style.align_content = source.align_content,
        Longhand::JustifyContent => style.justify_content = source.justify_content,
        Longhand::JustifyItems => style.justify_items = source.justify_items,
        Longhand::JustifySelf => style.justify_self = source.justify_self,
        Longhand::RowGap => style.row_gap = source.row_gap,
        Longhand::GridTemplateColumns
        | Longhand::GridTemplateRows
        | Longhand::GridTemplateAreas
        | Longhand::GridAutoColumns
        | Longhand::GridAutoRows
        | Longhand::GridAutoFlow
        | Longhand::GridRowStart
        | Longhand::GridRowEnd
        | Longhand::GridColumnStart
        | Longhand::GridColumnEnd => grid::copy(longhand, &mut style.grid, &source.grid),
        Longhand::ColumnGap => {
            style.column_gap = source.column_gap;
            style.columns.gap_is_normal = source.columns.gap_is_normal;
        }
        Longhand::ColumnWidth => style.columns.width = source.columns.width,
        Longhand::ColumnCount => style.columns.count = source.columns.count,
        Longhand::ColumnFill => style.columns.fill = source.columns.fill,
        Longhand::ColumnSpan => style.columns.spans = source.columns.spans,
        Longhand::TableLayout => style.table_layout = source.table_layout,
        Longhand::BreakBefore => style.break_before = source.break_before,
        Longhand::BreakAfter => style.break_after = source.break_after,
        Longhand::BreakInside => style.break_inside = source.break_inside,
        Longhand::BoxDecorationBreak => style.box_decoration_break = source.box_decoration_break,
        Longhand::MarginBreak => style.margin_break = source.margin_break,
        Longhand::FootnotePolicy => style.footnote_policy = source.footnote_policy,
        Longhand::Page => style.page = source.page.clone(),
        _ => {}
    }
}

/// What the properties do to each other (CSS 2.2, section 9.7; CSS Flexbox 1, section 4).
/// `is_item` says whether the parent is a flex or grid container. Whether anything would change is
/// asked first, so that a shared group need not be copied for nothing.
pub(super) fn needs_adjustment(style: &BoxStyle, is_root: bool, is_item: bool) -> bool {
    let adjusted = adjusted(style, is_root, is_item);
    adjusted != (style.display, style.float)
}

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
