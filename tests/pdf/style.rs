//! Computed styles for hand-made runs.

use std::sync::Arc;

use brochure::css::properties::initial;
use brochure::css::{ComputedStyle, Direction};
use brochure::units::Length;

pub fn with(letter_spacing: Length, direction: Direction) -> Arc<ComputedStyle> {
    let mut style = initial();
    Arc::make_mut(&mut style.font).letter_spacing = letter_spacing;
    Arc::make_mut(&mut style.text).direction = direction;
    Arc::new(style)
}
