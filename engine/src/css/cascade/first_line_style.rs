//! The properties that apply to `::first-line`, and those that the content of the line inherits (CSS Pseudo-Elements 4,
//! section 2.1).

use std::sync::Arc;

use crate::css::ComputedStyle;
use crate::css::properties::initial;

/// The style that the content of a first line inherits from: the block's style, with the inheritable properties of its
/// `::first-line` style.
pub(super) fn inherited(block: &ComputedStyle, line: &ComputedStyle) -> ComputedStyle {
    let mut style = ComputedStyle {
        font: line.font.clone(),
        text: line.text.clone(),
        background: line.background.clone(),
        ..block.clone()
    };
    if style.layout.vertical_align != line.layout.vertical_align {
        Arc::make_mut(&mut style.layout).vertical_align = line.layout.vertical_align;
    }
    style
}

/// A style computed for `::first-line`, reduced to the properties that apply to one (section 2.1.3). Other text
/// properties are those of the block, the rest are initial.
pub(super) fn applicable(block: &ComputedStyle, mut line: ComputedStyle) -> ComputedStyle {
    let plain = initial();
    let mut text = (*block.text).clone();
    text.color = line.text.color;
    text.transform = line.text.transform;
    text.underline_offset = line.text.underline_offset;
    text.underline_position = line.text.underline_position;
    text.skip_ink = line.text.skip_ink;
    line.text = if text == *block.text { block.text.clone() } else { Arc::new(text) };
    let align = line.layout.vertical_align;
    line.layout = plain.layout;
    if line.layout.vertical_align != align {
        Arc::make_mut(&mut line.layout).vertical_align = align;
    }
    if line.background.opacity != 1.0 {
        Arc::make_mut(&mut line.background).opacity = 1.0;
    }
    ComputedStyle { border: plain.border, content: plain.content, ..line }
}
