//! Alignment of items, and of tracks and lines (CSS Box Alignment 3), as values of `taffy`.

use taffy::{AlignContent, AlignItems};

use crate::css::{Alignment, Direction};

pub(crate) fn align_items(alignment: Alignment, direction: Direction) -> AlignItems {
    let is_left_to_right = direction == Direction::LeftToRight;
    match alignment {
        Alignment::Start => AlignItems::START,
        Alignment::End => AlignItems::END,
        Alignment::FlexStart => AlignItems::FLEX_START,
        Alignment::FlexEnd => AlignItems::FLEX_END,
        Alignment::Center => AlignItems::CENTER,
        Alignment::SelfStart => AlignItems::SELF_START,
        Alignment::SelfEnd => AlignItems::SELF_END,
        Alignment::Left if is_left_to_right => AlignItems::START,
        Alignment::Right if !is_left_to_right => AlignItems::START,
        Alignment::Left | Alignment::Right => AlignItems::END,
        Alignment::Baseline => AlignItems::BASELINE,
        Alignment::LastBaseline => AlignItems::SAFE_END,
        Alignment::Stretch => AlignItems::STRETCH,
        Alignment::SafeStart => AlignItems::SAFE_START,
        Alignment::SafeEnd => AlignItems::SAFE_END,
        Alignment::SafeFlexStart => AlignItems::SAFE_FLEX_START,
        Alignment::SafeFlexEnd => AlignItems::SAFE_FLEX_END,
        Alignment::SafeCenter => AlignItems::SAFE_CENTER,
        Alignment::SafeSelfStart => AlignItems::SAFE_SELF_START,
        Alignment::SafeSelfEnd => AlignItems::SAFE_SELF_END,
        Alignment::Normal | Alignment::SpaceBetween | Alignment::SpaceAround | Alignment::SpaceEvenly => {
            AlignItems::NORMAL
        }
    }
}

pub(crate) fn align_content(alignment: Alignment, direction: Direction) -> AlignContent {
    let is_left_to_right = direction == Direction::LeftToRight;
    match alignment {
        Alignment::Start => AlignContent::START,
        Alignment::End => AlignContent::END,
        Alignment::FlexStart => AlignContent::FLEX_START,
        Alignment::FlexEnd => AlignContent::FLEX_END,
        Alignment::Center => AlignContent::CENTER,
        Alignment::Left if is_left_to_right => AlignContent::START,
        Alignment::Right if !is_left_to_right => AlignContent::START,
        Alignment::Left | Alignment::Right => AlignContent::END,
        Alignment::Stretch => AlignContent::STRETCH,
        Alignment::SpaceBetween => AlignContent::SPACE_BETWEEN,
        Alignment::SpaceAround => AlignContent::SPACE_AROUND,
        Alignment::SpaceEvenly => AlignContent::SPACE_EVENLY,
        Alignment::SafeStart => AlignContent::SAFE_START,
        Alignment::SafeEnd => AlignContent::SAFE_END,
        Alignment::SafeFlexStart => AlignContent::SAFE_FLEX_START,
        Alignment::SafeFlexEnd => AlignContent::SAFE_FLEX_END,
        Alignment::SafeCenter => AlignContent::SAFE_CENTER,
        Alignment::Normal
        | Alignment::SelfStart
        | Alignment::SelfEnd
        | Alignment::SafeSelfStart
        | Alignment::SafeSelfEnd
        | Alignment::Baseline
        | Alignment::LastBaseline => AlignContent::NORMAL,
    }
}
